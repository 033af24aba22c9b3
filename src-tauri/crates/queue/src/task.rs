//! Tasks and their rows.

use std::collections::HashSet;
use std::fmt;

use chrono::{DateTime, TimeZone, Utc};
use domain::{AccountId, PartnerId, TaskId, TaskState};
use serde_json::Value;
use sqlx::{FromRow, Row, SqliteConnection, sqlite::SqliteRow};

use crate::error::QueueError;

/// How long a unique key counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unique {
    /// For ever: a task that ended, well or not, holds its key.
    Once,
    /// While the task lives: recurring work.
    WhileLive,
}

/// A task to be pushed.
#[derive(Debug, Clone, PartialEq)]
pub struct NewTask {
    /// Whose work it is; claims are fair between partners.
    pub partner: PartnerId,
    /// The shop, if one.
    pub account: Option<AccountId>,
    /// Versioned kind, e.g. `answer_review/1`.
    pub kind: String,
    /// Business identity, e.g. `answer_review:7:123`.
    pub unique_key: String,
    /// How long the key counts.
    pub unique: Unique,
    /// What the worker needs; identities, not contents.
    pub payload: Value,
    /// Larger goes first within its partner.
    pub priority: i64,
    /// Which workers take it.
    pub lane: String,
    /// Not before.
    pub run_at: DateTime<Utc>,
    /// Given up after.
    pub not_after: Option<DateTime<Utc>>,
    /// Tries before it is dead.
    pub max_attempts: u32,
    /// What a try may cost at most, in millionths of a US dollar.
    pub cost_reserve: Option<i64>,
}

impl NewTask {
    /// A task for now with the usual values: once, priority 0, lane "main", eight attempts.
    pub fn new(
        partner: PartnerId,
        kind: impl Into<String>,
        unique_key: impl Into<String>,
        run_at: DateTime<Utc>,
    ) -> Self {
        Self {
            partner,
            account: None,
            kind: kind.into(),
            unique_key: unique_key.into(),
            unique: Unique::Once,
            payload: Value::Null,
            priority: 0,
            lane: "main".to_owned(),
            run_at,
            not_after: None,
            max_attempts: 8,
            cost_reserve: None,
        }
    }
}

/// A live task.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// Its row, kept when it ends.
    pub id: TaskId,
    /// Whose.
    pub partner: PartnerId,
    /// The shop, if one.
    pub account: Option<AccountId>,
    /// Kind.
    pub kind: String,
    /// Business identity.
    pub unique_key: String,
    /// What the worker needs.
    pub payload: Value,
    /// Larger goes first within its partner.
    pub priority: i64,
    /// Which workers take it.
    pub lane: String,
    /// Where it stands.
    pub state: TaskState,
    /// A write of this task may have happened: read before writing.
    pub unknown: bool,
    /// Not before.
    pub run_at: DateTime<Utc>,
    /// Given up after.
    pub not_after: Option<DateTime<Utc>>,
    /// Tries so far, this one included while it is leased.
    pub attempts: u32,
    /// Tries before it is dead.
    pub max_attempts: u32,
    /// How often it was put off.
    pub snoozes: u32,
    /// How often its worker was lost.
    pub rescues: u32,
    /// How often in a row it waited for the other side: an outage, a write that is looked for.
    pub waits: u32,
    /// What it waits for (`budget`, `auth`, or the caller's word).
    pub waiting_for: Option<String>,
    /// What a try may cost at most, in millionths of a US dollar.
    pub cost_reserve: i64,
    /// Day of spending on which this try reserved it.
    pub reserved_day: Option<String>,
    /// What went wrong last.
    pub problem: Option<Value>,
    /// When it was pushed.
    pub created_at: DateTime<Utc>,
}

impl FromRow<'_, SqliteRow> for Task {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: TaskId(row.try_get("id")?),
            partner: PartnerId(row.try_get("partner_id")?),
            account: account(row.try_get("account_id")?),
            kind: row.try_get("kind")?,
            unique_key: row.try_get("unique_key")?,
            payload: json(row, "payload")?,
            priority: row.try_get("priority")?,
            lane: row.try_get("lane")?,
            state: state(row.try_get("state")?)?,
            unknown: row.try_get("unknown")?,
            run_at: moment(row.try_get("run_at")?),
            not_after: row.try_get::<Option<i64>, _>("not_after")?.map(moment),
            attempts: row.try_get("attempts")?,
            max_attempts: row.try_get("max_attempts")?,
            snoozes: row.try_get("snoozes")?,
            rescues: row.try_get("rescues")?,
            waits: row.try_get("waits")?,
            waiting_for: row.try_get("waiting_for")?,
            cost_reserve: row.try_get("cost_reserve")?,
            reserved_day: row.try_get("reserved_day")?,
            problem: maybe_json(row, "problem")?,
            created_at: moment(row.try_get("created_at")?),
        })
    }
}

/// Proof of a lease. Whoever does not hold it changes nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(pub(crate) String);

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(..)")
    }
}

/// A task that this worker holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Leased {
    /// The task.
    pub task: Task,
    /// Proof of the lease.
    pub token: Token,
    /// When the lease ends, unless it is extended.
    pub until: DateTime<Utc>,
}

/// One live task.
///
/// # Errors
/// `NotFound`; it may have ended (see [`crate::ended`]).
pub async fn get(conn: &mut SqliteConnection, id: TaskId) -> Result<Task, QueueError> {
    sqlx::query_as("SELECT * FROM tasks WHERE id = ?")
        .bind(id.0)
        .fetch_optional(conn)
        .await?
        .ok_or(QueueError::NotFound(id))
}

/// The task that holds a unique key, live or ended (the latest), and where it stands.
///
/// # Errors
/// What SQLite says.
pub async fn find(
    conn: &mut SqliteConnection,
    unique_key: &str,
) -> Result<Option<(TaskId, TaskState)>, QueueError> {
    let row: Option<(i64, String)> = sqlx::query_as(
        "SELECT id, state FROM tasks WHERE unique_key = ?1
         UNION ALL SELECT * FROM (SELECT id, state FROM task_history WHERE unique_key = ?1 ORDER BY id DESC)
         LIMIT 1",
    )
    .bind(unique_key)
    .fetch_optional(conn)
    .await?;
    row.map(|(id, word)| Ok((TaskId(id), state(word)?)))
        .transpose()
}

/// Which of these unique keys a live task holds.
///
/// # Errors
/// What SQLite says.
pub async fn live(
    conn: &mut SqliteConnection,
    unique_keys: &[String],
) -> Result<HashSet<String>, QueueError> {
    let rows: Vec<String> = sqlx::query_scalar(
        "SELECT unique_key FROM tasks WHERE unique_key IN (SELECT value FROM json_each(?))",
    )
    .bind(to_json("unique_keys", &unique_keys)?)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().collect())
}

pub(crate) fn account(id: i64) -> Option<AccountId> {
    (id != 0).then_some(AccountId(id))
}

pub(crate) fn state(word: String) -> Result<TaskState, sqlx::Error> {
    serde_json::from_value(Value::String(word)).map_err(|error| decode("state", error))
}

pub(crate) fn json(row: &SqliteRow, column: &str) -> Result<Value, sqlx::Error> {
    serde_json::from_str(row.try_get(column)?).map_err(|error| decode(column, error))
}

pub(crate) fn maybe_json(row: &SqliteRow, column: &str) -> Result<Option<Value>, sqlx::Error> {
    let text: Option<&str> = row.try_get(column)?;
    text.map(serde_json::from_str)
        .transpose()
        .map_err(|error| decode(column, error))
}

fn decode(column: &str, error: serde_json::Error) -> sqlx::Error {
    sqlx::Error::ColumnDecode {
        index: column.to_owned(),
        source: Box::new(error),
    }
}

pub(crate) fn to_json(
    column: &'static str,
    value: &impl serde::Serialize,
) -> Result<String, QueueError> {
    serde_json::to_string(value).map_err(|source| QueueError::Unreadable { column, source })
}

pub(crate) fn moment(millis: i64) -> DateTime<Utc> {
    match Utc.timestamp_millis_opt(millis) {
        chrono::LocalResult::Single(at) | chrono::LocalResult::Ambiguous(at, _) => at,
        chrono::LocalResult::None if millis < 0 => DateTime::<Utc>::MIN_UTC,
        chrono::LocalResult::None => DateTime::<Utc>::MAX_UTC,
    }
}
