//! The chain of hashes: how a row is hashed, and how the journal is verified.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use domain::ActivityId;
use futures::TryStreamExt;
use sha2::{Digest, Sha256};
use sqlx::{FromRow, Row, SqliteConnection, TypeInfo, ValueRef, sqlite::SqliteRow};

use crate::Progress;
use crate::change::Topic;
use crate::error::StoreError;
use crate::sql::{Columns, millis};
use crate::writer::Tx;

/// Every column that the hash covers, in the order of the hash: all but the hash itself.
pub(crate) const COLUMNS: [&str; 24] = [
    "id",
    "at",
    "partner_id",
    "account_id",
    "marketplace",
    "actor",
    "act",
    "subject_kind",
    "subject_id",
    "subject",
    "outcome",
    "why",
    "facts",
    "rules",
    "pack",
    "model",
    "cost_micros",
    "before_text",
    "after_text",
    "steps",
    "effect_key",
    "undo",
    "undoes",
    "prev_hash",
];

pub(crate) const INSERT: &str = "INSERT INTO activity (id, at, partner_id, account_id, marketplace, actor,
        act, subject_kind, subject_id, subject, outcome, why, facts, rules, pack, model, cost_micros,
        before_text, after_text, steps, effect_key, undo, undoes, prev_hash, hash)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

/// A value as SQLite holds it; nothing and an empty text are different things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    Null,
    Number(i64),
    Text(String),
}

impl From<Option<i64>> for Value {
    fn from(value: Option<i64>) -> Self {
        value.map_or(Self::Null, Self::Number)
    }
}

impl From<Option<String>> for Value {
    fn from(value: Option<String>) -> Self {
        value.map_or(Self::Null, Self::Text)
    }
}

/// Hex SHA-256 over the values, each with its type and length, so that no byte can move
/// from one column to the next.
pub(crate) fn hash(values: &[Value]) -> String {
    let mut hasher = Sha256::new();
    for value in values {
        match value {
            Value::Null => hasher.update([0]),
            Value::Number(number) => {
                hasher.update([1]);
                hasher.update(number.to_be_bytes());
            }
            Value::Text(text) => {
                hasher.update([2]);
                hasher.update((text.len() as u64).to_be_bytes());
                hasher.update(text.as_bytes());
            }
        }
    }
    let mut hex = String::with_capacity(64);
    for byte in hasher.finalize() {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

/// The end of the chain as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// How many rows there are.
    pub rows: i64,
    /// The hash of the last.
    pub hash: String,
    /// When the chain was last verified.
    pub verified_at: Option<DateTime<Utc>>,
    /// How many rows that were.
    pub verified_rows: Option<i64>,
    /// The first bad row of that check.
    pub first_bad: Option<ActivityId>,
}

impl FromRow<'_, SqliteRow> for Head {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            rows: row.number("amount")?,
            hash: row.text("hash")?,
            verified_at: row.maybe_at("verified_at")?,
            verified_rows: row.maybe_number("verified_rows")?,
            first_bad: row.maybe_number("first_bad")?.map(ActivityId),
        })
    }
}

/// The end of the chain.
///
/// # Errors
/// `NotFound` when its row was deleted by force.
pub async fn head(conn: &mut SqliteConnection) -> Result<Head, StoreError> {
    sqlx::query_as("SELECT * FROM journal_head WHERE id = 1")
        .fetch_optional(conn)
        .await?
        .ok_or(StoreError::NotFound("journal head"))
}

pub(super) async fn set_head(
    conn: &mut SqliteConnection,
    rows: i64,
    hash: &str,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE journal_head SET amount = ?, hash = ? WHERE id = 1")
        .bind(rows)
        .bind(hash)
        .execute(conn)
        .await?;
    Ok(())
}

/// What a verification found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Rows read.
    pub rows: i64,
    /// The number of the first row that is changed, missing, added or out of order.
    pub first_bad: Option<ActivityId>,
}

impl Checked {
    /// Nothing is wrong.
    pub fn intact(&self) -> bool {
        self.first_bad.is_none()
    }
}

/// Reads the whole journal and finds the first row that is not as it was written. Rows are
/// streamed: memory does not grow with the journal. Run it on one connection, so that head
/// and rows are of one moment.
///
/// # Errors
/// What SQLite says; a row that cannot be read is a bad row, not an error.
pub async fn verify(conn: &mut SqliteConnection) -> Result<Checked, StoreError> {
    verify_watched(conn, Box::new(|_, _| true)).await
}

/// Rows between two words to the one who watches.
const STEP: i64 = 500;

/// The same for one who watches and may stop it.
///
/// # Errors
/// As [`verify`]; `Stopped`.
pub async fn verify_watched(
    conn: &mut SqliteConnection,
    progress: Progress,
) -> Result<Checked, StoreError> {
    sqlx::query("SAVEPOINT verifying")
        .execute(&mut *conn)
        .await?;
    let checked = walk(conn, progress).await;
    sqlx::query("RELEASE verifying").execute(&mut *conn).await?;
    checked
}

async fn walk(conn: &mut SqliteConnection, mut progress: Progress) -> Result<Checked, StoreError> {
    let head = match head(&mut *conn).await {
        Ok(head) => Some(head),
        Err(StoreError::NotFound(_)) => None,
        Err(StoreError::Sql(sqlx::Error::ColumnDecode { .. })) => None,
        Err(error) => return Err(error),
    };
    let (mut rows, mut previous, mut bad) = (0_i64, String::new(), None);
    let total = head.as_ref().map_or(0, |head| head.rows.unsigned_abs());
    {
        let mut stream = sqlx::query("SELECT * FROM activity ORDER BY id").fetch(&mut *conn);
        while let Some(row) = stream.try_next().await? {
            if rows % STEP == 0 && !progress(rows.unsigned_abs(), total) {
                return Err(StoreError::Stopped);
            }
            rows += 1;
            if bad.is_none() {
                match link(&row, rows, &previous) {
                    Some(hash) => previous = hash,
                    None => bad = Some(ActivityId(rows)),
                }
            }
        }
    }
    let ends_well = head.is_some_and(|head| head.rows == rows && head.hash == previous);
    if bad.is_none() && !ends_well {
        // The end was cut off, or the head changed: the first row that should follow.
        bad = Some(ActivityId(rows + 1));
    }
    Ok(Checked {
        rows,
        first_bad: bad,
    })
}

/// The hash of a row that is number `number` and follows `previous`; `None` when it is bad.
fn link(row: &SqliteRow, number: i64, previous: &str) -> Option<String> {
    let values: Vec<Value> = COLUMNS
        .iter()
        .map(|column| value(row, column))
        .collect::<Option<_>>()?;
    let stored: String = row.try_get("hash").ok()?;
    let in_place = values.first() == Some(&Value::Number(number))
        && values.last() == Some(&Value::Text(previous.to_owned()));
    (in_place && hash(&values) == stored).then_some(stored)
}

fn value(row: &SqliteRow, column: &str) -> Option<Value> {
    let raw = row.try_get_raw(column).ok()?;
    if raw.is_null() {
        return Some(Value::Null);
    }
    match raw.type_info().name() {
        "INTEGER" => row.try_get(column).ok().map(Value::Number),
        "TEXT" => row.try_get(column).ok().map(Value::Text),
        _ => None,
    }
}

/// Keeps when the chain was verified and with what result.
///
/// # Errors
/// What SQLite says.
pub async fn keep_checked(
    tx: &mut Tx,
    checked: &Checked,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE journal_head SET verified_at = ?, verified_rows = ?, first_bad = ? WHERE id = 1",
    )
    .bind(millis(now))
    .bind(checked.rows)
    .bind(checked.first_bad.map(|id| id.0))
    .execute(tx.conn())
    .await?;
    tx.touch(Topic::Session, None);
    Ok(())
}
