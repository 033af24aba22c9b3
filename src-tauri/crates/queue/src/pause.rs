//! Standing still: everything, a partner, a shop, or a kind of task.

use chrono::{DateTime, Utc};
use domain::{AccountId, PartnerId};
use sqlx::SqliteConnection;

use crate::error::QueueError;

/// What stands still.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pause {
    /// Everything.
    All,
    /// A partner's tasks.
    Partner(PartnerId),
    /// An account's tasks.
    Account(AccountId),
    /// Tasks of a kind.
    Kind(String),
}

impl Pause {
    fn words(&self) -> (&'static str, String) {
        match self {
            Self::All => ("all", String::new()),
            Self::Partner(id) => ("partner", id.to_string()),
            Self::Account(id) => ("account", id.to_string()),
            Self::Kind(kind) => ("kind", kind.clone()),
        }
    }
}

/// Nothing of it is claimed any more; what is leased runs to its end.
///
/// # Errors
/// What SQLite says.
pub async fn pause(
    conn: &mut SqliteConnection,
    what: &Pause,
    now: DateTime<Utc>,
) -> Result<(), QueueError> {
    let (scope, target) = what.words();
    sqlx::query(
        "INSERT INTO pauses (scope, target, since) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
    )
    .bind(scope)
    .bind(target)
    .bind(now.timestamp_millis())
    .execute(conn)
    .await?;
    Ok(())
}

/// It is claimed again; `false` when it was not paused.
///
/// # Errors
/// What SQLite says.
pub async fn resume(conn: &mut SqliteConnection, what: &Pause) -> Result<bool, QueueError> {
    let (scope, target) = what.words();
    let done = sqlx::query("DELETE FROM pauses WHERE scope = ? AND target = ?")
        .bind(scope)
        .bind(target)
        .execute(conn)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// Whether exactly this was paused.
///
/// # Errors
/// What SQLite says.
pub async fn paused(conn: &mut SqliteConnection, what: &Pause) -> Result<bool, QueueError> {
    let (scope, target) = what.words();
    Ok(
        sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM pauses WHERE scope = ? AND target = ?)")
            .bind(scope)
            .bind(target)
            .fetch_one(conn)
            .await?,
    )
}
