//! Documents as a screen shows them.

use chrono::NaiveDate;
use domain::{AccountId, PartnerId};
use sqlx::{FromRow, SqliteConnection, sqlite::SqliteRow};

use crate::error::StoreError;
use crate::sql::Columns;

/// Which documents are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DocumentFilter {
    /// One shop.
    pub account: Option<AccountId>,
    /// Where the last page ended: day, shop, number.
    pub after: Option<(String, AccountId, String)>,
}

/// A document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentRow {
    /// The shop.
    pub account: AccountId,
    /// The marketplace's identity of it.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Its kind in the marketplace's words.
    pub kind: String,
    /// Its day.
    pub day: Option<NaiveDate>,
    /// Formats that it can be had in, as file extensions.
    pub formats: Vec<String>,
}

impl FromRow<'_, SqliteRow> for DocumentRow {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            account: AccountId(row.number("account_id")?),
            key: row.text("external_id")?,
            name: row.text("name")?,
            kind: row.text("kind")?,
            day: row.maybe_text("day")?.and_then(|day| day.parse().ok()),
            formats: row.json("formats")?,
        })
    }
}

/// A partner's documents, the newest first.
///
/// # Errors
/// What SQLite says.
pub async fn list(
    conn: &mut SqliteConnection,
    partner: PartnerId,
    filter: &DocumentFilter,
    limit: i64,
) -> Result<Vec<DocumentRow>, StoreError> {
    let after = filter.after.as_ref();
    Ok(sqlx::query_as(
        "SELECT d.account_id, d.external_id, d.name, d.kind, d.day, d.formats
         FROM accounts AS a CROSS JOIN documents AS d ON d.account_id = a.id
         WHERE a.partner_id = ?1 AND (?2 IS NULL OR a.id = ?2) AND d.gone = 0
             AND (?3 IS NULL OR (coalesce(d.day, ''), d.account_id, d.external_id) < (?3, ?4, ?5))
         ORDER BY coalesce(d.day, '') DESC, d.account_id DESC, d.external_id DESC LIMIT ?6",
    )
    .bind(partner.0)
    .bind(filter.account.map(|id| id.0))
    .bind(after.map(|(day, _, _)| day))
    .bind(after.map(|(_, account, _)| account.0))
    .bind(after.map(|(_, _, key)| key))
    .bind(limit)
    .fetch_all(conn)
    .await?)
}
