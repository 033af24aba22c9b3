//! From a buyer's text to an answer that is proven to be there: gather, write,
//! judge, ask or wait, send once, read back, write down.

mod alerts;
mod changed;
mod cite;
mod decide;
mod draft;
mod gather;
mod given_up;
mod leave;
mod ledger;
mod moderated;
mod seek;
mod send;
mod settle;
mod undo;

pub(crate) use changed::heard_again;
pub use decide::{approve, approve_confident, cancel, regenerate, reject};
pub(crate) use draft::draft;
pub(crate) use given_up::{given_up, is_open};
pub(crate) use moderated::refused_later;
pub(crate) use send::send;
pub(crate) use undo::{UndoTask, run as run_undo};
pub use undo::{Undone, undo, undo_key};

use chrono::{DateTime, Utc};
use domain::{AccountId, ApprovalId, DraftId, SubjectKind};
use queue::Unique;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::answer::Answerable;

use crate::lease::Task;
use crate::skills;

/// Writes a draft. Versioned: the name changes when the stored form does.
pub const DRAFT: &str = "draft_answer/1";
/// Sends an answer.
pub const SEND: &str = "send_answer/1";
/// Takes an answer back.
pub const UNDO: &str = "undo_answer/1";

/// What a drafting task carries.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct DraftTask {
    pub(crate) kind: SubjectKind,
    pub(crate) subject: i64,
    /// A person asked for it, so a person looks at it.
    #[serde(default)]
    pub(crate) asked_by_person: bool,
}

/// What a sending task carries.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct SendTask {
    pub(crate) kind: SubjectKind,
    pub(crate) subject: i64,
    pub(crate) draft: DraftId,
    pub(crate) approval: Option<ApprovalId>,
}

/// The drafting of a text's first answer; its key counts once.
pub(crate) fn draft_task(
    subject: &Answerable,
    asked_by_person: bool,
    reserve: i64,
    now: DateTime<Utc>,
) -> Task {
    let (account, kind) = (subject.account, subject.kind.as_str());
    let payload = DraftTask {
        kind: subject.kind,
        subject: subject.id,
        asked_by_person,
    };
    Task {
        partner: subject.partner,
        account,
        kind: DRAFT,
        key: format!("draft:{account}:{kind}:{}", subject.external_id),
        unique: Unique::Once,
        payload: json!(payload),
        priority: skills::of(subject.kind).urgency(subject),
        lane: "ai",
        run_at: now,
        reserve,
    }
}

/// The one key of an answer: business identity, not a row.
pub(crate) fn answer_key(
    account: AccountId,
    kind: SubjectKind,
    target: &domain::ExternalId,
) -> String {
    format!("answer:{account}:{}:{target}", kind.as_str())
}
