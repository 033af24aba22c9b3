//! Conversations: `/v3/chat/list`, `/v3/chat/history`, `/v1/chat/send/message`.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::goods::sku;
use super::{STALL, needs_subscription, refuse, stamp};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::page::{Page, Place};
use crate::world::{Chat, dice};

/// The page of the book with what the seller wrote.
const PAGE: &str = "chats";

/// A conversation is closed after this.
const OPEN: TimeDelta = TimeDelta::days(30);

/// One message.
struct Said {
    id: String,
    text: String,
    by: &'static str,
    at: DateTime<Utc>,
}

fn id(chat: &Chat) -> String {
    dice::uuid(chat.number)
}

/// Identities rise with time over all conversations.
fn message_id(at: DateTime<Utc>, number: u64) -> String {
    format!("30000{:016}{:02}", at.timestamp_millis(), number % 100)
}

/// All that was said, oldest first.
fn said(bazaar: &Bazaar, chat: &Chat) -> Vec<Said> {
    let theirs = chat.messages.iter().map(|message| Said {
        id: message_id(message.at, message.number),
        text: message.text.clone(),
        by: if message.from_buyer {
            "Customer"
        } else {
            "Seller"
        },
        at: message.at,
    });
    let ours = bazaar.book.history(STALL.id, PAGE, &id(chat)).into_iter();
    let ours = ours.map(|entry| Said {
        id: message_id(entry.at, 99),
        text: entry.value.as_str().unwrap_or_default().to_owned(),
        by: "Seller",
        at: entry.at,
    });
    let mut all: Vec<Said> = theirs.chain(ours).collect();
    all.sort_by(|one, other| one.id.cmp(&other.id));
    all
}

/// `/v3/chat/list`, newest first.
pub(super) fn list(bazaar: &Bazaar, call: &Call) -> Reply {
    let Some(ask) = Ask::of(call) else {
        return refuse::invalid("invalid JSON");
    };
    let limit = ask
        .whole("/limit")
        .filter(|limit| (1..=100).contains(limit));
    let Some(limit) = limit.and_then(|limit| usize::try_from(limit).ok()) else {
        return refuse::invalid("limit: value must be inside range [1, 100]");
    };
    let after = match ask
        .text("/cursor")
        .filter(|cursor| !cursor.is_empty())
        .map(Place::read)
    {
        Some(None) => return refuse::invalid("cursor: invalid value"),
        other => other.flatten(),
    };
    let begun = |chat: &Chat| chat.messages.first().map_or(call.now, |message| message.at);
    let chats = bazaar.world.chats(&STALL, call.now);
    let place = |chat: &Chat| Place::of(begun(chat), chat.number);
    let page = Page::cut(chats, place, true, after, limit);
    let rows: Vec<Value> = page
        .rows
        .iter()
        .map(|chat| row(bazaar, call, chat, begun(chat)))
        .collect();
    Reply::json(&json!({
        "chats": rows,
        "cursor": page.next().unwrap_or_default(),
        "has_next": page.more,
        "total_unread_count": 0,
    }))
}

fn row(bazaar: &Bazaar, call: &Call, chat: &Chat, begun: DateTime<Utc>) -> Value {
    let said = said(bazaar, chat);
    let last = said.last().map(|one| one.id.clone()).unwrap_or_default();
    let open = call.now - begun < OPEN;
    json!({
        "chat": {
            "chat_id": id(chat),
            "chat_status": if open { "OPENED" } else { "CLOSED" },
            "chat_type": "BUYER_SELLER",
            "created_at": stamp(begun),
        },
        "first_unread_message_id": last,
        "last_message_id": last,
        "unread_count": 0,
    })
}

fn named(bazaar: &Bazaar, call: &Call) -> Result<(Ask, Chat), Reply> {
    let ask = Ask::of(call).ok_or_else(|| refuse::invalid("invalid JSON"))?;
    let wanted = ask.text("/chat_id").unwrap_or_default().to_owned();
    let mut chats = bazaar.world.chats(&STALL, call.now).into_iter();
    let chat = chats.find(|chat| id(chat) == wanted);
    Ok((
        ask,
        chat.ok_or_else(|| refuse::not_found("chat not found"))?,
    ))
}

/// `/v3/chat/history`, newest first.
pub(super) fn history(bazaar: &Bazaar, call: &Call) -> Reply {
    let (ask, chat) = match named(bazaar, call) {
        Ok(named) => named,
        Err(refusal) => return refusal,
    };
    let limit = ask.whole("/limit").unwrap_or(50).clamp(1, 1000);
    let limit = usize::try_from(limit).unwrap_or(50);
    let product = bazaar.world.products().get(chat.product);
    let said = said(bazaar, &chat);
    let rows: Vec<Value> = said
        .iter()
        .rev()
        .take(limit)
        .map(|one| {
            json!({
                "context": {"sku": product.map(|product| sku(product).to_string())},
                "created_at": stamp(one.at),
                "data": [one.text],
                "is_image": false,
                "is_read": true,
                "message_id": one.id,
                "user": {"id": (chat.number % 1_000_000).to_string(), "type": one.by},
            })
        })
        .collect();
    Reply::json(&json!({"has_next": said.len() > limit, "messages": rows}))
}

/// `/v1/chat/send/message`.
pub(super) fn send(bazaar: &Bazaar, call: &Call) -> Reply {
    if let Err(refusal) = needs_subscription(call) {
        return refusal;
    }
    let (ask, chat) = match named(bazaar, call) {
        Ok(named) => named,
        Err(refusal) => return refusal,
    };
    let text = ask.text("/text").unwrap_or_default();
    if !(1..=1000).contains(&text.chars().count()) {
        return refuse::invalid("text: value length must be between 1 and 1000 runes");
    }
    bazaar.change(call, PAGE, &id(&chat), &json!(text));
    Reply::json(&json!({"result": "success"}))
}
