//! What WB charges (WB API 10-rates).

use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::Value;

use crate::loose;

/// Answer of `GET /api/v1/tariffs/commission`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Commissions {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) report: Vec<Value>,
}

/// WB's share for a subject, percent. Which members there are depends on the seller's country.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Commission {
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) subject_name: Option<String>,
    #[serde(alias = "kgvpMarketplaceUz", deserialize_with = "loose::amount")]
    pub(crate) kgvp_marketplace: Option<Decimal>,
    #[serde(alias = "kgvpPaidStorageUz", deserialize_with = "loose::amount")]
    pub(crate) paid_storage_kgvp: Option<Decimal>,
    #[serde(alias = "kgvpSupplierUz", deserialize_with = "loose::amount")]
    pub(crate) kgvp_supplier: Option<Decimal>,
    #[serde(
        alias = "kgvpTurkey",
        alias = "kgvpUAE",
        deserialize_with = "loose::amount"
    )]
    pub(crate) kgvp_china: Option<Decimal>,
}

/// Answers of the tariffs by warehouse.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct RatesAnswer {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) response: RatesData,
}

/// Their envelope.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct RatesData {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) data: Rates,
}

/// Tariffs of all warehouses.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Rates {
    #[serde(deserialize_with = "loose::text")]
    pub(crate) currency: String,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) dt_till_max: String,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) warehouse_list: Vec<Value>,
}

/// Tariffs of a warehouse: amounts as texts with a comma, `-` where there is none.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct WarehouseRates {
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) warehouse_name: Option<String>,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) box_delivery_base: String,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) box_delivery_liter: String,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) box_delivery_marketplace_base: String,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) box_delivery_marketplace_liter: String,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) box_storage_base: String,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) box_storage_liter: String,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) pallet_delivery_value_base: String,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) pallet_delivery_value_liter: String,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) pallet_storage_value_expr: String,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) delivery_dump_sup_office_base: String,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) delivery_dump_sup_office_liter: String,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) delivery_dump_sup_courier_base: String,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) delivery_dump_sup_courier_liter: String,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) delivery_dump_sup_return_expr: String,
}
