//! Questions and the answers to them (`getGoodsQuestions`, `getGoodsQuestionAnswers`).

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::Value;

use super::Paging;
use super::feedback::Author;
use crate::loose;

/// `QuestionListDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Questions {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) questions: Vec<Value>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) paging: Paging,
}

/// `QuestionDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Question {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) question_identifiers: Identifiers,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) text: String,
    #[serde(deserialize_with = "loose::moment")]
    pub(in crate::yandex) created_at: Option<DateTime<Utc>>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) author: Author,
}

/// `QuestionIdentifiersDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Identifiers {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) id: String,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(in crate::yandex) offer_id: Option<String>,
}

/// `AnswerListDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Answers {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) answers: Vec<Value>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) paging: Paging,
}
