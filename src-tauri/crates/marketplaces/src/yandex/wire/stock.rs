//! Quantities of one shop (`getStocks`).

use serde::Deserialize;
use serde_json::Value;

use super::Paging;
use crate::loose;

/// `GetWarehouseStocksDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Stocks {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) warehouses: Vec<Warehouse>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) paging: Paging,
}

/// `WarehouseOffersDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Warehouse {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) warehouse_id: String,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) offers: Vec<Value>,
}

/// `WarehouseOfferDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct WarehouseOffer {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) offer_id: String,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) stocks: Vec<Count>,
}

/// `WarehouseStockDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Count {
    #[serde(rename = "type", deserialize_with = "loose::text")]
    pub(in crate::yandex) kind: String,
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::yandex) count: Option<i64>,
}
