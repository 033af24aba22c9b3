//! Papers: delivery notes of parcels, deliveries to Uzum's shelves, notes of what comes back.

use serde::Deserialize;
use serde_json::Value;

use super::Place;
use crate::loose;

/// A status with a text for people.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Word {
    #[serde(deserialize_with = "loose::text")]
    pub(crate) value: String,
}

/// A span of time at a drop-off point. Its `uuid` is missing in the description and there in life.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Slot {
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) uuid: Option<String>,
    pub(crate) time_from: Value,
    pub(crate) time_to: Value,
}

/// A delivery note of parcels.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Invoice {
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) id: Option<i64>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) number: Option<String>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) status: Word,
    pub(crate) date_created: Value,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) number_orders: Option<i64>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) drop_off_point: Place,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) time_slot: Slot,
}

/// A delivery to Uzum's shelves.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct ShelfInvoice {
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) id: Option<i64>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) invoice_number: Option<String>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) invoice_status: Word,
    pub(crate) date_created: Value,
    pub(crate) date_accepted: Value,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) total_to_stock: Option<i64>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) stock: Place,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) time_slot_reservation: Slot,
}

/// Payload of the drop-off points.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Points {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) drop_off_points: Vec<Place>,
}

/// Payload of the time slots.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Slots {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) time_slots: Vec<Slot>,
}

/// A note of goods that come back to the seller.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct ReturnNote {
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) id: Option<i64>,
    pub(crate) date_created: Value,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) status: String,
    #[serde(rename = "type", deserialize_with = "loose::text")]
    pub(crate) kind: String,
    pub(crate) execution_date: Value,
    pub(crate) assembled_date: Value,
    pub(crate) completed_date: Value,
    pub(crate) canceled_date: Value,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) paid_storage: PaidStorage,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) return_items: Vec<Value>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) time_slot_reservation: Slot,
}

/// From when on keeping what comes back costs money.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct PaidStorage {
    pub(crate) start_date: Value,
}

/// Goods of such a note.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct ReturnItem {
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) id: Option<i64>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) sku_id: Option<i64>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) sku_title: Option<String>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) product_title: Option<String>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) amount: Option<i64>,
}
