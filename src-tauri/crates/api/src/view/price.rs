//! Prices for screens.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::change::Change;
use super::money::Money;

/// Arguments of `prices_list`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PricesQuery {
    /// One account or all.
    pub account: Option<i64>,
    /// Only those that a marketplace holds back.
    pub held: bool,
    /// Words to look for.
    pub search: Option<String>,
    /// Where the last page ended.
    pub after: Option<String>,
    /// Rows wanted, at most 200.
    pub limit: u32,
}

/// A page of prices.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PricesPage {
    /// Rows by shop and listing.
    pub rows: Vec<PriceRow>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// Marketplaces among the partner's that do not let prices be set.
    pub read_only: Vec<String>,
    /// Marketplaces among the partner's whose prices cannot be read.
    pub not_offered: Vec<String>,
}

/// One price.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PriceRow {
    /// Account.
    pub account: i64,
    /// Marketplace.
    pub marketplace: String,
    /// The marketplace's name of the listing.
    pub listing_key: String,
    /// The size; empty where one price holds for all.
    pub variant: String,
    /// The listing's row, when known.
    pub listing: Option<i64>,
    /// Title.
    pub title: String,
    /// Article.
    pub article: String,
    /// First picture.
    pub image: Option<String>,
    /// What the seller asks.
    pub price: Money,
    /// The crossed-out price.
    pub before: Option<Money>,
    /// The lowest to which the marketplace may go.
    pub least: Option<Money>,
    /// What buyers pay now.
    pub shown: Option<Money>,
    /// A newer price that the marketplace holds back.
    pub held: Option<HeldPrice>,
    /// A change that is under way.
    pub change: Option<Change>,
}

/// A price that is held back.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct HeldPrice {
    /// How much, when told.
    pub price: Option<Money>,
    /// Why, in the marketplace's words.
    pub reason: String,
}

/// Arguments of `price_propose`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ProposePrice {
    /// Account.
    pub account: i64,
    /// The marketplace's name of the listing.
    pub listing_key: String,
    /// The size.
    pub variant: String,
    /// The new price, in minor units of the present one's currency.
    pub price_minor: i64,
    /// The new crossed-out price; none where it is to go.
    pub before_minor: Option<i64>,
    /// The new lowest price; none where it stays.
    pub least_minor: Option<i64>,
}
