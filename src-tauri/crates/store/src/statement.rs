//! Totals of the marketplaces' own reports, and what the ledger has of them.

use domain::{AccountId, Statement};
use serde_json::{Value, json};
use sqlx::{FromRow, SqliteConnection, sqlite::SqliteRow};

use crate::change::Topic;
use crate::error::StoreError;
use crate::kept::Kept;
use crate::sheet::Sheet;
use crate::sql::Columns;

impl Kept for Statement {
    const TOPIC: Topic = Topic::Finance;

    const SHEET: Sheet = Sheet {
        table: "statements",
        key: &["report", "about", "word", "currency"],
        rest: &["kind", "first_day", "last_day", "quantity", "amount_minor"],
    };

    const LASTS: bool = true;

    fn line(&self) -> Value {
        json!([
            self.report.as_str(),
            self.about.as_str(),
            self.word,
            self.amount.currency.code(),
            self.kind,
            self.from,
            self.until,
            self.quantity,
            self.amount.minor,
        ])
    }
}

/// What a report says of one kind of amount in one currency, and the ledger's rows of it. Money is
/// minor units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldTotal {
    /// The marketplace's identity of the report.
    pub report: String,
    /// The report's kind in the marketplace's words.
    pub kind: String,
    /// Its first day.
    pub first_day: String,
    /// Its last day.
    pub last_day: String,
    /// What the total is of, a word of `domain::LedgerKind`.
    pub about: String,
    /// The same in the marketplace's words: the first one where there are several.
    pub word: String,
    /// The currency.
    pub currency: String,
    /// As the marketplace reports.
    pub reported: i64,
    /// The sum of the ledger's rows; `None` without any.
    pub rows: Option<i64>,
}

impl FromRow<'_, SqliteRow> for HeldTotal {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            report: row.text("report")?,
            kind: row.text("kind")?,
            first_day: row.text("first_day")?,
            last_day: row.text("last_day")?,
            about: row.text("about")?,
            word: row.text("word")?,
            currency: row.text("currency")?,
            reported: row.number("reported")?,
            rows: row.maybe_number("rows")?,
        })
    }
}

/// Rows of the ledger belong to a report by its number where they name one, else by their day.
pub(crate) const HELD: &str = "
    WITH told AS (
        SELECT report, about, currency, min(kind) AS kind, min(word) AS word, min(first_day) AS first_day,
            max(last_day) AS last_day, sum(amount_minor) AS reported
        FROM statements
        WHERE account_id = ?1 AND last_day BETWEEN ?2 AND ?3 AND gone = 0
        GROUP BY report, about, currency)
    SELECT told.*, CASE
        WHEN EXISTS (SELECT 1 FROM ledger AS l WHERE l.account_id = ?1 AND l.report = told.report)
        THEN (SELECT sum(l.amount_minor) FROM ledger AS l
              WHERE l.account_id = ?1 AND l.report = told.report AND l.kind = told.about
                  AND l.currency = told.currency)
        ELSE (SELECT sum(d.amount_minor) FROM ledger_daily AS d
              WHERE d.account_id = ?1 AND d.day BETWEEN told.first_day AND told.last_day
                  AND d.kind = told.about AND d.currency = told.currency AND d.lines > 0)
        END AS rows
    FROM told
    ORDER BY last_day DESC, kind, report, about, currency";

/// Totals of the reports of a shop that end from `from` to `to` (inclusive), the latest first.
///
/// # Errors
/// What SQLite says.
pub async fn held(
    conn: &mut SqliteConnection,
    account: AccountId,
    (from, to): (&str, &str),
) -> Result<Vec<HeldTotal>, StoreError> {
    let query = sqlx::query_as(HELD).bind(account.0).bind(from).bind(to);
    Ok(query.fetch_all(conn).await?)
}

/// The first day of a shop's ledger.
///
/// # Errors
/// What SQLite says.
pub async fn ledger_since(
    conn: &mut SqliteConnection,
    account: AccountId,
) -> Result<Option<String>, StoreError> {
    let query = sqlx::query_scalar("SELECT min(day) FROM ledger_daily WHERE account_id = ?");
    Ok(query.bind(account.0).fetch_one(conn).await?)
}

#[cfg(test)]
mod tests;
