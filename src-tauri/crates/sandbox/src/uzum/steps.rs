//! What the seller does to one order: confirm, mark, give up, bring (DBS); and its label.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::StatusCode;
use serde_json::{Value, json};

use super::orders::{items, shape, wrapped};
use super::status::{STEPS, must_mark, scheme, steps, word};
use super::{STALL, at, refuse};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::world::Order;

/// A document that any reader opens.
const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 164 113]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

const REASONS: [&str; 4] = ["OUT_OF_STOCK", "OUT_OF_PACKAGE", "OUT_OF_TIME", "OTHER"];

/// The PDF as Base64.
pub(super) fn document() -> String {
    BASE64_STANDARD.encode(PDF)
}

/// A refusal with the code that this API has for it.
pub(super) fn no(call: &Call, code: &str, message: &str) -> Reply {
    refuse::refuse(StatusCode::BAD_REQUEST, code, message, call)
}

/// The order that a path names; orders stored by Uzum are not shown here.
fn order(bazaar: &Bazaar, call: &Call) -> Result<Order, Reply> {
    let number = call.name("orderId").parse().unwrap_or(u64::MAX);
    own(bazaar, call, number).ok_or_else(|| no(call, "seller-order-01", "Заказ не найден"))
}

/// An order of the seller's own stock.
pub(super) fn own(bazaar: &Bazaar, call: &Call, number: u64) -> Option<Order> {
    let mut orders = bazaar.world.orders(&STALL, call.now).into_iter();
    orders.find(|order| order.number == number && order.warehouse.own)
}

/// GET /v1/fbs/order/{orderId}.
pub(super) fn one(bazaar: &Bazaar, call: &Call) -> Reply {
    match order(bazaar, call) {
        Ok(order) => wrapped(call, &shape(bazaar, &order, call.now)),
        Err(refusal) => refusal,
    }
}

/// POST /v1/fbs/order/{orderId}/confirm.
pub(super) fn confirm(bazaar: &Bazaar, call: &Call) -> Reply {
    step(bazaar, call, &["CREATED"], "PACKING", |_| None)
}

/// POST /v1/dbs/order/{orderId}/delivering.
pub(super) fn delivering(bazaar: &Bazaar, call: &Call) -> Reply {
    step(bazaar, call, &["PACKING"], "DELIVERING", |order| {
        if scheme(order) != "DBS" {
            return Some(("fbs-18-invalid-order-type", "Только для DBS"));
        }
        must_mark(bazaar, order).then_some(("seller-order-15", "Не заполнены идентификаторы"))
    })
}

/// POST /v1/dbs/order/{orderId}/completed.
pub(super) fn completed(bazaar: &Bazaar, call: &Call) -> Reply {
    step(bazaar, call, &["DELIVERING"], "COMPLETED", |order| {
        (scheme(order) != "DBS").then_some(("fbs-18-invalid-order-type", "Только для DBS"))
    })
}

/// POST /v1/fbs/order/{orderId}/cancel.
pub(super) fn cancel(bazaar: &Bazaar, call: &Call) -> Reply {
    let order = match order(bazaar, call) {
        Ok(order) => order,
        Err(refusal) => return refusal,
    };
    let body = call.json();
    let reason = at(&body, "reason")
        .as_str()
        .filter(|word| REASONS.contains(word));
    let Some(reason) = reason else {
        return no(call, "seller-order-12", "Недопустимая причина отмены");
    };
    match word(bazaar, &order, call.now) {
        "CREATED" | "PACKING" | "PENDING_DELIVERY" => {
            put(
                bazaar,
                call,
                &order,
                &json!({"status": "CANCELED", "reason": reason}),
            );
            wrapped(call, &json!({}))
        }
        "CANCELED" => no(call, "seller-order-13", "Заказ уже отменен"),
        _ => no(call, "seller-order-02", "Неподходящий статус для отмены"),
    }
}

/// POST /v1/fbs/order/{orderId}/identifier.
pub(super) fn mark(bazaar: &Bazaar, call: &Call) -> Reply {
    let order = match order(bazaar, call) {
        Ok(order) => order,
        Err(refusal) => return refusal,
    };
    let body = call.json();
    let rows = at(&body, "items")
        .as_array()
        .filter(|rows| !rows.is_empty());
    let Some(rows) = rows else {
        return no(call, "seller-order-05", "Список позиций пуст");
    };
    let own = items(bazaar, &order, call.now);
    let known = |row: &Value| {
        own.iter()
            .any(|item| *at(item, "id") == *at(row, "orderItemId"))
    };
    let filled = |row: &Value| {
        at(row, "values")
            .as_array()
            .is_some_and(|all| !all.is_empty())
    };
    if !rows.iter().all(|row| known(row) && filled(row)) {
        return no(call, "seller-order-04", "Позиция не найдена");
    }
    if word(bazaar, &order, call.now) != "PACKING" {
        return no(call, "seller-order-02", "Неподходящий статус");
    }
    put(bazaar, call, &order, &json!({"marked": true}));
    let echo: Vec<Value> = rows
        .iter()
        .map(|row| json!({"required": true, "type": "ASL_BELGISI", "values": at(row, "values")}))
        .collect();
    wrapped(call, &echo.into())
}

/// GET /v1/fbs/order/{orderId}/labels/print.
pub(super) fn label(bazaar: &Bazaar, call: &Call) -> Reply {
    let order = match order(bazaar, call) {
        Ok(order) => order,
        Err(refusal) => return refusal,
    };
    if !matches!(call.query("size"), Some("LARGE" | "BIG")) {
        return no(call, "bad-request-001", "size is LARGE or BIG");
    }
    match word(bazaar, &order, call.now) {
        "PACKING" | "PENDING_DELIVERY" => wrapped(call, &json!({"document": [document()]})),
        _ => no(call, "seller-order-02", "Неподходящий статус"),
    }
}

type Hindrance = Option<(&'static str, &'static str)>;

/// A step from one of some statuses to the next, unless something is in the way.
fn step(
    bazaar: &Bazaar,
    call: &Call,
    from: &[&str],
    to: &str,
    hindrance: impl Fn(&Order) -> Hindrance,
) -> Reply {
    let order = match order(bazaar, call) {
        Ok(order) => order,
        Err(refusal) => return refusal,
    };
    if let Some((code, message)) = hindrance(&order) {
        return no(call, code, message);
    }
    if !from.contains(&word(bazaar, &order, call.now)) {
        return no(call, "seller-order-02", "Неподходящий статус");
    }
    put(bazaar, call, &order, &json!({"status": to}));
    wrapped(call, &shape(bazaar, &order, call.now))
}

/// Writes what was done beside what was done before.
pub(super) fn put(bazaar: &Bazaar, call: &Call, order: &Order, what: &Value) {
    let mut all = steps(bazaar, order);
    if !all.is_object() {
        all = json!({});
    }
    if let (Some(all), Some(what)) = (all.as_object_mut(), what.as_object()) {
        all.extend(what.clone());
    }
    bazaar.change(call, STEPS, &order.number.to_string(), &all);
}
