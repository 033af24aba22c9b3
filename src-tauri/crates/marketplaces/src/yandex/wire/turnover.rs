//! The report on turnover (`generateGoodsTurnoverReport`), a line of its sheet `turnover`: the
//! columns are those of its documentation page, read 2026-09-16.

use rust_decimal::Decimal;
use serde::Deserialize;

use crate::loose;

/// One offer in one warehouse of Market's. Figures that are not there are not told.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "SCREAMING_SNAKE_CASE")]
pub(in crate::yandex) struct Row {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) warehouse_name: String,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) shop_sku: String,
    /// A text: days, or words.
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) turnover: String,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(in crate::yandex) market_recommendation: Option<String>,
    #[serde(deserialize_with = "loose::amount")]
    pub(in crate::yandex) avg_sold_items: Option<Decimal>,
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::yandex) items_on_stock: Option<i64>,
}
