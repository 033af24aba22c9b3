//! The journal.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::draft::{Fact, RuleResult};
use super::money::Money;

/// Arguments of `activity_list`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ActivityQuery {
    /// One account or all.
    pub account: Option<i64>,
    /// One act or all.
    pub act: Option<String>,
    /// One outcome or all.
    pub outcome: Option<String>,
    /// Only what can be undone.
    pub undoable: bool,
    /// Words to look for.
    pub search: Option<String>,
    /// Where the last page ended.
    pub after: Option<String>,
    /// Rows wanted, at most 200.
    pub limit: u32,
}

/// A page of the journal.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ActivityPage {
    /// Rows, newest first.
    pub rows: Vec<ActivityRow>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// Rows in all.
    pub total: i64,
    /// Cost of today.
    pub cost_today: Money,
    /// Acts of today that went well.
    pub done: i64,
    /// Refused today.
    pub refused: i64,
    /// Waiting today.
    pub waiting: i64,
}

/// One act.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ActivityRow {
    /// Row.
    pub id: i64,
    /// When.
    pub at: String,
    /// Who.
    pub actor: Actor,
    /// Key under `act.`.
    pub act: String,
    /// Marketplace.
    pub marketplace: Option<String>,
    /// Account.
    pub account: Option<i64>,
    /// On what.
    pub subject: String,
    /// How it ended.
    pub outcome: Outcome,
    /// Cost.
    pub cost: Option<Money>,
    /// Whether it can be undone.
    pub undo: UndoState,
}

/// Who acted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// A model.
    Ai,
    /// A template.
    Template,
    /// A person.
    Person,
    /// The engine.
    Engine,
}

/// How an act ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Read back and equal.
    Verified,
    /// Accepted.
    Sent,
    /// Refused.
    Refused,
    /// Waits.
    Waiting,
    /// Failed.
    Failed,
    /// Not known.
    Unknown,
    /// Undone.
    Undone,
    /// A note.
    Noted,
}

/// Whether an act can be undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum UndoState {
    /// Yes.
    Possible,
    /// It is being taken back.
    UnderWay,
    /// It was.
    Done,
    /// Never.
    Impossible,
    /// No longer.
    Expired,
    /// Nothing to undo.
    None,
}

/// One act with its proof.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ActivityDetail {
    /// As in the list.
    pub row: ActivityRow,
    /// Why; keys under `reason.` or plain words.
    pub why: Vec<String>,
    /// Facts.
    pub facts: Vec<Fact>,
    /// Rules.
    pub rules: Vec<RuleResult>,
    /// Rule pack.
    pub pack: Option<String>,
    /// Model.
    pub model: Option<String>,
    /// Cost.
    pub cost: Option<Money>,
    /// Before.
    pub before: Option<String>,
    /// After.
    pub after: Option<String>,
    /// What the marketplace shows.
    pub now: Now,
    /// Steps with their times.
    pub steps: Vec<StepView>,
    /// Key of the effect.
    pub effect_key: Option<String>,
    /// Until when it can be undone.
    pub undo_until: Option<String>,
    /// Why it cannot be undone.
    pub undo_note: Option<String>,
    /// Neighbours in the chain.
    pub chain: Chain,
}

/// What the marketplace shows.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
pub struct Now {
    /// Text.
    pub text: Option<String>,
    /// Equal to what was sent.
    pub matches: Option<bool>,
    /// When it was read.
    pub read_at: Option<String>,
}

/// A step.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct StepView {
    /// When.
    pub at: String,
    /// Key under `step.`.
    pub step: String,
    /// More.
    pub detail: Option<String>,
}

/// Neighbours in the chain.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Chain {
    /// The row before.
    pub previous: Option<Link>,
    /// This row.
    pub this: Link,
    /// The row after.
    pub next: Option<Link>,
}

/// A row by its hash.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Link {
    /// Row.
    pub id: i64,
    /// Hash in hex.
    pub hash: String,
}

/// Arguments of `activity_undo`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct UndoAct {
    /// Row.
    pub id: i64,
    /// The replacing text, where the marketplace only lets an answer be edited.
    pub text: Option<String>,
}

/// Result of checking the chain.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct JournalCheck {
    /// Rows checked.
    pub rows: i64,
    /// Every hash fits.
    pub intact: bool,
    /// First row that does not.
    pub first_bad: Option<i64>,
    /// When.
    pub checked_at: String,
}
