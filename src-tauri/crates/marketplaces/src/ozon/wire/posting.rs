//! Postings: what one order sends from one place (`/v4/posting/fbs/list`,
//! `/v3/posting/fbo/list`). Nothing about the buyer is read.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::loose;

/// `PostingFbsListResponse`, `PostingFboListResponse`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::ozon) struct PostingList {
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(in crate::ozon) cursor: Option<String>,
    #[serde(deserialize_with = "loose::truth")]
    pub(in crate::ozon) has_next: Option<bool>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::ozon) postings: Vec<Box<RawValue>>,
}

/// A posting of either scheme.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::ozon) struct Posting {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::ozon) posting_number: String,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::ozon) status: String,
    #[serde(deserialize_with = "loose::moment")]
    pub(in crate::ozon) created_at: Option<DateTime<Utc>>,
    #[serde(deserialize_with = "loose::moment")]
    pub(in crate::ozon) in_process_at: Option<DateTime<Utc>>,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::ozon) integration_type_flow: String,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::ozon) external_order: ExternalOrder,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::ozon) products: Vec<Product>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::ozon) financial_data: FinancialData,
}

/// An order that was made on another platform and is only delivered by Ozon.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::ozon) struct ExternalOrder {
    #[serde(deserialize_with = "loose::truth")]
    pub(in crate::ozon) is_external: Option<bool>,
}

/// `Postings.Products`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::ozon) struct Product {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::ozon) name: String,
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::ozon) sku: Option<i64>,
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::ozon) quantity: Option<i64>,
    pub(in crate::ozon) price: Option<Price>,
}

/// `money.postingMoney`: major units as text.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::ozon) struct Price {
    #[serde(deserialize_with = "loose::amount")]
    pub(in crate::ozon) amount: Option<Decimal>,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::ozon) currency: String,
}

/// `Postings.FinancialData`; null until Ozon has counted.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::ozon) struct FinancialData {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::ozon) products: Vec<FinancialProduct>,
}

/// Its `Products`; `product_id` is the SKU, `price` that of one piece after
/// all discounts but those that Ozon pays.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::ozon) struct FinancialProduct {
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::ozon) product_id: Option<i64>,
    #[serde(deserialize_with = "loose::amount")]
    pub(in crate::ozon) price: Option<Decimal>,
}
