//! Chats and their messages (`getChats`, `getChatHistory`).

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::Value;

use super::Paging;
use crate::loose;

/// `GetChatsInfoDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Chats {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) chats: Vec<Value>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) paging: Paging,
}

/// `GetChatInfoDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Chat {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) chat_id: String,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) context: Context,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) status: String,
    #[serde(deserialize_with = "loose::moment")]
    pub(in crate::yandex) created_at: Option<DateTime<Utc>>,
    #[serde(deserialize_with = "loose::moment")]
    pub(in crate::yandex) updated_at: Option<DateTime<Utc>>,
}

/// `ChatFullContextDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Context {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) customer: Customer,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(in crate::yandex) order_id: Option<String>,
}

/// `ChatCustomerDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Customer {
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(in crate::yandex) name: Option<String>,
}

/// `ChatMessagesResultDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct History {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) messages: Vec<Value>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) paging: Paging,
}

/// `ChatMessageDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Message {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) message_id: String,
    #[serde(deserialize_with = "loose::moment")]
    pub(in crate::yandex) created_at: Option<DateTime<Utc>>,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) sender: String,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) message: String,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) payload: Vec<Payload>,
}

/// `ChatMessagePayloadDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Payload {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) name: String,
}
