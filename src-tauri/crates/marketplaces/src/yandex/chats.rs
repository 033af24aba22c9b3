//! Chats with buyers: all are listed, and of those that changed the messages are read.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use domain::{Approved, Chat, ChatAuthor, ChatMessage, ChatReply, ExternalId};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::ask::{Ask, ends};
use super::convert::chat::{chat, message};
use super::line::Line;
use super::replies;
use super::wire::Envelope;
use super::wire::chat::{Chats as Answer, History};
use crate::Result;
use crate::contract::{Changes, Receipt, Seen, Source, Taken, Unfit};
use crate::error::{ErrorKind, MarketplaceError};
use crate::feed::rows;
use crate::page::{BadRow, Cursor, Page, Window};

/// What was told late is read again.
const OVERLAP: TimeDelta = TimeDelta::minutes(30);

/// Pages of a hundred messages; nobody reads further back.
const MOST_PAGES: usize = 5;

/// The longest message.
const LONGEST: usize = 4096;

/// Reads and writes chats.
pub(super) struct Talks(pub(super) Arc<Line>);

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Position {
    /// Beginning of the round under way.
    begun: Option<DateTime<Utc>>,
    /// Chats that changed since then are read.
    since: Option<DateTime<Utc>>,
    token: Option<String>,
}

impl Position {
    fn resume(after: Option<&Cursor>, window: Window) -> Self {
        let stored: Self = Cursor::position(after);
        if stored.token.is_some() {
            return stored;
        }
        let last = stored.begun.filter(|begun| *begun <= window.now);
        Self {
            begun: Some(window.now),
            since: Some(last.map_or(window.since, |last| last - OVERLAP)),
            token: None,
        }
    }
}

#[async_trait]
impl Source<Chat> for Talks {
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<Chat>> {
        const OPERATION: &str = "chats.page";
        let position = Position::resume(after, window);
        let path = self.0.cabinet().await?.path("v2", "/chats");
        let ask = Ask::post(OPERATION, "chats", path, json!({})).query("limit", "20");
        let page: Envelope<Answer> = self.0.read_page(&ask, position.token.as_deref()).await?;
        let (mut rows, mut bad) = rows(&page.result.chats, chat);
        rows.retain(|row| position.since.is_none_or(|since| row.updated_at >= since));
        for row in &mut rows {
            let (messages, mut worse) = self.history(OPERATION, &row.external_id).await?;
            row.messages = messages;
            bad.append(&mut worse);
        }
        let token = page.result.paging.next();
        let more = token.is_some();
        let cursor = Cursor::at(&Position { token, ..position });
        Ok(Page::new(rows, bad, cursor, more))
    }
}

impl Talks {
    async fn history(
        &self,
        operation: &'static str,
        chat: &ExternalId,
    ) -> Result<(Vec<ChatMessage>, Vec<BadRow>)> {
        let path = self.0.cabinet().await?.path("v2", "/chats/history");
        let ask = Ask::post(operation, "chats-history", path, json!({}))
            .query("chatId", chat.as_str())
            .query("limit", "100");
        let (mut messages, mut bad, mut token) = (Vec::new(), Vec::new(), None::<String>);
        for _ in 0..MOST_PAGES {
            let page: Envelope<History> = self.0.read_page(&ask, token.as_deref()).await?;
            let (mut good, mut worse) = rows(&page.result.messages, message);
            messages.append(&mut good);
            bad.append(&mut worse);
            token = page.result.paging.next();
            if token.is_none() {
                break;
            }
        }
        messages.sort_by_key(|message| message.sent_at);
        Ok((messages, bad))
    }
}

#[async_trait]
impl Changes<ChatReply> for Talks {
    fn fit(&self, change: &ChatReply) -> std::result::Result<(), Unfit<ChatReply>> {
        match change.text.chars().count() {
            1..=LONGEST => Ok(()),
            _ => Err(Unfit::new("chat.length")),
        }
    }

    async fn write(&self, changes: &[Approved<ChatReply>]) -> Result<Vec<Taken>> {
        const OPERATION: &str = "chats.write";
        let [approved] = changes else {
            let message = "one message goes in one request";
            return Err(MarketplaceError::new(
                ErrorKind::Unexpected,
                OPERATION,
                message,
            ));
        };
        let change = approved.content();
        let path = self.0.cabinet().await?.path("v2", "/chats/message");
        let chat = replies::number(OPERATION, &change.chat)?;
        let body = json!({ "message": change.text });
        let ask = Ask::post(OPERATION, "chats-message", path, body).query("chatId", &chat);
        self.0.write(&ask, ends(changes)).await?;
        Ok(vec![Taken::Accepted(Receipt::default())])
    }

    async fn seen(&self, change: &ChatReply, _receipt: &Receipt) -> Result<Seen> {
        let (messages, _) = self.history("chats.read", &change.chat).await?;
        let answered = change.after.as_ref();
        let at = messages
            .iter()
            .position(|message| Some(&message.external_id) == answered);
        let later = messages.iter().skip(at.map_or(0, |at| at + 1));
        let mut own = later.filter(|message| message.author == ChatAuthor::Seller);
        Ok(match own.any(|message| message.text == change.text) {
            true => Seen::There,
            false => Seen::Different(String::new()),
        })
    }
}
