//! The report on payments (`generateUnitedNettingReport`), a line of its sheet `transaction_date`:
//! the columns are those of its documentation page of 2026-09-04. Which words stand in them is on
//! no page. And lines of the report on realization (`generateGoodsRealizationReport`), by its page
//! of 2026-08-28; these columns are the same for every way of selling.

use rust_decimal::Decimal;
use serde::Deserialize;

use crate::loose;

/// One transaction. Those that are part of no payment order yet have no number of one.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "SCREAMING_SNAKE_CASE")]
pub(in crate::yandex) struct Transaction {
    /// The name of goods (to be paid) or of a service (withheld).
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) offer_or_service_name: String,
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::yandex) count: Option<i64>,
    /// Signed: what is withheld is negative.
    #[serde(deserialize_with = "loose::amount")]
    pub(in crate::yandex) transaction_sum: Option<Decimal>,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) transaction_type: String,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) transaction_source: String,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) payment_status: String,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) bank_order_date: String,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) bank_order_id: String,
}

/// A line of the sheet `delivered`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "SCREAMING_SNAKE_CASE")]
pub(in crate::yandex) struct Delivered {
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::yandex) delivered_count: Option<i64>,
    /// Of all pieces, with tax, after all discounts.
    #[serde(deserialize_with = "loose::amount")]
    pub(in crate::yandex) delivered_price_sum_with_vat_and_discounts: Option<Decimal>,
}

/// A line of the sheet `returned`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "SCREAMING_SNAKE_CASE")]
pub(in crate::yandex) struct Returned {
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::yandex) returned_count: Option<i64>,
    /// Of all pieces, with tax, after all discounts.
    #[serde(deserialize_with = "loose::amount")]
    pub(in crate::yandex) return_price_sum_with_vat_and_discounts: Option<Decimal>,
}
