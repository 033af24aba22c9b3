//! Changes at marketplaces for screens.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::draft::Verdict;

/// A kind of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// A price is set.
    Price,
    /// A quantity is set.
    Stock,
    /// A parcel goes a step on.
    Parcel,
    /// A supply is made, closed or given up.
    Supply,
    /// A return or claim is decided.
    Return,
    /// A message is written into a chat.
    Chat,
    /// A campaign is made, started, stopped, or its bids and budgets set.
    Campaign,
    /// A card is made or rewritten.
    Card,
    /// A listing joins or leaves a promotion.
    Promotion,
    /// A review is pinned or let go.
    Pin,
}

/// Where a change stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ChangeState {
    /// Waits for a person.
    Waiting,
    /// May be sent.
    Ready,
    /// Left.
    Sent,
    /// Taken; what comes of it is looked for.
    Accepted,
    /// Nobody knows; it is looked for.
    Unknown,
    /// It stands there.
    Done,
    /// The marketplace holds it back.
    Held,
    /// Refused.
    Refused,
    /// Taken without effect, or changed by somebody else meanwhile.
    Different,
    /// Wanted no more.
    Cancelled,
    /// Given up.
    Failed,
}

/// A change.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Change {
    /// Row.
    pub id: i64,
    /// Account.
    pub account: i64,
    /// What kind.
    pub kind: ChangeKind,
    /// What it is about.
    pub subject: String,
    /// What stood there.
    pub before: Option<String>,
    /// What is to stand there.
    pub after: Option<String>,
    /// Where it stands.
    pub state: ChangeState,
    /// The marketplace's words about its end.
    pub words: Option<String>,
    /// When it was wanted.
    pub at: String,
    /// When it ended.
    pub ended_at: Option<String>,
    /// The row of the journal that tells of its end.
    pub told: Option<i64>,
}

/// A change as the rules see it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ProposedChange {
    /// The change; it waits for a person unless the rules refuse it.
    pub change: Change,
    /// What the rules said.
    pub verdict: Verdict,
    /// What stands nearest to it and would be taken, for people.
    pub nearest: Option<String>,
}

/// Arguments of `changes_list`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChangesQuery {
    /// One account or all.
    pub account: Option<i64>,
    /// One kind or all.
    pub kind: Option<ChangeKind>,
    /// Only those that have not ended.
    pub open: bool,
    /// Where the last page ended.
    pub after: Option<i64>,
    /// Rows wanted, at most 200.
    pub limit: u32,
}

/// A page of changes, the newest first.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ChangesPage {
    /// Rows.
    pub rows: Vec<Change>,
    /// Where the next page begins.
    pub next: Option<i64>,
}

/// Arguments of `change_decide`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DecideChange {
    /// Row.
    pub id: i64,
    /// Yes, or no.
    pub yes: bool,
}
