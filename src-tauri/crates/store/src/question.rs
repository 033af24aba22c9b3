//! Buyers' questions as they come in. What becomes of them: `answer`.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::{AccountId, Question, SubjectKind};

use crate::answer::Heard;
use crate::answerable::{Incoming, write};
use crate::change::Topic;
use crate::error::StoreError;
use crate::ingest::{Ingested, fresh, tally};
use crate::writer::Tx;

/// Stores a page of questions with what reading each of them told; a text that nobody heard is kept
/// without.
///
/// # Errors
/// What SQLite says.
pub async fn upsert_questions(
    tx: &mut Tx,
    account: AccountId,
    rows: &[Question],
    heard: &[Heard],
    now: DateTime<Utc>,
) -> Result<Ingested, StoreError> {
    let (fresh, unchanged) = fresh(tx.conn(), "questions", account, rows, |row| {
        row.external_id.as_str()
    })
    .await?;
    if fresh.is_empty() {
        return Ok(Ingested {
            unchanged,
            ..Ingested::default()
        });
    }
    let names = rows.iter().map(|row| row.external_id.as_str());
    let heard: HashMap<&str, &Heard> = names.zip(heard).collect();
    let page: Vec<Incoming<'_>> = fresh
        .iter()
        .map(|fresh| Incoming {
            key: fresh.key,
            id: fresh.id,
            listing: fresh.row.listing.as_ref(),
            author: fresh.row.author.as_deref(),
            text: &fresh.row.text,
            created_at: fresh.row.created_at,
            answer: fresh.row.answer.as_ref(),
            digest: fresh.digest,
            stars: None,
            heard: heard.get(fresh.key).copied(),
        })
        .collect();
    let written = write(tx.conn(), SubjectKind::Question, account, &page, now).await?;
    for topic in [Topic::Questions, Topic::Overview, Topic::Session] {
        tx.touch(topic, Some(account));
    }
    Ok(tally(&fresh, &written, unchanged))
}
