//! Tasks whose worker is lost: at the start all leases of earlier boots, later
//! those that ran out. A lost worker is no attempt; it may have spent its reserve.

use chrono::{DateTime, Duration, Utc};
use domain::TaskId;
use sqlx::SqliteConnection;

use crate::error::QueueError;
use crate::spend;
use crate::task::Task;

/// Rescues of one task before it begins to wait: one that kills its worker must not
/// keep the others from running.
const PATIENCE: u32 = 10;
/// The longest such wait.
const LONGEST: u32 = 60;

/// A task that was taken back from a lost worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rescued {
    /// The task.
    pub id: TaskId,
    /// How often that happened to it.
    pub times: u32,
}

/// At the start: takes back every lease of another boot.
///
/// # Errors
/// What SQLite says.
pub async fn rescue_other_boots(
    conn: &mut SqliteConnection,
    boot: &str,
    now: DateTime<Utc>,
) -> Result<Vec<Rescued>, QueueError> {
    let lost: Vec<Task> =
        sqlx::query_as("SELECT * FROM tasks WHERE state = 'leased' AND boot IS NOT ? ORDER BY id")
            .bind(boot)
            .fetch_all(&mut *conn)
            .await?;
    take_back(conn, lost, now).await
}

/// Later: takes back leases that ran out.
///
/// # Errors
/// What SQLite says.
pub async fn rescue_expired(
    conn: &mut SqliteConnection,
    now: DateTime<Utc>,
) -> Result<Vec<Rescued>, QueueError> {
    let lost: Vec<Task> = sqlx::query_as(
        "SELECT * FROM tasks WHERE state = 'leased' AND lease_until < ? ORDER BY id",
    )
    .bind(now.timestamp_millis())
    .fetch_all(&mut *conn)
    .await?;
    take_back(conn, lost, now).await
}

async fn take_back(
    conn: &mut SqliteConnection,
    lost: Vec<Task>,
    now: DateTime<Utc>,
) -> Result<Vec<Rescued>, QueueError> {
    let mut rescued = Vec::with_capacity(lost.len());
    for task in lost {
        // Nobody knows what it spent: counting the reserve never overshoots the cap.
        spend::settle(conn, &task, task.cost_reserve).await?;
        let times = task.rescues + 1;
        let wait = if times > PATIENCE {
            times.min(LONGEST)
        } else {
            0
        };
        let at = now + Duration::seconds(i64::from(wait));
        sqlx::query(
            "UPDATE tasks SET state = iif(unknown, 'unknown_effect', 'ready'), run_at = ?1, due = ?2,
                 attempts = attempts - 1, rescues = ?3, token = NULL, boot = NULL, worker = NULL,
                 lease_until = NULL, reserved_day = NULL, updated_at = ?4
             WHERE id = ?5",
        )
        .bind(at.timestamp_millis())
        .bind(wait == 0)
        .bind(times)
        .bind(now.timestamp_millis())
        .bind(task.id.0)
        .execute(&mut *conn)
        .await?;
        rescued.push(Rescued { id: task.id, times });
    }
    Ok(rescued)
}
