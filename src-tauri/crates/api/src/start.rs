//! What happens between opening a store and its engine running.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::{AlertKind, AlertLevel, Clock, PartnerId, SystemClock};
use engine::{Fields, NewShop, Room, accounts};
use secrets::{SecretName, SecretStore};
use store::alert::NewAlert;
use store::settings as stored;

use crate::demo::DemoRun;
use crate::error::ApiError;
use crate::house::House;
use crate::settings::AI;

/// How often the demo's time is remembered.
const TIME_TOLD: Duration = Duration::from_secs(2);
/// The first partner's name until the owner gives one.
const DEMO_PARTNER: &str = "Samo Home";

/// Applies the settings, connects the demo's shops if it is a demo, and starts the engine.
pub(crate) async fn start(house: &House) -> Result<(), ApiError> {
    let Some(engine) = house.engine() else {
        return Ok(());
    };
    let room = engine.room();
    if let Some(demo) = &house.demo {
        furnish(room, demo.as_ref()).await?;
        tokio::spawn(tell_time(Arc::clone(room)));
    }
    take_pen(house).await?;
    // Where keys are closed this is done when they open.
    if house.keys_closed().is_none() {
        accounts::forget_leftover(room).await;
    }
    set_caps(room).await?;
    room.wake_for_ai().await?;
    tell_restored(house, room).await?;
    engine.start().await?;
    Ok(())
}

/// Goes on with the keys of this place: shops are opened anew, and what waited for keys runs.
pub(crate) async fn use_keys(house: &House, place: Arc<dyn SecretStore>) -> Result<(), ApiError> {
    let room = house.room()?;
    let open = place.closed().is_none();
    room.keep_secrets_in(place);
    house.note_ai_key(None);
    if !open {
        return Ok(());
    }
    take_pen(house).await?;
    accounts::forget_leftover(&room).await;
    room.wake_for_ai().await?;
    if let Some(engine) = house.engine() {
        engine.sync_all_now();
    }
    Ok(())
}

/// Claude when there is a key, else templates. While the place for keys does not answer nobody
/// writes, or whoever wrote before. A key that cannot be used is told by the first task that
/// needs it; it does not keep the program from starting.
pub(crate) async fn take_pen(house: &House) -> Result<(), ApiError> {
    let room = house.room()?;
    if let Some(demo) = &house.demo {
        let (base, key) = demo.ai();
        let choice = AI.get(&mut *room.store.read().await?, None).await?;
        room.pen
            .take_claude(key, &base, &choice.model, &choice.prices)?;
        return Ok(());
    }
    let name = SecretName::new(engine::AI_SECRET)?;
    let key = match room.secrets().get(&name).await {
        Ok(key) => key,
        Err(error) => {
            tracing::warn!(%error, "the AI key could not be read");
            house.note_ai_key(None);
            return Ok(());
        }
    };
    house.note_ai_key(Some(key.is_some()));
    let choice = AI.get(&mut *room.store.read().await?, None).await?;
    match key {
        Some(key) => {
            if let Err(error) =
                room.pen
                    .take_claude(key, &choice.base, &choice.model, &choice.prices)
            {
                tracing::warn!(%error, "the AI cannot be used; templates write");
                room.pen.take_templates();
            }
        }
        None => room.pen.take_templates(),
    }
    Ok(())
}

/// The store was damaged and came back from a backup: the seller must know what is missing.
async fn tell_restored(house: &House, room: &Room) -> Result<(), ApiError> {
    let Some(restored) = &house.restored else {
        return Ok(());
    };
    let since = restored.lost_since.map(|at| at.to_rfc3339());
    let key = match since {
        Some(_) => "alert.store_restored",
        None => "alert.store_restored_undated",
    };
    let since = since.unwrap_or_default();
    let partners = store::partner::list(&mut *room.store.read().await?).await?;
    for partner in partners {
        let alert = NewAlert {
            partner: partner.id,
            account: None,
            cause: format!("restored:{since}"),
            kind: AlertKind::Store,
            level: AlertLevel::Bad,
            title_key: key.to_owned(),
            detail: BTreeMap::from([("since".to_owned(), since.clone())]),
            page: "/settings".to_owned(),
        };
        let now = room.now();
        room.store
            .write(move |tx| {
                Box::pin(async move {
                    store::alert::raise(tx, &alert, now).await?;
                    Ok::<(), engine::EngineError>(())
                })
            })
            .await?;
    }
    Ok(())
}

/// The daily cap of each partner, as set.
pub(crate) async fn set_caps(room: &Room) -> Result<(), ApiError> {
    let partners = store::partner::list(&mut *room.store.read().await?).await?;
    for partner in partners {
        let id = partner.id;
        room.store
            .write(move |tx| {
                Box::pin(async move {
                    let cap = stored::SPEND_CAP_MICROS.get(tx.conn(), Some(id)).await?;
                    queue::set_cap(tx.conn(), id, Some(cap)).await?;
                    Ok::<(), engine::EngineError>(())
                })
            })
            .await?;
    }
    Ok(())
}

/// The partner that shops are connected for: the first, made when there is none.
pub(crate) async fn partner(room: &Room, name: &str) -> Result<PartnerId, ApiError> {
    let known = store::partner::list(&mut *room.store.read().await?).await?;
    if let Some(partner) = known.first() {
        return Ok(partner.id);
    }
    let (name, now) = (name.to_owned(), room.now());
    Ok(room
        .store
        .write(move |tx| {
            Box::pin(async move {
                let id = store::partner::add(tx, &name, now).await?;
                // From the first moment: a partner without a cap would spend without end.
                let cap = stored::SPEND_CAP_MICROS.get(tx.conn(), Some(id)).await?;
                queue::set_cap(tx.conn(), id, Some(cap)).await?;
                Ok::<_, engine::EngineError>(id)
            })
        })
        .await?)
}

/// Connects the demo's shops; those of an earlier demo get their new address and keys.
async fn furnish(room: &Room, demo: &dyn DemoRun) -> Result<(), ApiError> {
    let partner = partner(room, DEMO_PARTNER).await?;
    let known = store::account::list(&mut *room.store.read().await?, Some(partner)).await?;
    for shop in demo.shops() {
        let fields: Fields = shop.fields;
        match known
            .iter()
            .find(|account| account.marketplace.as_str() == shop.marketplace)
        {
            Some(account) => {
                let (id, base) = (account.id, shop.base.clone());
                room.store
                    .write(move |tx| {
                        Box::pin(
                            async move { store::account::set_base_url(tx, id, Some(&base)).await },
                        )
                    })
                    .await?;
                accounts::keep_keys(room, id, fields).await?;
            }
            None => {
                let new = NewShop {
                    partner,
                    marketplace: shop.marketplace.as_str().into(),
                    name: shop.name,
                    base: Some(shop.base),
                    demo: true,
                };
                accounts::connect(room, new, fields).await?;
            }
        }
    }
    Ok(())
}

/// The demo's world goes on where it stood: its time never runs backwards.
pub(crate) async fn world_start(store: &Path) -> DateTime<Utc> {
    let now = SystemClock.now();
    let Ok(last) = std::fs::read_to_string(store.with_extension("time")) else {
        return now;
    };
    let last = DateTime::parse_from_rfc3339(last.trim()).map(|at| at.with_timezone(&Utc));
    last.map_or(now, |last| last.max(now))
}

/// Remembers the demo's time again and again, for a next start after this process was killed.
async fn tell_time(room: Arc<Room>) {
    let store = room.store.path().to_owned();
    loop {
        keep_world_time(&store, room.now());
        tokio::select! {
            () = tokio::time::sleep(TIME_TOLD) => {}
            () = room.stop.cancelled() => return,
        }
    }
}

/// Remembers the demo's time for its next start.
pub(crate) fn keep_world_time(store: &Path, now: DateTime<Utc>) {
    // A process that is killed here leaves the old time, not half of a new one.
    let new = store.with_extension("time.new");
    let kept = std::fs::write(&new, now.to_rfc3339())
        .and_then(|()| std::fs::rename(&new, store.with_extension("time")));
    if let Err(error) = kept {
        tracing::debug!(%error, "the demo's time could not be kept");
    }
}
