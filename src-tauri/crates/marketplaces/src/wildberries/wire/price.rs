//! Prices (WB API 02-items).

use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::Value;

use crate::loose;

/// Rows of `/api/v2/list/goods/filter`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct GoodsList {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) list_goods: Vec<Value>,
}

/// A card with its prices.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Goods {
    #[serde(rename = "nmID", deserialize_with = "loose::whole")]
    pub(crate) nm_id: Option<i64>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) sizes: Vec<SizePrice>,
    #[serde(rename = "currencyIsoCode4217", deserialize_with = "loose::text")]
    pub(crate) currency: String,
    /// Whole percent.
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) discount: Option<i64>,
    #[serde(deserialize_with = "loose::truth")]
    pub(crate) editable_size_price: Option<bool>,
}

/// What a size costs.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct SizePrice {
    #[serde(rename = "sizeID", deserialize_with = "loose::whole")]
    pub(crate) size_id: Option<i64>,
    /// Before the seller's discount.
    #[serde(deserialize_with = "loose::amount")]
    pub(crate) price: Option<Decimal>,
    #[serde(deserialize_with = "loose::amount")]
    pub(crate) discounted_price: Option<Decimal>,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) tech_size_name: String,
}

/// Rows of `GET /api/v2/quarantine/goods`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Quarantine {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) quarantine_goods: Vec<Value>,
}

/// A price that is held back.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct HeldGoods {
    #[serde(rename = "nmID", deserialize_with = "loose::whole")]
    pub(crate) nm_id: Option<i64>,
    #[serde(rename = "currencyIsoCode4217", deserialize_with = "loose::text")]
    pub(crate) currency: String,
    #[serde(deserialize_with = "loose::amount")]
    pub(crate) new_price: Option<Decimal>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) new_discount: Option<i64>,
}

/// Answer of `GET /api/v2/history/tasks`: 3 done, 4 cancelled, 5 done in part, 6 all refused; and
/// of `GET /api/v2/buffer/tasks`: 1 waits.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Upload {
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) status: Option<i64>,
}

/// Rows of `GET /api/v2/history/goods/task`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct UploadGoods {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) history_goods: Vec<Value>,
}

/// What became of one card or size of an upload: 2 done, 3 refused.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct UploadedGoods {
    #[serde(rename = "nmID", deserialize_with = "loose::whole")]
    pub(crate) nm_id: Option<i64>,
    #[serde(rename = "sizeID", deserialize_with = "loose::whole")]
    pub(crate) size_id: Option<i64>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) status: Option<i64>,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) error_text: String,
}
