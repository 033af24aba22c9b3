//! Chats with buyers: events from where the last round ended, and messages of the seller's.

use std::collections::HashMap;

use async_trait::async_trait;
use chrono::TimeDelta;
use domain::{Approved, Chat, ChatReply};
use http::Method;
use serde::{Deserialize, Serialize};

use super::api::Api;
use super::convert;
use super::profile::CHATS;
use super::wire::{ChatInfo, ChatList, Event, EventAnswer, EventPage};
use crate::Result;
use crate::contract::{Changes, Receipt, Seen, Taken, Unfit};
use crate::feed::{readable, rows};
use crate::http::{Call, Part};
use crate::page::{BadRow, Cursor, Page, Window};

const PAGE: &str = "chats.page";
const SEEN: &str = "chats.seen";
/// Most characters of a message (WB API 09-communications).
const TEXT: usize = 1000;
/// Most characters of a chat's sign.
const SIGN: usize = 255;
/// A message whose time WB did not tell is looked for so far back.
const BACK: TimeDelta = TimeDelta::minutes(15);

/// Reads chats and writes into them.
pub(super) struct Chats {
    pub(super) api: Api,
}

/// Where the feed stands: unix milliseconds, in WB's words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Position {
    next: Option<i64>,
}

#[async_trait]
impl crate::Source<Chat> for Chats {
    async fn page(&self, after: Option<&Cursor>, _: Window) -> Result<Page<Chat>> {
        let position: Position = Cursor::position(after);
        let found = self.events(PAGE, position.next).await?;
        let more = found.total_events.unwrap_or_default() > 0 && found.next > position.next;
        let next = Position {
            next: found.next.max(position.next),
        };
        if found.events.is_empty() {
            return Ok(Page::of([], Cursor::at(&next), more));
        }
        let (infos, bad) = self.infos(PAGE).await?;
        let rows = convert::chats(&found.events, &infos);
        let mut page = Page::of(rows, Cursor::at(&next), more);
        page.bad.extend(bad);
        Ok(page)
    }
}

#[async_trait]
impl Changes<ChatReply> for Chats {
    fn fit(&self, reply: &ChatReply) -> std::result::Result<(), Unfit<ChatReply>> {
        let length = reply.text.chars().count();
        let sign = reply.reply_with.as_ref().map(|sign| sign.chars().count());
        match sign {
            None | Some(0) => Err(Unfit::new("chat.closed")),
            Some(sign) if sign > SIGN => Err(Unfit::new("chat.closed")),
            _ if length == 0 || length > TEXT => Err(Unfit::new("chat.text_length")),
            _ => Ok(()),
        }
    }

    async fn write(&self, replies: &[Approved<ChatReply>]) -> Result<Vec<Taken>> {
        let mut taken = Vec::new();
        for reply in replies {
            let content = reply.content();
            let sign = content.reply_with.as_deref().unwrap_or_default();
            let call = Call::write("chats.write", CHATS, Method::POST, "/api/v1/seller/message")
                .bucket("chats")
                .until(reply.ends())
                .part(Part::text("replySign", sign))
                .part(Part::text("message", &content.text));
            let answer = self.api.ask(&call).await?;
            let said = serde_json::from_slice(&answer.body).unwrap_or_default();
            taken.push(Taken::Accepted(Receipt::of(&said, "/result/addTime")));
        }
        Ok(taken)
    }

    async fn seen(&self, reply: &ChatReply, receipt: &Receipt) -> Result<Seen> {
        let (infos, _) = self.infos(SEEN).await?;
        let last = infos.get(reply.chat.as_str());
        if last.is_some_and(|chat| chat.last_message.text == reply.text) {
            return Ok(Seen::There);
        }
        let back = (self.api.now() - BACK).timestamp_millis();
        let told = receipt.id.as_ref().and_then(|at| at.as_str().parse().ok());
        let mut next = Some(told.map_or(back, |at: i64| at - 1000));
        let own = |event: &Event| {
            let here = event.chat_id.as_deref() == Some(reply.chat.as_str());
            here && event.sender == "seller" && event.message.text == reply.text
        };
        loop {
            let found = self.events(SEEN, next).await?;
            if readable::<Event>(&found.events).iter().any(own) {
                return Ok(Seen::There);
            }
            if found.total_events.unwrap_or_default() == 0 || found.next <= next {
                return Ok(Seen::Pending);
            }
            next = found.next;
        }
    }
}

impl Chats {
    async fn events(&self, operation: &'static str, next: Option<i64>) -> Result<EventPage> {
        let call = get(operation, "/api/v1/seller/events");
        let call = match next {
            Some(next) => call.query("next", &next),
            None => call,
        };
        let found: EventAnswer = self.api.read(&call).await?;
        Ok(found.result)
    }

    async fn infos(
        &self,
        operation: &'static str,
    ) -> Result<(HashMap<String, ChatInfo>, Vec<BadRow>)> {
        let found: ChatList = self
            .api
            .read(&get(operation, "/api/v1/seller/chats"))
            .await?;
        let (read, bad) = rows(&found.result, |chat: ChatInfo| Ok(Some(chat)));
        let named = read.into_iter().map(|chat| (chat.chat_id.clone(), chat));
        Ok((named.collect(), bad))
    }
}

fn get(operation: &'static str, path: &str) -> Call {
    Call::read(operation, CHATS, Method::GET, path).bucket("chats")
}
