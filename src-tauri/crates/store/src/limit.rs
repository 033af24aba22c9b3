//! Rate limits per account and endpoint; they survive a restart.

use chrono::{DateTime, Utc};
use domain::AccountId;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::SqliteConnection;

use crate::error::StoreError;
use crate::sql::{millis, moment, to_json};
use crate::writer::Tx;

/// A limit's state as its keeper wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit<T> {
    /// The account.
    pub account: AccountId,
    /// The endpoint or group of endpoints.
    pub endpoint: String,
    /// What its keeper knows.
    pub state: T,
    /// When that was.
    pub updated_at: DateTime<Utc>,
}

/// Keeps the state of a limit.
///
/// # Errors
/// What SQLite says.
pub async fn set<T: Serialize>(
    tx: &mut Tx,
    account: AccountId,
    endpoint: &str,
    state: &T,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO limits (account_id, endpoint, state, updated_at) VALUES (?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET state = excluded.state, updated_at = excluded.updated_at",
    )
    .bind(account.0)
    .bind(endpoint)
    .bind(to_json("state", state)?)
    .bind(millis(now))
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Limits of one account, or of all; a state that cannot be read is left out.
///
/// # Errors
/// What SQLite says.
pub async fn list<T: DeserializeOwned>(
    conn: &mut SqliteConnection,
    account: Option<AccountId>,
) -> Result<Vec<Limit<T>>, StoreError> {
    let rows: Vec<(i64, String, String, i64)> = sqlx::query_as(
        "SELECT account_id, endpoint, state, updated_at FROM limits
         WHERE ?1 IS NULL OR account_id = ?1 ORDER BY account_id, endpoint",
    )
    .bind(account.map(|id| id.0))
    .fetch_all(conn)
    .await?;
    let read = |(account, endpoint, state, at): (i64, String, String, i64)| {
        let state = serde_json::from_str(&state).ok()?;
        Some(Limit {
            account: AccountId(account),
            endpoint,
            state,
            updated_at: moment(at),
        })
    };
    Ok(rows.into_iter().filter_map(read).collect())
}
