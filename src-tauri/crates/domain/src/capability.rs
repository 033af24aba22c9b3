//! What a marketplace's API offers. Absence is an answer, never an error.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Something that a seller does on a marketplace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Capability {
    /// Products as offered.
    Catalogue,
    /// Cards made and rewritten, and what is missing in them.
    Cards,
    /// Prices and promotions.
    Prices,
    /// Quantities over warehouses.
    Stock,
    /// Buyers' orders and handing them over.
    Orders,
    /// Goods that come back, and claims.
    Returns,
    /// Buyers' reviews and the seller's answers.
    Reviews,
    /// Buyers' questions and the seller's answers.
    Questions,
    /// Conversations with buyers.
    Chats,
    /// Advertising.
    Ads,
    /// What the marketplace reckons.
    Finance,
    /// How buyers find listings.
    Analytics,
    /// What the marketplace charges.
    Tariffs,
}

impl Capability {
    /// All, in the order in which screens show them.
    pub const ALL: [Self; 13] = [
        Self::Catalogue,
        Self::Cards,
        Self::Prices,
        Self::Stock,
        Self::Orders,
        Self::Returns,
        Self::Reviews,
        Self::Questions,
        Self::Chats,
        Self::Ads,
        Self::Finance,
        Self::Analytics,
        Self::Tariffs,
    ];

    /// The word in the store and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Catalogue => "catalogue",
            Self::Cards => "cards",
            Self::Prices => "prices",
            Self::Stock => "stock",
            Self::Orders => "orders",
            Self::Returns => "returns",
            Self::Reviews => "reviews",
            Self::Questions => "questions",
            Self::Chats => "chats",
            Self::Ads => "ads",
            Self::Finance => "finance",
            Self::Analytics => "analytics",
            Self::Tariffs => "tariffs",
        }
    }
}

impl fmt::Display for Capability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a screen says in a cell of the capability table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", content = "detail", rename_all = "snake_case")]
pub enum Cell {
    /// A check answered.
    Works,
    /// The check is under way.
    Checking,
    /// The check has not begun.
    Queued,
    /// The key lacks a permission, named here.
    MissingScope(String),
    /// The marketplace has a key of its own for it, named here, which the seller has not given.
    NeedsKey(String),
    /// The marketplace wants a subscription, named here.
    NeedsSubscription(String),
    /// The official API has no such thing.
    NotOffered,
    /// The API has it for other sellers, not for those of this kind, named here.
    NotForThisSeller(String),
    /// The API has it; this version does not use it, for the reason named here.
    NotYet(String),
    /// The check failed, in short.
    Failed(String),
}
