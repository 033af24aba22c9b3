//! A new key for a shop that is connected: its history stays.

use domain::{AccountId, Act};

use super::{check, keep_keys, note, read_key, refuse_twin};
use crate::error::{EngineError, Result};
use crate::room::Room;
use crate::shops::Fields;

/// Replaces a shop's key. The marketplace is asked first: a key that it refuses, or that opens
/// another shop, replaces nothing.
///
/// # Errors
/// `BadInput`, `OtherShop`, `SameShop`, the marketplace's and the keychain's.
pub async fn rekey(room: &Room, id: AccountId, fields: Fields) -> Result<()> {
    if let Some(why) = room.secrets().closed() {
        return Err(why.into());
    }
    let account = store::account::get(&mut *room.store.read().await?, id).await?;
    let said = read_key(room, &account.marketplace, &fields)?;
    let known = account.external_id.clone();
    same(
        known.as_deref(),
        said.and_then(|p| p.external_id).as_deref(),
    )?;
    let secrets = room.secrets();
    let keys = room
        .shops
        .renewed(secrets.as_ref(), &account, &fields)
        .await?;
    let open = room.shops.with_keys(account.clone(), &keys)?;
    let passport = open.shop.check(check::at(room.now())).await?;
    let identity = passport.external_id.as_deref();
    same(known.as_deref(), identity)?;
    let mut conn = room.store.read().await?;
    refuse_twin(&mut conn, &account.marketplace, identity, Some(id)).await?;
    drop(conn);
    let turn = room.keys_turn().await;
    keep_keys(room, id, fields).await?;
    drop(turn);
    check::keep_passport(room, id, passport).await?;
    let now = room.now();
    room.store
        .write(move |tx| Box::pin(async move { note(tx, &account, Act::REPLACED_KEY, now).await }))
        .await?;
    room.wake();
    Ok(())
}

/// What is not known is not judged.
fn same(known: Option<&str>, said: Option<&str>) -> Result<()> {
    match (known, said) {
        (Some(known), Some(said)) if known != said => Err(EngineError::OtherShop),
        _ => Ok(()),
    }
}
