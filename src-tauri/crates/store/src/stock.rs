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
        "INSERT INTO stock (account_id, listing_key, warehouse, scheme, available, reserved, seen_at, listing_id)
         SELECT ?1, j.value ->> 0, j.value ->> 1, j.value ->> 2, j.value ->> 3, j.value ->> 4, ?3,
             (SELECT listing_id FROM listing_aliases AS a WHERE a.account_id = ?1 AND a.alias = j.value ->> 0)
         FROM json_each(?2) AS j
         WHERE true ON CONFLICT DO UPDATE SET available = excluded.available,
             reserved = excluded.reserved, seen_at = excluded.seen_at,
             listing_id = coalesce(listing_id, excluded.listing_id)
         WHERE available <> excluded.available OR reserved <> excluded.reserved",
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

/// Stores a complete picture of an account's stock: what it does not name is gone to zero.
///
/// # Errors
/// What SQLite says.
pub async fn replace_stock(
    tx: &mut Tx,
    account: AccountId,
    rows: &[StockLevel],
    now: DateTime<Utc>,
) -> Result<Ingested, StoreError> {
    let mut done = upsert_stock(tx, account, rows, now).await?;
    let emptied = sqlx::query(
        "UPDATE stock SET available = 0, reserved = 0, seen_at = ?3
         WHERE account_id = ?1 AND (available <> 0 OR reserved <> 0)
             AND (listing_key, warehouse, scheme) NOT IN
                 (SELECT j.value ->> 0, j.value ->> 1, j.value ->> 2 FROM json_each(?2) AS j)",
    )
    .bind(account.0)
    .bind(page(rows)?)
    .bind(millis(now))
    .execute(tx.conn())
    .await?
    .rows_affected();
    if emptied > 0 {
        done.changed += usize::try_from(emptied).unwrap_or(usize::MAX);
        tx.touch(Topic::Overview, Some(account));
    }
    Ok(done)
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
                row.reserved
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
    let rows = sqlx::query_as(
        "WITH held AS (
             SELECT s.listing_id, a.id AS account_id, a.marketplace, sum(s.available) AS available
             FROM accounts AS a CROSS JOIN stock AS s ON s.account_id = a.id
             WHERE a.partner_id = ?1 AND (?2 IS NULL OR a.id = ?2) AND s.listing_id IS NOT NULL
             GROUP BY s.listing_id),
         paced AS (
             SELECT held.*, (SELECT coalesce(sum(d.units), 0) FROM listing_daily AS d
                 WHERE d.listing_id = held.listing_id AND d.day BETWEEN ?3 AND ?4) AS sold
             FROM held)
         SELECT l.id, l.title, l.article, p.account_id, p.marketplace, p.available, p.sold
         FROM paced AS p JOIN listings AS l ON l.id = p.listing_id
         ORDER BY p.sold <= 0, CAST(p.available AS REAL) / p.sold, p.sold DESC, l.id LIMIT ?5",
    )
    .bind(partner.0)
    .bind(account.map(|id| id.0))
    .bind(from)
    .bind(to)
    .bind(limit)
    .fetch_all(conn)
    .await?;
    Ok(rows)
}
