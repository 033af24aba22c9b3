//! Stock: the seller's own warehouse by sizes, and WB's in one report.

use std::collections::BTreeMap;

use http::StatusCode;
use serde_json::{Value, json};

use super::{OWN_STOCK, STALL, WB_STOCK, ids, refuse};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::world::{Product, Shelf};

/// Page of the book: what the seller wrote, by size.
const PAGE: &str = "stock";

/// GET /api/v3/warehouses.
pub(super) fn warehouses(_bazaar: &Bazaar, _call: &Call) -> Reply {
    let own = STALL.warehouses.iter().filter(|warehouse| warehouse.own);
    let rows: Vec<Value> = own
        .map(|warehouse| {
            json!({
                "name": warehouse.name,
                "officeId": 303_295,
                "id": warehouse.id,
                "cargoType": 1,
                "deliveryType": 1,
                "isDeleting": false,
                "isProcessing": false,
            })
        })
        .collect();
    Reply::json(&Value::Array(rows))
}

/// POST /api/v3/stocks/{warehouseId}: amounts of the sizes that were asked for.
pub(super) fn own(bazaar: &Bazaar, call: &Call) -> Reply {
    let body = call.json();
    let wanted = body.get("chrtIds").and_then(Value::as_array);
    let Some(wanted) = wanted.filter(|list| (1..=1000).contains(&list.len())) else {
        let status = StatusCode::BAD_REQUEST;
        return refuse::coded(status, "IncorrectRequestBody", "Incorrect required body");
    };
    if call.name("warehouseId") != OWN_STOCK.to_string() {
        return refuse::coded(StatusCode::NOT_FOUND, "NotFound", "Склад не найден");
    }
    let rows: Vec<Value> = shelves(bazaar, call, OWN_STOCK)
        .filter(|(product, _)| {
            let chrt = ids::chrt(bazaar, product);
            wanted.iter().any(|one| one.as_u64() == Some(chrt))
        })
        .map(|(product, shelf)| {
            json!({"chrtId": ids::chrt(bazaar, product), "amount": lies(bazaar, product, &shelf)})
        })
        .collect();
    Reply::json(&json!({"stocks": rows}))
}

/// What lies on a shelf of the seller's: what was last written, else what the world has.
pub(super) fn lies(bazaar: &Bazaar, product: &Product, shelf: &Shelf) -> u64 {
    let key = ids::chrt(bazaar, product).to_string();
    let written = bazaar.book.get(STALL.id, PAGE, &key);
    let written = written.and_then(|entry| entry.value.as_u64());
    written.unwrap_or_else(|| u64::from(shelf.available))
}

/// Pieces of every product in all warehouses, by its number.
pub(super) fn of_all(bazaar: &Bazaar, call: &Call) -> BTreeMap<usize, u64> {
    let mut pieces = BTreeMap::new();
    for (product, shelf) in shelves(bazaar, call, WB_STOCK) {
        *pieces.entry(product.number).or_default() += u64::from(shelf.available);
    }
    for (product, shelf) in shelves(bazaar, call, OWN_STOCK) {
        *pieces.entry(product.number).or_default() += lies(bazaar, product, &shelf);
    }
    pieces
}

/// PUT /api/v3/stocks/{warehouseId}. A size that is unknown is refused, one whose name is missing
/// is passed over with a success.
pub(super) fn put(bazaar: &Bazaar, call: &Call) -> Reply {
    let body = call.json();
    let rows = body.get("stocks").and_then(Value::as_array);
    let Some(rows) = rows.filter(|list| (1..=1000).contains(&list.len())) else {
        let status = StatusCode::BAD_REQUEST;
        return refuse::coded(status, "IncorrectRequestBody", "Incorrect required body");
    };
    if call.name("warehouseId") != OWN_STOCK.to_string() {
        return refuse::coded(StatusCode::NOT_FOUND, "NotFound", "Склад не найден");
    }
    let number = |row: &Value, name: &str| row.get(name).and_then(Value::as_u64);
    let named = rows
        .iter()
        .filter_map(|row| Some((number(row, "chrtId")?, number(row, "amount")?)));
    let named: Vec<(u64, u64)> = named.collect();
    let conflict = |code: &str, message: &str, (size, amount): (u64, u64)| {
        let data = json!([{"sku": "", "chrtId": size, "amount": amount}]);
        let body = json!([{"code": code, "message": message, "data": data}]);
        Reply::status_json(StatusCode::CONFLICT, &body)
    };
    if let Some(unknown) = named
        .iter()
        .find(|(size, _)| ids::sized(bazaar, *size).is_none())
    {
        return conflict("NotFound", "Not found", *unknown);
    }
    if let Some(heap) = named.iter().find(|(_, amount)| *amount > 100_000) {
        return conflict("UploadDataLimit", "Upload limit exceeded.", *heap);
    }
    for (size, amount) in named {
        bazaar.change(call, PAGE, &size.to_string(), &json!(amount));
    }
    Reply::empty(StatusCode::NO_CONTENT)
}

/// POST /api/analytics/v1/stocks-report/wb-warehouses.
pub(super) fn at_wb(bazaar: &Bazaar, call: &Call) -> Reply {
    let body = call.json();
    let number = |name: &str, or: u64| body.get(name).map_or(Some(or), Value::as_u64);
    let (limit, offset) = (number("limit", 250_000), number("offset", 0));
    let (Some(limit @ 1..=250_000), Some(offset)) = (limit, offset) else {
        let (title, detail) = ("Invalid request body", "invalid: limit, offset");
        return refuse::titled(
            StatusCode::BAD_REQUEST,
            "analytic-open-api",
            title,
            detail,
            call,
        );
    };
    let articles = body
        .get("nmIds")
        .and_then(Value::as_array)
        .filter(|list| !list.is_empty());
    let size = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    let items: Vec<Value> = shelves(bazaar, call, WB_STOCK)
        .filter(|(product, _)| {
            let nm = ids::nm(bazaar, product);
            articles.is_none_or(|list| list.iter().any(|one| one.as_u64() == Some(nm)))
        })
        .skip(size(offset))
        .take(size(limit))
        .map(|(product, shelf)| {
            json!({
                "nmId": ids::nm(bazaar, product),
                "chrtId": ids::chrt(bazaar, product),
                "warehouseId": WB_STOCK,
                "warehouseName": "Склад WB",
                "regionName": "Склад WB",
                "quantity": shelf.available,
                "inWayToClient": shelf.to_buyers,
                "inWayFromClient": shelf.from_buyers,
            })
        })
        .collect();
    Reply::json(&json!({"data": {"items": items}}))
}

/// The shelves of one warehouse with their goods.
fn shelves<'a>(
    bazaar: &'a Bazaar,
    call: &Call,
    warehouse: i64,
) -> impl Iterator<Item = (&'a Product, Shelf)> {
    bazaar
        .world
        .stock(&STALL, call.now)
        .into_iter()
        .filter(move |shelf| shelf.warehouse.id == warehouse)
        .filter_map(|shelf| Some((bazaar.world.products().get(shelf.product)?, shelf)))
}
