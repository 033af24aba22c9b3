//! Housekeeping: limits written down, the heartbeat of the store's lock, the
//! daily backup.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use domain::AccountId;
use marketplaces::{BucketState, LimitChange};
use tokio::sync::mpsc::UnboundedReceiver;

use crate::error::{EngineError, Result};
use crate::room::Room;

/// Between two signs of life; others take a lock over after several missed ones.
const BEAT: Duration = Duration::from_secs(5);
/// Limits are written down at most so often.
const KEEP: Duration = Duration::from_secs(1);

/// Puts stored limits back in place.
pub(crate) async fn restore_limits(room: &Room) -> Result<()> {
    let known = store::limit::list::<BucketState>(&mut *room.store.read().await?, None).await?;
    for limit in known {
        let (account, bucket, state) = (limit.account, limit.endpoint, limit.state);
        room.shops.limits().restore(LimitChange {
            account,
            bucket,
            state,
        });
    }
    Ok(())
}

/// Limits as the engine wrote them down, for a process that only looks: whose, which, how it
/// stands.
///
/// # Errors
/// The store's.
pub async fn stored_limits(
    conn: &mut store::SqliteConnection,
) -> Result<Vec<(AccountId, String, BucketState)>> {
    let known = store::limit::list::<BucketState>(conn, None).await?;
    let told = |limit: store::limit::Limit<_>| (limit.account, limit.endpoint, limit.state);
    Ok(known.into_iter().map(told).collect())
}

/// Writes changed limits down, the latest of each bucket, in one transaction.
pub(crate) async fn keep_limits(
    room: Arc<Room>,
    mut changes: UnboundedReceiver<LimitChange>,
) -> Result<()> {
    loop {
        let first = tokio::select! {
            change = changes.recv() => change,
            () = room.stop.cancelled() => None,
        };
        let Some(first) = first else { break };
        tokio::time::sleep(KEEP).await;
        keep_batch(&room, first, &mut changes).await;
    }
    keep_rest(&room, changes).await;
    Ok(())
}

/// Writes down what changed and was not kept yet.
pub(crate) async fn keep_rest(room: &Room, mut changes: UnboundedReceiver<LimitChange>) {
    if let Ok(first) = changes.try_recv() {
        keep_batch(room, first, &mut changes).await;
    }
}

async fn keep_batch(room: &Room, first: LimitChange, rest: &mut UnboundedReceiver<LimitChange>) {
    let mut newest = HashMap::from([((first.account, first.bucket), first.state)]);
    while let Ok(change) = rest.try_recv() {
        newest.insert((change.account, change.bucket), change.state);
    }
    let now = room.now();
    let kept = room
        .store
        .write(move |tx| {
            Box::pin(async move {
                for ((account, bucket), state) in &newest {
                    // The shop may have been removed meanwhile.
                    if store::account::get(tx.conn(), *account).await.is_ok() {
                        store::limit::set(tx, *account, bucket, state, now).await?;
                    }
                }
                Ok::<(), EngineError>(())
            })
        })
        .await;
    if let Err(error) = kept {
        tracing::warn!(%error, "limits could not be written down");
    }
}

/// Signs of life and backups, on real time: a demo's fast clock must not wear the disk.
pub(crate) async fn keep_house(room: Arc<Room>) -> Result<()> {
    while !room.stop.is_cancelled() {
        if let Err(error) = room.store.heartbeat().await {
            tracing::warn!(%error, "no sign of life could be written");
        }
        match room.store.backup_if_due().await {
            Ok(Some(copy)) => tracing::info!(path = %copy.path.display(), "backup made"),
            Ok(None) => {}
            Err(error) => tracing::warn!(%error, "the daily backup failed"),
        }
        tokio::select! {
            () = tokio::time::sleep(BEAT) => {}
            () = room.stop.cancelled() => {}
        }
    }
    Ok(())
}
