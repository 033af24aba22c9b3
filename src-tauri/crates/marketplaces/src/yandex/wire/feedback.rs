//! Reviews and the comments on them (`getGoodsFeedbacks`, `getGoodsFeedbackComments`).

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::Value;

use super::Paging;
use crate::loose;

/// `GoodsFeedbackListDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Feedbacks {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) feedbacks: Vec<Value>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) paging: Paging,
}

/// `GoodsFeedbackDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Feedback {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) feedback_id: String,
    #[serde(deserialize_with = "loose::moment")]
    pub(in crate::yandex) created_at: Option<DateTime<Utc>>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) identifiers: Identifiers,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(in crate::yandex) author: Option<String>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) description: Description,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) media: Media,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) statistics: Statistics,
}

/// `GoodsFeedbackIdentifiersDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Identifiers {
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(in crate::yandex) offer_id: Option<String>,
}

/// `GoodsFeedbackDescriptionDTO`; absent when only stars were given.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Description {
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(in crate::yandex) advantages: Option<String>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(in crate::yandex) disadvantages: Option<String>,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) comment: String,
}

/// `GoodsFeedbackMediaDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Media {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) photos: Vec<Value>,
}

/// `GoodsFeedbackStatisticsDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Statistics {
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::yandex) rating: Option<i64>,
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::yandex) comments_count: Option<i64>,
}

/// `GoodsFeedbackCommentListDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Comments {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) comments: Vec<Value>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) paging: Paging,
}

/// `GoodsFeedbackCommentDTO`, `AnswerDTO`: what somebody wrote under a text.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Reply {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) id: String,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) text: String,
    #[serde(deserialize_with = "loose::truth")]
    pub(in crate::yandex) can_modify: Option<bool>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(in crate::yandex) parent_id: Option<String>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) author: Author,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) status: String,
    #[serde(deserialize_with = "loose::moment")]
    pub(in crate::yandex) created_at: Option<DateTime<Utc>>,
}

/// `GoodsFeedbackCommentAuthorDTO`, `QuestionsTextContentAuthorDTO`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Author {
    #[serde(rename = "type", deserialize_with = "loose::text")]
    pub(in crate::yandex) kind: String,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(in crate::yandex) name: Option<String>,
}
