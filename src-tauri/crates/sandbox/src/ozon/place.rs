//! The seller's warehouses and what lies in each: `/v2/warehouse/list`,
//! `/v2/product/info/stocks-by-warehouse/fbs`, `/v2/products/stocks`.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::goods::{product_id, sku};
use super::{STALL, refuse, shelf, stamp};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::world::{Shelf, Warehouse};

/// A pair of product and warehouse rests so long after it was written.
const REST: TimeDelta = TimeDelta::seconds(30);

/// `/v2/warehouse/list`.
pub(super) fn list(bazaar: &Bazaar, call: &Call) -> Reply {
    let ask = Ask::of(call);
    let limit = ask.as_ref().and_then(|ask| ask.whole("/limit"));
    if !limit.is_some_and(|limit| (1..=200).contains(&limit)) {
        return refuse::invalid("limit: value must be inside range [1, 200]");
    }
    let made = stamp(bazaar.clock.start() - TimeDelta::days(210));
    let own = STALL.warehouses.iter().filter(|place| place.own);
    let rows: Vec<Value> = own.map(|place| warehouse(place, &made)).collect();
    Reply::json(&json!({"cursor": "", "has_next": false, "warehouses": rows}))
}

fn warehouse(place: &Warehouse, made: &str) -> Value {
    json!({
        "carriage_label_type": "BIG",
        "created_at": made,
        "has_postings_limit": false,
        "is_express": false,
        "is_kgt": false,
        "is_rfbs": false,
        "name": place.name,
        "postings_limit": -1,
        "status": "created",
        "updated_at": made,
        "warehouse_id": place.id,
        "working_days": ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"],
    })
}

/// `/v2/product/info/stocks-by-warehouse/fbs`.
pub(super) fn stocks(bazaar: &Bazaar, call: &Call) -> Reply {
    let Some(ask) = Ask::of(call) else {
        return refuse::invalid("invalid JSON");
    };
    let (skus, articles) = (ask.wholes("/sku"), ask.texts("/offer_id"));
    if skus.is_empty() == articles.is_empty() {
        return refuse::invalid("exactly one of sku and offer_id is required");
    }
    if !ask
        .whole("/limit")
        .is_some_and(|limit| (1..=1000).contains(&limit))
    {
        return refuse::invalid("limit: value must be inside range [1, 1000]");
    }
    let shelves = shelf::now(bazaar, call.now);
    let own = shelves.iter().filter(|shelf| shelf.warehouse.own);
    let rows: Vec<Value> = own
        .filter_map(|shelf| {
            let product = bazaar.world.products().get(shelf.product)?;
            let wanted =
                skus.contains(&sku(product)) || articles.contains(&product.article.as_str());
            wanted.then(|| row(bazaar, shelf))
        })
        .collect();
    Reply::json(&json!({"cursor": "", "has_next": false, "products": rows}))
}

fn row(bazaar: &Bazaar, shelf: &Shelf) -> Value {
    let product = bazaar.world.products().get(shelf.product);
    json!({
        "free_stock": shelf.available,
        "offer_id": product.map(|product| product.article.as_str()),
        "present": shelf.available + shelf.reserved,
        "product_id": product.map(product_id),
        "reserved": shelf.reserved,
        "sku": product.map(sku),
        "warehouse_id": shelf.warehouse.id,
        "warehouse_name": shelf.warehouse.name,
    })
}

/// `/v2/products/stocks`. What is wrong with one pair is told beside the others.
pub(super) fn set(bazaar: &Bazaar, call: &Call) -> Reply {
    let body = call.json();
    let items = body.pointer("/stocks").and_then(Value::as_array);
    let Some(items) = items.filter(|items| (1..=100).contains(&items.len())) else {
        return refuse::invalid("stocks: value must contain between 1 and 100 items");
    };
    let results: Vec<Value> = items
        .iter()
        .map(|item| outcome(bazaar, call, item))
        .collect();
    Reply::json(&json!({"result": results}))
}

fn outcome(bazaar: &Bazaar, call: &Call, item: &Value) -> Value {
    let whole = |name: &str| item.get(name).and_then(Value::as_i64);
    let errors: Vec<Value> = put(bazaar, call, item)
        .err()
        .map(|(code, message)| json!({"code": code, "message": message}))
        .into_iter()
        .collect();
    json!({
        "errors": errors,
        "offer_id": item.get("offer_id"),
        "product_id": whole("product_id"),
        "updated": errors.is_empty(),
        "warehouse_id": whole("warehouse_id"),
    })
}

fn put(bazaar: &Bazaar, call: &Call, item: &Value) -> Result<(), (&'static str, &'static str)> {
    let whole = |name: &str| item.get(name).and_then(Value::as_i64);
    let id = whole("product_id");
    let product = bazaar
        .world
        .products()
        .iter()
        .find(|one| id == Some(product_id(one)));
    let product = product.ok_or(("NOT_FOUND", "product not found"))?;
    let place = STALL
        .warehouses
        .iter()
        .find(|one| one.own && whole("warehouse_id") == Some(one.id));
    let place = place.ok_or(("WAREHOUSE_NOT_FOUND", "warehouse not found"))?;
    let stock = whole("stock").filter(|stock| *stock >= 0);
    let stock = stock.ok_or(("INVALID_ARGUMENT", "stock: must not be negative"))?;
    let key = shelf::key(product, place);
    let last = bazaar.book.get(STALL.id, shelf::PAGE, &key);
    if last.is_some_and(|last| call.now - last.at < REST) {
        return Err((
            "TOO_MANY_REQUESTS",
            "the pair was updated less than 30 seconds ago",
        ));
    }
    bazaar.change(call, shelf::PAGE, &key, &json!(stock));
    Ok(())
}
