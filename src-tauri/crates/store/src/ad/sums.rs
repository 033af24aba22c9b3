//! What advertising cost and brought over days.

use chrono::NaiveDate;
use domain::{AccountId, Money, PartnerId};
use sqlx::{FromRow, SqliteConnection, sqlite::SqliteRow};

use crate::error::StoreError;
use crate::sql::Columns;

/// First and last day, in the marketplace's zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AdSpan {
    /// The first.
    pub from: NaiveDate,
    /// The last.
    pub to: NaiveDate,
}

/// Sums over days. What is not told for every one of them is `None`: a part would be taken for
/// the whole.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AdSum {
    /// Times shown.
    pub views: Option<i64>,
    /// Clicks.
    pub clicks: Option<i64>,
    /// Orders that the marketplace ascribes to it.
    pub orders: Option<i64>,
    /// What it cost.
    pub spend: Option<Money>,
    /// What those orders are worth.
    pub revenue: Option<Money>,
}

impl AdSum {
    pub(super) fn read(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            views: row.maybe_number("views")?,
            clicks: row.maybe_number("clicks")?,
            orders: row.maybe_number("orders")?,
            spend: row.maybe_money("spend_minor", "spent_in")?,
            revenue: row.maybe_money("revenue_minor", "spent_in")?,
        })
    }
}

/// What a shop's advertising cost and brought, apart by currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AdTotal {
    /// The shop.
    pub account: AccountId,
    /// Its sums.
    pub sum: AdSum,
}

impl FromRow<'_, SqliteRow> for AdTotal {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            account: AccountId(row.number("account_id")?),
            sum: AdSum::read(row)?,
        })
    }
}

/// Sums of days of `ad_days AS d`.
macro_rules! sums {
    () => {
        "1 AS told, sum(d.spend_minor) AS spend_minor,
         CASE WHEN min(d.currency) = max(d.currency) THEN min(d.currency) END AS spent_in,
         CASE WHEN count(d.revenue_minor) = count(*) THEN sum(d.revenue_minor) END AS revenue_minor,
         CASE WHEN count(d.orders) = count(*) THEN sum(d.orders) END AS orders,
         CASE WHEN count(d.clicks) = count(*) THEN sum(d.clicks) END AS clicks,
         CASE WHEN count(d.views) = count(*) THEN sum(d.views) END AS views"
    };
}
pub(super) use sums;

/// What a campaign cost and brought on each day that something is told of.
///
/// # Errors
/// What SQLite says.
pub async fn days(
    conn: &mut SqliteConnection,
    account: AccountId,
    key: &str,
    span: AdSpan,
) -> Result<Vec<(NaiveDate, AdSum)>, StoreError> {
    let rows: Vec<SqliteRow> = sqlx::query(concat!(
        "SELECT d.day, ",
        sums!(),
        " FROM ad_days AS d WHERE d.account_id = ?1 AND d.campaign = ?2 AND d.day BETWEEN ?3 AND ?4
         GROUP BY d.day ORDER BY d.day"
    ))
    .bind(account.0)
    .bind(key)
    .bind(span.from.to_string())
    .bind(span.to.to_string())
    .fetch_all(conn)
    .await?;
    let read = |row: &SqliteRow| Ok((row.word("day")?, AdSum::read(row)?));
    Ok(rows.iter().map(read).collect::<Result<_, sqlx::Error>>()?)
}

/// What each shop's advertising cost and brought.
///
/// # Errors
/// What SQLite says.
pub async fn totals(
    conn: &mut SqliteConnection,
    partner: PartnerId,
    account: Option<AccountId>,
    span: AdSpan,
) -> Result<Vec<AdTotal>, StoreError> {
    Ok(sqlx::query_as(concat!(
        "SELECT d.account_id, ",
        sums!(),
        " FROM accounts AS a CROSS JOIN ad_days AS d ON d.account_id = a.id
         WHERE a.partner_id = ?1 AND (?2 IS NULL OR a.id = ?2) AND d.day BETWEEN ?3 AND ?4
         GROUP BY d.account_id, d.currency ORDER BY d.account_id, d.currency"
    ))
    .bind(partner.0)
    .bind(account.map(|id| id.0))
    .bind(span.from.to_string())
    .bind(span.to.to_string())
    .fetch_all(conn)
    .await?)
}
