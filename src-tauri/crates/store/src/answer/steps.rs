//! The steps of an answer. Each tells the change feed.

use chrono::{DateTime, Utc};
use domain::{AccountId, DraftId, ExternalId, Language, PublishedAnswer, SubjectKind};
use sqlx::AssertSqlSafe;

use super::State;
use crate::answerable::{answer_word, table};
use crate::change::Topic;
use crate::error::StoreError;
use crate::sql::{millis, to_json};
use crate::writer::Tx;

/// What reading a buyer's text told.
#[derive(Debug, Clone)]
pub struct Heard {
    /// Its language.
    pub language: Language,
    /// What it is about.
    pub topic: Option<String>,
    /// It tries to give orders to the AI.
    pub suspicious: bool,
    /// When an answer should be there.
    pub due_at: Option<DateTime<Utc>>,
}

/// Moves an answer to another state, if it is in one of `from` (any, when empty); `draft`
/// replaces the draft that counts when given, `deadline` always.
///
/// # Errors
/// `NotFound`; `WrongState` when it is in another state, and nothing was changed.
pub async fn set_state(
    tx: &mut Tx,
    (kind, id): (SubjectKind, i64),
    from: &[State],
    to: State,
    draft: Option<DraftId>,
    deadline: Option<DateTime<Utc>>,
) -> Result<(), StoreError> {
    let table = table(kind);
    let sql = format!(
        "UPDATE {table} SET state = ?1, draft_id = coalesce(?2, draft_id), deadline = ?3
         WHERE id = ?4 AND (?5 = '[]' OR state IN (SELECT value FROM json_each(?5)))
         RETURNING account_id"
    );
    let account: Option<i64> = sqlx::query_scalar(AssertSqlSafe(sql))
        .bind(to.as_str())
        .bind(draft.map(|id| id.0))
        .bind(deadline.map(millis))
        .bind(id)
        .bind(to_json("state", from)?)
        .fetch_optional(tx.conn())
        .await?;
    if account.is_none() {
        super::get(tx.conn(), kind, id).await?;
        return Err(StoreError::WrongState {
            noun: kind.as_str(),
            id,
            wanted: to.as_str(),
        });
    }
    told(tx, kind, account)
}

/// Our answer is at the marketplace: keeps it as read back, counts it on `day`.
///
/// # Errors
/// `NotFound`.
pub async fn set_sent(
    tx: &mut Tx,
    kind: SubjectKind,
    id: i64,
    answer: &PublishedAnswer,
    now: DateTime<Utc>,
    day: &str,
) -> Result<(), StoreError> {
    let sql = format!(
        "UPDATE {} SET state = 'sent', deadline = NULL, answer_external_id = ?, answer_text = ?,
             answer_state = ?, answer_at = ?, answer_editable = ?,
             answered_at = coalesce(answered_at, ?), answered_day = coalesce(answered_day, ?),
             answer_own_at = ?
         WHERE id = ? RETURNING account_id",
        table(kind)
    );
    let account = sqlx::query_scalar(AssertSqlSafe(sql))
        .bind(answer.external_id.as_ref().map(ExternalId::as_str))
        .bind(&answer.text)
        .bind(answer_word(&answer.state))
        .bind(millis(answer.at.unwrap_or(now)))
        .bind(answer.editable)
        .bind(millis(now))
        .bind(day)
        .bind(millis(now))
        .bind(id)
        .fetch_optional(tx.conn())
        .await?;
    told(tx, kind, account)
}

/// An answer is at the marketplace that is not counted: one that did not leave from here, or
/// (`own`, when it was read back) one of ours in another's place.
///
/// # Errors
/// `NotFound`.
pub async fn set_shown(
    tx: &mut Tx,
    kind: SubjectKind,
    id: i64,
    answer: &PublishedAnswer,
    own: Option<DateTime<Utc>>,
) -> Result<(), StoreError> {
    let sql = format!(
        "UPDATE {} SET state = 'sent', deadline = NULL, answer_external_id = ?, answer_text = ?,
             answer_state = ?, answer_at = ?, answer_editable = ?,
             answer_own_at = coalesce(?, answer_own_at)
         WHERE id = ? RETURNING account_id",
        table(kind)
    );
    let account = sqlx::query_scalar(AssertSqlSafe(sql))
        .bind(answer.external_id.as_ref().map(ExternalId::as_str))
        .bind(&answer.text)
        .bind(answer_word(&answer.state))
        .bind(answer.at.map(millis))
        .bind(answer.editable)
        .bind(own.map(millis))
        .bind(id)
        .fetch_optional(tx.conn())
        .await?;
    told(tx, kind, account)
}

/// The marketplace took our answer and its moderators refused it.
///
/// # Errors
/// `NotFound`.
pub async fn set_refused(
    tx: &mut Tx,
    kind: SubjectKind,
    id: i64,
    answer: &PublishedAnswer,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    set_shown(tx, kind, id, answer, Some(now)).await?;
    let to = State::Refused;
    set_state(tx, (kind, id), &[State::Sent], to, None, None).await
}

/// Our answer was taken back at the marketplace; the row is in state `to` again.
///
/// # Errors
/// `NotFound`.
pub async fn set_withdrawn(
    tx: &mut Tx,
    kind: SubjectKind,
    id: i64,
    to: State,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = format!(
        "UPDATE {} SET state = ?, answer_own_at = ?, deadline = NULL, answer_external_id = NULL, answer_text = NULL,
             answer_state = NULL, answer_at = NULL, answer_editable = NULL, answered_at = NULL,
             answered_day = NULL
         WHERE id = ? RETURNING account_id",
        table(kind)
    );
    let account = sqlx::query_scalar(AssertSqlSafe(sql))
        .bind(to.as_str())
        .bind(millis(now))
        .bind(id)
        .fetch_optional(tx.conn())
        .await?;
    told(tx, kind, account)
}

fn told(tx: &mut Tx, kind: SubjectKind, account: Option<i64>) -> Result<(), StoreError> {
    let account = account
        .map(AccountId)
        .ok_or(StoreError::NotFound(kind.as_str()))?;
    let topic = match kind {
        SubjectKind::Review => Topic::Reviews,
        SubjectKind::Question => Topic::Questions,
    };
    for topic in [topic, Topic::Overview, Topic::Session] {
        tx.touch(topic, Some(account));
    }
    Ok(())
}
