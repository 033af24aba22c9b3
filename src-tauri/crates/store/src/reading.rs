//! Whether a shop is read: a person may stop it, and it stays stopped over restarts until that
//! person wants it again.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::AccountId;
use sqlx::SqliteConnection;

use crate::change::Topic;
use crate::error::StoreError;
use crate::sql::{millis, moment};
use crate::writer::Tx;

/// The shop is not read any more.
///
/// # Errors
/// What SQLite says.
pub async fn stop(tx: &mut Tx, account: AccountId, now: DateTime<Utc>) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO reading_stops (account_id, at) VALUES (?, ?) ON CONFLICT DO NOTHING")
        .bind(account.0)
        .bind(millis(now))
        .execute(tx.conn())
        .await?;
    tx.touch(Topic::Shops, Some(account));
    Ok(())
}

/// The shop is read again; whether it was stopped.
///
/// # Errors
/// What SQLite says.
pub async fn resume(tx: &mut Tx, account: AccountId) -> Result<bool, StoreError> {
    let done = sqlx::query("DELETE FROM reading_stops WHERE account_id = ?")
        .bind(account.0)
        .execute(tx.conn())
        .await?;
    tx.touch(Topic::Shops, Some(account));
    Ok(done.rows_affected() > 0)
}

/// Since when the shop is not read.
///
/// # Errors
/// What SQLite says.
pub async fn stopped_at(
    conn: &mut SqliteConnection,
    account: AccountId,
) -> Result<Option<DateTime<Utc>>, StoreError> {
    let at: Option<i64> = sqlx::query_scalar("SELECT at FROM reading_stops WHERE account_id = ?")
        .bind(account.0)
        .fetch_optional(conn)
        .await?;
    Ok(at.map(moment))
}

/// Every shop that is not read, since when.
///
/// # Errors
/// What SQLite says.
pub async fn stops(
    conn: &mut SqliteConnection,
) -> Result<HashMap<AccountId, DateTime<Utc>>, StoreError> {
    let rows: Vec<(i64, i64)> = sqlx::query_as("SELECT account_id, at FROM reading_stops")
        .fetch_all(conn)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(id, at)| (AccountId(id), moment(at)))
        .collect())
}
