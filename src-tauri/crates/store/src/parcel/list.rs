//! Parcels as a screen shows them: what is due first comes first.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::{AccountId, ParcelAct, ParcelLine, PartnerId, Scheme};
use sqlx::{AssertSqlSafe, FromRow, SqliteConnection, sqlite::SqliteRow};

use crate::error::StoreError;
use crate::search::matching;
use crate::sql::{Columns, to_json};

/// Stands for the deadline of a parcel that has none: after every other.
const NEVER: i64 = 253_402_300_799_000;

/// Which parcels by where they stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ParcelQueue {
    /// Everything that the seller still has to hand over.
    #[default]
    ToDo,
    /// To be confirmed.
    New,
    /// To be packed.
    Packing,
    /// To be handed over.
    Packed,
    /// Handed over.
    HandedOver,
    /// Given up.
    Cancelled,
}

impl ParcelQueue {
    /// The condition; a word that nobody knows may want the seller.
    fn sql(self) -> &'static str {
        match self {
            Self::ToDo => "p.state NOT IN ('handed_over', 'cancelled')",
            Self::New => "p.state = 'new'",
            Self::Packing => "p.state = 'packing'",
            Self::Packed => "p.state = 'packed'",
            Self::HandedOver => "p.state = 'handed_over'",
            Self::Cancelled => "p.state = 'cancelled'",
        }
    }
}

/// Which parcels are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ParcelFilter {
    /// One shop.
    pub account: Option<AccountId>,
    /// Where they stand.
    pub queue: ParcelQueue,
    /// Words of the goods, or a part of the number.
    pub search: Option<String>,
    /// Where the last page ended: [`ParcelRow::due`], shop, number.
    pub after: Option<(i64, AccountId, String)>,
}

/// A parcel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParcelRow {
    /// The shop.
    pub account: AccountId,
    /// The identity under which it is handled.
    pub key: String,
    /// The buyer's order.
    pub order: String,
    /// Who stores and delivers.
    pub scheme: Scheme,
    /// Where it stands.
    pub state: String,
    /// The same in the marketplace's words.
    pub word: String,
    /// When the buyer ordered.
    pub created_at: DateTime<Utc>,
    /// When it must have been handed over.
    pub ship_by: Option<DateTime<Utc>>,
    /// The supply that it is in, by its identity.
    pub supply: Option<String>,
    /// What is in it.
    pub lines: Vec<ParcelLine>,
    /// What the seller may do next.
    pub acts: Vec<ParcelAct>,
    /// When its label was last kept on this machine.
    pub label_at: Option<DateTime<Utc>>,
    /// Its place in the order of the list.
    pub due: i64,
}

impl FromRow<'_, SqliteRow> for ParcelRow {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            account: AccountId(row.number("account_id")?),
            key: row.text("external_id")?,
            order: row.text("order_key")?,
            scheme: row.word("scheme")?,
            state: row.text("state")?,
            word: row.text("word")?,
            created_at: row.at("created_at")?,
            ship_by: row.maybe_at("ship_by")?,
            supply: row.maybe_text("supply")?,
            lines: row.json("lines")?,
            acts: row.json("acts")?,
            label_at: row.maybe_at("label_at")?,
            due: row.number("due")?,
        })
    }
}

/// The columns of a row.
const SELECTED: &str = "SELECT p.account_id, p.external_id, p.order_key, p.scheme, p.state, p.word, p.created_at,
     p.ship_by, p.supply, p.lines, p.acts, coalesce(p.ship_by, 253402300799000) AS due,
     (SELECT max(f.kept_at) FROM file_subjects AS s JOIN files AS f ON f.id = s.file_id
         WHERE s.account_id = p.account_id AND s.what = 'labels' AND s.subject = p.external_id) AS label_at";

/// A partner's parcels in hand, by the index that holds no others: what has left is kept for ever.
const IN_HAND: &str = "FROM accounts AS a
     CROSS JOIN parcels AS p INDEXED BY parcels_due ON p.account_id = a.id AND p.gone = 0
 WHERE a.partner_id = ?1 AND (?2 IS NULL OR a.id = ?2)";

fn list_sql(queue: ParcelQueue) -> String {
    format!(
        "{SELECTED} {IN_HAND} AND {}
             AND (?3 IS NULL OR instr(p.external_id, ?3) > 0 OR EXISTS (
                 SELECT 1 FROM json_each(p.lines) AS j
                 JOIN listing_aliases AS n ON n.account_id = p.account_id AND n.alias = j.value ->> 'listing'
                 WHERE n.listing_id IN (SELECT rowid FROM listing_search WHERE listing_search MATCH ?4)))
             AND (coalesce(p.ship_by, {NEVER}), p.account_id, p.external_id) > (?5, ?6, ?7)
         ORDER BY due, p.account_id, p.external_id LIMIT ?8",
        queue.sql()
    )
}

/// A partner's parcels, those that are due first before others.
///
/// # Errors
/// What SQLite says.
pub async fn list(
    conn: &mut SqliteConnection,
    partner: PartnerId,
    filter: &ParcelFilter,
    limit: i64,
) -> Result<Vec<ParcelRow>, StoreError> {
    let (due, account, key) = match &filter.after {
        Some((due, account, key)) => (*due, account.0, key.as_str()),
        None => (i64::MIN, 0, ""),
    };
    let search = filter.search.as_deref().filter(|words| !words.is_empty());
    Ok(sqlx::query_as(AssertSqlSafe(list_sql(filter.queue)))
        .bind(partner.0)
        .bind(filter.account.map(|id| id.0))
        .bind(search)
        .bind(search.and_then(matching))
        .bind(due)
        .bind(account)
        .bind(key)
        .bind(limit)
        .fetch_all(conn)
        .await?)
}

/// A partner's parcel.
///
/// # Errors
/// `NotFound`, also when it has left the seller's hands.
pub async fn get(
    conn: &mut SqliteConnection,
    partner: PartnerId,
    (account, key): (AccountId, &str),
) -> Result<ParcelRow, StoreError> {
    let sql = format!(
        "{SELECTED} FROM accounts AS a CROSS JOIN parcels AS p ON p.account_id = a.id
         WHERE a.partner_id = ?1 AND a.id = ?2 AND p.external_id = ?3 AND p.gone = 0"
    );
    sqlx::query_as(AssertSqlSafe(sql))
        .bind(partner.0)
        .bind(account.0)
        .bind(key)
        .fetch_optional(conn)
        .await?
        .ok_or(StoreError::NotFound("parcel"))
}

/// How many parcels stand where, by the word in the store.
///
/// # Errors
/// What SQLite says.
pub async fn counts(
    conn: &mut SqliteConnection,
    partner: PartnerId,
    account: Option<AccountId>,
) -> Result<Vec<(String, i64)>, StoreError> {
    let sql = format!("SELECT p.state, count(*) {IN_HAND} GROUP BY p.state");
    Ok(sqlx::query_as(AssertSqlSafe(sql))
        .bind(partner.0)
        .bind(account.map(|id| id.0))
        .fetch_all(conn)
        .await?)
}

/// What a listing is called, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goods {
    /// Its title.
    pub title: String,
    /// The seller's article.
    pub article: String,
    /// First picture.
    pub image: Option<String>,
}

/// What is in these parcels, by shop and the marketplace's name of the listing.
///
/// # Errors
/// What SQLite says.
pub async fn goods(
    conn: &mut SqliteConnection,
    rows: &[ParcelRow],
) -> Result<HashMap<(AccountId, String), Goods>, StoreError> {
    let named = |row: &ParcelRow| {
        let account = row.account.0;
        let lines = row.lines.iter();
        let keys = lines.map(move |line| (account, line.listing.as_str().to_owned()));
        keys.collect::<Vec<_>>()
    };
    let keys: Vec<(i64, String)> = rows.iter().flat_map(named).collect();
    let found: Vec<(i64, String, String, String, Option<String>)> = sqlx::query_as(
        "SELECT DISTINCT n.account_id, n.alias, l.title, l.article, l.image FROM json_each(?1) AS j
         CROSS JOIN listing_aliases AS n ON n.account_id = j.value ->> 0 AND n.alias = j.value ->> 1
         CROSS JOIN listings AS l ON l.id = n.listing_id",
    )
    .bind(to_json("listings", &keys)?)
    .fetch_all(conn)
    .await?;
    let known = |(account, key, title, article, image)| {
        let goods = Goods {
            title,
            article,
            image,
        };
        ((AccountId(account), key), goods)
    };
    Ok(found.into_iter().map(known).collect())
}

#[cfg(test)]
mod tests;
