//! How reviews and questions are stored: the same rows but for the stars.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::{AccountId, AnswerState, ExternalId, PublishedAnswer, SubjectKind};
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, SqliteConnection};

use crate::error::StoreError;
use crate::sql::{millis, to_json};

/// Table of a kind.
pub(crate) fn table(kind: SubjectKind) -> &'static str {
    match kind {
        SubjectKind::Review => "reviews",
        SubjectKind::Question => "questions",
    }
}

/// A row on its way into the store.
pub(crate) struct Incoming<'a> {
    pub(crate) key: &'a str,
    pub(crate) listing: Option<&'a ExternalId>,
    pub(crate) author: Option<&'a str>,
    pub(crate) text: &'a str,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) answer: Option<&'a PublishedAnswer>,
    pub(crate) digest: i64,
    /// Rating, pros, cons, photos of a review.
    pub(crate) stars: Option<(u8, Option<&'a str>, Option<&'a str>, u32)>,
}

/// Word and detail of how a marketplace shows an answer.
pub(crate) fn answer_word(state: &AnswerState) -> &str {
    match state {
        AnswerState::Published => "published",
        AnswerState::Moderation => "moderation",
        AnswerState::Rejected(_) => "rejected",
        AnswerState::Other(word) => word,
    }
}

fn line(row: &Incoming<'_>) -> Value {
    let answer = row.answer;
    let id = answer
        .and_then(|answer| answer.external_id.as_ref())
        .map(ExternalId::as_str);
    let stars = row.stars.unwrap_or((0, None, None, 0));
    json!([
        row.key,
        row.listing.map(ExternalId::as_str),
        row.author,
        row.text,
        millis(row.created_at),
        row.digest,
        id,
        answer.map(|answer| &answer.text),
        answer.map(|answer| answer_word(&answer.state)),
        answer.and_then(|answer| answer.at).map(millis),
        answer.and_then(|answer| answer.editable).map(i64::from),
        stars.0,
        stars.1,
        stars.2,
        stars.3,
    ])
}

/// How long our own word about an answer outweighs a feed's: a page may have been read before our
/// write, and marketplaces show what was written late. Milliseconds.
const OWN_WORD: i64 = 120_000;

/// Writes new and changed rows. An answer found at the marketplace ends the work here,
/// unless one of ours is on its way: then reading it back decides. An answer that is no
/// longer told is kept: marketplaces show new answers late. What we read back a moment ago counts
/// more than the feed; such a row stays "changed", so that the feed's next page is believed.
pub(crate) async fn write(
    conn: &mut SqliteConnection,
    kind: SubjectKind,
    account: AccountId,
    rows: &[Incoming<'_>],
    now: DateTime<Utc>,
) -> Result<HashMap<String, i64>, StoreError> {
    let (names, values, updates) = match kind {
        SubjectKind::Review => (
            ", rating, pros, cons, photos",
            ", j.value ->> 11, j.value ->> 12, j.value ->> 13, j.value ->> 14",
            ", rating = excluded.rating, pros = excluded.pros, cons = excluded.cons, photos = excluded.photos",
        ),
        SubjectKind::Question => ("", "", ""),
    };
    let sql = format!(
        "INSERT INTO {table} (partner_id, account_id, external_id, listing_key, author, text,
             created_at, digest, answer_external_id, answer_text, answer_state, answer_at,
             answer_editable, seen_at, listing_id, state{names})
         SELECT a.partner_id, ?1, j.value ->> 0, j.value ->> 1, j.value ->> 2, j.value ->> 3,
             j.value ->> 4, j.value ->> 5, j.value ->> 6, j.value ->> 7, j.value ->> 8,
             j.value ->> 9, j.value ->> 10, ?3,
             (SELECT listing_id FROM listing_aliases AS n WHERE n.account_id = ?1 AND n.alias = j.value ->> 1),
             CASE WHEN j.value ->> 7 IS NOT NULL AND j.value ->> 8 <> 'rejected'
                 THEN 'sent' ELSE 'unanswered' END{values}
         FROM json_each(?2) AS j JOIN accounts AS a ON a.id = ?1
         WHERE true ON CONFLICT (account_id, external_id) DO UPDATE SET
             listing_key = coalesce(excluded.listing_key, listing_key),
             listing_id = coalesce(excluded.listing_id, listing_id),
             author = excluded.author, text = excluded.text, created_at = excluded.created_at,
             digest = iif({ours}, digest, excluded.digest), seen_at = excluded.seen_at,
             answer_external_id = iif({ours}, answer_external_id, coalesce(excluded.answer_external_id, answer_external_id)),
             answer_text = iif({ours}, answer_text, coalesce(excluded.answer_text, answer_text)),
             answer_state = iif({ours}, answer_state, coalesce(excluded.answer_state, answer_state)),
             answer_at = iif({ours}, answer_at, coalesce(excluded.answer_at, answer_at)),
             answer_editable = iif({ours}, answer_editable, coalesce(excluded.answer_editable, answer_editable)),
             state = CASE
                 WHEN {ours} THEN state
                 WHEN state = 'sent' AND excluded.answer_state = 'rejected' THEN 'refused'
                 WHEN excluded.state = 'sent' AND state NOT IN ('scheduled', 'sending', 'unknown')
                 THEN 'sent' ELSE state END{updates}
         RETURNING id, external_id",
        table = table(kind),
        ours = format!("coalesce(answer_own_at, 0) + {OWN_WORD} > ?3"),
    );
    let page: Vec<Value> = rows.iter().map(line).collect();
    let written: Vec<(i64, String)> = sqlx::query_as(AssertSqlSafe(sql))
        .bind(account.0)
        .bind(to_json("page", &page)?)
        .bind(millis(now))
        .fetch_all(conn)
        .await?;
    Ok(written.into_iter().map(|(id, key)| (key, id)).collect())
}
