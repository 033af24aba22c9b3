//! Asking the marketplace what a key may do, and keeping what it says.

use chrono::{DateTime, Utc};
use domain::{AccountId, AccountState, Cell, Passport, ScopeState};
use marketplaces::Window;
use store::StoreError;
use store::account::Account;

use super::refuse_twin;
use crate::error::{EngineError, Result};
use crate::problem::{Problem, SAME_SHOP, code};
use crate::room::Room;
use crate::rules;

/// Asks the marketplace what the key may do and keeps the passport.
///
/// # Errors
/// The store's. A marketplace's error is kept beside the shop, not returned.
pub async fn check(room: &Room, id: AccountId) -> Result<()> {
    match try_check(room, id).await {
        Err(
            EngineError::Marketplace(_) | EngineError::Secret(_) | EngineError::SameShop { .. },
        ) => Ok(()),
        other => other,
    }
}

/// The same for one who wants to know how it went: a marketplace's or the keychain's error is
/// kept beside the shop and returned.
///
/// # Errors
/// `SameShop`, the marketplace's, the keychain's and the store's.
pub async fn try_check(room: &Room, id: AccountId) -> Result<()> {
    room.shops.forget(id);
    let keys = room.shops.forgotten();
    let outcome = match ask(room, id).await {
        Ok(passport) => keep_passport(room, id, passport).await,
        Err(error) => Err(error),
    };
    // What an old key met says nothing about the one that took its place meanwhile.
    if let Err(error) = &outcome
        && room.shops.forgotten() == keys
    {
        failed(room, id, error).await;
    }
    outcome
}

async fn ask(room: &Room, id: AccountId) -> Result<Passport> {
    let open = room.open_shop(id).await?;
    Ok(open.shop.check(at(room.now())).await?)
}

/// A check looks at this moment alone.
pub(super) fn at(now: DateTime<Utc>) -> Window {
    Window { since: now, now }
}

pub(super) async fn keep_passport(room: &Room, id: AccountId, passport: Passport) -> Result<()> {
    let now = room.now();
    let state = state_of(&passport);
    room.store
        .write(move |tx| {
            Box::pin(async move {
                let account = store::account::get(tx.conn(), id).await?;
                let identity = passport.external_id.as_deref();
                refuse_twin(tx.conn(), &account.marketplace, identity, Some(id)).await?;
                store::account::set_passport(tx, id, &passport, now).await?;
                store::account::set_state(tx, id, state, None).await?;
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
    let told = match error {
        EngineError::Marketplace(error) => makes_of(code(error)),
        // A place for keys that is closed says nothing about the shop: it waits.
        EngineError::Secret(error) if error.is_temporary() => return,
        EngineError::Secret(_) | EngineError::SameShop { .. } => Some(AccountState::Failed),
        _ => return,
    };
    let now = room.now();
    let problem = Problem::of(error, now);
    let kept = room
        .store
        .write(move |tx| {
            Box::pin(async move {
                let account = store::account::get(tx.conn(), id).await?;
                // What says nothing of the account is told only where nothing is known yet.
                let unknown = account.checked_at.is_none() && account.state != AccountState::Failed;
                let Some(state) = told.or(unknown.then_some(AccountState::Attention)) else {
                    return Ok(());
                };
                store::account::set_state(tx, id, state, Some(&problem.value())).await?;
                match told {
                    Some(_) if !passes(&problem.code) => {
                        rules::keys::shop(tx, &account, Some(&problem.code), now).await
                    }
                    _ => Ok(()),
                }
            })
        })
        .await;
    if let Err(error) = kept {
        tracing::warn!(account = id.0, %error, "a shop's problem could not be kept");
    }
}

/// What an error of that code makes of a shop; `None` where it says nothing of the account.
pub(crate) fn makes_of(code: &str) -> Option<AccountState> {
    match code {
        "unauthorised_key" | "expired_key" | "test_key" | "blocked_company" => {
            Some(AccountState::Failed)
        }
        "missing_scope" => Some(AccountState::Attention),
        code => passes(code).then_some(AccountState::Attention),
    }
}

/// Whether a state of an account that ends by itself is told by that code: nobody is called, and
/// the marketplace is asked again when it said.
pub(crate) fn passes(code: &str) -> bool {
    matches!(code, "moving" | "other_host")
}

/// Whether a shop's feeds may be read. One that is connected already under another name must not
/// be, nor one that might be: beside another shop of its marketplace it says first which it is.
///
/// # Errors
/// The store's.
pub(crate) async fn may_be_read(room: &Room, id: AccountId) -> Result<bool> {
    let mut conn = room.store.read().await?;
    let own = match store::account::get(&mut conn, id).await {
        Err(StoreError::NotFound(_)) => return Ok(false),
        own => own?,
    };
    if own.problem.as_ref().is_some_and(is_twin) {
        return Ok(false);
    }
    if own.external_id.is_some() || own.checked_at.is_some() {
        return Ok(true);
    }
    // Asked at every turn of every shop's loop: the others are looked at only for an unknown one.
    let all = store::account::list(&mut conn, None).await?;
    let beside = |other: &Account| other.id != id && other.marketplace == own.marketplace;
    Ok(!all.iter().any(beside))
}

fn is_twin(problem: &serde_json::Value) -> bool {
    problem.pointer("/detail/why").and_then(|why| why.as_str()) == Some(SAME_SHOP)
}
