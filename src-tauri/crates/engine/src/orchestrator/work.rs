//! One task in a worker's hands: run, kept alive, and its failure settled.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures::FutureExt as _;
use queue::Leased;

use super::failure;
use crate::answering::{DRAFT, DraftTask, SEND, SendTask, UNDO, UndoTask, draft, run_undo, send};
use crate::changing::{self, APPLY, ApplyTask};
use crate::error::{EngineError, Result};
use crate::lease::{Lease, lease_span};
use crate::room::Room;

/// Between two signs of life of a task, in real time: well below the span of its lease, so that a
/// model that thinks for long does not lose it.
const BEAT: Duration = Duration::from_secs(60);

/// Runs a task to its end. Whatever it does, a panic included, the queue learns of it.
pub(super) async fn one(room: &Room, leased: Leased) {
    let lease = Lease::new(leased, lease_span(room));
    let work = AssertUnwindSafe(run_kind(room, lease.clone())).catch_unwind();
    let outcome = kept_alive(room, &lease, BEAT, work).await;
    let Err(error) = outcome.unwrap_or(Err(EngineError::Panicked)) else {
        return;
    };
    match failure::settle(room, &lease, error).await {
        // Whoever holds it now decides.
        Ok(()) | Err(EngineError::Conflict("lease")) => {}
        Err(worse) => {
            tracing::error!(error = %worse, task = lease.task().0, "a failure could not be kept");
        }
    }
}

/// Does the work and gives signs of life until it ends.
async fn kept_alive<T>(
    room: &Room,
    lease: &Lease,
    beat: Duration,
    work: impl Future<Output = T>,
) -> T {
    tokio::pin!(work);
    loop {
        tokio::select! {
            done = &mut work => return done,
            () = tokio::time::sleep(beat) => {}
        }
        let (held, now) = (lease.clone(), room.now());
        let sign = room
            .store
            .write(move |tx| Box::pin(async move { held.hold(tx, now).await }))
            .await;
        if let Err(error) = sign {
            tracing::warn!(%error, task = lease.task().0, "a sign of life could not be given");
        }
    }
}

async fn run_kind(room: &Room, lease: Lease) -> Result<()> {
    let task = &lease.leased().task;
    let payload = task.payload.clone();
    let unreadable = |_| EngineError::BadInput {
        field: "payload",
        why: "unreadable task",
    };
    match task.kind.as_str() {
        DRAFT => {
            let task: DraftTask = serde_json::from_value(payload).map_err(unreadable)?;
            Box::pin(draft(room, lease, task)).await
        }
        SEND => {
            let task: SendTask = serde_json::from_value(payload).map_err(unreadable)?;
            Box::pin(send(room, lease, task)).await
        }
        UNDO => {
            let task: UndoTask = serde_json::from_value(payload).map_err(unreadable)?;
            Box::pin(run_undo(room, lease, task)).await
        }
        APPLY => {
            let task: ApplyTask = serde_json::from_value(payload).map_err(unreadable)?;
            Box::pin(changing::run(room, lease, task)).await
        }
        _ => Err(EngineError::BadInput {
            field: "kind",
            why: "this version has no such task",
        }),
    }
}
