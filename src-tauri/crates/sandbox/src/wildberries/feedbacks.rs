//! Feedbacks: the list and a single one.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use http::StatusCode;
use serde_json::{Value, json};

use super::page::{Most, Page};
use super::{STALL, groups, ids, refuse};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::desk::Comment;
use crate::world::{Product, Review};

const MOST: Most = Most {
    take: 5_000,
    skip: 199_990,
    sum: usize::MAX,
};

/// An answer can be changed once, and not later than this.
pub(super) const EDITABLE: TimeDelta = TimeDelta::days(60);

/// GET /api/v1/feedbacks.
pub(super) fn list(bazaar: &Bazaar, call: &Call) -> Reply {
    let page = match Page::read(call, &MOST) {
        Ok(page) => page,
        Err(text) => return refuse::envelope(StatusCode::BAD_REQUEST, &text, call),
    };
    let (mut waiting, mut archive) = (0_usize, 0_usize);
    for review in written(bazaar, None, call.now) {
        let count = match is_processed(bazaar, &review) {
            true => &mut archive,
            false => &mut waiting,
        };
        *count += 1;
    }
    let wanted = written(bazaar, page.from, call.now).filter(|review| {
        let product = bazaar.world.products().get(review.product);
        product.is_some_and(|product| page.wants(ids::nm(bazaar, product), review.at))
            && is_processed(bazaar, review) == page.is_answered
    });
    let feedbacks: Vec<Value> = page
        .cut(wanted)
        .iter()
        .filter_map(|review| shape(bazaar, review, call.now))
        .collect();
    good(&json!({
        "countUnanswered": waiting,
        "countArchive": archive,
        "feedbacks": feedbacks,
    }))
}

/// GET /api/v1/feedback?id.
pub(super) fn one(bazaar: &Bazaar, call: &Call) -> Reply {
    let id = call.query("id").unwrap_or_default();
    let review = find(bazaar, id, call.now);
    match review.and_then(|review| shape(bazaar, &review, call.now)) {
        Some(feedback) => good(&feedback),
        None => {
            let text = "Невозможно получить отзыв по id";
            refuse::envelope(StatusCode::UNPROCESSABLE_ENTITY, text, call)
        }
    }
}

/// The review of this identifier, if it is written by now.
pub(super) fn find(bazaar: &Bazaar, id: &str, now: DateTime<Utc>) -> Option<Arc<Review>> {
    written(bazaar, None, now).find(|review| ids::text_id(review.number) == id)
}

/// Reviews from the day of the one moment up to the other.
fn written(
    bazaar: &Bazaar,
    from: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> impl Iterator<Item = Arc<Review>> {
    let from = from.unwrap_or(DateTime::<Utc>::MIN_UTC);
    bazaar.world.each_review(&STALL, from, now)
}

/// Whether the answer can still be changed.
pub(super) fn is_editable(answer: &Comment, now: DateTime<Utc>) -> bool {
    answer.edits == 0 && now - answer.at <= EDITABLE
}

/// The envelope of a success.
pub(super) fn good(data: &Value) -> Reply {
    Reply::json(&json!({"data": data, "error": false, "errorText": "", "additionalErrors": null}))
}

/// Answered, or nothing but stars.
fn is_processed(bazaar: &Bazaar, review: &Review) -> bool {
    let stars_only = review.text.is_empty() && !review.photo;
    // An answer cannot be deleted: what had one needs no look at the desk.
    stars_only
        || review.answer.is_some()
        || bazaar
            .desk
            .answer(STALL.id, &ids::text_id(review.number))
            .is_some()
}

fn shape(bazaar: &Bazaar, review: &Review, now: DateTime<Utc>) -> Option<Value> {
    let product = bazaar.world.products().get(review.product)?;
    let id = ids::text_id(review.number);
    let answer = bazaar.desk.answer(STALL.id, &id).map(|answer| {
        let state = if answer.refused { "rejected" } else { "wbRu" };
        json!({"text": answer.text, "state": state, "editable": is_editable(&answer, now)})
    });
    let processed = is_processed(bazaar, review);
    let tags = if review.rating == 5 {
        json!(["качество"])
    } else {
        Value::Null
    };
    Some(json!({
        "id": id,
        "text": review.text,
        "pros": review.pros,
        "cons": review.cons,
        "productValuation": review.rating,
        "createdDate": ids::moscow(review.at),
        "answer": answer,
        "state": if processed { "wbRu" } else { "none" },
        "productDetails": details(bazaar, product, true),
        "photoLinks": photos(review),
        "video": null,
        "wasViewed": processed,
        "userName": review.author,
        "orderStatus": if review.rating == 1 { "returned" } else { "buyout" },
        "matchingSize": "",
        "isAbleSupplierFeedbackValuation": !processed,
        "supplierFeedbackValuation": 0,
        "isAbleSupplierProductValuation": !processed,
        "supplierProductValuation": 0,
        "isAbleReturnProductOrders": false,
        "returnProductOrdersDate": null,
        "bables": tags,
        "lastOrderShkId": review.order * 10 + 7,
        "lastOrderCreatedAt": ids::moscow(review.ordered),
        "color": product.colour.ru,
        "subjectId": ids::subject(product),
        "subjectName": ids::subject_name(product),
        "parentFeedbackId": null,
        "childFeedbackId": null,
    }))
}

/// The goods as feedbacks and questions name them.
pub(super) fn details(bazaar: &Bazaar, product: &Product, with_size: bool) -> Value {
    let mut details = json!({
        "imtId": groups::imt(bazaar, product),
        "nmId": ids::nm(bazaar, product),
        "productName": product.name.ru,
        "supplierArticle": product.article,
        "supplierName": "OOO «Zarafshon Uy»",
        "brandName": product.brand,
    });
    if with_size && let Some(fields) = details.as_object_mut() {
        fields.insert("size".to_owned(), "0".into());
    }
    details
}

fn photos(review: &Review) -> Value {
    if !review.photo {
        return Value::Null;
    }
    let number = review.number % 1_000_000_000;
    let photo = |size: &str| {
        let part = number / 1_000;
        format!("https://feedback04.wbbasket.ru/vol1333/part{part}/{number}/photos/{size}.webp")
    };
    json!([{"fullSize": photo("fs"), "miniSize": photo("ms")}])
}
