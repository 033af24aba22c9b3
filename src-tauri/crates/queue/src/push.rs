//! New tasks.

use chrono::{DateTime, Utc};
use domain::{TaskId, TaskState};
use sqlx::SqliteConnection;

use crate::error::QueueError;
use crate::task::{NewTask, Unique, find, to_json};

/// What pushing did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pushed {
    /// The task is new.
    New(TaskId),
    /// A task holds the unique key; nothing was changed.
    Existing(TaskId, TaskState),
}

impl Pushed {
    /// The task, new or known.
    pub fn id(self) -> TaskId {
        match self {
            Self::New(id) | Self::Existing(id, _) => id,
        }
    }

    /// Whether the task is new.
    pub fn is_new(self) -> bool {
        matches!(self, Self::New(_))
    }
}

/// Pushes a task, unless its unique key is held by a live one (or, for [`Unique::Once`], by
/// one that ended).
///
/// # Errors
/// What SQLite says.
pub async fn push(
    conn: &mut SqliteConnection,
    new: &NewTask,
    now: DateTime<Utc>,
) -> Result<Pushed, QueueError> {
    if let Some((id, state)) = find(conn, &new.unique_key).await? {
        let live = !matches!(state, TaskState::Done | TaskState::Dead);
        if live || new.unique == Unique::Once {
            return Ok(Pushed::Existing(id, state));
        }
    }
    let id = sqlx::query(
        "INSERT INTO tasks (partner_id, account_id, kind, unique_key, once, payload, priority, lane,
             state, due, run_at, not_after, max_attempts, cost_reserve, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'ready', ?9, ?10, ?11, ?12, ?13, ?14, ?14)",
    )
    .bind(new.partner.0)
    .bind(new.account.map_or(0, |id| id.0))
    .bind(&new.kind)
    .bind(&new.unique_key)
    .bind(new.unique == Unique::Once)
    .bind(to_json("payload", &new.payload)?)
    .bind(new.priority)
    .bind(&new.lane)
    .bind(new.run_at <= now)
    .bind(new.run_at.timestamp_millis())
    .bind(new.not_after.map(|at| at.timestamp_millis()))
    .bind(new.max_attempts.max(1))
    .bind(new.cost_reserve.unwrap_or(0).max(0))
    .bind(now.timestamp_millis())
    .execute(conn)
    .await?
    .last_insert_rowid();
    Ok(Pushed::New(TaskId(id)))
}
