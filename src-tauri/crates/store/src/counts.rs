//! The figures in the frame of every screen.

use chrono::{DateTime, Utc};
use domain::PartnerId;
use sqlx::{FromRow, SqliteConnection, sqlite::SqliteRow};

use crate::error::StoreError;
use crate::sql::{Columns, millis};

/// How much there is and how much waits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Answers that wait for a person.
    pub waiting: i64,
    /// Reviews without an answer.
    pub reviews_open: i64,
    /// Questions without an answer.
    pub questions_open: i64,
    /// Rows of the journal since the start of the day.
    pub activity_today: i64,
    /// Open warnings that are not snoozed.
    pub alerts: i64,
    /// Shops.
    pub shops: i64,
    /// Listings over all shops.
    pub products: i64,
}

impl FromRow<'_, SqliteRow> for Counts {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            waiting: row.number("waiting")?,
            reviews_open: row.number("reviews_open")?,
            questions_open: row.number("questions_open")?,
            activity_today: row.number("activity_today")?,
            alerts: row.number("alerts")?,
            shops: row.number("shops")?,
            products: row.number("products")?,
        })
    }
}

/// The figures of a partner; `since` is the start of the day.
///
/// # Errors
/// What SQLite says.
pub async fn of(
    conn: &mut SqliteConnection,
    partner: PartnerId,
    since: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Counts, StoreError> {
    Ok(sqlx::query_as(
        "WITH c AS (SELECT c.kind, c.state, c.amount FROM accounts AS a
             CROSS JOIN answer_counts AS c ON c.account_id = a.id WHERE a.partner_id = ?1)
         SELECT (SELECT coalesce(sum(amount), 0) FROM c WHERE state = 'waiting') AS waiting,
             (SELECT coalesce(sum(amount), 0) FROM c WHERE kind = 'review'
                 AND state IN ('unanswered', 'drafting', 'failed')) AS reviews_open,
             (SELECT coalesce(sum(amount), 0) FROM c WHERE kind = 'question'
                 AND state IN ('unanswered', 'drafting', 'failed')) AS questions_open,
             (SELECT count(*) FROM activity WHERE partner_id = ?1 AND at >= ?2) AS activity_today,
             (SELECT count(*) FROM alerts WHERE partner_id = ?1 AND state = 'open'
                 AND (snoozed_until IS NULL OR snoozed_until <= ?3)) AS alerts,
             (SELECT count(*) FROM accounts WHERE partner_id = ?1) AS shops,
             (SELECT count(*) FROM accounts AS a CROSS JOIN listings AS l ON l.account_id = a.id
                 WHERE a.partner_id = ?1) AS products",
    )
    .bind(partner.0)
    .bind(millis(since))
    .bind(millis(now))
    .fetch_one(conn)
    .await?)
}
