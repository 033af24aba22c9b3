//! Shipments of the first mile (`searchShipments`).

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::Value;

use super::Paging;
use crate::loose;

/// `SearchShipmentsResponseDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Shipments {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) shipments: Vec<Value>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) paging: Paging,
}

/// `ShipmentInfoDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Shipment {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) id: String,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) status: String,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(in crate::yandex) external_id: Option<String>,
    #[serde(deserialize_with = "loose::moment")]
    pub(in crate::yandex) plan_interval_to: Option<DateTime<Utc>>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) warehouse_to: Place,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) order_ids: Vec<Value>,
}

/// `PartnerShipmentWarehouseDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Place {
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(in crate::yandex) name: Option<String>,
}
