//! Prices as a screen shows them.

use chrono::{DateTime, Utc};
use domain::{AccountId, ListingId, Money, PartnerId};
use sqlx::{FromRow, SqliteConnection, sqlite::SqliteRow};

use crate::error::StoreError;
use crate::search::matching;
use crate::sql::Columns;

/// Which prices are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PriceFilter {
    /// One shop.
    pub account: Option<AccountId>,
    /// Only those that the marketplace holds back.
    pub held: bool,
    /// Words of title, article or identity.
    pub search: Option<String>,
    /// Where the last page ended: shop, listing, size.
    pub after: Option<(AccountId, String, String)>,
}

/// A price with what it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceRow {
    /// The shop.
    pub account: AccountId,
    /// The marketplace's name of the listing.
    pub listing_key: String,
    /// The size; empty where one price holds for all.
    pub variant: String,
    /// The listing, when it is known.
    pub listing: Option<ListingId>,
    /// Its title.
    pub title: Option<String>,
    /// The seller's article.
    pub article: Option<String>,
    /// First picture.
    pub image: Option<String>,
    /// What the seller asks.
    pub price: Money,
    /// The crossed-out price.
    pub before: Option<Money>,
    /// The lowest to which the marketplace may go.
    pub least: Option<Money>,
    /// What buyers pay.
    pub shown: Option<Money>,
    /// A newer price is held back.
    pub held: bool,
    /// That price, when told.
    pub held_price: Option<Money>,
    /// Why, in the marketplace's words.
    pub held_reason: Option<String>,
    /// When it last changed here.
    pub seen_at: DateTime<Utc>,
}

impl FromRow<'_, SqliteRow> for PriceRow {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        let price = row.maybe_money("price_minor", "currency")?;
        Ok(Self {
            account: AccountId(row.number("account_id")?),
            listing_key: row.text("listing_key")?,
            variant: row.text("variant")?,
            listing: row.maybe_number("listing_id")?.map(ListingId),
            title: row.maybe_text("title")?,
            article: row.maybe_text("article")?,
            image: row.maybe_text("image")?,
            price: price.ok_or_else(|| sqlx::Error::ColumnNotFound("price_minor".to_owned()))?,
            before: row.maybe_money("before_minor", "currency")?,
            least: row.maybe_money("least_minor", "currency")?,
            shown: row.maybe_money("shown_minor", "currency")?,
            held: row.flag("held")?,
            held_price: row.maybe_money("held_minor", "currency")?,
            held_reason: row.maybe_text("held_reason")?,
            seen_at: row.at("seen_at")?,
        })
    }
}

/// The columns of a row; the listing is found by whatever name the marketplace used.
macro_rules! selected {
    ($rest:literal) => {
        concat!(
            "SELECT p.account_id, p.listing_key, p.variant, p.price_minor, p.before_minor, p.least_minor,
                 p.shown_minor, p.currency, p.held, p.held_minor, p.held_reason, p.seen_at,
                 l.id AS listing_id, l.title, l.article, l.image
             FROM accounts AS a CROSS JOIN prices AS p ON p.account_id = a.id
             LEFT JOIN listing_aliases AS n ON n.account_id = p.account_id AND n.alias = p.listing_key
             LEFT JOIN listings AS l ON l.id = n.listing_id ",
            $rest
        )
    };
}

/// A partner's prices by shop and listing.
///
/// # Errors
/// What SQLite says.
pub async fn list(
    conn: &mut SqliteConnection,
    partner: PartnerId,
    filter: &PriceFilter,
    limit: i64,
) -> Result<Vec<PriceRow>, StoreError> {
    let (account, key, variant) = match &filter.after {
        Some((account, key, variant)) => (account.0, key.as_str(), variant.as_str()),
        None => (0, "", ""),
    };
    Ok(sqlx::query_as(selected!(
        "WHERE a.partner_id = ?1 AND (?2 IS NULL OR a.id = ?2) AND p.gone = 0 AND (NOT ?3 OR p.held = 1)
             AND (?4 IS NULL OR l.id IN (SELECT rowid FROM listing_search WHERE listing_search MATCH ?4))
             AND (p.account_id, p.listing_key, p.variant) > (?5, ?6, ?7)
         ORDER BY p.account_id, p.listing_key, p.variant LIMIT ?8"
    ))
    .bind(partner.0)
    .bind(filter.account.map(|id| id.0))
    .bind(i64::from(filter.held))
    .bind(filter.search.as_deref().and_then(matching))
    .bind(account)
    .bind(key)
    .bind(variant)
    .bind(limit)
    .fetch_all(conn)
    .await?)
}

/// One price by the marketplace's name of its listing.
///
/// # Errors
/// `NotFound`.
pub async fn get(
    conn: &mut SqliteConnection,
    (partner, account): (PartnerId, AccountId),
    listing_key: &str,
    variant: &str,
) -> Result<PriceRow, StoreError> {
    sqlx::query_as(selected!(
        "WHERE a.partner_id = ?1 AND a.id = ?2 AND p.listing_key = ?3 AND p.variant = ?4"
    ))
    .bind(partner.0)
    .bind(account.0)
    .bind(listing_key)
    .bind(variant)
    .fetch_optional(conn)
    .await?
    .ok_or(StoreError::NotFound("price"))
}
