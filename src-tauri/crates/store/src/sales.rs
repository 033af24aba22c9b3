//! Sales by day: the figures of the overview, which read the roll-ups and nothing else.

use chrono::{DateTime, Utc};
use domain::{AccountId, Currency, MarketplaceId, Money, PartnerId};
use sqlx::{FromRow, Row, SqliteConnection, sqlite::SqliteRow};

use crate::error::StoreError;
use crate::sql::{Columns, millis};

/// Figures of sales in one currency. An order that was cancelled or returned is no sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figures {
    /// Orders.
    pub orders: i64,
    /// Pieces.
    pub units: i64,
    /// What they bring the seller.
    pub revenue: Money,
    /// Orders in the buyers' hands.
    pub delivered_orders: i64,
    /// Pieces in the buyers' hands.
    pub delivered_units: i64,
    /// Orders cancelled.
    pub cancelled_orders: i64,
    /// Pieces cancelled.
    pub cancelled_units: i64,
    /// What was cancelled.
    pub cancelled: Money,
    /// Orders returned.
    pub returned_orders: i64,
    /// Pieces returned.
    pub returned_units: i64,
    /// What was returned.
    pub returned: Money,
}

impl Figures {
    /// Adds figures of the same currency.
    pub fn add(&mut self, more: &Self) {
        self.orders += more.orders;
        self.units += more.units;
        self.revenue.minor += more.revenue.minor;
        self.delivered_orders += more.delivered_orders;
        self.delivered_units += more.delivered_units;
        self.cancelled_orders += more.cancelled_orders;
        self.cancelled_units += more.cancelled_units;
        self.cancelled.minor += more.cancelled.minor;
        self.returned_orders += more.returned_orders;
        self.returned_units += more.returned_units;
        self.returned.minor += more.returned.minor;
    }
}

impl FromRow<'_, SqliteRow> for Figures {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        let code: String = row.try_get("currency")?;
        let currency: Currency = code.parse().map_err(|error| sqlx::Error::ColumnDecode {
            index: "currency".to_owned(),
            source: Box::new(error),
        })?;
        let money = |column| row.number(column).map(|minor| Money::new(minor, currency));
        Ok(Self {
            orders: row.number("orders")?,
            units: row.number("units")?,
            revenue: money("revenue_minor")?,
            delivered_orders: row.number("delivered_orders")?,
            delivered_units: row.number("delivered_units")?,
            cancelled_orders: row.number("cancelled_orders")?,
            cancelled_units: row.number("cancelled_units")?,
            cancelled: money("cancelled_minor")?,
            returned_orders: row.number("returned_orders")?,
            returned_units: row.number("returned_units")?,
            returned: money("returned_minor")?,
        })
    }
}

/// Which sales: a partner's, in one shop or all, from one day to another (inclusive).
#[derive(Debug, Clone)]
pub struct Span<'a> {
    /// Whose.
    pub partner: PartnerId,
    /// One shop, or all.
    pub account: Option<AccountId>,
    /// First day.
    pub from: &'a str,
    /// Last day.
    pub to: &'a str,
}

macro_rules! figures {
    ($keys:literal, $group:literal) => {
        concat!(
            "SELECT ", $keys, " s.currency, sum(s.orders) AS orders, sum(s.units) AS units,
                sum(s.revenue_minor) AS revenue_minor, sum(s.delivered_orders) AS delivered_orders,
                sum(s.delivered_units) AS delivered_units, sum(s.cancelled_orders) AS cancelled_orders,
                sum(s.cancelled_units) AS cancelled_units, sum(s.cancelled_minor) AS cancelled_minor,
                sum(s.returned_orders) AS returned_orders, sum(s.returned_units) AS returned_units,
                sum(s.returned_minor) AS returned_minor
            FROM accounts AS a CROSS JOIN sales_daily AS s
                ON s.account_id = a.id AND s.day BETWEEN ?3 AND ?4
            WHERE a.partner_id = ?1 AND (?2 IS NULL OR a.id = ?2) GROUP BY ", $group, " ORDER BY ", $group
        )
    };
}

const TOTALS: &str = figures!("", "s.currency");
const BY_DAY: &str = figures!(
    "a.id AS account_id, a.marketplace, s.day,",
    "s.day, a.id, s.currency"
);
const BY_ACCOUNT: &str = figures!(
    "a.id AS account_id, a.marketplace, '' AS day,",
    "a.id, s.currency"
);

/// The sums of a span, one per currency.
///
/// # Errors
/// What SQLite says.
pub async fn totals(
    conn: &mut SqliteConnection,
    span: &Span<'_>,
) -> Result<Vec<Figures>, StoreError> {
    Ok(bound(TOTALS, span).fetch_all(conn).await?)
}

/// Figures of one shop, and of one day where they are by day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShopFigures {
    /// The shop.
    pub account: AccountId,
    /// Its marketplace.
    pub marketplace: MarketplaceId,
    /// The day; empty over a whole span.
    pub day: String,
    /// The figures.
    pub figures: Figures,
}

impl FromRow<'_, SqliteRow> for ShopFigures {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            account: AccountId(row.number("account_id")?),
            marketplace: row.text("marketplace")?.into(),
            day: row.text("day")?,
            figures: Figures::from_row(row)?,
        })
    }
}

/// By day, shop and currency; days without orders have no row. Sparks and charts.
///
/// # Errors
/// What SQLite says.
pub async fn by_day(
    conn: &mut SqliteConnection,
    span: &Span<'_>,
) -> Result<Vec<ShopFigures>, StoreError> {
    Ok(bound(BY_DAY, span).fetch_all(conn).await?)
}

/// By shop and currency.
///
/// # Errors
/// What SQLite says.
pub async fn by_account(
    conn: &mut SqliteConnection,
    span: &Span<'_>,
) -> Result<Vec<ShopFigures>, StoreError> {
    Ok(bound(BY_ACCOUNT, span).fetch_all(conn).await?)
}

const DAY_UNTIL: &str = "SELECT account_id, marketplace, '' AS day, currency,
        sum(first * sale) AS orders, sum(quantity * sale) AS units, sum(minor * sale) AS revenue_minor,
        sum(first * delivered) AS delivered_orders, sum(quantity * delivered) AS delivered_units,
        sum(first * cancelled) AS cancelled_orders, sum(quantity * cancelled) AS cancelled_units,
        sum(minor * cancelled) AS cancelled_minor, sum(first * returned) AS returned_orders,
        sum(quantity * returned) AS returned_units, sum(minor * returned) AS returned_minor
    FROM (SELECT o.account_id, a.marketplace, l.currency, l.quantity,
            l.quantity * l.price_minor AS minor, l.position = 0 AS first,
            o.status = 'delivered' AS delivered, o.status = 'cancelled' AS cancelled,
            o.status = 'returned' AS returned, o.status NOT IN ('cancelled', 'returned') AS sale
        FROM accounts AS a
        CROSS JOIN orders AS o ON o.account_id = a.id AND o.day = ?4 AND o.placed_at <= ?5
        CROSS JOIN order_lines AS l ON l.order_id = o.id
        WHERE a.partner_id = ?1 AND (?2 IS NULL OR a.id = ?2) AND ?3 <= ?4)
    GROUP BY 1, 4 ORDER BY 1, 4";

/// The last day of a span up to a moment, by shop and currency: what a day that is not over yet
/// is compared with. The one figure that reads orders, and those of one day only.
///
/// # Errors
/// What SQLite says.
pub async fn last_day_until(
    conn: &mut SqliteConnection,
    span: &Span<'_>,
    until: DateTime<Utc>,
) -> Result<Vec<ShopFigures>, StoreError> {
    Ok(bound(DAY_UNTIL, span)
        .bind(millis(until))
        .fetch_all(conn)
        .await?)
}

fn bound<'q, R>(
    sql: &'static str,
    span: &'q Span<'_>,
) -> sqlx::query::QueryAs<'q, sqlx::Sqlite, R, sqlx::sqlite::SqliteArguments>
where
    R: for<'r> FromRow<'r, SqliteRow>,
{
    sqlx::query_as(sql)
        .bind(span.partner.0)
        .bind(span.account.map(|id| id.0))
        .bind(span.from)
        .bind(span.to)
}

#[cfg(test)]
mod tests;
