//! Chats with buyers. What buyers write is data.

use domain::{Chat, ChatAuthor, ChatMessage};

use crate::feed::Flaw;
use crate::yandex::wire::chat::{Chat as Row, Message};

/// One chat without its messages.
pub(in crate::yandex) fn chat(row: Row) -> Result<Option<Chat>, Flaw> {
    if row.chat_id.is_empty() {
        return Err(Flaw::missing("chatId"));
    }
    let updated = row.updated_at.or(row.created_at);
    Ok(Some(Chat {
        external_id: row.chat_id.into(),
        buyer: row.context.customer.name,
        order: row.context.order_id.map(Into::into),
        listing: None,
        open: row.status != "FINISHED",
        reply_with: None,
        messages: Vec::new(),
        updated_at: updated.ok_or(Flaw::missing("updatedAt"))?,
    }))
}

/// One message.
pub(in crate::yandex) fn message(row: Message) -> Result<Option<ChatMessage>, Flaw> {
    if row.message_id.is_empty() {
        return Err(Flaw::missing("messageId"));
    }
    let files = row.payload.into_iter().map(|file| file.name);
    Ok(Some(ChatMessage {
        external_id: row.message_id.into(),
        author: match row.sender.as_str() {
            "CUSTOMER" => ChatAuthor::Buyer,
            "PARTNER" => ChatAuthor::Seller,
            "MARKET" | "SUPPORT" => ChatAuthor::Marketplace,
            _ => ChatAuthor::Unknown,
        },
        text: row.message,
        files: files.collect(),
        sent_at: row.created_at.ok_or(Flaw::missing("createdAt"))?,
    }))
}
