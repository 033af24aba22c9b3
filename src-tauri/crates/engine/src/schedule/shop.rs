//! One shop's loop: begins what is due, hears what ended, obeys a person.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use domain::{AccountId, AccountState, Feed};
use futures::FutureExt as _;
use marketplaces::offered;
use store::account::Account;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::Loops;
use super::agenda::{Agenda, LONGEST, is_hot};
use super::load::Load;
use crate::accounts;
use crate::error::{EngineError, Result};
use crate::jobs::{Job, JobKind, Jobs};
use crate::problem::Problem;
use crate::room::Room;
use crate::sync::{RoundReport, Watch, round};

/// The longest real sleep: the machine's sleep stops timers, so that what became due meanwhile is
/// found by looking at the clock.
const NAP: Duration = Duration::from_secs(3);
/// After an error of the store.
const PAUSE: Duration = Duration::from_secs(20);
/// A check that got no answer is tried again after this.
const CHECK_AGAIN: TimeDelta = TimeDelta::minutes(1);
/// A passport is asked for again after this.
const RECHECK: TimeDelta = TimeDelta::hours(6);
/// A round goes on this long before other feeds have their turn.
const TURN: TimeDelta = TimeDelta::minutes(2);

/// A feed, how its round went, and how often keys had been forgotten before it.
type Ended = (Feed, Result<Option<RoundReport>>, u64);

pub(super) struct ShopLoop {
    room: Arc<Room>,
    jobs: Arc<Jobs>,
    loops: Arc<Loops>,
    id: AccountId,
    stop: CancellationToken,
    hurry: Arc<Notify>,
    /// Ends the rounds under way.
    reading: CancellationToken,
    running: JoinSet<Ended>,
    agenda: Agenda,
    /// What a person watches.
    load: Option<Load>,
    /// Whether the first load was thought of in this run.
    begun: bool,
    /// A person stopped the reading.
    halted: bool,
    /// When the key was last asked about in this run.
    asked: Option<DateTime<Utc>>,
}

impl ShopLoop {
    pub(super) fn new(
        (room, jobs, loops): (&Arc<Room>, &Arc<Jobs>, &Arc<Loops>),
        id: AccountId,
        stop: CancellationToken,
        hurry: Arc<Notify>,
    ) -> Self {
        Self {
            room: Arc::clone(room),
            jobs: Arc::clone(jobs),
            loops: Arc::clone(loops),
            id,
            reading: stop.child_token(),
            stop,
            hurry,
            running: JoinSet::new(),
            agenda: Agenda::default(),
            load: None,
            begun: false,
            halted: false,
            asked: None,
        }
    }

    pub(super) async fn run(mut self) {
        while !self.stop.is_cancelled() {
            // Without its keys no shop can be asked; what is due stays due.
            if self.room.secrets().closed().is_some() {
                self.wait(NAP).await;
                continue;
            }
            let nap = match self.turn().await {
                Ok(()) => self.nap(),
                Err(error) => {
                    tracing::warn!(account = self.id.0, %error, "a shop could not be read");
                    self.room.clock.real(PAUSE)
                }
            };
            self.wait(nap).await;
        }
        // Each ends after its page; what was read is stored.
        while self.running.join_next().await.is_some() {}
    }

    /// Waits until something happens, at most `nap`.
    async fn wait(&mut self, nap: Duration) {
        let ended = tokio::select! {
            ended = self.running.join_next(), if !self.running.is_empty() => ended,
            () = tokio::time::sleep(nap) => None,
            () = self.hurry.notified() => None,
            () = self.stop.cancelled() => None,
            () = stopped(self.load.as_ref()) => return self.halt().await,
        };
        if let Some(Ok(ended)) = ended {
            self.ended(ended).await;
        }
    }

    /// Until the next feed can be begun, in real time, and never for long.
    fn nap(&self) -> Duration {
        if self.halted {
            return NAP;
        }
        let next = self.agenda.next(self.room.now());
        let next = next.and_then(|next| next.to_std().ok());
        // Not at once, or a clock that stands still would keep the machine busy.
        let least = Duration::from_millis(500);
        next.map_or(NAP, |next| self.room.clock.real(next.max(least)).min(NAP))
    }

    /// Begins everything that is due.
    async fn turn(&mut self) -> Result<()> {
        if let Some(job) = self.loops.take_wish(self.id) {
            self.begun = true;
            self.agenda.hot_due();
            self.load = Some(Load::new(
                job,
                Feed::ALL.into_iter().filter(|feed| is_hot(*feed)),
            ));
        }
        if self.loops.take_hurry(self.id) {
            self.asked = None;
            self.agenda.all_due();
        }
        let account = self.account().await?;
        if self.halted {
            return Ok(());
        }
        let now = self.room.now();
        if self.wants_check(&account, now) {
            self.asked = Some(now);
            accounts::check(&self.room, self.id).await?;
        }
        if !accounts::may_be_read(&self.room, self.id).await? {
            return Ok(());
        }
        if !self.begun {
            self.begun = true;
            self.first_load(&account).await?;
        }
        let now = self.room.now();
        for feed in self.agenda.begin(now) {
            self.begin(feed, now);
        }
        Ok(())
    }

    async fn account(&mut self) -> Result<Account> {
        let mut conn = self.room.store.read().await?;
        let account = store::account::get(&mut conn, self.id).await?;
        let stopped = store::reading::stopped_at(&mut conn, self.id).await?;
        self.halted = stopped.is_some() || account.state == AccountState::Paused;
        Ok(account)
    }

    /// What has never been read is a job: all of a new shop, or what a stop of the program cut off.
    async fn first_load(&mut self, account: &Account) -> Result<()> {
        let feeds = store::feed::list(&mut *self.room.store.read().await?, Some(self.id)).await?;
        let known = |feed: Feed| feeds.iter().find(|known| known.feed == feed);
        if known(Feed::Catalogue).is_none_or(|feed| feed.last_ok_at.is_none()) {
            self.agenda.cards_first(self.room.now());
        }
        let open = self.room.open_shop(account.id).await?;
        let offered = |feed: Feed| offered(open.shop.as_ref(), feed);
        let never = |feed: &Feed| {
            let fresh = |known: &store::feed::FeedRow| {
                known.last_ok_at.is_none() && known.problem.is_none()
            };
            is_hot(*feed) && offered(*feed) && known(*feed).is_none_or(fresh)
        };
        let left: Vec<_> = Feed::ALL.into_iter().filter(never).collect();
        if !left.is_empty() {
            self.load = Some(Load::new(self.job(JobKind::FirstSync), left));
        }
        Ok(())
    }

    fn job(&self, kind: JobKind) -> Job {
        let stop = self.stop.child_token();
        self.jobs.begin(kind, Some(self.id), stop, self.room.now())
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
            || account
                .problem
                .as_ref()
                .is_some_and(|told| is_over(told, now))
    }

    fn begin(&mut self, feed: Feed, now: DateTime<Utc>) {
        let watch = Watch {
            counter: self.load.as_ref().and_then(|load| load.counter(feed)),
            stop: self.reading.clone(),
            until: Some(now + TURN),
            ..Watch::default()
        };
        let (room, id) = (Arc::clone(&self.room), self.id);
        let keys = room.shops.forgotten();
        self.running.spawn(async move {
            let round = AssertUnwindSafe(round(&room, id, feed, &watch)).catch_unwind();
            let outcome = round.await;
            (
                feed,
                outcome.unwrap_or(Err(EngineError::Conflict("reading"))),
                keys,
            )
        });
    }

    async fn ended(&mut self, (feed, outcome, keys): Ended) {
        let now = self.room.now();
        self.agenda.ended(feed, &outcome, now);
        if self
            .load
            .as_mut()
            .is_some_and(|load| load.ended(feed, &outcome, now))
            && let Some(load) = self.load.take()
        {
            load.end();
        }
        let Err(error) = &outcome else { return };
        if error.is_held_back() {
            let until = self.agenda.due_at(feed);
            tracing::info!(account = self.id.0, feed = feed.as_str(), %until, "a feed waits for its limit");
            return;
        }
        tracing::warn!(account = self.id.0, feed = feed.as_str(), %error, "a feed failed");
        // What an old key met says nothing about the one that took its place meanwhile.
        if self.room.shops.forgotten() == keys {
            accounts::failed(&self.room, self.id, error).await;
        }
    }

    /// A person stopped the reading: kept first, then every round ends after its page.
    async fn halt(&mut self) {
        let (id, now) = (self.id, self.room.now());
        let kept = self
            .room
            .store
            .write(move |tx| Box::pin(async move { store::reading::stop(tx, id, now).await }));
        if let Err(error) = kept.await {
            tracing::warn!(account = id.0, %error, "the stop could not be kept");
        }
        self.reading.cancel();
        while let Some(ended) = self.running.join_next().await {
            if let Ok(ended) = ended {
                self.ended(ended).await;
            }
        }
        if let Some(load) = self.load.take() {
            load.end();
        }
        self.reading = self.stop.child_token();
    }
}

/// Whether the marketplace may be asked again about a problem that passes by itself.
fn is_over(problem: &serde_json::Value, now: DateTime<Utc>) -> bool {
    let told = serde_json::from_value::<Problem>(problem.clone()).ok();
    told.and_then(|told| told.retry_at)
        .is_some_and(|at| at <= now)
}

async fn stopped(load: Option<&Load>) {
    match load {
        Some(load) => load.stopped().await,
        None => std::future::pending().await,
    }
}

#[cfg(test)]
mod tests;
