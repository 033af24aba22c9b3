//! Returns and what may be decided (`getReturns`, `getReturn`, `getReturnAvailableDecisions`).

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::Value;

use super::Paging;
use super::offer::Price;
use crate::loose;

/// `PagedReturnsDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Returns {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) returns: Vec<Value>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) paging: Paging,
}

/// `ReturnDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Return {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) id: String,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(in crate::yandex) order_id: Option<String>,
    #[serde(deserialize_with = "loose::moment")]
    pub(in crate::yandex) creation_date: Option<DateTime<Utc>>,
    #[serde(deserialize_with = "loose::moment")]
    pub(in crate::yandex) update_date: Option<DateTime<Utc>>,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) refund_status: String,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) shipment_status: String,
    #[serde(deserialize_with = "loose::moment")]
    pub(in crate::yandex) pickup_till_date: Option<DateTime<Utc>>,
    pub(in crate::yandex) amount: Option<Price>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) items: Vec<Item>,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) return_type: String,
}

/// `ReturnItemDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Item {
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(in crate::yandex) shop_sku: Option<String>,
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::yandex) count: Option<i64>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) decisions: Vec<Decision>,
}

/// `ReturnDecisionDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Decision {
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::yandex) return_item_id: Option<i64>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(in crate::yandex) comment: Option<String>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(in crate::yandex) reason_type: Option<String>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(in crate::yandex) subreason_type: Option<String>,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) decision_type: String,
}

/// `ReturnAvailableDecisionsResponse`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Available {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) available_decisions: Vec<Value>,
}

/// `ReturnAvailableDecisionDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Choice {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) decision_type: String,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) decision_reason_types: Vec<Value>,
}
