//! Prices, quantities, promotions.

use serde::{Deserialize, Serialize};

use crate::ids::{AccountId, ExternalId};
use crate::money::Money;

/// A price that is to be set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceChange {
    /// Whose shop.
    pub account: AccountId,
    /// The listing's `external_id`.
    pub listing: ExternalId,
    /// The seller's article: some marketplaces write by it.
    pub article: String,
    /// The size; empty where one price holds for all of the listing.
    pub variant: String,
    /// What buyers are to pay before whatever the marketplace adds or takes off.
    pub price: Money,
    /// The crossed-out price above it; none is to stand there where this is `None`.
    pub before: Option<Money>,
    /// The lowest to which the marketplace may go; `None` leaves it as it is.
    pub least: Option<Money>,
    /// The price that was seen when this was wanted.
    pub expected: Option<Money>,
    /// The crossed-out price that was seen with it.
    #[serde(default)]
    pub expected_before: Option<Money>,
}

impl PriceChange {
    pub(super) fn known_before(&self) -> Option<Self> {
        let price = self.expected?;
        Some(Self {
            price,
            before: self.expected_before,
            expected: Some(self.price),
            expected_before: self.before,
            ..self.clone()
        })
    }
}

/// A quantity that is to be set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockChange {
    /// Whose shop.
    pub account: AccountId,
    /// The name under which the marketplace counts it (`StockLevel::listing`).
    pub listing: ExternalId,
    /// The seller's article: some marketplaces write by it.
    pub article: String,
    /// The warehouse's `external_id`.
    pub warehouse: ExternalId,
    /// Pieces that can be sold from then on.
    pub available: i64,
    /// Pieces that were seen when this was wanted.
    pub expected: Option<i64>,
}

/// A listing joins or leaves a promotion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromotionStep {
    /// Whose shop.
    pub account: AccountId,
    /// The promotion's `external_id`.
    pub promotion: ExternalId,
    /// The listing's `external_id`.
    pub listing: ExternalId,
    /// The price at which it joins; `None` leaves.
    pub price: Option<Money>,
}
