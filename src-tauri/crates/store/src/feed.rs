//! How fresh each feed of an account is.

use chrono::{DateTime, Utc};
use domain::{AccountId, Feed};
use serde_json::Value;
use sqlx::{FromRow, SqliteConnection, sqlite::SqliteRow};

use crate::change::Topic;
use crate::error::StoreError;
use crate::sql::{Columns, millis, to_json};
use crate::writer::Tx;

/// A feed of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedRow {
    /// The account.
    pub account: AccountId,
    /// What is read.
    pub feed: Feed,
    /// When it was last tried.
    pub last_try_at: Option<DateTime<Utc>>,
    /// When it last went through.
    pub last_ok_at: Option<DateTime<Utc>>,
    /// Rows read so far.
    pub rows: i64,
    /// Rows that could not be read.
    pub bad_rows: i64,
    /// Why it does not go on, in the API's form of an error.
    pub problem: Option<Value>,
    /// It is being read now.
    pub running: bool,
    /// Rows of the present or last round that could not be read: what they are about stays as
    /// it was.
    pub bad_in_round: i64,
}

impl FromRow<'_, SqliteRow> for FeedRow {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            account: AccountId(row.number("account_id")?),
            feed: row.word("feed")?,
            last_try_at: row.maybe_at("last_try_at")?,
            last_ok_at: row.maybe_at("last_ok_at")?,
            rows: row.number("rows_seen")?,
            bad_rows: row.number("bad_rows")?,
            problem: row.maybe_json("problem")?,
            running: row.flag("running")?,
            bad_in_round: row.number("round_bad")?,
        })
    }
}

/// A try begins.
///
/// # Errors
/// What SQLite says.
pub async fn begin(
    tx: &mut Tx,
    account: AccountId,
    feed: Feed,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO feed_state (account_id, feed, last_try_at, running) VALUES (?, ?, ?, 1)
         ON CONFLICT DO UPDATE SET last_try_at = excluded.last_try_at, running = 1",
    )
    .bind(account.0)
    .bind(feed.as_str())
    .bind(millis(now))
    .execute(tx.conn())
    .await?;
    tx.touch(Topic::Shops, Some(account));
    Ok(())
}

/// A page was stored.
///
/// # Errors
/// What SQLite says.
pub async fn page(
    tx: &mut Tx,
    account: AccountId,
    feed: Feed,
    (rows, bad_rows): (usize, usize),
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO feed_state (account_id, feed, rows_seen, bad_rows, round_at, round_bad)
         VALUES (?1, ?2, ?3, ?4, ?5, ?4)
         ON CONFLICT DO UPDATE SET rows_seen = rows_seen + excluded.rows_seen,
             bad_rows = bad_rows + excluded.bad_rows, round_at = excluded.round_at,
             round_bad = round_bad + excluded.round_bad",
    )
    .bind(account.0)
    .bind(feed.as_str())
    .bind(i64::try_from(rows).unwrap_or(i64::MAX))
    .bind(i64::try_from(bad_rows).unwrap_or(i64::MAX))
    .bind(millis(now))
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// How a try ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Ended<'a> {
    /// The feed is up to date.
    Whole,
    /// It goes on later; nothing is wrong.
    Unfinished,
    /// It does not go on, in the API's form of an error.
    Failed(&'a Value),
}

/// The try ended. Only a feed that was read to its end is as fresh as this moment.
///
/// # Errors
/// What SQLite says.
pub async fn end(
    tx: &mut Tx,
    account: AccountId,
    feed: Feed,
    ended: Ended<'_>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let fresh = (ended == Ended::Whole).then(|| millis(now));
    let problem = match ended {
        Ended::Failed(problem) => Some(to_json("problem", problem)?),
        Ended::Whole | Ended::Unfinished => None,
    };
    sqlx::query(
        "INSERT INTO feed_state (account_id, feed, last_try_at, last_ok_at, problem, running)
         VALUES (?1, ?2, ?3, ?4, ?5, 0)
         ON CONFLICT DO UPDATE SET last_ok_at = coalesce(excluded.last_ok_at, last_ok_at),
             problem = excluded.problem, running = 0",
    )
    .bind(account.0)
    .bind(feed.as_str())
    .bind(millis(now))
    .bind(fresh)
    .bind(problem)
    .execute(tx.conn())
    .await?;
    tx.touch(Topic::Shops, Some(account));
    tx.touch(Topic::Overview, Some(account));
    Ok(())
}

/// After a start: nothing is running.
///
/// # Errors
/// What SQLite says.
pub async fn none_running(tx: &mut Tx) -> Result<(), StoreError> {
    sqlx::query("UPDATE feed_state SET running = 0 WHERE running <> 0")
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Feeds of one account, or of all.
///
/// # Errors
/// What SQLite says.
pub async fn list(
    conn: &mut SqliteConnection,
    account: Option<AccountId>,
) -> Result<Vec<FeedRow>, StoreError> {
    Ok(sqlx::query_as(
        "SELECT * FROM feed_state WHERE ?1 IS NULL OR account_id = ?1 ORDER BY account_id, feed",
    )
    .bind(account.map(|id| id.0))
    .fetch_all(conn)
    .await?)
}
