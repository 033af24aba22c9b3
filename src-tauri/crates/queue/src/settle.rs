//! What becomes of a leased task. Each of these matches the token: a worker that
//! lost its lease changes nothing and is told so.

use chrono::{DateTime, Duration, Utc};
use domain::{ErrorClass, TaskId};
use rand::Rng;
use serde_json::Value;
use sqlx::SqliteConnection;

use crate::backoff::Backoff;
use crate::error::QueueError;
use crate::spend;
use crate::task::{Task, Token, to_json};

/// How a try failed.
#[derive(Debug, Clone, PartialEq)]
pub struct Failure {
    /// What it means for the task.
    pub class: ErrorClass,
    /// What went wrong; kept, without secrets and without a buyer's text.
    pub problem: Value,
    /// The marketplace said to wait so long.
    pub retry_after: Option<Duration>,
    /// What the try cost nevertheless, in millionths of a US dollar.
    pub cost: i64,
}

/// What became of a failed task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Tried again then.
    Retry(DateTime<Utc>),
    /// Waits for a person to mend the key; looked at again then.
    Auth(DateTime<Utc>),
    /// Looked at again then, reading before writing.
    Unknown(DateTime<Utc>),
    /// The other side cannot be reached; tried again then, and no attempt was used up.
    Outage(DateTime<Utc>),
    /// Given up.
    Dead,
}

/// How long a task waits for a mended key before it looks again by itself.
const AUTH_WAIT: Duration = Duration::hours(1);

/// The task under this token.
async fn held(conn: &mut SqliteConnection, id: TaskId, token: &Token) -> Result<Task, QueueError> {
    sqlx::query_as("SELECT * FROM tasks WHERE id = ? AND token = ? AND state = 'leased'")
        .bind(id.0)
        .bind(&token.0)
        .fetch_optional(conn)
        .await?
        .ok_or(QueueError::Stale(id))
}

/// The task under this token, its reservation settled with what the try cost.
async fn settled(
    conn: &mut SqliteConnection,
    id: TaskId,
    token: &Token,
    cost: i64,
) -> Result<Task, QueueError> {
    let task = held(conn, id, token).await?;
    spend::settle(conn, &task, cost).await?;
    Ok(task)
}

/// Done; `cost` in millionths of a US dollar.
///
/// # Errors
/// `Stale`.
pub async fn complete(
    conn: &mut SqliteConnection,
    id: TaskId,
    token: &Token,
    cost: i64,
    now: DateTime<Utc>,
) -> Result<(), QueueError> {
    // The usual end, in two statements: the move itself matches the token.
    let moved = sqlx::query(
        "INSERT INTO task_history (id, partner_id, account_id, kind, unique_key, once, payload,
             priority, lane, state, attempts, max_attempts, snoozes, rescues, cost_reserve, unknown,
             not_after, problem, created_at, ended_at)
         SELECT id, partner_id, account_id, kind, unique_key, once, payload, priority, lane, 'done',
             attempts, max_attempts, snoozes, rescues, cost_reserve, unknown, not_after, NULL,
             created_at, ?3
         FROM tasks WHERE id = ?1 AND token = ?2 AND state = 'leased'",
    )
    .bind(id.0)
    .bind(&token.0)
    .bind(now.timestamp_millis())
    .execute(&mut *conn)
    .await?;
    if moved.rows_affected() == 0 {
        return Err(QueueError::Stale(id));
    }
    let task: Task = sqlx::query_as("DELETE FROM tasks WHERE id = ? RETURNING *")
        .bind(id.0)
        .fetch_one(&mut *conn)
        .await?;
    spend::settle(conn, &task, cost).await
}

/// Failed: by its class it is retried, waits, or is given up.
///
/// # Errors
/// `Stale`.
pub async fn fail(
    conn: &mut SqliteConnection,
    (id, token): (TaskId, &Token),
    failure: &Failure,
    backoff: &Backoff,
    rng: &mut (impl Rng + Send),
    now: DateTime<Utc>,
) -> Result<Fate, QueueError> {
    let task = settled(conn, id, token, failure.cost).await?;
    // Rounds that are no attempts grow by their own count: an outage of a night uses none up.
    let round = match failure.class {
        ErrorClass::Outage | ErrorClass::Unknown => task.waits.saturating_add(1),
        _ => task.attempts,
    };
    let wait = backoff
        .wait(round, rng)
        .max(failure.retry_after.unwrap_or_default());
    let exhausted = task.attempts >= task.max_attempts;
    let fate = match failure.class {
        ErrorClass::Reject => Fate::Dead,
        ErrorClass::Retry if exhausted => Fate::Dead,
        ErrorClass::Retry => Fate::Retry(now + wait),
        ErrorClass::Auth => Fate::Auth(now + AUTH_WAIT),
        // A write that may have happened is never given up unread.
        ErrorClass::Unknown => Fate::Unknown(now + wait),
        ErrorClass::Outage => Fate::Outage(now + wait),
    };
    let problem = Some(&failure.problem);
    match fate {
        Fate::Dead => finish(conn, id, "dead", problem, now).await?,
        Fate::Retry(at) => release(conn, id, Next::Retry(at), problem, now).await?,
        Fate::Auth(at) => release(conn, id, Next::Snooze(at, Some("auth")), problem, now).await?,
        Fate::Unknown(at) => release(conn, id, Next::Unknown(at), problem, now).await?,
        Fate::Outage(at) => release(conn, id, Next::Outage(at), problem, now).await?,
    }
    Ok(fate)
}

/// Put off; no attempt. `waiting_for` names what [`wake_waiting`] wakes it by.
///
/// # Errors
/// `Stale`.
pub async fn snooze(
    conn: &mut SqliteConnection,
    (id, token): (TaskId, &Token),
    until: DateTime<Utc>,
    waiting_for: Option<&str>,
    cost: i64,
    now: DateTime<Utc>,
) -> Result<(), QueueError> {
    settled(conn, id, token, cost).await?;
    release(conn, id, Next::Snooze(until, waiting_for), None, now).await
}

/// Waits for a person, until [`wake`]; no attempt.
///
/// # Errors
/// `Stale`.
pub async fn await_approval(
    conn: &mut SqliteConnection,
    id: TaskId,
    token: &Token,
    cost: i64,
    now: DateTime<Utc>,
) -> Result<(), QueueError> {
    settled(conn, id, token, cost).await?;
    release(conn, id, Next::Approval, None, now).await
}

/// A write may have happened: looked at again at `check_at`, reading before writing. No attempt.
///
/// # Errors
/// `Stale`.
pub async fn unknown_effect(
    conn: &mut SqliteConnection,
    (id, token): (TaskId, &Token),
    check_at: DateTime<Utc>,
    problem: Option<&Value>,
    cost: i64,
    now: DateTime<Utc>,
) -> Result<(), QueueError> {
    settled(conn, id, token, cost).await?;
    release(conn, id, Next::Unknown(check_at), problem, now).await
}

/// The worker still works: the lease ends later.
///
/// # Errors
/// `Stale`.
pub async fn extend(
    conn: &mut SqliteConnection,
    id: TaskId,
    token: &Token,
    until: DateTime<Utc>,
) -> Result<(), QueueError> {
    let done = sqlx::query(
        "UPDATE tasks SET lease_until = ? WHERE id = ? AND token = ? AND state = 'leased'",
    )
    .bind(until.timestamp_millis())
    .bind(id.0)
    .bind(&token.0)
    .execute(conn)
    .await?;
    if done.rows_affected() == 1 {
        Ok(())
    } else {
        Err(QueueError::Stale(id))
    }
}

/// Where a task goes when its lease ends without its end.
enum Next<'a> {
    Retry(DateTime<Utc>),
    Snooze(DateTime<Utc>, Option<&'a str>),
    Approval,
    Unknown(DateTime<Utc>),
    Outage(DateTime<Utc>),
}

async fn release(
    conn: &mut SqliteConnection,
    id: TaskId,
    next: Next<'_>,
    problem: Option<&Value>,
    now: DateTime<Utc>,
) -> Result<(), QueueError> {
    let (state, at, waiting_for, attempt, snoozed, unknown) = match next {
        Next::Retry(at) => ("ready", at, None, 1, 0, false),
        Next::Snooze(at, word) => ("snoozed", at, word, 0, 1, false),
        Next::Approval => ("awaiting_approval", now, None, 0, 0, false),
        Next::Unknown(at) => ("unknown_effect", at, None, 0, 0, true),
        Next::Outage(at) => ("snoozed", at, None, 0, 1, false),
    };
    let waited = matches!(next, Next::Unknown(_) | Next::Outage(_));
    sqlx::query(
        "UPDATE tasks SET state = ?1, run_at = ?2, due = ?3, waiting_for = ?4,
             attempts = attempts - 1 + ?5, snoozes = snoozes + ?6, unknown = max(unknown, ?7),
             problem = coalesce(?8, problem), token = NULL, boot = NULL, worker = NULL,
             lease_until = NULL, reserved_day = NULL, updated_at = ?9, waits = iif(?11, waits + 1, 0)
         WHERE id = ?10",
    )
    .bind(state)
    .bind(at.timestamp_millis())
    .bind(state != "awaiting_approval" && at <= now)
    .bind(waiting_for)
    .bind(attempt)
    .bind(snoozed)
    .bind(unknown)
    .bind(
        problem
            .map(|problem| to_json("problem", problem))
            .transpose()?,
    )
    .bind(now.timestamp_millis())
    .bind(id.0)
    .bind(waited)
    .execute(conn)
    .await?;
    Ok(())
}

/// A task that was leased and cannot run now sleeps, as if it had not been.
pub(crate) async fn put_off(
    conn: &mut SqliteConnection,
    id: TaskId,
    until: DateTime<Utc>,
    waiting_for: &str,
    now: DateTime<Utc>,
) -> Result<(), QueueError> {
    sqlx::query(
        "UPDATE tasks SET state = iif(unknown, 'unknown_effect', 'snoozed'), run_at = ?, due = 0,
             waiting_for = ?, snoozes = snoozes + 1, attempts = attempts - 1, token = NULL,
             boot = NULL, worker = NULL, lease_until = NULL, reserved_day = NULL, updated_at = ?
         WHERE id = ?",
    )
    .bind(until.timestamp_millis())
    .bind(waiting_for)
    .bind(now.timestamp_millis())
    .bind(id.0)
    .execute(conn)
    .await?;
    Ok(())
}

/// Moves a task to the history.
async fn finish(
    conn: &mut SqliteConnection,
    id: TaskId,
    state: &'static str,
    problem: Option<&Value>,
    now: DateTime<Utc>,
) -> Result<(), QueueError> {
    sqlx::query(
        "INSERT INTO task_history (id, partner_id, account_id, kind, unique_key, once, payload,
             priority, lane, state, attempts, max_attempts, snoozes, rescues, cost_reserve, unknown,
             not_after, problem, created_at, ended_at)
         SELECT id, partner_id, account_id, kind, unique_key, once, payload, priority, lane, ?2,
             attempts, max_attempts, snoozes, rescues, cost_reserve, unknown, not_after,
             CASE ?2 WHEN 'done' THEN NULL ELSE coalesce(?3, problem) END, created_at, ?4
         FROM tasks WHERE id = ?1",
    )
    .bind(id.0)
    .bind(state)
    .bind(
        problem
            .map(|problem| to_json("problem", problem))
            .transpose()?,
    )
    .bind(now.timestamp_millis())
    .execute(&mut *conn)
    .await?;
    sqlx::query("DELETE FROM tasks WHERE id = ?")
        .bind(id.0)
        .execute(&mut *conn)
        .await?;
    Ok(())
}

/// Gives a task up that nobody holds.
pub(crate) async fn bury(
    conn: &mut SqliteConnection,
    id: TaskId,
    problem: Option<&Value>,
    now: DateTime<Utc>,
) -> Result<(), QueueError> {
    finish(conn, id, "dead", problem, now).await
}

#[cfg(test)]
mod tests;
