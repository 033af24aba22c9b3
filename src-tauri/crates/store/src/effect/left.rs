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
        let taken_back = row.maybe_text("taken_back")?;
        let (id, key) = (row.number("id")?, row.text("key")?);
        Ok(Self {
            marketplace: row.text("marketplace")?.into(),
            kind: row.text("kind")?,
            target: taken_back.unwrap_or_else(|| answered(&key, id)),
            text: row.maybe_text("text")?.unwrap_or_default(),
            state: row.word("state")?,
        })
    }
}

/// The target in an answer's key `answer:SHOP:KIND:TARGET`; a retired key ends in `#ID`.
fn answered(key: &str, id: i64) -> String {
    let target = key.splitn(4, ':').nth(3).unwrap_or(key);
    target
        .strip_suffix(&format!("#{id}"))
        .unwrap_or(target)
        .to_owned()
}

/// All writes that left, oldest first. An answer names its target in its key; what takes one
/// back names the row of the journal that it takes back.
///
/// # Errors
/// What SQLite says.
pub async fn left(conn: &mut SqliteConnection) -> Result<Vec<LeftWrite>, StoreError> {
    Ok(sqlx::query_as(
        "SELECT e.id, e.key, a.marketplace, e.kind, e.request ->> 'text' AS text, e.state,
             coalesce(r.external_id, q.external_id) AS taken_back
         FROM effects AS e JOIN accounts AS a ON a.id = e.account_id
             LEFT JOIN activity AS j ON e.kind <> 'answer'
                 AND j.id = CAST(substr(e.key, instr(e.key, ':') + 1) AS INTEGER)
             LEFT JOIN reviews AS r ON j.subject_kind = 'review' AND r.id = j.subject_id
             LEFT JOIN questions AS q ON j.subject_kind = 'question' AND q.id = j.subject_id
         WHERE e.attempts > 0 ORDER BY e.id",
    )
    .fetch_all(conn)
    .await?)
}

#[cfg(test)]
mod tests {
    use super::answered;

    #[test]
    fn the_target_is_read_from_the_key() {
        assert_eq!(
            answered("answer:7:review:a:b#c", 5),
            "a:b#c",
            "any letter may be in it"
        );
        assert_eq!(
            answered("answer:7:question:19#5", 5),
            "19",
            "a retired key has its row behind it"
        );
    }
}
