//! Where each feed of an account goes on; moved in the transaction of its rows.

use chrono::{DateTime, Utc};
use domain::{AccountId, Feed};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::SqliteConnection;

use crate::error::StoreError;
use crate::sql::{millis, to_json};
use crate::writer::Tx;

/// The cursor of a feed; `None` when it begins anew or cannot be read (then the feed is
/// read from its start, which changes nothing that is known).
///
/// # Errors
/// What SQLite says.
pub async fn get<T: DeserializeOwned>(
    conn: &mut SqliteConnection,
    account: AccountId,
    feed: Feed,
) -> Result<Option<T>, StoreError> {
    let value: Option<String> =
        sqlx::query_scalar("SELECT cursor FROM cursors WHERE account_id = ? AND feed = ?")
            .bind(account.0)
            .bind(feed.as_str())
            .fetch_optional(conn)
            .await?;
    Ok(value.and_then(|value| serde_json::from_str(&value).ok()))
}

/// Moves the cursor.
///
/// # Errors
/// What SQLite says.
pub async fn set<T: Serialize>(
    tx: &mut Tx,
    account: AccountId,
    feed: Feed,
    cursor: &T,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO cursors (account_id, feed, cursor, updated_at) VALUES (?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET cursor = excluded.cursor, updated_at = excluded.updated_at",
    )
    .bind(account.0)
    .bind(feed.as_str())
    .bind(to_json("cursor", cursor)?)
    .bind(millis(now))
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Lets the feed begin anew.
///
/// # Errors
/// What SQLite says.
pub async fn clear(tx: &mut Tx, account: AccountId, feed: Feed) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM cursors WHERE account_id = ? AND feed = ?")
        .bind(account.0)
        .bind(feed.as_str())
        .execute(tx.conn())
        .await?;
    Ok(())
}
