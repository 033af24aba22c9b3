//! One product of one shop.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::money::Money;
use super::overview::StockRow;

/// What is known of a product: price, stock, sales of the last weeks.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ListingCard {
    /// Row.
    pub id: i64,
    /// Marketplace.
    pub marketplace: String,
    /// Name of the shop.
    pub shop: String,
    /// Title.
    pub title: String,
    /// Article.
    pub article: String,
    /// The seller's price.
    pub price: Option<Money>,
    /// Public page.
    pub url: Option<String>,
    /// Stock and pace; `None` where no stock was read.
    pub stock: Option<StockRow>,
}
