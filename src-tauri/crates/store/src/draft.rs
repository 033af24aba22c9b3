//! Texts proposed as answers.

use chrono::{DateTime, Utc};
use domain::{AccountId, DraftId, Fact, Language, SubjectKind};
use serde::{Deserialize, Serialize};
use sqlx::{FromRow, SqliteConnection, sqlite::SqliteRow};

use crate::error::StoreError;
use crate::sql::{Columns, millis, to_json, to_word};
use crate::writer::Tx;

/// Who wrote a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// A Claude model.
    Claude,
    /// A built-in template.
    Template,
    /// A person.
    Person,
}

/// A piece of the text that rests on a fact; positions in characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cited {
    /// First character.
    pub start: u32,
    /// Behind the last.
    pub end: u32,
    /// The fact's number.
    pub fact: u32,
}

/// A text to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDraft {
    /// The shop that would answer.
    pub account: AccountId,
    /// What is answered.
    pub kind: SubjectKind,
    /// Its row.
    pub subject: i64,
    /// The text.
    pub text: String,
    /// Who wrote it.
    pub source: Source,
    /// Which model.
    pub model: Option<String>,
    /// In which language.
    pub language: Language,
    /// How sure the writer is, 0 to 100.
    pub confidence: Option<u8>,
    /// What it cost, in millionths of a US dollar.
    pub cost_micros: Option<i64>,
    /// Which pieces rest on which facts.
    pub spans: Vec<Cited>,
    /// The facts that were at hand.
    pub facts: Vec<Fact>,
    /// Digest of the buyer's words that it answers; other words want another answer.
    pub heard: String,
}

/// A stored text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its row.
    pub id: DraftId,
    /// What was stored.
    pub draft: NewDraft,
    /// When it leaves, once scheduled.
    pub send_at: Option<DateTime<Utc>>,
    /// When it was written.
    pub created_at: DateTime<Utc>,
}

impl FromRow<'_, SqliteRow> for Draft {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: DraftId(row.number("id")?),
            draft: NewDraft {
                account: AccountId(row.number("account_id")?),
                kind: row.word("kind")?,
                subject: row.number("subject_id")?,
                text: row.text("text")?,
                source: row.word("source")?,
                model: row.maybe_text("model")?,
                language: Language::from_tag(&row.text("language")?),
                confidence: row
                    .maybe_number("confidence")?
                    .and_then(|n| u8::try_from(n).ok()),
                cost_micros: row.maybe_number("cost_micros")?,
                spans: row.json("spans")?,
                facts: row.json("facts")?,
                heard: row.text("heard")?,
            },
            send_at: row.maybe_at("send_at")?,
            created_at: row.at("created_at")?,
        })
    }
}

/// Stores a text; a text is never changed afterwards, an edit is a new one.
///
/// # Errors
/// What SQLite says.
pub async fn add(tx: &mut Tx, new: &NewDraft, now: DateTime<Utc>) -> Result<DraftId, StoreError> {
    let id = sqlx::query(
        "INSERT INTO drafts (account_id, kind, subject_id, text, source, model, language,
             confidence, cost_micros, spans, facts, heard, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(new.account.0)
    .bind(new.kind.as_str())
    .bind(new.subject)
    .bind(&new.text)
    .bind(to_word("source", &new.source)?)
    .bind(&new.model)
    .bind(new.language.tag())
    .bind(new.confidence)
    .bind(new.cost_micros)
    .bind(to_json("spans", &new.spans)?)
    .bind(to_json("facts", &new.facts)?)
    .bind(&new.heard)
    .bind(millis(now))
    .execute(tx.conn())
    .await?
    .last_insert_rowid();
    Ok(DraftId(id))
}

/// Says when a text leaves; `None` when it does not.
///
/// # Errors
/// `NotFound`.
pub async fn set_send_at(
    tx: &mut Tx,
    id: DraftId,
    at: Option<DateTime<Utc>>,
) -> Result<(), StoreError> {
    let done = sqlx::query("UPDATE drafts SET send_at = ? WHERE id = ?")
        .bind(at.map(millis))
        .bind(id.0)
        .execute(tx.conn())
        .await?;
    if done.rows_affected() == 0 {
        Err(StoreError::NotFound("draft"))
    } else {
        Ok(())
    }
}

/// One text.
///
/// # Errors
/// `NotFound`.
pub async fn get(conn: &mut SqliteConnection, id: DraftId) -> Result<Draft, StoreError> {
    sqlx::query_as("SELECT * FROM drafts WHERE id = ?")
        .bind(id.0)
        .fetch_optional(conn)
        .await?
        .ok_or(StoreError::NotFound("draft"))
}

/// All texts for a review or question, newest first.
///
/// # Errors
/// What SQLite says.
pub async fn of(
    conn: &mut SqliteConnection,
    kind: SubjectKind,
    subject: i64,
) -> Result<Vec<Draft>, StoreError> {
    Ok(
        sqlx::query_as("SELECT * FROM drafts WHERE kind = ? AND subject_id = ? ORDER BY id DESC")
            .bind(kind.as_str())
            .bind(subject)
            .fetch_all(conn)
            .await?,
    )
}
