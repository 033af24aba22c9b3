//! The report "Sales analytics" (`generateShowsSalesReport`), a line of its sheet
//! `sales_funnel_report`: the columns are those of its documentation page, read 2026-09-16.

use rust_decimal::Decimal;
use serde::Deserialize;

use crate::loose;

/// One offer on one day. Figures that are not there are not told.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "SCREAMING_SNAKE_CASE")]
pub(in crate::yandex) struct Row {
    /// `DD-MM-YYYY`.
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) day: String,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) offer_id: String,
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::yandex) shows: Option<i64>,
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::yandex) clicks: Option<i64>,
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::yandex) to_cart: Option<i64>,
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::yandex) order_items: Option<i64>,
    #[serde(deserialize_with = "loose::amount")]
    pub(in crate::yandex) order_items_total_amount: Option<Decimal>,
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::yandex) order_items_delivered_count: Option<i64>,
    #[serde(deserialize_with = "loose::amount")]
    pub(in crate::yandex) order_items_delivered_total_amount: Option<Decimal>,
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::yandex) order_items_canceled_count: Option<i64>,
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::yandex) order_items_returned_count: Option<i64>,
}
