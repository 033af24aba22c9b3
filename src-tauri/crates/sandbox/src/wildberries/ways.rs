//! Tasks that are not handed over to WB's warehouse: the seller delivers them (DBS), WB's courier
//! fetches them (DBW), the buyer fetches them (pickup). Lists name the new and the ended ones only.

mod rows;
mod steps;

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use http::{Method, StatusCode};
use serde_json::{Value, json};

use self::rows::{ended_row, new_row};
use super::tasks::{PICTURE, Task, of_way, sticker};
use super::{STALL, refuse};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::limits::Limit;
use crate::venue::{Handler, Route};
use crate::world::{Order, Stage};

const HOST: &str = "marketplace-api";
const DBS: Limit = Limit::new("dbs", 300, 60, 20);
const DBS_META: Limit = Limit::new("dbs-meta", 300, 60, 20);
const DBS_MARKS: Limit = Limit::new("dbs-marks", 500, 60, 20);
const DBW: Limit = Limit::new("dbw", 300, 60, 20);
const DBW_MARKS: Limit = Limit::new("dbw-marks", 1000, 60, 20);
const PICKUP: Limit = Limit::new("pickup", 300, 60, 20);
const PICKUP_STATUS: Limit = Limit::new("pickup-status", 1, 1, 10);
const PICKUP_META: Limit = Limit::new("pickup-meta", 150, 60, 20);
const PICKUP_MARKS: Limit = Limit::new("pickup-marks", 20, 60, 20);
/// Each step has a limit of its own.
static STEPS: [Limit; 9] = [
    Limit::new("dbs-confirm", 1, 1, 10),
    Limit::new("dbs-deliver", 1, 1, 10),
    Limit::new("dbs-receive", 1, 1, 10),
    Limit::new("dbs-reject", 1, 1, 10),
    Limit::new("dbs-cancel", 1, 1, 10),
    Limit::new("pickup-confirm", 1, 1, 10),
    Limit::new("pickup-prepare", 1, 1, 10),
    Limit::new("pickup-receive", 1, 1, 10),
    Limit::new("pickup-reject", 1, 1, 10),
];
const PICKUP_CANCEL: Limit = Limit::new("pickup-cancel", 1, 1, 10);

/// Pages of the book, by task: how far the seller brought it, and its marks by kind.
const PAGE: &str = "ways";
const MARKED: &str = "ways marks";
/// Every kind, so that each can be tried.
const KINDS: [&str; 4] = ["sgtin", "imei", "uin", "gtin"];

/// How a task reaches its buyer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Fbs,
    Dbs,
    Dbw,
    Pickup,
}

impl Way {
    /// Every other order does not go through WB's warehouse.
    pub(super) fn of(order: &Order) -> Self {
        match order.number % 6 {
            3 => Self::Dbs,
            4 => Self::Dbw,
            5 => Self::Pickup,
            _ => Self::Fbs,
        }
    }

    fn asked(call: &Call) -> Self {
        let within = |part: &str| call.template.contains(part);
        if within("/dbs/") {
            Self::Dbs
        } else if within("/dbw/") {
            Self::Dbw
        } else {
            Self::Pickup
        }
    }
}

pub(super) fn routes() -> Vec<Route> {
    let read = |path, limit, handler: Handler| Route::read(Method::GET, HOST, path, limit, handler);
    let ask = |path, limit, handler: Handler| Route::read(Method::POST, HOST, path, limit, handler);
    let mut routes = vec![
        read("/api/v3/dbs/orders/new", &DBS, new),
        read("/api/v3/dbs/orders", &DBS, list),
        ask("/api/marketplace/v3/dbs/orders/status/info", &DBS, status),
        ask(
            "/api/marketplace/v3/dbs/orders/meta/details",
            &DBS_META,
            details,
        ),
        ask("/api/marketplace/v3/dbs/orders/stickers", &DBS, stickers),
        read("/api/v3/dbw/orders/new", &DBW, new),
        read("/api/v3/dbw/orders", &DBW, list),
        ask("/api/v3/dbw/orders/status", &DBW, status),
        ask("/api/marketplace/v3/dbw/orders/meta/details", &DBW, details),
        ask("/api/v3/dbw/orders/stickers", &DBW, stickers),
        read("/api/v3/click-collect/orders/new", &PICKUP, new),
        read("/api/v3/click-collect/orders", &PICKUP, list),
        ask(
            "/api/marketplace/v3/click-collect/orders/status/info",
            &PICKUP_STATUS,
            status,
        ),
        ask(
            "/api/marketplace/v3/click-collect/orders/meta/details",
            &PICKUP_META,
            details,
        ),
    ];
    routes.extend(steps::routes());
    routes
}

/// The seller's part and WB's part.
struct Standing {
    supplier: String,
    wb: &'static str,
}

impl Standing {
    fn of(bazaar: &Bazaar, task: &Task) -> Self {
        let written = bazaar.book.get(STALL.id, PAGE, &task.id.to_string());
        let written = written.and_then(|entry| entry.value.as_str().map(str::to_owned));
        let gone = task.stage == Stage::Cancelled;
        let supplier = match written {
            Some(word) if !gone || is_over(&word) => word,
            _ if gone && !task.by_buyer => "cancel".to_owned(),
            _ => by_itself(task).to_owned(),
        };
        let wb = match supplier.as_str() {
            "receive" => "sold",
            "reject" => "canceled_by_client",
            "cancel" => "canceled",
            _ if gone => "declined_by_client",
            "prepare" => "ready_for_pickup",
            _ => "waiting",
        };
        Self { supplier, wb }
    }

    fn ended(&self) -> bool {
        is_over(&self.supplier) || self.wb == "declined_by_client"
    }
}

fn is_over(word: &str) -> bool {
    matches!(word, "receive" | "reject" | "cancel")
}

/// How far a task came that was packed before the demo.
fn by_itself(task: &Task) -> &'static str {
    match (task.stage, task.way) {
        _ if task.packed.is_none() => "new",
        (Stage::Completed | Stage::Returned, _) => "receive",
        (Stage::Created | Stage::Packing | Stage::Cancelled, _) => "confirm",
        (_, Way::Pickup) => "prepare",
        (_, Way::Dbs) => "deliver",
        _ => "complete",
    }
}

fn find(bazaar: &Bazaar, call: &Call, id: u64) -> Option<Task> {
    let mut all = of_way(bazaar, Way::asked(call), call.now).into_iter();
    all.find(|task| task.id == id)
}

/// The tasks of these numbers, as far as there are such.
fn chosen(bazaar: &Bazaar, call: &Call, ids: Vec<u64>) -> Vec<(u64, Option<Task>)> {
    let all = of_way(bazaar, Way::asked(call), call.now).into_iter();
    let mut all: BTreeMap<u64, Task> = all.map(|task| (task.id, task)).collect();
    ids.into_iter().map(|id| (id, all.remove(&id))).collect()
}

/// GET …/orders/new.
fn new(bazaar: &Bazaar, call: &Call) -> Reply {
    let waits = |task: &Task| {
        let standing = Standing::of(bazaar, task);
        standing.supplier == "new" && standing.wb == "waiting"
    };
    let all = of_way(bazaar, Way::asked(call), call.now).into_iter();
    let rows = all.filter(waits).filter_map(|task| new_row(bazaar, &task));
    Reply::json(&json!({ "orders": rows.collect::<Vec<_>>() }))
}

/// GET …/orders: those that have ended.
fn list(bazaar: &Bazaar, call: &Call) -> Reply {
    let number = |name: &str| call.whole(name).ok().flatten();
    let (limit, next) = (number("limit"), number("next"));
    let (from, to) = (number("dateFrom"), number("dateTo"));
    let (Some(limit @ 1..=1000), Some(next), Some(from), Some(to)) = (limit, next, from, to) else {
        return incorrect();
    };
    if to - from > TimeDelta::days(30).num_seconds() {
        return incorrect();
    }
    let id = |task: &Task| i64::try_from(task.id).unwrap_or(0);
    let mut tasks = of_way(bazaar, Way::asked(call), call.now);
    tasks.retain(|task| {
        let within = (from..=to).contains(&task.created.timestamp()) && id(task) > next;
        within && Standing::of(bazaar, task).ended()
    });
    tasks.sort_by_key(|task| task.id);
    tasks.truncate(usize::try_from(limit).unwrap_or(1));
    let next = tasks.last().map_or(0, id);
    let rows = tasks.iter().filter_map(|task| ended_row(bazaar, task));
    Reply::json(&json!({ "next": next, "orders": rows.collect::<Vec<_>>() }))
}

/// The numbers of a body; newer requests name them otherwise.
fn named(call: &Call, most: usize) -> Option<Vec<u64>> {
    let body = call.json();
    let list = body.get("ordersIds").or(body.get("orders"))?.as_array()?;
    let ids: Vec<u64> = list.iter().filter_map(Value::as_u64).collect();
    (1..=most).contains(&ids.len()).then_some(ids)
}

/// POST …/orders/status, …/orders/status/info.
fn status(bazaar: &Bazaar, call: &Call) -> Reply {
    let Some(ids) = named(call, 1000) else {
        return refused(call);
    };
    let older = Way::asked(call) == Way::Dbw;
    let row = |(id, task): (u64, Option<Task>)| {
        let Some(task) = task else {
            let missing = json!([{ "code": 404, "detail": "NotFound" }]);
            let row =
                json!({ "orderId": id, "supplierStatus": "", "wbStatus": "", "errors": missing });
            return (!older).then_some(row);
        };
        let Standing { supplier, wb } = Standing::of(bazaar, &task);
        Some(match older {
            true => json!({ "id": id, "supplierStatus": supplier, "wbStatus": wb }),
            false => {
                json!({ "orderId": id, "supplierStatus": supplier, "wbStatus": wb, "errors": [] })
            }
        })
    };
    let rows = chosen(bazaar, call, ids).into_iter().filter_map(row);
    Reply::json(&json!({ "orders": rows.collect::<Vec<_>>() }))
}

/// The mark of a kind; those of what was packed by itself were given then.
fn given(bazaar: &Bazaar, task: &Task, kind: &str) -> Option<String> {
    let written = bazaar.book.get(STALL.id, MARKED, &task.id.to_string());
    let code = written.and_then(|entry| entry.value.get(kind).cloned());
    let code = code.and_then(|code| code.as_str().map(str::to_owned));
    code.or_else(|| task.packed.map(|_| format!("0104780063010017{}", task.id)))
}

/// POST …/orders/meta/details.
fn details(bazaar: &Bazaar, call: &Call) -> Reply {
    let Some(ids) = named(call, 1000) else {
        return refused(call);
    };
    let tasks = chosen(bazaar, call, ids)
        .into_iter()
        .filter_map(|(_, task)| task);
    let rows = tasks.map(|task| {
        let mark = |kind: &&str| {
            let value = given(bazaar, &task, kind);
            let decision = if value.is_some() {
                "filled"
            } else {
                "required"
            };
            json!({ "key": kind, "value": value.unwrap_or_default(), "decision": decision })
        };
        let marks: Vec<Value> = KINDS.iter().map(mark).collect();
        json!({ "orderId": task.id, "isError": false, "errors": [], "metaDetails": marks })
    });
    let rows: Vec<Value> = rows.collect();
    Reply::json(&json!({ "requestId": refuse::request_id(call), "orders": rows }))
}

/// POST …/orders/stickers.
fn stickers(bazaar: &Bazaar, call: &Call) -> Reply {
    let way = Way::asked(call);
    let form = match way {
        Way::Dbs => call.query("type") == Some("pdf"),
        _ => matches!(call.query("type"), Some("png" | "svg" | "zplv" | "zplh")),
    };
    let size = (call.query("width"), call.query("height")) == (Some("58"), Some("40"));
    let Some(ids) = named(call, 100).filter(|_| form && size) else {
        return incorrect();
    };
    let file = if way == Way::Dbs { DOCUMENT } else { PICTURE };
    let packed = chosen(bazaar, call, ids)
        .into_iter()
        .filter_map(|(_, task)| task);
    let packed = packed.filter(|task| {
        let supplier = Standing::of(bazaar, task).supplier;
        let labelled = way != Way::Dbs || rows::to_pickup_point(task);
        labelled && matches!(supplier.as_str(), "confirm" | "deliver" | "complete")
    });
    let rows = packed.map(|task| sticker(task.id, file));
    Reply::json(&json!({ "stickers": rows.collect::<Vec<_>>() }))
}

/// `%PDF-1.4`.
const DOCUMENT: &str = "JVBERi0xLjQ=";

/// The refusal of older requests.
fn incorrect() -> Reply {
    let message = "Передан некорректный параметр";
    refuse::coded(StatusCode::BAD_REQUEST, "IncorrectParameter", message)
}

/// The refusal of the request at hand.
fn refused(call: &Call) -> Reply {
    let status = StatusCode::BAD_REQUEST;
    match refuse::is_batch(status, call) {
        true => refuse::batch(status, call),
        false => incorrect(),
    }
}

/// The day until which a buyer fetches it.
fn planned(created: DateTime<Utc>) -> String {
    (created + TimeDelta::days(2))
        .format("%d.%m.%Y")
        .to_string()
}
