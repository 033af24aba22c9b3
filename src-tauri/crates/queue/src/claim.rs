//! Claims: fair between partners, by weight, in virtual time that is persisted.
//!
//! Each task taken moves its partner's virtual time on by `STRIDE / weight`; the
//! partner with the least is next. One who comes back from idleness starts at the
//! present virtual time, so that nobody saves up turns. Tasks of one partner lie in
//! groups (account, lane, kind) with an index each, so that a claim looks at the head
//! of each group and never passes over blocked tasks one by one.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use chrono::{DateTime, Duration, Utc};
use domain::{AccountId, PartnerId, TaskId};
use rand::Rng;
use sqlx::SqliteConnection;

use crate::error::QueueError;
use crate::pause::Pause;
use crate::settle::{bury, put_off};
use crate::spend;
use crate::task::{Leased, Task, Token, to_json};

/// Virtual time of one task at weight 1.
const STRIDE: i64 = 1_000_000;
/// Partners looked at together.
const PAGE: i64 = 64;
/// Sleeping tasks woken per claim.
const WOKEN: i64 = 1000;

/// Room in a lane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lane {
    /// Its name.
    pub name: String,
    /// How many more tasks its workers take.
    pub room: usize,
    /// Its tasks run while all stands still (`Pause::All`).
    pub even_paused: bool,
    /// How many tasks of one account it runs at once: a marketplace that hangs must not hold up
    /// the others.
    pub per_account: usize,
}

/// The day on which spending counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Budget {
    /// `YYYY-MM-DD`.
    pub day: String,
    /// When the next one begins: tasks over budget wait until then.
    pub next_day: DateTime<Utc>,
}

/// Who claims and what.
#[derive(Debug, Clone)]
pub struct Claim<'a> {
    /// The present.
    pub now: DateTime<Utc>,
    /// Identity of this start of the program.
    pub boot: &'a str,
    /// The worker's name, for people.
    pub worker: &'a str,
    /// Lanes with room.
    pub lanes: &'a [Lane],
    /// Accounts that must wait (rate limits).
    pub blocked: &'a [AccountId],
    /// Lane and account of every task that runs already.
    pub running: &'a [(String, AccountId)],
    /// At most so many in all.
    pub limit: usize,
    /// How long a lease lasts.
    pub lease: Duration,
    /// The day of spending.
    pub budget: &'a Budget,
}

/// What a claim brought.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Claimed {
    /// Tasks to work on.
    pub tasks: Vec<Leased>,
    /// Tasks that came too late and were given up.
    pub expired: Vec<TaskId>,
    /// Partners whose budget of the day does not suffice for a task; it waits for the next day.
    pub over_budget: Vec<PartnerId>,
}

/// Claims due tasks.
///
/// # Errors
/// What SQLite says.
pub async fn claim(
    conn: &mut SqliteConnection,
    rng: &mut (impl Rng + Send),
    claim: &Claim<'_>,
) -> Result<Claimed, QueueError> {
    wake_due(conn, claim.now).await?;
    let mut round = Round::new(claim)?;
    if crate::pause::paused(conn, &Pause::All).await? {
        round.rooms.retain(|lane| lane.even_paused);
        round.open_lanes()?;
    }
    while round.claimed.tasks.len() < claim.limit && !round.lanes.is_empty() {
        let Some(turn) = round.next_partner(conn).await? else {
            break;
        };
        if let Some(leased) = lease(conn, rng, claim, &round, turn.partner).await? {
            round.take(conn, claim, turn, leased).await?;
        }
    }
    round.keep(conn).await
}

/// Sleeping tasks whose time has come.
async fn wake_due(conn: &mut SqliteConnection, now: DateTime<Utc>) -> Result<(), QueueError> {
    sqlx::query(
        "UPDATE tasks SET due = 1 WHERE id IN (SELECT id FROM tasks INDEXED BY tasks_later
             WHERE due = 0 AND state IN ('ready', 'snoozed', 'unknown_effect') AND run_at <= ?
             ORDER BY run_at LIMIT ?)",
    )
    .bind(now.timestamp_millis())
    .bind(WOKEN)
    .execute(conn)
    .await?;
    Ok(())
}

/// A partner's place in the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Turn {
    vtime: i64,
    partner: i64,
    weight: i64,
}

/// The state of one claim.
struct Round {
    waiting: BinaryHeap<Reverse<Turn>>,
    /// Where the last page of partners ended; `None` when there are no more.
    page_end: Option<(i64, i64)>,
    moved: BTreeMap<i64, i64>,
    vtime: i64,
    rooms: Vec<Lane>,
    /// Names of lanes with room, as JSON; empty when there is none.
    lanes: String,
    blocked: String,
    /// How many tasks run, by lane and account.
    running: BTreeMap<(String, i64), usize>,
    /// Lanes and accounts that have enough, as JSON.
    enough: String,
    claimed: Claimed,
}

impl Round {
    fn new(claim: &Claim<'_>) -> Result<Self, QueueError> {
        let blocked: Vec<i64> = claim.blocked.iter().map(|id| id.0).collect();
        let mut round = Self {
            waiting: BinaryHeap::new(),
            page_end: Some((i64::MIN, i64::MIN)),
            moved: BTreeMap::new(),
            vtime: i64::MIN,
            rooms: claim.lanes.to_vec(),
            lanes: String::new(),
            blocked: to_json("blocked", &blocked)?,
            running: BTreeMap::new(),
            enough: String::new(),
            claimed: Claimed::default(),
        };
        for (lane, account) in claim.running {
            *round.running.entry((lane.clone(), account.0)).or_default() += 1;
        }
        round.open_lanes()?;
        round.count_accounts()?;
        Ok(round)
    }

    /// Names the accounts that have as many tasks under way as their lane lets them.
    fn count_accounts(&mut self) -> Result<(), QueueError> {
        let most = |lane: &str| {
            let known = self.rooms.iter().find(|room| room.name == lane);
            known.map_or(usize::MAX, |room| room.per_account)
        };
        let enough: Vec<&(String, i64)> = self
            .running
            .iter()
            .filter(|((lane, _), count)| **count >= most(lane))
            .map(|(key, _)| key)
            .collect();
        self.enough = to_json("enough", &enough)?;
        Ok(())
    }

    fn open_lanes(&mut self) -> Result<(), QueueError> {
        self.rooms.retain(|lane| lane.room > 0);
        let names: Vec<&str> = self.rooms.iter().map(|lane| lane.name.as_str()).collect();
        self.lanes = if names.is_empty() {
            String::new()
        } else {
            to_json("lanes", &names)?
        };
        Ok(())
    }

    async fn next_partner(
        &mut self,
        conn: &mut SqliteConnection,
    ) -> Result<Option<Turn>, QueueError> {
        while let Some(end) = self.page_end {
            let first = self.waiting.peek().map(|turn| turn.0.vtime);
            if first.is_some_and(|vtime| vtime <= end.0) {
                break;
            }
            self.next_page(conn, end).await?;
        }
        Ok(self.waiting.pop().map(|turn| turn.0))
    }

    async fn next_page(
        &mut self,
        conn: &mut SqliteConnection,
        end: (i64, i64),
    ) -> Result<(), QueueError> {
        let rows: Vec<(i64, i64, i64)> = sqlx::query_as(PARTNERS)
            .bind(end.0)
            .bind(end.1)
            .bind(PAGE)
            .fetch_all(conn)
            .await?;
        let full = i64::try_from(rows.len()).is_ok_and(|count| count == PAGE);
        self.page_end = rows.last().filter(|_| full).map(|row| (row.0, row.1));
        for (vtime, partner, weight) in rows {
            self.waiting.push(Reverse(Turn {
                vtime,
                partner,
                weight,
            }));
        }
        Ok(())
    }

    async fn take(
        &mut self,
        conn: &mut SqliteConnection,
        claim: &Claim<'_>,
        turn: Turn,
        leased: Leased,
    ) -> Result<(), QueueError> {
        let (mut next, task) = (turn, &leased.task);
        if task.not_after.is_some_and(|end| end < claim.now) {
            let problem = serde_json::json!({ "code": "too_late" });
            bury(conn, task.id, Some(&problem), claim.now).await?;
            self.claimed.expired.push(task.id);
        } else if spend::reserve(conn, task.partner, &claim.budget.day, task.cost_reserve).await? {
            self.vtime = self.vtime.max(turn.vtime);
            next.vtime = turn.vtime.saturating_add(STRIDE / turn.weight.max(1));
            self.moved.insert(turn.partner, next.vtime);
            self.leave_room(&task.lane)?;
            if let Some(account) = task.account {
                let key = (task.lane.clone(), account.0);
                *self.running.entry(key).or_default() += 1;
                self.count_accounts()?;
            }
            self.claimed.tasks.push(leased);
        } else {
            let next_day = claim.budget.next_day;
            put_off(conn, task.id, next_day, "budget", claim.now).await?;
            if !self.claimed.over_budget.contains(&task.partner) {
                self.claimed.over_budget.push(task.partner);
            }
        }
        self.waiting.push(Reverse(next));
        Ok(())
    }

    fn leave_room(&mut self, lane: &str) -> Result<(), QueueError> {
        for room in self.rooms.iter_mut().filter(|room| room.name == lane) {
            room.room = room.room.saturating_sub(1);
        }
        if self.rooms.iter().any(|room| room.room == 0) {
            self.open_lanes()?;
        }
        Ok(())
    }

    /// Persists the order as it is after this claim.
    async fn keep(self, conn: &mut SqliteConnection) -> Result<Claimed, QueueError> {
        if !self.moved.is_empty() {
            let moved: Vec<(i64, i64)> = self.moved.into_iter().collect();
            sqlx::query(
                "UPDATE task_shares SET vtime = j.value ->> 1 FROM json_each(?) AS j
                 WHERE task_shares.partner_id = j.value ->> 0",
            )
            .bind(to_json("vtime", &moved)?)
            .execute(&mut *conn)
            .await?;
            sqlx::query("UPDATE task_vtime SET vtime = max(vtime, ?)")
                .bind(self.vtime)
                .execute(&mut *conn)
                .await?;
        }
        Ok(self.claimed)
    }
}

pub(crate) const PARTNERS: &str =
    "SELECT vtime, partner_id, weight FROM task_shares INDEXED BY task_shares_active
    WHERE due > 0 AND (vtime, partner_id) > (?1, ?2)
        AND NOT EXISTS (SELECT 1 FROM pauses
            WHERE scope = 'partner' AND target = CAST(task_shares.partner_id AS TEXT))
    ORDER BY vtime, partner_id LIMIT ?3";

/// Finds the head of a partner's groups and leases it in one statement: each statement is a
/// way to SQLite's thread and back.
pub(crate) const LEASE: &str =
    "UPDATE tasks SET state = 'leased', due = 0, attempts = attempts + 1, token = ?4,
        boot = ?5, worker = ?6, lease_until = ?7, updated_at = ?8, waiting_for = NULL,
        reserved_day = iif(cost_reserve > 0, ?9, NULL)
    WHERE id = (SELECT t.id FROM task_backlog AS b CROSS JOIN tasks AS t ON t.id =
            (SELECT h.id FROM tasks AS h INDEXED BY tasks_claim
                WHERE h.due = 1 AND h.partner_id = b.partner_id AND h.account_id = b.account_id
                    AND h.lane = b.lane AND h.kind = b.kind
                ORDER BY h.priority DESC, h.run_at, h.id LIMIT 1)
        WHERE b.partner_id = ?1 AND b.due > 0
            AND b.lane IN (SELECT value FROM json_each(?2))
            AND b.account_id NOT IN (SELECT value FROM json_each(?3))
            AND NOT EXISTS (SELECT 1 FROM json_each(?10) AS e
                WHERE e.value ->> 0 = b.lane AND e.value ->> 1 = b.account_id)
            AND NOT EXISTS (SELECT 1 FROM pauses
                WHERE scope = 'account' AND target = CAST(b.account_id AS TEXT))
            AND NOT EXISTS (SELECT 1 FROM pauses WHERE scope = 'kind' AND target = b.kind)
        ORDER BY t.priority DESC, t.run_at, t.id LIMIT 1)
    RETURNING *";

/// Leases the partner's next task, before it is known whether it is too late or too dear.
async fn lease(
    conn: &mut SqliteConnection,
    rng: &mut (impl Rng + Send),
    claim: &Claim<'_>,
    round: &Round,
    partner: i64,
) -> Result<Option<Leased>, QueueError> {
    let token = Token(format!("{:032x}", rng.random::<u128>()));
    let until = claim.now + claim.lease;
    let task: Option<Task> = sqlx::query_as(LEASE)
        .bind(partner)
        .bind(&round.lanes)
        .bind(&round.blocked)
        .bind(&token.0)
        .bind(claim.boot)
        .bind(claim.worker)
        .bind(until.timestamp_millis())
        .bind(claim.now.timestamp_millis())
        .bind(&claim.budget.day)
        .bind(&round.enough)
        .fetch_optional(conn)
        .await?;
    Ok(task.map(|task| Leased { task, token, until }))
}

#[cfg(test)]
mod tests;
