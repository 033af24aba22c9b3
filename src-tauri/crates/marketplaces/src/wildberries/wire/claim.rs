//! Buyers' claims (WB API 09-communications).

use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::Value;

use crate::loose;

/// Answer of `GET /api/v1/claims`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Claims {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) claims: Vec<Value>,
}

/// A claim.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Claim {
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) id: Option<String>,
    /// 0 to be decided, 1 refused, 2 granted.
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) status: Option<i64>,
    /// Where the goods are.
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) status_ex: Option<i64>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) nm_id: Option<i64>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) user_comment: Option<String>,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) dt: String,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) dt_update: Option<String>,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) imt_name: String,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) photos: Vec<String>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) actions: Vec<String>,
    #[serde(deserialize_with = "loose::amount")]
    pub(crate) price: Option<Decimal>,
    /// ISO 4217 by number.
    #[serde(deserialize_with = "loose::text")]
    pub(crate) currency_code: String,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) srid: Option<String>,
}
