//! Prices: `/v5/product/info/prices`, `/v1/product/import/prices`. A change by more than half is
//! held in quarantine: the old price stays.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::goods::{self, product_id};
use super::{STALL, card, made, refuse, shelf};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::world::Product;

/// The page of the book.
const PAGE: &str = "prices";

/// So often an hour the price of one product may be set.
const MOST: usize = 10;

/// What a product costs, in kopecks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cost {
    pub(super) price: i64,
    pub(super) old: i64,
    pub(super) least: i64,
    held: Option<i64>,
}

/// What holds now: what the seller wrote, else what the card was made with or the world says.
pub(super) fn cost(bazaar: &Bazaar, product: &Product) -> Cost {
    let (price, old) = made::first_price(bazaar, product).unwrap_or_else(|| {
        let price = bazaar.world.price(&STALL, product);
        (price, price * 125 / 100)
    });
    let written = bazaar.book.get(STALL.id, PAGE, &product.article);
    let value = written.map(|entry| entry.value).unwrap_or_default();
    let at = |name: &str| value.get(name).and_then(Value::as_i64);
    Cost {
        price: at("price").unwrap_or(price),
        old: at("old").unwrap_or(old),
        least: at("least").unwrap_or(0),
        held: at("held"),
    }
}

/// `/v5/product/info/prices`.
pub(super) fn list(bazaar: &Bazaar, call: &Call) -> Reply {
    page(bazaar, call).unwrap_or_else(|refusal| refusal)
}

fn page(bazaar: &Bazaar, call: &Call) -> Result<Reply, Reply> {
    let ask = Ask::of(call).ok_or_else(|| refuse::invalid("invalid JSON"))?;
    if !ask.has("/filter") {
        return Err(refuse::invalid("filter: value is required"));
    }
    let chosen = goods::chosen(bazaar, (&ask, call.now), "/filter", "sku")?;
    let limit = goods::limit(&ask, false)?;
    let after = shelf::after(&ask)?;
    let mut all = chosen.unwrap_or_else(|| goods::shown(bazaar, call.now));
    all.retain(|product| match ask.text("/filter/visibility") {
        Some("QUARANTINE") => cost(bazaar, product).held.is_some(),
        Some("ARCHIVED") => false,
        _ => true,
    });
    let total = all.len();
    all.retain(|product| product_id(product) > after);
    all.truncate(limit);
    let items: Vec<Value> = all.iter().map(|product| row(bazaar, product)).collect();
    let cursor = all.last().map(|product| shelf::token(product));
    let mut body =
        json!({"cursor": cursor.unwrap_or_default(), "items": items, "total_items": total});
    if let (true, Some(body)) = (goods::has_total(call.now), body.as_object_mut()) {
        body.insert("total".to_owned(), json!(total));
    }
    Ok(Reply::json(&body))
}

fn row(bazaar: &Bazaar, product: &Product) -> Value {
    let cost = cost(bazaar, product);
    json!({
        "acquiring": major(cost.price * 15 / 1000),
        "commissions": commissions(),
        "marketing_actions": {"actions": [], "ozon_actions_exist": true},
        "offer_id": product.article,
        "price": {
            "auto_add_to_ozon_actions_list_enabled": false,
            "currency_code": "RUB",
            "marketing_seller_price": major(cost.price),
            "min_price": major(cost.least),
            "net_price": 0,
            "old_price": major(cost.old),
            "price": major(cost.price),
            "retail_price": 0,
            "vat": 0,
        },
        "price_indexes": indexes(bazaar, product, cost.price),
        "product_id": product_id(product),
        "volume_weight": 0.5,
    })
}

fn commissions() -> Value {
    json!({
        "fbo_deliv_to_customer_amount": 25, "fbo_direct_flow_trans_max_amount": 93.5,
        "fbo_direct_flow_trans_min_amount": 63, "fbo_return_flow_amount": 63,
        "fbs_deliv_to_customer_amount": 25, "fbs_direct_flow_trans_max_amount": 113.5,
        "fbs_direct_flow_trans_min_amount": 83, "fbs_first_mile_max_amount": 25,
        "fbs_first_mile_min_amount": 0, "fbs_return_flow_amount": 83,
        "sales_percent_fbo": 17, "sales_percent_fbp": 17, "sales_percent_fbs": 19,
        "sales_percent_rfbs": 14,
    })
}

/// Every third product is compared with others.
fn indexes(bazaar: &Bazaar, product: &Product, price: i64) -> Value {
    if !product.number.is_multiple_of(3) {
        return json!({"color_index": "WITHOUT_INDEX"});
    }
    let about = i64::try_from(product.number).unwrap_or(0);
    let percent =
        90 + i64::try_from(bazaar.world.number("ozon neighbour", about) % 20).unwrap_or(0);
    let other = bazaar.world.price(&STALL, product) * percent / 100;
    let colour = match price * 100 / other.max(1) {
        ..=97 => "SUPER",
        98..=102 => "GREEN",
        103..=107 => "YELLOW",
        _ => "RED",
    };
    let data = json!({"min_price": major(other), "min_price_currency": "RUB",
                      "price_index_value": major(price * 100 / other.max(1))});
    json!({"color_index": colour, "external_index_data": data, "ozon_index_data": data})
}

/// `/v1/product/import/prices`. What is wrong with one item is told beside the others.
pub(super) fn import(bazaar: &Bazaar, call: &Call) -> Reply {
    let body = call.json();
    let items = body.pointer("/prices").and_then(Value::as_array);
    let Some(items) = items.filter(|items| (1..=1000).contains(&items.len())) else {
        return refuse::invalid("prices: value must contain between 1 and 1000 items");
    };
    let results: Vec<Value> = items.iter().map(|item| set(bazaar, call, item)).collect();
    Reply::json(&json!({"result": results}))
}

fn set(bazaar: &Bazaar, call: &Call, item: &Value) -> Value {
    let article = item.pointer("/offer_id").and_then(Value::as_str);
    let mut goods = goods::shown(bazaar, call.now).into_iter();
    let found = goods.find(|one| article == Some(&one.article));
    let found = found.as_deref();
    let outcome = match found {
        Some(product) => priced(bazaar, call, product, item),
        None => Err(("NOT_FOUND", "product not found")),
    };
    let errors: Vec<Value> = outcome
        .err()
        .map(|(code, message)| json!({"code": code, "message": message}))
        .into_iter()
        .collect();
    json!({
        "errors": errors,
        "offer_id": article.unwrap_or_default(),
        "product_id": found.map_or(0, product_id),
        "updated": errors.is_empty(),
    })
}

fn priced(
    bazaar: &Bazaar,
    call: &Call,
    product: &Product,
    item: &Value,
) -> Result<(), (&'static str, &'static str)> {
    let now = cost(bazaar, product);
    let sum = |name: &str| item.get(name).and_then(Value::as_str).and_then(kopecks);
    let price = sum("price").filter(|price| *price > 0);
    let price = price.ok_or(("INVALID_ARGUMENT", "price: must be a positive number"))?;
    if item.get("currency_code").is_some_and(|code| code != "RUB") {
        return Err((
            "CURRENCY_MISMATCH",
            "currency_code differs from the one of the cabinet",
        ));
    }
    let old = sum("old_price").unwrap_or(now.old);
    if old != 0 && old <= price {
        return Err(("OLD_PRICE_LESS", "old_price must be greater than price"));
    }
    let least = sum("min_price").unwrap_or(now.least);
    let past = bazaar.book.history(STALL.id, PAGE, &product.article);
    let hour = past
        .iter()
        .filter(|entry| call.now - entry.at < TimeDelta::hours(1));
    if hour.count() >= MOST {
        return Err((
            "TOO_MANY_REQUESTS",
            "the price was set 10 times within an hour",
        ));
    }
    let held = (price * 2 < now.price || price > now.price * 2).then_some(price);
    let value = match held {
        Some(_) => json!({"price": now.price, "old": now.old, "least": now.least, "held": held}),
        None => json!({"price": price, "old": old, "least": least}),
    };
    bazaar.change(call, PAGE, &product.article, &value);
    Ok(())
}

/// Sets the price of a card from elsewhere; the crossed-out price stays above it.
pub(super) fn put(bazaar: &Bazaar, call: &Call, product: &Product, price: i64) {
    let now = cost(bazaar, product);
    if now.price != price {
        let value = json!({"price": price, "old": now.old, "least": now.least});
        bazaar
            .book
            .put(STALL.id, PAGE, &product.article, value, call.now);
    }
}

/// "1448" and "1448.50" in kopecks.
pub(super) fn kopecks(text: &str) -> Option<i64> {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let part: i64 = format!("{rest:0<2}").get(..2)?.parse().ok()?;
    Some(whole.parse::<i64>().ok()?.checked_mul(100)? + part)
}

/// Kopecks as a number of roubles.
pub(super) fn major(kopecks: i64) -> Value {
    let text = card::money(kopecks);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    text.parse::<serde_json::Number>()
        .map_or(Value::Null, Value::Number)
}
