//! Questions to a person, and their decisions. The only place that builds a `StoredDecision`.

use chrono::{DateTime, Utc};
use domain::{AccountId, ApprovalId, DraftId, StoredDecision, TaskId, VerdictId};
use serde::{Deserialize, Serialize};
use sqlx::{FromRow, SqliteConnection, sqlite::SqliteRow};

use crate::error::StoreError;
use crate::sql::{Columns, millis};
use crate::writer::Tx;

/// Where a question to a person stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApprovalState {
    /// Not decided.
    Pending,
    /// Yes.
    Approved,
    /// No.
    Rejected,
    /// Nobody decided in time.
    Expired,
    /// Fell away: the draft was replaced or the buyer answered elsewhere.
    Withdrawn,
}

impl ApprovalState {
    /// The word in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::Expired => "expired",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// A question to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// Its row; names the decision in `Approved`.
    pub id: ApprovalId,
    /// The shop.
    pub account: AccountId,
    /// The draft in question.
    pub draft: DraftId,
    /// What the rules said about it.
    pub verdict: VerdictId,
    /// The task that waits for it.
    pub task: Option<TaskId>,
    /// Where it stands.
    pub state: ApprovalState,
    /// When it was asked.
    pub asked_at: DateTime<Utc>,
    /// Until when it can be decided.
    pub deadline: Option<DateTime<Utc>>,
    /// When it was decided.
    pub decided_at: Option<DateTime<Utc>>,
    /// Who decided (role or name).
    pub decided_by: Option<String>,
    /// Why, when told.
    pub reason: Option<String>,
}

impl FromRow<'_, SqliteRow> for Approval {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: ApprovalId(row.number("id")?),
            account: AccountId(row.number("account_id")?),
            draft: DraftId(row.number("draft_id")?),
            verdict: VerdictId(row.number("verdict_id")?),
            task: row.maybe_number("task_id")?.map(TaskId),
            state: row.word("state")?,
            asked_at: row.at("asked_at")?,
            deadline: row.maybe_at("deadline")?,
            decided_at: row.maybe_at("decided_at")?,
            decided_by: row.maybe_text("decided_by")?,
            reason: row.maybe_text("reason")?,
        })
    }
}

/// Asks a person about a draft; asking again while undecided is the same question.
///
/// # Errors
/// What SQLite says.
pub async fn ask(
    tx: &mut Tx,
    (account, draft, verdict): (AccountId, DraftId, VerdictId),
    task: Option<TaskId>,
    deadline: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<ApprovalId, StoreError> {
    let id: i64 = sqlx::query_scalar(
        "INSERT INTO approvals (account_id, draft_id, verdict_id, task_id, state, asked_at, deadline)
         VALUES (?, ?, ?, ?, 'pending', ?, ?)
         ON CONFLICT (draft_id) WHERE state = 'pending' DO UPDATE SET task_id = excluded.task_id
         RETURNING id",
    )
    .bind(account.0)
    .bind(draft.0)
    .bind(verdict.0)
    .bind(task.map(|id| id.0))
    .bind(millis(now))
    .bind(deadline.map(millis))
    .fetch_one(tx.conn())
    .await?;
    Ok(ApprovalId(id))
}

/// Keeps a decision on a pending question.
///
/// # Errors
/// `WrongState` when it was decided before, and nothing was changed; `NotFound`.
pub async fn decide(
    tx: &mut Tx,
    id: ApprovalId,
    to: ApprovalState,
    by: &str,
    reason: Option<&str>,
    now: DateTime<Utc>,
) -> Result<Approval, StoreError> {
    let decided: Option<Approval> = sqlx::query_as(
        "UPDATE approvals SET state = ?, decided_at = ?, decided_by = ?, reason = ?
         WHERE id = ? AND state = 'pending' RETURNING *",
    )
    .bind(to.as_str())
    .bind(millis(now))
    .bind(by)
    .bind(reason)
    .bind(id.0)
    .fetch_optional(tx.conn())
    .await?;
    match decided {
        Some(approval) => Ok(approval),
        None => {
            let known = get(tx.conn(), id).await?;
            let wanted = to.as_str();
            Err(StoreError::WrongState {
                noun: "approval",
                id: known.id.0,
                wanted,
            })
        }
    }
}

/// One question.
///
/// # Errors
/// `NotFound`.
pub async fn get(conn: &mut SqliteConnection, id: ApprovalId) -> Result<Approval, StoreError> {
    sqlx::query_as("SELECT * FROM approvals WHERE id = ?")
        .bind(id.0)
        .fetch_optional(conn)
        .await?
        .ok_or(StoreError::NotFound("approval"))
}

/// A person's yes, as permission to write needs it. The only place that builds one.
///
/// # Errors
/// `WrongState` unless the question was answered with yes; `NotFound`.
pub async fn decision(
    conn: &mut SqliteConnection,
    id: ApprovalId,
) -> Result<StoredDecision, StoreError> {
    let known = get(conn, id).await?;
    if known.state != ApprovalState::Approved {
        return Err(StoreError::WrongState {
            noun: "approval",
            id: id.0,
            wanted: "allow a write",
        });
    }
    #[expect(
        clippy::disallowed_methods,
        reason = "here the row of a decision is read"
    )]
    let decision = StoredDecision::from_row(known.id, known.verdict);
    Ok(decision)
}

/// The latest question about a draft.
///
/// # Errors
/// What SQLite says.
pub async fn of_draft(
    conn: &mut SqliteConnection,
    draft: DraftId,
) -> Result<Option<Approval>, StoreError> {
    Ok(
        sqlx::query_as("SELECT * FROM approvals WHERE draft_id = ? ORDER BY id DESC LIMIT 1")
            .bind(draft.0)
            .fetch_optional(conn)
            .await?,
    )
}

#[cfg(test)]
mod tests;
