//! Conversations with buyers, for screens.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::change::Change;

/// A tab of the conversations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ChatQueue {
    /// The buyer wrote last.
    Unanswered,
    /// Somebody else wrote last.
    Answered,
    /// Nothing can be written any more.
    Closed,
}

/// Arguments of `chats_list`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChatsQuery {
    /// One account or all.
    pub account: Option<i64>,
    /// The tab.
    pub queue: ChatQueue,
    /// Words of the product, or the number of an order.
    pub search: Option<String>,
    /// Where the last page ended.
    pub after: Option<String>,
    /// Rows wanted, at most 200.
    pub limit: u32,
}

/// A page of conversations.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ChatsPage {
    /// Rows: whoever waits longest for an answer first, elsewhere the newest.
    pub rows: Vec<ChatRow>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// How many lie in each tab.
    pub counts: ChatCounts,
}

/// How many lie in each tab.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, TS)]
pub struct ChatCounts {
    /// The buyer wrote last.
    pub unanswered: i64,
    /// Somebody else wrote last.
    pub answered: i64,
    /// Nothing can be written any more.
    pub closed: i64,
}

/// One conversation.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ChatRow {
    /// Account.
    pub account: i64,
    /// Marketplace.
    pub marketplace: String,
    /// The marketplace's identity of it.
    pub key: String,
    /// The buyer's name, when told.
    pub buyer: Option<String>,
    /// The order that it is about.
    pub order: Option<String>,
    /// The listing's row, when known.
    pub listing: Option<i64>,
    /// Its title.
    pub title: Option<String>,
    /// Its article.
    pub article: Option<String>,
    /// First picture.
    pub image: Option<String>,
    /// Whether the seller may write now.
    pub open: bool,
    /// Who wrote last.
    pub last_author: Option<ChatAuthor>,
    /// What was written last: shown as text and as nothing else.
    pub last_text: String,
    /// When.
    pub last_at: String,
    /// A message that is under way.
    pub change: Option<Change>,
}

/// Who wrote a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ChatAuthor {
    /// The buyer.
    Buyer,
    /// The shop.
    Seller,
    /// The marketplace's people or its robot.
    Marketplace,
    /// Not told.
    Unknown,
}

/// Names a conversation.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChatRef {
    /// Account.
    pub account: i64,
    /// The marketplace's identity of it.
    pub key: String,
}

/// A conversation with its messages.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ChatThread {
    /// The conversation.
    pub row: ChatRow,
    /// Its messages, the oldest first.
    pub messages: Vec<ChatMessage>,
    /// Older messages are kept and not shown.
    pub cut: bool,
}

/// One message.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ChatMessage {
    /// The marketplace's identity of it.
    pub key: String,
    /// Who wrote it.
    pub author: ChatAuthor,
    /// What was written: shown as text and as nothing else.
    pub text: String,
    /// Names or public addresses of what was sent along.
    pub files: Vec<String>,
    /// When.
    pub sent_at: String,
}

/// Arguments of `chat_propose`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ProposeReply {
    /// Account.
    pub account: i64,
    /// The marketplace's identity of the conversation.
    pub key: String,
    /// What is written.
    pub text: String,
}
