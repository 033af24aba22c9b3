//! Reviews: `/v2/review/list`, `/v2/review/info`. There are no pros and cons, and no author.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::comment::{self, PROCESSED};
use super::goods::sku;
use super::posting::instant;
use super::{STALL, needs_subscription, refuse, stamp};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::page::{Page, Place};
use crate::world::{Review, dice};

/// `/v2/review/list`.
pub(super) fn list(bazaar: &Bazaar, call: &Call) -> Reply {
    page(bazaar, call).unwrap_or_else(|refusal| refusal)
}

fn page(bazaar: &Bazaar, call: &Call) -> Result<Reply, Reply> {
    needs_subscription(call)?;
    let ask = Ask::of(call).ok_or_else(|| refuse::invalid("invalid JSON"))?;
    let limit = ask
        .whole("/limit")
        .filter(|limit| (20..=100).contains(limit))
        .and_then(|limit| usize::try_from(limit).ok())
        .ok_or_else(|| refuse::invalid("limit: value must be inside range [20, 100]"))?;
    let since = DateTime::<Utc>::MIN_UTC;
    let mut reviews = bazaar.world.reviews_since(&STALL, since, call.now);
    let after = after(&ask, &reviews)?;
    let status = ask.text("/filters/status").unwrap_or("ALL");
    let skus = ask.wholes("/filters/skus");
    let from = instant(&ask, "/filters/published_from")?;
    let to = instant(&ask, "/filters/published_to")?;
    let cancelled_only = ask.text("/filters/order_status") == Some("CANCELLED");
    reviews.retain(|review| {
        !cancelled_only
            && (status == "ALL" || status == self::status(bazaar, review))
            && (skus.is_empty() || skus.contains(&sku_of(bazaar, review)))
            && from.is_none_or(|from| review.at >= from)
            && to.is_none_or(|to| review.at <= to)
    });
    let newest_first = ask.text("/sort_dir") != Some("ASC");
    let page = Page::cut(reviews, place, newest_first, after, limit);
    let rows: Vec<Value> = page.rows.iter().map(|one| listed(bazaar, one)).collect();
    let last = page.rows.last().map(|review| dice::uuid(review.number));
    Ok(Reply::json(&json!({
        "has_next": page.more,
        "last_id": last.unwrap_or_default(),
        "reviews": rows,
    })))
}

fn after(ask: &Ask, reviews: &[Arc<Review>]) -> Result<Option<Place>, Reply> {
    let Some(id) = ask.text("/last_id").filter(|id| !id.is_empty()) else {
        return Ok(None);
    };
    let found = reviews.iter().find(|one| dice::uuid(one.number) == id);
    let found = found.ok_or_else(|| refuse::invalid("last_id: invalid value"))?;
    Ok(Some(place(found)))
}

fn place(review: &Arc<Review>) -> Place {
    Place::of(review.at, review.number)
}

/// `/v2/review/info`.
pub(super) fn info(bazaar: &Bazaar, call: &Call) -> Reply {
    if let Err(refusal) = needs_subscription(call) {
        return refusal;
    }
    let ask = Ask::of(call);
    let id = ask.as_ref().and_then(|ask| ask.text("/review_id"));
    let Some(id) = id else {
        return refuse::invalid("review_id: value is required");
    };
    let Some(review) = find(bazaar, call, id) else {
        return refuse::not_found("review not found");
    };
    let mut body = row(bazaar, &review);
    if let Some(fields) = body.as_object_mut() {
        fields.insert("likes_amount".to_owned(), json!(review.number % 5));
        fields.insert("dislikes_amount".to_owned(), json!(0));
        fields.insert("photos".to_owned(), json!(photos(&review)));
        fields.insert("videos".to_owned(), json!([]));
    }
    Reply::json(&body)
}

/// The review with this identifier, if it is written by now.
pub(super) fn find(bazaar: &Bazaar, call: &Call, id: &str) -> Option<Review> {
    let mut reviews = bazaar.world.reviews(&STALL, call.now).into_iter();
    reviews.find(|review| dice::uuid(review.number) == id)
}

/// The listing that the review is about.
pub(super) fn sku_of(bazaar: &Bazaar, review: &Review) -> i64 {
    bazaar.world.products().get(review.product).map_or(0, sku)
}

/// In the list the number of the listing comes as text, as in the method's own example.
fn listed(bazaar: &Bazaar, review: &Review) -> Value {
    let mut row = row(bazaar, review);
    if let Some(sku) = row.get_mut("sku") {
        *sku = json!(sku_of(bazaar, review).to_string());
    }
    row
}

fn row(bazaar: &Bazaar, review: &Review) -> Value {
    json!({
        "comments_amount": comment::count(bazaar, review),
        "id": dice::uuid(review.number),
        "is_rating_participant": true,
        "order_status": "DELIVERED",
        "photos_amount": photos(review).len(),
        "published_at": stamp(review.at),
        "rating": review.rating,
        "sku": sku_of(bazaar, review),
        "status": status(bazaar, review),
        "text": review.text,
        "videos_amount": 0,
    })
}

fn photos(review: &Review) -> Vec<Value> {
    let url = format!("https://images.example/ozon/review-{}.jpg", review.number);
    let photo = json!({"height": 1280, "url": url, "width": 960});
    review.photo.then_some(photo).into_iter().collect()
}

/// Reviews that the seller answered before the demo were marked as processed.
fn status(bazaar: &Bazaar, review: &Review) -> &'static str {
    let marked = bazaar.desk.marked(STALL.id, &dice::uuid(review.number));
    if review.answer.is_some() || marked.as_deref() == Some(PROCESSED) {
        PROCESSED
    } else {
        "NEW"
    }
}
