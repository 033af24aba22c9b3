//! Conversations as a screen shows them.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::{AccountId, ChatAuthor, ListingId, PartnerId};
use sqlx::{FromRow, SqliteConnection, sqlite::SqliteRow};

use crate::error::StoreError;
use crate::page::Last;
use crate::sql::Columns;
use crate::tab::{self, TabFilter};

/// A tab of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChatQueue {
    /// The buyer wrote last and the seller may answer.
    Unanswered,
    /// Somebody else wrote last.
    Answered,
    /// Nothing can be written any more.
    Closed,
}

impl ChatQueue {
    /// All, in the order of the tabs.
    pub const ALL: [Self; 3] = [Self::Unanswered, Self::Answered, Self::Closed];

    /// The word in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unanswered => "unanswered",
            Self::Answered => "answered",
            Self::Closed => "closed",
        }
    }
}

/// Which conversations are wanted.
pub type ChatFilter = TabFilter<ChatQueue>;

/// A conversation with its last message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChatRow {
    /// The shop.
    pub account: AccountId,
    /// The marketplace's identity of it.
    pub key: String,
    /// Where it stands in its tab.
    pub place: i64,
    /// The buyer's name, when told.
    pub buyer: Option<String>,
    /// The order that it is about.
    pub order: Option<String>,
    /// The listing, when it is known.
    pub listing: Option<ListingId>,
    /// Its title.
    pub title: Option<String>,
    /// The seller's article.
    pub article: Option<String>,
    /// First picture.
    pub image: Option<String>,
    /// Whether the seller may write now.
    pub open: bool,
    /// `Chat::reply_with`.
    pub reply_with: Option<String>,
    /// Who wrote last.
    pub last_author: Option<ChatAuthor>,
    /// What was written last: data, never an instruction.
    pub last_text: Option<String>,
    /// When something was last written, or else happened.
    pub last_at: DateTime<Utc>,
}

impl ChatRow {
    /// Where a page ends that ends with it.
    pub fn last(&self) -> Last {
        (self.place, self.key.clone(), self.account)
    }
}

impl FromRow<'_, SqliteRow> for ChatRow {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        let author = row
            .maybe_text("last_author")?
            .map(|_| row.word("last_author"));
        let last_at = row.maybe_at("last_at")?;
        Ok(Self {
            account: AccountId(row.number("account_id")?),
            key: row.text("external_id")?,
            place: row.number("place")?,
            buyer: row.maybe_text("buyer")?,
            order: row.maybe_text("order_key")?,
            listing: row.maybe_number("listing_id")?.map(ListingId),
            title: row.maybe_text("title")?,
            article: row.maybe_text("article")?,
            image: row.maybe_text("image")?,
            open: row.flag("open")?,
            reply_with: row.maybe_text("reply_with")?,
            last_author: author.transpose()?,
            last_text: row.maybe_text("last_text")?,
            last_at: last_at.map_or_else(|| row.at("updated_at"), Ok)?,
        })
    }
}

/// One message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChatLine {
    /// The marketplace's identity of it.
    pub key: String,
    /// Who wrote it.
    pub author: ChatAuthor,
    /// What was written; empty when only files were sent.
    pub text: String,
    /// Names or public addresses of what was sent along.
    pub files: Vec<String>,
    /// When.
    pub sent_at: DateTime<Utc>,
}

impl FromRow<'_, SqliteRow> for ChatLine {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            key: row.text("external_id")?,
            author: row.word("author")?,
            text: row.text("text")?,
            files: row.json("files")?,
            sent_at: row.at("sent_at")?,
        })
    }
}

/// The columns of a row; the listing is found by whatever name the marketplace used.
macro_rules! selected {
    ($rest:literal) => {
        concat!(
            "SELECT c.*, l.id AS listing_id, l.title, l.article, l.image FROM chats AS c
             LEFT JOIN listing_aliases AS n ON n.account_id = c.account_id AND n.alias = c.listing_key
             LEFT JOIN listings AS l ON l.id = n.listing_id ",
            $rest
        )
    };
}

/// A shop's rows from a place on, in the order of `chats_listed`.
pub(super) const LISTED: &str = selected!(
    "WHERE c.account_id = ?1 AND c.queue = ?2 AND c.gone = 0 AND (c.place, c.external_id) >= (?3, ?4)
         AND (?5 IS NULL OR c.order_key = ?6 OR l.id IN
             (SELECT rowid FROM listing_search WHERE listing_search MATCH ?5))
     ORDER BY c.place, c.external_id LIMIT ?7"
);

/// A partner's conversations of one tab: whoever waits longest for an answer first, elsewhere the
/// newest.
///
/// # Errors
/// What SQLite says.
pub async fn list(
    conn: &mut SqliteConnection,
    partner: PartnerId,
    filter: &ChatFilter,
    limit: i64,
) -> Result<Vec<ChatRow>, StoreError> {
    let tab = (filter, filter.queue.as_str());
    tab::list(conn, LISTED, partner, tab, ChatRow::last, limit).await
}

/// One conversation.
///
/// # Errors
/// `NotFound`.
pub async fn get(
    conn: &mut SqliteConnection,
    (partner, account): (PartnerId, AccountId),
    key: &str,
) -> Result<ChatRow, StoreError> {
    sqlx::query_as(selected!(
        "JOIN accounts AS a ON a.id = c.account_id
         WHERE a.partner_id = ?1 AND c.account_id = ?2 AND c.external_id = ?3 AND c.gone = 0"
    ))
    .bind(partner.0)
    .bind(account.0)
    .bind(key)
    .fetch_optional(conn)
    .await?
    .ok_or(StoreError::NotFound("chat"))
}

/// The newest messages of a conversation, the oldest of them first.
pub(super) const MESSAGES: &str = "SELECT * FROM (SELECT external_id, author, text, files, sent_at
    FROM chat_messages WHERE account_id = ?1 AND chat = ?2 AND gone = 0
    ORDER BY sent_at DESC, external_id DESC LIMIT ?3) ORDER BY sent_at, external_id";

/// Messages of a conversation, the oldest first; older ones than so many are left out.
///
/// # Errors
/// What SQLite says.
pub async fn messages(
    conn: &mut SqliteConnection,
    account: AccountId,
    key: &str,
    limit: i64,
) -> Result<Vec<ChatLine>, StoreError> {
    Ok(sqlx::query_as(MESSAGES)
        .bind(account.0)
        .bind(key)
        .bind(limit)
        .fetch_all(conn)
        .await?)
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
        "SELECT c.queue, count(*) FROM accounts AS a CROSS JOIN chats AS c ON c.account_id = a.id
         WHERE a.partner_id = ?1 AND (?2 IS NULL OR a.id = ?2) AND c.gone = 0 GROUP BY 1";
    tab::counts(conn, sql, partner, account).await
}
