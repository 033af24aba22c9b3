//! Proposed answers with their certificate.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::money::Money;

/// A proposed answer.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Draft {
    /// Row.
    pub id: i64,
    /// Text.
    pub text: String,
    /// Who wrote it.
    pub source: DraftSource,
    /// Model.
    pub model: Option<String>,
    /// Cost.
    pub cost: Option<Money>,
    /// Language.
    #[ts(type = "'uz-Latn' | 'uz-Cyrl' | 'ru' | 'en' | 'other'")]
    pub language: String,
    /// When.
    pub created_at: String,
    /// Its own confidence.
    pub confidence: Option<u8>,
    /// Where facts are used.
    pub spans: Vec<Span>,
    /// Facts.
    pub facts: Vec<Fact>,
    /// What the rules said.
    pub verdict: Verdict,
    /// When it leaves.
    pub send_at: Option<String>,
}

/// Who wrote a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DraftSource {
    /// A model.
    Claude,
    /// A template.
    Template,
    /// A person.
    Person,
}

/// A stretch of the text that rests on a fact, in characters.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct Span {
    /// First character.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// Number of the fact.
    pub fact: u32,
}

/// A fact.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Fact {
    /// Number.
    pub number: u32,
    /// About what.
    pub name: String,
    /// Value.
    pub value: String,
    /// Source.
    pub source: String,
}

impl From<domain::Fact> for Fact {
    fn from(fact: domain::Fact) -> Self {
        Self {
            number: fact.number,
            name: fact.name,
            value: fact.value,
            source: fact.source,
        }
    }
}

/// The certificate.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Verdict {
    /// Outcome.
    pub decision: Decision,
    /// Why.
    pub reasons: Vec<Reason>,
    /// Rules.
    pub rules: Vec<RuleResult>,
    /// Rule pack.
    pub pack: String,
    /// Its date.
    pub pack_date: String,
    /// When.
    pub at: String,
}

/// Outcome of the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// May leave.
    Send,
    /// Asks.
    Ask,
    /// Must not leave.
    Refuse,
}

impl From<domain::Decision> for Decision {
    fn from(decision: domain::Decision) -> Self {
        match decision {
            domain::Decision::Send => Self::Send,
            domain::Decision::Ask => Self::Ask,
            domain::Decision::Refuse => Self::Refuse,
        }
    }
}

/// Why.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Reason {
    /// Key under `reason.`.
    pub code: String,
    /// Measured.
    pub detail: Option<String>,
}

impl From<domain::Reason> for Reason {
    fn from(reason: domain::Reason) -> Self {
        Self {
            code: reason.code,
            detail: reason.detail,
        }
    }
}

/// One rule.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RuleResult {
    /// Key under `rule.`.
    pub rule: String,
    /// Passed.
    pub passed: bool,
    /// Measured.
    pub measured: String,
}

impl From<domain::RuleResult> for RuleResult {
    fn from(result: domain::RuleResult) -> Self {
        Self {
            rule: result.rule,
            passed: result.passed,
            measured: result.measured,
        }
    }
}
