//! Partners.

use chrono::{DateTime, Utc};
use domain::{Partner, PartnerId};
use sqlx::{FromRow, SqliteConnection, sqlite::SqliteRow};

use crate::change::Topic;
use crate::error::StoreError;
use crate::sql::{Columns, millis};
use crate::writer::Tx;

struct Row(Partner);

impl FromRow<'_, SqliteRow> for Row {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self(Partner {
            id: PartnerId(row.number("id")?),
            name: row.text("name")?,
            created_at: row.at("created_at")?,
            paused: row.flag("paused")?,
        }))
    }
}

/// Adds a partner.
///
/// # Errors
/// What SQLite says.
pub async fn add(tx: &mut Tx, name: &str, now: DateTime<Utc>) -> Result<PartnerId, StoreError> {
    let id = sqlx::query("INSERT INTO partners (name, created_at) VALUES (?, ?)")
        .bind(name)
        .bind(millis(now))
        .execute(tx.conn())
        .await?
        .last_insert_rowid();
    tx.touch(Topic::Session, None);
    Ok(PartnerId(id))
}

/// All partners, oldest first.
///
/// # Errors
/// What SQLite says.
pub async fn list(conn: &mut SqliteConnection) -> Result<Vec<Partner>, StoreError> {
    let rows: Vec<Row> = sqlx::query_as("SELECT * FROM partners ORDER BY id")
        .fetch_all(conn)
        .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// One partner.
///
/// # Errors
/// `NotFound`.
pub async fn get(conn: &mut SqliteConnection, id: PartnerId) -> Result<Partner, StoreError> {
    let row: Option<Row> = sqlx::query_as("SELECT * FROM partners WHERE id = ?")
        .bind(id.0)
        .fetch_optional(conn)
        .await?;
    row.map(|row| row.0).ok_or(StoreError::NotFound("partner"))
}

/// Renames a partner.
///
/// # Errors
/// `NotFound`.
pub async fn rename(tx: &mut Tx, id: PartnerId, name: &str) -> Result<(), StoreError> {
    let done = sqlx::query("UPDATE partners SET name = ? WHERE id = ?")
        .bind(name)
        .bind(id.0)
        .execute(tx.conn())
        .await?;
    changed(tx, done.rows_affected())
}

/// Lets the work for a partner stand still, or go on. The queue has its own pause.
///
/// # Errors
/// `NotFound`.
pub async fn set_paused(tx: &mut Tx, id: PartnerId, paused: bool) -> Result<(), StoreError> {
    let done = sqlx::query("UPDATE partners SET paused = ? WHERE id = ?")
        .bind(paused)
        .bind(id.0)
        .execute(tx.conn())
        .await?;
    changed(tx, done.rows_affected())
}

fn changed(tx: &mut Tx, rows: u64) -> Result<(), StoreError> {
    if rows == 0 {
        return Err(StoreError::NotFound("partner"));
    }
    tx.touch(Topic::Session, None);
    Ok(())
}
