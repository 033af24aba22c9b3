//! Assembly tasks (FBS): one for each unit that leaves from the seller's warehouse. What was packed
//! before the demo goes its way by itself; the others wait for the seller.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use http::{Method, StatusCode};
use serde_json::{Value, json};

use super::ways::Way;
use super::{MARKETPLACE, OWN_STOCK, STALL, ids, orders, refuse, supplies};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::limits::Limit;
use crate::venue::Route;
use crate::world::{Order, Stage};

const HOST: &str = "marketplace-api";
const CANCEL: Limit = Limit::new("fbs-cancel", 100, 60, 20);
const MARKS: Limit = Limit::new("fbs-marks", 1000, 60, 20);
/// Pages of the book, by task: what the seller did, and the marks that were given.
pub(super) const PAGE: &str = "tasks";
const MARKED: &str = "marks";
/// The mark that every piece carries in Russia.
const MARK: &str = "sgtin";
/// The seller has packed nothing for so long before the demo.
const IDLE: TimeDelta = TimeDelta::hours(30);
/// And so long of what does not go through WB's warehouse: such orders are fewer.
const IDLE_ELSEWHERE: TimeDelta = TimeDelta::hours(72);
/// How long WB needs until it has sorted what was handed over.
const SORTING: TimeDelta = TimeDelta::hours(6);

pub(super) fn routes() -> Vec<Route> {
    let read = |method, path, handler| Route::read(method, HOST, path, &MARKETPLACE, handler);
    vec![
        read(Method::GET, "/api/v3/orders/new", new),
        read(Method::GET, "/api/v3/orders", list),
        read(Method::POST, "/api/v3/orders/status", status),
        read(Method::POST, "/api/v3/orders/stickers", stickers),
        read(Method::POST, "/api/marketplace/v3/orders/meta", marks),
        Route::write(
            Method::PATCH,
            HOST,
            "/api/v3/orders/{orderId}/cancel",
            &CANCEL,
            cancel,
        ),
        Route::write(
            Method::PUT,
            HOST,
            "/api/v3/orders/{orderId}/meta/sgtin",
            &MARKS,
            mark,
        ),
    ]
}

/// A task with the order that it belongs to.
pub(super) struct Task {
    pub(super) id: u64,
    pub(super) way: Way,
    pub(super) srid: String,
    product: usize,
    pub(super) price: i64,
    pub(super) created: DateTime<Utc>,
    /// When it was packed by itself; none where it waits for the seller.
    pub(super) packed: Option<DateTime<Utc>>,
    pub(super) stage: Stage,
    pub(super) by_buyer: bool,
}

/// All tasks of FBS up to now, oldest first.
pub(super) fn all(bazaar: &Bazaar, now: DateTime<Utc>) -> Vec<Task> {
    of_way(bazaar, Way::Fbs, now)
}

/// All tasks of a way up to now, oldest first.
pub(super) fn of_way(bazaar: &Bazaar, way: Way, now: DateTime<Utc>) -> Vec<Task> {
    let since = now - TimeDelta::days(90);
    let orders = bazaar.world.orders_since(&STALL, since, now);
    let own = orders
        .iter()
        .filter(|order| order.warehouse.own && Way::of(order) == way);
    own.flat_map(|order| of_order(bazaar, order, now)).collect()
}

fn of_order(bazaar: &Bazaar, order: &Order, now: DateTime<Utc>) -> Vec<Task> {
    let start = bazaar.world.start();
    let (stage, _) = order.stage(now);
    let idle = match Way::of(order) {
        Way::Fbs => IDLE,
        _ => IDLE_ELSEWHERE,
    };
    let packed = order.reached(Stage::Packing, start - idle);
    orders::srids(bazaar, order)
        .into_iter()
        .zip(0_u64..)
        .map(|((srid, line), number)| Task {
            id: 3_000_000_000 + order.number * 32 + number % 32,
            way: Way::of(order),
            srid,
            product: line.product,
            price: line.price,
            created: order.created,
            packed,
            stage,
            by_buyer: order.by_buyer,
        })
        .collect()
}

pub(super) fn find(bazaar: &Bazaar, now: DateTime<Utc>, id: u64) -> Option<Task> {
    all(bazaar, now).into_iter().find(|task| task.id == id)
}

/// The seller's part, WB's part, and the supply.
pub(super) struct Standing {
    pub(super) supplier: &'static str,
    pub(super) wb: &'static str,
    pub(super) supply: Option<String>,
}

impl Task {
    pub(super) fn standing(&self, bazaar: &Bazaar, now: DateTime<Utc>) -> Standing {
        let written = bazaar.book.get(STALL.id, PAGE, &self.id.to_string());
        let supply = match &written {
            Some(entry) => entry.value.get("supply").and_then(Value::as_str),
            None => None,
        };
        let supply = supply.map(str::to_owned);
        let cancelled = written
            .as_ref()
            .is_some_and(|entry| entry.value == json!("cancel"));
        let supply = supply.or_else(|| {
            let packed = self.packed.filter(|_| !cancelled)?;
            Some(supplies::of_day(packed))
        });
        let handed = supply
            .as_ref()
            .and_then(|id| supplies::closed(bazaar, id, now));
        let supplier = match (&supply, handed) {
            _ if cancelled => "cancel",
            _ if self.stage == Stage::Cancelled && !self.by_buyer => "cancel",
            (Some(_), Some(_)) => "complete",
            (Some(_), None) => "confirm",
            (None, _) => "new",
        };
        let sorted = handed.is_some_and(|at| at + SORTING < now);
        let wb = match self.stage {
            _ if cancelled => "canceled",
            Stage::Cancelled if supplier == "cancel" => "canceled",
            Stage::Cancelled => "declined_by_client",
            Stage::AtPickup if sorted => "ready_for_pickup",
            Stage::Completed | Stage::Returned if sorted => "sold",
            _ if sorted => "sorted",
            _ => "waiting",
        };
        Standing {
            supplier,
            wb,
            supply,
        }
    }
}

/// What all ways tell of a task.
pub(super) fn goods(bazaar: &Bazaar, task: &Task) -> Option<Value> {
    let product = bazaar.world.products().get(task.product)?;
    Some(json!({
        "article": product.article,
        "rid": task.srid,
        "createdAt": task.created.to_rfc3339_opts(SecondsFormat::Secs, true),
        "skus": [product.barcode().to_string()],
        "id": task.id,
        "warehouseId": OWN_STOCK,
        "nmId": ids::nm(bazaar, product),
        "chrtId": ids::chrt(bazaar, product),
        "price": task.price,
        "convertedPrice": task.price,
        "currencyCode": 643,
        "convertedCurrencyCode": 643,
        "cargoType": 1,
        "isZeroOrder": false,
    }))
}

fn row(bazaar: &Bazaar, task: &Task) -> Option<Value> {
    let mut row = goods(bazaar, task)?;
    put(&mut row, "deliveryType", json!("fbs"));
    put(
        &mut row,
        "orderUid",
        json!(format!("165918930_{}", task.srid)),
    );
    put(&mut row, "colorCode", json!(""));
    put(&mut row, "offices", json!(["Самарканд"]));
    put(&mut row, "officeId", json!(303_295));
    put(&mut row, "crossBorderType", json!(0));
    put(&mut row, "comment", json!(""));
    put(&mut row, "options", json!({"isB2B": false}));
    Some(row)
}

fn put(row: &mut Value, name: &str, value: Value) {
    if let Some(fields) = row.as_object_mut() {
        fields.insert(name.to_owned(), value);
    }
}

/// GET /api/v3/orders/new.
fn new(bazaar: &Bazaar, call: &Call) -> Reply {
    let waits = |task: &Task| {
        let standing = task.standing(bazaar, call.now);
        standing.supplier == "new" && standing.wb == "waiting"
    };
    let rows = all(bazaar, call.now).into_iter().filter(waits);
    let rows = rows.filter_map(|task| {
        let mut row = row(bazaar, &task)?;
        put(&mut row, "requiredMeta", json!([MARK]));
        put(&mut row, "optionalMeta", json!([]));
        put(&mut row, "salePrice", json!(task.price));
        put(&mut row, "finalPrice", json!(task.price));
        put(&mut row, "convertedFinalPrice", json!(task.price));
        put(&mut row, "isPickupPointShipmentAllowed", json!(true));
        Some(row)
    });
    Reply::json(&json!({"orders": rows.collect::<Vec<_>>()}))
}

fn incorrect(code: &str) -> Reply {
    let message = "Передан некорректный параметр";
    refuse::coded(StatusCode::BAD_REQUEST, code, message)
}

/// GET /api/v3/orders.
fn list(bazaar: &Bazaar, call: &Call) -> Reply {
    let number = |name: &str| call.whole(name).ok().flatten();
    let (Some(limit @ 1..=1000), Some(next)) = (number("limit"), number("next")) else {
        return incorrect("IncorrectParameter");
    };
    let month = (call.now - TimeDelta::days(30)).timestamp();
    let (from, to) = (
        number("dateFrom").unwrap_or(month),
        number("dateTo").unwrap_or(call.now.timestamp()),
    );
    if to - from > TimeDelta::days(31).num_seconds() {
        return incorrect("IncorrectParameter");
    }
    let id = |task: &Task| i64::try_from(task.id).unwrap_or(0);
    let mut tasks = all(bazaar, call.now);
    tasks.retain(|task| (from..=to).contains(&task.created.timestamp()) && id(task) > next);
    tasks.sort_by_key(|task| task.id);
    tasks.truncate(usize::try_from(limit).unwrap_or(1));
    let next = tasks.last().map_or(0, id);
    let rows = tasks.iter().filter_map(|task| {
        let mut row = row(bazaar, task)?;
        if let Some(supply) = task.standing(bazaar, call.now).supply {
            put(&mut row, "supplyId", json!(supply));
        }
        Some(row)
    });
    Reply::json(&json!({"next": next, "orders": rows.collect::<Vec<_>>()}))
}

/// The numbers of a body, at most `most`.
fn named(call: &Call, most: usize) -> Option<Vec<u64>> {
    let body = call.json();
    let list = body.get("orders")?.as_array()?;
    let ids: Vec<u64> = list.iter().filter_map(Value::as_u64).collect();
    (1..=most).contains(&ids.len()).then_some(ids)
}

/// POST /api/v3/orders/status.
fn status(bazaar: &Bazaar, call: &Call) -> Reply {
    let Some(ids) = named(call, 1000) else {
        return incorrect("IncorrectRequestBody");
    };
    let tasks = all(bazaar, call.now).into_iter();
    let rows = tasks.filter(|task| ids.contains(&task.id)).map(|task| {
        let standing = task.standing(bazaar, call.now);
        let free = matches!(standing.supplier, "new" | "confirm") && standing.wb == "waiting";
        json!({
            "id": task.id,
            "isCancellable": free,
            "isTransferable": false,
            "supplierStatus": standing.supplier,
            "wbStatus": standing.wb,
        })
    });
    Reply::json(&json!({"orders": rows.collect::<Vec<_>>()}))
}

/// Marks of what was packed by itself were given then.
fn given(bazaar: &Bazaar, task: &Task) -> Option<String> {
    let written = bazaar.book.get(STALL.id, MARKED, &task.id.to_string());
    let code = written.and_then(|entry| entry.value.pointer("/0").cloned());
    let code = code.and_then(|code| code.as_str().map(str::to_owned));
    code.or_else(|| task.packed.map(|_| format!("0104780063010017{}", task.id)))
}

/// Whether a supply may leave with it.
pub(super) fn is_marked(bazaar: &Bazaar, task: &Task) -> bool {
    given(bazaar, task).is_some()
}

/// POST /api/marketplace/v3/orders/meta.
fn marks(bazaar: &Bazaar, call: &Call) -> Reply {
    let Some(ids) = named(call, 100) else {
        return incorrect("BadRequest");
    };
    let tasks = all(bazaar, call.now).into_iter();
    let rows = tasks.filter(|task| ids.contains(&task.id)).map(|task| {
        let value = given(bazaar, &task);
        let decision = if value.is_some() { "sgtinOk" } else { "" };
        let mark = json!({"key": MARK, "value": value.unwrap_or_default(), "decision": decision});
        json!({"id": task.id, "metaDetails": [mark]})
    });
    Reply::json(&json!({"orders": rows.collect::<Vec<_>>()}))
}

/// The task of the path, or the refusal.
fn asked(bazaar: &Bazaar, call: &Call) -> Result<Task, Reply> {
    let id = call.name("orderId").parse().ok();
    let id = id.ok_or_else(|| incorrect("IncorrectParameter"))?;
    let gone = || refuse::coded(StatusCode::NOT_FOUND, "NotFound", "Не найдено");
    find(bazaar, call.now, id).ok_or_else(gone)
}

/// PUT /api/v3/orders/{orderId}/meta/sgtin.
fn mark(bazaar: &Bazaar, call: &Call) -> Reply {
    let task = match asked(bazaar, call) {
        Ok(task) => task,
        Err(refusal) => return refusal,
    };
    let body = call.json();
    let codes = body.get("sgtins").and_then(Value::as_array);
    let Some(codes) = codes.filter(|codes| (1..=100).contains(&codes.len())) else {
        return incorrect("IncorrectRequestBody");
    };
    if task.standing(bazaar, call.now).supplier != "confirm" {
        let words = "Failed to update the label identifiers of the assembly order";
        return refuse::coded(StatusCode::CONFLICT, "FailedToUpdateMeta", words);
    }
    bazaar.change(call, MARKED, &task.id.to_string(), &json!(codes));
    Reply::empty(StatusCode::NO_CONTENT)
}

/// PATCH /api/v3/orders/{orderId}/cancel.
fn cancel(bazaar: &Bazaar, call: &Call) -> Reply {
    let task = match asked(bazaar, call) {
        Ok(task) => task,
        Err(refusal) => return refusal,
    };
    let standing = task.standing(bazaar, call.now);
    if !matches!(standing.supplier, "new" | "confirm") || standing.wb != "waiting" {
        let words = "Несоответствие статусов, проверьте их правильность";
        return refuse::coded(StatusCode::CONFLICT, "StatusMismatch", words);
    }
    bazaar.change(call, PAGE, &task.id.to_string(), &json!("cancel"));
    Reply::empty(StatusCode::NO_CONTENT)
}

/// A picture of one white point.
pub(super) const PICTURE: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=";

/// POST /api/v3/orders/stickers.
fn stickers(bazaar: &Bazaar, call: &Call) -> Reply {
    let size = (call.query("width"), call.query("height"));
    let form = call.query("type");
    let fits = matches!(size, (Some("58"), Some("40")) | (Some("40"), Some("30")));
    let (true, Some("png" | "svg" | "zplv" | "zplh")) = (fits, form) else {
        return incorrect("IncorrectParameter");
    };
    let Some(ids) = named(call, 100) else {
        return incorrect("IncorrectRequestBody");
    };
    let tasks = all(bazaar, call.now).into_iter();
    let packed = tasks.filter(|task| {
        let supplier = task.standing(bazaar, call.now).supplier;
        ids.contains(&task.id) && matches!(supplier, "confirm" | "complete")
    });
    let rows = packed.map(|task| sticker(task.id, PICTURE));
    Reply::json(&json!({"stickers": rows.collect::<Vec<_>>()}))
}

/// The label of a task.
pub(super) fn sticker(task: u64, file: &str) -> Value {
    json!({
        "orderId": task,
        "partA": (task / 10_000).to_string(),
        "partB": (task % 10_000).to_string(),
        "barcode": format!("!u{task}"),
        "file": file,
    })
}
