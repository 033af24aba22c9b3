//! Products as offered, the names under which marketplaces speak of them, and the
//! partner's own products that join them.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use domain::{AccountId, Attribute, ExternalId, Listing, ListingId, Money, ProductId};
use serde_json::json;
use sqlx::{FromRow, SqliteConnection, sqlite::SqliteRow};

use crate::change::Topic;
use crate::error::StoreError;
use crate::ingest::{Fresh, Ingested, fresh, tally};
use crate::sql::{Columns, millis, to_json};
use crate::writer::Tx;

/// A stored listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredListing {
    /// Its row.
    pub id: ListingId,
    /// The shop that offers it.
    pub account: AccountId,
    /// The partner's product, by article.
    pub product: Option<ProductId>,
    /// The marketplace's identity.
    pub external_id: ExternalId,
    /// The seller's article.
    pub article: String,
    /// Title.
    pub title: String,
    /// Brand.
    pub brand: Option<String>,
    /// Category.
    pub category: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// Characteristics.
    pub attributes: Vec<Attribute>,
    /// The seller's price.
    pub price: Option<Money>,
    /// Public address.
    pub url: Option<String>,
    /// First picture.
    pub image: Option<String>,
    /// Whether buyers see it.
    pub status: String,
}

impl FromRow<'_, SqliteRow> for StoredListing {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: ListingId(row.number("id")?),
            account: AccountId(row.number("account_id")?),
            product: row.maybe_number("product_id")?.map(ProductId),
            external_id: row.text("external_id")?.into(),
            article: row.text("article")?,
            title: row.text("title")?,
            brand: row.maybe_text("brand")?,
            category: row.maybe_text("category")?,
            description: row.maybe_text("description")?,
            attributes: row.json("attributes")?,
            price: row.maybe_money("price_minor", "price_currency")?,
            url: row.maybe_text("url")?,
            image: row.maybe_text("image")?,
            status: row.text("status")?,
        })
    }
}

/// One listing.
///
/// # Errors
/// `NotFound`.
pub async fn get(conn: &mut SqliteConnection, id: ListingId) -> Result<StoredListing, StoreError> {
    sqlx::query_as("SELECT * FROM listings WHERE id = ?")
        .bind(id.0)
        .fetch_optional(conn)
        .await?
        .ok_or(StoreError::NotFound("listing"))
}

/// The listing that a marketplace's name means, by external id or alias.
///
/// # Errors
/// What SQLite says.
pub async fn find(
    conn: &mut SqliteConnection,
    account: AccountId,
    name: &ExternalId,
) -> Result<Option<ListingId>, StoreError> {
    let id: Option<i64> = sqlx::query_scalar(
        "SELECT listing_id FROM listing_aliases
         WHERE account_id = ? AND alias = ? AND listing_id IS NOT NULL",
    )
    .bind(account.0)
    .bind(name.as_str())
    .fetch_optional(conn)
    .await?;
    Ok(id.map(ListingId))
}

/// Stores a page of listings. Rows of other feeds that named them before they were known
/// are joined to them now, and their sales rolled up.
///
/// # Errors
/// What SQLite says.
pub async fn upsert_listings(
    tx: &mut Tx,
    account: AccountId,
    rows: &[Listing],
    now: DateTime<Utc>,
) -> Result<Ingested, StoreError> {
    let (fresh, unchanged) = fresh(tx.conn(), "listings", account, rows, |row| {
        row.external_id.as_str()
    })
    .await?;
    if fresh.is_empty() {
        return Ok(Ingested {
            unchanged,
            ..Ingested::default()
        });
    }
    let written = write(tx.conn(), account, &fresh, now).await?;
    let names = write_aliases(tx.conn(), account, &fresh, &written).await?;
    resolve(tx.conn(), account, &names).await?;
    tx.touch(Topic::Overview, Some(account));
    tx.touch(Topic::Session, Some(account));
    Ok(tally(&fresh, &written, unchanged))
}

/// Notes that this round named these listings, those that did not change, too.
///
/// # Errors
/// What SQLite says.
pub async fn seen(
    tx: &mut Tx,
    account: AccountId,
    rows: &[Listing],
    round: i64,
) -> Result<(), StoreError> {
    let names: Vec<&str> = rows.iter().map(|row| row.external_id.as_str()).collect();
    sqlx::query(
        "UPDATE listings SET round = ?3 WHERE account_id = ?1
             AND external_id IN (SELECT value FROM json_each(?2))",
    )
    .bind(account.0)
    .bind(to_json("listings", &names)?)
    .bind(round)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Ends a whole round of a marketplace that names every listing in each: what it did not name is
/// no longer offered. How many listings that are.
///
/// # Errors
/// What SQLite says.
pub async fn archive_unseen(
    tx: &mut Tx,
    account: AccountId,
    round: i64,
    now: DateTime<Utc>,
) -> Result<u64, StoreError> {
    // Without its digest: should the same card come back, it is not taken for known.
    let gone = sqlx::query(
        "UPDATE listings SET status = 'archived', digest = 0, seen_at = ?3
         WHERE account_id = ?1 AND round <> ?2 AND status <> 'archived'",
    )
    .bind(account.0)
    .bind(round)
    .bind(millis(now))
    .execute(tx.conn())
    .await?
    .rows_affected();
    if gone > 0 {
        tx.touch(Topic::Overview, Some(account));
        tx.touch(Topic::Session, Some(account));
    }
    Ok(gone)
}

async fn write(
    conn: &mut SqliteConnection,
    account: AccountId,
    fresh: &[Fresh<'_, Listing>],
    now: DateTime<Utc>,
) -> Result<HashMap<String, i64>, StoreError> {
    let page: Vec<_> = fresh
        .iter()
        .map(|fresh| line(fresh))
        .collect::<Result<_, _>>()?;
    let page = to_json("listings", &page)?;
    sqlx::query(
        "INSERT INTO products (partner_id, article, title, created_at)
         SELECT a.partner_id, j.value ->> 1, j.value ->> 2, ?3
         FROM json_each(?2) AS j JOIN accounts AS a ON a.id = ?1
         WHERE j.value ->> 1 <> '' ON CONFLICT DO NOTHING",
    )
    .bind(account.0)
    .bind(&page)
    .bind(millis(now))
    .execute(&mut *conn)
    .await?;
    let written: Vec<(i64, String)> = sqlx::query_as(UPSERT)
        .bind(account.0)
        .bind(&page)
        .bind(millis(now))
        .fetch_all(&mut *conn)
        .await?;
    Ok(written.into_iter().map(|(id, key)| (key, id)).collect())
}

/// A listing that comes without a title is one that a marketplace only says to be gone: it keeps
/// the words that it had.
const UPSERT: &str =
    "INSERT INTO listings (account_id, product_id, external_id, article, title, brand,
        category, description, attributes, price_minor, price_currency, url, image, status,
        updated_at, digest, seen_at)
    SELECT ?1, p.id, j.value ->> 0, j.value ->> 1, j.value ->> 2, j.value ->> 3, j.value ->> 4,
        j.value ->> 5, j.value ->> 6, j.value ->> 7, j.value ->> 8, j.value ->> 9, j.value ->> 10,
        j.value ->> 11, j.value ->> 12, j.value ->> 13, ?3
    FROM json_each(?2) AS j JOIN accounts AS a ON a.id = ?1
    LEFT JOIN products AS p ON p.partner_id = a.partner_id AND p.article = j.value ->> 1
    WHERE true
    ON CONFLICT (account_id, external_id) DO UPDATE SET product_id = excluded.product_id,
        article = excluded.article, title = coalesce(nullif(excluded.title, ''), title),
        brand = coalesce(excluded.brand, iif(excluded.title = '', brand, NULL)),
        category = excluded.category,
        description = coalesce(excluded.description, iif(excluded.title = '', description, NULL)),
        attributes = excluded.attributes, price_minor = excluded.price_minor,
        price_currency = excluded.price_currency, url = excluded.url, image = excluded.image,
        status = excluded.status, updated_at = excluded.updated_at, digest = excluded.digest,
        seen_at = excluded.seen_at
    RETURNING id, external_id";

fn line(fresh: &Fresh<'_, Listing>) -> Result<serde_json::Value, StoreError> {
    let row = fresh.row;
    Ok(json!([
        fresh.key,
        row.article.trim(),
        row.title,
        row.brand,
        row.category,
        row.description,
        to_json("attributes", &row.attributes)?,
        row.price.map(|price| price.minor),
        row.price.map(|price| price.currency.code()),
        row.url,
        row.image,
        row.status.as_str(),
        row.updated_at.map(millis),
        fresh.digest,
    ]))
}

/// An external id always means its own listing. Another alias means the one listing that claims it,
/// and none once a second one does: no sale is counted for a neighbour.
/// The listings that are named so, as far as they are known. One look for a whole page: the same
/// listings are named again and again.
pub(crate) async fn known<'a>(
    conn: &mut SqliteConnection,
    account: AccountId,
    names: impl Iterator<Item = &'a str>,
) -> Result<HashMap<&'a str, i64>, StoreError> {
    let names: HashSet<&str> = names.collect();
    let names: Vec<&str> = names.into_iter().collect();
    let found: Vec<(i64, i64)> = sqlx::query_as(
        "SELECT j.key, a.listing_id FROM json_each(?2) AS j
         CROSS JOIN listing_aliases AS a ON a.account_id = ?1 AND a.alias = j.value
         WHERE a.listing_id IS NOT NULL",
    )
    .bind(account.0)
    .bind(to_json("names", &names)?)
    .fetch_all(conn)
    .await?;
    let named = |(at, id)| Some((*names.get(usize::try_from(at).ok()?)?, id));
    Ok(found.into_iter().filter_map(named).collect())
}

async fn write_aliases(
    conn: &mut SqliteConnection,
    account: AccountId,
    fresh: &[Fresh<'_, Listing>],
    written: &HashMap<String, i64>,
) -> Result<String, StoreError> {
    let (mut rows, mut names) = (Vec::new(), Vec::new());
    for fresh in fresh {
        let Some(id) = written.get(fresh.key) else {
            continue;
        };
        rows.push(json!([fresh.key, id, 1]));
        names.push(fresh.key);
        for alias in fresh.row.aliases.iter().map(ExternalId::as_str) {
            rows.push(json!([alias, id, 0]));
            names.push(alias);
        }
    }
    sqlx::query(
        "INSERT INTO listing_aliases (account_id, alias, listing_id, own)
         SELECT ?1, j.value ->> 0, j.value ->> 1, j.value ->> 2 FROM json_each(?2) AS j
         WHERE true ON CONFLICT DO UPDATE SET own = excluded.own, listing_id =
             CASE WHEN excluded.own = 1 OR listing_id = excluded.listing_id
                 THEN excluded.listing_id END
         WHERE excluded.own = 1 OR own = 0",
    )
    .bind(account.0)
    .bind(to_json("aliases", &rows)?)
    .execute(conn)
    .await?;
    to_json("aliases", &names)
}

/// Joins rows that came before their listing was known.
async fn resolve(
    conn: &mut SqliteConnection,
    account: AccountId,
    names: &str,
) -> Result<(), StoreError> {
    for sql in [
        crate::rollup::RESOLVED,
        "UPDATE order_lines SET listing_id = (SELECT listing_id FROM listing_aliases AS a
             WHERE a.account_id = ?1 AND a.alias = order_lines.listing_key)
         WHERE account_id = ?1 AND listing_id IS NULL
             AND listing_key IN (SELECT value FROM json_each(?2))",
        "UPDATE stock SET listing_id = (SELECT listing_id FROM listing_aliases AS a
             WHERE a.account_id = ?1 AND a.alias = stock.listing_key)
         WHERE account_id = ?1 AND listing_id IS NULL
             AND listing_key IN (SELECT value FROM json_each(?2))",
        "UPDATE reviews SET listing_id = (SELECT listing_id FROM listing_aliases AS a
             WHERE a.account_id = ?1 AND a.alias = reviews.listing_key)
         WHERE account_id = ?1 AND listing_id IS NULL AND listing_key IS NOT NULL
             AND listing_key IN (SELECT value FROM json_each(?2))",
        "UPDATE questions SET listing_id = (SELECT listing_id FROM listing_aliases AS a
             WHERE a.account_id = ?1 AND a.alias = questions.listing_key)
         WHERE account_id = ?1 AND listing_id IS NULL AND listing_key IS NOT NULL
             AND listing_key IN (SELECT value FROM json_each(?2))",
    ] {
        sqlx::query(sql)
            .bind(account.0)
            .bind(names)
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
