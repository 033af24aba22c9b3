//! Workers: claim fairly, run, and decide what a failure means.

mod failure;
mod places;
mod work;

use std::sync::Arc;
use std::time::Duration;

use domain::PartnerId;
use places::Places;
use queue::{Budget, Claim, Claimed};
use rand::SeedableRng;
use rand::rngs::StdRng;
use tokio::task::JoinSet;

use crate::day::{next_day, spend_day};
use crate::error::{EngineError, Result};
use crate::lease::lease_span;
use crate::room::Room;

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
    let mut running: JoinSet<()> = JoinSet::new();
    let mut places = Places::default();
    let mut rescued_at = room.now();
    while !room.stop.is_cancelled() {
        while let Some(ended) = running.try_join_next_with_id() {
            places.free(&ended);
        }
        if room.now() - rescued_at
            > chrono::TimeDelta::from_std(RESCUE).unwrap_or(lease_span(&room))
        {
            rescued_at = room.now();
            rescue_expired(&room).await;
        }
        let claimed = match claim(&room, &places).await {
            Ok(claimed) => claimed,
            Err(error) => {
                tracing::warn!(%error, "claiming failed");
                room.work_or(NAP).await;
                continue;
            }
        };
        tell_budget(&room, claimed.over_budget).await;
        if claimed.tasks.is_empty() {
            idle(&room, &mut running, &mut places).await;
            continue;
        }
        for leased in claimed.tasks {
            let (worker, held) = (Arc::clone(&room), leased.clone());
            let spawned = running.spawn(async move { work::one(&worker, held).await });
            places.take(spawned.id(), &leased);
        }
    }
    while running.join_next().await.is_some() {}
    Ok(())
}

async fn idle(room: &Room, running: &mut JoinSet<()>, places: &mut Places) {
    tokio::select! {
        Some(ended) = running.join_next_with_id(), if !running.is_empty() => places.free(&ended),
        () = room.work_or(NAP) => {}
    }
}

async fn claim(room: &Room, places: &Places) -> Result<Claimed> {
    let (mut lanes, running) = (places.lanes(), places.running());
    // Without its keys nobody writes, and no shop can be asked: the tasks wait.
    lanes.retain(|lane| lane.name != "ai" || room.pen.is_taken());
    if lanes.is_empty() || room.secrets().closed().is_some() {
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
                    running: &running,
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
