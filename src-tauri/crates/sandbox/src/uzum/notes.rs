//! Delivery notes of parcels: points and slots, notes made and given up, their papers.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use http::StatusCode;
use serde_json::{Value, json};

use super::orders::{iso, wrapped};
use super::status::{note, scheme, word};
use super::steps::{document, no, own, put};
use super::{STALL, at, refuse, seller, set};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::world::{Order, dice};

/// The number of a note is its identity and this.
pub(super) const NOTES_FROM: u64 = 120_000_000_000;
/// Notes that the seller makes here are numbered from this on.
const MADE_FROM: u64 = 9_000_000;
/// Page of the book: `{status, point, slot}` by note.
const NOTES: &str = "notes";
/// Notes of one answer; `size` is refused.
const SIZE: usize = 20;
const STATUSES: [&str; 4] = ["CREATED", "ACCEPTANCE_IN_PROGRESS", "CANCELLED", "ACCEPTED"];
const POINTS: [&str; 2] = ["Samarqand, Rudakiy ko‘chasi 12", "Samarqand, Dahbed 40"];

/// GET /v1/fbs/invoice.
pub(super) fn list(bazaar: &Bazaar, call: &Call) -> Reply {
    let wanted: Vec<&str> = call.queries("statuses").collect();
    let known = !wanted.is_empty() && wanted.iter().all(|word| STATUSES.contains(word));
    let page = call
        .whole("page")
        .map(|page| usize::try_from(page.unwrap_or(0)));
    let (true, Ok(Ok(page)), None) = (known, page, call.query("size")) else {
        return no(
            call,
            "bad-request-001",
            "statuses is required, size is fixed",
        );
    };
    let mut found = all(bazaar, call);
    found.retain(|note| {
        wanted.contains(&at(at(note, "status"), "value").as_str().unwrap_or_default())
    });
    let rows: Vec<Value> = found
        .into_iter()
        .skip(page.saturating_mul(SIZE))
        .take(SIZE)
        .collect();
    wrapped(call, &rows.into())
}

/// GET /v1/fbs/invoice/{invoiceId}.
pub(super) fn one(bazaar: &Bazaar, call: &Call) -> Reply {
    match named(bazaar, call) {
        Ok(note) => wrapped(call, &note),
        Err(refusal) => refusal,
    }
}

/// GET /v1/fbs/invoice/{invoiceId}/print and /closing-documents.
pub(super) fn print(bazaar: &Bazaar, call: &Call) -> Reply {
    match named(bazaar, call) {
        Ok(_) => wrapped(call, &json!({"document": document()})),
        Err(refusal) => refusal,
    }
}

/// POST /v1/fbs/invoice.
pub(super) fn make(bazaar: &Bazaar, call: &Call) -> Reply {
    let body = call.json();
    if *at(&body, "sellerId") != seller(bazaar) {
        let code = "fbs-2-seller-access-denied";
        return refuse::refuse(StatusCode::FORBIDDEN, code, "У продавца нет доступа", call);
    }
    if !points(bazaar)
        .iter()
        .any(|point| *at(point, "uuid") == *at(&body, "dropOffPointUuid"))
    {
        return no(call, "seller-order-14", "Пункт приема не найден");
    }
    let slots = slots(bazaar, call.now);
    if !slots
        .iter()
        .any(|slot| *at(slot, "uuid") == *at(&body, "timeSlotUuid"))
    {
        return no(call, "seller-order-23", "Таймслот недоступен");
    }
    let numbers = at(&body, "orderIds")
        .as_array()
        .cloned()
        .unwrap_or_default();
    let orders: Option<Vec<Order>> = numbers
        .iter()
        .map(|number| own(bazaar, call, number.as_u64()?))
        .collect();
    let packed =
        |order: &Order| scheme(order) == "FBS" && word(bazaar, order, call.now) == "PACKING";
    let Some(orders) = orders.filter(|all| !all.is_empty() && all.iter().all(packed)) else {
        return no(call, "seller-order-02", "Неподходящий статус заказа");
    };
    let id = MADE_FROM + bazaar.book.len(STALL.id, NOTES) as u64;
    for order in &orders {
        put(
            bazaar,
            call,
            order,
            &json!({"status": "PENDING_DELIVERY", "note": id}),
        );
    }
    let value = json!({
        "point": at(&body, "dropOffPointUuid"),
        "slot": at(&body, "timeSlotUuid"),
        "orders": numbers,
    });
    bazaar.change(call, NOTES, &id.to_string(), &value);
    let note = found(bazaar, call, &id.to_string());
    wrapped(call, &note.unwrap_or_default())
}

/// POST /v1/fbs/invoice/{invoiceId}/cancel: its parcels are being packed again.
pub(super) fn cancel(bazaar: &Bazaar, call: &Call) -> Reply {
    let note = match named(bazaar, call) {
        Ok(note) => note,
        Err(refusal) => return refusal,
    };
    if *at(at(&note, "status"), "value") != "CREATED" {
        return no(call, "seller-order-16", "Неподходящий статус накладной");
    }
    let id = call.name("invoiceId");
    let mut value = bazaar
        .book
        .get(STALL.id, NOTES, id)
        .map_or_else(|| json!({}), |entry| entry.value);
    let numbers = at(&value, "orders").as_array().cloned().unwrap_or_default();
    for number in numbers.iter().filter_map(Value::as_u64) {
        if let Some(order) = own(bazaar, call, number) {
            put(
                bazaar,
                call,
                &order,
                &json!({"status": "PACKING", "note": null}),
            );
        }
    }
    set(&mut value, "status", "CANCELLED".into());
    bazaar.change(call, NOTES, id, &value);
    wrapped(call, &json!({"id": at(&note, "id")}))
}

/// GET /v1/fbs/invoice/dop/drop-off-points.
pub(super) fn drop_off_points(bazaar: &Bazaar, call: &Call) -> Reply {
    if call.queries("customerOrderIds").next().is_none() {
        return no(call, "bad-request-001", "customerOrderIds is required");
    }
    wrapped(call, &json!({"dropOffPoints": points(bazaar)}))
}

/// GET /v1/fbs/invoice/dop/time-slot.
pub(super) fn time_slots(bazaar: &Bazaar, call: &Call) -> Reply {
    let point = call.query("dopId").unwrap_or_default();
    let known = points(bazaar).iter().any(|one| *at(one, "uuid") == point);
    if !known || call.queries("sellerOrderIds").next().is_none() {
        return no(call, "seller-order-14", "Пункт приема не найден");
    }
    wrapped(call, &json!({"timeSlots": slots(bazaar, call.now)}))
}

fn points(bazaar: &Bazaar) -> Vec<Value> {
    let point = |(place, address): (i64, &str)| {
        let number = bazaar.world.number("uzum point", place);
        json!({
            "uuid": dice::uuid(number),
            "address": address,
            "type": "DROP_OFF_POINT",
            "dimensionalGroupIsLarge": false,
        })
    };
    (0..).zip(POINTS).map(point).collect()
}

/// The next three full hours from tomorrow's morning on.
fn slots(bazaar: &Bazaar, now: DateTime<Utc>) -> Vec<Value> {
    let day = now.timestamp() / 86_400 + 1;
    let slot = |hour: i64| {
        let from = DateTime::from_timestamp(day * 86_400 + hour * 3_600, 0).unwrap_or(now);
        let number = bazaar.world.number("uzum slot", day * 24 + hour);
        json!({
            "uuid": dice::uuid(number),
            "timeFrom": iso(from),
            "timeTo": iso(from + TimeDelta::hours(1)),
        })
    };
    (5..8).map(slot).collect()
}

fn named(bazaar: &Bazaar, call: &Call) -> Result<Value, Reply> {
    found(bazaar, call, call.name("invoiceId")).ok_or_else(|| {
        let message = "Накладная не найдена";
        refuse::refuse(StatusCode::NOT_FOUND, "fbs-invoice-01", message, call)
    })
}

fn found(bazaar: &Bazaar, call: &Call, id: &str) -> Option<Value> {
    let id: u64 = id.parse().ok()?;
    all(bazaar, call)
        .into_iter()
        .find(|note| *at(note, "id") == id)
}

/// All notes, newest first: those that the world's seller made and those made here.
fn all(bazaar: &Bazaar, call: &Call) -> Vec<Value> {
    let orders = bazaar.world.orders(&STALL, call.now);
    let mut groups: BTreeMap<u64, Vec<&Order>> = BTreeMap::new();
    for order in orders.iter().filter(|order| order.warehouse.own) {
        if let Some(id) = note(bazaar, order, call.now) {
            groups.entry(id).or_default().push(order);
        }
    }
    for (id, entry) in bazaar.book.all(STALL.id, NOTES) {
        let (Ok(id), Some(numbers)) = (id.parse(), at(&entry.value, "orders").as_array()) else {
            continue;
        };
        let within = |order: &&Order| numbers.iter().any(|number| *number == order.number);
        groups.insert(id, orders.iter().filter(within).collect());
    }
    let groups = groups.iter().rev();
    groups
        .map(|(id, orders)| shape(bazaar, call, *id, orders))
        .collect()
}

fn shape(bazaar: &Bazaar, call: &Call, id: u64, orders: &[&Order]) -> Value {
    let entry = bazaar.book.get(STALL.id, NOTES, &id.to_string());
    let made_here = id >= MADE_FROM;
    let first = orders.iter().map(|order| order.created).min();
    let made = match &entry {
        Some(entry) if made_here => entry.at,
        _ => first.unwrap_or(call.now),
    };
    let waits = |order: &&Order| word(bazaar, order, call.now) == "PENDING_DELIVERY";
    let value = entry.map_or(Value::Null, |entry| entry.value);
    let status = match at(&value, "status").as_str() {
        Some(_) => "CANCELLED",
        None if orders.iter().any(waits) => "CREATED",
        None => "ACCEPTED",
    };
    let price: i64 = orders.iter().map(|order| order.total()).sum();
    let accepted = status == "ACCEPTED";
    let points = points(bazaar);
    let point = points
        .iter()
        .find(|point| *at(point, "uuid") == *at(&value, "point"));
    let point = point
        .or_else(|| points.first())
        .cloned()
        .unwrap_or_default();
    let taken = made + TimeDelta::hours(20);
    let mut note = json!({
        "id": id,
        "number": NOTES_FROM + id,
        "status": {"value": status, "text": status, "color": "grey"},
        "dateCreated": iso(made),
        "dateUpdated": iso(if accepted { taken } else { made }),
        "fullPrice": price,
        "acceptedPrice": if accepted { price } else { 0 },
        "numberOrders": orders.len(),
        "numberAcceptedOrders": if accepted { orders.len() } else { 0 },
        "stock": {"id": 1, "title": "Uzum Samarqand"},
        "dropOffPoint": {"uuid": at(&point, "uuid"), "address": at(&point, "address"), "type": at(&point, "type")},
        "timeSlot": {"timeFrom": iso(taken), "timeTo": iso(taken + TimeDelta::hours(1))},
    });
    if accepted {
        set(&mut note, "acceptanceStartedDate", iso(taken).into());
        set(
            &mut note,
            "acceptedDate",
            iso(taken + TimeDelta::minutes(30)).into(),
        );
    }
    note
}
