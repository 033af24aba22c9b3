//! Cards that the seller rewrites: `/v3/product/import` overwrites whole,
//! `/v1/product/attributes/update` and `/v2/product/pictures/import` a part. Each begins a task, which
//! tells what became of it; what was taken is shown from then on. New cards are not made here.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Map, Value, json};

use super::dictionary::{self, BRAND, COLOUR, NAME};
use super::goods::product_id;
use super::{STALL, card, price, refuse};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::member::{at, set};
use crate::world::Product;

/// Pages of the book, by article: the card as it was written, whether it lies in the archive; and
/// tasks by their number.
const CARDS: &str = "cards";
const ARCHIVE: &str = "card archive";
const TASKS: &str = "card tasks";

/// A task is in the queue so long.
const QUEUE: TimeDelta = TimeDelta::seconds(20);

/// Products of one request.
const MOST: usize = 100;

/// Why an item was not taken: code, field, words, and the attribute that is meant.
type Fault = (
    &'static str,
    &'static str,
    String,
    Option<(i64, &'static str)>,
);

/// Whether a product lies in the archive.
pub(super) fn is_archived(bazaar: &Bazaar, product: &Product) -> bool {
    let entry = bazaar.book.get(STALL.id, ARCHIVE, &product.article);
    entry.is_some_and(|entry| entry.value == json!(true))
}

/// What the seller wrote over a card by `now`, and when; a task that is in the queue is not seen.
pub(super) fn written(
    bazaar: &Bazaar,
    product: &Product,
    now: DateTime<Utc>,
) -> Option<(Map<String, Value>, DateTime<Utc>)> {
    let all = bazaar.book.history(STALL.id, CARDS, &product.article);
    let done = all.into_iter().rfind(|entry| now - entry.at >= QUEUE)?;
    Some((done.value.as_object()?.clone(), done.at))
}

/// `/v3/product/import`.
pub(super) fn import(bazaar: &Bazaar, call: &Call) -> Reply {
    queued(
        bazaar,
        call,
        &whole,
        |task| json!({"result": {"task_id": task}}),
    )
}

/// `/v1/product/attributes/update`.
pub(super) fn describe(bazaar: &Bazaar, call: &Call) -> Reply {
    queued(bazaar, call, &described, |task| json!({"task_id": task}))
}

/// `/v2/product/pictures/import`.
pub(super) fn picture(bazaar: &Bazaar, call: &Call) -> Reply {
    queued(bazaar, call, &pictured, |task| json!({"task_id": task}))
}

/// The card after a write, or why there is none.
type Writing = dyn Fn(&Bazaar, &Call, &Product, &Value) -> Result<Value, Fault>;

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
    let article = item.pointer("/offer_id").and_then(Value::as_str);
    let mut goods = bazaar.world.products().iter();
    let found = goods.find(|one| article == Some(&one.article));
    let written = match found {
        Some(product) => write(bazaar, call, product, item).map(|card| {
            bazaar.change(call, CARDS, &product.article, &card);
        }),
        None => Err(fault(
            "PRODUCT_NOT_FOUND",
            "offer_id",
            "new cards are not made here",
        )),
    };
    let errors: Vec<Value> = written.err().map(told).into_iter().collect();
    json!({
        "offer_id": article.unwrap_or_default(),
        "product_id": found.map_or(0, product_id),
        "status": if errors.is_empty() { "imported" } else { "failed" },
        "errors": errors,
    })
}

fn fault(code: &'static str, field: &'static str, words: &str) -> Fault {
    (code, field, words.to_owned(), None)
}

fn told((code, field, words, attribute): Fault) -> Value {
    let (id, name) = attribute.unwrap_or_default();
    json!({
        "code": code, "field": field, "message": words, "description": words,
        "level": "error", "state": "", "attribute_id": id, "attribute_name": name,
    })
}

/// What stands: the last write, shown or not, else what the world says.
fn standing(bazaar: &Bazaar, product: &Product) -> Map<String, Value> {
    let last = bazaar.book.get(STALL.id, CARDS, &product.article);
    let last = last.and_then(|entry| entry.value.as_object().cloned());
    last.unwrap_or_else(|| card::described(bazaar, product))
}

/// Everything that is not sent is erased.
fn whole(bazaar: &Bazaar, call: &Call, product: &Product, item: &Value) -> Result<Value, Fault> {
    let text = |name: &str| item.get(name).and_then(Value::as_str).unwrap_or_default();
    if !(1..=500).contains(&text("name").chars().count()) {
        return Err(fault(
            "NAME_LENGTH",
            "name",
            "название от 1 до 500 символов",
        ));
    }
    for side in ["depth", "width", "height", "weight"] {
        let length = item.get(side).and_then(Value::as_i64);
        if length.is_none_or(|length| length <= 0) {
            return Err(fault("DIMENSIONS", "depth", "укажите габариты и вес"));
        }
    }
    if (text("dimension_unit"), text("weight_unit")) != ("mm", "g") {
        return Err(fault("UNITS", "dimension_unit", "единицы mm и g"));
    }
    filed(product, item)?;
    let all = item.get("attributes").and_then(Value::as_array);
    let all = checked(bazaar, all.map_or(&[], Vec::as_slice))?;
    let sum = price::kopecks(text("price")).filter(|sum| *sum > 0);
    let sum = sum.ok_or_else(|| fault("PRICE", "price", "укажите цену"))?;
    price::put(bazaar, call, product, sum);
    let list = |name: &str| item.get(name).filter(|all| all.is_array()).cloned();
    let mut card = Map::new();
    for name in [
        "name",
        "depth",
        "width",
        "height",
        "weight",
        "dimension_unit",
        "weight_unit",
    ] {
        card.extend(item.get(name).map(|value| (name.to_owned(), value.clone())));
    }
    card.insert("attributes".to_owned(), json!(all));
    card.insert("complex_attributes".to_owned(), parts(item));
    card.insert(
        "images".to_owned(),
        list("images").unwrap_or_else(|| json!([])),
    );
    for name in ["primary_image", "color_image", "barcode"] {
        card.insert(name.to_owned(), json!(text(name)));
    }
    Ok(Value::Object(primary(card)))
}

/// Parts of complex characteristics are told side by side.
fn parts(item: &Value) -> Value {
    let all = item.get("complex_attributes").and_then(Value::as_array);
    let all = all.into_iter().flatten();
    let parts = all.filter_map(|one| one.get("attributes")?.as_array());
    Value::Array(parts.flatten().cloned().collect())
}

fn filed(product: &Product, item: &Value) -> Result<(), Fault> {
    let number = |name: &str| item.get(name).and_then(Value::as_i64);
    let category = number("description_category_id");
    let same = category == Some(dictionary::category(product));
    match same && number("type_id") == Some(dictionary::kind(product)) {
        true => Ok(()),
        false => Err(fault(
            "CATEGORY",
            "description_category_id",
            "другая категория или тип",
        )),
    }
}

/// Without a first picture the first of the others is it.
fn primary(mut card: Map<String, Value>) -> Map<String, Value> {
    if card.get("primary_image").is_none_or(|image| image == "") {
        let first = card.get("images").and_then(|images| images.get(0)).cloned();
        card.insert(
            "primary_image".to_owned(),
            first.unwrap_or_else(|| json!("")),
        );
    }
    card
}

/// Characteristics as they are told, the required ones among them.
fn checked(bazaar: &Bazaar, all: &[Value]) -> Result<Vec<Value>, Fault> {
    let all: Vec<Value> = all
        .iter()
        .map(|one| chosen(bazaar, one))
        .collect::<Result<_, _>>()?;
    let branded = |one: &Value| *at(one, "/id") == BRAND && *at(one, "/values") != json!([]);
    if all.iter().any(branded) {
        return Ok(all);
    }
    let words = "Не указано значение обязательного атрибута".to_owned();
    Err((
        "error_attribute_values_empty",
        "attribute",
        words,
        Some((BRAND, "Бренд")),
    ))
}

/// A value of a dictionary is named by its number or its words, and told by both.
fn chosen(bazaar: &Bazaar, one: &Value) -> Result<Value, Fault> {
    let id = one.get("id").and_then(Value::as_i64).unwrap_or_default();
    let values = one.get("values").and_then(Value::as_array);
    let mut told = Vec::new();
    for value in values.into_iter().flatten() {
        let number = value.get("dictionary_value_id").and_then(Value::as_i64);
        let word = value
            .get("value")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let known = match number.filter(|number| *number > 0) {
            Some(number) => dictionary::word(bazaar, id, number).map(|word| (number, word)),
            None => Some((dictionary::value_id(bazaar, id, word), word)),
        };
        let known = known.filter(|(number, _)| *number > 0 || ![BRAND, COLOUR].contains(&id));
        let (number, word) = known.ok_or_else(|| {
            let words = "Нет такого значения в справочнике".to_owned();
            (
                "error_attribute_value_not_found",
                "attribute",
                words,
                Some((id, "")),
            )
        })?;
        told.push(json!({"dictionary_value_id": number, "value": word}));
    }
    let complex = one
        .get("complex_id")
        .and_then(Value::as_i64)
        .unwrap_or_default();
    Ok(json!({"id": id, "complex_id": complex, "values": told}))
}

/// Only what is named changes.
fn described(bazaar: &Bazaar, _: &Call, product: &Product, item: &Value) -> Result<Value, Fault> {
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
    Ok(Value::Object(card))
}

/// All pictures anew.
fn pictured(bazaar: &Bazaar, _: &Call, product: &Product, item: &Value) -> Result<Value, Fault> {
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
    Ok(Value::Object(primary(card)))
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
        for item in &mut items {
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
    let goods = bazaar.world.products().iter();
    let rows = goods
        .filter(|product| ids.contains(&product_id(product)))
        .map(|product| {
            let now = Value::Object(card::now(bazaar, product, call.now));
            let list = |text: &Value| match text.as_str().filter(|text| !text.is_empty()) {
                Some(text) => json!([text]),
                None => json!([]),
            };
            json!({
                "product_id": product_id(product),
                "primary_photo": list(at(&now, "/primary_image")),
                "photo": at(&now, "/images"),
                "color_photo": list(at(&now, "/color_image")),
                "errors": [],
            })
        });
    Reply::json(&json!({"items": rows.collect::<Vec<_>>()}))
}

/// `/v1/product/archive`.
pub(super) fn archive(bazaar: &Bazaar, call: &Call) -> Reply {
    moved(bazaar, call, true)
}

/// `/v1/product/unarchive`.
pub(super) fn unarchive(bazaar: &Bazaar, call: &Call) -> Reply {
    moved(bazaar, call, false)
}

fn moved(bazaar: &Bazaar, call: &Call, into: bool) -> Reply {
    let ids = Ask::of(call)
        .map(|ask| ask.wholes("/product_id"))
        .unwrap_or_default();
    let goods = bazaar.world.products().iter();
    let goods: Vec<&Product> = goods.filter(|one| ids.contains(&product_id(one))).collect();
    if goods.len() != ids.len() || !(1..=MOST).contains(&ids.len()) {
        return refuse::invalid("product_id: value must contain between 1 and 100 known items");
    }
    for product in goods {
        bazaar.change(call, ARCHIVE, &product.article, &json!(into));
    }
    Reply::json(&json!({"result": true}))
}
