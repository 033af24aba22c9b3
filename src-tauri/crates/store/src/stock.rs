//! Quantities at hand.

use chrono::{DateTime, Utc};
use domain::{AccountId, ListingId, MarketplaceId, PartnerId, StockLevel};
use serde_json::json;
use sqlx::{FromRow, SqliteConnection, sqlite::SqliteRow};

use crate::change::Topic;
use crate::error::StoreError;
use crate::ingest::Ingested;
use crate::sql::{Columns, millis, to_json};
use crate::writer::Tx;

/// Stores a page of stock levels. Levels that are the same change nothing.
///
/// # Errors
/// What SQLite says.
pub async fn upsert_stock(
    tx: &mut Tx,
    account: AccountId,
    rows: &[StockLevel],
    now: DateTime<Utc>,
) -> Result<Ingested, StoreError> {
    let page = page(rows)?;
    let before = count(tx.conn(), account).await?;
    let written = sqlx::query(
        "INSERT INTO stock (account_id, listing_key, warehouse, scheme, available, reserved, to_buyers,
             from_buyers, seen_at, listing_id)
         SELECT ?1, j.value ->> 0, j.value ->> 1, j.value ->> 2, j.value ->> 3, j.value ->> 4,
             j.value ->> 5, j.value ->> 6, ?3,
             (SELECT listing_id FROM listing_aliases AS a WHERE a.account_id = ?1 AND a.alias = j.value ->> 0)
         FROM json_each(?2) AS j
         WHERE true ON CONFLICT DO UPDATE SET available = excluded.available,
             reserved = excluded.reserved, to_buyers = excluded.to_buyers,
             from_buyers = excluded.from_buyers, seen_at = excluded.seen_at,
             listing_id = coalesce(listing_id, excluded.listing_id)
         WHERE available <> excluded.available OR reserved <> excluded.reserved
             OR to_buyers IS NOT excluded.to_buyers OR from_buyers IS NOT excluded.from_buyers",
    )
    .bind(account.0)
    .bind(page)
    .bind(millis(now))
    .execute(tx.conn())
    .await?
    .rows_affected();
    let written = usize::try_from(written).unwrap_or(usize::MAX);
    let new = usize::try_from(count(tx.conn(), account).await? - before).unwrap_or(0);
    let done = Ingested {
        new,
        changed: written.saturating_sub(new),
        unchanged: rows.len().saturating_sub(written),
        ..Ingested::default()
    };
    if done.any() {
        tx.touch(Topic::Overview, Some(account));
    }
    Ok(done)
}

/// Notes that this round named these levels, those that did not change, too.
///
/// # Errors
/// What SQLite says.
pub async fn seen(
    tx: &mut Tx,
    account: AccountId,
    rows: &[StockLevel],
    round: i64,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE stock SET round = ?3 WHERE account_id = ?1 AND (listing_key, warehouse, scheme) IN
             (SELECT j.value ->> 0, j.value ->> 1, j.value ->> 2 FROM json_each(?2) AS j)",
    )
    .bind(account.0)
    .bind(page(rows)?)
    .bind(round)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Ends a whole round: what it did not name is gone to zero; what nobody ever told stays untold.
/// How many levels that are.
///
/// # Errors
/// What SQLite says.
pub async fn empty_unseen(
    tx: &mut Tx,
    account: AccountId,
    round: i64,
    now: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let emptied = sqlx::query(
        "UPDATE stock SET available = 0, reserved = 0, to_buyers = 0 * to_buyers,
             from_buyers = 0 * from_buyers, seen_at = ?3
         WHERE account_id = ?1 AND (available <> 0 OR reserved <> 0 OR to_buyers <> 0
             OR from_buyers <> 0) AND round <> ?2",
    )
    .bind(account.0)
    .bind(round)
    .bind(millis(now))
    .execute(tx.conn())
    .await?
    .rows_affected();
    if emptied > 0 {
        tx.touch(Topic::Overview, Some(account));
    }
    Ok(emptied)
}

fn page(rows: &[StockLevel]) -> Result<String, StoreError> {
    let page: Vec<_> = rows
        .iter()
        .map(|row| {
            let listing = row.listing.as_str();
            json!([
                listing,
                row.warehouse,
                row.scheme.as_str(),
                row.available,
                row.reserved,
                row.to_buyers,
                row.from_buyers
            ])
        })
        .collect();
    to_json("stock", &page)
}

async fn count(conn: &mut SqliteConnection, account: AccountId) -> Result<i64, StoreError> {
    Ok(
        sqlx::query_scalar("SELECT count(*) FROM stock WHERE account_id = ?")
            .bind(account.0)
            .fetch_one(conn)
            .await?,
    )
}

/// How long a listing lasts: what lies there and what was sold in a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListingStock {
    /// The listing.
    pub listing: ListingId,
    /// Its shop.
    pub account: AccountId,
    /// Its marketplace.
    pub marketplace: MarketplaceId,
    /// Its title.
    pub title: String,
    /// The seller's article.
    pub article: String,
    /// Pieces that can be sold, over all warehouses.
    pub available: i64,
    /// Pieces sold in the period.
    pub sold: i64,
}

impl FromRow<'_, SqliteRow> for ListingStock {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            listing: ListingId(row.number("id")?),
            account: AccountId(row.number("account_id")?),
            marketplace: row.text("marketplace")?.into(),
            title: row.text("title")?,
            article: row.text("article")?,
            available: row.number("available")?,
            sold: row.number("sold")?,
        })
    }
}

/// The head of every list of levels: ?1 partner, ?2 account or all, ?3 and ?4 first and last day.
macro_rules! paced {
    ($rest:literal) => {
        concat!(
            "WITH held AS (
                 SELECT s.listing_id, a.id AS account_id, a.marketplace, sum(s.available) AS available
                 FROM accounts AS a CROSS JOIN stock AS s ON s.account_id = a.id
                 WHERE a.partner_id = ?1 AND (?2 IS NULL OR a.id = ?2) AND s.listing_id IS NOT NULL
                 GROUP BY s.listing_id),
             paced AS (
                 SELECT held.*, (SELECT coalesce(sum(d.units), 0) FROM listing_daily AS d
                     WHERE d.listing_id = held.listing_id AND d.day BETWEEN ?3 AND ?4) AS sold
                 FROM held)",
            $rest
        )
    };
}

/// Stock of every listing that has stock rows, with its sales from `from` to `to` (days,
/// inclusive), those that last shortest first; listings that do not sell come last.
///
/// # Errors
/// What SQLite says.
pub async fn levels(
    conn: &mut SqliteConnection,
    partner: PartnerId,
    account: Option<AccountId>,
    (from, to): (&str, &str),
    limit: i64,
) -> Result<Vec<ListingStock>, StoreError> {
    let rows = sqlx::query_as(paced!(
        " SELECT l.id, l.title, l.article, p.account_id, p.marketplace, p.available, p.sold
          FROM paced AS p JOIN listings AS l ON l.id = p.listing_id
          ORDER BY p.sold <= 0, CAST(p.available AS REAL) / p.sold, p.sold DESC, l.id LIMIT ?5"
    ))
    .bind(partner.0)
    .bind(account.map(|id| id.0))
    .bind(from)
    .bind(to)
    .bind(limit)
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// What a rule has to look at in a shop: every listing with a warning about its stock, and the
/// `limit` listings on offer that last shortest. With each, whether it is still offered.
///
/// # Errors
/// What SQLite says.
pub async fn watched(
    conn: &mut SqliteConnection,
    (partner, account): (PartnerId, AccountId),
    (from, to): (&str, &str),
    limit: i64,
) -> Result<Vec<(ListingStock, bool)>, StoreError> {
    let rows: Vec<SqliteRow> = sqlx::query(paced!(
        ", warned AS (
              SELECT CAST(substr(cause, 7) AS INTEGER) AS listing_id FROM alerts
              WHERE account_id = ?2 AND kind = 'stock' AND state <> 'cleared')
          SELECT l.id, l.title, l.article, p.account_id, p.marketplace, p.available, p.sold,
              l.status <> 'archived' AS offered
          FROM paced AS p JOIN listings AS l ON l.id = p.listing_id
          LEFT JOIN warned AS w ON w.listing_id = l.id
          WHERE w.listing_id IS NOT NULL OR l.status <> 'archived'
          ORDER BY w.listing_id IS NULL, p.sold <= 0, CAST(p.available AS REAL) / p.sold,
              p.sold DESC, l.id LIMIT ?5 + (SELECT count(*) FROM warned)"
    ))
    .bind(partner.0)
    .bind(account.0)
    .bind(from)
    .bind(to)
    .bind(limit)
    .fetch_all(conn)
    .await?;
    rows.iter()
        .map(|row| Ok((ListingStock::from_row(row)?, row.flag("offered")?)))
        .collect::<Result<_, sqlx::Error>>()
        .map_err(StoreError::from)
}

#[cfg(test)]
mod tests;
