//! Writes to marketplaces: intent, sent, accepted, done; what is not known is found out by
//! reading, never by writing again.

mod left;

use chrono::{DateTime, Utc};
use domain::{AccountId, ApprovalId, EffectId, VerdictId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::{FromRow, SqliteConnection, sqlite::SqliteRow};

use crate::error::StoreError;
use crate::sql::{Columns, clamp_u32, millis, to_json};
use crate::writer::Tx;

pub use left::{LeftWrite, left};

/// Where a write stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EffectState {
    /// Wanted; nothing has left.
    Intent,
    /// The request may have left.
    Sent,
    /// The marketplace took it and does not show it yet. It is read until it is shown, and never
    /// sent again: marketplaces show late what they took.
    Accepted,
    /// It left and nobody knows how it ended.
    Unknown,
    /// It is there.
    Done,
    /// It is not there and will not be tried again.
    Failed,
}

impl EffectState {
    /// It may have left, and how it ended is not known: only reading tells.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Sent | Self::Accepted | Self::Unknown)
    }
}

/// A write that is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEffect {
    /// Business identity, e.g. `answer:7:review:123`.
    pub key: String,
    /// The shop.
    pub account: AccountId,
    /// What kind of write.
    pub kind: String,
    /// Digest of the content: the same key with another one is refused.
    pub request_hash: String,
    /// What is to be written, for the read-back.
    pub request: Value,
    /// What allows it.
    pub verdict: VerdictId,
    /// The person's decision, when one was needed.
    pub approval: Option<ApprovalId>,
}

/// A stored write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// Its row.
    pub id: EffectId,
    /// What was wanted.
    pub wanted: NewEffect,
    /// Where it stands.
    pub state: EffectState,
    /// How often a request left.
    pub attempts: u32,
    /// What the marketplace answered.
    pub receipt: Option<Value>,
    /// What went wrong.
    pub problem: Option<Value>,
    /// When it was wanted.
    pub created_at: DateTime<Utc>,
    /// When a request last left.
    pub sent_at: Option<DateTime<Utc>>,
    /// When its outcome began to be looked for: the request had ended, or its process had.
    pub sought_since: Option<DateTime<Utc>>,
    /// How often reading did not show it since.
    pub readings: u32,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
}

impl FromRow<'_, SqliteRow> for Effect {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: EffectId(row.number("id")?),
            wanted: NewEffect {
                key: row.text("key")?,
                account: AccountId(row.number("account_id")?),
                kind: row.text("kind")?,
                request_hash: row.text("request_hash")?,
                request: row.json("request")?,
                verdict: VerdictId(row.number("verdict_id")?),
                approval: row.maybe_number("approval_id")?.map(ApprovalId),
            },
            state: row.word("state")?,
            attempts: clamp_u32(row.number("attempts")?),
            receipt: row.maybe_json("receipt")?,
            problem: row.maybe_json("problem")?,
            created_at: row.at("created_at")?,
            sent_at: row.maybe_at("sent_at")?,
            sought_since: row.maybe_at("sought_since")?,
            readings: clamp_u32(row.number("readings")?),
            ended_at: row.maybe_at("ended_at")?,
        })
    }
}

/// Writes the intent down, or finds the one of the same key.
///
/// # Errors
/// `EffectConflict` when the key exists for another request; SQLite refuses an effect
/// without a stored verdict.
pub async fn intend(
    tx: &mut Tx,
    new: &NewEffect,
    now: DateTime<Utc>,
) -> Result<Effect, StoreError> {
    sqlx::query(
        "INSERT INTO effects (key, account_id, kind, request_hash, request, verdict_id, approval_id, state, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, 'intent', ?) ON CONFLICT (key) DO NOTHING",
    )
    .bind(&new.key)
    .bind(new.account.0)
    .bind(&new.kind)
    .bind(&new.request_hash)
    .bind(to_json("request", &new.request)?)
    .bind(new.verdict.0)
    .bind(new.approval.map(|id| id.0))
    .bind(millis(now))
    .execute(tx.conn())
    .await?;
    let known = by_key(tx.conn(), &new.key)
        .await?
        .ok_or(StoreError::NotFound("effect"))?;
    if known.wanted.request_hash == new.request_hash {
        Ok(known)
    } else {
        Err(StoreError::EffectConflict {
            key: new.key.clone(),
        })
    }
}

/// Another content takes the place of one that never left or was refused.
///
/// # Errors
/// `WrongState` when the old one may have left.
pub async fn replace_intent(
    tx: &mut Tx,
    new: &NewEffect,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let done = sqlx::query(
        "UPDATE effects SET request_hash = ?, request = ?, verdict_id = ?, approval_id = ?,
             state = 'intent', problem = NULL, created_at = ?, ended_at = NULL
         WHERE key = ? AND state IN ('intent', 'failed')",
    )
    .bind(&new.request_hash)
    .bind(to_json("request", &new.request)?)
    .bind(new.verdict.0)
    .bind(new.approval.map(|id| id.0))
    .bind(millis(now))
    .bind(&new.key)
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 1 {
        return Ok(());
    }
    let known = by_key(tx.conn(), &new.key).await?;
    let id = known.ok_or(StoreError::NotFound("effect"))?.id.0;
    Err(StoreError::WrongState {
        noun: "effect",
        id,
        wanted: "be replaced",
    })
}

/// What was there was taken back, or refused by moderators: its key is free for another answer,
/// its row stays.
///
/// # Errors
/// What SQLite says.
pub async fn retire(tx: &mut Tx, key: &str) -> Result<(), StoreError> {
    sqlx::query("UPDATE effects SET key = key || '#' || id WHERE key = ? AND state = 'done'")
        .bind(key)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// The effect of a key.
///
/// # Errors
/// What SQLite says.
pub async fn by_key(conn: &mut SqliteConnection, key: &str) -> Result<Option<Effect>, StoreError> {
    Ok(sqlx::query_as("SELECT * FROM effects WHERE key = ?")
        .bind(key)
        .fetch_optional(conn)
        .await?)
}

/// One effect.
///
/// # Errors
/// `NotFound`.
pub async fn get(conn: &mut SqliteConnection, id: EffectId) -> Result<Effect, StoreError> {
    sqlx::query_as("SELECT * FROM effects WHERE id = ?")
        .bind(id.0)
        .fetch_optional(conn)
        .await?
        .ok_or(StoreError::NotFound("effect"))
}

/// Effects that a crash left open: `sent` (as good as unknown), `accepted` and `unknown`.
///
/// # Errors
/// What SQLite says.
pub async fn unsettled(conn: &mut SqliteConnection) -> Result<Vec<Effect>, StoreError> {
    Ok(sqlx::query_as(
        "SELECT * FROM effects WHERE state IN ('intent', 'sent', 'accepted', 'unknown') AND state <> 'intent'
         ORDER BY id",
    )
    .fetch_all(conn)
    .await?)
}

/// Just before the request leaves; commit this first.
///
/// # Errors
/// `WrongState` unless it is an intent.
pub async fn set_sent(tx: &mut Tx, id: EffectId, now: DateTime<Utc>) -> Result<(), StoreError> {
    let sql = "UPDATE effects SET state = 'sent', attempts = attempts + 1, sent_at = ?2,
             sought_since = NULL, readings = 0, receipt = NULL
         WHERE id = ?1 AND state = 'intent' AND ?3 IS NULL";
    step(tx, sql, id, now, None, "be sent").await
}

/// The marketplace took it; commit this before anything else is done.
///
/// # Errors
/// `WrongState` unless it was sent.
pub async fn set_accepted(
    tx: &mut Tx,
    id: EffectId,
    receipt: &Value,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql =
        "UPDATE effects SET state = 'accepted', receipt = ?3, problem = NULL, sought_since = ?2
         WHERE id = ?1 AND state IN ('sent', 'unknown')";
    step(tx, sql, id, now, Some(receipt), "be accepted").await
}

/// The answer did not come, or the process died with the request under way. What was accepted
/// stays so; of it, too, the problem is kept.
///
/// # Errors
/// `WrongState` unless it was sent.
pub async fn set_unknown(
    tx: &mut Tx,
    id: EffectId,
    problem: Option<&Value>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "UPDATE effects SET state = iif(state = 'sent', 'unknown', state),
             sought_since = coalesce(sought_since, ?2), problem = coalesce(?3, problem)
         WHERE id = ?1 AND state IN ('sent', 'accepted', 'unknown')";
    step(tx, sql, id, now, problem, "be unknown").await
}

/// A reading did not show it.
///
/// # Errors
/// `WrongState` unless it is looked for.
pub async fn not_seen(tx: &mut Tx, id: EffectId, now: DateTime<Utc>) -> Result<(), StoreError> {
    let sql = "UPDATE effects SET readings = readings + 1
         WHERE id = ?1 AND state IN ('accepted', 'unknown') AND ?2 IS NOT NULL AND ?3 IS NULL";
    step(tx, sql, id, now, None, "be looked for").await
}

/// Read back: it is there. That includes one that was to be sent again.
///
/// # Errors
/// `WrongState` when it never left or has ended.
pub async fn set_done(
    tx: &mut Tx,
    id: EffectId,
    receipt: &Value,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "UPDATE effects SET state = 'done', ended_at = ?2, receipt = ?3, problem = NULL
         WHERE id = ?1 AND (state IN ('sent', 'accepted', 'unknown') OR state = 'intent' AND attempts > 0)";
    step(tx, sql, id, now, Some(receipt), "be done").await
}

/// It is known not to be there, or something else is, and is given up.
///
/// # Errors
/// `WrongState` when it has ended.
pub async fn set_failed(
    tx: &mut Tx,
    id: EffectId,
    problem: &Value,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "UPDATE effects SET state = 'failed', ended_at = ?2, problem = ?3
         WHERE id = ?1 AND state IN ('intent', 'sent', 'accepted', 'unknown')";
    step(tx, sql, id, now, Some(problem), "fail").await
}

/// It is known (by reading, or by a plain refusal) not to be there: may be tried again
/// (also after it was given up, when a person replays its task).
///
/// # Errors
/// `WrongState` when it is done, was accepted, or has not left.
pub async fn rearm(
    tx: &mut Tx,
    id: EffectId,
    problem: Option<&Value>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "UPDATE effects SET state = 'intent', ended_at = NULL, problem = ?3
         WHERE id = ?1 AND state IN ('sent', 'unknown', 'failed') AND ?2 IS NOT NULL";
    step(tx, sql, id, now, problem, "be tried again").await
}

async fn step(
    tx: &mut Tx,
    sql: &'static str,
    id: EffectId,
    now: DateTime<Utc>,
    value: Option<&Value>,
    wanted: &'static str,
) -> Result<(), StoreError> {
    let done = sqlx::query(sql)
        .bind(id.0)
        .bind(millis(now))
        .bind(value.map(|value| to_json("effect", value)).transpose()?)
        .execute(tx.conn())
        .await?;
    match done.rows_affected() {
        1 => Ok(()),
        _ => Err(StoreError::WrongState {
            noun: "effect",
            id: id.0,
            wanted,
        }),
    }
}

#[cfg(test)]
mod tests;
