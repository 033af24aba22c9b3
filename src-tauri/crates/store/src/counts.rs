//! The figures in the frame of every screen.

use chrono::{DateTime, Utc};
use domain::{AccountId, MarketplaceId, PartnerId};
use sqlx::{FromRow, SqliteConnection, sqlite::SqliteRow};

use crate::error::StoreError;
use crate::sql::{Columns, millis};

/// How much there is and how much waits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Answers that wait for a person.
    pub waiting: i64,
    /// Those of them that are about questions.
    pub questions_waiting: i64,
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
            questions_waiting: row.number("questions_waiting")?,
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
             (SELECT coalesce(sum(amount), 0) FROM c WHERE state = 'waiting'
                 AND kind = 'question') AS questions_waiting,
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

/// What was read and answered at one shop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShopCounts {
    /// The shop.
    pub account: AccountId,
    /// Its marketplace.
    pub marketplace: MarketplaceId,
    /// Listings.
    pub products: i64,
    /// Rows of stock.
    pub stock_rows: i64,
    /// Orders.
    pub orders: i64,
    /// Reviews read.
    pub reviews: i64,
    /// Questions read.
    pub questions: i64,
    /// Answers to reviews that this program sent and saw at the marketplace.
    pub reviews_answered: i64,
    /// The same for questions.
    pub questions_answered: i64,
}

impl FromRow<'_, SqliteRow> for ShopCounts {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            account: AccountId(row.number("account_id")?),
            marketplace: row.text("marketplace")?.into(),
            products: row.number("products")?,
            stock_rows: row.number("stock_rows")?,
            orders: row.number("orders")?,
            reviews: row.number("reviews")?,
            questions: row.number("questions")?,
            reviews_answered: row.number("reviews_answered")?,
            questions_answered: row.number("questions_answered")?,
        })
    }
}

/// Each shop's figures, in the order of connecting.
///
/// # Errors
/// What SQLite says.
pub async fn by_shop(conn: &mut SqliteConnection) -> Result<Vec<ShopCounts>, StoreError> {
    Ok(sqlx::query_as(
        "SELECT a.id AS account_id, a.marketplace,
             (SELECT count(*) FROM listings WHERE account_id = a.id) AS products,
             (SELECT count(*) FROM stock WHERE account_id = a.id) AS stock_rows,
             (SELECT count(*) FROM orders WHERE account_id = a.id) AS orders,
             (SELECT count(*) FROM reviews WHERE account_id = a.id) AS reviews,
             (SELECT count(*) FROM questions WHERE account_id = a.id) AS questions,
             (SELECT count(*) FROM effects WHERE account_id = a.id AND kind = 'answer' AND state = 'done'
                 AND key LIKE 'answer:' || a.id || ':review:%') AS reviews_answered,
             (SELECT count(*) FROM effects WHERE account_id = a.id AND kind = 'answer' AND state = 'done'
                 AND key LIKE 'answer:' || a.id || ':question:%') AS questions_answered
         FROM accounts AS a ORDER BY a.id",
    )
    .fetch_all(conn)
    .await?)
}

/// Answers refused because the buyer's text tried to steer the writer.
///
/// # Errors
/// What SQLite says.
pub async fn refused_injections(conn: &mut SqliteConnection) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar(
        "SELECT count(*) FROM activity WHERE act = 'refused_answer' AND EXISTS (
             SELECT 1 FROM json_each(activity.why) AS w
             WHERE w.value = 'injection' OR w.value LIKE 'injection:%')",
    )
    .fetch_one(conn)
    .await?)
}

/// Warnings that were ever raised.
///
/// # Errors
/// What SQLite says.
pub async fn alerts_raised(conn: &mut SqliteConnection) -> Result<i64, StoreError> {
    Ok(
        sqlx::query_scalar("SELECT coalesce(sum(times), 0) FROM alerts")
            .fetch_one(conn)
            .await?,
    )
}
