//! Daily spending per partner: reserved at claim, settled afterwards. Whatever runs
//! at once, spent plus reserved never passes the cap.

use domain::PartnerId;
use sqlx::SqliteConnection;

use crate::error::QueueError;
use crate::task::Task;

/// What a partner spent on a day, in millionths of a US dollar.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Spend {
    /// Held for tasks that run.
    pub reserved: i64,
    /// Spent.
    pub spent: i64,
    /// The cap, if one is set.
    pub cap: Option<i64>,
}

/// What a partner spent on a day.
///
/// # Errors
/// What SQLite says.
pub async fn spend(
    conn: &mut SqliteConnection,
    partner: PartnerId,
    day: &str,
) -> Result<Spend, QueueError> {
    let row: (i64, i64, Option<i64>) = sqlx::query_as(
        "SELECT coalesce(max(s.reserved_micros), 0), coalesce(max(s.spent_micros), 0),
             (SELECT cap_micros FROM task_shares WHERE partner_id = ?1)
         FROM spend AS s WHERE s.partner_id = ?1 AND s.day = ?2",
    )
    .bind(partner.0)
    .bind(day)
    .fetch_one(conn)
    .await?;
    Ok(Spend {
        reserved: row.0,
        spent: row.1,
        cap: row.2,
    })
}

/// Holds an amount; `false` when the cap does not allow it.
pub(crate) async fn reserve(
    conn: &mut SqliteConnection,
    partner: PartnerId,
    day: &str,
    amount: i64,
) -> Result<bool, QueueError> {
    if amount <= 0 {
        return Ok(true);
    }
    let now = spend(conn, partner, day).await?;
    let wanted = now
        .spent
        .saturating_add(now.reserved)
        .saturating_add(amount);
    if now.cap.is_some_and(|cap| wanted > cap) {
        return Ok(false);
    }
    sqlx::query(
        "INSERT INTO spend (partner_id, day, reserved_micros) VALUES (?, ?, ?)
         ON CONFLICT DO UPDATE SET reserved_micros = reserved_micros + excluded.reserved_micros",
    )
    .bind(partner.0)
    .bind(day)
    .bind(amount)
    .execute(conn)
    .await?;
    Ok(true)
}

/// Gives the reservation of a leased task back and counts what was spent.
pub(crate) async fn settle(
    conn: &mut SqliteConnection,
    task: &Task,
    cost: i64,
) -> Result<(), QueueError> {
    let Some(day) = &task.reserved_day else {
        return Ok(());
    };
    if cost > task.cost_reserve {
        let (task, reserved) = (task.id.0, task.cost_reserve);
        tracing::warn!(
            task,
            reserved,
            cost,
            "a task spent more than it had reserved"
        );
    }
    sqlx::query(
        "UPDATE spend SET reserved_micros = reserved_micros - ?, spent_micros = spent_micros + ?
         WHERE partner_id = ? AND day = ?",
    )
    .bind(task.cost_reserve)
    .bind(cost.max(0))
    .bind(task.partner.0)
    .bind(day)
    .execute(conn)
    .await?;
    Ok(())
}
