//! Making cards (WB API 02-items).

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::Value;

use crate::loose;

/// A subject: what cards are filed under.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Subject {
    #[serde(rename = "subjectID", deserialize_with = "loose::whole")]
    pub(crate) subject_id: Option<i64>,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) subject_name: String,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) parent_name: String,
}

/// A characteristic of a subject.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct SubjectField {
    #[serde(rename = "charcID", deserialize_with = "loose::whole")]
    pub(crate) charc_id: Option<i64>,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) name: String,
    #[serde(deserialize_with = "loose::truth")]
    pub(crate) required: Option<bool>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) unit_name: Option<String>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) max_count: Option<i64>,
    /// 1 a list of texts, 4 a number.
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) charc_type: Option<i64>,
}

/// Rows of `POST /content/v2/cards/error/list`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct CardErrors {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) items: Vec<Value>,
}

/// What was wrong with the cards of one request, by article.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct CardError {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) errors: HashMap<String, Vec<String>>,
    #[serde(deserialize_with = "loose::moment")]
    pub(crate) updated_at: Option<DateTime<Utc>>,
}
