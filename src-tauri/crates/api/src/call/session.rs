//! The frame of the window.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use engine::EngineError;
use queue::Pause;
use secrets::{KdfCost, Kind, SealedFile, SecretError};
use store::Mode as StoreMode;
use store::settings as stored;

use super::{figures, iso};
use crate::context::{Own, View};
use crate::error::ApiError;
use crate::house::House;
use crate::settings::{AI, Chosen, LOCALE, THEME};
use crate::view::Nothing;
use crate::view::money::Money;
use crate::view::session::{
    AiProvider, AiView, Counts, EngineOwner, JournalState, Mode, PartnerName, Passphrase,
    SecretsKind, SecretsProblem, SecretsView, Session, StoreProblem,
};

/// Everything that the frame shows.
pub(crate) async fn get(view: &View, _: Nothing) -> Result<Session, ApiError> {
    let (house, now) = (view.house(), view.now());
    // One connection at a time: many calls that each hold one and wait for another would wait
    // for each other.
    let partner = view.maybe_partner().await?;
    let engine_owner = engine_owner(house).await?;
    let ai = ai_view(view).await?;
    let mut conn = view.read().await?;
    let named = match partner {
        Some(id) => Some(store::partner::get(&mut conn, id).await?),
        None => None,
    };
    let accounts = match partner {
        Some(id) => store::account::list(&mut conn, Some(id)).await?,
        None => Vec::new(),
    };
    let counts = match partner {
        Some(id) => counts(store::counts::of(&mut conn, id, day_start(now), now).await?),
        None => Counts::default(),
    };
    let spent = match partner {
        Some(id) => {
            queue::spend(&mut conn, id, &engine::day::spend_day(now))
                .await
                .map_err(EngineError::from)?
                .spent
        }
        None => 0,
    };
    let head = store::activity::head(&mut conn).await?;
    Ok(Session {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        role: view.caller().role,
        mode: mode(house),
        engine_owner,
        first_run: counts.shops == 0,
        partner: named.map(|partner| PartnerName {
            id: partner.id.0,
            name: partner.name,
        }),
        store: house.store().path().display().to_string(),
        demo: house.demo.is_some(),
        locale: LOCALE.get(&mut conn, None).await?,
        locale_chosen: Chosen::read(&mut conn).await?.locale.is_some(),
        theme: THEME.get(&mut conn, None).await?,
        secrets: secrets_view(house),
        store_problem: house.store().disk_full().then_some(StoreProblem::DiskFull),
        ai,
        paused: queue::paused(&mut conn, &Pause::All)
            .await
            .map_err(EngineError::from)?,
        zone: figures::zone(&accounts, None).name().to_owned(),
        now: iso(now),
        spend_today: Money::ai_cost(spent),
        spend_cap: Money::ai_cost(stored::SPEND_CAP_MICROS.get(&mut conn, partner).await?),
        journal: JournalState {
            rows: head.rows,
            verified_at: head.verified_at.map(iso),
            intact: head.verified_at.map(|_| head.first_bad.is_none()),
        },
        counts,
    })
}

fn mode(house: &House) -> Mode {
    match house.store().mode() {
        StoreMode::Engine => Mode::Engine,
        StoreMode::Viewer => Mode::Viewer,
    }
}

async fn engine_owner(house: &House) -> Result<Option<EngineOwner>, ApiError> {
    if house.engine().is_some() {
        return Ok(None);
    }
    Ok(house.owner().await?.map(|owner| EngineOwner {
        host: owner.host,
        pid: u32::try_from(owner.pid).unwrap_or(0),
        heartbeat_at: iso(owner.heartbeat_at),
    }))
}

fn secrets_view(house: &House) -> SecretsView {
    let place = house.secrets();
    let (about, problem) = (place.describe(), place.closed().as_ref().map(problem_of));
    let kind = match (about.kind, problem) {
        (Kind::Keychain, Some(_)) => SecretsKind::None,
        (Kind::Keychain, None) => SecretsKind::Keychain,
        (Kind::SealedFile, Some(_)) => SecretsKind::SealedWaits,
        (Kind::SealedFile, None) => SecretsKind::SealedFile,
        (Kind::Memory, _) => SecretsKind::Memory,
    };
    let name = about.name;
    SecretsView {
        kind,
        name,
        problem,
    }
}

fn problem_of(why: &SecretError) -> SecretsProblem {
    tracing::debug!(%why, "keys cannot be read");
    match why {
        SecretError::Locked => SecretsProblem::Locked,
        SecretError::Denied { .. } => SecretsProblem::Denied,
        SecretError::Sealed => SecretsProblem::Sealed,
        _ => SecretsProblem::Unavailable,
    }
}

async fn ai_view(view: &View) -> Result<AiView, ApiError> {
    let model = match view.house().engine() {
        Some(engine) => engine.room().pen.model(),
        // A viewer has no pen; it tells what the engine's process would use.
        None => Some(AI.get(&mut *view.read().await?, None).await?.model),
    };
    let provider = if model.is_some() {
        AiProvider::Claude
    } else {
        AiProvider::Templates
    };
    Ok(AiView { provider, model })
}

fn counts(counts: store::counts::Counts) -> Counts {
    Counts {
        waiting: counts.waiting,
        questions_waiting: counts.questions_waiting,
        reviews_open: counts.reviews_open,
        questions_open: counts.questions_open,
        activity_today: counts.activity_today,
        alerts: counts.alerts,
        shops: counts.shops,
        products: counts.products,
    }
}

/// Midnight of the installation's day.
pub(crate) fn day_start(now: DateTime<Utc>) -> DateTime<Utc> {
    engine::day::next_day(now) - chrono::TimeDelta::days(1)
}

/// Everything stands still: no draft, no send. Reading goes on.
pub(crate) async fn pause(own: &Own, _: Nothing) -> Result<Session, ApiError> {
    let now = own.view().now();
    own.room()
        .store
        .write(move |tx| {
            Box::pin(async move {
                queue::pause(tx.conn(), &Pause::All, now).await?;
                tx.touch(store::Topic::Session, None);
                Ok::<(), EngineError>(())
            })
        })
        .await?;
    get(own.view(), Nothing {}).await
}

/// Work goes on.
pub(crate) async fn resume(own: &Own, _: Nothing) -> Result<Session, ApiError> {
    own.room()
        .store
        .write(move |tx| {
            Box::pin(async move {
                queue::resume(tx.conn(), &Pause::All).await?;
                tx.touch(store::Topic::Session, None);
                Ok::<(), EngineError>(())
            })
        })
        .await?;
    own.room().wake();
    get(own.view(), Nothing {}).await
}

/// The owner's explicit choice where there is no keychain: a file sealed with a passphrase.
/// An existing file is opened, else one is made.
pub(crate) async fn choose_sealed_file(own: &Own, args: Passphrase) -> Result<Session, ApiError> {
    let house = own.view().house();
    let path = own.api.options().places.sealed_file(house.keys_name());
    let passphrase = args.passphrase.into_sensitive();
    let file = if SealedFile::exists(&path) {
        SealedFile::open(&path, passphrase).await?
    } else {
        SealedFile::create(&path, passphrase, KdfCost::default()).await?
    };
    crate::start::use_keys(house, Arc::new(file)).await?;
    get(own.view(), Nothing {}).await
}

/// Looks for the keychain again, which may have been unlocked or started meanwhile.
pub(crate) async fn retry_secrets(own: &Own, _: Nothing) -> Result<Session, ApiError> {
    own.api.retry_keys().await?;
    get(own.view(), Nothing {}).await
}
