//! Reviews that the seller pins: by a subscription alone, and only so many.

use http::{Method, StatusCode};
use serde_json::{Value, json};

use super::{FEEDBACKS, STALL, feedbacks, groups, ids, refuse};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::venue::Route;

const HOST: &str = "feedbacks-api";
const PINS: &str = "/api/feedbacks/v1/pins";
/// Page of the book: pins by their number; one that was taken away is null.
const PAGE: &str = "pins";
/// Pins of all cards together, and of one card or group.
const ALL: usize = 15;
const OF_ONE: usize = 2;
/// Rows of one request.
const MOST: usize = 500;
/// Numbers of pins begin here.
const FIRST: usize = 1_850_000;

pub(super) fn routes() -> Vec<Route> {
    let limits = "/api/feedbacks/v1/pins/limits";
    vec![
        Route::read(Method::GET, HOST, PINS, &FEEDBACKS, list),
        Route::read(Method::GET, HOST, limits, &FEEDBACKS, left),
        Route::write(Method::POST, HOST, PINS, &FEEDBACKS, pin),
        Route::write(Method::DELETE, HOST, PINS, &FEEDBACKS, unpin),
    ]
}

fn bad(call: &Call) -> Reply {
    let (title, detail) = ("bad request", "body not valid");
    refuse::numbered(StatusCode::BAD_REQUEST, "pin-open-api", title, detail, call)
}

/// Pins that hold, by their numbers.
fn held(bazaar: &Bazaar) -> Vec<(String, Value)> {
    let all = bazaar.book.all(STALL.id, PAGE).into_iter();
    all.map(|(number, entry)| (number, entry.value))
        .filter(|(_, pin)| !pin.is_null())
        .collect()
}

/// GET /api/feedbacks/v1/pins, in the order of their numbers. No pin of the demo ends by itself.
fn list(bazaar: &Bazaar, call: &Call) -> Reply {
    let whole = |name: &str| call.query(name).map(str::parse::<u64>).transpose();
    let (Ok(after), Ok(limit), Ok(nm)) = (whole("next"), whole("limit"), whole("nmId")) else {
        return bad(call);
    };
    let limit = usize::try_from(limit.unwrap_or(100)).unwrap_or(MOST + 1);
    if limit > MOST {
        return bad(call);
    }
    let is = |pin: &Value, name: &str, wanted: Option<&str>| {
        wanted.is_none_or(|wanted| pin.get(name).and_then(Value::as_str) == Some(wanted))
    };
    let number = |pin: &Value, name: &str| pin.get(name).and_then(Value::as_u64);
    let mut rows: Vec<Value> = held(bazaar).into_iter().map(|(_, pin)| pin).collect();
    rows.retain(|pin| {
        is(pin, "state", call.query("state"))
            && is(pin, "pinOn", call.query("pinOn"))
            && nm.is_none_or(|nm| number(pin, "nmId") == Some(nm))
            && after.is_none_or(|after| number(pin, "pinId") > Some(after))
    });
    let more = rows.len() > limit;
    rows.truncate(limit);
    let mut body = json!({ "data": rows });
    let last = rows.last().and_then(|pin| number(pin, "pinId"));
    if let (true, Some(last), Some(fields)) = (more, last, body.as_object_mut()) {
        fields.insert("next".to_owned(), json!(last));
    }
    Reply::json(&body)
}

/// GET /api/feedbacks/v1/pins/limits.
fn left(bazaar: &Bazaar, call: &Call) -> Reply {
    if call.plays("no_subscription") {
        return Reply::json(&json!({"data": {}}));
    }
    let used = held(bazaar).len();
    Reply::json(&json!({"data": {"subscription": {
        "perUnitLimit": OF_ONE,
        "remaining": ALL.saturating_sub(used),
        "totalLimit": ALL,
        "unlimited": false,
        "used": used,
    }}}))
}

/// POST /api/feedbacks/v1/pins: each review has an outcome of its own.
fn pin(bazaar: &Bazaar, call: &Call) -> Reply {
    if call.plays("no_subscription") {
        let (status, words) = (StatusCode::FORBIDDEN, "no active subscription");
        return refuse::numbered(status, "pin-open-api", words, words, call);
    }
    let body = call.json();
    let rows = body.as_array().filter(|rows| rows.len() <= MOST);
    let known = |row: &Value, name: &str, words: &[&str]| {
        let word = row.get(name).and_then(Value::as_str);
        word.is_some_and(|word| words.contains(&word))
    };
    let fits = |row: &Value| {
        known(row, "pinMethod", &["subscription", "tariff"])
            && known(row, "pinOn", &["nm", "imt"])
            && row.get("feedbackId").is_some_and(Value::is_string)
    };
    match rows.filter(|rows| rows.iter().all(fits)) {
        Some(rows) => {
            let outcomes: Vec<Value> = rows.iter().map(|row| one(bazaar, call, row)).collect();
            Reply::json(&json!({ "data": outcomes }))
        }
        None => bad(call),
    }
}

fn one(bazaar: &Bazaar, call: &Call, row: &Value) -> Value {
    let mut outcome = row.clone();
    let outcome_of = match pinned(bazaar, call, row) {
        Ok(number) => json!({"pinId": number, "isErrors": false}),
        Err(status) => json!({"isErrors": true, "errors": [{
            "detail": "review cannot be pinned",
            "origin": "pin-open-api",
            "requestId": refuse::request_id(call),
            "status": status,
            "title": status,
        }]}),
    };
    if let (Some(fields), Value::Object(more)) = (outcome.as_object_mut(), outcome_of) {
        fields.extend(more);
    }
    outcome
}

/// The number of the new pin, or the status that says why there is none.
fn pinned(bazaar: &Bazaar, call: &Call, row: &Value) -> Result<usize, &'static str> {
    let text = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default();
    let (id, place) = (text("feedbackId"), text("pinOn"));
    let review = feedbacks::find(bazaar, id, call.now).ok_or("feedbackNotFound")?;
    let product = bazaar.world.products().get(review.product);
    let product = product.ok_or("itemNotFound")?;
    if text("pinMethod") == "tariff" {
        return Err("tariffRestriction");
    }
    let (nm, imt) = (ids::nm(bazaar, product), groups::imt(bazaar, product));
    let unit = if place == "nm" {
        ("nmId", nm)
    } else {
        ("imtId", imt)
    };
    let held = held(bazaar);
    let same = |pin: &Value, name: &str, value: &Value| pin.get(name) == Some(value);
    let there: Vec<&Value> = held
        .iter()
        .map(|(_, pin)| pin)
        .filter(|pin| same(pin, "pinOn", &json!(place)) && same(pin, unit.0, &json!(unit.1)))
        .collect();
    if there.iter().any(|pin| same(pin, "feedbackId", &json!(id))) {
        return Err("alreadyPinned");
    }
    if there.len() >= OF_ONE {
        return Err("unitLimitReached");
    }
    if held.len() >= ALL {
        return Err("globalLimitReached");
    }
    let number = FIRST + bazaar.book.len(STALL.id, PAGE);
    let pin = json!({
        "changeStateAt": ids::utc(call.now),
        "imtId": imt,
        "nmId": nm,
        "pinId": number,
        "pinMethod": text("pinMethod"),
        "pinOn": place,
        "feedbackId": id,
        "state": "pinned",
    });
    bazaar.change(call, PAGE, &number.to_string(), &pin);
    Ok(number)
}

/// DELETE /api/feedbacks/v1/pins: the numbers of those that were taken away.
fn unpin(bazaar: &Bazaar, call: &Call) -> Reply {
    let body = call.json();
    let Some(numbers) = body.as_array().filter(|numbers| numbers.len() <= MOST) else {
        return bad(call);
    };
    let held = held(bazaar);
    let known = |number: &&Value| held.iter().any(|(own, _)| *own == number.to_string());
    let gone: Vec<&Value> = numbers.iter().filter(known).collect();
    for number in &gone {
        bazaar.change(call, PAGE, &number.to_string(), &Value::Null);
    }
    Reply::json(&json!({ "data": gone }))
}
