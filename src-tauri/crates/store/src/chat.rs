//! Conversations with buyers.

mod list;

use domain::{Chat, ExternalId};
use serde_json::{Value, json};

use crate::change::Topic;
use crate::error::StoreError;
use crate::kept::Kept;
use crate::sheet::{Reading, Sheet};
use crate::sql::{millis, to_json};
use crate::writer::Tx;

pub use list::{ChatFilter, ChatLine, ChatQueue, ChatRow, counts, get, list, messages};

const MESSAGES: Sheet = Sheet {
    table: "chat_messages",
    key: &["chat", "external_id"],
    rest: &["author", "text", "files", "sent_at"],
};

impl Kept for Chat {
    const TOPIC: Topic = Topic::Chats;

    const SHEET: Sheet = Sheet {
        table: "chats",
        key: &["external_id"],
        rest: &[
            "buyer",
            "order_key",
            "listing_key",
            "open",
            "reply_with",
            "updated_at",
        ],
    };

    const LASTS: bool = true;

    fn line(&self) -> Value {
        json!([
            self.external_id.as_str(),
            self.buyer,
            self.order.as_ref().map(ExternalId::as_str),
            self.listing.as_ref().map(ExternalId::as_str),
            i64::from(self.open),
            self.reply_with,
            millis(self.updated_at),
        ])
    }

    async fn keep_parts(tx: &mut Tx, reading: Reading, rows: &[Self]) -> Result<usize, StoreError> {
        let lines: Vec<Value> = rows.iter().flat_map(message_lines).collect();
        let fresh = MESSAGES.write(tx, reading, &lines).await?;
        let named: Vec<&str> = rows.iter().map(|row| row.external_id.as_str()).collect();
        keep_last(tx, reading, &named).await?;
        Ok(fresh)
    }
}

/// Each chat carries its last message: it says who has to answer.
async fn keep_last(tx: &mut Tx, reading: Reading, chats: &[&str]) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE chats SET (last_author, last_text, last_at) =
             (SELECT m.author, m.text, m.sent_at FROM chat_messages AS m
              WHERE m.account_id = chats.account_id AND m.chat = chats.external_id
              ORDER BY m.sent_at DESC, m.external_id DESC LIMIT 1)
         WHERE account_id = ?1 AND external_id IN (SELECT value FROM json_each(?2))",
    )
    .bind(reading.account.0)
    .bind(to_json("chats", chats)?)
    .execute(tx.conn())
    .await?;
    Ok(())
}

fn message_lines(row: &Chat) -> Vec<Value> {
    let line = |message: &domain::ChatMessage| {
        json!([
            row.external_id.as_str(),
            message.external_id.as_str(),
            message.author.as_str(),
            message.text,
            json!(message.files).to_string(),
            millis(message.sent_at),
        ])
    };
    row.messages.iter().map(line).collect()
}

#[cfg(test)]
mod tests;
