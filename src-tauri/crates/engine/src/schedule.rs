//! When each feed of each shop is read. One loop per shop: a slow marketplace
//! delays nobody else.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use domain::{AccountId, AccountState, Capability};
use store::account::Account;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::accounts;
use crate::error::{EngineError, Result};
use crate::jobs::Jobs;
use crate::room::Room;
use crate::sync::{RoundReport, Watch, round};

/// A new or removed shop is noticed within this.
const LOOK: Duration = Duration::from_secs(3);
/// The longest wait after failures.
const LONGEST: TimeDelta = TimeDelta::minutes(15);
/// A check that got no answer is tried again after this.
const CHECK_AGAIN: TimeDelta = TimeDelta::minutes(1);
/// A passport is asked for again after this.
const RECHECK: TimeDelta = TimeDelta::hours(6);

/// How often a feed is read. Within every documented limit: the tightest is the order
/// feed of Wildberries with one request a minute.
fn cadence(feed: Capability) -> TimeDelta {
    match feed {
        Capability::Reviews | Capability::Questions => TimeDelta::seconds(45),
        Capability::Orders => TimeDelta::seconds(90),
        Capability::Stock => TimeDelta::minutes(5),
        Capability::Catalogue => TimeDelta::minutes(30),
    }
}

/// One shop's loop from outside.
struct Loop {
    stop: CancellationToken,
    hurry: Arc<Notify>,
}

/// All loops.
#[derive(Default)]
pub(crate) struct Loops(std::sync::Mutex<HashMap<AccountId, Loop>>);

impl Loops {
    /// Reads every feed of a shop now.
    pub(crate) fn hurry(&self, id: AccountId) {
        let loops = self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(one) = loops.get(&id) {
            one.hurry.notify_one();
        }
    }
}

/// Keeps one loop per shop until the room stops.
pub(crate) async fn run(room: Arc<Room>, loops: Arc<Loops>, jobs: Arc<Jobs>) -> Result<()> {
    let tracker = TaskTracker::new();
    loop {
        let accounts = store::account::list(&mut *room.store.read().await?, None).await?;
        match_loops(&room, &loops, &jobs, &tracker, &accounts);
        if !room.pause(LOOK).await {
            break;
        }
    }
    tracker.close();
    tracker.wait().await;
    Ok(())
}

fn match_loops(
    room: &Arc<Room>,
    loops: &Loops,
    jobs: &Arc<Jobs>,
    tracker: &TaskTracker,
    accounts: &[Account],
) {
    let mut loops = loops
        .0
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    loops.retain(|id, one| {
        let there = accounts.iter().any(|account| account.id == *id);
        if !there {
            one.stop.cancel();
        }
        there
    });
    for account in accounts {
        loops.entry(account.id).or_insert_with(|| {
            let (stop, hurry) = (room.stop.child_token(), Arc::new(Notify::new()));
            let shop = ShopLoop {
                room: Arc::clone(room),
                jobs: Arc::clone(jobs),
                id: account.id,
                stop: stop.clone(),
                hurry: Arc::clone(&hurry),
                due: HashMap::new(),
                failures: HashMap::new(),
                asked: None,
            };
            tracker.spawn(shop.run());
            Loop { stop, hurry }
        });
    }
}

struct ShopLoop {
    room: Arc<Room>,
    jobs: Arc<Jobs>,
    id: AccountId,
    stop: CancellationToken,
    hurry: Arc<Notify>,
    due: HashMap<Capability, DateTime<Utc>>,
    failures: HashMap<Capability, u32>,
    /// When the key was last asked about in this run.
    asked: Option<DateTime<Utc>>,
}

impl ShopLoop {
    async fn run(mut self) {
        let mut first = true;
        while !self.stop.is_cancelled() {
            let outcome = self.turn(first).await;
            first = false;
            if let Err(error) = outcome {
                tracing::warn!(account = self.id.0, %error, "a shop could not be read");
                self.rest(Duration::from_secs(20)).await;
                continue;
            }
            self.rest(self.next()).await;
        }
    }

    /// Everything that is due, one feed after the other.
    async fn turn(&mut self, first: bool) -> Result<()> {
        let account = store::account::get(&mut *self.room.store.read().await?, self.id).await?;
        if account.state == AccountState::Paused {
            return Ok(());
        }
        let now = self.room.now();
        if self.wants_check(&account, now) {
            self.asked = Some(now);
            accounts::check(&self.room, self.id).await?;
        }
        let job = first.then(|| self.jobs.first_sync(self.id, now));
        let watch = job.as_ref().map_or_else(Watch::default, |job| job.watch());
        for feed in Capability::ALL {
            if self.stop.is_cancelled() || watch.stop.is_cancelled() {
                break;
            }
            if self
                .due
                .get(&feed)
                .is_none_or(|due| *due <= self.room.now())
            {
                self.read(feed, &watch).await;
            }
        }
        // The job counts until the last watch is gone.
        drop(watch);
        if let Some(job) = job {
            job.end(&self.room).await;
        }
        Ok(())
    }

    /// A key is asked about at the start, every few hours, and again and again, not too
    /// often, while it has not answered or does not work.
    fn wants_check(&self, account: &Account, now: DateTime<Utc>) -> bool {
        let again = if account.state == AccountState::Failed {
            LONGEST
        } else {
            CHECK_AGAIN
        };
        if self.asked.is_some_and(|asked| now - asked < again) {
            return false;
        }
        account.state == AccountState::Failed
            || account.checked_at.is_none_or(|at| now - at > RECHECK)
    }

    async fn read(&mut self, feed: Capability, watch: &Watch) {
        let outcome = round(&self.room, self.id, feed, watch).await;
        let failures = self.failures.entry(feed).or_default();
        let wait = match &outcome {
            Ok(Some(RoundReport { stopped: true, .. })) => TimeDelta::minutes(1),
            Ok(_) => {
                *failures = 0;
                cadence(feed)
            }
            Err(error) => {
                *failures = failures.saturating_add(1);
                after(error, *failures, cadence(feed))
            }
        };
        self.due.insert(feed, self.room.now() + wait);
        if let Err(error) = &outcome {
            tracing::warn!(account = self.id.0, feed = feed.as_str(), %error, "a feed failed");
            accounts::failed(&self.room, self.id, error).await;
        }
    }

    /// Until the next feed is due.
    fn next(&self) -> Duration {
        let soonest = self
            .due
            .values()
            .min()
            .copied()
            .unwrap_or_else(|| self.room.now());
        (soonest - self.room.now())
            .to_std()
            .unwrap_or(Duration::ZERO)
            .max(Duration::from_millis(500))
    }

    async fn rest(&mut self, span: Duration) {
        let wait = self.room.clock.real(span);
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = self.stop.cancelled() => {}
            () = self.hurry.notified() => self.due.clear(),
        }
    }
}

/// How long to wait after a failure: what the marketplace said, else doubling.
fn after(error: &EngineError, failures: u32, cadence: TimeDelta) -> TimeDelta {
    let told = match error {
        EngineError::Marketplace(error) => error.retry_after,
        _ => None,
    };
    if let Some(wait) = told.and_then(|wait| TimeDelta::from_std(wait).ok()) {
        return wait;
    }
    let doubled = cadence.checked_mul(1 << failures.min(6)).unwrap_or(LONGEST);
    doubled.min(LONGEST)
}
