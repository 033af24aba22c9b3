//! How reviews and questions are stored: the same rows but for the stars.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::{AccountId, AnswerState, ExternalId, PublishedAnswer, SubjectKind};
use sqlx::SqliteConnection;

use crate::answer::Heard;
use crate::bulk::{self, Bound};
use crate::error::StoreError;
use crate::ingest::numbered;
use crate::listing;
use crate::sql::millis;

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
    /// Its row, when it is stored already.
    pub(crate) id: Option<i64>,
    pub(crate) listing: Option<&'a ExternalId>,
    pub(crate) author: Option<&'a str>,
    pub(crate) text: &'a str,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) answer: Option<&'a PublishedAnswer>,
    pub(crate) digest: i64,
    /// Rating, pros, cons, photos of a review.
    pub(crate) stars: Option<(u8, Option<&'a str>, Option<&'a str>, u32)>,
    /// What reading it told, if anybody did.
    pub(crate) heard: Option<&'a Heard>,
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

/// How long our own word about an answer outweighs a feed's: a page may have been read before our
/// write, and marketplaces show what was written late. Milliseconds.
const OWN_WORD: i64 = 120_000;

/// What every row of a page shares.
struct Shared<'a> {
    partner: i64,
    account: AccountId,
    now: DateTime<Utc>,
    /// Listings by the names that the rows use.
    known: HashMap<&'a str, i64>,
}

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
    let table = table(kind);
    let partner = sqlx::query_scalar("SELECT partner_id FROM accounts WHERE id = ?");
    let names = rows.iter().filter_map(|row| row.listing);
    let shared = Shared {
        partner: partner.bind(account.0).fetch_one(&mut *conn).await?,
        account,
        now,
        known: listing::known(conn, account, names.map(ExternalId::as_str)).await?,
    };
    let rows: Vec<(i64, &Incoming<'_>)> = ids(conn, table, rows).await?;
    let (names, values, updates) = match kind {
        SubjectKind::Review => (
            ", rating, pros, cons, photos",
            ", ?, ?, ?, ?",
            ", rating = excluded.rating, pros = excluded.pros, cons = excluded.cons, photos = excluded.photos",
        ),
        SubjectKind::Question => ("", "", ""),
    };
    let before = format!(
        "INSERT INTO {table} (id, partner_id, account_id, external_id, listing_key, listing_id,
             author, text, created_at, digest, seen_at, answer_external_id, answer_text,
             answer_state, answer_at, answer_editable, state, language, topic, suspicious, due_at{names})"
    );
    let row = format!("(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?{values})");
    let after = format!("{}{updates}", replaced());
    bulk::insert(conn, (&before, &row, &after), &rows, |query, (id, row)| {
        bind(query, *id, row, &shared)
    })
    .await?;
    let written = rows.iter().map(|(id, row)| (row.key.to_owned(), *id));
    Ok(written.collect())
}

/// Rows with their ids; one that was given once is never given again.
async fn ids<'r, 'a>(
    conn: &mut SqliteConnection,
    table: &'static str,
    rows: &'r [Incoming<'a>],
) -> Result<Vec<(i64, &'r Incoming<'a>)>, StoreError> {
    let last = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = ?";
    let last: i64 = sqlx::query_scalar(last).bind(table).fetch_one(conn).await?;
    let ids = numbered(last, rows.iter().map(|row| row.id));
    Ok(ids.into_iter().zip(rows).collect())
}

/// How a row takes the place of its older self.
fn replaced() -> String {
    let ours = format!("coalesce(answer_own_at, 0) + {OWN_WORD} > excluded.seen_at");
    let heard = "excluded.language IS NOT NULL";
    format!(
        "ON CONFLICT DO UPDATE SET
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
                 THEN 'sent' ELSE state END,
             language = coalesce(excluded.language, language),
             topic = iif({heard}, excluded.topic, topic),
             suspicious = iif({heard}, excluded.suspicious, suspicious),
             due_at = coalesce(excluded.due_at, due_at)"
    )
}

fn bind<'q>(query: Bound<'q>, id: i64, row: &'q Incoming<'_>, shared: &Shared<'_>) -> Bound<'q> {
    let (answer, heard) = (row.answer, row.heard);
    let word = answer.map(|answer| answer_word(&answer.state));
    let external = answer.and_then(|answer| answer.external_id.as_ref());
    let listing = row.listing.map(ExternalId::as_str);
    let query = query
        .bind(id)
        .bind(shared.partner)
        .bind(shared.account.0)
        .bind(row.key)
        .bind(listing)
        .bind(listing.and_then(|name| shared.known.get(name).copied()))
        .bind(row.author)
        .bind(row.text)
        .bind(millis(row.created_at))
        .bind(row.digest)
        .bind(millis(shared.now))
        .bind(external.map(ExternalId::as_str))
        .bind(answer.map(|answer| answer.text.as_str()))
        .bind(word)
        .bind(answer.and_then(|answer| answer.at).map(millis))
        .bind(answer.and_then(|answer| answer.editable))
        .bind(match word {
            Some(word) if word != "rejected" => "sent",
            _ => "unanswered",
        })
        .bind(heard.map(|heard| heard.language.tag()))
        .bind(heard.and_then(|heard| heard.topic.as_deref()))
        .bind(heard.is_some_and(|heard| heard.suspicious))
        .bind(heard.and_then(|heard| heard.due_at).map(millis));
    match row.stars {
        Some((rating, pros, cons, photos)) => query.bind(rating).bind(pros).bind(cons).bind(photos),
        None => query,
    }
}
