//! Comments on reviews: list, write or change, delete.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::feedback;
use super::goods::{cut, paging};
use super::{STALL, refuse, written_id, written_number};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::desk::Comment;
use crate::ledger::{Act, Outcome};
use crate::page::{Page, Place};
use crate::world::Review;

/// Numbers of other buyers' comments begin here.
const NEIGHBOURS: i64 = 600_000_000;

/// One comment with its place in the thread.
struct Said {
    place: Place,
    id: i64,
    json: Value,
}

/// The comments of one review, or those with the given numbers, oldest first.
pub(super) fn list(bazaar: &Bazaar, call: &Call) -> Reply {
    page(bazaar, call).unwrap_or_else(|refusal| refusal)
}

fn page(bazaar: &Bazaar, call: &Call) -> Result<Reply, Reply> {
    let ask = Ask::of(call).ok_or_else(|| refuse::bad("Request body is malformed"))?;
    let ids = ask.wholes("/commentIds");
    let (limit, after) = cut(call, 25, 50, !ids.is_empty())?;
    let all: Vec<Said> = match (ask.whole("/feedbackId"), ids.is_empty()) {
        (Some(number), true) => {
            let review = feedback::find(bazaar, call, number);
            let review = review.ok_or_else(|| refuse::not_found("Feedback not found"))?;
            thread(bazaar, call, &review)
        }
        (None, false) => {
            let reviews = bazaar.world.reviews(&STALL, call.now);
            let threads = reviews.iter().flat_map(|one| thread(bazaar, call, one));
            threads.filter(|said| ids.contains(&said.id)).collect()
        }
        _ => {
            return Err(refuse::bad(
                "Exactly one of feedbackId and commentIds is needed",
            ));
        }
    };
    let page = Page::cut(all, |said| said.place, false, after, limit);
    let rows: Vec<&Value> = page.rows.iter().map(|said| &said.json).collect();
    Ok(Reply::json(&json!({
        "status": "OK",
        "result": {"comments": rows, "paging": paging(page.next())},
    })))
}

/// How many comments stand under a review.
pub(super) fn count(bazaar: &Bazaar, call: &Call, review: &Review) -> usize {
    thread(bazaar, call, review).len()
}

fn thread(bazaar: &Bazaar, call: &Call, review: &Review) -> Vec<Said> {
    let target = feedback::id(review).to_string();
    let neighbour = neighbour(review).filter(|(at, _)| *at <= call.now);
    let parent = neighbour.as_ref().map(|(_, said)| said.id);
    let mut all: Vec<Said> = neighbour.map(|(_, said)| said).into_iter().collect();
    let own = |one: &Comment, parent| Said {
        place: Place::of(one.at, one.number),
        id: written_id(one.number),
        json: own(call, one, feedback::id(review), parent),
    };
    let under = bazaar.desk.under(STALL.id, &target);
    all.extend(under.iter().map(|one| own(one, None)));
    if let Some(parent) = parent {
        let under = bazaar.desk.under(STALL.id, &under_comment(&target, parent));
        all.extend(under.iter().map(|one| own(one, Some(parent))));
    }
    all
}

fn own(call: &Call, comment: &Comment, feedback: i64, parent: Option<i64>) -> Value {
    let mut json = json!({
        "id": written_id(comment.number),
        "text": comment.text,
        "canModify": true,
        "author": {"type": "BUSINESS", "name": "Zarafshon Uy"},
        "status": status(call, comment),
        "feedbackId": feedback,
    });
    if let (Some(parent), Some(json)) = (parent, json.as_object_mut()) {
        json.insert("parentId".to_owned(), json!(parent));
    }
    json
}

/// Comments on reviews pass sooner than answers.
fn status(call: &Call, comment: &Comment) -> &'static str {
    super::moderated(call, comment, TimeDelta::minutes(1))
}

/// Another buyer's words under one review in five.
fn neighbour(review: &Review) -> Option<(DateTime<Utc>, Said)> {
    let at = review.at + TimeDelta::hours(4);
    let id = NEIGHBOURS + i64::try_from(review.number % 100_000_000).unwrap_or(0);
    let json = json!({
        "id": id,
        "text": "А цвет совпадает с фото?",
        "canModify": false,
        "author": {"type": "USER", "name": "Гульнора"},
        "status": "PUBLISHED",
        "feedbackId": feedback::id(review),
    });
    let place = Place::of(at, review.number);
    (review.number % 5 == 2).then_some((at, Said { place, id, json }))
}

fn under_comment(target: &str, parent: i64) -> String {
    format!("{target}/{parent}")
}

/// What a write is about.
struct Meant<'a> {
    review: Review,
    text: &'a str,
    number: Option<u64>,
    target: String,
}

/// Writes a comment, or changes the one whose number is given.
pub(super) fn update(bazaar: &Bazaar, call: &Call) -> Reply {
    let Some(ask) = Ask::of(call) else {
        return refuse::bad("Request body is malformed");
    };
    let text = ask.text("/comment/text").unwrap_or_default();
    let act = if ask.has("/comment/id") {
        Act::Edit
    } else {
        Act::Answer
    };
    let meant = match meant(bazaar, call, &ask) {
        Ok(meant) => meant,
        Err(refusal) => {
            let target = ask.whole("/feedbackId").unwrap_or(0).to_string();
            bazaar.record(call, act, &target, text, Outcome::Refused);
            return refusal;
        }
    };
    let text = meant.text;
    let edited = meant
        .number
        .and_then(|number| bazaar.edit(call, number, text));
    let comment = edited.unwrap_or_else(|| bazaar.post(call, &meant.target, text));
    bazaar.record(call, act, &comment.target, text, Outcome::Applied);
    let parent = ask.whole("/comment/parentId");
    let result = own(call, &comment, feedback::id(&meant.review), parent);
    Reply::json(&json!({"status": "OK", "result": result}))
}

fn meant<'a>(bazaar: &Bazaar, call: &Call, ask: &'a Ask) -> Result<Meant<'a>, Reply> {
    let text = ask.text("/comment/text").unwrap_or_default();
    if !(1..=4096).contains(&text.chars().count()) {
        return Err(refuse::bad(
            "comment.text: length must be between 1 and 4096",
        ));
    }
    let number = ask.whole("/feedbackId");
    let number = number.ok_or_else(|| refuse::bad("feedbackId: must not be null"))?;
    let review = feedback::find(bazaar, call, number);
    let review = review.ok_or_else(|| refuse::not_found("Feedback not found"))?;
    let target = number.to_string();
    let target = match ask.whole("/comment/parentId") {
        Some(parent) => under_comment(&target, parent),
        None => target,
    };
    let number = match ask.whole("/comment/id") {
        Some(id) => Some(own_number(bazaar, id).ok_or_else(unknown)?),
        None => None,
    };
    Ok(Meant {
        review,
        text,
        number,
        target,
    })
}

fn unknown() -> Reply {
    refuse::not_found("Comment not found")
}

fn own_number(bazaar: &Bazaar, id: i64) -> Option<u64> {
    let number = written_number(id)?;
    bazaar.desk.comment(STALL.id, number)?;
    Some(number)
}

/// Takes a comment back.
pub(super) fn delete(bazaar: &Bazaar, call: &Call) -> Reply {
    let id = Ask::of(call).and_then(|ask| ask.whole("/id"));
    let number = id.and_then(|id| own_number(bazaar, id));
    let Some(comment) = number.and_then(|number| bazaar.desk.delete(STALL.id, number)) else {
        let target = id.unwrap_or(0).to_string();
        bazaar.record(call, Act::Delete, &target, "", Outcome::Refused);
        return unknown();
    };
    bazaar.record(call, Act::Delete, &comment.target, "", Outcome::Applied);
    Reply::json(&json!({"status": "OK"}))
}
