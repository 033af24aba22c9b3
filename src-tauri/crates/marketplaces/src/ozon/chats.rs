//! Conversations with buyers. A round looks at all of them and reads those in which something was
//! said since the last round: identities of messages only rise.

use std::sync::Arc;

use async_trait::async_trait;
use domain::{Approved, Chat, ChatAuthor, ChatReply};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::convert::chat::{author, chat, is_of_buyer};
use super::ends;
use super::line::Line;
use super::wire::chat::{ChatItem, ChatList, History, Message};
use crate::Result;
use crate::contract::{Changes, Receipt, Seen, Source, Taken, Unfit};
use crate::feed::{readable, rows};
use crate::page::{Cursor, Page, Window};

const OPERATION: &str = "chats.page";

/// The list; the passport tries it out.
pub(super) const CHATS: &str = "/v3/chat/list";

/// Conversations of a page, each of which may cost a request more.
const LIMIT: u32 = 50;

/// Messages of a conversation that are read: older ones are kept from earlier rounds.
const MESSAGES: u32 = 100;

/// "From 1 to 1000 characters."
const LONGEST: usize = 1000;

/// Reads conversations and writes into them.
pub(super) struct Talks(pub(super) Arc<Line>);

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Position {
    cursor: Option<String>,
    /// The newest message that earlier rounds saw.
    #[serde(default)]
    mark: String,
    /// The newest that this one saw.
    #[serde(default)]
    newest: String,
}

#[async_trait]
impl Source<Chat> for Talks {
    async fn page(&self, after: Option<&Cursor>, _window: Window) -> Result<Page<Chat>> {
        let mut position: Position = Cursor::position(after);
        let body = |cursor: &str| json!({ "cursor": cursor, "filter": { "chat_status": "ALL" }, "limit": LIMIT });
        let token = position.cursor.as_deref();
        let list: ChatList = self.0.page(OPERATION, CHATS, body, token).await?;
        let (found, mut bad) = rows(&list.chats, |row: ChatItem| Ok(Some(row)));
        let mut good = Vec::new();
        for row in found.iter().filter(|row| is_of_buyer(row)) {
            let last = row.last_message_id.as_str();
            if is_newer(last, &position.newest) {
                last.clone_into(&mut position.newest);
            }
            if !is_newer(last, &position.mark) {
                continue;
            }
            let history = self.history(OPERATION, &row.chat.chat_id).await?;
            let raw = json!({ "chat": row.chat.chat_id });
            match chat(row, &history) {
                Ok(chat) => good.extend(chat),
                Err(flaw) => bad.extend(
                    rows(&[raw], |_: serde_json::Value| {
                        Err::<Option<()>, _>(flaw.clone())
                    })
                    .1,
                ),
            }
        }
        let ends = list.has_next == Some(false) || list.chats.is_empty();
        let next = list
            .cursor
            .filter(|next| !ends && position.cursor.as_ref() != Some(next));
        let more = next.is_some();
        position.cursor = next;
        if !more {
            position.mark = std::mem::take(&mut position.newest);
        }
        Ok(Page::new(good, bad, Cursor::at(&position), more))
    }
}

impl Talks {
    async fn history(&self, operation: &'static str, chat: &str) -> Result<History> {
        let body = json!({ "chat_id": chat, "direction": "Backward", "limit": MESSAGES });
        self.0.ask(operation, "/v3/chat/history", body).await
    }
}

#[async_trait]
impl Changes<ChatReply> for Talks {
    fn fit(&self, change: &ChatReply) -> std::result::Result<(), Unfit<ChatReply>> {
        match change.text.chars().count() {
            1..=LONGEST => Ok(()),
            0 => Err(Unfit::new("chat.empty")),
            _ => Err(Unfit::new("chat.too_long")),
        }
    }

    async fn write(&self, changes: &[Approved<ChatReply>]) -> Result<Vec<Taken>> {
        let mut taken = Vec::with_capacity(changes.len());
        for change in changes {
            let reply = change.content();
            let body = json!({ "chat_id": reply.chat.as_str(), "text": reply.text });
            let ends = ends(std::slice::from_ref(change));
            let path = "/v1/chat/send/message";
            self.0.write("chats.reply", path, body, ends).await?;
            taken.push(Taken::Accepted(Receipt::default()));
        }
        Ok(taken)
    }

    /// Our words after the message that they answer.
    async fn seen(&self, change: &ChatReply, _receipt: &Receipt) -> Result<Seen> {
        let history = self.history("chats.reply", change.chat.as_str()).await?;
        let after = change.after.as_ref().map_or("", |after| after.as_str());
        let told: Vec<Message> = readable(&history.messages);
        let ours = |message: &Message| {
            author(&message.user.r#type) == ChatAuthor::Seller
                && is_newer(&message.message_id, after)
                && message.data.join("\n").trim() == change.text.trim()
        };
        Ok(match told.iter().any(ours) {
            true => Seen::There,
            false => Seen::Pending,
        })
    }
}

/// Numbers of any length, compared as such.
fn is_newer(one: &str, other: &str) -> bool {
    (one.len(), one) > (other.len(), other)
}
