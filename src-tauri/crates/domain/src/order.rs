//! Buyers' orders.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::ExternalId;
use crate::money::Money;

/// An order as a connector read it. Read again, it replaces its older self.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// The marketplace's identity of the order (or of the one unit, where it sells by unit).
    pub external_id: ExternalId,
    /// Where it stands.
    pub status: OrderStatus,
    /// How it is delivered.
    pub scheme: Scheme,
    /// When the buyer placed it; sales are counted on this day.
    pub placed_at: DateTime<Utc>,
    /// When it last changed, if the marketplace says so.
    pub updated_at: Option<DateTime<Utc>>,
    /// What was bought.
    pub lines: Vec<OrderLine>,
}

/// One listing within an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderLine {
    /// The listing's `external_id` or one of its aliases.
    pub listing: ExternalId,
    /// Title as ordered.
    pub title: String,
    /// Pieces.
    pub quantity: i64,
    /// Price of one piece to the seller after the seller's own discount.
    pub price: Money,
}

/// Where an order stands, over all marketplaces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderStatus {
    /// Placed, waits for the seller.
    New,
    /// Being packed or handed over.
    Processing,
    /// On its way or waiting at the pickup point.
    Delivering,
    /// In the buyer's hands: bought.
    Delivered,
    /// Ended before the buyer had it.
    Cancelled,
    /// Came back.
    Returned,
    /// A word that this version does not know; counted as open, never as sold.
    Other(String),
}

impl OrderStatus {
    /// The word in the store.
    pub fn as_str(&self) -> &str {
        match self {
            Self::New => "new",
            Self::Processing => "processing",
            Self::Delivering => "delivering",
            Self::Delivered => "delivered",
            Self::Cancelled => "cancelled",
            Self::Returned => "returned",
            Self::Other(word) => word,
        }
    }

    /// Whether the order counts towards sales of its day.
    pub fn counts_as_sale(&self) -> bool {
        !matches!(self, Self::Cancelled | Self::Returned)
    }
}

/// Who stores and delivers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scheme {
    /// The marketplace stores and delivers (FBO, FBW, FBY).
    Marketplace,
    /// The seller stores, the marketplace delivers (FBS).
    Seller,
    /// The seller stores and delivers (DBS, rFBS).
    SellerDelivery,
    /// Not told.
    Unknown,
}

impl Scheme {
    /// The word in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Marketplace => "marketplace",
            Self::Seller => "seller",
            Self::SellerDelivery => "seller_delivery",
            Self::Unknown => "unknown",
        }
    }
}
