//! Shipments of the first mile: one a day, of the orders that leave on it.

use chrono::{NaiveDate, TimeDelta};
use serde_json::{Value, json};

use super::goods::{cut, paging};
use super::handling::{pdf, standing};
use super::member::{at, set};
use super::{STALL, orders, places, refuse, stamp};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::page::{Page, Place};
use crate::world::Order;

/// Days that were confirmed.
const CONFIRMED: &str = "shipments";

/// Days of the API are Moscow's.
const MOSCOW: TimeDelta = TimeDelta::hours(3);

/// Numbers of shipments begin here.
const FIRST: i64 = 3_000_000;

fn epoch() -> NaiveDate {
    NaiveDate::default()
}

/// The shipment of an order: the day after it was made.
pub(super) fn of(order: &Order) -> (i64, NaiveDate) {
    let day = (order.created + MOSCOW + TimeDelta::days(1)).date_naive();
    (FIRST + (day - epoch()).num_days(), day)
}

/// One day's shipment with its orders.
struct Shipment {
    id: i64,
    day: NaiveDate,
    orders: Vec<i64>,
}

fn all(bazaar: &Bazaar, call: &Call) -> Vec<Shipment> {
    let mut all: Vec<Shipment> = Vec::new();
    let orders = bazaar.world.orders(&STALL, call.now);
    for order in orders.iter().filter(|order| order.warehouse.own) {
        if standing(bazaar, order, call.now).0 == "CANCELLED" {
            continue;
        }
        let ((id, day), number) = (of(order), orders::public(order.number));
        match all.iter_mut().find(|one| one.id == id) {
            Some(shipment) => shipment.orders.push(number),
            None => all.push(Shipment {
                id,
                day,
                orders: vec![number],
            }),
        }
    }
    all
}

impl Shipment {
    fn status(&self, bazaar: &Bazaar, call: &Call) -> &'static str {
        let today = (call.now + MOSCOW).date_naive();
        let confirmed = bazaar.book.get(STALL.id, CONFIRMED, &self.id.to_string());
        match confirmed {
            _ if self.day < today => "ACCEPTED",
            Some(_) => "OUTBOUND_CONFIRMED",
            None => "OUTBOUND_READY_FOR_CONFIRMATION",
        }
    }

    fn base(&self) -> Value {
        let noon = self.day.and_time(chrono::NaiveTime::MIN).and_utc() + TimeDelta::hours(9);
        let place = STALL.warehouses.iter().find(|place| place.own);
        json!({
            "id": self.id,
            "planIntervalFrom": stamp(noon),
            "planIntervalTo": stamp(noon + TimeDelta::hours(4)),
            "shipmentType": "IMPORT",
            "warehouse": {"id": place.map_or(1, |place| place.id),
                          "name": place.map_or("", |place| place.name)},
            "warehouseTo": {"id": 172, "name": "Сортировочный центр"},
            "externalId": self.id.to_string(),
            "orderIds": self.orders,
            "draftCount": self.orders.len(),
            "plannedCount": self.orders.len(),
            "factCount": 0,
            "signature": {"signed": false},
        })
    }
}

/// `PUT /v2/campaigns/{c}/first-mile/shipments`: days are written the other way round.
pub(super) fn search(bazaar: &Bazaar, call: &Call) -> Reply {
    page(bazaar, call).unwrap_or_else(|refusal| refusal)
}

fn page(bazaar: &Bazaar, call: &Call) -> Result<Reply, Reply> {
    let body = call.json();
    let day = |name: &str| {
        let text = at(&body, &format!("/{name}")).as_str().unwrap_or_default();
        let day = NaiveDate::parse_from_str(text, "%d-%m-%Y");
        day.map_err(|_| refuse::bad(&format!("{name}: must be DD-MM-YYYY")))
    };
    let (from, to) = (day("dateFrom")?, day("dateTo")?);
    let (limit, after) = cut(call, 15, 30, false)?;
    let mut rows = all(bazaar, call);
    let own = places::asked(bazaar, call).is_some_and(|shop| shop.own);
    rows.retain(|row| own && (from..=to).contains(&row.day));
    let place = |row: &Shipment| {
        let number = u64::try_from(row.id).unwrap_or_default();
        Place::of(chrono::DateTime::UNIX_EPOCH, number)
    };
    let page = Page::cut(rows, place, false, after, limit);
    let next = page.next();
    let rows = page.rows.iter().map(|row| {
        let mut value = row.base();
        set(&mut value, "status", json!(row.status(bazaar, call)));
        set(&mut value, "statusUpdateTime", json!(stamp(call.now)));
        value
    });
    let rows: Vec<Value> = rows.collect();
    Ok(Reply::json(&json!({
        "status": "OK",
        "result": {"shipments": rows, "paging": paging(next)},
    })))
}

fn asked(bazaar: &Bazaar, call: &Call) -> Result<Shipment, Reply> {
    let id = call.name("shipmentId");
    let mut all = all(bazaar, call).into_iter();
    all.find(|one| one.id.to_string() == id)
        .ok_or_else(|| refuse::not_found("Shipment not found"))
}

/// `GET /v2/campaigns/{c}/first-mile/shipments/{id}`.
pub(super) fn one(bazaar: &Bazaar, call: &Call) -> Reply {
    let shipment = match asked(bazaar, call) {
        Ok(shipment) => shipment,
        Err(refusal) => return refusal,
    };
    let status = shipment.status(bazaar, call);
    let mut result = shipment.base();
    set(
        &mut result,
        "currentStatus",
        json!({"status": status, "updateTime": stamp(call.now)}),
    );
    set(
        &mut result,
        "availableActions",
        match status {
            "OUTBOUND_READY_FOR_CONFIRMATION" => json!(["CONFIRM"]),
            _ => json!(["DOWNLOAD_ACT"]),
        },
    );
    Reply::json(&json!({"status": "OK", "result": result}))
}

/// `POST /v2/campaigns/{c}/first-mile/shipments/{id}/confirm`.
pub(super) fn confirm(bazaar: &Bazaar, call: &Call) -> Reply {
    match asked(bazaar, call) {
        Ok(one) if one.status(bazaar, call) == "OUTBOUND_READY_FOR_CONFIRMATION" => {
            bazaar.change(call, CONFIRMED, &one.id.to_string(), &json!(true));
            Reply::json(&json!({"status": "OK"}))
        }
        Ok(_) => refuse::bad("Shipment can not be confirmed"),
        Err(refusal) => refusal,
    }
}

/// `GET /v2/campaigns/{c}/first-mile/shipments/{id}/act`: a file, of confirmed shipments only.
pub(super) fn act(bazaar: &Bazaar, call: &Call) -> Reply {
    match asked(bazaar, call) {
        Ok(one) if one.status(bazaar, call) == "OUTBOUND_READY_FOR_CONFIRMATION" => {
            refuse::bad("Shipment is not confirmed")
        }
        Ok(one) => pdf(&format!("act {}", one.id)),
        Err(refusal) => refusal,
    }
}
