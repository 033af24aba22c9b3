//! A review or question on its way to an answer: what screens list and show, and
//! the steps that it takes.

mod list;
mod steps;

use chrono::{DateTime, Utc};
use domain::{
    AccountId, DraftId, ExternalId, Language, ListingId, MarketplaceId, PartnerId, SubjectKind,
};
use serde::{Deserialize, Serialize};
use sqlx::{AssertSqlSafe, FromRow, SqliteConnection, sqlite::SqliteRow};

use crate::error::StoreError;
use crate::sql::{Columns, clamp_u32, millis, to_json};

pub use list::{
    AnswerFilter, Page, answered, answered_by_account, answered_by_day, answered_last_day_until,
    counts, list, open_ids, recent_texts, similar,
};
pub use list::{Answered, Similar};
pub use steps::{Heard, set_refused, set_sent, set_shown, set_state, set_withdrawn};

/// Where an answer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nothing was done yet.
    Unanswered,
    /// A draft is being written.
    Drafting,
    /// A draft lies there; nobody is asked.
    Draft,
    /// A person is asked.
    Waiting,
    /// Allowed; leaves when its delay is over.
    Scheduled,
    /// On its way.
    Sending,
    /// At the marketplace.
    Sent,
    /// A person said no.
    Rejected,
    /// The rules or the marketplace said no.
    Refused,
    /// It may or may not have arrived.
    Unknown,
    /// Given up after errors.
    Failed,
}

impl State {
    /// The word in the store and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unanswered => "unanswered",
            Self::Drafting => "drafting",
            Self::Draft => "draft",
            Self::Waiting => "waiting",
            Self::Scheduled => "scheduled",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Rejected => "rejected",
            Self::Refused => "refused",
            Self::Unknown => "unknown",
            Self::Failed => "failed",
        }
    }
}

/// The tabs of a screen. Every state belongs to one: drafting and failed are unanswered;
/// scheduled, sending and unknown are sent; refused is rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Queue {
    /// Nothing left yet.
    Unanswered,
    /// Drafts that nobody asked about.
    Draft,
    /// A person is asked.
    Waiting,
    /// Left, or about to.
    Sent,
    /// Refused or rejected.
    Rejected,
}

impl Queue {
    /// All, in the order of the tabs.
    pub const ALL: [Self; 5] = [
        Self::Unanswered,
        Self::Draft,
        Self::Waiting,
        Self::Sent,
        Self::Rejected,
    ];

    /// The word in the store and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unanswered => "unanswered",
            Self::Draft => "draft",
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::Rejected => "rejected",
        }
    }
}

/// The listing that a review or question is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Its row.
    pub id: ListingId,
    /// Its title.
    pub title: String,
    /// The seller's article.
    pub article: String,
}

/// A review or question as screens and skills see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answerable {
    /// Which of the two.
    pub kind: SubjectKind,
    /// Its row in its own table.
    pub id: i64,
    /// Whose shop.
    pub partner: PartnerId,
    /// The shop.
    pub account: AccountId,
    /// Its marketplace.
    pub marketplace: MarketplaceId,
    /// The marketplace's identity.
    pub external_id: ExternalId,
    /// The marketplace's name of the listing, known here or not.
    pub listing_key: Option<ExternalId>,
    /// The listing, once known.
    pub listing: Option<About>,
    /// Stars of a review.
    pub rating: Option<u8>,
    /// The buyer's name as shown.
    pub author: Option<String>,
    /// What the buyer wrote. Hostile.
    pub text: String,
    /// What the buyer liked. Hostile.
    pub pros: Option<String>,
    /// What the buyer did not like. Hostile.
    pub cons: Option<String>,
    /// Pictures attached.
    pub photos: u32,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// The buyer's language, once told.
    pub language: Option<Language>,
    /// What it is about, once told.
    pub topic: Option<String>,
    /// It tries to give orders to the AI.
    pub suspicious: bool,
    /// Where its answer stands.
    pub state: State,
    /// When the answer should be there.
    pub due_at: Option<DateTime<Utc>>,
    /// Until when a person can decide, or when a scheduled answer leaves.
    pub deadline: Option<DateTime<Utc>>,
    /// The draft that counts.
    pub draft: Option<DraftId>,
    /// The answer at the marketplace: its identity there.
    pub answer_external_id: Option<ExternalId>,
    /// Its text.
    pub answer_text: Option<String>,
    /// How it is shown: published, moderation, rejected, or the marketplace's word.
    pub answer_state: Option<String>,
    /// When it was written there.
    pub answer_at: Option<DateTime<Utc>>,
    /// Whether the marketplace still lets it be edited.
    pub answer_editable: Option<bool>,
    /// When an answer left from here.
    pub answered_at: Option<DateTime<Utc>>,
}

impl FromRow<'_, SqliteRow> for Answerable {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        let listing = match row.maybe_number("listing_id")? {
            Some(id) => Some(About {
                id: ListingId(id),
                title: row.text("listing_title")?,
                article: row.text("listing_article")?,
            }),
            None => None,
        };
        Ok(Self {
            kind: row.word("kind")?,
            id: row.number("id")?,
            partner: PartnerId(row.number("partner_id")?),
            account: AccountId(row.number("account_id")?),
            marketplace: row.text("marketplace")?.into(),
            external_id: row.text("external_id")?.into(),
            listing_key: row.maybe_text("listing_key")?.map(ExternalId::from),
            listing,
            rating: row
                .maybe_number("rating")?
                .and_then(|stars| u8::try_from(stars).ok()),
            author: row.maybe_text("author")?,
            text: row.text("text")?,
            pros: row.maybe_text("pros")?,
            cons: row.maybe_text("cons")?,
            photos: clamp_u32(row.number("photos")?),
            created_at: row.at("created_at")?,
            language: row
                .maybe_text("language")?
                .map(|tag| Language::from_tag(&tag)),
            topic: row.maybe_text("topic")?,
            suspicious: row.flag("suspicious")?,
            state: row.word("state")?,
            due_at: row.maybe_at("due_at")?,
            deadline: row.maybe_at("deadline")?,
            draft: row.maybe_number("draft_id")?.map(DraftId),
            answer_external_id: row.maybe_text("answer_external_id")?.map(ExternalId::from),
            answer_text: row.maybe_text("answer_text")?,
            answer_state: row.maybe_text("answer_state")?,
            answer_at: row.maybe_at("answer_at")?,
            answer_editable: row.maybe_number("answer_editable")?.map(|flag| flag != 0),
            answered_at: row.maybe_at("answered_at")?,
        })
    }
}

impl Answerable {
    /// An answer stands there that moderators have not refused.
    pub fn is_answered(&self) -> bool {
        self.answer_text.is_some() && !self.is_refused()
    }

    /// The answer that stood there was refused by the marketplace's moderators: buyers do not
    /// see it, and another one is wanted.
    pub fn is_refused(&self) -> bool {
        self.answer_state.as_deref() == Some("rejected")
    }
}

/// Columns and joins of an [`Answerable`]; the alias of the row is `r`.
pub(crate) fn select(kind: SubjectKind) -> &'static str {
    match kind {
        SubjectKind::Review => {
            "SELECT 'review' AS kind, r.*, a.marketplace, l.title AS listing_title, l.article AS listing_article
             FROM reviews AS r JOIN accounts AS a ON a.id = r.account_id
             LEFT JOIN listings AS l ON l.id = r.listing_id"
        }
        SubjectKind::Question => {
            "SELECT 'question' AS kind, r.*, NULL AS rating, NULL AS pros, NULL AS cons, 0 AS photos,
                 a.marketplace, l.title AS listing_title, l.article AS listing_article
             FROM questions AS r JOIN accounts AS a ON a.id = r.account_id
             LEFT JOIN listings AS l ON l.id = r.listing_id"
        }
    }
}

/// One review or question.
///
/// # Errors
/// `NotFound`.
pub async fn get(
    conn: &mut SqliteConnection,
    kind: SubjectKind,
    id: i64,
) -> Result<Answerable, StoreError> {
    let sql = format!("{} WHERE r.id = ?", select(kind));
    sqlx::query_as(AssertSqlSafe(sql))
        .bind(id)
        .fetch_optional(conn)
        .await?
        .ok_or(StoreError::NotFound(kind.as_str()))
}

/// Reviews or questions by their ids, in the order of these.
///
/// # Errors
/// What SQLite says.
pub async fn of_ids(
    conn: &mut SqliteConnection,
    kind: SubjectKind,
    ids: &[i64],
) -> Result<Vec<Answerable>, StoreError> {
    let sql = format!(
        "{} JOIN json_each(?) AS j ON j.value = r.id ORDER BY j.key",
        select(kind)
    );
    Ok(sqlx::query_as(AssertSqlSafe(sql))
        .bind(to_json("ids", ids)?)
        .fetch_all(conn)
        .await?)
}

/// Those of these ids that nobody has answered and that were written since then.
///
/// # Errors
/// What SQLite says.
pub async fn unanswered(
    conn: &mut SqliteConnection,
    kind: SubjectKind,
    ids: &[i64],
    since: DateTime<Utc>,
) -> Result<Vec<i64>, StoreError> {
    let sql = format!(
        "SELECT r.id FROM json_each(?) AS j CROSS JOIN {} AS r ON r.id = j.value
         WHERE r.state = 'unanswered' AND r.answer_text IS NULL AND r.created_at >= ? ORDER BY j.key",
        crate::answerable::table(kind)
    );
    Ok(sqlx::query_scalar(AssertSqlSafe(sql))
        .bind(to_json("ids", ids)?)
        .bind(millis(since))
        .fetch_all(conn)
        .await?)
}

/// The id of a review or question by the marketplace's identity.
///
/// # Errors
/// What SQLite says.
pub async fn find(
    conn: &mut SqliteConnection,
    kind: SubjectKind,
    account: AccountId,
    external_id: &ExternalId,
) -> Result<Option<i64>, StoreError> {
    let table = crate::answerable::table(kind);
    let sql = format!("SELECT id FROM {table} WHERE account_id = ? AND external_id = ?");
    Ok(sqlx::query_scalar(AssertSqlSafe(sql))
        .bind(account.0)
        .bind(external_id.as_str())
        .fetch_optional(conn)
        .await?)
}

#[cfg(test)]
mod tests;
