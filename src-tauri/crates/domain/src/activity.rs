//! The journal's words: what was done, by whom, with what outcome.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Who acted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// A model wrote the text.
    Ai,
    /// A built-in template wrote the text; never shown as AI.
    Template,
    /// A person decided or typed.
    Person,
    /// The engine itself.
    Engine,
}

/// What was done; keys under `act.` in the catalogues. Acts grow by addition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Act(pub String);

impl Act {
    /// A review was answered.
    pub const ANSWERED_REVIEW: &str = "answered_review";
    /// A question was answered.
    pub const ANSWERED_QUESTION: &str = "answered_question";
    /// The rules refused a draft.
    pub const REFUSED_ANSWER: &str = "refused_answer";
    /// A person was asked.
    pub const ASKED_PERSON: &str = "asked_person";
    /// A draft was written, and the owner wants no more than that.
    pub const DRAFTED: &str = "drafted";
    /// A person approved.
    pub const APPROVED: &str = "approved";
    /// A person rejected.
    pub const REJECTED: &str = "rejected";
    /// A person took a scheduled answer back before it left.
    pub const CANCELLED_SEND: &str = "cancelled_send";
    /// An act was undone.
    pub const UNDID: &str = "undid";
    /// A shop was connected.
    pub const CONNECTED_SHOP: &str = "connected_shop";
    /// A shop got a new key.
    pub const REPLACED_KEY: &str = "replaced_key";
    /// A shop was removed.
    pub const REMOVED_SHOP: &str = "removed_shop";
    /// An alert was raised.
    pub const ALERT_RAISED: &str = "alert_raised";
    /// A setting was changed.
    pub const CHANGED_SETTING: &str = "changed_setting";
}

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Read back from the marketplace and equal.
    Verified,
    /// Accepted, not yet visible (moderation).
    Sent,
    /// Refused by our rules or by the marketplace.
    Refused,
    /// Waits for a person.
    Waiting,
    /// Failed for good.
    Failed,
    /// Not known yet.
    Unknown,
    /// Undone later.
    Undone,
    /// A note; nothing left this machine.
    Noted,
}

impl Outcome {
    /// The word in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Sent => "sent",
            Self::Refused => "refused",
            Self::Waiting => "waiting",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
            Self::Undone => "undone",
            Self::Noted => "noted",
        }
    }
}

/// How an act can be taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Undo {
    /// There is nothing to undo.
    None,
    /// The marketplace deletes the answer.
    Delete {
        /// Until when.
        until: Option<DateTime<Utc>>,
    },
    /// The marketplace lets the answer be edited.
    Edit {
        /// Until when.
        until: Option<DateTime<Utc>>,
    },
    /// A change of its own brings back what stood there.
    Change {
        /// The proposal that is taken back.
        proposal: i64,
    },
    /// Cannot be undone, and why (key under `undo.` in the catalogues).
    Impossible {
        /// The key.
        reason: String,
    },
}

/// A step on the way of an act, with its own time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// When.
    pub at: DateTime<Utc>,
    /// Key under `step.` in the catalogues.
    pub step: String,
    /// The measured thing, short.
    pub detail: Option<String>,
}
