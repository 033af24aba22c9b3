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
    /// Prices, held ones too.
    Prices,
    /// What the seller has to hand over.
    Parcels,
    /// Conversations with buyers.
    Chats,
    /// Goods that come back, and claims.
    Returns,
    /// Places where goods lie.
    Warehouses,
    /// Advertising campaigns and their bids.
    Campaigns,
    /// What campaigns brought, day by day.
    AdDays,
    /// What campaigns brought, query by query.
    AdQueries,
    /// Amounts of the marketplace's reports.
    Ledger,
    /// What lies on accounts at the marketplace.
    Balances,
    /// Documents that the marketplace made.
    Documents,
    /// Views, baskets and orders, day by day.
    Funnel,
    /// What buyers typed.
    SearchTerms,
    /// What is missing in cards.
    Quality,
    /// What the marketplace says about prices.
    PriceSignals,
    /// Promotions and who takes part.
    Promotions,
    /// How fast stock turns.
    Turnover,
    /// Parcels that travel together, deliveries to the marketplace.
    Supplies,
    /// What the marketplace charges.
    Tariffs,
    /// What the marketplace says about bids.
    BidSignals,
    /// Totals of the marketplace's own reports.
    Statements,
    /// Ratings of the whole shop.
    ShopRatings,
    /// The seller's place among others, category by category.
    CategoryPlaces,
}

impl Feed {
    /// All, in the order in which a new shop is read.
    pub const ALL: [Self; 28] = [
        Self::Catalogue,
        Self::Stock,
        Self::Orders,
        Self::Reviews,
        Self::Questions,
        Self::Prices,
        Self::Parcels,
        Self::Chats,
        Self::Returns,
        Self::Warehouses,
        Self::Campaigns,
        Self::AdDays,
        Self::AdQueries,
        Self::Ledger,
        Self::Balances,
        Self::Documents,
        Self::Funnel,
        Self::SearchTerms,
        Self::Quality,
        Self::PriceSignals,
        Self::Promotions,
        Self::Turnover,
        Self::Supplies,
        Self::Tariffs,
        Self::BidSignals,
        Self::Statements,
        Self::ShopRatings,
        Self::CategoryPlaces,
    ];

    /// The word in the store and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Catalogue => "catalogue",
            Self::Stock => "stock",
            Self::Orders => "orders",
            Self::Reviews => "reviews",
            Self::Questions => "questions",
            Self::Prices => "prices",
            Self::Parcels => "parcels",
            Self::Chats => "chats",
            Self::Returns => "returns",
            Self::Warehouses => "warehouses",
            Self::Campaigns => "campaigns",
            Self::AdDays => "ad_days",
            Self::AdQueries => "ad_queries",
            Self::Ledger => "ledger",
            Self::Balances => "balances",
            Self::Documents => "documents",
            Self::Funnel => "funnel",
            Self::SearchTerms => "search_terms",
            Self::Quality => "quality",
            Self::PriceSignals => "price_signals",
            Self::Promotions => "promotions",
            Self::Turnover => "turnover",
            Self::Supplies => "supplies",
            Self::Tariffs => "tariffs",
            Self::BidSignals => "bid_signals",
            Self::Statements => "statements",
            Self::ShopRatings => "shop_ratings",
            Self::CategoryPlaces => "category_places",
        }
    }

    /// The line of the capability table that it belongs to.
    pub fn capability(self) -> Capability {
        match self {
            Self::Catalogue => Capability::Catalogue,
            Self::Stock | Self::Warehouses | Self::Turnover => Capability::Stock,
            Self::Orders | Self::Parcels | Self::Supplies => Capability::Orders,
            Self::Reviews => Capability::Reviews,
            Self::Questions => Capability::Questions,
            Self::Prices | Self::PriceSignals | Self::Promotions => Capability::Prices,
            Self::Chats => Capability::Chats,
            Self::Returns => Capability::Returns,
            Self::Campaigns | Self::AdDays | Self::AdQueries | Self::BidSignals => Capability::Ads,
            Self::Ledger | Self::Balances | Self::Documents | Self::Statements => {
                Capability::Finance
            }
            Self::Funnel | Self::SearchTerms | Self::ShopRatings | Self::CategoryPlaces => {
                Capability::Analytics
            }
            Self::Quality => Capability::Cards,
            Self::Tariffs => Capability::Tariffs,
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
