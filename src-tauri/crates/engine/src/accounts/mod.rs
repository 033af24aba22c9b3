//! Connecting shops, replacing and checking their keys, removing them.

mod check;
mod keys;
mod rekey;

use chrono_tz::Tz;
use domain::{AccountId, Act, Actor, MarketplaceId, Outcome, PartnerId, Passport};
use marketplaces::Keys;
use store::account::{Account, NewAccount};
use store::activity::NewActivity;
use store::{SqliteConnection, Tx};

use crate::error::{EngineError, Result};
use crate::room::Room;
use crate::shops::Fields;

pub use check::{check, try_check};
pub(crate) use check::{failed, makes_of, may_be_read, passes};
pub use keys::{forget_leftover, keep_keys};
pub use rekey::rekey;

/// A shop to be connected.
#[derive(Debug, Clone)]
pub struct NewShop {
    /// Whose.
    pub partner: PartnerId,
    /// On which marketplace.
    pub marketplace: MarketplaceId,
    /// Name given here.
    pub name: String,
    /// Stand-in hosts on this machine (the sandbox).
    pub base: Option<String>,
    /// Served by the sandbox.
    pub demo: bool,
}

/// What a key says about itself; nothing is sent anywhere.
///
/// # Errors
/// `BadInput` for an unknown marketplace, `Unauthorised` for a text that is no such key.
pub fn inspect(
    room: &Room,
    marketplace: &MarketplaceId,
    fields: Fields,
) -> Result<Option<Passport>> {
    Ok(room
        .shops
        .connector(marketplace)?
        .inspect(&Keys::new(fields))?)
}

/// Adds a shop: its keys first, then the row. Whatever ends in between leaves keys without a
/// shop, never a shop without its keys; they are forgotten at the next start. The first check
/// runs in the background.
///
/// # Errors
/// The keychain's; `Unauthorised` when the text cannot be a key; `BadInput`; `SameShop`.
pub async fn connect(room: &Room, new: NewShop, fields: Fields) -> Result<AccountId> {
    let known = read_key(room, &new.marketplace, &fields)?;
    let identity = known.and_then(|passport| passport.external_id);
    let mut conn = room.store.read().await?;
    refuse_twin(&mut conn, &new.marketplace, identity.as_deref(), None).await?;
    drop(conn);
    let row = row(room, new, identity)?;
    let turn = room.keys_turn().await;
    let drawn = row.marketplace.clone();
    let id = room
        .store
        .write(move |tx| Box::pin(async move { store::account::draw(tx, &drawn).await }))
        .await?;
    let connected = match keep_keys(room, id, fields).await {
        Ok(()) => add(room, id, row).await,
        Err(error) => Err(error),
    };
    drop(turn);
    if connected.is_err() {
        forget_leftover(room).await;
    }
    connected?;
    room.wake();
    Ok(id)
}

/// What a key of that form says about itself.
fn read_key(room: &Room, marketplace: &MarketplaceId, fields: &Fields) -> Result<Option<Passport>> {
    let connector = room.shops.connector(marketplace)?;
    if let Some(missing) = missing_field(connector.profile(), fields) {
        return Err(EngineError::BadInput {
            field: missing,
            why: "a field of the form is empty",
        });
    }
    Ok(connector.inspect(&Keys::new(fields.clone()))?)
}

fn missing_field(profile: &marketplaces::Profile, fields: &Fields) -> Option<&'static str> {
    let empty = |name: &str| {
        fields
            .get(name)
            .is_none_or(|value| value.expose().trim().is_empty())
    };
    let required = profile.fields.iter().filter(|spec| spec.required);
    required.map(|spec| spec.name).find(|name| empty(name))
}

/// The same shop twice would be answered twice and counted twice.
async fn refuse_twin(
    conn: &mut SqliteConnection,
    marketplace: &MarketplaceId,
    identity: Option<&str>,
    own: Option<AccountId>,
) -> Result<()> {
    let Some(identity) = identity else {
        return Ok(());
    };
    let known = store::account::of_shop(conn, marketplace, identity).await?;
    match known.filter(|known| Some(known.id) != own) {
        Some(known) => Err(EngineError::SameShop { name: known.name }),
        None => Ok(()),
    }
}

fn row(room: &Room, new: NewShop, identity: Option<String>) -> Result<NewAccount> {
    let profile = room.shops.connector(&new.marketplace)?.profile();
    let zone: Tz = profile.rules.time_zone.parse().unwrap_or(chrono_tz::UTC);
    Ok(NewAccount {
        partner: new.partner,
        marketplace: new.marketplace,
        name: new.name.trim().to_owned(),
        external_id: identity,
        base_url: new.base,
        zone,
        demo: new.demo,
    })
}

async fn add(room: &Room, id: AccountId, row: NewAccount) -> Result<()> {
    let now = room.now();
    room.store
        .write(move |tx| {
            Box::pin(async move {
                store::account::add_drawn(tx, id, &row, now).await?;
                let account = store::account::get(tx.conn(), id).await?;
                note(tx, &account, Act::CONNECTED_SHOP, now).await
            })
        })
        .await
}

/// Removes a shop with its rows and its keys. The journal keeps what was done. The row goes
/// first: a shop that is half removed would be read with half of its keys.
///
/// # Errors
/// The store's; a place for keys that is closed keeps the shop.
pub async fn remove(room: &Room, id: AccountId) -> Result<()> {
    if let Some(why) = room.secrets().closed() {
        return Err(why.into());
    }
    let now = room.now();
    room.store
        .write(move |tx| {
            Box::pin(async move {
                let account = store::account::get(tx.conn(), id).await?;
                note(tx, &account, Act::REMOVED_SHOP, now).await?;
                queue::cancel_account(tx.conn(), id, now).await?;
                store::account::remove(tx, id).await?;
                Ok::<(), EngineError>(())
            })
        })
        .await?;
    room.shops.forget(id);
    forget_leftover(room).await;
    Ok(())
}

async fn note(
    tx: &mut Tx,
    account: &Account,
    act: &'static str,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<()> {
    let entry = NewActivity {
        account: Some(account.id),
        marketplace: Some(account.marketplace.clone()),
        actor: Actor::Person,
        outcome: Outcome::Noted,
        ..NewActivity::note(account.partner, act, account.name.clone())
    };
    store::activity::append(tx, &entry, now).await?;
    Ok(())
}
