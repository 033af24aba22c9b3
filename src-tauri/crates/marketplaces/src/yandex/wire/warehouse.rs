//! Warehouses of the seller (`getPagedWarehouses`).

use serde::Deserialize;
use serde_json::Value;

use super::Paging;
use crate::loose;

/// `PagedWarehousesDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Warehouses {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) warehouses: Vec<Value>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) paging: Paging,
}

/// `WarehouseDetailsDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Warehouse {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) id: String,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) name: String,
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::yandex) campaign_id: Option<i64>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) status: Status,
}

/// `WarehouseStatusDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Status {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) status: String,
}
