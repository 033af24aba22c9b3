//! Partners' shares of the work, and how much work there is.

use std::collections::HashMap;

use domain::{PartnerId, TaskState};
use sqlx::SqliteConnection;

use crate::error::QueueError;
use crate::task::state;

/// Sets how many tasks a partner gets for each one of a partner of weight 1.
///
/// # Errors
/// What SQLite says.
pub async fn set_weight(
    conn: &mut SqliteConnection,
    partner: PartnerId,
    weight: u32,
) -> Result<(), QueueError> {
    sqlx::query(
        "INSERT INTO task_shares (partner_id, weight) VALUES (?, ?)
         ON CONFLICT DO UPDATE SET weight = excluded.weight",
    )
    .bind(partner.0)
    .bind(weight.clamp(1, 1000))
    .execute(conn)
    .await?;
    Ok(())
}

/// Sets what a partner may spend per day, in millionths of a US dollar; `None`: no cap.
/// After raising it call `wake_waiting("budget", ..)`.
///
/// # Errors
/// What SQLite says.
pub async fn set_cap(
    conn: &mut SqliteConnection,
    partner: PartnerId,
    cap: Option<i64>,
) -> Result<(), QueueError> {
    sqlx::query(
        "INSERT INTO task_shares (partner_id, cap_micros) VALUES (?, ?)
         ON CONFLICT DO UPDATE SET cap_micros = excluded.cap_micros",
    )
    .bind(partner.0)
    .bind(cap)
    .execute(conn)
    .await?;
    Ok(())
}

/// What the tasks of a kind reserve from now on: the price of the work has changed. Running
/// ones keep what they hold.
///
/// # Errors
/// What SQLite says.
pub async fn set_reserve(
    conn: &mut SqliteConnection,
    kind: &str,
    reserve: i64,
) -> Result<u64, QueueError> {
    let done = sqlx::query(
        "UPDATE tasks SET cost_reserve = ?1
         WHERE kind = ?2 AND state <> 'leased' AND cost_reserve <> ?1",
    )
    .bind(reserve.max(0))
    .bind(kind)
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

/// Live tasks by state, of one partner or all; states without tasks are left out.
///
/// # Errors
/// What SQLite says.
pub async fn counts(
    conn: &mut SqliteConnection,
    partner: Option<PartnerId>,
) -> Result<HashMap<TaskState, i64>, QueueError> {
    let rows: Vec<(String, i64)> = sqlx::query_as(
        "SELECT state, count(*) FROM tasks WHERE ?1 IS NULL OR partner_id = ?1 GROUP BY state",
    )
    .bind(partner.map(|id| id.0))
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|(word, count)| Ok((state(word)?, count)))
        .collect()
}
