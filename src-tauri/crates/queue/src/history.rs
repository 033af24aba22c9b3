//! Tasks that ended: the dead and how they are replayed, and what is forgotten.

use chrono::{DateTime, Utc};
use domain::{AccountId, PartnerId, TaskId, TaskState};
use serde_json::Value;
use sqlx::{FromRow, Row, SqliteConnection, sqlite::SqliteRow};

use crate::error::QueueError;
use crate::task::{account, json, maybe_json, moment, state};

/// A task that ended.
#[derive(Debug, Clone, PartialEq)]
pub struct Ended {
    /// Its id, the same as when it lived.
    pub id: TaskId,
    /// Whose.
    pub partner: PartnerId,
    /// The shop, if one.
    pub account: Option<AccountId>,
    /// Kind.
    pub kind: String,
    /// Business identity.
    pub unique_key: String,
    /// What the worker needed.
    pub payload: Value,
    /// Done or dead.
    pub state: TaskState,
    /// Tries.
    pub attempts: u32,
    /// Why it was given up.
    pub problem: Option<Value>,
    /// When it was pushed.
    pub created_at: DateTime<Utc>,
    /// When it ended.
    pub ended_at: DateTime<Utc>,
}

impl FromRow<'_, SqliteRow> for Ended {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: TaskId(row.try_get("id")?),
            partner: PartnerId(row.try_get("partner_id")?),
            account: account(row.try_get("account_id")?),
            kind: row.try_get("kind")?,
            unique_key: row.try_get("unique_key")?,
            payload: json(row, "payload")?,
            state: state(row.try_get("state")?)?,
            attempts: row.try_get("attempts")?,
            problem: maybe_json(row, "problem")?,
            created_at: moment(row.try_get("created_at")?),
            ended_at: moment(row.try_get("ended_at")?),
        })
    }
}

/// One task that ended.
///
/// # Errors
/// `NotFound`.
pub async fn ended(conn: &mut SqliteConnection, id: TaskId) -> Result<Ended, QueueError> {
    sqlx::query_as("SELECT * FROM task_history WHERE id = ?")
        .bind(id.0)
        .fetch_optional(conn)
        .await?
        .ok_or(QueueError::NotFound(id))
}

/// Dead tasks of a partner, the latest first.
///
/// # Errors
/// What SQLite says.
pub async fn dead(
    conn: &mut SqliteConnection,
    partner: PartnerId,
    limit: i64,
) -> Result<Vec<Ended>, QueueError> {
    Ok(sqlx::query_as(
        "SELECT * FROM task_history WHERE state = 'dead' AND partner_id = ?
         ORDER BY ended_at DESC, id DESC LIMIT ?",
    )
    .bind(partner.0)
    .bind(limit)
    .fetch_all(conn)
    .await?)
}

/// A person lets a dead task try again, with fresh attempts and without its end date.
///
/// # Errors
/// `NotFound` when it is not dead; `KeyTaken` when a live task does the same.
pub async fn replay(
    conn: &mut SqliteConnection,
    id: TaskId,
    now: DateTime<Utc>,
) -> Result<(), QueueError> {
    let past = ended(conn, id).await?;
    if past.state != TaskState::Dead {
        return Err(QueueError::NotFound(id));
    }
    let holder: Option<i64> = sqlx::query_scalar("SELECT id FROM tasks WHERE unique_key = ?")
        .bind(&past.unique_key)
        .fetch_optional(&mut *conn)
        .await?;
    if let Some(holder) = holder {
        return Err(QueueError::KeyTaken(TaskId(holder)));
    }
    sqlx::query(
        "INSERT INTO tasks (id, partner_id, account_id, kind, unique_key, once, payload, priority,
             lane, state, due, unknown, run_at, max_attempts, cost_reserve, problem, created_at, updated_at)
         SELECT id, partner_id, account_id, kind, unique_key, once, payload, priority, lane,
             iif(unknown, 'unknown_effect', 'ready'), 1, unknown, ?2, max_attempts, cost_reserve,
             problem, created_at, ?2
         FROM task_history WHERE id = ?1",
    )
    .bind(id.0)
    .bind(now.timestamp_millis())
    .execute(&mut *conn)
    .await?;
    sqlx::query("DELETE FROM task_history WHERE id = ?")
        .bind(id.0)
        .execute(&mut *conn)
        .await?;
    Ok(())
}

/// Forgets what ended before a moment: recurring tasks whole, of the others the payload,
/// because their unique keys count for ever. How many recurring ones were forgotten.
///
/// # Errors
/// What SQLite says.
pub async fn prune(conn: &mut SqliteConnection, before: DateTime<Utc>) -> Result<u64, QueueError> {
    let before = before.timestamp_millis();
    let gone =
        sqlx::query("DELETE FROM task_history WHERE ended_at < ? AND once = 0 AND state = 'done'")
            .bind(before)
            .execute(&mut *conn)
            .await?;
    sqlx::query(
        "UPDATE task_history SET payload = 'null' WHERE ended_at < ? AND once = 1
             AND state = 'done' AND payload <> 'null'",
    )
    .bind(before)
    .execute(&mut *conn)
    .await?;
    Ok(gone.rows_affected())
}
