//! Sales by day: the roll-ups and the figures of the overview, which read nothing else.

use domain::{AccountId, Currency, MarketplaceId, Money, PartnerId};
use sqlx::{FromRow, Row, SqliteConnection, sqlite::SqliteRow};

use crate::error::StoreError;
use crate::sql::Columns;

/// Sales of a listing that became known just now; ?1 account, ?2 its names.
pub(crate) const ROLL_UP_RESOLVED: &str =
    "INSERT INTO listing_daily (listing_id, day, currency, units, revenue_minor)
    SELECT a.listing_id, o.day, l.currency, sum(l.quantity), sum(l.quantity * l.price_minor)
    FROM json_each(?2) AS j
    CROSS JOIN order_lines AS l ON l.account_id = ?1 AND l.listing_key = j.value
    JOIN listing_aliases AS a ON a.account_id = ?1 AND a.alias = l.listing_key
    JOIN orders AS o ON o.id = l.order_id
    WHERE l.listing_id IS NULL AND a.listing_id IS NOT NULL AND o.status NOT IN ('cancelled', 'returned')
        AND j.key = (SELECT min(k.key) FROM json_each(?2) AS k WHERE k.value = j.value)
    GROUP BY 1, 2, 3
    ON CONFLICT DO UPDATE SET units = units + excluded.units,
        revenue_minor = revenue_minor + excluded.revenue_minor";

const ROLL_UP: &str =
    "INSERT INTO sales_daily (account_id, day, currency, orders, units, revenue_minor,
        delivered_orders, delivered_units, cancelled_orders, cancelled_units, cancelled_minor,
        returned_orders, returned_units, returned_minor)
    SELECT account_id, day, currency, ?2 * sum(first * sale), ?2 * sum(quantity * sale),
        ?2 * sum(minor * sale), ?2 * sum(first * delivered), ?2 * sum(quantity * delivered),
        ?2 * sum(first * cancelled), ?2 * sum(quantity * cancelled), ?2 * sum(minor * cancelled),
        ?2 * sum(first * returned), ?2 * sum(quantity * returned), ?2 * sum(minor * returned)
    FROM (SELECT o.account_id, o.day, l.currency, l.quantity, l.quantity * l.price_minor AS minor,
            l.position = 0 AS first, o.status = 'delivered' AS delivered,
            o.status = 'cancelled' AS cancelled, o.status = 'returned' AS returned,
            o.status NOT IN ('cancelled', 'returned') AS sale
        FROM json_each(?1) AS j
        CROSS JOIN orders AS o ON o.id = j.value
        CROSS JOIN order_lines AS l ON l.order_id = o.id)
    WHERE true GROUP BY 1, 2, 3
    ON CONFLICT DO UPDATE SET orders = orders + excluded.orders, units = units + excluded.units,
        revenue_minor = revenue_minor + excluded.revenue_minor,
        delivered_orders = delivered_orders + excluded.delivered_orders,
        delivered_units = delivered_units + excluded.delivered_units,
        cancelled_orders = cancelled_orders + excluded.cancelled_orders,
        cancelled_units = cancelled_units + excluded.cancelled_units,
        cancelled_minor = cancelled_minor + excluded.cancelled_minor,
        returned_orders = returned_orders + excluded.returned_orders,
        returned_units = returned_units + excluded.returned_units,
        returned_minor = returned_minor + excluded.returned_minor";

const ROLL_UP_LISTINGS: &str =
    "INSERT INTO listing_daily (listing_id, day, currency, units, revenue_minor)
    SELECT l.listing_id, o.day, l.currency, ?2 * sum(l.quantity), ?2 * sum(l.quantity * l.price_minor)
    FROM json_each(?1) AS j
    CROSS JOIN orders AS o ON o.id = j.value
    CROSS JOIN order_lines AS l ON l.order_id = o.id
    WHERE l.listing_id IS NOT NULL AND o.status NOT IN ('cancelled', 'returned')
    GROUP BY 1, 2, 3
    ON CONFLICT DO UPDATE SET units = units + excluded.units,
        revenue_minor = revenue_minor + excluded.revenue_minor";

/// Adds (`sign` 1) or takes away (`sign` -1) what these orders contribute.
pub(crate) async fn roll_up(
    conn: &mut SqliteConnection,
    ids: &str,
    sign: i64,
) -> Result<(), StoreError> {
    for sql in [ROLL_UP, ROLL_UP_LISTINGS] {
        sqlx::query(sql)
            .bind(ids)
            .bind(sign)
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

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
