//! The roll-ups of sales: by shop and day, by listing and day. What new orders add is summed here,
//! so that a page costs one row per day and listing; what changed orders had added is taken back
//! from their stored rows.

use std::collections::{BTreeMap, HashMap};

use domain::{AccountId, Order, OrderStatus};
use sqlx::SqliteConnection;

use crate::bulk;
use crate::error::StoreError;

/// Sales of a listing that became known just now; ?1 account, ?2 its names.
pub(crate) const RESOLVED: &str =
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

const ADD_SALES: (&str, &str, &str) = (
    "INSERT INTO sales_daily (account_id, day, currency, orders, units, revenue_minor,
        delivered_orders, delivered_units, cancelled_orders, cancelled_units, cancelled_minor,
        returned_orders, returned_units, returned_minor)",
    "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "ON CONFLICT DO UPDATE SET orders = orders + excluded.orders, units = units + excluded.units,
        revenue_minor = revenue_minor + excluded.revenue_minor,
        delivered_orders = delivered_orders + excluded.delivered_orders,
        delivered_units = delivered_units + excluded.delivered_units,
        cancelled_orders = cancelled_orders + excluded.cancelled_orders,
        cancelled_units = cancelled_units + excluded.cancelled_units,
        cancelled_minor = cancelled_minor + excluded.cancelled_minor,
        returned_orders = returned_orders + excluded.returned_orders,
        returned_units = returned_units + excluded.returned_units,
        returned_minor = returned_minor + excluded.returned_minor",
);

const ADD_LISTINGS: (&str, &str, &str) = (
    "INSERT INTO listing_daily (listing_id, day, currency, units, revenue_minor)",
    "(?, ?, ?, ?, ?)",
    "ON CONFLICT DO UPDATE SET units = units + excluded.units,
        revenue_minor = revenue_minor + excluded.revenue_minor",
);

const TAKE_SALES: &str = "UPDATE sales_daily AS d SET orders = d.orders - t.orders, units = d.units - t.units,
        revenue_minor = d.revenue_minor - t.revenue,
        delivered_orders = d.delivered_orders - t.delivered_orders,
        delivered_units = d.delivered_units - t.delivered_units,
        cancelled_orders = d.cancelled_orders - t.cancelled_orders,
        cancelled_units = d.cancelled_units - t.cancelled_units,
        cancelled_minor = d.cancelled_minor - t.cancelled,
        returned_orders = d.returned_orders - t.returned_orders,
        returned_units = d.returned_units - t.returned_units,
        returned_minor = d.returned_minor - t.returned
    FROM (SELECT account_id, day, currency, sum(first * sale) AS orders, sum(quantity * sale) AS units,
            sum(minor * sale) AS revenue, sum(first * delivered) AS delivered_orders,
            sum(quantity * delivered) AS delivered_units, sum(first * cancelled) AS cancelled_orders,
            sum(quantity * cancelled) AS cancelled_units, sum(minor * cancelled) AS cancelled,
            sum(first * returned) AS returned_orders, sum(quantity * returned) AS returned_units,
            sum(minor * returned) AS returned
        FROM (SELECT o.account_id, o.day, l.currency, l.quantity, l.quantity * l.price_minor AS minor,
                l.position = 0 AS first, o.status = 'delivered' AS delivered,
                o.status = 'cancelled' AS cancelled, o.status = 'returned' AS returned,
                o.status NOT IN ('cancelled', 'returned') AS sale
            FROM json_each(?1) AS j
            CROSS JOIN orders AS o ON o.id = j.value
            CROSS JOIN order_lines AS l ON l.order_id = o.id)
        GROUP BY 1, 2, 3) AS t
    WHERE d.account_id = t.account_id AND d.day = t.day AND d.currency = t.currency";

const TAKE_LISTINGS: &str =
    "UPDATE listing_daily AS d SET units = d.units - t.units, revenue_minor = d.revenue_minor - t.revenue
    FROM (SELECT l.listing_id, o.day, l.currency, sum(l.quantity) AS units,
            sum(l.quantity * l.price_minor) AS revenue
        FROM json_each(?1) AS j
        CROSS JOIN orders AS o ON o.id = j.value
        CROSS JOIN order_lines AS l ON l.order_id = o.id
        WHERE l.listing_id IS NOT NULL AND o.status NOT IN ('cancelled', 'returned')
        GROUP BY 1, 2, 3) AS t
    WHERE d.listing_id = t.listing_id AND d.day = t.day AND d.currency = t.currency";

/// Takes away what these stored orders contribute.
pub(crate) async fn take_back(conn: &mut SqliteConnection, ids: &str) -> Result<(), StoreError> {
    for sql in [TAKE_SALES, TAKE_LISTINGS] {
        sqlx::query(sql).bind(ids).execute(&mut *conn).await?;
    }
    Ok(())
}

/// What one order, line by line, is to a day.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    orders: i64,
    units: i64,
    minor: i64,
}

impl Sum {
    fn add(&mut self, orders: i64, units: i64, minor: i64) {
        self.orders = self.orders.saturating_add(orders);
        self.units = self.units.saturating_add(units);
        self.minor = self.minor.saturating_add(minor);
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Day {
    sale: Sum,
    delivered: Sum,
    cancelled: Sum,
    returned: Sum,
}

/// What a page of orders adds. An order counts on its day, in the currency of each of its lines;
/// one that was cancelled or returned is no sale.
#[derive(Debug, Default)]
pub(crate) struct RollUps<'a> {
    days: BTreeMap<(&'a str, &'static str), Day>,
    listings: BTreeMap<(i64, &'a str, &'static str), Sum>,
}

impl<'a> RollUps<'a> {
    /// Sums up orders, each with the day on which it counts. `known` are the listings by name.
    pub(crate) fn of(
        orders: impl Iterator<Item = (&'a Order, &'a String)>,
        known: &HashMap<&str, i64>,
    ) -> Self {
        let mut sums = Self::default();
        for (order, day) in orders {
            sums.order(order, day, known);
        }
        sums
    }

    fn order(&mut self, order: &Order, day: &'a str, known: &HashMap<&str, i64>) {
        let sold = !matches!(order.status, OrderStatus::Cancelled | OrderStatus::Returned);
        for (at, line) in order.lines.iter().enumerate() {
            let (first, units) = (i64::from(at == 0), line.quantity);
            let minor = units.saturating_mul(line.price.minor);
            let currency = line.price.currency.code();
            let figures = self.days.entry((day, currency)).or_default();
            match order.status {
                OrderStatus::Cancelled => figures.cancelled.add(first, units, minor),
                OrderStatus::Returned => figures.returned.add(first, units, minor),
                _ => figures.sale.add(first, units, minor),
            }
            if order.status == OrderStatus::Delivered {
                figures.delivered.add(first, units, minor);
            }
            if let Some(listing) = known.get(line.listing.as_str()).filter(|_| sold) {
                let sum = self.listings.entry((*listing, day, currency)).or_default();
                sum.add(first, units, minor);
            }
        }
    }

    /// Adds the sums to what is stored.
    pub(crate) async fn add(
        &self,
        conn: &mut SqliteConnection,
        account: AccountId,
    ) -> Result<(), StoreError> {
        let days: Vec<_> = self.days.iter().collect();
        bulk::insert(conn, ADD_SALES, &days, |query, ((day, currency), sums)| {
            query
                .bind(account.0)
                .bind(*day)
                .bind(*currency)
                .bind(sums.sale.orders)
                .bind(sums.sale.units)
                .bind(sums.sale.minor)
                .bind(sums.delivered.orders)
                .bind(sums.delivered.units)
                .bind(sums.cancelled.orders)
                .bind(sums.cancelled.units)
                .bind(sums.cancelled.minor)
                .bind(sums.returned.orders)
                .bind(sums.returned.units)
                .bind(sums.returned.minor)
        })
        .await?;
        // In the order of the table's key, so that neighbours are written together.
        let listings: Vec<_> = self.listings.iter().collect();
        bulk::insert(conn, ADD_LISTINGS, &listings, |query, (key, sum)| {
            let (listing, day, currency) = **key;
            let query = query.bind(listing).bind(day).bind(currency);
            query.bind(sum.units).bind(sum.minor)
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::fixture;

    #[rstest]
    #[case(TAKE_SALES)]
    #[case(TAKE_LISTINGS)]
    #[tokio::test]
    async fn taking_back_seeks_rows_and_scans_none(#[case] sql: &'static str) {
        let (_dir, store) = fixture::store().await;
        let mut conn = store.read().await.unwrap();
        let plan = fixture::plan(&mut conn, sql).await;
        assert!(
            plan.iter()
                .any(|step| step.contains("SEARCH d USING PRIMARY KEY")),
            "{plan:?} seeks the day's row"
        );
        let scans = |table: &str| {
            plan.iter()
                .any(|step| step.starts_with(&format!("SCAN {table}")))
        };
        assert!(
            !["d", "o", "l"].into_iter().any(scans),
            "{plan:?} scans neither figures nor orders"
        );
    }
}
