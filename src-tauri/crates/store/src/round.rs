//! Rounds: a feed read from its first page to its last, over as many tries and starts of the
//! program as that takes. Rows carry the number of the round that named them last; what a whole
//! round did not name is gone.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{AccountId, Feed};

use crate::error::StoreError;
use crate::sql::millis;
use crate::writer::Tx;

/// The round that a try belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Round {
    /// Its number within the feed.
    pub number: i64,
    /// An earlier try began it.
    pub goes_on: bool,
}

/// Goes on with the round under way, or begins one: also when its latest page is older than
/// `longest`, because what was read then says nothing about now. Call it after `feed::begin`.
///
/// # Errors
/// What SQLite says.
pub async fn enter(
    tx: &mut Tx,
    (account, feed): (AccountId, Feed),
    longest: TimeDelta,
    now: DateTime<Utc>,
) -> Result<Round, StoreError> {
    let (number, latest): (i64, Option<i64>) =
        sqlx::query_as("SELECT round, round_at FROM feed_state WHERE account_id = ? AND feed = ?")
            .bind(account.0)
            .bind(feed.as_str())
            .fetch_one(tx.conn())
            .await?;
    let goes_on = latest.is_some_and(|latest| latest >= millis(now - longest));
    if goes_on {
        return Ok(Round { number, goes_on });
    }
    let number = number + 1;
    sqlx::query(
        "UPDATE feed_state SET round = ?, round_at = NULL, round_bad = 0
         WHERE account_id = ? AND feed = ?",
    )
    .bind(number)
    .bind(account.0)
    .bind(feed.as_str())
    .execute(tx.conn())
    .await?;
    Ok(Round { number, goes_on })
}

/// The round has come to its last page; whether every row of it could be read.
///
/// # Errors
/// What SQLite says.
pub async fn close(tx: &mut Tx, account: AccountId, feed: Feed) -> Result<bool, StoreError> {
    Ok(sqlx::query_scalar(
        "UPDATE feed_state SET round_at = NULL WHERE account_id = ? AND feed = ?
         RETURNING round_bad = 0",
    )
    .bind(account.0)
    .bind(feed.as_str())
    .fetch_one(tx.conn())
    .await?)
}

/// The round is not gone on with: the next try begins another.
///
/// # Errors
/// What SQLite says.
pub async fn abandon(tx: &mut Tx, account: AccountId, feed: Feed) -> Result<(), StoreError> {
    sqlx::query("UPDATE feed_state SET round_at = NULL WHERE account_id = ? AND feed = ?")
        .bind(account.0)
        .bind(feed.as_str())
        .execute(tx.conn())
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests;
