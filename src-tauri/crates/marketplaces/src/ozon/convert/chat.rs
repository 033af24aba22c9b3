//! A conversation and its messages.

use domain::{Chat, ChatAuthor, ChatMessage};

use super::sku;
use crate::feed::{Flaw, readable};
use crate::ozon::wire::chat::{ChatItem, History, Message};

/// Whether buyers talk there; the others are notices of Ozon's.
pub(in crate::ozon) fn is_of_buyer(row: &ChatItem) -> bool {
    let word = row.chat.chat_type.to_uppercase();
    word.starts_with("BUYER_SELLER") || word.is_empty()
}

/// A conversation with what was just read of it, newest first. A message that cannot be read is
/// nobody's.
pub(in crate::ozon) fn chat(row: &ChatItem, history: &History) -> Result<Option<Chat>, Flaw> {
    if row.chat.chat_id.is_empty() {
        return Err(Flaw::missing("chat.chat_id"));
    }
    let told: Vec<Message> = readable(&history.messages);
    let listing = told.iter().find_map(|message| sku(message.context.sku));
    let messages: Vec<ChatMessage> = told.iter().rev().filter_map(message).collect();
    let last = messages.iter().map(|message| message.sent_at).max();
    let updated_at = last.or(row.chat.created_at);
    Ok(Some(Chat {
        external_id: row.chat.chat_id.as_str().into(),
        buyer: None,
        order: None,
        listing,
        open: row.chat.chat_status.eq_ignore_ascii_case("opened"),
        reply_with: None,
        messages,
        updated_at: updated_at.ok_or(Flaw::missing("chat.created_at"))?,
    }))
}

fn message(row: &Message) -> Option<ChatMessage> {
    let said = row.data.join("\n");
    let picture = row.is_image == Some(true);
    (!row.message_id.is_empty()).then_some(())?;
    Some(ChatMessage {
        external_id: row.message_id.as_str().into(),
        author: author(&row.user.r#type),
        text: if picture { String::new() } else { said },
        files: if picture {
            row.data.clone()
        } else {
            Vec::new()
        },
        sent_at: row.created_at?,
    })
}

/// Ozon's own example writes "Customer" with a Cyrillic first letter.
pub(in crate::ozon) fn author(word: &str) -> ChatAuthor {
    match word.to_lowercase().as_str() {
        word if word.ends_with("ustomer") => ChatAuthor::Buyer,
        "seller" => ChatAuthor::Seller,
        "crm" | "courier" | "support" | "notificationuser" => ChatAuthor::Marketplace,
        _ => ChatAuthor::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_official_example_is_a_buyers_question() {
        let item = json!({ "chat": { "created_at": "2022-07-22T08:07:19.581Z",
            "chat_id": "5e767w03", "chat_status": "OPENED", "chat_type": "BUYER_SELLER" },
            "last_message_id": "30000000001280042740", "unread_count": 1 });
        let history = json!({ "has_next": true, "messages": [
            { "context": { "order_number": "123456789", "sku": "987654321" },
              "created_at": "2019-08-24T14:15:22Z", "data": ["Подойдёт?"], "is_image": false,
              "message_id": "3000000000817031942", "user": { "id": "115568", "type": "Сustomer" } },
            { "created_at": "2019-08-24T14:10:00Z", "data": ["![](https://cdn.example/1.jpg)"],
              "is_image": true, "message_id": 3_000_000_000_817_031_900_u64, "user": { "type": "Seller" } } ] });
        let item: ChatItem = serde_json::from_value(item).expect("a row");
        let history = serde_json::from_value(history).expect("messages");
        let chat = chat(&item, &history).expect("no flaw").expect("a chat");
        assert!(is_of_buyer(&item) && chat.open, "the seller may write");
        let authors: Vec<ChatAuthor> = chat.messages.iter().map(|one| one.author).collect();
        assert_eq!(
            authors,
            [ChatAuthor::Seller, ChatAuthor::Buyer],
            "oldest first"
        );
        assert_eq!(chat.messages[0].files.len(), 1, "a picture is a file");
        assert_eq!(chat.listing, Some("987654321".into()), "what it is about");
    }
}
