//! Chats: those of the world, with what the seller writes.

use chrono::{DateTime, SecondsFormat, Utc};
use http::{Method, StatusCode};
use serde_json::{Value, json};

use super::{STALL, ids, orders, refuse};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::form;
use crate::limits::Limit;
use crate::venue::Route;
use crate::world::chat::Chat;
use crate::world::dice;

const HOST: &str = "buyer-chat-api";
const LIMIT: Limit = Limit::new("chats", 10, 10, 10);
/// Page of the book: the seller's texts, by chat.
const PAGE: &str = "chats";
/// Events of one answer.
const EVENTS: usize = 50;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::read(Method::GET, HOST, "/api/v1/seller/chats", &LIMIT, list),
        Route::read(Method::GET, HOST, "/api/v1/seller/events", &LIMIT, events),
        Route::write(Method::POST, HOST, "/api/v1/seller/message", &LIMIT, write),
    ]
}

fn id(bazaar: &Bazaar, chat: &Chat) -> String {
    let number = i64::try_from(chat.number).unwrap_or(0);
    format!(
        "1:{}",
        dice::uuid(bazaar.world.number("wildberries chat", number))
    )
}

fn sign(bazaar: &Bazaar, chat: &Chat) -> String {
    let number = i64::try_from(chat.number).unwrap_or(0);
    let secret = bazaar.world.number("wildberries chat sign", number);
    format!("{}:{secret:016x}", id(bazaar, chat))
}

/// One message of any side.
struct Said {
    at: DateTime<Utc>,
    id: String,
    sender: &'static str,
    text: String,
}

fn said(bazaar: &Bazaar, chat: &Chat) -> Vec<Said> {
    let world = chat.messages.iter().map(|message| Said {
        at: message.at,
        id: dice::uuid(message.number),
        sender: if message.from_buyer {
            "client"
        } else {
            "seller"
        },
        text: message.text.clone(),
    });
    let own = bazaar.book.history(STALL.id, PAGE, &id(bazaar, chat));
    let own = own.into_iter().zip(1_u64..).map(|(entry, turn)| Said {
        at: entry.at,
        id: dice::uuid(dice::number(turn, &id(bazaar, chat), 0, 0)),
        sender: "seller",
        text: entry.value.as_str().unwrap_or_default().to_owned(),
    });
    let mut all: Vec<Said> = world.chain(own).collect();
    all.sort_by_key(|one| one.at);
    all
}

fn card(bazaar: &Bazaar, chat: &Chat, now: DateTime<Utc>) -> Option<Value> {
    let product = bazaar.world.products().get(chat.product)?;
    let orders = bazaar.world.orders(&STALL, now);
    let order = orders.iter().find(|order| order.number == chat.order);
    let rid = order.and_then(|order| {
        let lines = orders::srids(bazaar, order);
        let mut own = lines
            .iter()
            .filter(|(_, line)| line.product == chat.product);
        own.next().map(|(srid, _)| srid.clone())
    });
    Some(json!({
        "nmID": ids::nm(bazaar, product),
        "price": product.price_rub,
        "priceCurrency": "RUB",
        "rid": rid.unwrap_or_default(),
        "size": "0",
    }))
}

/// GET /api/v1/seller/chats.
fn list(bazaar: &Bazaar, call: &Call) -> Reply {
    let chats = bazaar.world.chats(&STALL, call.now);
    let rows = chats.iter().filter_map(|chat| {
        let last = said(bazaar, chat).pop()?;
        Some(json!({
            "chatID": id(bazaar, chat),
            "replySign": sign(bazaar, chat),
            "clientName": chat.buyer,
            "goodCard": card(bazaar, chat, call.now)?,
            "lastMessage": {"text": last.text, "addTimestamp": last.at.timestamp_millis()},
        }))
    });
    Reply::json(&json!({"result": rows.collect::<Vec<_>>(), "errors": []}))
}

fn bad(call: &Call, detail: &str) -> Reply {
    refuse::chats(StatusCode::BAD_REQUEST, detail, call)
}

/// GET /api/v1/seller/events. Messages of one instant are never parted.
fn events(bazaar: &Bazaar, call: &Call) -> Reply {
    let Ok(after) = call.whole("next") else {
        return bad(call, "Invalid number");
    };
    let chats = bazaar.world.chats(&STALL, call.now);
    let mut all: Vec<(i64, &Chat, Said)> = chats
        .iter()
        .flat_map(|chat| said(bazaar, chat).into_iter().map(move |one| (chat, one)))
        .map(|(chat, one)| (one.at.timestamp_millis(), chat, one))
        .filter(|(at, ..)| after.is_none_or(|after| *at > after))
        .collect();
    all.sort_by(|one, other| (one.0, &one.2.id).cmp(&(other.0, &other.2.id)));
    if let Some(edge) = all.get(EVENTS - 1).map(|(at, ..)| *at) {
        all.retain(|(at, ..)| *at <= edge);
    }
    let next = all.last().map_or(after.unwrap_or(0), |(at, ..)| *at);
    let moment = |one: Option<&(i64, &Chat, Said)>| {
        let at = one.map_or(call.now, |(.., one)| one.at);
        at.to_rfc3339_opts(SecondsFormat::Secs, true)
    };
    let (oldest, newest) = (moment(all.first()), moment(all.last()));
    let rows = all.iter().map(|(at, chat, one)| {
        json!({
            "chatID": id(bazaar, chat),
            "eventID": one.id,
            "eventType": "message",
            "isNewChat": false,
            "message": {"text": one.text},
            "source": if one.sender == "client" { "rusite" } else { "seller-public-api" },
            "addTimestamp": at,
            "addTime": one.at.to_rfc3339_opts(SecondsFormat::Secs, true),
            "sender": one.sender,
            "clientName": chat.buyer,
        })
    });
    Reply::json(&json!({"result": {
        "next": next,
        "newestEventTime": newest,
        "oldestEventTime": oldest,
        "totalEvents": all.len(),
        "events": rows.collect::<Vec<_>>(),
    }, "errors": []}))
}

/// POST /api/v1/seller/message.
fn write(bazaar: &Bazaar, call: &Call) -> Reply {
    let (Some(wanted), Some(text)) = (form::field(call, "replySign"), form::field(call, "message"))
    else {
        return bad(call, "Invalid value for \"message\"");
    };
    if !(1..=1000).contains(&text.chars().count()) {
        return bad(call, "Invalid value for \"message\"");
    }
    let chats = bazaar.world.chats(&STALL, call.now);
    let Some(chat) = chats.iter().find(|chat| sign(bazaar, chat) == wanted) else {
        return bad(call, "Invalid signature");
    };
    let id = id(bazaar, chat);
    bazaar.change(call, PAGE, &id, &json!(text));
    Reply::json(&json!({
        "result": {"addTime": call.now.timestamp_millis(), "chatID": id},
        "errors": [],
    }))
}
