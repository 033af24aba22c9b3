//! Bids of the sales boost (`getBidsInfoForBusiness`), and advice on them
//! (`getBidsRecommendations`).

use serde::Deserialize;
use serde_json::Value;

use super::Paging;
use crate::loose;

/// `GetBidsInfoResponseDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Bids {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) bids: Vec<Value>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) paging: Paging,
}

/// `SkuBidItemDTO`: hundredths of a percent of the price.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct SkuBid {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) sku: String,
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::yandex) bid: Option<i64>,
}

/// `GetBidsRecommendationsResponseDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Recommended {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) recommendations: Vec<Value>,
}

/// `SkuBidRecommendationItemDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Advised {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) sku: String,
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::yandex) bid: Option<i64>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) bid_recommendations: Vec<Step>,
}

/// `BidRecommendationItemDTO`: hundredths of a percent of the price, percent of the shows.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Step {
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::yandex) bid: Option<i64>,
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::yandex) show_percent: Option<i64>,
}
