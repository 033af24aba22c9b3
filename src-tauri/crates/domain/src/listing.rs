//! A product as offered on one account.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::ExternalId;
use crate::money::Money;

/// A card on a marketplace, as its connector read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    /// The identity that reviews, stock and order lines refer to.
    pub external_id: ExternalId,
    /// The seller's own article; joins listings of all marketplaces into one product.
    pub article: String,
    /// Title as shown to buyers.
    pub title: String,
    /// Brand, when given.
    pub brand: Option<String>,
    /// Category in the marketplace's words.
    pub category: Option<String>,
    /// Description as shown to buyers.
    pub description: Option<String>,
    /// Characteristics: the facts that an answer may use.
    pub attributes: Vec<Attribute>,
    /// Other identities under which the same listing appears (SKU, barcode, size ids).
    pub aliases: Vec<ExternalId>,
    /// The seller's price, when the catalogue carries it.
    pub price: Option<Money>,
    /// Public address of the card.
    pub url: Option<String>,
    /// Public address of the first picture.
    pub image: Option<String>,
    /// Whether buyers can see it.
    pub status: ListingStatus,
    /// When the marketplace says it changed.
    pub updated_at: Option<DateTime<Utc>>,
}

/// A characteristic of a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribute {
    /// In the marketplace's words.
    pub name: String,
    /// Values joined by a comma.
    pub value: String,
}

/// Whether buyers see a listing. Unknown words are `Other`, never a guess.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListingStatus {
    /// On sale.
    Active,
    /// Hidden or sold out.
    Inactive,
    /// Stopped by the marketplace.
    Blocked,
    /// In the archive or the bin.
    Archived,
    /// The marketplace's own word.
    Other(String),
}

impl ListingStatus {
    /// The word in the store.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Active => "active",
            Self::Inactive => "inactive",
            Self::Blocked => "blocked",
            Self::Archived => "archived",
            Self::Other(word) => word,
        }
    }
}
