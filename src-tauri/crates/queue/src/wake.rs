//! Waking tasks that sleep or wait for a person.

use chrono::{DateTime, Utc};
use domain::{AccountId, TaskId};
use sqlx::SqliteConnection;

use crate::error::QueueError;

/// Lets a task that sleeps or waits for a person run now; `false` when it is leased or ended.
///
/// # Errors
/// What SQLite says.
pub async fn wake(
    conn: &mut SqliteConnection,
    id: TaskId,
    now: DateTime<Utc>,
) -> Result<bool, QueueError> {
    let done = sqlx::query(
        "UPDATE tasks SET state = iif(unknown, 'unknown_effect', 'ready'), run_at = min(run_at, ?1),
             due = 1, waiting_for = NULL, updated_at = ?1
         WHERE id = ?2 AND state <> 'leased'",
    )
    .bind(now.timestamp_millis())
    .bind(id.0)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Wakes what waits for this word (`auth` of an account whose key was mended, `budget` when
/// the cap was raised); how many.
///
/// # Errors
/// What SQLite says.
pub async fn wake_waiting(
    conn: &mut SqliteConnection,
    waiting_for: &str,
    account: Option<AccountId>,
    now: DateTime<Utc>,
) -> Result<u64, QueueError> {
    let done = sqlx::query(
        "UPDATE tasks SET run_at = min(run_at, ?1), due = 1, waiting_for = NULL, updated_at = ?1
         WHERE waiting_for = ?2 AND (?3 IS NULL OR account_id = ?3)
             AND state IN ('ready', 'snoozed', 'unknown_effect')",
    )
    .bind(now.timestamp_millis())
    .bind(waiting_for)
    .bind(account.map(|id| id.0))
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}
