//! Supplies of assembly tasks: one a day from before the demo, and those that the seller makes.

use chrono::{DateTime, NaiveTime, SecondsFormat, TimeDelta, Utc};
use http::{Method, StatusCode};
use serde_json::{Value, json};

use super::{MARKETPLACE, STALL, refuse, tasks};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::venue::Route;

const HOST: &str = "marketplace-api";
const ONE: &str = "/api/v3/supplies/{supplyId}";
/// Page of the book, by number: null when it was given up.
const PAGE: &str = "supplies";
/// Numbers of supplies from before the demo count days, those of the seller begin here.
const OWN: u64 = 50_000_000;

pub(super) fn routes() -> Vec<Route> {
    let read = |path, handler| Route::read(Method::GET, HOST, path, &MARKETPLACE, handler);
    let write = |method, path, handler| Route::write(method, HOST, path, &MARKETPLACE, handler);
    vec![
        read("/api/v3/supplies", list),
        read(ONE, one),
        read("/api/v3/supplies/{supplyId}/barcode", barcode),
        write(Method::POST, "/api/v3/supplies", make),
        write(Method::DELETE, ONE, remove),
        write(
            Method::PATCH,
            "/api/marketplace/v3/supplies/{supplyId}/orders",
            fill,
        ),
        write(
            Method::PATCH,
            "/api/v3/supplies/{supplyId}/deliver",
            deliver,
        ),
        write(
            Method::PATCH,
            "/api/marketplace/v3/fbs/supplies/shipping-method",
            ship,
        ),
    ]
}

/// The supply of the day on which something was packed before the demo.
pub(super) fn of_day(packed: DateTime<Utc>) -> String {
    name(day(packed))
}

fn day(at: DateTime<Utc>) -> u64 {
    u64::try_from(at.timestamp().div_euclid(86_400)).unwrap_or(0)
}

fn name(number: u64) -> String {
    format!("WB-GI-{number}")
}

fn number(id: &str) -> Option<u64> {
    id.strip_prefix("WB-GI-")?.parse().ok()
}

/// When it was handed over, if it was.
pub(super) fn closed(bazaar: &Bazaar, id: &str, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let number = number(id)?;
    if number < OWN {
        let days = i64::try_from(number).ok()? + 1;
        let end = DateTime::from_timestamp(days * 86_400, 0)?;
        return (end <= now).then_some(end);
    }
    let written = bazaar.book.get(STALL.id, PAGE, id)?;
    (written.value.get("done") == Some(&json!(true))).then_some(written.at)
}

fn row(bazaar: &Bazaar, id: &str, now: DateTime<Utc>) -> Option<Value> {
    let number = number(id)?;
    let written = bazaar.book.history(STALL.id, PAGE, id);
    let (title, created) = match number {
        OWN.. => {
            let last = written.last().filter(|entry| !entry.value.is_null())?;
            let title = last.value.get("name").and_then(Value::as_str);
            (title.unwrap_or_default().to_owned(), written.first()?.at)
        }
        days => {
            let days = i64::try_from(days).ok()?;
            let begun = DateTime::from_timestamp(days * 86_400, 0)?;
            let begun = begun
                .date_naive()
                .and_time(NaiveTime::from_hms_opt(3, 0, 0)?);
            (
                format!("Поставка {}", begun.format("%d.%m")),
                begun.and_utc(),
            )
        }
    };
    let closed = closed(bazaar, id, now);
    let moment = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
    let mut row = json!({
        "id": id,
        "isB2b": false,
        "isPickupPointShipmentAllowed": true,
        "done": closed.is_some(),
        "createdAt": moment(created),
        "name": title,
        "cargoType": 1,
        "crossBorderType": 0,
        "spotAvailable": false,
    });
    let scanned = closed
        .map(|at| at + TimeDelta::hours(4))
        .filter(|at| *at <= now);
    for (name, at) in [("closedAt", closed), ("scanDt", scanned)] {
        if let (Some(at), Some(fields)) = (at, row.as_object_mut()) {
            fields.insert(name.to_owned(), json!(moment(at)));
        }
    }
    Some(row)
}

fn incorrect(code: &str) -> Reply {
    let message = "Передан некорректный параметр";
    refuse::coded(StatusCode::BAD_REQUEST, code, message)
}

fn unknown() -> Reply {
    refuse::coded(StatusCode::NOT_FOUND, "NotFound", "Не найдено")
}

/// GET /api/v3/supplies.
fn list(bazaar: &Bazaar, call: &Call) -> Reply {
    let number_of = |name: &str| call.whole(name).ok().flatten();
    let (Some(limit @ 1..=1000), Some(next)) = (number_of("limit"), number_of("next")) else {
        return incorrect("IncorrectParameter");
    };
    let start = bazaar.world.start();
    let first = day(start - TimeDelta::days(12));
    let mut numbers: Vec<u64> = (first..=day(start)).collect();
    let own = bazaar.book.all(STALL.id, PAGE).into_iter();
    numbers.extend(own.filter_map(|(id, _)| number(&id)));
    numbers.retain(|number| i64::try_from(*number).is_ok_and(|number| number > next));
    let rows = numbers
        .iter()
        .filter_map(|number| Some((*number, row(bazaar, &name(*number), call.now)?)));
    let rows: Vec<(u64, Value)> = rows.take(usize::try_from(limit).unwrap_or(1)).collect();
    let next = rows.last().map_or(0, |(number, _)| *number);
    let rows: Vec<Value> = rows.into_iter().map(|(_, row)| row).collect();
    Reply::json(&json!({"next": next, "supplies": rows}))
}

/// GET /api/v3/supplies/{supplyId}.
fn one(bazaar: &Bazaar, call: &Call) -> Reply {
    row(bazaar, call.name("supplyId"), call.now).map_or_else(unknown, |row| Reply::json(&row))
}

/// POST /api/v3/supplies.
fn make(bazaar: &Bazaar, call: &Call) -> Reply {
    let body = call.json();
    let title = body.get("name").and_then(Value::as_str);
    let fits = |title: &&str| (1..=128).contains(&title.chars().count());
    let Some(title) = title.filter(fits) else {
        return incorrect("IncorrectRequestBody");
    };
    let made = u64::try_from(bazaar.book.len(STALL.id, PAGE)).unwrap_or(0);
    let id = name(OWN + made + 1);
    bazaar.change(call, PAGE, &id, &json!({"name": title, "done": false}));
    Reply::status_json(StatusCode::CREATED, &json!({ "id": id }))
}

/// Tasks that lie in it.
fn within(bazaar: &Bazaar, call: &Call) -> Vec<tasks::Task> {
    let id = call.name("supplyId");
    let mut all = tasks::all(bazaar, call.now);
    all.retain(|task| {
        let standing = task.standing(bazaar, call.now);
        standing.supply.as_deref() == Some(id) && standing.supplier != "cancel"
    });
    all
}

/// DELETE /api/v3/supplies/{supplyId}.
fn remove(bazaar: &Bazaar, call: &Call) -> Reply {
    let id = call.name("supplyId");
    if row(bazaar, id, call.now).is_none() {
        return unknown();
    }
    if !within(bazaar, call).is_empty() {
        let words = "Убедитесь, что за ней не осталось закреплённых сборочных заданий.";
        return refuse::coded(StatusCode::CONFLICT, "SupplyHasOrders", words);
    }
    bazaar.change(call, PAGE, id, &Value::Null);
    Reply::empty(StatusCode::NO_CONTENT)
}

/// PATCH /api/marketplace/v3/supplies/{supplyId}/orders.
fn fill(bazaar: &Bazaar, call: &Call) -> Reply {
    let id = call.name("supplyId");
    if row(bazaar, id, call.now).is_none() {
        return unknown();
    }
    let body = call.json();
    let list = body.get("orders").and_then(Value::as_array);
    let Some(list) = list.filter(|list| (1..=100).contains(&list.len())) else {
        return incorrect("IncorrectParameter");
    };
    let fits = |id: &Value| {
        let task = tasks::find(bazaar, call.now, id.as_u64()?)?;
        let standing = task.standing(bazaar, call.now);
        let free = matches!(standing.supplier, "new" | "confirm") && standing.wb == "waiting";
        free.then_some(task)
    };
    let chosen: Option<Vec<tasks::Task>> = list.iter().map(fits).collect();
    let open = closed(bazaar, id, call.now).is_none();
    let Some(chosen) = chosen.filter(|_| open) else {
        let words = "Не удалось закрепить сборочное задание за поставкой.";
        return refuse::coded(StatusCode::CONFLICT, "FailedToAddSupplyOrder", words);
    };
    for task in chosen {
        bazaar.change(
            call,
            tasks::PAGE,
            &task.id.to_string(),
            &json!({ "supply": id }),
        );
    }
    Reply::empty(StatusCode::NO_CONTENT)
}

/// PATCH /api/v3/supplies/{supplyId}/deliver. The demo's seller is from Uzbekistan and need not say
/// how the supply travels.
fn deliver(bazaar: &Bazaar, call: &Call) -> Reply {
    let id = call.name("supplyId");
    let Some(supply) = row(bazaar, id, call.now) else {
        return unknown();
    };
    let inside = within(bazaar, call);
    if inside.is_empty() {
        let words = "Убедитесь, что за ней закреплён хотя бы одно сборочное задание.";
        return refuse::coded(StatusCode::CONFLICT, "SupplyHasZeroOrders", words);
    }
    if !inside.iter().all(|task| tasks::is_marked(bazaar, task)) {
        let words = "Fix them to dispatch items";
        return refuse::coded(StatusCode::CONFLICT, "MetaValidationFail", words);
    }
    let title = supply.get("name").cloned().unwrap_or_default();
    bazaar.change(call, PAGE, id, &json!({"name": title, "done": true}));
    Reply::empty(StatusCode::NO_CONTENT)
}

/// PATCH /api/marketplace/v3/fbs/supplies/shipping-method.
fn ship(bazaar: &Bazaar, call: &Call) -> Reply {
    let body = call.json();
    let list = body.get("data").and_then(Value::as_array);
    let Some(list) = list.filter(|list| (1..=100).contains(&list.len())) else {
        return incorrect("IncorrectRequestBody");
    };
    let result = |one: &Value| {
        let id = one
            .get("supplyId")
            .and_then(Value::as_str)
            .unwrap_or_default();
        match row(bazaar, id, call.now) {
            Some(_) => {
                bazaar.change(call, "shipping", id, one);
                json!({"supplyId": id, "success": true})
            }
            None => json!({"supplyId": id, "error": {"code": 404, "detail": "NotFound"}}),
        }
    };
    Reply::json(&json!({"results": list.iter().map(result).collect::<Vec<_>>()}))
}

/// GET /api/v3/supplies/{supplyId}/barcode.
fn barcode(bazaar: &Bazaar, call: &Call) -> Reply {
    let id = call.name("supplyId");
    let Some("png" | "svg" | "zplv" | "zplh") = call.query("type") else {
        return incorrect("IncorrectParameter");
    };
    if row(bazaar, id, call.now).is_none() {
        return unknown();
    }
    if closed(bazaar, id, call.now).is_none() {
        let words = "Поставка не передана в доставку";
        return refuse::coded(StatusCode::CONFLICT, "SupplyNotClosed", words);
    }
    Reply::json(&json!({"barcode": id, "file": tasks::PICTURE}))
}
