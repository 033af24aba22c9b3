//! Giving tasks up from outside.

use chrono::{DateTime, Utc};
use domain::{AccountId, TaskId};
use sqlx::SqliteConnection;

use crate::error::QueueError;
use crate::settle::bury;
use crate::spend;
use crate::task::Task;

/// Gives a task up, whoever holds it; its worker will find its token stale. A reservation
/// counts as spent. `false` when it has ended.
///
/// # Errors
/// What SQLite says.
pub async fn cancel(
    conn: &mut SqliteConnection,
    id: TaskId,
    now: DateTime<Utc>,
) -> Result<bool, QueueError> {
    let task: Option<Task> = sqlx::query_as("SELECT * FROM tasks WHERE id = ?")
        .bind(id.0)
        .fetch_optional(&mut *conn)
        .await?;
    let Some(task) = task else { return Ok(false) };
    spend::settle(conn, &task, task.cost_reserve).await?;
    let problem = serde_json::json!({ "code": "cancelled" });
    bury(conn, id, Some(&problem), now).await?;
    Ok(true)
}

/// Gives up all tasks of an account that is being removed; how many.
///
/// # Errors
/// What SQLite says.
pub async fn cancel_account(
    conn: &mut SqliteConnection,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<usize, QueueError> {
    let ids: Vec<i64> = sqlx::query_scalar("SELECT id FROM tasks WHERE account_id = ? ORDER BY id")
        .bind(account.0)
        .fetch_all(&mut *conn)
        .await?;
    for id in &ids {
        cancel(conn, TaskId(*id), now).await?;
    }
    Ok(ids.len())
}
