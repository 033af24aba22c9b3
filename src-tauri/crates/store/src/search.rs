//! Full-text search: a buyer's or seller's words become a query of prefixes, never
//! FTS5 syntax.

use domain::PartnerId;
use sqlx::{FromRow, SqliteConnection, sqlite::SqliteRow};

use crate::error::StoreError;
use crate::sql::Columns;

/// The FTS5 query that finds all words of a text as prefixes; `None` without a word.
pub(crate) fn matching(text: &str) -> Option<String> {
    // The index treats the apostrophes of written Uzbek as one; so does the question.
    let plain: String = text
        .chars()
        .map(|c| {
            if matches!(c, 'ʻ' | 'ʼ' | '’') {
                '\''
            } else {
                c
            }
        })
        .collect();
    let words: Vec<String> = plain
        .split_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .take(12)
        .map(|word| format!("\"{}\"*", word.replace('"', "\"\"").replace('\0', "")))
        .collect();
    if words.is_empty() {
        None
    } else {
        Some(words.join(" "))
    }
}

/// Something found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// product, review, question or activity.
    pub kind: String,
    /// Its row.
    pub id: i64,
    /// What to show first.
    pub title: String,
    /// What to show beside it.
    pub detail: String,
}

impl FromRow<'_, SqliteRow> for Hit {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            kind: row.text("kind")?,
            id: row.number("id")?,
            title: row.text("title")?,
            detail: row.text("detail")?,
        })
    }
}

const PRODUCTS: &str = "SELECT 'product' AS kind, l.id, l.title, a.name || ' · ' || l.article AS detail
    FROM listing_search AS s JOIN listings AS l ON l.id = s.rowid JOIN accounts AS a ON a.id = l.account_id
    WHERE listing_search MATCH ?1 AND a.partner_id = ?2 ORDER BY s.rowid DESC LIMIT ?3";
const REVIEWS: &str = "SELECT 'review' AS kind, r.id, substr(r.text, 1, 120) AS title, a.name AS detail
    FROM review_search AS s JOIN reviews AS r ON r.id = s.rowid JOIN accounts AS a ON a.id = r.account_id
    WHERE review_search MATCH ?1 AND r.partner_id = ?2 ORDER BY s.rowid DESC LIMIT ?3";
const QUESTIONS: &str = "SELECT 'question' AS kind, r.id, substr(r.text, 1, 120) AS title, a.name AS detail
    FROM question_search AS s JOIN questions AS r ON r.id = s.rowid JOIN accounts AS a ON a.id = r.account_id
    WHERE question_search MATCH ?1 AND r.partner_id = ?2 ORDER BY s.rowid DESC LIMIT ?3";
const ACTIVITY: &str = "SELECT 'activity' AS kind, r.id, r.subject AS title, r.act AS detail
    FROM activity_search AS s JOIN activity AS r ON r.id = s.rowid
    WHERE activity_search MATCH ?1 AND r.partner_id = ?2 ORDER BY s.rowid DESC LIMIT ?3";

/// Finds products, reviews, questions and acts of a partner, `limit` of each, newest first.
///
/// # Errors
/// What SQLite says.
pub async fn everywhere(
    conn: &mut SqliteConnection,
    partner: PartnerId,
    text: &str,
    limit: i64,
) -> Result<Vec<Hit>, StoreError> {
    let Some(words) = matching(text) else {
        return Ok(Vec::new());
    };
    let mut hits = Vec::new();
    for sql in [PRODUCTS, REVIEWS, QUESTIONS, ACTIVITY] {
        let mut found: Vec<Hit> = sqlx::query_as(sql)
            .bind(&words)
            .bind(partner.0)
            .bind(limit)
            .fetch_all(&mut *conn)
            .await?;
        hits.append(&mut found);
    }
    Ok(hits)
}
