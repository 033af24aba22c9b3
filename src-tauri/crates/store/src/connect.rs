//! How connections to the file are opened. Every pragma is a connect option, so
//! that each connection of a pool has it.

use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions, SqliteConnection};

use crate::error::StoreError;

/// "SAIM": marks our files for `file(1)` and for ourselves.
pub(crate) const APPLICATION_ID: i64 = 0x5341_494d;
const BUSY: Duration = Duration::from_secs(10);
const READERS: u32 = 4;

fn common(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .foreign_keys(true)
        .busy_timeout(BUSY)
        .pragma("mmap_size", "0")
        .pragma("temp_store", "MEMORY")
        .pragma("cell_size_check", "ON")
        .statement_cache_capacity(256)
        .disable_statement_logging()
}

/// The writing connection: WAL, `synchronous=FULL`, because an effect's intent must
/// not be lost when the power fails.
pub(crate) async fn writer(path: &Path) -> Result<SqliteConnection, StoreError> {
    let options = common(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .pragma("journal_size_limit", "67108864")
        .pragma("cache_size", "-32768")
        .pragma("wal_autocheckpoint", "4000")
        .pragma("recursive_triggers", "OFF");
    Ok(options.connect().await?)
}

/// One read-only connection.
pub(crate) async fn reader(path: &Path) -> Result<SqliteConnection, StoreError> {
    Ok(read_only(path).connect().await?)
}

/// Read-only connections for screens and rules.
pub(crate) async fn readers(path: &Path) -> Result<SqlitePool, StoreError> {
    let pool = SqlitePoolOptions::new()
        .max_connections(READERS)
        .min_connections(0)
        .test_before_acquire(false)
        .connect_with(read_only(path).pragma("cache_size", "-8192"))
        .await?;
    Ok(pool)
}

fn read_only(path: &Path) -> SqliteConnectOptions {
    common(path).read_only(true).create_if_missing(false)
}
