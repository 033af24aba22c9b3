//! What WB says about bids (WB API 08-promotion).

use serde::Deserialize;
use serde_json::Value;

use crate::loose;

/// Answer of `POST /api/advert/v1/bids/min`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct LeastBids {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) bids: Vec<Value>,
}

/// The least bids for a card.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct CardLeast {
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) nm_id: Option<i64>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) bids: Vec<LeastBid>,
}

/// The least bid in one place, in hundredths of the account's currency.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct LeastBid {
    /// `search`, `recommendation` or `combined`.
    #[serde(rename = "type", deserialize_with = "loose::text")]
    pub(crate) place: String,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) value: Option<i64>,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) currency: String,
}

/// Answer of `GET /api/advert/v0/bids/recommendations`: by views `base` and clusters of words, by
/// clicks `levels`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct BidAdvice {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) base: BaseBids,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) levels: Vec<PlaceBids>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) norm_queries: Vec<QueryBids>,
}

/// Bids for a thousand views of a card.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct BaseBids {
    /// The average of other sellers of the like.
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) competitive_bid: AdvisedBid,
    /// The average of those in the leading places.
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) leaders_bid: AdvisedBid,
    /// Zero where the subject has none.
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) top2: AdvisedBid,
}

/// Bids for clicks by the place that they bring.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct PlaceBids {
    #[serde(rename = "range1To2", deserialize_with = "loose::or_empty")]
    pub(crate) first: AdvisedBid,
    #[serde(rename = "range3To10", deserialize_with = "loose::or_empty")]
    pub(crate) second: AdvisedBid,
    #[serde(rename = "range11To34", deserialize_with = "loose::or_empty")]
    pub(crate) third: AdvisedBid,
}

/// Bids for a cluster of words by the share of its views.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct QueryBids {
    #[serde(deserialize_with = "loose::text")]
    pub(crate) norm_query: String,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) reach_max: AdvisedBid,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) reach_medium: AdvisedBid,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) reach_min: AdvisedBid,
}

/// A bid in hundredths of the account's currency.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct AdvisedBid {
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) bid_kopecks: Option<i64>,
    /// The least one, of clusters.
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) bid_kopecks_min: Option<i64>,
}
