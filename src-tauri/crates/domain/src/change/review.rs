//! Reviews.

use serde::{Deserialize, Serialize};

use crate::ids::{AccountId, ExternalId};

/// A review that buyers see before all others, or no longer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewPin {
    /// Whose shop.
    pub account: AccountId,
    /// The review's `external_id`.
    pub review: ExternalId,
    /// The listing that it is about, where that is known.
    pub listing: Option<ExternalId>,
    /// Among whose reviews it comes first.
    pub place: PinPlace,
    /// Pinned, or as any other.
    pub pinned: bool,
}

/// Among whose reviews one comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PinPlace {
    /// Those of its card.
    Card,
    /// Those of all cards that buyers see together with it.
    Group,
}

impl PinPlace {
    /// The word in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::Group => "group",
        }
    }
}

impl ReviewPin {
    /// What it is about, after the listing's name: one review in one place.
    pub(super) fn spot(&self) -> String {
        format!("{} {}", self.review, self.place.as_str())
    }
}
