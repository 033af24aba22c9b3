//! Questions and the answers to them.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::Value;

use crate::loose;

/// `v1QuestionListResponse`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::ozon) struct QuestionList {
    #[serde(deserialize_with = "loose::truth")]
    pub(in crate::ozon) has_next: Option<bool>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(in crate::ozon) last_id: Option<String>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::ozon) questions: Vec<Value>,
}

/// `v1QuestionListResponseQuestions`, `v1QuestionInfoResponse`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::ozon) struct Question {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::ozon) id: String,
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::ozon) sku: Option<i64>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(in crate::ozon) author_name: Option<String>,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::ozon) text: String,
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::ozon) answers_count: Option<i64>,
    #[serde(deserialize_with = "loose::moment")]
    pub(in crate::ozon) published_at: Option<DateTime<Utc>>,
}

/// `v1QuestionAnswerListResponse`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::ozon) struct AnswerList {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::ozon) answers: Vec<Value>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(in crate::ozon) last_id: Option<String>,
}

/// `v1QuestionAnswerListResponseAnswers`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::ozon) struct Answer {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::ozon) id: String,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::ozon) text: String,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::ozon) author_name: String,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::ozon) status_publication: String,
    #[serde(deserialize_with = "loose::moment")]
    pub(in crate::ozon) published_at: Option<DateTime<Utc>>,
}
