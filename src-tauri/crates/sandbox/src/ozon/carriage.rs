//! Shipments of the seller's own parcels: `/v2/carriage/delivery/list`, `/v1/carriage/…`. One is made of
//! all that is packed, then confirmed.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde_json::{Value, json};

use super::posting::posting_number;
use super::{STALL, document, own_delivery, parcel, refuse, stamp};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::world::{Stage, Warehouse};

/// The page of the book.
const PAGE: &str = "carriages";

/// Numbers of shipments that the seller made begin here.
pub(super) const FIRST: i64 = 900_000_260_000_000;

/// Parcels are looked for so far back.
const BACK: TimeDelta = TimeDelta::days(60);

/// A shipment as it stands.
struct Carriage {
    id: i64,
    day: NaiveDate,
    state: String,
    postings: Vec<String>,
    made: DateTime<Utc>,
}

/// The day in Moscow.
pub(super) fn today(now: DateTime<Utc>) -> NaiveDate {
    (now + TimeDelta::hours(3)).date_naive()
}

fn all(bazaar: &Bazaar) -> Vec<Carriage> {
    let entries = bazaar.book.all(STALL.id, PAGE).into_iter();
    let read = |(key, value, made): (String, Value, DateTime<Utc>)| {
        let text = |name: &str| value.get(name).and_then(Value::as_str);
        let postings = value.get("postings").and_then(Value::as_array);
        Some(Carriage {
            id: key.parse().ok()?,
            day: text("day")?.parse().ok()?,
            state: text("state")?.to_owned(),
            postings: postings
                .into_iter()
                .flatten()
                .filter_map(|one| one.as_str().map(str::to_owned))
                .collect(),
            made,
        })
    };
    let mut all: Vec<Carriage> = entries
        .filter_map(|(key, entry)| read((key, entry.value, entry.at)))
        .collect();
    all.sort_by_key(|one| one.id);
    all
}

fn place() -> Option<&'static Warehouse> {
    STALL.warehouses.iter().find(|place| place.own)
}

/// Parcels that are packed and in no shipment.
fn packed(bazaar: &Bazaar, now: DateTime<Utc>) -> Vec<String> {
    let all = all(bazaar);
    let taken = all.iter().filter(|one| one.state != "cancelled");
    let taken: Vec<&String> = taken.flat_map(|one| &one.postings).collect();
    let orders = bazaar.world.orders_since(&STALL, now - BACK, now);
    let own = orders.iter().filter(|order| {
        let (stage, _) = parcel::stage(bazaar, order, now);
        order.warehouse.own
            && stage == Stage::Packing
            && !own_delivery::is_own(order)
            && !own_delivery::is_disputed(bazaar, order, stage)
    });
    own.map(posting_number)
        .filter(|number| !taken.contains(&number))
        .collect()
}

/// `/v2/carriage/delivery/list`: a method without parcels is not told.
pub(super) fn list(bazaar: &Bazaar, call: &Call) -> Reply {
    let ask = Ask::of(call);
    let limit = ask.as_ref().and_then(|ask| ask.whole("/limit"));
    if !limit.is_some_and(|limit| (1..=1000).contains(&limit)) {
        return refuse::invalid("limit: value must be inside range [1, 1000]");
    }
    let day = today(call.now);
    let made = all(bazaar).into_iter().filter(|one| one.day == day);
    let mut rows: Vec<Value> = made
        .map(|one| carriage(one.id, &one.state, one.postings.len()))
        .collect();
    let waiting = packed(bazaar, call.now).len();
    if waiting > 0 {
        rows.push(carriage(0, "", waiting));
    }
    let methods: Vec<Value> = place()
        .filter(|_| !rows.is_empty())
        .map(|place| method(place, call.now, &rows))
        .into_iter()
        .collect();
    Reply::json(&json!({"cursor": "", "has_next": false, "methods": methods}))
}

fn carriage(id: i64, state: &str, postings: usize) -> Value {
    json!({
        "all_blr_traceable": false,
        "available_actions": [],
        "carriage_volume": 4.5,
        "id": id,
        "pickup_fee": {"currency_code": "RUB", "value": 0},
        "postings_count": postings,
        "quantum_count": 0,
        "status": state,
    })
}

fn method(place: &Warehouse, now: DateTime<Utc>, carriages: &[Value]) -> Value {
    let day = today(now);
    let count = |row: &Value| row.get("postings_count").and_then(Value::as_i64);
    let postings: i64 = carriages.iter().filter_map(count).sum();
    json!({
        "carriage_postings_count": postings,
        "carriages": carriages,
        "cutoff_at": format!("{day}T15:00:00Z"),
        "delivery_method_id": place.id,
        "delivery_method_name": format!("Доставка Ozon самостоятельно, {}", place.name),
        "delivery_method_status": "active",
        "departure_date": format!("{day}T00:00:00Z"),
        "dropoff_address": "г. Самарканд, ул. Рудаки, 1",
        "dropoff_point_id": 1_020_000_000_001_i64,
        "dropoff_point_type": "DROPOFF",
        "errors": [],
        "first_mile_changing": false,
        "first_mile_type": "DropOff",
        "has_entrusted_acceptance": false,
        "integration_type": "ozon",
        "is_optional_carriage": false,
        "is_presort": false,
        "is_rfbs": false,
        "mandatory_packaged_count": postings,
        "mandatory_postings_count": postings,
        "optional_packaged_count": 0,
        "tpl_provider_name": "Доставка Ozon",
        "warehouse_city": place.name,
        "warehouse_id": place.id,
        "warehouse_name": place.name,
    })
}

/// `/v1/carriage/create`.
pub(super) fn create(bazaar: &Bazaar, call: &Call) -> Reply {
    let ask = Ask::of(call);
    let whole = |pointer: &str| ask.as_ref().and_then(|ask| ask.whole(pointer));
    let method = whole("/delivery_method_id");
    if place().map(|place| place.id) != method {
        return refuse::not_found("DELIVERY_METHOD_NOT_FOUND");
    }
    let day = ask.as_ref().map(|ask| ask.instant("/departure_date"));
    let day = match day {
        Some(Ok(Some(at))) => at.date_naive(),
        Some(Ok(None)) => today(call.now),
        _ => return refuse::invalid("departure_date: invalid value"),
    };
    let postings = packed(bazaar, call.now);
    if day != today(call.now) || postings.is_empty() {
        return refuse::invalid("POSTINGS_FOR_CARRIAGE_NOT_FOUND");
    }
    let made = i64::try_from(bazaar.book.len(STALL.id, PAGE)).unwrap_or(0);
    let id = FIRST + made;
    let value = json!({"day": day.to_string(), "state": "new", "postings": postings});
    bazaar.change(call, PAGE, &id.to_string(), &value);
    Reply::json(&json!({"carriage_id": id}))
}

fn named(bazaar: &Bazaar, call: &Call) -> Result<Carriage, Reply> {
    let id = Ask::of(call).and_then(|ask| ask.whole("/carriage_id"));
    let mut all = all(bazaar).into_iter();
    all.find(|one| Some(one.id) == id)
        .ok_or_else(|| refuse::not_found("CARRIAGE_NOT_FOUND"))
}

fn put(bazaar: &Bazaar, call: &Call, one: &Carriage, state: &str) {
    let value = json!({"day": one.day.to_string(), "state": state, "postings": one.postings});
    bazaar.change(call, PAGE, &one.id.to_string(), &value);
}

/// `/v1/carriage/approve`.
pub(super) fn approve(bazaar: &Bazaar, call: &Call) -> Reply {
    match named(bazaar, call) {
        Ok(one) if one.state == "new" => {
            put(bazaar, call, &one, "formed");
            Reply::json(&json!({}))
        }
        Ok(_) => refuse::invalid("CARRIAGE_HAS_INCORRECT_STATUS"),
        Err(refusal) => refusal,
    }
}

/// `/v1/carriage/cancel`: its parcels can go into another one.
pub(super) fn cancel(bazaar: &Bazaar, call: &Call) -> Reply {
    match named(bazaar, call) {
        Ok(one) if one.state == "cancelled" => {
            let words = "CARRIAGE_ALREADY_CANCELLED";
            Reply::json(&json!({"carriage_status": "cancelled", "error": words}))
        }
        Ok(one) => {
            put(bazaar, call, &one, "cancelled");
            Reply::json(&json!({"carriage_status": "cancelled", "error": ""}))
        }
        Err(refusal) => refusal,
    }
}

/// `/v1/carriage/get`.
pub(super) fn get(bazaar: &Bazaar, call: &Call) -> Reply {
    let one = match named(bazaar, call) {
        Ok(one) => one,
        Err(refusal) => return refusal,
    };
    let place = place().map(|place| place.id);
    let formed = one.state == "formed";
    let actions: &[&str] = if formed { &["get_shipping_list"] } else { &[] };
    Reply::json(&json!({
        "act_type": "act_of_acceptance",
        "all_blr_traceable": false,
        "arrival_pass_ids": [],
        "available_actions": actions,
        "cancel_availability": {"is_cancel_available": one.state != "cancelled", "reason": ""},
        "carriage_id": one.id,
        "company_id": 1_000_001,
        "containers_count": 1,
        "created_at": stamp(one.made),
        "delivery_method_id": place,
        "departure_date": one.day.to_string(),
        "first_mile_type": "DropOff",
        "has_postings_for_next_carriage": !packed(bazaar, call.now).is_empty(),
        "integration_type": "ozon",
        "is_container_label_printed": false,
        "is_econom": false,
        "is_partial": false,
        "is_waybill_enabled": formed,
        "partial_num": 0,
        "retry_count": 0,
        "status": one.state,
        "tpl_provider_id": 24,
        "updated_at": stamp(one.made),
        "warehouse_id": place,
    }))
}

/// Papers of a day's confirmed shipments, as the list of acts tells them.
pub(super) fn acts(bazaar: &Bazaar, day: NaiveDate) -> Vec<Value> {
    let all = all(bazaar).into_iter();
    all.filter(|one| one.day == day && one.state == "formed")
        .map(|one| document::act_of(one.id, one.day, one.made))
        .collect()
}

/// The same of one.
pub(super) fn act(bazaar: &Bazaar, id: i64) -> Option<Value> {
    let mut all = all(bazaar).into_iter();
    let one = all.find(|one| one.id == id && one.state == "formed")?;
    Some(document::act_of(one.id, one.day, one.made))
}
