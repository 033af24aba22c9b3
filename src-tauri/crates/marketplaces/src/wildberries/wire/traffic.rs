//! How buyers find cards (WB API 11-analytics).

use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::Value;

use crate::loose;

/// A card's days (`POST /api/analytics/v3/sales-funnel/products/history`).
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct CardHistory {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) product: CardName,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) history: Vec<Value>,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) currency: String,
}

/// Which card.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct CardName {
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) nm_id: Option<i64>,
}

/// One day; sums in whole units.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct HistoryDay {
    #[serde(deserialize_with = "loose::text")]
    pub(crate) date: String,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) open_count: Option<i64>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) cart_count: Option<i64>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) order_count: Option<i64>,
    #[serde(deserialize_with = "loose::amount")]
    pub(crate) order_sum: Option<Decimal>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) buyout_count: Option<i64>,
    #[serde(deserialize_with = "loose::amount")]
    pub(crate) buyout_sum: Option<Decimal>,
}

/// Rows of `POST /api/v2/search-report/product/search-texts` and
/// `POST /api/analytics/v2/item-rating`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Items {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) items: Vec<Value>,
}

/// What buyers typed before they came to a card.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct SearchText {
    #[serde(deserialize_with = "loose::text")]
    pub(crate) text: String,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) nm_id: Option<i64>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) frequency: Figure,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) avg_position: Figure,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) open_card: Figure,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) add_to_cart: Figure,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) orders: Figure,
}

/// A figure of now; better than so many percent of other sellers' cards.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Figure {
    #[serde(deserialize_with = "loose::amount")]
    pub(crate) current: Option<Decimal>,
    #[serde(deserialize_with = "loose::amount")]
    pub(crate) percentile: Option<Decimal>,
}

/// How a card is rated.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct ItemRating {
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) nm_id: Option<i64>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) feedback_rating: Figure,
    #[serde(deserialize_with = "loose::truth")]
    pub(crate) is_shadowed: Option<bool>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) disqualified: Option<i64>,
}

/// A card in `POST /api/v2/stocks-report/products/products`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct StockItem {
    #[serde(rename = "nmID", deserialize_with = "loose::whole")]
    pub(crate) nm_id: Option<i64>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) metrics: StockMetrics,
}

/// How its stock stands.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct StockMetrics {
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) stock_count: Option<i64>,
    #[serde(deserialize_with = "loose::amount")]
    pub(crate) avg_orders: Option<Decimal>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) sale_rate: Span,
    /// `deficient`, `actual`, `balanced`, `nonActual`, `nonLiquid`, `invalidData`.
    #[serde(deserialize_with = "loose::text")]
    pub(crate) availability: String,
}

/// A span; negative hours have meanings of their own.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Span {
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) days: Option<i64>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) hours: Option<i64>,
}
