//! The rating of the shop (WB API 01-general).

use rust_decimal::Decimal;
use serde::Deserialize;

use crate::loose;

/// Answer of `GET /api/common/v1/rating`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct SellerRating {
    #[serde(deserialize_with = "loose::amount")]
    pub(crate) valuation: Option<Decimal>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) feedback_count: Option<i64>,
}
