//! The steps of a change that leaves.

use chrono::{DateTime, Utc};
use domain::ActivityId;
use serde_json::Value;

use super::{Proposal, ProposalState, touched};
use crate::error::StoreError;
use crate::sql::{millis, to_json};
use crate::writer::Tx;

/// Just before the request leaves; commit this first.
///
/// # Errors
/// `WrongState` unless it is ready; SQLite refuses one without a verdict on its content.
pub async fn set_sent(tx: &mut Tx, id: i64, now: DateTime<Utc>) -> Result<Proposal, StoreError> {
    let sql = "UPDATE proposals SET state = 'sent', attempts = attempts + 1, sent_at = ?2,
             sought_since = NULL, readings = 0, receipt = NULL, problem = ?3
         WHERE id = ?1 AND state = 'ready' RETURNING *";
    step(tx, sql, id, now, None, "be sent").await
}

/// The marketplace took it; commit this before anything else is done.
///
/// # Errors
/// `WrongState` unless it was sent.
pub async fn set_accepted(
    tx: &mut Tx,
    id: i64,
    receipt: &Value,
    now: DateTime<Utc>,
) -> Result<Proposal, StoreError> {
    let sql =
        "UPDATE proposals SET state = 'accepted', receipt = ?3, problem = NULL, sought_since = ?2
         WHERE id = ?1 AND state IN ('sent', 'unknown') RETURNING *";
    step(tx, sql, id, now, Some(receipt), "be accepted").await
}

/// The answer did not come, or the process died with the request under way. What was accepted
/// stays so.
///
/// # Errors
/// `WrongState` unless it was sent.
pub async fn set_unknown(
    tx: &mut Tx,
    id: i64,
    problem: Option<&Value>,
    now: DateTime<Utc>,
) -> Result<Proposal, StoreError> {
    let sql = "UPDATE proposals SET state = iif(state = 'sent', 'unknown', state),
             sought_since = coalesce(sought_since, ?2), problem = coalesce(?3, problem)
         WHERE id = ?1 AND state IN ('sent', 'accepted', 'unknown') RETURNING *";
    step(tx, sql, id, now, problem, "be unknown").await
}

/// A reading did not show how it ended.
///
/// # Errors
/// `WrongState` unless it is looked for.
pub async fn not_seen(tx: &mut Tx, id: i64, now: DateTime<Utc>) -> Result<Proposal, StoreError> {
    let sql = "UPDATE proposals SET readings = readings + 1,
             state = iif(state = 'sent', 'unknown', state), sought_since = coalesce(sought_since, ?2)
         WHERE id = ?1 AND state IN ('sent', 'accepted', 'unknown') AND ?3 IS NULL RETURNING *";
    step(tx, sql, id, now, None, "be looked for").await
}

/// It is known not to have arrived: it may be sent again.
///
/// # Errors
/// `WrongState` when it was accepted or has ended.
pub async fn rearm(
    tx: &mut Tx,
    id: i64,
    problem: Option<&Value>,
    now: DateTime<Utc>,
) -> Result<Proposal, StoreError> {
    let sql = "UPDATE proposals SET state = 'ready', problem = ?3
         WHERE id = ?1 AND state IN ('sent', 'unknown') AND ?2 IS NOT NULL RETURNING *";
    step(tx, sql, id, now, problem, "be tried again").await
}

/// It has ended, with the marketplace's words about it.
///
/// # Errors
/// `WrongState` when it had ended before.
pub async fn end(
    tx: &mut Tx,
    id: i64,
    to: ProposalState,
    words: Option<&str>,
    now: DateTime<Utc>,
) -> Result<Proposal, StoreError> {
    let ended: Option<Proposal> = sqlx::query_as(
        "UPDATE proposals SET state = ?2, words = ?3, ended_at = ?4
         WHERE id = ?1 AND ended_at IS NULL RETURNING *",
    )
    .bind(id)
    .bind(to.as_str())
    .bind(words)
    .bind(millis(now))
    .fetch_optional(tx.conn())
    .await?;
    kept(tx, ended, id, "end")
}

/// The journal tells how it ended.
///
/// # Errors
/// What SQLite says.
pub async fn set_told(tx: &mut Tx, id: i64, row: ActivityId) -> Result<(), StoreError> {
    sqlx::query("UPDATE proposals SET activity_id = ? WHERE id = ?")
        .bind(row.0)
        .bind(id)
        .execute(tx.conn())
        .await?;
    Ok(())
}

async fn step(
    tx: &mut Tx,
    sql: &'static str,
    id: i64,
    now: DateTime<Utc>,
    value: Option<&Value>,
    wanted: &'static str,
) -> Result<Proposal, StoreError> {
    let done: Option<Proposal> = sqlx::query_as(sql)
        .bind(id)
        .bind(millis(now))
        .bind(value.map(|value| to_json("proposal", value)).transpose()?)
        .fetch_optional(tx.conn())
        .await?;
    kept(tx, done, id, wanted)
}

fn kept(
    tx: &mut Tx,
    done: Option<Proposal>,
    id: i64,
    wanted: &'static str,
) -> Result<Proposal, StoreError> {
    let noun = "proposal";
    let done = done.ok_or(StoreError::WrongState { noun, id, wanted })?;
    touched(tx, &done);
    Ok(done)
}
