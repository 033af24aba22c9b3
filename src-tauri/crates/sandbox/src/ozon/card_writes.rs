//! Cards that the seller makes and rewrites: `/v3/product/import` overwrites a card whole, or makes
//! one where no product has the article; `/v1/product/attributes/update` and
//! `/v2/product/pictures/import` rewrite a part. Each begins a task, which tells what became of it;
//! what was taken is shown from then on.

use std::borrow::Cow;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Map, Value, json};

use super::card_checks::{self, Fault, chosen, fault, primary};
use super::dictionary::NAME;
use super::goods::{self, product_id};
use super::{STALL, card, made, price, refuse};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::member::{at, set};
use crate::world::Product;

/// Pages of the book: cards as they were written, by article, and tasks by their number.
const CARDS: &str = "cards";
const TASKS: &str = "card tasks";

/// A task is in the queue so long.
pub(super) const QUEUE: TimeDelta = TimeDelta::seconds(20);

/// Products of one request.
const MOST: usize = 100;

/// What the seller wrote over a card by `now`, and when; a task that is in the queue is not seen.
pub(super) fn written(
    bazaar: &Bazaar,
    product: &Product,
    now: DateTime<Utc>,
) -> Option<(Map<String, Value>, DateTime<Utc>)> {
    let shown = now - QUEUE;
    let done = bazaar.book.held(STALL.id, CARDS, &product.article, shown)?;
    Some((done.value.as_object()?.clone(), done.at))
}

/// `/v3/product/import`.
pub(super) fn import(bazaar: &Bazaar, call: &Call) -> Reply {
    queued(
        bazaar,
        call,
        &imported,
        |task| json!({"result": {"task_id": task}}),
    )
}

/// `/v1/product/attributes/update`.
pub(super) fn describe(bazaar: &Bazaar, call: &Call) -> Reply {
    queued(
        bazaar,
        call,
        &rewritten(described),
        |task| json!({"task_id": task}),
    )
}

/// `/v2/product/pictures/import`.
pub(super) fn picture(bazaar: &Bazaar, call: &Call) -> Reply {
    queued(
        bazaar,
        call,
        &rewritten(pictured),
        |task| json!({"task_id": task}),
    )
}

/// Writes an item into the book, and gives the number of its product. The product is that of the
/// item's article, where one has it.
type Writing = dyn Fn(&Bazaar, &Call, Option<&Product>, &Value) -> Result<i64, Fault>;

fn queued(bazaar: &Bazaar, call: &Call, write: &Writing, answer: impl Fn(usize) -> Value) -> Reply {
    let body = call.json();
    let items = body.pointer("/items").and_then(Value::as_array);
    let Some(items) = items.filter(|items| (1..=MOST).contains(&items.len())) else {
        return refuse::invalid("items: value must contain between 1 and 100 items");
    };
    let results: Vec<Value> = items
        .iter()
        .map(|item| outcome(bazaar, call, item, write))
        .collect();
    let task = 172_549_793 + bazaar.book.all(STALL.id, TASKS).len();
    bazaar.change(call, TASKS, &task.to_string(), &json!(results));
    Reply::json(&answer(task))
}

fn outcome(bazaar: &Bazaar, call: &Call, item: &Value, write: &Writing) -> Value {
    let article = at(item, "/offer_id").as_str().unwrap_or_default();
    let found = goods::of_article(bazaar, article);
    let found = found.as_deref();
    let (status, id, errors) = match write(bazaar, call, found, item) {
        Ok(id) => ("imported", id, Vec::new()),
        Err(fault) => {
            let id = found.map_or(0, product_id);
            ("failed", id, vec![card_checks::told(fault)])
        }
    };
    json!({"offer_id": article, "product_id": id, "status": status, "errors": errors})
}

fn put(bazaar: &Bazaar, call: &Call, product: &Product, card: &Value) -> i64 {
    bazaar.change(call, CARDS, &product.article, card);
    product_id(product)
}

/// All of the card anew, or a new one.
fn imported(
    bazaar: &Bazaar,
    call: &Call,
    found: Option<&Product>,
    item: &Value,
) -> Result<i64, Fault> {
    let Some(product) = found else {
        let (product, card) = made::make(bazaar, call, item)?;
        return Ok(put(bazaar, call, &product, &card));
    };
    let (card, sum) = card_checks::whole(bazaar, product, item)?;
    price::put(bazaar, call, product, sum);
    Ok(put(bazaar, call, product, &card))
}

/// What stands: the last write, shown or not, else what the world says.
fn standing(bazaar: &Bazaar, product: &Product) -> Map<String, Value> {
    let last = bazaar.book.get(STALL.id, CARDS, &product.article);
    let last = last.and_then(|entry| entry.value.as_object().cloned());
    last.unwrap_or_else(|| card::described(bazaar, product))
}

/// The card with a part of it anew.
type Part = fn(&Bazaar, &Product, &Value) -> Result<Map<String, Value>, Fault>;

/// A part of a card that is there anew.
fn rewritten(
    part: Part,
) -> impl Fn(&Bazaar, &Call, Option<&Product>, &Value) -> Result<i64, Fault> {
    move |bazaar, call, found, item| {
        let nobody = || fault("PRODUCT_NOT_FOUND", "offer_id", "нет такого товара");
        let product = found.ok_or_else(nobody)?;
        let card = part(bazaar, product, item)?;
        Ok(put(bazaar, call, product, &Value::Object(card)))
    }
}

/// Only what is named changes.
fn described(
    bazaar: &Bazaar,
    product: &Product,
    item: &Value,
) -> Result<Map<String, Value>, Fault> {
    let mut card = standing(bazaar, product);
    let all = card.get("attributes").and_then(Value::as_array);
    let mut all = all.cloned().unwrap_or_default();
    for one in at(item, "/attributes").as_array().into_iter().flatten() {
        let new = chosen(bazaar, one)?;
        if *at(&new, "/id") == NAME {
            card.insert("name".to_owned(), at(&new, "/values/0/value").clone());
        }
        all.retain(|old| at(old, "/id") != at(&new, "/id"));
        all.push(new);
    }
    card.insert("attributes".to_owned(), json!(all));
    Ok(card)
}

/// All pictures anew.
fn pictured(bazaar: &Bazaar, product: &Product, item: &Value) -> Result<Map<String, Value>, Fault> {
    let text = |pointer: &str| at(item, pointer).as_str().unwrap_or_default();
    let images = at(item, "/images").as_array().cloned().unwrap_or_default();
    let first = text("/primary_image");
    if images.len() > 50 || (images.is_empty() && first.is_empty()) {
        return Err(fault("IMAGES", "images", "от 1 до 50 изображений"));
    }
    let mut card = standing(bazaar, product);
    card.insert("images".to_owned(), json!(images));
    card.insert("primary_image".to_owned(), json!(first));
    card.insert("color_image".to_owned(), json!(text("/color_image")));
    Ok(primary(card))
}

/// `/v1/product/import/info`.
pub(super) fn task(bazaar: &Bazaar, call: &Call) -> Reply {
    let Some(number) = Ask::of(call).and_then(|ask| ask.whole("/task_id")) else {
        return refuse::invalid("task_id: value is required");
    };
    let Some(entry) = bazaar.book.get(STALL.id, TASKS, &number.to_string()) else {
        return refuse::not_found("task is not found");
    };
    let mut items = entry.value.as_array().cloned().unwrap_or_default();
    if call.now - entry.at < QUEUE {
        let shown = goods::shown(bazaar, call.now);
        for item in &mut items {
            let own = |one: &Cow<'_, Product>| *at(item, "/product_id") == product_id(one);
            if !shown.iter().any(own) {
                set(item, "product_id", json!(0));
            }
            set(item, "status", json!("pending"));
            set(item, "errors", json!([]));
        }
    }
    Reply::json(&json!({"result": {"total": items.len(), "items": items}}))
}

/// `/v2/product/pictures/info`.
pub(super) fn pictures(bazaar: &Bazaar, call: &Call) -> Reply {
    let ids = Ask::of(call)
        .map(|ask| ask.wholes("/product_id"))
        .unwrap_or_default();
    if !(1..=1000).contains(&ids.len()) {
        return refuse::invalid("product_id: value must contain between 1 and 1000 items");
    }
    let mut goods = goods::shown(bazaar, call.now);
    goods.retain(|product| ids.contains(&product_id(product)));
    let rows = goods.iter().map(|product| {
        let now = Value::Object(card::now(bazaar, product, call.now));
        json!({
            "product_id": product_id(product),
            "primary_photo": card::one(at(&now, "/primary_image")),
            "photo": at(&now, "/images"),
            "color_photo": card::one(at(&now, "/color_image")),
            "errors": [],
        })
    });
    Reply::json(&json!({"items": rows.collect::<Vec<_>>()}))
}
