//! Both sides of a reconciliation: the store's daily figures and those of the marketplace's funnel
//! report.

use domain::AccountId;
use sqlx::{FromRow, SqliteConnection, sqlite::SqliteRow};

use crate::error::StoreError;
use crate::sql::Columns;

/// One day on both sides, in one currency. Money is minor units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BothSides {
    /// The day.
    pub day: String,
    /// The currency.
    pub currency: String,
    /// Sold: pieces and money.
    pub sold: (i64, i64),
    /// Cancelled since.
    pub cancelled: (i64, i64),
    /// Returned since.
    pub returned: (i64, i64),
    /// Ordered as the report says; `None` without a row of the day.
    pub reported: Option<(i64, i64)>,
}

impl FromRow<'_, SqliteRow> for BothSides {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        let pair = |units, minor| Ok::<_, sqlx::Error>((row.number(units)?, row.number(minor)?));
        let reported = row.maybe_number("reported_units")?;
        Ok(Self {
            day: row.text("day")?,
            currency: row.text("currency")?,
            sold: pair("units", "minor")?,
            cancelled: pair("cancelled_units", "cancelled_minor")?,
            returned: pair("returned_units", "returned_minor")?,
            reported: reported.zip(row.maybe_number("reported_minor")?),
        })
    }
}

/// Days of a shop on both sides, from `from` to `to` (inclusive).
///
/// # Errors
/// What SQLite says.
pub async fn days(
    conn: &mut SqliteConnection,
    account: AccountId,
    (from, to): (&str, &str),
) -> Result<Vec<BothSides>, StoreError> {
    Ok(sqlx::query_as(
        "WITH ours AS (
             SELECT day, currency, units, revenue_minor AS minor, cancelled_units, cancelled_minor,
                 returned_units, returned_minor
             FROM sales_daily WHERE account_id = ?1 AND day BETWEEN ?2 AND ?3),
         theirs AS (
             SELECT day, currency, sum(coalesce(orders, 0)) AS units, sum(coalesce(ordered_minor, 0)) AS minor
             FROM funnel_days
             WHERE account_id = ?1 AND day BETWEEN ?2 AND ?3 AND currency IS NOT NULL AND gone = 0
             GROUP BY day, currency)
         SELECT coalesce(o.day, t.day) AS day, coalesce(o.currency, t.currency) AS currency,
             coalesce(o.units, 0) AS units, coalesce(o.minor, 0) AS minor,
             coalesce(o.cancelled_units, 0) AS cancelled_units, coalesce(o.cancelled_minor, 0) AS cancelled_minor,
             coalesce(o.returned_units, 0) AS returned_units, coalesce(o.returned_minor, 0) AS returned_minor,
             t.units AS reported_units, t.minor AS reported_minor
         FROM ours AS o FULL OUTER JOIN theirs AS t ON t.day = o.day AND t.currency = o.currency
         ORDER BY currency, day",
    )
    .bind(account.0)
    .bind(from)
    .bind(to)
    .fetch_all(conn)
    .await?)
}

/// Amounts of the marketplace's finance reports that name an order, and how many of those orders
/// the store has: `(named, found)`.
///
/// # Errors
/// What SQLite says.
pub async fn orders_found(
    conn: &mut SqliteConnection,
    account: AccountId,
    (from, to): (&str, &str),
) -> Result<(i64, i64), StoreError> {
    Ok(sqlx::query_as(
        "SELECT count(*), count(o.id) FROM (
             SELECT DISTINCT order_key FROM ledger
             WHERE account_id = ?1 AND day BETWEEN ?2 AND ?3 AND kind = 'sale' AND order_key IS NOT NULL) AS l
         LEFT JOIN orders AS o ON o.account_id = ?1 AND o.external_id = l.order_key",
    )
    .bind(account.0)
    .bind(from)
    .bind(to)
    .fetch_one(conn)
    .await?)
}
