//! Handing orders over: status, boxes with marks, labels.

use chrono::{DateTime, Utc};
use http::StatusCode;
use serde_json::{Value, json};

use super::member::{at, set};
use super::{STALL, orders, refuse, status};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::world::{Order, Stage};

/// Status and substatus by order, as set by the seller.
const STATUSES: &str = "order-status";

/// Boxes by order.
const BOXES: &str = "order-boxes";

/// Status, substatus, and since when: the world's, unless the seller was faster or gave up.
pub(super) fn standing(
    bazaar: &Bazaar,
    order: &Order,
    now: DateTime<Utc>,
) -> (String, String, DateTime<Utc>) {
    let (stage, began) = order.stage(now);
    let (word, sub) = status::of(order, stage);
    let worlds = (word.to_owned(), sub.to_owned(), began);
    let key = orders::public(order.number).to_string();
    let Some(entry) = bazaar.book.get(STALL.id, STATUSES, &key) else {
        return worlds;
    };
    let text = |name: &str| {
        at(&entry.value, &format!("/{name}"))
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    let written = (text("status"), text("substatus"), entry.at);
    let ended = written.0 == "CANCELLED";
    match stage {
        _ if ended => written,
        Stage::Created => written,
        _ => worlds,
    }
}

/// Boxes as the seller packed them.
pub(super) fn boxes(bazaar: &Bazaar, order: i64) -> Option<Value> {
    let entry = bazaar.book.get(STALL.id, BOXES, &order.to_string())?;
    Some(entry.value)
}

/// The order of a path, with its number; only shops that hand over have any.
fn asked(bazaar: &Bazaar, call: &Call) -> Result<(i64, Order), Reply> {
    let id: Option<i64> = call.name("orderId").parse().ok();
    let mut all = bazaar.world.orders(&STALL, call.now).into_iter();
    let own = |order: &Order| order.warehouse.own;
    id.and_then(|id| {
        let order = all.find(|order| orders::public(order.number) == id && own(order))?;
        Some((id, order))
    })
    .ok_or_else(|| refuse::not_found("Order not found"))
}

/// `PUT /v2/campaigns/{c}/orders/{id}/status`. The order in the answer is left out: it is optional.
pub(super) fn update(bazaar: &Bazaar, call: &Call) -> Reply {
    let (id, order) = match asked(bazaar, call) {
        Ok(found) => found,
        Err(refusal) => return refusal,
    };
    let body = call.json();
    let word = |name: &str| {
        at(&body, &format!("/order/{name}"))
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    let (wanted, sub) = (word("status"), word("substatus"));
    let (status, substatus, _) = standing(bazaar, &order, call.now);
    let now = (status.as_str(), substatus.as_str());
    let allowed = match (wanted.as_str(), sub.as_str()) {
        ("PROCESSING", "READY_TO_SHIP") => now == ("PROCESSING", "STARTED"),
        ("CANCELLED", "SHOP_FAILED") => {
            matches!(now, ("PROCESSING", "STARTED" | "READY_TO_SHIP"))
        }
        _ => false,
    };
    if !allowed {
        let message = format!(
            "Order {id} with status {status} and substatus {substatus} is not allowed for status {wanted} and substatus {sub}"
        );
        return refuse::bad(&message);
    }
    let value = json!({"status": wanted, "substatus": sub});
    bazaar.change(call, STATUSES, &id.to_string(), &value);
    Reply::json(&json!({}))
}

/// `PUT /v2/campaigns/{c}/orders/{id}/boxes`.
pub(super) fn pack(bazaar: &Bazaar, call: &Call) -> Reply {
    let (id, order) = match asked(bazaar, call) {
        Ok(found) => found,
        Err(refusal) => return refusal,
    };
    let body = call.json();
    let boxes = at(&body, "/boxes").as_array().cloned().unwrap_or_default();
    let items = boxes
        .iter()
        .flat_map(|one| at(one, "/items").as_array().cloned().unwrap_or_default());
    let packed: i64 = items
        .filter_map(|item| at(&item, "/fullCount").as_i64())
        .sum();
    let wanted: i64 = order
        .lines
        .iter()
        .map(|line| i64::from(line.quantity))
        .sum();
    if packed != wanted {
        return refuse::bad("Boxes must hold every item of the order");
    }
    bazaar.change(call, BOXES, &id.to_string(), &Value::from(boxes.clone()));
    let boxes = boxes.into_iter().zip(1..).map(|(mut one, number)| {
        set(&mut one, "boxId", json!(id * 10 + number));
        one
    });
    let boxes: Vec<Value> = boxes.collect();
    Reply::json(&json!({"status": "OK", "result": {"boxes": boxes}}))
}

/// `GET /v2/campaigns/{c}/orders/{id}/delivery/labels`: a file.
pub(super) fn labels(bazaar: &Bazaar, call: &Call) -> Reply {
    match asked(bazaar, call) {
        Ok((id, _)) => pdf(&format!("label {id}")),
        Err(refusal) => refusal,
    }
}

/// The smallest thing that calls itself a PDF, with a text that tests can look for.
pub(super) fn pdf(text: &str) -> Reply {
    let body = format!("%PDF-1.4\n% {text}\n%%EOF\n");
    Reply::typed(StatusCode::OK, "application/pdf", body)
}
