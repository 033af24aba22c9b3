//! Comments on reviews: create, list, delete. There is no edit: delete and create again.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::review::{self, sku_of};
use super::{STALL, needs_subscription, refuse, stamp, written_id, written_number};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::desk::Comment;
use crate::ledger::{Act, Outcome};
use crate::world::{Review, dice};

/// The mark of a review that needs no more work.
pub(super) const PROCESSED: &str = "PROCESSED";

/// A comment is published after this time.
const MODERATION: TimeDelta = TimeDelta::minutes(2);

/// `/v1/review/comment/create`. Nothing keeps a seller from commenting twice.
pub(super) fn create(bazaar: &Bazaar, call: &Call) -> Reply {
    let ask = Ask::of(call);
    let id = ask.as_ref().and_then(|ask| ask.text("/review_id"));
    let text = ask.as_ref().and_then(|ask| ask.text("/text"));
    let text = text.unwrap_or_default().trim();
    let parent = ask.as_ref().and_then(|ask| ask.text("/parent_comment_id"));
    let parent = parent.filter(|parent| !parent.is_empty());
    let known = id.filter(|id| review::find(bazaar, call, id).is_some());
    let refusal = match (needs_subscription(call), id, known) {
        (Err(refusal), ..) => Some(refusal),
        (_, None, _) => Some(refuse::invalid("review_id: value is required")),
        (_, _, None) => Some(refuse::not_found("review not found")),
        _ if text.is_empty() => Some(refuse::invalid("text: value is required")),
        _ => None,
    };
    let target = target(id.unwrap_or_default(), parent);
    if let Some(refusal) = refusal {
        bazaar.record(call, Act::Answer, &target, text, Outcome::Refused);
        return refusal;
    }
    let comment = bazaar.post(call, &target, text);
    bazaar.record(call, Act::Answer, &target, text, Outcome::Applied);
    let marks = ask
        .as_ref()
        .and_then(|ask| ask.flag("/mark_review_as_processed"));
    if let (Some(true), Some(id)) = (marks, id) {
        bazaar.desk.mark(STALL.id, id, PROCESSED);
    }
    Reply::json(&json!({"comment_id": written_id(comment.number)}))
}

/// What an answer is written to: the review, or another comment under it.
fn target(review: &str, parent: Option<&str>) -> String {
    parent.map_or_else(|| review.to_owned(), |parent| format!("{review}/{parent}"))
}

/// `/v1/review/comment/list`: the comments of one review, oldest first unless asked otherwise.
pub(super) fn list(bazaar: &Bazaar, call: &Call) -> Reply {
    if let Err(refusal) = needs_subscription(call) {
        return refusal;
    }
    let Some(ask) = Ask::of(call) else {
        return refuse::invalid("invalid JSON");
    };
    let number = |name, default| {
        ask.whole(name)
            .map_or(Some(default), |n| usize::try_from(n).ok())
    };
    let (limit, offset) = (number("/limit", 0), number("/offset", 0));
    let (Some(limit @ 20..=100), Some(offset)) = (limit, offset) else {
        return refuse::invalid("limit: value must be inside range [20, 100]");
    };
    let Some(id) = ask.text("/review_id") else {
        return refuse::invalid("review_id: value is required");
    };
    let Some(review) = review::find(bazaar, call, id) else {
        return refuse::not_found("review not found");
    };
    let mut all = of(bazaar, &review, call.now);
    if ask.text("/sort_dir") == Some("DESC") {
        all.reverse();
    }
    let rows: Vec<Value> = all.into_iter().skip(offset).take(limit).collect();
    let offset = offset + rows.len();
    Reply::json(&json!({"comments": rows, "offset": offset}))
}

/// How many comments stand under a review, buyers' ones included.
pub(super) fn count(bazaar: &Bazaar, review: &Review) -> usize {
    of(bazaar, review, bazaar.clock.now()).len()
}

fn of(bazaar: &Bazaar, review: &Review, now: DateTime<Utc>) -> Vec<Value> {
    let id = dice::uuid(review.number);
    let neighbour = neighbour(review).filter(|(_, at, _)| *at <= now);
    let said = neighbour.map(|(id, at, text)| row(&id, text, at, None, false, now));
    let mut all: Vec<Value> = said.into_iter().collect();
    for parent in [None, self::neighbour(review).map(|(id, ..)| id)] {
        let Some(target) = parent.as_deref().map_or_else(
            || Some(id.clone()),
            |parent| Some(target(&id, Some(parent))),
        ) else {
            continue;
        };
        let written = bazaar.desk.under(STALL.id, &target);
        all.extend(written.iter().map(|one| own(one, parent.as_deref(), now)));
    }
    all
}

fn own(comment: &Comment, parent: Option<&str>, now: DateTime<Utc>) -> Value {
    let id = written_id(comment.number);
    let mut row = row(&id, &comment.text, comment.at, parent, true, now);
    if let Some(row) = row.as_object_mut().filter(|_| comment.refused) {
        row.insert("is_rejected".to_owned(), true.into());
        row.insert("is_published".to_owned(), false.into());
        row.insert("deviation_reason".to_owned(), "PERSONAL_DATA".into());
    }
    row
}

fn row(
    id: &str,
    text: &str,
    at: DateTime<Utc>,
    parent: Option<&str>,
    own: bool,
    now: DateTime<Utc>,
) -> Value {
    json!({
        "deviation_reason": "",
        "dislikes_amount": 0,
        "id": id,
        "is_official": own,
        "is_owner": own,
        "is_published": !own || at + MODERATION <= now,
        "is_rejected": false,
        "likes_amount": 0,
        "parent_comment_id": parent.unwrap_or_default(),
        "published_at": stamp(at),
        "text": text,
    })
}

/// Another buyer's words under one review in six.
fn neighbour(review: &Review) -> Option<(String, DateTime<Utc>, &'static str)> {
    let at = review.at + TimeDelta::hours(5);
    let id = dice::uuid(review.number ^ 0x5a5a);
    (review.number % 6 == 1).then_some((id, at, "У меня такая же, пользуюсь второй год."))
}

/// `/v2/review/comment/delete`.
pub(super) fn delete(bazaar: &Bazaar, call: &Call) -> Reply {
    let ask = Ask::of(call);
    let id = ask.as_ref().and_then(|ask| ask.text("/comment_id"));
    let id = id.unwrap_or_default();
    let sku = ask.as_ref().and_then(|ask| ask.whole("/sku"));
    let comment = written_number(id).and_then(|number| bazaar.desk.comment(STALL.id, number));
    let about = comment.as_ref().and_then(|comment| {
        let review = comment.target.split('/').next().unwrap_or_default();
        review::find(bazaar, call, review)
    });
    let fits = about.is_some_and(|review| Some(sku_of(bazaar, &review)) == sku);
    let refusal = match (needs_subscription(call), sku) {
        (Err(refusal), _) => Some(refusal),
        (_, None) => Some(refuse::invalid("sku: value is required")),
        _ if !fits => Some(refuse::not_found("comment not found")),
        _ => None,
    };
    let target = comment.as_ref().map_or(id, |comment| &comment.target);
    if let Some(refusal) = refusal {
        bazaar.record(call, Act::Delete, target, "", Outcome::Refused);
        return refusal;
    }
    if let Some(comment) = &comment {
        bazaar.desk.delete(STALL.id, comment.number);
    }
    bazaar.record(call, Act::Delete, target, "", Outcome::Applied);
    Reply::json(&json!({}))
}
