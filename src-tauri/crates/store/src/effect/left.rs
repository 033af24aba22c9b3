//! Everything that left for a marketplace, so that it can be held against what arrived there.

use domain::MarketplaceId;
use sqlx::{FromRow, SqliteConnection, sqlite::SqliteRow};

use super::EffectState;
use crate::error::StoreError;
use crate::sql::Columns;

/// A write that left at least once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftWrite {
    /// Where to.
    pub marketplace: MarketplaceId,
    /// `answer`, `replace` or `withdraw`.
    pub kind: String,
    /// The marketplace's identifier of the review or question.
    pub target: String,
    /// What was written; empty for a withdrawal.
    pub text: String,
    /// How it stands.
    pub state: EffectState,
}

impl FromRow<'_, SqliteRow> for LeftWrite {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            marketplace: row.text("marketplace")?.into(),
            kind: row.text("kind")?,
            target: row.text("target")?,
            text: row.maybe_text("text")?.unwrap_or_default(),
            state: row.word("state")?,
        })
    }
}

/// All writes that left, oldest first. An answer names its target in its key; what takes one
/// back names the row of the journal that it takes back.
///
/// # Errors
/// What SQLite says.
pub async fn left(conn: &mut SqliteConnection) -> Result<Vec<LeftWrite>, StoreError> {
    Ok(sqlx::query_as(
        "WITH subject AS (
             SELECT 'review' AS kind, id, account_id, external_id FROM reviews
             UNION ALL SELECT 'question', id, account_id, external_id FROM questions)
         SELECT a.marketplace, e.kind, s.external_id AS target, e.request ->> 'text' AS text, e.state
         FROM effects AS e JOIN accounts AS a ON a.id = e.account_id
             JOIN subject AS s ON s.account_id = e.account_id AND
                 (e.key = 'answer:' || e.account_id || ':' || s.kind || ':' || s.external_id
                 OR e.key = 'answer:' || e.account_id || ':' || s.kind || ':' || s.external_id || '#' || e.id)
         WHERE e.kind = 'answer' AND e.attempts > 0
         UNION ALL
         SELECT a.marketplace, e.kind, s.external_id, e.request ->> 'text', e.state
         FROM effects AS e JOIN accounts AS a ON a.id = e.account_id
             JOIN activity AS j ON j.id = CAST(substr(e.key, instr(e.key, ':') + 1) AS INTEGER)
             JOIN subject AS s ON s.kind = j.subject_kind AND s.id = j.subject_id
         WHERE e.kind IN ('replace', 'withdraw') AND e.attempts > 0",
    )
    .fetch_all(conn)
    .await?)
}
