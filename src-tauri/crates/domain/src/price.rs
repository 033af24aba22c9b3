//! What a listing costs, and what the marketplace thinks of it.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::ids::ExternalId;
use crate::money::Money;

/// The price of a listing as the marketplace holds it now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Price {
    /// The listing's `external_id` or one of its aliases.
    pub listing: ExternalId,
    /// The size that it is for; empty where one price holds for all of the listing.
    pub variant: String,
    /// What the seller asks, after the seller's own discount and before whatever the marketplace
    /// adds or takes off.
    pub price: Money,
    /// The crossed-out price above it.
    pub before: Option<Money>,
    /// The lowest to which the marketplace's own promotions and strategies may go.
    pub least: Option<Money>,
    /// What buyers pay now, when the marketplace tells.
    pub shown: Option<Money>,
    /// A newer price that the marketplace holds back: the old one stays on sale.
    pub held: Option<HeldPrice>,
    /// When it changed.
    pub updated_at: Option<DateTime<Utc>>,
}

/// A price in quarantine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldPrice {
    /// What the seller asked for.
    pub price: Option<Money>,
    /// Why it is held, in the marketplace's words.
    pub reason: String,
}

/// Something that the marketplace says about a listing's price: advice, a neighbour's price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceSignal {
    /// The listing's `external_id` or one of its aliases.
    pub listing: ExternalId,
    /// What it says.
    pub kind: SignalKind,
    /// Tells several of one kind apart (a competitor's number, a step of a recommendation).
    pub mark: String,
    /// The price that it names.
    pub price: Option<Money>,
    /// A ratio that it names (1.0 = as cheap as the market).
    pub ratio: Option<Decimal>,
    /// A grade in the marketplace's words.
    pub grade: Option<String>,
    /// Where that price can be seen.
    pub url: Option<String>,
}

/// What a signal says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignalKind {
    /// The price that the marketplace advises.
    Advised,
    /// The lowest price of the same goods on this marketplace.
    LowestHere,
    /// The lowest price of the same goods elsewhere.
    LowestElsewhere,
    /// The seller's own price elsewhere.
    OwnElsewhere,
    /// One competitor that the seller chose.
    Competitor,
    /// How the price compares, without naming another.
    Index,
    /// A word that this version does not know.
    Other(String),
}

impl SignalKind {
    /// The word in the store.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Advised => "advised",
            Self::LowestHere => "lowest_here",
            Self::LowestElsewhere => "lowest_elsewhere",
            Self::OwnElsewhere => "own_elsewhere",
            Self::Competitor => "competitor",
            Self::Index => "index",
            Self::Other(word) => word,
        }
    }
}
