//! What the seller does to a task.

use http::{Method, StatusCode};
use serde_json::{Value, json};

use super::super::refuse;
use super::super::tasks::Task;
use super::{
    DBS_MARKS, DBW, DBW_MARKS, HOST, KINDS, MARKED, PAGE, PICKUP_CANCEL, PICKUP_MARKS, STEPS,
    Standing, Way, chosen, find, given, named, refused,
};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::limits::Limit;
use crate::venue::Route;

pub(super) fn routes() -> Vec<Route> {
    const STATUS: [&str; 9] = [
        "/api/marketplace/v3/dbs/orders/status/confirm",
        "/api/marketplace/v3/dbs/orders/status/deliver",
        "/api/marketplace/v3/dbs/orders/status/receive",
        "/api/marketplace/v3/dbs/orders/status/reject",
        "/api/marketplace/v3/dbs/orders/status/cancel",
        "/api/marketplace/v3/click-collect/orders/status/confirm",
        "/api/marketplace/v3/click-collect/orders/status/prepare",
        "/api/marketplace/v3/click-collect/orders/status/receive",
        "/api/marketplace/v3/click-collect/orders/status/reject",
    ];
    const MARKS: [(&str, &Limit); 9] = [
        ("/api/marketplace/v3/dbs/orders/meta/sgtin", &DBS_MARKS),
        ("/api/marketplace/v3/dbs/orders/meta/imei", &DBS_MARKS),
        ("/api/marketplace/v3/dbs/orders/meta/uin", &DBS_MARKS),
        ("/api/marketplace/v3/dbs/orders/meta/gtin", &DBS_MARKS),
        ("/api/marketplace/v3/dbw/orders/meta/sgtin", &DBW),
        (
            "/api/marketplace/v3/click-collect/orders/meta/sgtin",
            &PICKUP_MARKS,
        ),
        (
            "/api/marketplace/v3/click-collect/orders/meta/imei",
            &PICKUP_MARKS,
        ),
        (
            "/api/marketplace/v3/click-collect/orders/meta/uin",
            &PICKUP_MARKS,
        ),
        (
            "/api/marketplace/v3/click-collect/orders/meta/gtin",
            &PICKUP_MARKS,
        ),
    ];
    const PUT: [&str; 3] = [
        "/api/v3/dbw/orders/{orderId}/meta/imei",
        "/api/v3/dbw/orders/{orderId}/meta/uin",
        "/api/v3/dbw/orders/{orderId}/meta/gtin",
    ];
    let write = Route::write;
    let mut routes = vec![
        write(
            Method::PATCH,
            HOST,
            "/api/v3/dbw/orders/{orderId}/confirm",
            &DBW,
            step_one,
        ),
        write(
            Method::PATCH,
            HOST,
            "/api/v3/dbw/orders/{orderId}/cancel",
            &DBW,
            step_one,
        ),
        write(
            Method::POST,
            HOST,
            "/api/marketplace/v3/dbw/orders/status/deliver",
            &DBW,
            step,
        ),
        write(
            Method::POST,
            HOST,
            "/api/marketplace/v3/click-collect/orders/status/cancel",
            &PICKUP_CANCEL,
            step,
        ),
    ];
    let steps = STATUS.into_iter().zip(&STEPS);
    routes.extend(steps.map(|(path, limit)| write(Method::POST, HOST, path, limit, step)));
    routes.extend(MARKS.map(|(path, limit)| write(Method::POST, HOST, path, limit, mark)));
    routes.extend(PUT.map(|path| write(Method::PUT, HOST, path, &DBW_MARKS, mark_one)));
    routes
}

/// The last word of the path: the step or the kind of mark.
fn word(call: &Call) -> &'static str {
    call.template.rsplit('/').next().unwrap_or_default()
}

/// Brings a task a step on.
fn go(bazaar: &Bazaar, call: &Call, task: &Task) -> Result<(), &'static str> {
    let Standing { supplier, wb } = Standing::of(bazaar, task);
    let from: &[&str] = match word(call) {
        "confirm" => &["new"],
        "deliver" | "prepare" => &["confirm"],
        "receive" | "reject" => &["deliver", "prepare"],
        _ => &["new", "confirm", "prepare"],
    };
    if !from.contains(&supplier.as_str()) || wb == "declined_by_client" {
        return Err("StatusMismatch");
    }
    let leaves = matches!(word(call), "deliver" | "prepare");
    if leaves && given(bazaar, task, "sgtin").is_none() {
        return Err("MetaValidationFail");
    }
    let there = match (word(call), task.way) {
        ("deliver", Way::Dbw) => "complete",
        (word, _) => word,
    };
    bazaar.change(call, PAGE, &task.id.to_string(), &json!(there));
    Ok(())
}

/// An outcome for each task of a body.
fn outcomes(call: &Call, results: &[(u64, Result<(), &'static str>)]) -> Reply {
    let row = |(id, result): &(u64, Result<(), &'static str>)| match result {
        Ok(()) => json!({ "orderId": id, "isError": false }),
        Err(word) => {
            let code = if *word == "NotFound" { 404 } else { 409 };
            let errors = json!([{ "code": code, "detail": word }]);
            json!({ "orderId": id, "isError": true, "errors": errors })
        }
    };
    let rows: Vec<Value> = results.iter().map(row).collect();
    Reply::json(&json!({ "requestId": refuse::request_id(call), "results": rows }))
}

/// Rows of a body that carry more than a number.
fn items(call: &Call) -> Option<Vec<(u64, Value)>> {
    let body = call.json();
    let list = body.get("orders")?.as_array()?;
    let named = |item: &Value| Some((item.get("orderId")?.as_u64()?, item.clone()));
    let items: Option<Vec<_>> = list.iter().map(named).collect();
    items.filter(|items| (1..=1000).contains(&items.len()))
}

/// POST …/orders/status/{step}. Who delivers says the buyer's code.
fn step(bazaar: &Bazaar, call: &Call) -> Reply {
    let coded = Way::asked(call) == Way::Dbs && matches!(word(call), "receive" | "reject");
    let ids = match coded {
        false => named(call, 1000),
        true => items(call).and_then(|items| {
            let code = |item: &Value| item.get("code")?.as_str().map(|code| !code.is_empty());
            let good = items.iter().all(|(_, item)| code(item) == Some(true));
            good.then(|| items.into_iter().map(|(id, _)| id).collect())
        }),
    };
    let Some(ids) = ids else {
        return refused(call);
    };
    let gone = |(id, task): (u64, Option<Task>)| {
        let result = task.map_or(Err("NotFound"), |task| go(bazaar, call, &task));
        (id, result)
    };
    let results: Vec<_> = chosen(bazaar, call, ids).into_iter().map(gone).collect();
    outcomes(call, &results)
}

/// The task of the path.
fn asked(bazaar: &Bazaar, call: &Call) -> Result<Task, Reply> {
    let id = call.name("orderId").parse().ok();
    let id = id.ok_or_else(|| refused(call))?;
    let gone = || refuse::coded(StatusCode::NOT_FOUND, "NotFound", "Не найдено");
    find(bazaar, call, id).ok_or_else(gone)
}

/// PATCH /api/v3/dbw/orders/{orderId}/{step}.
fn step_one(bazaar: &Bazaar, call: &Call) -> Reply {
    let task = match asked(bazaar, call) {
        Ok(task) => task,
        Err(refusal) => return refusal,
    };
    match go(bazaar, call, &task) {
        Ok(()) => Reply::empty(StatusCode::NO_CONTENT),
        Err(word) => {
            let message = "Несоответствие статусов, проверьте их правильность";
            refuse::coded(StatusCode::CONFLICT, word, message)
        }
    }
}

/// Writes a mark down.
fn keep(bazaar: &Bazaar, call: &Call, task: &Task, code: &Value) -> Result<(), &'static str> {
    if Standing::of(bazaar, task).supplier != "confirm" {
        return Err("StatusMismatch");
    }
    let kept = |kind: &&str| Some(((*kind).to_owned(), given(bazaar, task, kind)?.into()));
    let mut marks: serde_json::Map<String, Value> = KINDS.iter().filter_map(kept).collect();
    marks.insert(word(call).to_owned(), code.clone());
    bazaar.change(call, MARKED, &task.id.to_string(), &Value::Object(marks));
    Ok(())
}

/// POST …/orders/meta/{kind}.
fn mark(bazaar: &Bazaar, call: &Call) -> Reply {
    let Some(items) = items(call) else {
        return refused(call);
    };
    let code = |item: &Value| match word(call) {
        "sgtin" => item.pointer("/sgtins/0").cloned(),
        kind => item.get(kind).cloned(),
    };
    let (ids, codes): (Vec<u64>, Vec<_>) = items.iter().map(|(id, item)| (*id, code(item))).unzip();
    let marked = |((id, task), code): ((u64, Option<Task>), Option<Value>)| {
        let result = match (task, code) {
            (Some(task), Some(code)) => keep(bazaar, call, &task, &code),
            (None, _) => Err("NotFound"),
            _ => Err("IncorrectRequestBody"),
        };
        (id, result)
    };
    let tasks = chosen(bazaar, call, ids).into_iter();
    let results: Vec<_> = tasks.zip(codes).map(marked).collect();
    outcomes(call, &results)
}

/// PUT /api/v3/dbw/orders/{orderId}/meta/{kind}.
fn mark_one(bazaar: &Bazaar, call: &Call) -> Reply {
    let task = match asked(bazaar, call) {
        Ok(task) => task,
        Err(refusal) => return refusal,
    };
    let Some(code) = call.json().get(word(call)).cloned() else {
        return refused(call);
    };
    match keep(bazaar, call, &task, &code) {
        Ok(()) => Reply::empty(StatusCode::NO_CONTENT),
        Err(_) => {
            let words = "Failed to update the label identifiers of the assembly order";
            refuse::coded(StatusCode::CONFLICT, "FailedToUpdateMeta", words)
        }
    }
}
