//! Lists and figures of the journal.

use chrono::{DateTime, Utc};
use domain::{AccountId, ActivityId, Outcome, PartnerId, SubjectKind};
use sqlx::{AssertSqlSafe, SqliteConnection};

use super::Activity;
use crate::error::StoreError;
use crate::page::cut;
use crate::search::matching;
use crate::sql::millis;

/// Which rows a screen shows.
#[derive(Debug, Clone)]
pub struct ActivityFilter {
    /// Whose.
    pub partner: PartnerId,
    /// One shop, or all.
    pub account: Option<AccountId>,
    /// One act, or all.
    pub act: Option<String>,
    /// One outcome, or all.
    pub outcome: Option<Outcome>,
    /// Only what can still be taken back.
    pub undoable: bool,
    /// Words to find in the subject.
    pub search: Option<String>,
    /// `ActivityPage::next` of the page before.
    pub after: Option<ActivityId>,
    /// Rows on a page.
    pub limit: u32,
}

/// A page of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActivityPage {
    /// The rows, newest first.
    pub rows: Vec<Activity>,
    /// Where the next page begins; `None` at the end.
    pub next: Option<ActivityId>,
    /// How many rows fit the filter.
    pub total: i64,
}

/// The condition of a list; its fragments are constants, every value is bound.
fn condition(filter: &ActivityFilter, words: bool) -> String {
    let owner = if filter.account.is_some() {
        "r.account_id = ?2 AND r.partner_id = ?1"
    } else {
        "r.partner_id = ?1 AND ?2 IS NULL"
    };
    let found = if words {
        "r.id IN (SELECT rowid FROM activity_search WHERE activity_search MATCH ?3)"
    } else {
        "?3 IS NULL"
    };
    let undoable = if filter.undoable {
        " AND r.undo ->> 'kind' IN ('delete', 'edit') AND r.outcome IN ('verified', 'sent')
          AND NOT EXISTS (SELECT 1 FROM activity AS u WHERE u.undoes = r.id AND u.outcome IN ('verified', 'sent'))"
    } else {
        ""
    };
    format!(
        "FROM activity AS r WHERE {owner} AND {found} AND (?4 IS NULL OR r.act = ?4)
         AND (?5 IS NULL OR r.outcome = ?5){undoable}"
    )
}

/// A page of the journal.
///
/// # Errors
/// What SQLite says.
pub async fn list(
    conn: &mut SqliteConnection,
    filter: &ActivityFilter,
) -> Result<ActivityPage, StoreError> {
    let words = filter.search.as_deref().and_then(matching);
    let condition = condition(filter, words.is_some());
    let limit = i64::from(filter.limit.clamp(1, 500));
    let account = filter.account.map(|id| id.0);
    let outcome = filter.outcome.map(Outcome::as_str);
    let sql = format!("SELECT r.* {condition} AND r.id < ?6 ORDER BY r.id DESC LIMIT ?7");
    let mut rows: Vec<Activity> = sqlx::query_as(AssertSqlSafe(sql))
        .bind(filter.partner.0)
        .bind(account)
        .bind(&words)
        .bind(&filter.act)
        .bind(outcome)
        .bind(filter.after.map_or(i64::MAX, |id| id.0))
        .bind(limit + 1)
        .fetch_all(&mut *conn)
        .await?;
    let total = sqlx::query_scalar(AssertSqlSafe(format!("SELECT count(*) {condition}")))
        .bind(filter.partner.0)
        .bind(account)
        .bind(&words)
        .bind(&filter.act)
        .bind(outcome)
        .fetch_one(&mut *conn)
        .await?;
    let more = cut(&mut rows, limit);
    let next = rows.last().filter(|_| more).map(|row| row.id);
    Ok(ActivityPage { rows, next, total })
}

/// All rows about a review or question, oldest first.
///
/// # Errors
/// What SQLite says.
pub async fn of_subject(
    conn: &mut SqliteConnection,
    kind: SubjectKind,
    id: i64,
) -> Result<Vec<Activity>, StoreError> {
    Ok(sqlx::query_as(
        "SELECT * FROM activity WHERE subject_kind = ? AND subject_id = ? ORDER BY id",
    )
    .bind(kind.as_str())
    .bind(id)
    .fetch_all(conn)
    .await?)
}

/// A row that takes another one back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Undoing {
    /// The row taken back.
    pub of: ActivityId,
    /// The row that does it.
    pub by: ActivityId,
    /// How that ended.
    pub outcome: Outcome,
}

/// Which of these rows were taken back, and how that ended; the latest try per row.
///
/// # Errors
/// What SQLite says.
pub async fn undone_by(
    conn: &mut SqliteConnection,
    ids: &[ActivityId],
) -> Result<Vec<Undoing>, StoreError> {
    let rows: Vec<(i64, i64, String)> = sqlx::query_as(
        "SELECT undoes, max(id), outcome FROM activity
         WHERE undoes IS NOT NULL AND undoes IN (SELECT value FROM json_each(?)) GROUP BY undoes",
    )
    .bind(crate::sql::to_json("ids", ids)?)
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|(of, by, word)| {
            let (of, by) = (ActivityId(of), ActivityId(by));
            Ok(Undoing {
                of,
                by,
                outcome: super::outcome(word)?,
            })
        })
        .collect()
}

/// The day's figures above the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Today {
    /// Rows.
    pub rows: i64,
    /// Verified or sent.
    pub done: i64,
    /// Refused.
    pub refused: i64,
    /// Waiting for a person.
    pub waiting: i64,
    /// Cost in millionths of a US dollar.
    pub cost_micros: i64,
}

/// Figures since a moment (the start of the day).
///
/// # Errors
/// What SQLite says.
pub async fn today(
    conn: &mut SqliteConnection,
    partner: PartnerId,
    since: DateTime<Utc>,
) -> Result<Today, StoreError> {
    let row: (i64, i64, i64, i64, i64) = sqlx::query_as(
        "SELECT count(*), coalesce(sum(outcome IN ('verified', 'sent')), 0),
             coalesce(sum(outcome = 'refused'), 0), coalesce(sum(outcome = 'waiting'), 0),
             coalesce(sum(cost_micros), 0)
         FROM activity WHERE partner_id = ? AND at >= ?",
    )
    .bind(partner.0)
    .bind(millis(since))
    .fetch_one(conn)
    .await?;
    let (rows, done, refused, waiting, cost_micros) = row;
    Ok(Today {
        rows,
        done,
        refused,
        waiting,
        cost_micros,
    })
}
