//! Promotions: `/v1/actions`, `/v2/actions/candidates`, `/v2/actions/products`,
//! `/v1/actions/products/update`, `/v2/actions/products/deactivate`.
//!
//! Outside «Промокоды» a price that is sent here becomes the price of the card.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::goods::product_id;
use super::{STALL, card, price, refuse, stamp};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::world::Product;

/// The page of the book: at which price a product takes part.
const PAGE: &str = "actions";

/// Number, name, kind, whether buyers need a code.
const ACTIONS: [(i64, &str, &str, bool); 2] = [
    (
        71_342,
        "Эластичный бустинг",
        "MARKETPLACE_MULTI_LEVEL_DISCOUNT_ON_AMOUNT",
        false,
    ),
    (71_377, "Промокоды на выходные", "DISCOUNT", true),
];

fn key(action: i64, product: &Product) -> String {
    format!("{action}@{}", product.article)
}

/// The price at which it takes part.
fn joined(bazaar: &Bazaar, action: i64, product: &Product) -> Option<i64> {
    bazaar
        .book
        .get(STALL.id, PAGE, &key(action, product))?
        .value
        .as_i64()
}

/// The highest price at which it may.
fn highest(bazaar: &Bazaar, product: &Product) -> i64 {
    bazaar.world.price(&STALL, product) * 93 / 100 / 100 * 100
}

/// `/v1/actions`.
pub(super) fn list(bazaar: &Bazaar, _: &Call) -> Reply {
    let start = bazaar.clock.start();
    let goods = bazaar.world.products();
    let rows: Vec<Value> = ACTIONS
        .iter()
        .map(|(id, title, kind, voucher)| {
            let inside = goods
                .iter()
                .filter(|one| joined(bazaar, *id, one).is_some())
                .count();
            json!({
                "id": id,
                "title": title,
                "action_type": kind,
                "description": "",
                "date_start": stamp(start - TimeDelta::days(3)),
                "date_end": stamp(start + TimeDelta::days(25)),
                "freeze_date": "",
                "potential_products_count": goods.len() - inside,
                "participating_products_count": inside,
                "is_participating": inside > 0,
                "is_voucher_action": voucher,
                "banned_products_count": 0,
                "with_targeting": false,
                "order_amount": 0,
                "discount_type": "UNKNOWN",
                "discount_value": 0,
            })
        })
        .collect();
    Reply::json(&json!({"result": rows}))
}

/// `/v2/actions/candidates`.
pub(super) fn candidates(bazaar: &Bazaar, call: &Call) -> Reply {
    page(bazaar, call, false).unwrap_or_else(|refusal| refusal)
}

/// `/v2/actions/products`.
pub(super) fn products(bazaar: &Bazaar, call: &Call) -> Reply {
    page(bazaar, call, true).unwrap_or_else(|refusal| refusal)
}

fn action_of(ask: &Ask) -> Result<(i64, bool), Reply> {
    let id = ask.whole("/action_id");
    let known = ACTIONS.iter().find(|(known, ..)| Some(*known) == id);
    let known = known.map(|(id, _, _, voucher)| (*id, *voucher));
    known.ok_or_else(|| refuse::not_found("action not found"))
}

fn page(bazaar: &Bazaar, call: &Call, inside: bool) -> Result<Reply, Reply> {
    let ask = Ask::of(call).ok_or_else(|| refuse::invalid("invalid JSON"))?;
    let (action, _) = action_of(&ask)?;
    let limit = ask
        .whole("/limit")
        .filter(|limit| (1..=100).contains(limit));
    let limit = limit.and_then(|limit| usize::try_from(limit).ok());
    let limit =
        limit.ok_or_else(|| refuse::invalid("limit: value must be inside range [1, 100]"))?;
    let after: i64 = ask
        .text("/last_id")
        .and_then(|last| last.parse().ok())
        .unwrap_or(0);
    let mut all: Vec<&Product> = bazaar.world.products().iter().collect();
    all.retain(|product| joined(bazaar, action, product).is_some() == inside);
    let total = all.len();
    all.retain(|product| product_id(product) > after);
    all.truncate(limit);
    let rows: Vec<Value> = all
        .iter()
        .map(|product| row(bazaar, action, product, inside))
        .collect();
    let last = all.last().map(|product| product_id(product).to_string());
    Ok(Reply::json(&json!({
        "last_id": last.unwrap_or_default(),
        "products": rows,
        "total": total,
    })))
}

fn row(bazaar: &Bazaar, action: i64, product: &Product, inside: bool) -> Value {
    let money = |kopecks: i64| json!({"amount": card::money(kopecks), "currency": "RUB"});
    let now = price::cost(bazaar, product).price;
    let mut row = json!({
        "id": product_id(product),
        "action_price": money(joined(bazaar, action, product).unwrap_or_default()),
        "alert_max_action_price_failed": false,
        "current_boost": if inside { 12 } else { 0 },
        "is_quarantined": false,
        "marketplace_seller_price": money(now),
        "max_action_price": money(highest(bazaar, product)),
        "max_boost": 25,
        "min_boost": 5,
        "price": money(now),
    });
    if let (true, Some(row)) = (inside, row.as_object_mut()) {
        row.insert("add_mode".to_owned(), json!("SELLER"));
    }
    row
}

/// `/v1/actions/products/update`.
pub(super) fn update(bazaar: &Bazaar, call: &Call) -> Reply {
    let action = Ask::of(call).ok_or_else(|| refuse::invalid("invalid JSON"));
    let (action, voucher) = match action.and_then(|ask| action_of(&ask)) {
        Ok(action) => action,
        Err(refusal) => return refusal,
    };
    let body = call.json();
    let items = body.pointer("/products").and_then(Value::as_array);
    let Some(items) = items.filter(|items| (1..=1000).contains(&items.len())) else {
        return refuse::invalid("products: value must contain between 1 and 1000 items");
    };
    let (mut active, mut gone, mut rejected) = (Vec::new(), Vec::new(), Vec::new());
    for item in items {
        let id = item
            .get("product_id")
            .and_then(Value::as_i64)
            .unwrap_or_default();
        let wanted = item.pointer("/action_price/amount").and_then(Value::as_str);
        let product = bazaar
            .world
            .products()
            .iter()
            .find(|one| product_id(one) == id);
        match (product, wanted.and_then(price::kopecks)) {
            (Some(product), Some(price)) if price > 0 => {
                let fits = price <= highest(bazaar, product);
                let value = if fits { json!(price) } else { Value::Null };
                bazaar.change(call, PAGE, &key(action, product), &value);
                if !voucher {
                    price::put(bazaar, call, product, price);
                }
                if fits {
                    active.push(id.to_string());
                } else {
                    gone.push(id.to_string());
                }
            }
            _ => rejected.push(json!({"product_id": id, "reason": "product not found"})),
        }
    }
    Reply::json(&json!({
        "active_product_ids": active,
        "deactivated_product_ids": gone,
        "rejected": rejected,
        "warnings": [],
    }))
}

/// `/v2/actions/products/deactivate`.
pub(super) fn deactivate(bazaar: &Bazaar, call: &Call) -> Reply {
    let Some(ask) = Ask::of(call) else {
        return refuse::invalid("invalid JSON");
    };
    let (action, voucher) = match action_of(&ask) {
        Ok(action) => action,
        Err(refusal) => return refusal,
    };
    if !voucher {
        return refuse::invalid("the method is for promo codes only");
    }
    let ids = ask.wholes("/product_ids");
    let mut gone = Vec::new();
    for product in bazaar.world.products() {
        if ids.contains(&product_id(product)) && joined(bazaar, action, product).is_some() {
            bazaar.change(call, PAGE, &key(action, product), &Value::Null);
            gone.push(product_id(product).to_string());
        }
    }
    Reply::json(&json!({"product_ids": gone}))
}
