//! What the guardrails decided, stored before anything leaves. The only place that
//! builds a `StoredVerdict`.

use chrono::{DateTime, Utc};
use domain::{Decision, DraftId, StoredVerdict, Verdict, VerdictId};
use sqlx::{FromRow, SqliteConnection, sqlite::SqliteRow};

use crate::error::StoreError;
use crate::sql::{Columns, millis, to_json};
use crate::writer::Tx;

/// A verdict with its certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerdictRow {
    /// What allows a write.
    pub stored: StoredVerdict,
    /// The draft that it judged; `None` for content without a text (a withdrawal).
    pub draft: Option<DraftId>,
    /// The certificate.
    pub verdict: Verdict,
}

impl FromRow<'_, SqliteRow> for VerdictRow {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        let decision = Decision::from_word(&row.text("decision")?);
        let id = VerdictId(row.number("id")?);
        #[expect(
            clippy::disallowed_methods,
            reason = "here the row of a verdict is read"
        )]
        let stored = StoredVerdict::from_row(id, decision, row.text("digest")?, row.at("at")?);
        let verdict = Verdict {
            decision,
            reasons: row.json("reasons")?,
            rules: row.json("rules")?,
            pack: row.text("pack")?,
            pack_date: row.text("pack_date")?,
        };
        Ok(Self {
            stored,
            draft: row.maybe_number("draft_id")?.map(DraftId),
            verdict,
        })
    }
}

/// Stores a verdict on the content with this digest (`approved::Content::digest`).
///
/// # Errors
/// What SQLite says.
pub async fn add(
    tx: &mut Tx,
    draft: Option<DraftId>,
    digest: &str,
    verdict: &Verdict,
    now: DateTime<Utc>,
) -> Result<StoredVerdict, StoreError> {
    let row: VerdictRow = sqlx::query_as(
        "INSERT INTO verdicts (draft_id, decision, digest, reasons, rules, pack, pack_date, at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING *",
    )
    .bind(draft.map(|id| id.0))
    .bind(verdict.decision.as_str())
    .bind(digest)
    .bind(to_json("reasons", &verdict.reasons)?)
    .bind(to_json("rules", &verdict.rules)?)
    .bind(&verdict.pack)
    .bind(&verdict.pack_date)
    .bind(millis(now))
    .fetch_one(tx.conn())
    .await?;
    Ok(row.stored)
}

/// One verdict.
///
/// # Errors
/// `NotFound`.
pub async fn get(conn: &mut SqliteConnection, id: VerdictId) -> Result<VerdictRow, StoreError> {
    sqlx::query_as("SELECT * FROM verdicts WHERE id = ?")
        .bind(id.0)
        .fetch_optional(conn)
        .await?
        .ok_or(StoreError::NotFound("verdict"))
}

/// The latest verdict on a draft.
///
/// # Errors
/// What SQLite says.
pub async fn of_draft(
    conn: &mut SqliteConnection,
    draft: DraftId,
) -> Result<Option<VerdictRow>, StoreError> {
    Ok(
        sqlx::query_as("SELECT * FROM verdicts WHERE draft_id = ? ORDER BY id DESC LIMIT 1")
            .bind(draft.0)
            .fetch_optional(conn)
            .await?,
    )
}
