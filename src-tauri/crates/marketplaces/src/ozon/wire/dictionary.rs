//! What the characteristics of a category are called.

use serde::Deserialize;
use serde_json::Value;

use crate::loose;

/// `v1GetAttributesResponse`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::ozon) struct Dictionary {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::ozon) result: Vec<Value>,
}

/// `v1GetAttributesResponseAttribute`. Parts of complex ones stand beside the others.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::ozon) struct Entry {
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::ozon) id: Option<i64>,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::ozon) name: String,
}
