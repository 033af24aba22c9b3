//! Keys of a shop in the place for keys: kept, and forgotten when nobody needs them any more.

use domain::{AccountId, MarketplaceId};

use crate::error::{EngineError, Result};
use crate::room::Room;
use crate::shops::{Fields, secret_name};

/// Keeps a shop's keys, in place of the old ones. A field that was left empty stays as it was.
///
/// # Errors
/// The keychain's.
pub async fn keep_keys(room: &Room, id: AccountId, fields: Fields) -> Result<()> {
    let secrets = room.secrets();
    for (name, value) in fields {
        let value = value.trimmed();
        if value.is_empty() {
            continue;
        }
        secrets.set(&secret_name(id, &name)?, value).await?;
    }
    room.shops.forget(id);
    Ok(())
}

/// Forgets keys that have no shop: of one that was removed, and of one whose connecting was cut
/// off. What the keychain refuses now is tried again at the next start.
pub async fn forget_leftover(room: &Room) {
    let _turn = room.keys_turn().await;
    if let Err(error) = forget_all(room).await {
        tracing::warn!(%error, "keys of a shop that is gone are still in the keychain");
    }
}

async fn forget_all(room: &Room) -> Result<()> {
    let leftover = store::account::leftover(&mut *room.store.read().await?).await?;
    for (id, marketplace) in leftover {
        forget(room, id, &marketplace).await?;
        room.store
            .write(move |tx| {
                Box::pin(async move {
                    store::account::keys_forgotten(tx, id).await?;
                    Ok::<(), EngineError>(())
                })
            })
            .await?;
    }
    Ok(())
}

async fn forget(room: &Room, id: AccountId, marketplace: &MarketplaceId) -> Result<()> {
    let secrets = room.secrets();
    for spec in room.shops.connector(marketplace)?.profile().fields {
        secrets.remove(&secret_name(id, spec.name)?).await?;
    }
    Ok(())
}
