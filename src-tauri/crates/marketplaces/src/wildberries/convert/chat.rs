//! Chats: the list tells whom they are with, the events what was said.

use std::collections::HashMap;

use chrono::DateTime;
use domain::{Chat, ChatAuthor, ChatMessage};
use serde_json::Value;

use super::super::wire::{ChatInfo, Event};
use super::needed;
use crate::http::row;
use crate::page::BadRow;

/// Messages of a page, by chat in the order of their first one.
pub(crate) fn chats(
    events: &[Value],
    infos: &HashMap<String, ChatInfo>,
) -> Vec<Result<Chat, BadRow>> {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut chats: Vec<Result<Chat, BadRow>> = Vec::new();
    for raw in events {
        match message(raw) {
            Err(bad) => chats.push(Err(bad)),
            Ok((id, name, message)) => {
                let place = *places.entry(id.clone()).or_insert(chats.len());
                if place == chats.len() {
                    chats.push(Ok(chat(id, name, infos, &message)));
                }
                if let Some(Ok(chat)) = chats.get_mut(place) {
                    chat.updated_at = chat.updated_at.max(message.sent_at);
                    chat.messages.push(message);
                }
            }
        }
    }
    chats
}

fn chat(
    id: String,
    name: Option<String>,
    infos: &HashMap<String, ChatInfo>,
    first: &ChatMessage,
) -> Chat {
    let info = infos.get(&id).cloned().unwrap_or_default();
    Chat {
        external_id: id.into(),
        buyer: info.client_name.or(name),
        order: info.good_card.rid.map(Into::into),
        listing: info.good_card.nm_id.map(Into::into),
        open: info.reply_sign.is_some(),
        reply_with: info.reply_sign,
        messages: Vec::new(),
        updated_at: first.sent_at,
    }
}

type Said = (String, Option<String>, ChatMessage);

fn message(raw: &Value) -> Result<Said, BadRow> {
    let event: Event = row(raw)?;
    let chat = needed(raw, "chatID", event.chat_id)?;
    let at = event
        .add_timestamp
        .and_then(DateTime::from_timestamp_millis);
    let author = match event.sender.as_str() {
        "client" => ChatAuthor::Buyer,
        "seller" => ChatAuthor::Seller,
        "wb" => ChatAuthor::Marketplace,
        _ => ChatAuthor::Unknown,
    };
    let files = event.message.attachments;
    let files = files.files.into_iter().chain(files.images);
    let message = ChatMessage {
        external_id: needed(raw, "eventID", event.event_id)?.into(),
        author,
        text: event.message.text,
        files: files.map(|file| file.url).collect(),
        sent_at: needed(raw, "addTimestamp", at)?,
    };
    let name = event.client_name.filter(|_| author == ChatAuthor::Buyer);
    Ok((chat, name, message))
}

#[cfg(test)]
pub(super) mod tests {
    use serde_json::json;

    use super::*;

    /// The official example, one message of the seller's added.
    pub(in super::super) fn events() -> Vec<Value> {
        let id = "1:1e265a58-a120-b178-008c-60af2460207c";
        vec![
            json!({"chatID": id, "eventID": "55adee45", "eventType": "message", "isNewChat": true,
                "message": {"attachments": {"files": [{"name": "Чек.pdf",
                    "url": "https://chat-basket-01.wbbasket.ru/a.pdf"}], "images": null},
                    "text": "Здравствуйте!"},
                "addTimestamp": 1_698_037_340_000_i64, "sender": "client", "clientName": "Алёна"}),
            json!({"chatID": id, "eventID": "66", "message": {"text": "Добрый день"},
                "addTimestamp": "1698037350000", "sender": "seller"}),
        ]
    }

    #[test]
    fn messages_of_a_chat_are_one_row() {
        let info = json!({"chatID": "1:1e265a58-a120-b178-008c-60af2460207c", "replySign": "1:ab",
            "goodCard": {"nmID": 12_345_678, "rid": "2fb5"}});
        let info: ChatInfo = row(&info).expect("a chat");
        let infos = HashMap::from([(info.chat_id.clone(), info)]);
        let read = chats(&events(), &infos);
        let [Ok(chat)] = read.as_slice() else {
            panic!("one chat: {read:?}")
        };
        let said: Vec<_> = chat.messages.iter().map(|one| one.author).collect();
        assert_eq!(
            said,
            [ChatAuthor::Buyer, ChatAuthor::Seller],
            "in their order"
        );
        assert_eq!(
            chat.buyer.as_deref(),
            Some("Алёна"),
            "the event tells the name, too"
        );
        assert_eq!(
            chat.reply_with.as_deref(),
            Some("1:ab"),
            "an answer must carry it"
        );
        assert_eq!(chat.messages[0].files.len(), 1, "what was sent along");
        assert_eq!(
            chat.updated_at, chat.messages[1].sent_at,
            "the newest message"
        );
    }

    #[test]
    fn a_bad_event_loses_only_itself() {
        let mut events = events();
        events[0]["eventID"] = Value::Null;
        let read = chats(&events, &HashMap::new());
        assert!(
            matches!(read.as_slice(), [Err(_), Ok(_)]),
            "the other is told: {read:?}"
        );
        let Some(Ok(chat)) = read.get(1) else { return };
        assert!(!chat.open, "without a sign nothing can be sent");
    }
}
