//! The calendar of promotions (WB API 08-promotion).

use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::Value;

use crate::loose;

/// Rows of `GET /api/v1/calendar/promotions`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Promotions {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) promotions: Vec<Value>,
}

/// A promotion: `regular`, or `auto`, which WB fills itself.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Promotion {
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) id: Option<i64>,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) name: String,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) start_date_time: String,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) end_date_time: String,
    #[serde(rename = "type", deserialize_with = "loose::text")]
    pub(crate) kind: String,
}

/// Rows of `GET /api/v1/calendar/promotions/nomenclatures`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Nomenclatures {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) nomenclatures: Vec<Value>,
}

/// A card that takes part or could.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Nomenclature {
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) id: Option<i64>,
    #[serde(deserialize_with = "loose::truth")]
    pub(crate) in_action: Option<bool>,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) currency_code: String,
    /// What it costs while it takes part, in whole units.
    #[serde(deserialize_with = "loose::amount")]
    pub(crate) plan_price: Option<Decimal>,
}
