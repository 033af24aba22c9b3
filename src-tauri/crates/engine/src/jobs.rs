//! Long work that a person watches and may stop. In memory: what it did is in
//! the store, and it begins anew after a restart.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use domain::AccountId;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio_util::sync::CancellationToken;

use crate::room::Room;
use crate::sync::Watch;

/// Jobs kept after their end.
const KEPT: usize = 50;

/// How a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobState {
    /// Runs.
    Running,
    /// Ends after the page at hand.
    Stopping,
    /// Done.
    Done,
    /// Stopped by a person.
    Stopped,
}

/// One job as it stands.
#[derive(Debug, Clone)]
pub struct JobView {
    /// Its number in this run of the program.
    pub id: u64,
    /// Whose shop.
    pub account: AccountId,
    /// Rows read.
    pub done: u64,
    /// How it stands.
    pub state: JobState,
    /// When it began.
    pub started_at: DateTime<Utc>,
}

struct Held {
    view: JobView,
    stop: CancellationToken,
}

/// All jobs of this run.
#[derive(Default)]
pub struct Jobs(Mutex<Vec<Held>>);

impl Jobs {
    /// As they stand, newest first.
    pub fn list(&self) -> Vec<JobView> {
        self.lock()
            .iter()
            .rev()
            .map(|held| held.view.clone())
            .collect()
    }

    /// Stops a job after its page; `None` when there is no such.
    pub fn stop(&self, id: u64) -> Option<JobView> {
        let mut jobs = self.lock();
        let held = jobs.iter_mut().find(|held| held.view.id == id)?;
        if held.view.state == JobState::Running {
            held.view.state = JobState::Stopping;
            held.stop.cancel();
        }
        Some(held.view.clone())
    }

    /// The first reading of a shop in this run.
    pub(crate) fn first_sync(self: &Arc<Self>, account: AccountId, now: DateTime<Utc>) -> Job {
        let stop = CancellationToken::new();
        let (progress, heard) = unbounded_channel();
        let mut jobs = self.lock();
        let id = jobs.last().map_or(1, |held| held.view.id + 1);
        let view = JobView {
            id,
            account,
            done: 0,
            state: JobState::Running,
            started_at: now,
        };
        jobs.push(Held {
            view,
            stop: stop.clone(),
        });
        let surplus = jobs.len().saturating_sub(KEPT);
        jobs.drain(..surplus);
        drop(jobs);
        let watch = Watch {
            progress: Some(progress),
            stop,
        };
        let listening = tokio::spawn(listen(Arc::clone(self), id, heard));
        Job {
            jobs: Arc::clone(self),
            id,
            watch,
            listening,
        }
    }

    fn add(&self, id: u64, rows: usize) {
        if let Some(held) = self.lock().iter_mut().find(|held| held.view.id == id) {
            held.view.done += u64::try_from(rows).unwrap_or(0);
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Held>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn listen(jobs: Arc<Jobs>, id: u64, mut heard: UnboundedReceiver<usize>) {
    while let Some(rows) = heard.recv().await {
        jobs.add(id, rows);
    }
}

/// A job under way.
pub(crate) struct Job {
    jobs: Arc<Jobs>,
    id: u64,
    watch: Watch,
    listening: tokio::task::JoinHandle<()>,
}

impl Job {
    pub(crate) fn watch(&self) -> Watch {
        self.watch.clone()
    }

    /// Ends it: stopped if a person asked for it, else done.
    pub(crate) async fn end(self, room: &Room) {
        let stopped = self.watch.stop.is_cancelled();
        drop(self.watch);
        // The listener ends with the last sender; every row is counted then.
        let _ = self.listening.await;
        if let Some(held) = self
            .jobs
            .lock()
            .iter_mut()
            .find(|held| held.view.id == self.id)
        {
            held.view.state = if stopped {
                JobState::Stopped
            } else {
                JobState::Done
            };
        }
        let told: Result<(), store::StoreError> = room
            .store
            .write(|tx| {
                tx.touch(store::Topic::Jobs, None);
                Box::pin(async { Ok(()) })
            })
            .await;
        if let Err(error) = told {
            tracing::debug!(%error, "the end of a job was not told");
        }
    }
}
