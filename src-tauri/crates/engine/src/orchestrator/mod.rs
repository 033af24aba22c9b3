//! Workers: claim fairly, run, and decide what a failure means.

mod failure;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use domain::PartnerId;
use queue::{Budget, Claim, Claimed, Lane, Leased};
use rand::SeedableRng;
use rand::rngs::StdRng;
use tokio::task::JoinSet;

use crate::answering::{DRAFT, DraftTask, SEND, SendTask, UNDO, UndoTask, draft, run_undo, send};
use crate::day::{next_day, spend_day};
use crate::error::{EngineError, Result};
use crate::lease::{Lease, lease_span};
use crate::room::Room;

/// Lanes, how many tasks each runs at once, and whether it runs while all stands still: a person
/// who stopped everything wants to take back what went wrong.
const LANES: [(&str, usize, bool); 3] = [("ai", 4, false), ("write", 4, false), ("undo", 2, true)];
/// Longest sleep when nobody tells of work; tasks that become due are found by it.
const NAP: Duration = Duration::from_secs(2);
/// Leases that ran out are looked for so often.
const RESCUE: Duration = Duration::from_secs(30);

/// Runs until the room stops; tasks under way are finished.
///
/// # Errors
/// The store's, when it cannot be used at all.
pub(crate) async fn run(room: Arc<Room>) -> Result<()> {
    rescue_lost(&room).await?;
    let mut running: JoinSet<&'static str> = JoinSet::new();
    let mut busy: BTreeMap<&'static str, usize> = BTreeMap::new();
    let mut rescued_at = room.now();
    while !room.stop.is_cancelled() {
        while let Some(Ok(lane)) = running.try_join_next() {
            busy.entry(lane)
                .and_modify(|count| *count = count.saturating_sub(1));
        }
        if room.now() - rescued_at
            > chrono::TimeDelta::from_std(RESCUE).unwrap_or(lease_span(&room))
        {
            rescued_at = room.now();
            rescue_expired(&room).await;
        }
        let claimed = match claim(&room, &busy).await {
            Ok(claimed) => claimed,
            Err(error) => {
                tracing::warn!(%error, "claiming failed");
                room.work_or(NAP).await;
                continue;
            }
        };
        tell_budget(&room, claimed.over_budget).await;
        if claimed.tasks.is_empty() {
            idle(&room, &mut running, &mut busy).await;
            continue;
        }
        for leased in claimed.tasks {
            let lane = lane_of(&leased);
            *busy.entry(lane).or_default() += 1;
            let room = Arc::clone(&room);
            running.spawn(async move {
                one(&room, leased).await;
                lane
            });
        }
    }
    while running.join_next().await.is_some() {}
    Ok(())
}

async fn idle(
    room: &Room,
    running: &mut JoinSet<&'static str>,
    busy: &mut BTreeMap<&'static str, usize>,
) {
    tokio::select! {
        Some(Ok(lane)) = running.join_next(), if !running.is_empty() => {
            busy.entry(lane).and_modify(|count| *count = count.saturating_sub(1));
        }
        () = room.work_or(NAP) => {}
    }
}

fn lane_of(leased: &Leased) -> &'static str {
    let known = LANES.iter().find(|(lane, _, _)| *lane == leased.task.lane);
    known.map_or("ai", |(lane, _, _)| lane)
}

async fn claim(room: &Room, busy: &BTreeMap<&'static str, usize>) -> Result<Claimed> {
    let lanes: Vec<Lane> = LANES
        .iter()
        .map(|(name, most, even_paused)| Lane {
            name: (*name).to_owned(),
            room: most.saturating_sub(busy.get(name).copied().unwrap_or(0)),
            even_paused: *even_paused,
        })
        .filter(|lane| lane.room > 0)
        .collect();
    if lanes.is_empty() {
        return Ok(Claimed::default());
    }
    let now = room.now();
    let boot = room.store.boot().to_owned();
    let span = lease_span(room);
    room.store
        .write(move |tx| {
            Box::pin(async move {
                let budget = Budget {
                    day: spend_day(now),
                    next_day: next_day(now),
                };
                let claim = Claim {
                    now,
                    boot: &boot,
                    worker: "engine",
                    lanes: &lanes,
                    blocked: &[],
                    limit: lanes.iter().map(|lane| lane.room).sum(),
                    lease: span,
                    budget: &budget,
                };
                let mut rng = StdRng::from_os_rng();
                Ok::<_, EngineError>(queue::claim(tx.conn(), &mut rng, &claim).await?)
            })
        })
        .await
}

async fn one(room: &Room, leased: Leased) {
    let lease = Lease::new(leased, lease_span(room));
    let Err(error) = run_kind(room, lease.clone()).await else {
        return;
    };
    if let Err(worse) = failure::settle(room, &lease, error).await {
        tracing::error!(error = %worse, task = lease.task().0, "a failure could not be kept");
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
        _ => Err(EngineError::BadInput {
            field: "kind",
            why: "this version has no such task",
        }),
    }
}

/// Leases of a process that is gone: back to the queue at once.
async fn rescue_lost(room: &Room) -> Result<()> {
    let (boot, now) = (room.store.boot().to_owned(), room.now());
    room.store
        .write(move |tx| {
            Box::pin(async move {
                store::feed::none_running(tx).await?;
                let rescued = queue::rescue_other_boots(tx.conn(), &boot, now).await?;
                Ok::<_, EngineError>(rescued.len())
            })
        })
        .await
        .map(|rescued| tracing::info!(rescued, "work of an earlier run goes on"))
}

async fn rescue_expired(room: &Room) {
    let now = room.now();
    let rescued = room
        .store
        .write(move |tx| {
            Box::pin(async move {
                let rescued = queue::rescue_expired(tx.conn(), now).await?;
                Ok::<_, EngineError>(rescued.len())
            })
        })
        .await;
    if let Err(error) = rescued {
        tracing::warn!(%error, "looking for lost leases failed");
    }
}

async fn tell_budget(room: &Room, partners: Vec<PartnerId>) {
    if partners.is_empty() {
        return;
    }
    let now = room.now();
    let told = room
        .store
        .write(move |tx| {
            Box::pin(async move {
                for partner in partners {
                    let alert = failure::over_budget(partner, now);
                    store::alert::raise(tx, &alert, now).await?;
                }
                Ok::<(), EngineError>(())
            })
        })
        .await;
    if let Err(error) = told {
        tracing::warn!(%error, "an alert could not be kept");
    }
}
