//! How shops stand: the index of quality (`getQualityRatings`), and the report on the competitive
//! position (`generateCompetitorsPositionReport`), whose columns are those of its documentation
//! page of 2026-09-10.

use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::Value;

use crate::loose;

/// `CampaignsQualityRatingDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Rated {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) campaign_ratings: Vec<Value>,
}

/// `CampaignQualityRatingDTO`: a shop.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct ShopIndex {
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::yandex) campaign_id: Option<i64>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) ratings: Vec<Index>,
}

/// `QualityRatingDTO`: the index of one day, 0 to 100.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Index {
    #[serde(deserialize_with = "loose::amount")]
    pub(in crate::yandex) rating: Option<Decimal>,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) calculation_date: String,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) components: Vec<Part>,
}

/// `QualityRatingComponentDTO`: a share in percent.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Part {
    #[serde(deserialize_with = "loose::amount")]
    pub(in crate::yandex) value: Option<Decimal>,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) component_type: String,
}

/// One day of a category. Figures that are not there are not told.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "SCREAMING_SNAKE_CASE")]
pub(in crate::yandex) struct Day {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) day: String,
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::yandex) sellers_count: Option<i64>,
    /// -1 on a day without orders.
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::yandex) position: Option<i64>,
    #[serde(deserialize_with = "loose::amount")]
    pub(in crate::yandex) total_gmv: Option<Decimal>,
    #[serde(deserialize_with = "loose::amount")]
    pub(in crate::yandex) gmv: Option<Decimal>,
    #[serde(deserialize_with = "loose::amount")]
    pub(in crate::yandex) avg_total_gmv: Option<Decimal>,
    #[serde(deserialize_with = "loose::amount")]
    pub(in crate::yandex) avg_gmv_of_top_five_percent_sellers: Option<Decimal>,
    #[serde(deserialize_with = "loose::amount")]
    pub(in crate::yandex) nearest_competitor_gmv: Option<Decimal>,
}
