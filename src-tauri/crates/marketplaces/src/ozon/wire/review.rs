//! Reviews and the comments on them.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::Value;

use crate::loose;

/// `review.v2.ReviewListV2Response`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::ozon) struct ReviewList {
    #[serde(deserialize_with = "loose::truth")]
    pub(in crate::ozon) has_next: Option<bool>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(in crate::ozon) last_id: Option<String>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::ozon) reviews: Vec<Value>,
}

/// `ReviewListV2Response.Review`, `ReviewInfoV2Response`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::ozon) struct Review {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::ozon) id: String,
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::ozon) sku: Option<i64>,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::ozon) text: String,
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::ozon) rating: Option<i64>,
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::ozon) comments_amount: Option<i64>,
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::ozon) photos_amount: Option<i64>,
    #[serde(deserialize_with = "loose::moment")]
    pub(in crate::ozon) published_at: Option<DateTime<Utc>>,
}

/// `v1CommentListResponse`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::ozon) struct CommentList {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::ozon) comments: Vec<Value>,
}

/// `CommentListResponseComment`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::ozon) struct Comment {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::ozon) id: String,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::ozon) text: String,
    #[serde(deserialize_with = "loose::truth")]
    pub(in crate::ozon) is_owner: Option<bool>,
    #[serde(deserialize_with = "loose::truth")]
    pub(in crate::ozon) is_published: Option<bool>,
    #[serde(deserialize_with = "loose::truth")]
    pub(in crate::ozon) is_rejected: Option<bool>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(in crate::ozon) deviation_reason: Option<String>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(in crate::ozon) parent_comment_id: Option<String>,
    #[serde(deserialize_with = "loose::moment")]
    pub(in crate::ozon) published_at: Option<DateTime<Utc>>,
}
