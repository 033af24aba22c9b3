//! One engine per store: the operating system's lock on a file beside the store
//! decides, and a row in the store tells the others who it is.

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sqlx::{FromRow, SqliteConnection, sqlite::SqliteRow};

use crate::error::StoreError;
use crate::sql::{Columns, millis};

/// The process that is, or last was, the engine of a store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// The machine's name.
    pub host: String,
    /// The process id.
    pub pid: i64,
    /// Drawn anew at each start.
    pub boot: String,
    /// When it took the store.
    pub started_at: DateTime<Utc>,
    /// When it last said that it lives.
    pub heartbeat_at: DateTime<Utc>,
    /// It closed the store in order.
    pub clean: bool,
}

impl FromRow<'_, SqliteRow> for Owner {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            host: row.text("host")?,
            pid: row.number("pid")?,
            boot: row.text("boot")?,
            started_at: row.at("started_at")?,
            heartbeat_at: row.at("heartbeat_at")?,
            clean: row.flag("clean")?,
        })
    }
}

/// The held lock; the operating system frees it however the process ends.
#[derive(Debug)]
pub(crate) struct LockFile {
    _file: File,
}

impl LockFile {
    /// The file whose lock decides.
    pub(crate) fn path(store: &Path) -> PathBuf {
        let mut name = store.file_name().unwrap_or_default().to_os_string();
        name.push(".lock");
        store.with_file_name(name)
    }

    /// Takes the lock; `None` when another process (or handle) holds it.
    ///
    /// # Errors
    /// When the file cannot be made, or locked for another cause.
    pub(crate) fn take(store: &Path) -> Result<Option<Self>, StoreError> {
        let path = Self::path(store);
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&path)
            .map_err(StoreError::file("open the lock", &path))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(std::fs::TryLockError::WouldBlock) => Ok(None),
            Err(std::fs::TryLockError::Error(error)) => Err(StoreError::file("lock", &path)(error)),
        }
    }
}

/// Whether a process is the engine of the store right now.
///
/// # Errors
/// When the lock cannot be looked at.
pub fn is_held(store: &Path) -> Result<bool, StoreError> {
    if !LockFile::path(store).exists() {
        return Ok(false);
    }
    Ok(LockFile::take(store)?.is_none())
}

/// Who is written down as the engine.
///
/// # Errors
/// When the store cannot be read.
pub async fn owner(conn: &mut SqliteConnection) -> Result<Option<Owner>, StoreError> {
    let row = sqlx::query_as("SELECT * FROM engine_lock WHERE id = 1")
        .fetch_optional(conn)
        .await?;
    Ok(row)
}

/// Writes this process down as the engine, not yet closed in order.
pub(crate) async fn claim(conn: &mut SqliteConnection, owner: &Owner) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO engine_lock (id, host, pid, boot, started_at, heartbeat_at, clean)
         VALUES (1, ?, ?, ?, ?, ?, 0)
         ON CONFLICT DO UPDATE SET host = excluded.host, pid = excluded.pid, boot = excluded.boot,
             started_at = excluded.started_at, heartbeat_at = excluded.heartbeat_at, clean = 0",
    )
    .bind(&owner.host)
    .bind(owner.pid)
    .bind(&owner.boot)
    .bind(millis(owner.started_at))
    .bind(millis(owner.heartbeat_at))
    .execute(conn)
    .await?;
    Ok(())
}

/// Says that the engine lives.
pub(crate) async fn beat(
    conn: &mut SqliteConnection,
    boot: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE engine_lock SET heartbeat_at = ? WHERE id = 1 AND boot = ?")
        .bind(millis(now))
        .bind(boot)
        .execute(conn)
        .await?;
    Ok(())
}

/// Says that the store was closed in order.
pub(crate) async fn close(conn: &mut SqliteConnection, boot: &str) -> Result<(), StoreError> {
    sqlx::query("UPDATE engine_lock SET clean = 1 WHERE id = 1 AND boot = ?")
        .bind(boot)
        .execute(conn)
        .await?;
    Ok(())
}

/// The machine's name as far as the environment tells it.
pub(crate) fn host() -> String {
    ["HOSTNAME", "COMPUTERNAME"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        .or_else(|| std::fs::read_to_string("/etc/hostname").ok())
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| "localhost".to_owned())
}
