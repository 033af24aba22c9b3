//! Long work that a person watches and may stop. In memory: what it did is in
//! the store, and it begins anew after a restart.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use domain::AccountId;
use store::{Store, Topic};
use tokio_util::sync::CancellationToken;

use crate::problem::Problem;

/// Jobs kept after their end.
const KEPT: usize = 50;

/// Kinds of long work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobKind {
    /// The first reading of a shop; counts rows.
    FirstSync,
    /// A reading that a person asked for; counts rows.
    Sync,
    /// A copy of the store; counts bytes.
    Backup,
    /// A check of the journal; counts its rows.
    Verify,
}

/// How a job stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JobState {
    /// Runs.
    Running,
    /// Ends after the page at hand.
    Stopping,
    /// Done.
    Done,
    /// Stopped by a person.
    Stopped,
    /// It could not be done.
    Failed(Problem),
}

/// One job as it stands.
#[derive(Debug, Clone)]
pub struct JobView {
    /// Its number in this run of the program.
    pub id: u64,
    /// What it is.
    pub kind: JobKind,
    /// Whose shop, if it is about one.
    pub account: Option<AccountId>,
    /// Done so far.
    pub done: u64,
    /// In all, when known.
    pub total: Option<u64>,
    /// How it stands.
    pub state: JobState,
    /// When it began.
    pub started_at: DateTime<Utc>,
}

impl JobView {
    fn over(&self) -> bool {
        !matches!(self.state, JobState::Running | JobState::Stopping)
    }
}

struct Held {
    view: JobView,
    stop: CancellationToken,
}

/// All jobs of this run. Every change is told on the store's feed.
pub struct Jobs {
    held: Mutex<Vec<Held>>,
    store: Store,
}

impl Jobs {
    /// None yet.
    pub fn new(store: Store) -> Self {
        Self {
            held: Mutex::default(),
            store,
        }
    }

    /// As they stand, newest first.
    pub fn list(&self) -> Vec<JobView> {
        let held = self.lock();
        held.iter().rev().map(|held| held.view.clone()).collect()
    }

    /// Stops a job after its page; `None` when there is no such.
    pub fn stop(&self, id: u64) -> Option<JobView> {
        let stopped = self.change(id, |held| {
            if held.view.state == JobState::Running {
                held.view.state = JobState::Stopping;
                held.stop.cancel();
            }
        });
        stopped.map(|()| self.view(id))?
    }

    /// Takes a job that is over out of the list; false when there is no such.
    pub fn dismiss(&self, id: u64) -> bool {
        let mut held = self.lock();
        let before = held.len();
        held.retain(|held| held.view.id != id || !held.view.over());
        let gone = held.len() < before;
        drop(held);
        self.tell();
        gone
    }

    /// The reading of a shop that runs and that nobody has stopped.
    pub(crate) fn running(&self, account: AccountId) -> Option<JobView> {
        let held = self.lock();
        let mut views = held.iter().map(|held| &held.view);
        views
            .find(|view| view.account == Some(account) && view.state == JobState::Running)
            .cloned()
    }

    /// Begins a job that ends when `stop` does. Earlier ones of its kind on the same account
    /// that are over make room for it.
    pub fn begin(
        self: &Arc<Self>,
        kind: JobKind,
        account: Option<AccountId>,
        stop: CancellationToken,
        now: DateTime<Utc>,
    ) -> Job {
        let mut held = self.lock();
        let id = held.last().map_or(1, |held| held.view.id + 1);
        held.retain(|held| !held.view.over() || !same(&held.view, kind, account));
        let view = JobView {
            id,
            kind,
            account,
            done: 0,
            total: None,
            state: JobState::Running,
            started_at: now,
        };
        held.push(Held {
            view,
            stop: stop.clone(),
        });
        let surplus = held.len().saturating_sub(KEPT);
        held.drain(..surplus);
        drop(held);
        self.tell();
        Job(Counter {
            jobs: Arc::clone(self),
            id,
            stop,
        })
    }

    fn view(&self, id: u64) -> Option<JobView> {
        let held = self.lock();
        let found = held.iter().find(|held| held.view.id == id);
        found.map(|held| held.view.clone())
    }

    fn change(&self, id: u64, change: impl FnOnce(&mut Held)) -> Option<()> {
        self.lock()
            .iter_mut()
            .find(|held| held.view.id == id)
            .map(change)?;
        self.tell();
        Some(())
    }

    /// Listeners gather changes, so that a fast count is no storm.
    fn tell(&self) {
        self.store.tell(Topic::Jobs, None);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Held>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A reading takes the place of another one, whatever began them.
fn same(view: &JobView, kind: JobKind, account: Option<AccountId>) -> bool {
    let reads = |kind| matches!(kind, JobKind::FirstSync | JobKind::Sync);
    view.account == account && (view.kind == kind || reads(view.kind) && reads(kind))
}

/// Counts for a job.
#[derive(Clone)]
pub struct Counter {
    jobs: Arc<Jobs>,
    id: u64,
    stop: CancellationToken,
}

impl Counter {
    /// So much more is done.
    pub fn add(&self, amount: usize) {
        let amount = u64::try_from(amount).unwrap_or(0);
        self.jobs.change(self.id, |held| held.view.done += amount);
    }

    /// So much is done of that total.
    pub fn at(&self, done: u64, total: u64) {
        self.jobs.change(self.id, |held| {
            held.view.done = done;
            held.view.total = Some(total);
        });
    }

    /// Whether a person stopped it.
    pub fn stopped(&self) -> bool {
        self.stop.is_cancelled()
    }
}

/// A job under way. One that is dropped before its end was stopped.
pub struct Job(Counter);

impl Job {
    /// As it stands.
    pub fn view(&self) -> Option<JobView> {
        self.0.jobs.view(self.0.id)
    }

    /// Counts for it.
    pub fn counter(&self) -> Counter {
        self.0.clone()
    }

    /// Cancelled when a person stops it.
    pub fn stop(&self) -> &CancellationToken {
        &self.0.stop
    }

    /// Ends it: stopped if a person asked for it, else failed or done.
    pub fn end(self, problem: Option<Problem>) {
        let state = match problem {
            _ if self.0.stopped() => JobState::Stopped,
            Some(problem) => JobState::Failed(problem),
            None => JobState::Done,
        };
        self.close(state);
    }

    fn close(&self, state: JobState) {
        self.0.jobs.change(self.0.id, |held| {
            if !held.view.over() {
                held.view.state = state;
            }
        });
    }
}

impl Drop for Job {
    fn drop(&mut self) {
        self.close(JobState::Stopped);
    }
}

#[cfg(test)]
mod tests;
