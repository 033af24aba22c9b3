//! Warnings: one per cause.

use serde::{Deserialize, Serialize};

/// What a warning is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlertKind {
    /// A listing runs out.
    Stock,
    /// A decision waits.
    Approval,
    /// A key ends soon or ended.
    Token,
    /// A shop does not answer.
    Shop,
    /// The spending cap is near or reached.
    Budget,
    /// A bad review came in.
    BadReview,
    /// The store itself: restored from a backup, disk full.
    Store,
    /// A marketplace holds a change back, or took it without doing it.
    Change,
}

impl AlertKind {
    /// The word in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Stock => "stock",
            Self::Approval => "approval",
            Self::Token => "token",
            Self::Shop => "shop",
            Self::Budget => "budget",
            Self::BadReview => "bad_review",
            Self::Store => "store",
            Self::Change => "change",
        }
    }
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlertLevel {
    /// Good to know.
    Info,
    /// Act this week.
    Warn,
    /// Act today.
    Bad,
}

impl AlertLevel {
    /// The word in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Bad => "bad",
        }
    }
}
