//! Connecting shops, checking their keys, removing them.

use chrono_tz::Tz;
use domain::{
    AccountId, AccountState, Act, Actor, Cell, MarketplaceId, Outcome, PartnerId, Passport,
    ScopeState,
};
use marketplaces::{Keys, Window};
use store::account::NewAccount;
use store::activity::NewActivity;

use crate::error::{EngineError, Result};
use crate::problem::{Problem, code};
use crate::room::Room;
use crate::rules;
use crate::shops::{Fields, secret_name};

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

/// Adds a shop: keys to the keychain first, then the row. A key that cannot be kept
/// leaves no row behind. The first check runs in the background.
///
/// # Errors
/// The keychain's; `Unauthorised` when the text cannot be a key; `BadInput`.
pub async fn connect(room: &Room, new: NewShop, fields: Fields) -> Result<AccountId> {
    let connector = room.shops.connector(&new.marketplace)?;
    let profile = connector.profile();
    if let Some(missing) = missing_field(profile, &fields) {
        return Err(EngineError::BadInput {
            field: missing,
            why: "a field of the form is empty",
        });
    }
    connector.inspect(&Keys::new(fields.clone()))?;
    let zone: Tz = profile.rules.time_zone.parse().unwrap_or(chrono_tz::UTC);
    let now = room.now();
    let row = NewAccount {
        partner: new.partner,
        marketplace: new.marketplace.clone(),
        name: new.name.trim().to_owned(),
        base_url: new.base,
        zone,
        demo: new.demo,
    };
    let id = room
        .store
        .write(move |tx| Box::pin(async move { store::account::add(tx, &row, now).await }))
        .await?;
    if let Err(error) = keep_keys(room, id, fields).await {
        forget_row(room, id).await?;
        return Err(error);
    }
    note(room, id, Act::CONNECTED_SHOP).await?;
    room.wake();
    Ok(id)
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

/// Keeps a shop's keys, in place of the old ones.
///
/// # Errors
/// The keychain's.
pub async fn keep_keys(room: &Room, id: AccountId, fields: Fields) -> Result<()> {
    let secrets = room.secrets();
    for (name, value) in fields {
        secrets.set(&secret_name(id, &name)?, value).await?;
    }
    room.shops.forget(id);
    Ok(())
}

async fn forget_row(room: &Room, id: AccountId) -> Result<()> {
    room.store
        .write(move |tx| Box::pin(async move { store::account::remove(tx, id).await }))
        .await?;
    Ok(())
}

/// Removes a shop with its rows and its keys. The journal keeps what was done.
///
/// # Errors
/// The store's; a keychain that does not answer keeps the shop.
pub async fn remove(room: &Room, id: AccountId) -> Result<()> {
    let account = store::account::get(&mut *room.store.read().await?, id).await?;
    let secrets = room.secrets();
    for spec in room.shops.connector(&account.marketplace)?.profile().fields {
        secrets.remove(&secret_name(id, spec.name)?).await?;
    }
    note(room, id, Act::REMOVED_SHOP).await?;
    let now = room.now();
    room.store
        .write(move |tx| {
            Box::pin(async move {
                queue::cancel_account(tx.conn(), id, now).await?;
                store::account::remove(tx, id).await?;
                Ok::<(), EngineError>(())
            })
        })
        .await?;
    room.shops.forget(id);
    Ok(())
}

async fn note(room: &Room, id: AccountId, act: &'static str) -> Result<()> {
    let account = store::account::get(&mut *room.store.read().await?, id).await?;
    let now = room.now();
    let entry = NewActivity {
        account: Some(id),
        marketplace: Some(account.marketplace),
        actor: Actor::Person,
        outcome: Outcome::Noted,
        ..NewActivity::note(account.partner, act, account.name)
    };
    room.store
        .write(move |tx| Box::pin(async move { store::activity::append(tx, &entry, now).await }))
        .await?;
    Ok(())
}

/// Asks the marketplace what the key may do and keeps the passport.
///
/// # Errors
/// The store's. A marketplace's error is kept beside the shop, not returned.
pub async fn check(room: &Room, id: AccountId) -> Result<()> {
    match try_check(room, id).await {
        Err(EngineError::Marketplace(_) | EngineError::Secret(_)) => Ok(()),
        other => other,
    }
}

/// The same for one who wants to know how it went: a marketplace's or the keychain's error is
/// kept beside the shop and returned.
///
/// # Errors
/// The marketplace's, the keychain's and the store's.
pub async fn try_check(room: &Room, id: AccountId) -> Result<()> {
    room.shops.forget(id);
    let window = Window {
        since: room.now(),
        now: room.now(),
    };
    let outcome = match room.open_shop(id).await {
        Ok(open) => open.shop.check(window).await.map_err(EngineError::from),
        Err(error) => Err(error),
    };
    match outcome {
        Ok(passport) => keep_passport(room, id, passport).await,
        Err(error) => {
            failed(room, id, &error).await;
            Err(error)
        }
    }
}

async fn keep_passport(room: &Room, id: AccountId, passport: Passport) -> Result<()> {
    let now = room.now();
    let state = state_of(&passport);
    room.store
        .write(move |tx| {
            Box::pin(async move {
                store::account::set_passport(tx, id, &passport, now).await?;
                store::account::set_state(tx, id, state, None).await?;
                let account = store::account::get(tx.conn(), id).await?;
                rules::keys::apply(tx, &account, &passport, now).await?;
                rules::keys::shop(tx, &account, None, now).await?;
                queue::wake_waiting(tx.conn(), "auth", Some(id), now).await?;
                Ok::<(), EngineError>(())
            })
        })
        .await
}

/// Works in part when something useful is missing or a check failed.
fn state_of(passport: &Passport) -> AccountState {
    let lacks = passport
        .scopes
        .iter()
        .any(|scope| scope.state == ScopeState::MissingUseful);
    let partial = |cell: &Cell| matches!(cell, Cell::MissingScope(_) | Cell::Failed(_));
    let cells = passport
        .cells
        .iter()
        .any(|row| partial(&row.read) || partial(&row.write));
    if lacks || cells || passport.read_only {
        AccountState::Attention
    } else {
        AccountState::Ok
    }
}

/// Keeps beside a shop that it could not be read: when only a person can help, or when
/// nothing is known about it yet.
pub(crate) async fn failed(room: &Room, id: AccountId, error: &EngineError) {
    let lasting = match error {
        EngineError::Marketplace(error) if !error.temporary => match code(error) {
            "unauthorised_key" | "expired_key" | "test_key" => Some(AccountState::Failed),
            "missing_scope" => Some(AccountState::Attention),
            _ => None,
        },
        EngineError::Marketplace(_) => None,
        EngineError::Secret(_) => Some(AccountState::Failed),
        _ => return,
    };
    let now = room.now();
    let problem = Problem::of(error, now);
    let kept = room
        .store
        .write(move |tx| {
            Box::pin(async move {
                let account = store::account::get(tx.conn(), id).await?;
                // What passes by itself is told only where nothing is known yet.
                let unknown = account.state == AccountState::Checking;
                let Some(state) = lasting.or(unknown.then_some(AccountState::Attention)) else {
                    return Ok(());
                };
                store::account::set_state(tx, id, state, Some(&problem.value())).await?;
                match lasting {
                    Some(_) => rules::keys::shop(tx, &account, Some(&problem.code), now).await,
                    None => Ok(()),
                }
            })
        })
        .await;
    if let Err(error) = kept {
        tracing::warn!(account = id.0, %error, "a shop's problem could not be kept");
    }
}
