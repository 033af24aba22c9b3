//! The marketplace's promotions and which listings take part.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::ExternalId;
use crate::money::Money;

/// A promotion that the seller may take part in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promotion {
    /// The marketplace's identity of it.
    pub external_id: ExternalId,
    /// Its name.
    pub name: String,
    /// Its kind in the marketplace's words.
    pub kind: String,
    /// When it begins.
    pub from: Option<DateTime<Utc>>,
    /// When it ends.
    pub until: Option<DateTime<Utc>>,
    /// Listings that take part or could.
    pub items: Vec<PromotionItem>,
}

/// A listing in a promotion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromotionItem {
    /// The listing's `external_id` or one of its aliases.
    pub listing: ExternalId,
    /// Whether it takes part.
    pub joined: bool,
    /// The price at which it takes part.
    pub price: Option<Money>,
    /// The highest price at which it may.
    pub highest: Option<Money>,
}
