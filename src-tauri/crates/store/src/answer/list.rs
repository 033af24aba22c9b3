//! Lists, counts and figures of answers.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::{AccountId, MarketplaceId, PartnerId, SubjectKind};
use sqlx::{AssertSqlSafe, FromRow, SqliteConnection, sqlite::SqliteRow};

use super::{Answerable, Queue, State, select};
use crate::answerable::table;
use crate::error::StoreError;
use crate::page::cut;
use crate::sales::Span;
use crate::search::matching;
use crate::sql::Columns;

/// Which reviews or questions a screen shows.
#[derive(Debug, Clone)]
pub struct AnswerFilter {
    /// Reviews or questions.
    pub kind: SubjectKind,
    /// The tab.
    pub queue: Queue,
    /// Whose.
    pub partner: PartnerId,
    /// One shop, or all.
    pub account: Option<AccountId>,
    /// One rating, or all.
    pub rating: Option<u8>,
    /// Words to find in them.
    pub search: Option<String>,
    /// First and last day of their answers, where only what was answered then is wanted.
    pub answered: Option<(String, String)>,
    /// `Page::next` of the page before.
    pub after: Option<String>,
    /// Rows on a page.
    pub limit: u32,
}

/// A page of rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows, newest first.
    pub rows: Vec<T>,
    /// Where the next page begins; `None` at the end.
    pub next: Option<String>,
}

/// SQL of a list; its fragments are constants, every value is bound.
pub(crate) fn list_sql(filter: &AnswerFilter, words: bool) -> String {
    let owner = if filter.account.is_some() {
        "r.account_id = ?2 AND r.partner_id = ?1"
    } else {
        "r.partner_id = ?1 AND ?2 IS NULL"
    };
    let stars = match filter.kind {
        SubjectKind::Review => "(?4 IS NULL OR r.rating = ?4)",
        SubjectKind::Question => "?4 IS NULL",
    };
    let kind = filter.kind.as_str();
    let found = if words {
        format!("r.id IN (SELECT rowid FROM {kind}_search WHERE {kind}_search MATCH ?7)")
    } else {
        "?7 IS NULL".to_owned()
    };
    let answered = if filter.answered.is_some() {
        "r.answered_day BETWEEN ?9 AND ?10"
    } else {
        "?9 IS NULL AND ?10 IS NULL"
    };
    format!(
        "{} WHERE {owner} AND r.queue = ?3 AND {stars} AND {found} AND {answered}
         AND (r.created_at, r.id) < (?5, ?6) ORDER BY r.created_at DESC, r.id DESC LIMIT ?8",
        select(filter.kind)
    )
}

/// A page of reviews or questions.
///
/// # Errors
/// What SQLite says. A search without a word in it finds nothing to filter by.
pub async fn list(
    conn: &mut SqliteConnection,
    filter: &AnswerFilter,
) -> Result<Page<Answerable>, StoreError> {
    let words = filter.search.as_deref().and_then(matching);
    let (at, id) = filter
        .after
        .as_deref()
        .and_then(read_key)
        .unwrap_or((i64::MAX, i64::MAX));
    let limit = i64::from(filter.limit.clamp(1, 500));
    let mut rows: Vec<Answerable> =
        sqlx::query_as(AssertSqlSafe(list_sql(filter, words.is_some())))
            .bind(filter.partner.0)
            .bind(filter.account.map(|id| id.0))
            .bind(filter.queue.as_str())
            .bind(filter.rating)
            .bind(at)
            .bind(id)
            .bind(words)
            .bind(limit + 1)
            .bind(filter.answered.as_ref().map(|days| &days.0))
            .bind(filter.answered.as_ref().map(|days| &days.1))
            .fetch_all(conn)
            .await?;
    let more = cut(&mut rows, limit);
    let last = rows.last().filter(|_| more);
    let next = last.map(|row| format!("{}.{}", row.created_at.timestamp_millis(), row.id));
    Ok(Page { rows, next })
}

/// A key that is not ours begins at the top.
fn read_key(key: &str) -> Option<(i64, i64)> {
    let (at, id) = key.split_once('.')?;
    Some((at.parse().ok()?, id.parse().ok()?))
}

/// How many lie in each tab, from counters that triggers keep.
///
/// # Errors
/// What SQLite says.
pub async fn counts(
    conn: &mut SqliteConnection,
    kind: SubjectKind,
    partner: PartnerId,
    account: Option<AccountId>,
    rating: Option<u8>,
) -> Result<BTreeMap<Queue, i64>, StoreError> {
    let rows: Vec<(String, i64)> = sqlx::query_as(
        "SELECT c.state, sum(c.amount) FROM accounts AS a
         CROSS JOIN answer_counts AS c ON c.account_id = a.id AND c.kind = ?3
         WHERE a.partner_id = ?1 AND (?2 IS NULL OR a.id = ?2) AND (?4 IS NULL OR c.rating = ?4)
         GROUP BY 1",
    )
    .bind(partner.0)
    .bind(account.map(|id| id.0))
    .bind(kind.as_str())
    .bind(rating)
    .fetch_all(conn)
    .await?;
    let mut counts: BTreeMap<Queue, i64> = Queue::ALL.into_iter().map(|queue| (queue, 0)).collect();
    for (word, amount) in rows {
        let state = crate::sql::from_word(word).map_err(|source| StoreError::Unreadable {
            column: "state",
            source,
        })?;
        *counts.entry(queue_of(state)).or_default() += amount;
    }
    Ok(counts)
}

/// The tab of a state; the generated column `queue` says the same.
pub(crate) fn queue_of(state: State) -> Queue {
    match state {
        State::Unanswered | State::Drafting | State::Failed => Queue::Unanswered,
        State::Draft => Queue::Draft,
        State::Waiting => Queue::Waiting,
        State::Scheduled | State::Sending | State::Sent | State::Unknown => Queue::Sent,
        State::Rejected | State::Refused => Queue::Rejected,
    }
}

/// Ids in the state `unanswered`, oldest first: what the rules look at.
///
/// # Errors
/// What SQLite says.
pub async fn open_ids(
    conn: &mut SqliteConnection,
    kind: SubjectKind,
    account: AccountId,
    limit: i64,
) -> Result<Vec<i64>, StoreError> {
    let sql = format!(
        "SELECT id FROM {} WHERE account_id = ? AND queue = 'unanswered' AND state = 'unanswered'
         ORDER BY created_at, id LIMIT ?",
        table(kind)
    );
    Ok(sqlx::query_scalar(AssertSqlSafe(sql))
        .bind(account.0)
        .bind(limit)
        .fetch_all(conn)
        .await?)
}

/// Answers that left from here, and how long buyers waited for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The day; empty over a whole span.
    pub day: String,
    /// The shop; `None` over all.
    pub account: Option<AccountId>,
    /// Answers to reviews.
    pub reviews: i64,
    /// Answers to questions.
    pub questions: i64,
    /// Sum of the waiting times in milliseconds.
    pub wait_ms: i64,
}

impl FromRow<'_, SqliteRow> for Answered {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            day: row.text("day")?,
            account: row.maybe_number("account_id")?.map(AccountId),
            reviews: row.number("reviews")?,
            questions: row.number("questions")?,
            wait_ms: row.number("wait_ms")?,
        })
    }
}

macro_rules! answered {
    ($keys:literal, $group:literal) => {
        concat!(
            "SELECT ",
            $keys,
            ", coalesce(sum(d.answered * (d.kind = 'review')), 0) AS reviews,
                coalesce(sum(d.answered * (d.kind = 'question')), 0) AS questions,
                coalesce(sum(d.wait_ms), 0) AS wait_ms
             FROM accounts AS a CROSS JOIN answers_daily AS d
                ON d.account_id = a.id AND d.day BETWEEN ?3 AND ?4
             WHERE a.partner_id = ?1 AND (?2 IS NULL OR a.id = ?2)",
            $group
        )
    };
}

async fn read_answered(
    conn: &mut SqliteConnection,
    sql: &'static str,
    span: &Span<'_>,
) -> Result<Vec<Answered>, StoreError> {
    Ok(sqlx::query_as(sql)
        .bind(span.partner.0)
        .bind(span.account.map(|id| id.0))
        .bind(span.from)
        .bind(span.to)
        .fetch_all(conn)
        .await?)
}

/// The sums of a span.
///
/// # Errors
/// What SQLite says.
pub async fn answered(
    conn: &mut SqliteConnection,
    span: &Span<'_>,
) -> Result<Answered, StoreError> {
    let rows = read_answered(conn, answered!("'' AS day, NULL AS account_id", ""), span).await?;
    rows.into_iter()
        .next()
        .ok_or(StoreError::NotFound("figure"))
}

const ANSWERED_UNTIL: &str = "SELECT '' AS day, NULL AS account_id,
        coalesce(sum(kind = 'review'), 0) AS reviews, coalesce(sum(kind = 'question'), 0) AS questions,
        coalesce(sum(wait), 0) AS wait_ms
    FROM (SELECT 'review' AS kind, max(0, r.answered_at - max(r.created_at, a.created_at)) AS wait
        FROM accounts AS a
        CROSS JOIN reviews AS r ON r.account_id = a.id AND r.answered_day = ?4 AND r.answered_at <= ?5
        WHERE a.partner_id = ?1 AND (?2 IS NULL OR a.id = ?2) AND ?3 <= ?4
        UNION ALL
        SELECT 'question', max(0, q.answered_at - max(q.created_at, a.created_at))
        FROM accounts AS a
        CROSS JOIN questions AS q ON q.account_id = a.id AND q.answered_day = ?4 AND q.answered_at <= ?5
        WHERE a.partner_id = ?1 AND (?2 IS NULL OR a.id = ?2) AND ?3 <= ?4)";

/// The last day of a span up to a moment: what a day that is not over yet is compared with.
///
/// # Errors
/// What SQLite says.
pub async fn answered_last_day_until(
    conn: &mut SqliteConnection,
    span: &Span<'_>,
    until: DateTime<Utc>,
) -> Result<Answered, StoreError> {
    Ok(sqlx::query_as(ANSWERED_UNTIL)
        .bind(span.partner.0)
        .bind(span.account.map(|id| id.0))
        .bind(span.from)
        .bind(span.to)
        .bind(crate::sql::millis(until))
        .fetch_one(conn)
        .await?)
}

/// By day; days without answers have no row.
///
/// # Errors
/// What SQLite says.
pub async fn answered_by_day(
    conn: &mut SqliteConnection,
    span: &Span<'_>,
) -> Result<Vec<Answered>, StoreError> {
    let sql = answered!(
        "d.day, NULL AS account_id",
        " GROUP BY d.day ORDER BY d.day"
    );
    read_answered(conn, sql, span).await
}

/// By shop.
///
/// # Errors
/// What SQLite says.
pub async fn answered_by_account(
    conn: &mut SqliteConnection,
    span: &Span<'_>,
) -> Result<Vec<Answered>, StoreError> {
    let sql = answered!(
        "'' AS day, a.id AS account_id",
        " GROUP BY a.id ORDER BY a.id"
    );
    read_answered(conn, sql, span).await
}

/// Another of the kind about the same product that has an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Similar {
    /// Its row.
    pub id: i64,
    /// Its marketplace.
    pub marketplace: MarketplaceId,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// What the buyer wrote. Hostile.
    pub text: String,
    /// The answer.
    pub answer: Option<String>,
}

impl FromRow<'_, SqliteRow> for Similar {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: row.number("id")?,
            marketplace: row.text("marketplace")?.into(),
            at: row.at("created_at")?,
            text: row.text("text")?,
            answer: row.maybe_text("answer_text")?,
        })
    }
}

/// Answered ones about the same product on any of the partner's shops, newest first.
///
/// # Errors
/// What SQLite says.
pub async fn similar(
    conn: &mut SqliteConnection,
    kind: SubjectKind,
    id: i64,
    limit: i64,
) -> Result<Vec<Similar>, StoreError> {
    let table = table(kind);
    let sql = format!(
        "SELECT r.id, a.marketplace, r.created_at, r.text, r.answer_text FROM {table} AS this
         JOIN listings AS mine ON mine.id = this.listing_id
         JOIN listings AS its ON its.id = mine.id OR its.product_id = mine.product_id
         CROSS JOIN {table} AS r ON r.listing_id = its.id
         JOIN accounts AS a ON a.id = r.account_id
         WHERE this.id = ?1 AND r.id <> ?1 AND r.answer_text IS NOT NULL
         ORDER BY r.created_at DESC, r.id DESC LIMIT ?2"
    );
    Ok(sqlx::query_as(AssertSqlSafe(sql))
        .bind(id)
        .bind(limit)
        .fetch_all(conn)
        .await?)
}

/// The newest texts that left from here on one account, to notice repetition.
///
/// # Errors
/// What SQLite says.
pub async fn recent_texts(
    conn: &mut SqliteConnection,
    kind: SubjectKind,
    account: AccountId,
    limit: i64,
) -> Result<Vec<String>, StoreError> {
    let sql = format!(
        "SELECT answer_text FROM {} WHERE account_id = ? AND queue = 'sent' AND answer_text IS NOT NULL
         ORDER BY created_at DESC, id DESC LIMIT ?",
        table(kind)
    );
    Ok(sqlx::query_scalar(AssertSqlSafe(sql))
        .bind(account.0)
        .bind(limit)
        .fetch_all(conn)
        .await?)
}
