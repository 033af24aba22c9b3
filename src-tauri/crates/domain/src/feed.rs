//! What is read from a marketplace, again and again.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::capability::Capability;

/// A stream of rows with a cursor of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Feed {
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

impl Feed {
    /// All, in the order in which a new shop is read.
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

    /// The line of the capability table that it belongs to.
    pub fn capability(self) -> Capability {
        match self {
            Self::Catalogue => Capability::Catalogue,
            Self::Stock => Capability::Stock,
            Self::Orders => Capability::Orders,
            Self::Reviews => Capability::Reviews,
            Self::Questions => Capability::Questions,
        }
    }
}

impl fmt::Display for Feed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_read_back() {
        for feed in Feed::ALL {
            let read = serde_json::from_value::<Feed>(feed.as_str().into());
            assert_eq!(read.ok(), Some(feed), "{feed} is kept by its word");
        }
    }
}
