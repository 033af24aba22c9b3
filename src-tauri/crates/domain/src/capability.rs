//! What a marketplace's API offers. Absence is an answer, never an error.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Something that a seller does on a marketplace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Capability {
    /// Products as offered.
    Catalogue,
    /// Quantities over warehouses.
    Stock,
    /// Buyers' orders.
    Orders,
    /// Buyers' reviews and the seller's answers.
    Reviews,
    /// Buyers' questions and the seller's answers.
    Questions,
}

impl Capability {
    /// All, in the order in which screens show them.
    pub const ALL: [Self; 5] = [
        Self::Catalogue,
        Self::Stock,
        Self::Orders,
        Self::Reviews,
        Self::Questions,
    ];

    /// The word in the store and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Catalogue => "catalogue",
            Self::Stock => "stock",
            Self::Orders => "orders",
            Self::Reviews => "reviews",
            Self::Questions => "questions",
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
    /// The marketplace wants a subscription, named here.
    NeedsSubscription(String),
    /// The official API has no such thing.
    NotOffered,
    /// The check failed, in short.
    Failed(String),
}
