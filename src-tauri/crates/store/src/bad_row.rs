//! Rows that could not be read: kept for whoever mends the reading, few of them, not for long,
//! and without what they tell of a person.

mod mask;

use std::fmt::Write as _;

use chrono::{DateTime, TimeDelta, Utc};
use domain::{AccountId, Feed};
use sha2::{Digest, Sha256};
use sqlx::{FromRow, SqliteConnection, sqlite::SqliteRow};

use crate::error::StoreError;
use crate::sql::{Columns, millis, to_json};
use crate::writer::Tx;

/// A row as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRow {
    /// Its row here.
    pub id: i64,
    /// The account.
    pub account: AccountId,
    /// The feed that it came with.
    pub feed: Feed,
    /// What names it; a digest of its content where nothing does.
    pub identity: String,
    /// As it came, but for what was masked or cut off. Hostile.
    pub raw: String,
    /// What is wrong with it, with its JSON path.
    pub problem: String,
    /// When it first came.
    pub first_at: DateTime<Utc>,
    /// When it last came.
    pub last_at: DateTime<Utc>,
    /// How often it came.
    pub times: i64,
}

impl FromRow<'_, SqliteRow> for BadRow {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: row.number("id")?,
            account: AccountId(row.number("account_id")?),
            feed: row.word("feed")?,
            identity: row.text("identity")?,
            raw: row.text("raw")?,
            problem: row.text("problem")?,
            first_at: row.at("first_at")?,
            last_at: row.at("last_at")?,
            times: row.number("times")?,
        })
    }
}

/// Rows kept of one feed of one account.
const MOST: i64 = 200;
/// How long a row is kept after it last came.
const KEPT: TimeDelta = TimeDelta::days(30);

/// Keeps a row; the same row again, by its identity, replaces its older self. Whether it was new.
///
/// # Errors
/// What SQLite says.
pub async fn keep(
    tx: &mut Tx,
    (account, feed): (AccountId, Feed),
    raw: &str,
    problem: &str,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let times: i64 = sqlx::query_scalar(
        "INSERT INTO bad_rows (account_id, feed, identity, raw, problem, first_at, last_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)
         ON CONFLICT DO UPDATE SET times = times + 1, last_at = excluded.last_at,
             raw = excluded.raw, problem = excluded.problem RETURNING times",
    )
    .bind(account.0)
    .bind(feed.as_str())
    .bind(mask::identity(raw).unwrap_or_else(|| digest(raw)))
    .bind(mask::masked(raw, feed))
    .bind(problem)
    .bind(millis(now))
    .fetch_one(tx.conn())
    .await?;
    let surplus = "DELETE FROM bad_rows WHERE id IN (SELECT id FROM bad_rows
         WHERE account_id = ? AND feed = ? ORDER BY last_at DESC, id DESC LIMIT -1 OFFSET ?)";
    sqlx::query(surplus)
        .bind(account.0)
        .bind(feed.as_str())
        .bind(MOST)
        .execute(tx.conn())
        .await?;
    Ok(times == 1)
}

/// Forgets rows that could be read by now, by their identities, and those that last came long ago.
///
/// # Errors
/// What SQLite says.
pub async fn forget(
    tx: &mut Tx,
    (account, feed): (AccountId, Feed),
    read: &[&str],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "DELETE FROM bad_rows WHERE account_id = ?1 AND feed = ?2
             AND (last_at < ?4 OR identity IN (SELECT value FROM json_each(?3)))",
    )
    .bind(account.0)
    .bind(feed.as_str())
    .bind(to_json("identities", read)?)
    .bind(millis(now - KEPT))
    .execute(tx.conn())
    .await?;
    Ok(())
}

fn digest(raw: &str) -> String {
    let mut digest = String::with_capacity(64);
    for byte in Sha256::digest(raw.as_bytes()) {
        // Writing to a String cannot fail.
        let _ = write!(digest, "{byte:02x}");
    }
    digest
}

/// The latest bad rows of an account.
///
/// # Errors
/// What SQLite says.
pub async fn list(
    conn: &mut SqliteConnection,
    account: AccountId,
    limit: i64,
) -> Result<Vec<BadRow>, StoreError> {
    Ok(sqlx::query_as(
        "SELECT * FROM bad_rows WHERE account_id = ? ORDER BY last_at DESC, id DESC LIMIT ?",
    )
    .bind(account.0)
    .bind(limit)
    .fetch_all(conn)
    .await?)
}

#[cfg(test)]
mod tests;
