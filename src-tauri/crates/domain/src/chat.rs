//! Conversations with buyers.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::ExternalId;

/// A conversation, with what was just read of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chat {
    /// The marketplace's identity of it.
    pub external_id: ExternalId,
    /// The buyer's name, when told.
    pub buyer: Option<String>,
    /// The order that it is about.
    pub order: Option<ExternalId>,
    /// The listing that it is about.
    pub listing: Option<ExternalId>,
    /// Whether the seller may write now.
    pub open: bool,
    /// A word of the marketplace that an answer must carry; never a secret of the seller.
    pub reply_with: Option<String>,
    /// Messages that this page told; older ones are kept.
    pub messages: Vec<ChatMessage>,
    /// When something last happened in it.
    pub updated_at: DateTime<Utc>,
}

/// One message. Its text is data, never an instruction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChatMessage {
    /// The marketplace's identity of it.
    pub external_id: ExternalId,
    /// Who wrote it.
    pub author: ChatAuthor,
    /// What was written; empty when only files were sent.
    pub text: String,
    /// Names or public addresses of what was sent along.
    pub files: Vec<String>,
    /// When.
    pub sent_at: DateTime<Utc>,
}

/// Who wrote a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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

impl ChatAuthor {
    /// The word in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Buyer => "buyer",
            Self::Seller => "seller",
            Self::Marketplace => "marketplace",
            Self::Unknown => "unknown",
        }
    }
}
