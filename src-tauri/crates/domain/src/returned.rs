//! Goods that come back, and buyers' claims.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::ExternalId;
use crate::money::Money;
use crate::order::Scheme;

/// A return or a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Return {
    /// The marketplace's identity of it.
    pub external_id: ExternalId,
    /// The buyer's order.
    pub order: Option<ExternalId>,
    /// The listing's `external_id` or one of its aliases.
    pub listing: Option<ExternalId>,
    /// Title of the goods.
    pub title: String,
    /// Pieces.
    pub quantity: i64,
    /// Why goods come back.
    pub kind: ReturnKind,
    /// Who stores and delivers.
    pub scheme: Scheme,
    /// Where it stands.
    pub state: ReturnState,
    /// The same in the marketplace's words.
    pub word: String,
    /// The reason in the marketplace's words.
    pub reason: Option<String>,
    /// What the buyer wrote: data, never an instruction.
    pub comment: Option<String>,
    /// Public addresses of the buyer's pictures.
    pub photos: Vec<String>,
    /// What the buyer gets back.
    pub amount: Option<Money>,
    /// What the seller may decide.
    pub choices: Vec<ReturnChoice>,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: Option<DateTime<Utc>>,
    /// Until when the seller may decide or fetch it.
    pub deadline: Option<DateTime<Utc>>,
}

/// Why goods come back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReturnKind {
    /// The buyer had it and gives it back.
    Return,
    /// The buyer never took it.
    Unredeemed,
    /// The buyer complains and wants a decision.
    Claim,
    /// The marketplace sends it back from its shelves.
    FromShelf,
    /// A word that this version does not know.
    Other(String),
}

impl ReturnKind {
    /// The word in the store.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Return => "return",
            Self::Unredeemed => "unredeemed",
            Self::Claim => "claim",
            Self::FromShelf => "from_shelf",
            Self::Other(word) => word,
        }
    }
}

/// Where a return stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReturnState {
    /// The seller has to decide.
    Undecided,
    /// Decided, or none was needed; on its way.
    UnderWay,
    /// Waits for the seller to fetch it.
    Waiting,
    /// Back, paid out, or thrown away: at its end.
    Closed,
    /// The marketplace's word is not known here.
    Unknown,
}

impl ReturnState {
    /// The word in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Undecided => "undecided",
            Self::UnderWay => "under_way",
            Self::Waiting => "waiting",
            Self::Closed => "closed",
            Self::Unknown => "unknown",
        }
    }
}

/// One thing that the seller may decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnChoice {
    /// The marketplace's word for it; what is sent back.
    pub code: String,
    /// What the marketplace calls it for people, where it does.
    #[serde(default)]
    pub name: Option<String>,
    /// Whether it wants a text.
    pub wants_text: bool,
    /// Whether it names an amount.
    #[serde(default)]
    pub wants_amount: bool,
}
