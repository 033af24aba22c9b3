//! Chats (WB API 09-communications).

use serde::Deserialize;
use serde_json::Value;

use crate::loose;

/// Answer of `GET /api/v1/seller/chats`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ChatList {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) result: Vec<Value>,
}

/// A chat.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct ChatInfo {
    #[serde(rename = "chatID", deserialize_with = "loose::text")]
    pub(crate) chat_id: String,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) reply_sign: Option<String>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) client_name: Option<String>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) good_card: GoodCard,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) last_message: LastMessage,
}

/// What a chat is about.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub(crate) struct GoodCard {
    #[serde(rename = "nmID", deserialize_with = "loose::whole")]
    pub(crate) nm_id: Option<i64>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) rid: Option<String>,
}

/// The newest message.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub(crate) struct LastMessage {
    #[serde(deserialize_with = "loose::text")]
    pub(crate) text: String,
}

/// Answer of `GET /api/v1/seller/events`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct EventAnswer {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) result: EventPage,
}

/// Events after a moment.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct EventPage {
    /// Unix milliseconds.
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) next: Option<i64>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) total_events: Option<i64>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) events: Vec<Value>,
}

/// A message.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Event {
    #[serde(rename = "chatID", deserialize_with = "loose::maybe_text")]
    pub(crate) chat_id: Option<String>,
    #[serde(rename = "eventID", deserialize_with = "loose::maybe_text")]
    pub(crate) event_id: Option<String>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) message: Message,
    /// Unix milliseconds.
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) add_timestamp: Option<i64>,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) sender: String,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) client_name: Option<String>,
}

/// What was written.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Message {
    #[serde(deserialize_with = "loose::text")]
    pub(crate) text: String,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) attachments: Attachments,
}

/// What was sent along.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Attachments {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) files: Vec<Attachment>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) images: Vec<Attachment>,
}

/// One file.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Attachment {
    #[serde(deserialize_with = "loose::text")]
    pub(crate) url: String,
}
