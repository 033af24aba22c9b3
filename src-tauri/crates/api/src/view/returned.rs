//! Goods that come back, for screens.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::change::Change;
use super::money::Money;

/// A tab of the returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReturnQueue {
    /// The seller has to decide.
    Undecided,
    /// Waits for the seller to fetch it.
    Waiting,
    /// On its way.
    UnderWay,
    /// At its end.
    Closed,
}

/// Arguments of `returns_list`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReturnsQuery {
    /// One account or all.
    pub account: Option<i64>,
    /// The tab.
    pub queue: ReturnQueue,
    /// Words of the product, or the number of an order.
    pub search: Option<String>,
    /// Where the last page ended.
    pub after: Option<String>,
    /// Rows wanted, at most 200.
    pub limit: u32,
}

/// A page of returns.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ReturnsPage {
    /// Rows: what waits for the seller by its deadline, all else the newest first.
    pub rows: Vec<ReturnRow>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// How many lie in each tab.
    pub counts: ReturnCounts,
    /// What buyers want back where a decision waits, apart by currency.
    pub stake: Vec<Money>,
}

/// How many lie in each tab.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, TS)]
pub struct ReturnCounts {
    /// The seller has to decide.
    pub undecided: i64,
    /// Waits to be fetched.
    pub waiting: i64,
    /// On its way.
    pub under_way: i64,
    /// At its end.
    pub closed: i64,
}

/// One return.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ReturnRow {
    /// Account.
    pub account: i64,
    /// Marketplace.
    pub marketplace: String,
    /// The marketplace's identity of it.
    pub key: String,
    /// The buyer's order.
    pub order: Option<String>,
    /// The listing's row, when known.
    pub listing: Option<i64>,
    /// Title.
    pub title: String,
    /// Article.
    pub article: String,
    /// First picture.
    pub image: Option<String>,
    /// Pieces.
    pub quantity: i64,
    /// Why goods come back: `return`, `unredeemed`, `claim`, `from_shelf`, or the marketplace's word.
    pub kind: String,
    /// Where it stands.
    pub state: ReturnState,
    /// The same in the marketplace's words.
    pub word: String,
    /// The reason in the marketplace's words.
    pub reason: Option<String>,
    /// What the buyer wrote: shown as text and as nothing else.
    pub comment: Option<String>,
    /// Public addresses of the buyer's pictures.
    pub photos: Vec<String>,
    /// What the buyer gets back.
    pub amount: Option<Money>,
    /// What the seller may decide.
    pub choices: Vec<ReturnChoice>,
    /// When it began.
    pub created_at: String,
    /// Until when the seller may decide or fetch it.
    pub deadline: Option<String>,
    /// A decision that is under way.
    pub change: Option<Change>,
}

/// Where a return stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReturnState {
    /// The seller has to decide.
    Undecided,
    /// On its way.
    UnderWay,
    /// Waits for the seller to fetch it.
    Waiting,
    /// At its end.
    Closed,
    /// The marketplace's word is not known here.
    Unknown,
}

/// One thing that the seller may decide.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ReturnChoice {
    /// The marketplace's word for it.
    pub code: String,
    /// What the marketplace calls it, where it does.
    pub name: Option<String>,
    /// Whether it wants a text.
    pub wants_text: bool,
    /// Whether it names an amount.
    pub wants_amount: bool,
}

/// Arguments of `return_propose`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ProposeReturn {
    /// Account.
    pub account: i64,
    /// The marketplace's identity of the return.
    pub key: String,
    /// One of its choices, by its code.
    pub choice: String,
    /// What the buyer is told.
    pub text: Option<String>,
    /// What the buyer gets back, in minor units of the return's currency.
    pub amount_minor: Option<i64>,
}
