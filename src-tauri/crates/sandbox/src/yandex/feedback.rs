//! `POST /v2/businesses/{b}/goods-feedback`: reviews, oldest first.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Map, Value, json};

use super::comments;
use super::goods::{cut, paging};
use super::orders;
use super::{STALL, refuse, stamp};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::page::{Page, Place};
use crate::world::Review;

/// Longest window that may be asked for.
const WINDOW: TimeDelta = TimeDelta::days(186);

/// A page of reviews. They come in order of publication, so that an old token stays a cursor.
pub(super) fn list(bazaar: &Bazaar, call: &Call) -> Reply {
    page(bazaar, call).unwrap_or_else(|refusal| refusal)
}

fn page(bazaar: &Bazaar, call: &Call) -> Result<Reply, Reply> {
    let ask = Ask::of(call).ok_or_else(|| refuse::bad("Request body is malformed"))?;
    let ids = ask.wholes("/feedbackIds");
    let (limit, after) = cut(call, 25, 50, !ids.is_empty())?;
    let (from, to) = window(&ask, call.now)?;
    let ratings = ask.wholes("/ratingValues");
    let offers = ask.texts("/offerIds");
    let waiting_only = ask.text("/reactionStatus") == Some("NEED_REACTION");
    let since = after.map_or(from, |after| from.max(after.at()));
    let mut reviews = bazaar.world.reviews_since(&STALL, since, call.now);
    reviews.retain(|review| {
        (ids.is_empty() || ids.contains(&id(review)))
            && (ratings.is_empty() || ratings.contains(&i64::from(review.rating)))
            && (offers.is_empty() || offers.contains(&article(bazaar, review)))
            && review.at > from
            && review.at < to
            && (!waiting_only || needs_reaction(bazaar, review))
    });
    let page = Page::cut(reviews, place, false, after, limit);
    let rows: Vec<Value> = page.rows.iter().map(|one| row(bazaar, call, one)).collect();
    Ok(Reply::json(&json!({
        "status": "OK",
        "result": {"feedbacks": rows, "paging": paging(page.next())},
    })))
}

/// From and to, both excluded, at most half a year.
fn window(ask: &Ask, now: DateTime<Utc>) -> Result<(DateTime<Utc>, DateTime<Utc>), Reply> {
    let read = |pointer: &str| {
        ask.instant(pointer)
            .map_err(|text| refuse::bad(&format!("{text} is not a valid date")))
    };
    let to = read("/dateTimeTo")?.unwrap_or(now + TimeDelta::seconds(1));
    let from = read("/dateTimeFrom")?.unwrap_or(to - WINDOW);
    if to - from > WINDOW {
        return Err(refuse::bad("Date range must not exceed 6 months"));
    }
    Ok((from, to))
}

fn place(review: &Arc<Review>) -> Place {
    Place::of(review.at, review.number)
}

/// The public number of a review.
pub(super) fn id(review: &Review) -> i64 {
    i64::try_from(review.number).unwrap_or(0)
}

/// The review with this number, if it is written by now.
pub(super) fn find(bazaar: &Bazaar, call: &Call, number: i64) -> Option<Review> {
    let mut reviews = bazaar.world.reviews(&STALL, call.now).into_iter();
    reviews.find(|review| id(review) == number)
}

fn article<'a>(bazaar: &'a Bazaar, review: &Review) -> &'a str {
    let product = bazaar.world.products().get(review.product);
    product.map_or("?", |product| product.article.as_str())
}

fn needs_reaction(bazaar: &Bazaar, review: &Review) -> bool {
    let answers = bazaar.desk.under(STALL.id, &id(review).to_string());
    answers.is_empty()
}

fn row(bazaar: &Bazaar, call: &Call, review: &Review) -> Value {
    let mut row = json!({
        "feedbackId": id(review),
        "createdAt": stamp(review.at),
        "needReaction": needs_reaction(bazaar, review),
        "identifiers": {"orderId": orders::public(review.order), "offerId": article(bazaar, review)},
        "author": review.author,
        "statistics": {
            "rating": review.rating,
            "commentsCount": comments::count(bazaar, call, review),
            "recommended": review.rating > 3,
        },
    });
    if let Some(row) = row.as_object_mut() {
        let description = description(review);
        if !description.is_empty() {
            row.insert("description".to_owned(), Value::Object(description));
        }
        if review.photo {
            let photo = format!("https://images.example/yandex/review-{}.jpg", id(review));
            row.insert("media".to_owned(), json!({"photos": [photo]}));
        }
    }
    row
}

/// What the buyer wrote; what is empty is not there.
fn description(review: &Review) -> Map<String, Value> {
    [
        ("comment", &review.text),
        ("advantages", &review.pros),
        ("disadvantages", &review.cons),
    ]
    .into_iter()
    .filter(|(_, text)| !text.is_empty())
    .map(|(name, text)| (name.to_owned(), json!(text)))
    .collect()
}
