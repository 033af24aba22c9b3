//! Rows that could not be read: kept raw, so that a later version can.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use domain::{AccountId, Capability};
use sha2::{Digest, Sha256};
use sqlx::{FromRow, SqliteConnection, sqlite::SqliteRow};

use crate::error::StoreError;
use crate::sql::{Columns, millis};
use crate::writer::Tx;

/// A row as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRow {
    /// Its row here.
    pub id: i64,
    /// The account.
    pub account: AccountId,
    /// The feed that it came with.
    pub feed: Capability,
    /// As it came. Hostile.
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
            raw: row.text("raw")?,
            problem: row.text("problem")?,
            first_at: row.at("first_at")?,
            last_at: row.at("last_at")?,
            times: row.number("times")?,
        })
    }
}

/// Keeps a row; the same row again only counts up. Whether it was new.
///
/// # Errors
/// What SQLite says.
pub async fn keep(
    tx: &mut Tx,
    (account, feed): (AccountId, Capability),
    raw: &str,
    problem: &str,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let mut digest = String::with_capacity(64);
    for byte in Sha256::digest(raw.as_bytes()) {
        // Writing to a String cannot fail.
        let _ = write!(digest, "{byte:02x}");
    }
    let times: i64 = sqlx::query_scalar(
        "INSERT INTO bad_rows (account_id, feed, digest, raw, problem, first_at, last_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)
         ON CONFLICT DO UPDATE SET times = times + 1, last_at = excluded.last_at,
             problem = excluded.problem RETURNING times",
    )
    .bind(account.0)
    .bind(feed.as_str())
    .bind(digest)
    .bind(raw)
    .bind(problem)
    .bind(millis(now))
    .fetch_one(tx.conn())
    .await?;
    Ok(times == 1)
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
