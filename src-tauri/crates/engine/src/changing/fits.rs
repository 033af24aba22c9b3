//! What a shop would take, without asking its marketplace.

use domain::{AccountId, ChangeKind};
use serde_json::Value;

use super::propose::read;
use super::verb::{Verb, with_verb};
use crate::error::Result;
use crate::room::Room;
use crate::shops::OpenShop;

/// Whether a shop would take each of these changes, as far as that is known without asking.
///
/// # Errors
/// `BadInput` for content of another form; what the store and the keychain say.
pub async fn fits(
    room: &Room,
    account: AccountId,
    kind: ChangeKind,
    wanted: Vec<Value>,
) -> Result<Vec<bool>> {
    let open = room.open_shop(account).await?;
    with_verb!(kind, V => fit::<V>(&open, wanted))
}

fn fit<V: Verb>(open: &OpenShop, wanted: Vec<Value>) -> Result<Vec<bool>> {
    let by = V::changes(open.shop.as_ref());
    let each = wanted.into_iter().map(|one| {
        let change = read::<V>(one)?;
        Ok(by.is_some_and(|by| by.fit(&change).is_ok()))
    });
    each.collect()
}
