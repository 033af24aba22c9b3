//! A task in a worker's hands, and the shape in which the engine pushes tasks.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{AccountId, PartnerId, TaskId};
use queue::{Leased, NewTask, QueueError, Unique};
use serde_json::Value;
use store::{StoreError, Tx};

use crate::error::{EngineError, Result};
use crate::room::Room;

/// How long a worker may be silent, in real time, before its task goes to another one: a
/// model may think for minutes.
const SILENCE: TimeDelta = TimeDelta::minutes(5);

/// How long a permission to write lasts, in real time: well below [`SILENCE`], so that a request
/// cannot leave when its task may have gone to another worker.
const LEAVE_WITHIN: TimeDelta = TimeDelta::seconds(20);

/// A lease on this room's clock. A fast clock must not shorten it.
pub(crate) fn lease_span(room: &Room) -> TimeDelta {
    stretched(room, SILENCE)
}

/// Until when a request that is begun now may leave.
pub(crate) fn leave_by(room: &Room) -> DateTime<Utc> {
    room.now() + stretched(room, LEAVE_WITHIN)
}

/// A span of real time on this room's clock.
fn stretched(room: &Room, span: TimeDelta) -> TimeDelta {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a speed is at most a few thousands"
    )]
    let speed = room.clock.speed().clamp(1.0, 100_000.0) as i32;
    span * speed
}

/// Tries of a task before it is given up; with the queue's waits they last for about an hour.
const TRIES: u32 = 12;
/// Between two readings of a write whose outcome is looked for: the first wait, doubled each time,
/// and the longest.
const LOOK_AGAIN: TimeDelta = TimeDelta::seconds(20);
const LOOK_LATEST: TimeDelta = TimeDelta::minutes(15);

/// Work to be pushed.
pub(crate) struct Task {
    pub(crate) partner: PartnerId,
    pub(crate) account: AccountId,
    pub(crate) kind: &'static str,
    pub(crate) key: String,
    pub(crate) unique: Unique,
    pub(crate) payload: Value,
    pub(crate) priority: i64,
    pub(crate) lane: &'static str,
    pub(crate) run_at: DateTime<Utc>,
    pub(crate) reserve: i64,
}

impl Task {
    /// Pushes it; a task that holds the key is left as it is.
    pub(crate) async fn push(self, tx: &mut Tx, now: DateTime<Utc>) -> Result<TaskId> {
        let new = NewTask {
            account: Some(self.account),
            unique: self.unique,
            payload: self.payload,
            priority: self.priority,
            lane: self.lane.to_owned(),
            max_attempts: TRIES,
            cost_reserve: Some(self.reserve).filter(|reserve| *reserve > 0),
            ..NewTask::new(self.partner, self.kind, self.key, self.run_at)
        };
        let pushed = queue::push(tx.conn(), &new, now).await?;
        tx.touch(store::Topic::Jobs, None);
        Ok(pushed.id())
    }
}

/// A task that this worker holds.
#[derive(Debug, Clone)]
pub(crate) struct Lease(Leased, TimeDelta);

impl Lease {
    pub(crate) fn new(leased: Leased, span: TimeDelta) -> Self {
        Self(leased, span)
    }

    pub(crate) fn task(&self) -> TaskId {
        self.0.task.id
    }

    pub(crate) fn leased(&self) -> &Leased {
        &self.0
    }

    /// The account that the task is about.
    pub(crate) fn account(&self) -> Result<AccountId> {
        self.0
            .task
            .account
            .ok_or(EngineError::Conflict("task without an account"))
    }

    /// What was reserved for this try, in millionths of a US dollar.
    pub(crate) fn reserved(&self) -> i64 {
        self.0.task.cost_reserve
    }

    /// Still holds it? A worker that lost its lease must change nothing.
    pub(crate) async fn hold(&self, tx: &mut Tx, now: DateTime<Utc>) -> Result<()> {
        Ok(queue::extend(tx.conn(), self.task(), &self.0.token, now + self.1).await?)
    }

    /// Done, at that cost.
    pub(crate) async fn complete(&self, tx: &mut Tx, cost: i64, now: DateTime<Utc>) -> Result<()> {
        Ok(queue::complete(tx.conn(), self.task(), &self.0.token, cost, now).await?)
    }

    /// Put off; no attempt.
    pub(crate) fn snooze<'a>(
        &'a self,
        tx: &'a mut Tx,
        until: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> impl Future<Output = Result<()>> + 'a {
        self.snooze_at(tx, until, 0, now)
    }

    /// Put off; no attempt, but what it cost is counted.
    pub(crate) async fn snooze_at(
        &self,
        tx: &mut Tx,
        until: DateTime<Utc>,
        cost: i64,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let held = (self.task(), &self.0.token);
        Ok(queue::snooze(tx.conn(), held, until, None, cost, now).await?)
    }

    /// Begins anew at once, after a try that cost that much.
    pub(crate) async fn again(&self, tx: &mut Tx, cost: i64, now: DateTime<Utc>) -> Result<()> {
        let lease = (self.task(), &self.0.token);
        Ok(queue::snooze(tx.conn(), lease, now, None, cost, now).await?)
    }

    /// A write may have happened: it is looked for again, later and later.
    pub(crate) async fn unknown(&self, tx: &mut Tx, now: DateTime<Utc>) -> Result<()> {
        let doubled = LOOK_AGAIN * (1 << self.0.task.waits.min(6));
        let check_at = now + doubled.min(LOOK_LATEST);
        let lease = (self.task(), &self.0.token);
        Ok(queue::unknown_effect(tx.conn(), lease, check_at, None, 0, now).await?)
    }

    /// Ends without having done anything: its cause has gone away.
    pub(crate) async fn drop_task(self, room: &Room, why: &'static str) -> Result<()> {
        tracing::debug!(task = self.task().0, why, "a task was not needed any more");
        let now = room.now();
        room.store
            .write(move |tx| Box::pin(async move { self.complete(tx, 0, now).await }))
            .await
    }
}

impl From<QueueError> for EngineError {
    fn from(error: QueueError) -> Self {
        match error {
            QueueError::Stale(_) => Self::Conflict("lease"),
            QueueError::Sql(error) => Self::Store(StoreError::from(error)),
            QueueError::NotFound(_) => Self::Store(StoreError::NotFound("task")),
            QueueError::KeyTaken(_) => Self::Conflict("task"),
            QueueError::Unreadable { column, source } => {
                Self::Store(StoreError::Unreadable { column, source })
            }
        }
    }
}
