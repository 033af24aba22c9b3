//! Changes at marketplaces on their way: proposed, decided, sent once, looked at until it is known
//! how they stand. The only place that builds a `StoredDecision` on a change.

mod list;
mod steps;

use chrono::{DateTime, Utc};
use domain::{
    AccountId, ActivityId, Actor, ApprovalId, ChangeKind, Decision, PartnerId, StoredDecision,
    VerdictId,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::{FromRow, SqliteConnection, sqlite::SqliteRow};

use crate::change::Topic;
use crate::error::StoreError;
use crate::sql::{Columns, clamp_u32, millis, to_json, to_word};
use crate::writer::Tx;

pub use list::{ProposalFilter, being_undone, list, open, ready, undone_by};
pub use steps::{end, not_seen, rearm, set_accepted, set_sent, set_told, set_unknown};

/// Where a change stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProposalState {
    /// Waits for a person.
    Waiting,
    /// May be sent.
    Ready,
    /// The request may have left.
    Sent,
    /// The marketplace took it; what comes of it is looked for.
    Accepted,
    /// It left and nobody knows how it ended.
    Unknown,
    /// It stands there.
    Done,
    /// The marketplace holds it back; the old value stands.
    Held,
    /// Refused by the rules or by the marketplace; the old value stands.
    Refused,
    /// Taken without a word, and another value stands.
    Different,
    /// A person wanted it no more.
    Cancelled,
    /// Given up.
    Failed,
}

impl ProposalState {
    /// The word in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Ready => "ready",
            Self::Sent => "sent",
            Self::Accepted => "accepted",
            Self::Unknown => "unknown",
            Self::Done => "done",
            Self::Held => "held",
            Self::Refused => "refused",
            Self::Different => "different",
            Self::Cancelled => "cancelled",
            Self::Failed => "failed",
        }
    }

    /// It left, and only reading tells how it ended.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Sent | Self::Accepted | Self::Unknown)
    }
}

/// A change that is wanted.
#[derive(Debug, Clone, PartialEq)]
pub struct NewProposal {
    /// Whose.
    pub partner: PartnerId,
    /// The shop.
    pub account: AccountId,
    /// What kind.
    pub kind: ChangeKind,
    /// What it is about, in the marketplace's identities.
    pub target: String,
    /// All of it.
    pub content: Value,
    /// Digest of the content.
    pub digest: String,
    /// What the rules said about it.
    pub verdict: VerdictId,
    /// Who wants it.
    pub actor: Actor,
    /// What it is about, for people.
    pub subject: String,
    /// What stood there when it was wanted.
    pub before: Option<String>,
    /// What is to stand there.
    pub after: Option<String>,
    /// The change that it takes back.
    pub undoes: Option<i64>,
}

/// A stored change.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// Its row.
    pub id: i64,
    /// What is wanted.
    pub wanted: NewProposal,
    /// Where it stands.
    pub state: ProposalState,
    /// The person's decision, when there was one.
    pub decision: Option<ApprovalId>,
    /// How often a request left.
    pub attempts: u32,
    /// What the marketplace said when it took it.
    pub receipt: Option<Value>,
    /// The marketplace's words about how it ended.
    pub words: Option<String>,
    /// What went wrong.
    pub problem: Option<Value>,
    /// When it was wanted.
    pub created_at: DateTime<Utc>,
    /// When a request last left.
    pub sent_at: Option<DateTime<Utc>>,
    /// Since when its outcome is looked for.
    pub sought_since: Option<DateTime<Utc>>,
    /// How often reading did not show it since.
    pub readings: u32,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// The row of the journal that tells how it ended.
    pub told: Option<ActivityId>,
}

impl FromRow<'_, SqliteRow> for Proposal {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: row.number("id")?,
            wanted: NewProposal {
                partner: PartnerId(row.number("partner_id")?),
                account: AccountId(row.number("account_id")?),
                kind: row.word("kind")?,
                target: row.text("target")?,
                content: row.json("content")?,
                digest: row.text("digest")?,
                verdict: VerdictId(row.number("verdict_id")?),
                actor: row.word("actor")?,
                subject: row.text("subject")?,
                before: row.maybe_text("before_text")?,
                after: row.maybe_text("after_text")?,
                undoes: row.maybe_number("undoes")?,
            },
            state: row.word("state")?,
            decision: row.maybe_number("decision_id")?.map(ApprovalId),
            attempts: clamp_u32(row.number("attempts")?),
            receipt: row.maybe_json("receipt")?,
            words: row.maybe_text("words")?,
            problem: row.maybe_json("problem")?,
            created_at: row.at("created_at")?,
            sent_at: row.maybe_at("sent_at")?,
            sought_since: row.maybe_at("sought_since")?,
            readings: clamp_u32(row.number("readings")?),
            ended_at: row.maybe_at("ended_at")?,
            told: row.maybe_number("activity_id")?.map(ActivityId),
        })
    }
}

/// Keeps a change that is wanted: ready where the rules send it, refused where they refuse it,
/// waiting for a person else.
///
/// # Errors
/// `WrongState` when another change of the same target is under way; what SQLite says.
pub async fn propose(
    tx: &mut Tx,
    new: &NewProposal,
    decision: Decision,
    now: DateTime<Utc>,
) -> Result<Proposal, StoreError> {
    if let Some(id) = under_way(tx.conn(), new).await? {
        let (noun, wanted) = ("proposal", "make room for another");
        return Err(StoreError::WrongState { noun, id, wanted });
    }
    let state = match decision {
        Decision::Send => ProposalState::Ready,
        Decision::Ask => ProposalState::Waiting,
        Decision::Refuse => ProposalState::Refused,
    };
    let kept: Proposal = sqlx::query_as(
        "INSERT INTO proposals (partner_id, account_id, kind, target, content, digest, verdict_id,
             state, actor, subject, before_text, after_text, created_at, ended_at, undoes)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, iif(?8 = 'refused', ?13, NULL), ?14)
         RETURNING *",
    )
    .bind(new.partner.0)
    .bind(new.account.0)
    .bind(new.kind.as_str())
    .bind(&new.target)
    .bind(to_json("content", &new.content)?)
    .bind(&new.digest)
    .bind(new.verdict.0)
    .bind(state.as_str())
    .bind(to_word("actor", &new.actor)?)
    .bind(&new.subject)
    .bind(&new.before)
    .bind(&new.after)
    .bind(millis(now))
    .bind(new.undoes)
    .fetch_one(tx.conn())
    .await?;
    touched(tx, &kept);
    Ok(kept)
}

async fn under_way(
    conn: &mut SqliteConnection,
    new: &NewProposal,
) -> Result<Option<i64>, StoreError> {
    Ok(sqlx::query_scalar(
        "SELECT id FROM proposals WHERE account_id = ? AND kind = ? AND target = ?
             AND state IN ('waiting', 'ready', 'sent', 'accepted', 'unknown')",
    )
    .bind(new.account.0)
    .bind(new.kind.as_str())
    .bind(&new.target)
    .fetch_optional(conn)
    .await?)
}

/// A person decides about a change that waits, or takes back one that has not left.
///
/// # Errors
/// `WrongState` when it was decided before or has left; `NotFound`.
pub async fn decide(
    tx: &mut Tx,
    id: i64,
    yes: bool,
    by: &str,
    now: DateTime<Utc>,
) -> Result<Proposal, StoreError> {
    let known = get(tx.conn(), id).await?;
    let decision: i64 = sqlx::query_scalar(
        "INSERT INTO proposal_decisions (proposal_id, verdict_id, yes, by, at)
         VALUES (?, ?, ?, ?, ?) RETURNING id",
    )
    .bind(id)
    .bind(known.wanted.verdict.0)
    .bind(i64::from(yes))
    .bind(by)
    .bind(millis(now))
    .fetch_one(tx.conn())
    .await?;
    let decided: Option<Proposal> = sqlx::query_as(
        "UPDATE proposals SET state = iif(?2, 'ready', 'cancelled'), decision_id = ?3,
             ended_at = iif(?2, NULL, ?4)
         WHERE id = ?1 AND (state = 'waiting' OR state = 'ready' AND NOT ?2) RETURNING *",
    )
    .bind(id)
    .bind(i64::from(yes))
    .bind(decision)
    .bind(millis(now))
    .fetch_optional(tx.conn())
    .await?;
    let (noun, wanted) = ("proposal", "be decided");
    let kept = decided.ok_or(StoreError::WrongState { noun, id, wanted })?;
    touched(tx, &kept);
    Ok(kept)
}

/// One change.
///
/// # Errors
/// `NotFound`.
pub async fn get(conn: &mut SqliteConnection, id: i64) -> Result<Proposal, StoreError> {
    sqlx::query_as("SELECT * FROM proposals WHERE id = ?")
        .bind(id)
        .fetch_optional(conn)
        .await?
        .ok_or(StoreError::NotFound("proposal"))
}

/// A person's yes, as permission to write needs it.
///
/// # Errors
/// `WrongState` unless a person agreed; `NotFound`.
pub async fn decision(
    conn: &mut SqliteConnection,
    id: ApprovalId,
) -> Result<StoredDecision, StoreError> {
    let found: Option<(i64, i64)> =
        sqlx::query_as("SELECT verdict_id, yes FROM proposal_decisions WHERE id = ?")
            .bind(id.0)
            .fetch_optional(conn)
            .await?;
    let (verdict, yes) = found.ok_or(StoreError::NotFound("decision"))?;
    if yes == 0 {
        let (noun, wanted) = ("decision", "allow a write");
        return Err(StoreError::WrongState {
            noun,
            id: id.0,
            wanted,
        });
    }
    #[expect(
        clippy::disallowed_methods,
        reason = "here the row of a decision is read"
    )]
    let decision = StoredDecision::from_row(id, VerdictId(verdict));
    Ok(decision)
}

/// Whoever shows the change, its kind's rows, or what waits for a person.
fn touched(tx: &mut Tx, proposal: &Proposal) {
    let topic = match proposal.wanted.kind {
        ChangeKind::Price | ChangeKind::Promotion => Topic::Prices,
        ChangeKind::Pin => Topic::Reviews,
        ChangeKind::Stock | ChangeKind::Card => Topic::Overview,
        ChangeKind::Parcel | ChangeKind::Supply => Topic::Orders,
        ChangeKind::Return => Topic::Returns,
        ChangeKind::Chat => Topic::Chats,
        ChangeKind::Campaign => Topic::Ads,
    };
    tx.touch(topic, Some(proposal.wanted.account));
    tx.touch(Topic::Session, None);
}

#[cfg(test)]
mod tests;
