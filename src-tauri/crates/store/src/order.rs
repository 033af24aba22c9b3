//! Orders and their lines. Read again, an order replaces its older self, and the
//! roll-ups move by the difference.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::{AccountId, Order, OrderId};
use sqlx::{FromRow, SqliteConnection, sqlite::SqliteRow};

use crate::bulk;
use crate::change::Topic;
use crate::error::StoreError;
use crate::ingest::{Fresh, Ingested, fresh, numbered};
use crate::listing;
use crate::rollup::{self, RollUps};
use crate::sql::{Columns, day, millis, to_json};
use crate::writer::Tx;

/// Stores a page of orders, counted on the day of `zone` on which they were placed.
///
/// # Errors
/// What SQLite says.
pub async fn upsert_orders(
    tx: &mut Tx,
    account: AccountId,
    zone: chrono_tz::Tz,
    rows: &[Order],
    now: DateTime<Utc>,
) -> Result<Ingested, StoreError> {
    let (fresh, unchanged) = fresh(tx.conn(), "orders", account, rows, |row| {
        row.external_id.as_str()
    })
    .await?;
    if fresh.is_empty() {
        return Ok(Ingested {
            unchanged,
            ..Ingested::default()
        });
    }
    let conn = tx.conn();
    take_back(conn, &fresh).await?;
    let ids = ids(conn, &fresh).await?;
    let days: Vec<String> = fresh
        .iter()
        .map(|fresh| day(fresh.row.placed_at, zone))
        .collect();
    let lines = fresh.iter().flat_map(|fresh| &fresh.row.lines);
    let known = listing::known(conn, account, lines.map(|line| line.listing.as_str())).await?;
    write(conn, account, (&fresh, &ids, &days), now).await?;
    write_lines(conn, account, (&fresh, &ids), &known).await?;
    RollUps::of(fresh.iter().map(|fresh| fresh.row).zip(&days), &known)
        .add(conn, account)
        .await?;
    tx.touch(Topic::Overview, Some(account));
    let (new_ids, changed_ids): (Vec<_>, Vec<_>) = ids
        .iter()
        .zip(&fresh)
        .partition(|(_, row)| row.id.is_none());
    let only = |rows: Vec<(&i64, _)>| rows.into_iter().map(|(id, _)| *id).collect::<Vec<i64>>();
    let (new_ids, changed_ids) = (only(new_ids), only(changed_ids));
    let (new, changed) = (new_ids.len(), changed_ids.len());
    Ok(Ingested {
        new,
        changed,
        unchanged,
        new_ids,
        changed_ids,
    })
}

/// Takes the older selves of changed orders out of roll-ups and lines.
async fn take_back(
    conn: &mut SqliteConnection,
    fresh: &[Fresh<'_, Order>],
) -> Result<(), StoreError> {
    let known: Vec<i64> = fresh.iter().filter_map(|row| row.id).collect();
    if known.is_empty() {
        return Ok(());
    }
    let known = to_json("orders", &known)?;
    rollup::take_back(conn, &known).await?;
    sqlx::query("DELETE FROM order_lines WHERE order_id IN (SELECT value FROM json_each(?))")
        .bind(&known)
        .execute(conn)
        .await?;
    Ok(())
}

async fn ids(
    conn: &mut SqliteConnection,
    fresh: &[Fresh<'_, Order>],
) -> Result<Vec<i64>, StoreError> {
    let last: i64 = sqlx::query_scalar("SELECT coalesce(max(id), 0) FROM orders")
        .fetch_one(conn)
        .await?;
    Ok(numbered(last, fresh.iter().map(|row| row.id)))
}

async fn write(
    conn: &mut SqliteConnection,
    account: AccountId,
    (fresh, ids, days): (&[Fresh<'_, Order>], &[i64], &[String]),
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = (
        "INSERT INTO orders (id, account_id, external_id, status, scheme, placed_at, day, updated_at, digest, seen_at)",
        "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "ON CONFLICT DO UPDATE SET status = excluded.status, scheme = excluded.scheme,
             placed_at = excluded.placed_at, day = excluded.day, updated_at = excluded.updated_at,
             digest = excluded.digest, seen_at = excluded.seen_at",
    );
    let rows: Vec<_> = ids.iter().zip(fresh).zip(days).collect();
    bulk::insert(conn, sql, &rows, |query, ((id, fresh), day)| {
        let row = fresh.row;
        query
            .bind(**id)
            .bind(account.0)
            .bind(fresh.key)
            .bind(row.status.as_str())
            .bind(row.scheme.as_str())
            .bind(millis(row.placed_at))
            .bind(day.as_str())
            .bind(row.updated_at.map(millis))
            .bind(fresh.digest)
            .bind(millis(now))
    })
    .await
}

async fn write_lines(
    conn: &mut SqliteConnection,
    account: AccountId,
    (fresh, ids): (&[Fresh<'_, Order>], &[i64]),
    known: &HashMap<&str, i64>,
) -> Result<(), StoreError> {
    let sql = (
        "INSERT INTO order_lines (order_id, position, account_id, listing_key, title, quantity, price_minor, currency, listing_id)",
        "(?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "",
    );
    let mut rows = Vec::new();
    for (id, fresh) in ids.iter().zip(fresh) {
        rows.extend(
            (0_i64..)
                .zip(&fresh.row.lines)
                .map(|(position, line)| (*id, position, line)),
        );
    }
    bulk::insert(conn, sql, &rows, |query, (id, position, line)| {
        query
            .bind(*id)
            .bind(*position)
            .bind(account.0)
            .bind(line.listing.as_str())
            .bind(line.title.as_str())
            .bind(line.quantity)
            .bind(line.price.minor)
            .bind(line.price.currency.code())
            .bind(known.get(line.listing.as_str()).copied())
    })
    .await
}

/// A stored order, without its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredOrder {
    /// Its row.
    pub id: OrderId,
    /// Its shop.
    pub account: AccountId,
    /// The marketplace's identity.
    pub external_id: String,
    /// Where it stands, in the store's words.
    pub status: String,
    /// When it was placed.
    pub placed_at: DateTime<Utc>,
    /// The account's day on which it counts.
    pub day: String,
}

impl FromRow<'_, SqliteRow> for StoredOrder {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: OrderId(row.number("id")?),
            account: AccountId(row.number("account_id")?),
            external_id: row.text("external_id")?,
            status: row.text("status")?,
            placed_at: row.at("placed_at")?,
            day: row.text("day")?,
        })
    }
}

/// The orders behind a day's figures, oldest first.
///
/// # Errors
/// What SQLite says.
pub async fn of_day(
    conn: &mut SqliteConnection,
    account: AccountId,
    day: &str,
) -> Result<Vec<StoredOrder>, StoreError> {
    Ok(sqlx::query_as(
        "SELECT * FROM orders WHERE account_id = ? AND day = ? ORDER BY placed_at, id",
    )
    .bind(account.0)
    .bind(day)
    .fetch_all(conn)
    .await?)
}

#[cfg(test)]
mod tests;
