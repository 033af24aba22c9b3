//! The life of a piece of work.

use serde::{Deserialize, Serialize};

/// Where a task stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskState {
    /// Waits for a person.
    AwaitingApproval,
    /// May be claimed when due.
    Ready,
    /// Claimed, with a token and an end of the lease.
    Leased,
    /// A write may or may not have happened; reading will tell.
    UnknownEffect,
    /// Put off without counting as an attempt.
    Snoozed,
    /// Finished.
    Done,
    /// Given up, with its cause; a person may replay it.
    Dead,
}

impl TaskState {
    /// The word in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AwaitingApproval => "awaiting_approval",
            Self::Ready => "ready",
            Self::Leased => "leased",
            Self::UnknownEffect => "unknown_effect",
            Self::Snoozed => "snoozed",
            Self::Done => "done",
            Self::Dead => "dead",
        }
    }
}

/// What a failure means for the task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorClass {
    /// Try again later, with backoff.
    Retry,
    /// The other side cannot be reached: try again later and later, and never give up.
    Outage,
    /// Never try again: the request itself is wrong.
    Reject,
    /// Wait for a person to mend the key.
    Auth,
    /// The outcome is not known; read before doing anything.
    Unknown,
}
