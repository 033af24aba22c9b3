//! What orders cost and what services cost (`getOrdersStats`, `calculateTariffs`).

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::Value;

use super::Paging;
use crate::loose;

/// `OrdersStatsDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Orders {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) orders: Vec<Value>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) paging: Paging,
}

/// `OrdersStatsOrderDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Order {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) id: String,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) creation_date: String,
    #[serde(deserialize_with = "loose::moment")]
    pub(in crate::yandex) status_update_date: Option<DateTime<Utc>>,
    #[serde(deserialize_with = "loose::truth")]
    pub(in crate::yandex) fake: Option<bool>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) items: Vec<Item>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) payments: Vec<Payment>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) commissions: Vec<Commission>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) subsidies: Vec<Subsidy>,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) currency: String,
}

/// `OrdersStatsItemDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Item {
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(in crate::yandex) shop_sku: Option<String>,
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::yandex) count: Option<i64>,
}

/// `OrdersStatsPaymentDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Payment {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) id: String,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) date: String,
    #[serde(rename = "type", deserialize_with = "loose::text")]
    pub(in crate::yandex) kind: String,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) source: String,
    #[serde(deserialize_with = "loose::amount")]
    pub(in crate::yandex) total: Option<Decimal>,
}

/// `OrdersStatsCommissionDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Commission {
    #[serde(rename = "type", deserialize_with = "loose::text")]
    pub(in crate::yandex) kind: String,
    #[serde(deserialize_with = "loose::amount")]
    pub(in crate::yandex) actual: Option<Decimal>,
}

/// `OrdersStatsSubsidyDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Subsidy {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) operation_type: String,
    #[serde(rename = "type", deserialize_with = "loose::text")]
    pub(in crate::yandex) kind: String,
    #[serde(deserialize_with = "loose::amount")]
    pub(in crate::yandex) amount: Option<Decimal>,
}

/// `CalculateTariffsResponseDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Calculated {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) offers: Vec<Value>,
}

/// `CalculateTariffsOfferInfoDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct OfferTariffs {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) tariffs: Vec<Charge>,
}

/// `CalculatedTariffDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Charge {
    #[serde(rename = "type", deserialize_with = "loose::text")]
    pub(in crate::yandex) kind: String,
    #[serde(deserialize_with = "loose::amount")]
    pub(in crate::yandex) amount: Option<Decimal>,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) currency: String,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) parameters: Vec<Parameter>,
}

/// `TariffParameterDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Parameter {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) name: String,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) value: String,
}
