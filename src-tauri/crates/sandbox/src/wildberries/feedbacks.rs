//! Feedbacks: the list and a single one.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use http::StatusCode;
use serde::Serialize;
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
    let mut wanted = Vec::new();
    for review in written(bazaar, None, call.now) {
        let processed = is_processed(bazaar, &review);
        let count = if processed {
            &mut archive
        } else {
            &mut waiting
        };
        *count += 1;
        let nm = || {
            let product = bazaar.world.products().get(review.product);
            product.map(|product| ids::nm(bazaar, product))
        };
        let room = wanted.len() < page.room();
        if room && processed == page.is_answered && page.wants(nm, review.at) {
            wanted.push(review);
        }
    }
    let goods = bazaar.world.products().iter();
    let goods: Vec<Value> = goods.map(|one| details(bazaar, one, true)).collect();
    let cut = page.cut(wanted);
    let shape = |review| shape(bazaar, review, goods.get(review.product)?, call.now);
    let feedbacks = cut.iter().map(Arc::as_ref).filter_map(shape).collect();
    good(&Listed {
        count_unanswered: waiting,
        count_archive: archive,
        feedbacks,
    })
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Listed<'a> {
    count_unanswered: usize,
    count_archive: usize,
    feedbacks: Vec<Feedback<'a>>,
}

/// GET /api/v1/feedback?id.
pub(super) fn one(bazaar: &Bazaar, call: &Call) -> Reply {
    let id = call.query("id").unwrap_or_default();
    let found = find(bazaar, id, call.now).and_then(|review| {
        let product = bazaar.world.products().get(review.product)?;
        let details = details(bazaar, product, true);
        Some(good(&shape(bazaar, &review, &details, call.now)?))
    });
    found.unwrap_or_else(|| {
        let text = "Невозможно получить отзыв по id";
        refuse::envelope(StatusCode::UNPROCESSABLE_ENTITY, text, call)
    })
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
pub(super) fn good<T: Serialize>(data: &T) -> Reply {
    Reply::told(&Good {
        data,
        error: false,
        error_text: "",
        additional_errors: (),
    })
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Good<'a, T> {
    data: &'a T,
    error: bool,
    error_text: &'static str,
    additional_errors: (),
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

/// A feedback as the list has it; `()` is null.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Feedback<'a> {
    id: String,
    text: &'a str,
    pros: &'a str,
    cons: &'a str,
    product_valuation: u8,
    created_date: String,
    answer: Option<Value>,
    state: &'static str,
    product_details: &'a Value,
    photo_links: Value,
    video: (),
    was_viewed: bool,
    user_name: &'a str,
    order_status: &'static str,
    matching_size: &'static str,
    is_able_supplier_feedback_valuation: bool,
    supplier_feedback_valuation: u8,
    is_able_supplier_product_valuation: bool,
    supplier_product_valuation: u8,
    is_able_return_product_orders: bool,
    return_product_orders_date: (),
    bables: Option<[&'static str; 1]>,
    last_order_shk_id: u64,
    last_order_created_at: String,
    color: &'a str,
    subject_id: u64,
    subject_name: &'a str,
    parent_feedback_id: (),
    child_feedback_id: (),
}

fn shape<'a>(
    bazaar: &'a Bazaar,
    review: &'a Review,
    details: &'a Value,
    now: DateTime<Utc>,
) -> Option<Feedback<'a>> {
    let product = bazaar.world.products().get(review.product)?;
    let id = ids::text_id(review.number);
    let answer = bazaar.desk.answer(STALL.id, &id).map(|answer| {
        let state = if answer.refused { "rejected" } else { "wbRu" };
        json!({"text": answer.text, "state": state, "editable": is_editable(&answer, now)})
    });
    let processed = is_processed(bazaar, review);
    let returned = review.rating == 1;
    Some(Feedback {
        id,
        text: &review.text,
        pros: &review.pros,
        cons: &review.cons,
        product_valuation: review.rating,
        created_date: ids::moscow(review.at),
        answer,
        state: if processed { "wbRu" } else { "none" },
        product_details: details,
        photo_links: photos(review),
        video: (),
        was_viewed: processed,
        user_name: &review.author,
        order_status: if returned { "returned" } else { "buyout" },
        matching_size: "",
        is_able_supplier_feedback_valuation: !processed,
        supplier_feedback_valuation: 0,
        is_able_supplier_product_valuation: !processed,
        supplier_product_valuation: 0,
        is_able_return_product_orders: false,
        return_product_orders_date: (),
        bables: (review.rating == 5).then_some(["качество"]),
        last_order_shk_id: review.order * 10 + 7,
        last_order_created_at: ids::moscow(review.ordered),
        color: &product.colour.ru,
        subject_id: ids::subject(product),
        subject_name: ids::subject_name(product),
        parent_feedback_id: (),
        child_feedback_id: (),
    })
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
