//! Quantities (`/v4/product/info/stocks`).

use serde::Deserialize;
use serde_json::Value;

use crate::loose;

/// `v4GetProductInfoStocksResponse`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::ozon) struct StockList {
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(in crate::ozon) cursor: Option<String>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::ozon) items: Vec<Value>,
}

/// `v4GetProductInfoStocksResponseItem`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::ozon) struct StockItem {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::ozon) product_id: String,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::ozon) stocks: Vec<Shelf>,
}

/// `GetProductInfoStocksResponseStock`: one scheme and one kind of packing.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::ozon) struct Shelf {
    #[serde(rename = "type", deserialize_with = "loose::text")]
    pub(in crate::ozon) kind: String,
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::ozon) sku: Option<i64>,
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::ozon) present: Option<i64>,
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::ozon) reserved: Option<i64>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::ozon) warehouse_ids: Vec<Value>,
}
