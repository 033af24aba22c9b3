//! Reviews and questions in Wildberries' words (WB API 09-communications of 2026-10-24).

use serde::Deserialize;
use serde_json::Value;

use crate::loose;

/// Rows of `GET /api/v1/feedbacks`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct FeedbackPage {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) feedbacks: Vec<Value>,
}

/// Rows of `GET /api/v1/questions`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct QuestionPage {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) questions: Vec<Value>,
}

/// A review.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Feedback {
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) id: Option<String>,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) text: String,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) pros: Option<String>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) cons: Option<String>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) product_valuation: Option<i64>,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) created_date: String,
    pub(crate) answer: Option<Answer>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) product_details: ProductDetails,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) photo_links: Vec<Value>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) user_name: Option<String>,
    /// The review that supplements this one.
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) child_feedback_id: Option<String>,
}

/// A question.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Question {
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) id: Option<String>,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) text: String,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) created_date: String,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) state: String,
    pub(crate) answer: Option<Answer>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) product_details: ProductDetails,
}

/// The seller's answer. One to a review has a state and no date, one to a question a date and no
/// state.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Answer {
    #[serde(deserialize_with = "loose::text")]
    pub(crate) text: String,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) state: String,
    #[serde(deserialize_with = "loose::truth")]
    pub(crate) editable: Option<bool>,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) create_date: String,
}

/// Which card a review or a question is about.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct ProductDetails {
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) nm_id: Option<i64>,
}
