//! What was sold and what was paid.

use serde::Deserialize;
use serde_json::Value;

use crate::loose;

/// Answer of `GET /v1/finance/orders`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct ItemPage {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) order_items: Vec<Value>,
}

/// A sold item with its sums; the goods are read as those of an order.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Item {
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) id: Option<i64>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) order_id: Option<i64>,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) status: String,
    pub(crate) date: Value,
    pub(crate) date_issued: Value,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) seller_profit: Option<i64>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) commission: Option<i64>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) logistic_delivery_fee: Option<i64>,
}

/// Payload of `GET /v1/finance/expenses`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct PaymentPage {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) payments: Vec<Value>,
}

/// An expense, or money that came in beside the sales.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Payment {
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) id: Option<i64>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) name: Option<String>,
    #[serde(rename = "type", deserialize_with = "loose::text")]
    pub(crate) kind: String,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) status: String,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) source: String,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) payment_price: Option<i64>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) seller_id: Option<i64>,
    pub(crate) date_created: Value,
    pub(crate) date_service: Value,
}
