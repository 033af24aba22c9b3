//! What the marketplace says about bids: the lowest one, its advice, those of others.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::ad::Bid;
use crate::ids::ExternalId;

/// A bid that the marketplace names for a listing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BidSignal {
    /// The listing's `external_id` or one of its aliases.
    pub listing: ExternalId,
    /// The campaign that it is about; `None` where it holds for any.
    pub campaign: Option<ExternalId>,
    /// Where the listing would be shown, in the marketplace's words; empty where that makes no
    /// difference.
    pub placement: String,
    /// The search query or cluster that it is about; empty where it is about all.
    pub query: String,
    /// What it says.
    pub kind: BidSignalKind,
    /// Tells several of one kind apart (a step of a recommendation).
    pub mark: String,
    /// The bid that it names.
    pub bid: Bid,
    /// Percent of the shows that it would win, as the marketplace reckons.
    pub reach: Option<Decimal>,
}

/// What a signal says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BidSignalKind {
    /// The lowest bid that is taken.
    Lowest,
    /// The bid that the marketplace advises.
    Advised,
    /// What others bid for the same place.
    Competitive,
    /// What those in front bid.
    Leader,
    /// A word that this version does not know.
    Other(String),
}

impl BidSignalKind {
    /// The word in the store.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Lowest => "lowest",
            Self::Advised => "advised",
            Self::Competitive => "competitive",
            Self::Leader => "leader",
            Self::Other(word) => word,
        }
    }
}
