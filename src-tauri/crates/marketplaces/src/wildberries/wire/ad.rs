//! Advertising (WB API 08-promotion).

use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::Value;

use crate::loose;

/// Answer of `GET /adv/v1/promotion/count`, `GET /api/advert/v2/adverts` and
/// `POST /api/advert/v2/budget`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Adverts {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) adverts: Vec<Value>,
}

/// Campaigns of one type and status.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AdvertGroup {
    #[serde(rename = "type", deserialize_with = "loose::whole")]
    pub(crate) kind: Option<i64>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) status: Option<i64>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) advert_list: Vec<AdvertName>,
}

/// The number of a campaign.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct AdvertName {
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) advert_id: Option<i64>,
}

/// A campaign.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Advert {
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) id: Option<i64>,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) bid_type: String,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) currency: String,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) status: Option<i64>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) nm_settings: Vec<AdvertCard>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) settings: AdvertSettings,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) timestamps: AdvertTimes,
}

/// A card in a campaign.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AdvertCard {
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) nm_id: Option<i64>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) bids_kopecks: Bids,
}

/// Bids in hundredths of the account's currency.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Bids {
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) search: Option<i64>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) recommendations: Option<i64>,
}

/// What a campaign is.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AdvertSettings {
    #[serde(deserialize_with = "loose::text")]
    pub(crate) name: String,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) payment_type: String,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) placements: Placements,
}

/// Where it is shown.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Placements {
    #[serde(deserialize_with = "loose::truth")]
    pub(crate) search: Option<bool>,
    #[serde(deserialize_with = "loose::truth")]
    pub(crate) recommendations: Option<bool>,
}

/// When it was made and changed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AdvertTimes {
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) created: Option<String>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) updated: Option<String>,
}

/// What is left of a campaign's money, in whole units.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Budget {
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) advert_id: Option<i64>,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) currency: String,
    #[serde(deserialize_with = "loose::amount")]
    pub(crate) total: Option<Decimal>,
}

/// A campaign's days (`GET /adv/v3/fullstats`).
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct FullStats {
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) advert_id: Option<i64>,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) currency: String,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) days: Vec<StatDay>,
}

/// One day over the platforms; it begins in Moscow, whatever the zone says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct StatDay {
    #[serde(deserialize_with = "loose::text")]
    pub(crate) date: String,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) apps: Vec<StatApp>,
}

/// One platform.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct StatApp {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) nms: Vec<StatCard>,
}

/// One card on one platform.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct StatCard {
    #[serde(rename = "nmId", deserialize_with = "loose::whole")]
    pub(crate) nm_id: Option<i64>,
    #[serde(flatten)]
    pub(crate) figures: Figures,
}

/// Figures of advertising; spend and revenue in whole units with decimals.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Figures {
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) views: Option<i64>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) clicks: Option<i64>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) atbs: Option<i64>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) orders: Option<i64>,
    #[serde(alias = "spend", deserialize_with = "loose::amount")]
    pub(crate) sum: Option<Decimal>,
    #[serde(deserialize_with = "loose::amount")]
    pub(crate) sum_price: Option<Decimal>,
}

/// Answer of `POST /adv/v1/normquery/stats`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct QueryStats {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) items: Vec<Value>,
}

/// Clusters of search words of a card in a campaign.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct QueryCard {
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) advert_id: Option<i64>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) nm_id: Option<i64>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) daily_stats: Vec<Value>,
}

/// One cluster on one day.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct QueryDay {
    #[serde(deserialize_with = "loose::text")]
    pub(crate) date: String,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) stat: QueryStat,
}

/// A cluster's figures.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct QueryStat {
    #[serde(rename = "normQuery", deserialize_with = "loose::text")]
    pub(crate) norm_query: String,
    #[serde(flatten)]
    pub(crate) figures: Figures,
}
