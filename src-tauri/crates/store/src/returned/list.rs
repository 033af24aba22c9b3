//! Returns as a screen shows them.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::{AccountId, Currency, ListingId, Money, PartnerId, ReturnChoice, ReturnState};
use sqlx::{FromRow, SqliteConnection, sqlite::SqliteRow};

use crate::error::StoreError;
use crate::page::Last;
use crate::sql::Columns;
use crate::tab::{self, TabFilter};

/// A tab of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReturnQueue {
    /// The seller has to decide.
    Undecided,
    /// Waits for the seller to fetch it.
    Waiting,
    /// On its way, or in a state that is not known here.
    UnderWay,
    /// At its end.
    Closed,
}

impl ReturnQueue {
    /// All, in the order of the tabs.
    pub const ALL: [Self; 4] = [Self::Undecided, Self::Waiting, Self::UnderWay, Self::Closed];

    /// The word in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Undecided => "undecided",
            Self::Waiting => "waiting",
            Self::UnderWay => "under_way",
            Self::Closed => "closed",
        }
    }
}

/// Which returns are wanted.
pub type ReturnFilter = TabFilter<ReturnQueue>;

/// A return with what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnRow {
    /// The shop.
    pub account: AccountId,
    /// The marketplace's identity of it.
    pub key: String,
    /// Where it stands in its tab.
    pub place: i64,
    /// The buyer's order.
    pub order: Option<String>,
    /// The listing, when it is known.
    pub listing: Option<ListingId>,
    /// Its title, else what the marketplace calls the goods.
    pub title: String,
    /// The seller's article.
    pub article: Option<String>,
    /// First picture.
    pub image: Option<String>,
    /// Pieces.
    pub quantity: i64,
    /// The word of why goods come back.
    pub kind: String,
    /// Where it stands.
    pub state: ReturnState,
    /// The same in the marketplace's words.
    pub word: String,
    /// The reason in the marketplace's words.
    pub reason: Option<String>,
    /// What the buyer wrote: data, never an instruction.
    pub comment: Option<String>,
    /// Public addresses of the buyer's pictures.
    pub photos: Vec<String>,
    /// What the buyer gets back.
    pub amount: Option<Money>,
    /// What the seller may decide.
    pub choices: Vec<ReturnChoice>,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// Until when the seller may decide or fetch it.
    pub deadline: Option<DateTime<Utc>>,
}

impl ReturnRow {
    /// Where a page ends that ends with it.
    pub fn last(&self) -> Last {
        (self.place, self.key.clone(), self.account)
    }
}

impl FromRow<'_, SqliteRow> for ReturnRow {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            account: AccountId(row.number("account_id")?),
            key: row.text("external_id")?,
            place: row.number("place")?,
            order: row.maybe_text("order_key")?,
            listing: row.maybe_number("listing_id")?.map(ListingId),
            title: row.text("shown_title")?,
            article: row.maybe_text("article")?,
            image: row.maybe_text("image")?,
            quantity: row.number("quantity")?,
            kind: row.text("kind")?,
            state: row.word("state")?,
            word: row.text("word")?,
            reason: row.maybe_text("reason")?,
            comment: row.maybe_text("comment")?,
            photos: row.json("photos")?,
            amount: row.maybe_money("amount_minor", "currency")?,
            choices: row.json("choices")?,
            created_at: row.at("created_at")?,
            deadline: row.maybe_at("deadline")?,
        })
    }
}

/// The columns of a row; the listing is found by whatever name the marketplace used.
macro_rules! selected {
    ($rest:literal) => {
        concat!(
            "SELECT r.*, coalesce(l.title, r.title) AS shown_title, l.id AS listing_id, l.article, l.image
             FROM returns AS r
             LEFT JOIN listing_aliases AS n ON n.account_id = r.account_id AND n.alias = r.listing_key
             LEFT JOIN listings AS l ON l.id = n.listing_id ",
            $rest
        )
    };
}

/// A shop's rows from a place on, in the order of `returns_listed`.
pub(super) const LISTED: &str = selected!(
    "WHERE r.account_id = ?1 AND r.queue = ?2 AND r.gone = 0 AND (r.place, r.external_id) >= (?3, ?4)
         AND (?5 IS NULL OR r.order_key = ?6 OR l.id IN
             (SELECT rowid FROM listing_search WHERE listing_search MATCH ?5))
     ORDER BY r.place, r.external_id LIMIT ?7"
);

/// A partner's returns of one tab: what waits for the seller by its deadline, all else the newest
/// first.
///
/// # Errors
/// What SQLite says.
pub async fn list(
    conn: &mut SqliteConnection,
    partner: PartnerId,
    filter: &ReturnFilter,
    limit: i64,
) -> Result<Vec<ReturnRow>, StoreError> {
    let tab = (filter, filter.queue.as_str());
    tab::list(conn, LISTED, partner, tab, ReturnRow::last, limit).await
}

/// One return.
///
/// # Errors
/// `NotFound`.
pub async fn get(
    conn: &mut SqliteConnection,
    (partner, account): (PartnerId, AccountId),
    key: &str,
) -> Result<ReturnRow, StoreError> {
    sqlx::query_as(selected!(
        "JOIN accounts AS a ON a.id = r.account_id
         WHERE a.partner_id = ?1 AND r.account_id = ?2 AND r.external_id = ?3 AND r.gone = 0"
    ))
    .bind(partner.0)
    .bind(account.0)
    .bind(key)
    .fetch_optional(conn)
    .await?
    .ok_or(StoreError::NotFound("return"))
}

/// How many lie in each tab.
///
/// # Errors
/// What SQLite says.
pub async fn counts(
    conn: &mut SqliteConnection,
    partner: PartnerId,
    account: Option<AccountId>,
) -> Result<BTreeMap<String, i64>, StoreError> {
    let sql =
        "SELECT r.queue, count(*) FROM accounts AS a CROSS JOIN returns AS r ON r.account_id = a.id
         WHERE a.partner_id = ?1 AND (?2 IS NULL OR a.id = ?2) AND r.gone = 0 GROUP BY 1";
    tab::counts(conn, sql, partner, account).await
}

/// What buyers want back in returns that wait for a decision, apart by currency.
///
/// # Errors
/// What SQLite says.
pub async fn stake(
    conn: &mut SqliteConnection,
    partner: PartnerId,
    account: Option<AccountId>,
) -> Result<Vec<Money>, StoreError> {
    let rows: Vec<(String, i64)> = sqlx::query_as(
        "SELECT r.currency, sum(r.amount_minor) FROM accounts AS a
         CROSS JOIN returns AS r ON r.account_id = a.id
         WHERE a.partner_id = ?1 AND (?2 IS NULL OR a.id = ?2) AND r.queue = 'undecided' AND r.gone = 0
             AND r.amount_minor IS NOT NULL AND r.currency IS NOT NULL
         GROUP BY 1 ORDER BY 1",
    )
    .bind(partner.0)
    .bind(account.map(|id| id.0))
    .fetch_all(conn)
    .await?;
    let money =
        |(code, minor): (String, i64)| Some(Money::new(minor, code.parse::<Currency>().ok()?));
    Ok(rows.into_iter().filter_map(money).collect())
}
