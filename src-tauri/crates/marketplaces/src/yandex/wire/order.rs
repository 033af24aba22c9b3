//! Orders of the cabinet (`getBusinessOrders`).

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::Paging;
use super::offer::Price;
use crate::loose;

/// `GetBusinessOrdersResponse`; it has no envelope.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Orders {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) orders: Vec<Box<RawValue>>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) paging: Paging,
}

/// `BusinessOrderDTO`, without anything about the buyer.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Order {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) order_id: String,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) program_type: String,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) status: String,
    #[serde(deserialize_with = "loose::moment")]
    pub(in crate::yandex) creation_date: Option<DateTime<Utc>>,
    #[serde(deserialize_with = "loose::moment")]
    pub(in crate::yandex) update_date: Option<DateTime<Utc>>,
    #[serde(deserialize_with = "loose::truth")]
    pub(in crate::yandex) fake: Option<bool>,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) source_platform: String,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) items: Vec<Item>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) prices: Prices,
}

/// `BusinessOrderDTO`, as much of it as handing it over needs.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Handling {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) order_id: String,
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::yandex) campaign_id: Option<i64>,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) program_type: String,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) status: String,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) substatus: String,
    #[serde(deserialize_with = "loose::moment")]
    pub(in crate::yandex) creation_date: Option<DateTime<Utc>>,
    #[serde(deserialize_with = "loose::truth")]
    pub(in crate::yandex) fake: Option<bool>,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) source_platform: String,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) items: Vec<HandledItem>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) delivery: Delivery,
}

/// `BusinessOrderItemDTO`, as much of it as handing it over needs.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct HandledItem {
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(in crate::yandex) id: Option<String>,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) offer_id: String,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) offer_name: String,
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::yandex) count: Option<i64>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) required_instance_types: Vec<Value>,
}

/// `BusinessOrderDeliveryDTO`, without anything about the buyer.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Delivery {
    #[serde(rename = "type", deserialize_with = "loose::text")]
    pub(in crate::yandex) kind: String,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(in crate::yandex) warehouse_id: Option<String>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) shipment: Shipment,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) boxes_layout: Vec<Value>,
}

/// `BusinessOrderShipmentDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Shipment {
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(in crate::yandex) id: Option<String>,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) shipment_date: String,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) shipment_time: String,
}

/// `BusinessOrderItemDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Item {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) offer_id: String,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) offer_name: String,
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::yandex) count: Option<i64>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) prices: Prices,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) item_statuses: Vec<UnitStatus>,
}

/// `ItemPriceDTO`, `OrderPriceDTO`: sums over all units. What the units cost is
/// `payment` + `cashback`; `subsidy` comes from Market on top.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Prices {
    pub(in crate::yandex) payment: Option<Price>,
    pub(in crate::yandex) subsidy: Option<Price>,
    pub(in crate::yandex) cashback: Option<Price>,
}

/// `OrderItemUnitStatusDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct UnitStatus {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) status: String,
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::yandex) count: Option<i64>,
}
