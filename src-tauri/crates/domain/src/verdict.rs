//! What the guardrails decided on a draft, stored before anything leaves.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::{ApprovalId, VerdictId};

/// The three outcomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// May be sent without asking.
    Send,
    /// A person decides.
    Ask,
    /// Must not be sent, not even by a person unchanged.
    Refuse,
}

impl Decision {
    /// The word in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Send => "send",
            Self::Ask => "ask",
            Self::Refuse => "refuse",
        }
    }

    /// Reads the store's word; anything unknown refuses.
    pub fn from_word(word: &str) -> Self {
        match word {
            "send" => Self::Send,
            "ask" => Self::Ask,
            _ => Self::Refuse,
        }
    }
}

/// Why a person is asked or a draft refused; the words are in the catalogues.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Key under `reason.` in the catalogues.
    pub code: String,
    /// The measured thing, short and without a buyer's text.
    pub detail: Option<String>,
}

/// One rule and how the draft measured up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleResult {
    /// Key under `rule.` in the catalogues.
    pub rule: String,
    /// Whether the draft passed.
    pub passed: bool,
    /// The measured value, e.g. `342`.
    pub measured: String,
}

/// A decision with its certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// The outcome.
    pub decision: Decision,
    /// Why, unless it is plainly `Send`.
    pub reasons: Vec<Reason>,
    /// Every rule that was applied.
    pub rules: Vec<RuleResult>,
    /// Name of the marketplace's rule pack.
    pub pack: String,
    /// Date of the rule pack, ISO.
    pub pack_date: String,
}

/// A verdict that lies in the store, bound to the content that it judged.
/// Only the store builds one (a disallowed method everywhere else).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredVerdict {
    id: VerdictId,
    decision: Decision,
    digest: String,
    at: DateTime<Utc>,
}

impl StoredVerdict {
    /// Rebuilds a verdict from its row.
    pub fn from_row(id: VerdictId, decision: Decision, digest: String, at: DateTime<Utc>) -> Self {
        Self {
            id,
            decision,
            digest,
            at,
        }
    }

    /// Its row.
    pub fn id(&self) -> VerdictId {
        self.id
    }

    /// The outcome.
    pub fn decision(&self) -> Decision {
        self.decision
    }

    /// Digest of the content that was judged.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// When it was stored.
    pub fn at(&self) -> DateTime<Utc> {
        self.at
    }
}

/// A person's yes that lies in the store, bound to the verdict that they were shown.
/// Only the store builds one (a disallowed method everywhere else).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredDecision {
    id: ApprovalId,
    verdict: VerdictId,
}

impl StoredDecision {
    /// Rebuilds a decision from its row.
    pub fn from_row(id: ApprovalId, verdict: VerdictId) -> Self {
        Self { id, verdict }
    }

    /// Its row.
    pub fn id(&self) -> ApprovalId {
        self.id
    }

    /// The verdict that was decided on.
    pub fn verdict(&self) -> VerdictId {
        self.verdict
    }
}
