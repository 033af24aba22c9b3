//! Chats with buyers.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::goods::{cut, paging};
use super::member::at;
use super::{STALL, orders, refuse, stamp, written_id};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::page::{Page, Place};
use crate::world::Chat;

/// What the seller wrote, by chat and number.
const WRITTEN: &str = "chat-messages";

/// Numbers of chats begin here.
const FIRST: u64 = 800_000;

/// The longest message.
const LONGEST: usize = 4096;

/// One message of a chat: number, whether the seller wrote it, text, moment.
type Line = (i64, bool, String, DateTime<Utc>);

fn id(chat: &Chat) -> u64 {
    FIRST + chat.number
}

fn lines(bazaar: &Bazaar, chat: &Chat) -> Vec<Line> {
    let told = chat.messages.iter().map(|message| {
        let number = i64::try_from(message.number).unwrap_or_default() + 1;
        (
            number,
            !message.from_buyer,
            message.text.clone(),
            message.at,
        )
    });
    let mut lines: Vec<Line> = told.collect();
    let mark = format!("{}:", id(chat));
    let written = bazaar.book.all(STALL.id, WRITTEN).into_iter();
    lines.extend(written.filter_map(|(key, entry)| {
        let number = key.strip_prefix(&mark)?.parse().ok()?;
        let text = entry.value.as_str()?.to_owned();
        Some((written_id(number), true, text, entry.at))
    }));
    lines.sort_by_key(|line| line.3);
    lines
}

fn context(chat: &Chat) -> Value {
    let buyer = Some(chat.buyer.as_str()).filter(|name| !name.is_empty());
    json!({
        "type": "ORDER",
        "customer": {"name": buyer.unwrap_or("Покупатель")},
        "orderId": orders::public(chat.order),
    })
}

/// `POST /v2/businesses/{b}/chats`.
pub(super) fn list(bazaar: &Bazaar, call: &Call) -> Reply {
    let (limit, after) = match cut(call, 10, 20, false) {
        Ok(cut) => cut,
        Err(refusal) => return refusal,
    };
    let chats = bazaar.world.chats(&STALL, call.now);
    let place = |chat: &Chat| Place::of(DateTime::UNIX_EPOCH, chat.number);
    let page = Page::cut(chats, place, false, after, limit);
    let next = page.next();
    let rows: Vec<Value> = page.rows.iter().map(|chat| row(bazaar, chat)).collect();
    Reply::json(&json!({"status": "OK", "result": {"chats": rows, "paging": paging(next)}}))
}

fn row(bazaar: &Bazaar, chat: &Chat) -> Value {
    let lines = lines(bazaar, chat);
    let first = lines.first().map_or(DateTime::UNIX_EPOCH, |line| line.3);
    let last = lines.last();
    let status = match last {
        Some((_, true, ..)) => "WAITING_FOR_CUSTOMER",
        _ if lines.len() == 1 => "NEW",
        _ => "WAITING_FOR_PARTNER",
    };
    json!({
        "chatId": id(chat),
        "context": context(chat),
        "type": "CHAT",
        "status": status,
        "createdAt": stamp(first),
        "updatedAt": stamp(last.map_or(first, |line| line.3)),
    })
}

fn asked(bazaar: &Bazaar, call: &Call) -> Result<Chat, Reply> {
    let wanted = call.query("chatId").unwrap_or_default();
    let mut chats = bazaar.world.chats(&STALL, call.now).into_iter();
    chats
        .find(|chat| id(chat).to_string() == wanted)
        .ok_or_else(|| refuse::not_found("Chat not found"))
}

/// `POST /v2/businesses/{b}/chats/history`.
pub(super) fn history(bazaar: &Bazaar, call: &Call) -> Reply {
    read(bazaar, call).unwrap_or_else(|refusal| refusal)
}

fn read(bazaar: &Bazaar, call: &Call) -> Result<Reply, Reply> {
    let chat = asked(bazaar, call)?;
    let (limit, after) = cut(call, 50, 100, false)?;
    let place = |line: &Line| Place::of(line.3, u64::try_from(line.0).unwrap_or_default());
    let page = Page::cut(lines(bazaar, &chat), place, false, after, limit);
    let next = page.next();
    let rows = page.rows.iter().map(|(number, own, text, at)| {
        let sender = if *own { "PARTNER" } else { "CUSTOMER" };
        json!({"messageId": number, "createdAt": stamp(*at), "sender": sender, "message": text})
    });
    let rows: Vec<Value> = rows.collect();
    Ok(Reply::json(&json!({
        "status": "OK",
        "result": {"context": context(&chat), "messages": rows, "paging": paging(next)},
    })))
}

/// `POST /v2/businesses/{b}/chats/message`.
pub(super) fn send(bazaar: &Bazaar, call: &Call) -> Reply {
    let chat = match asked(bazaar, call) {
        Ok(chat) => chat,
        Err(refusal) => return refusal,
    };
    let body = call.json();
    let text = at(&body, "/message").as_str().unwrap_or_default();
    if !(1..=LONGEST).contains(&text.chars().count()) {
        return refuse::bad("message: length must be between 1 and 4096");
    }
    let number = bazaar.book.len(STALL.id, WRITTEN) + 1;
    let key = format!("{}:{number}", id(&chat));
    bazaar.change(call, WRITTEN, &key, &json!(text));
    Reply::json(&json!({"status": "OK"}))
}
