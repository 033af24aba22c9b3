//! Papers: shipments of every day with their acts (`/v2/posting/fbs/act/…`), and reports that were
//! ordered in the cabinet (`/v1/report/…`), whose files lie on a host without keys.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use http::StatusCode;
use serde_json::{Value, json};

use super::{STALL, carriage, refuse, stamp};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::member::at;

/// Before the numbers of shipments, which count days.
const FIRST: i64 = 900_000_250_000_000;

/// Reports: age in hours, kind, how they stand.
const REPORTS: [(i64, &str, &str); 4] = [
    (2, "SELLER_STOCK", "processing"),
    (26, "MUTUAL_SETTLEMENT", "success"),
    (50, "SELLER_PRODUCTS", "success"),
    (75, "COMPENSATION_REPORT", "failed"),
];

/// The shipment of a day; the demo shop handed over every day but Sunday before today. Today's are
/// made by the seller.
fn shipment(bazaar: &Bazaar, day: NaiveDate, now: DateTime<Utc>) -> Option<Value> {
    use chrono::Datelike as _;
    let since = day
        .signed_duration_since(bazaar.clock.start().date_naive())
        .num_days();
    if day.weekday() == chrono::Weekday::Sun || day >= carriage::today(now) {
        return None;
    }
    let made = day.and_hms_opt(9, 0, 0)?.and_utc();
    Some(act_of(FIRST + since, day, made))
}

/// A shipment whose papers are made.
pub(super) fn act_of(id: i64, day: NaiveDate, made: DateTime<Utc>) -> Value {
    let place = STALL.warehouses.iter().find(|place| place.own);
    json!({
        "id": id,
        "delivery_method_id": place.map(|place| place.id),
        "delivery_method_name": place.map(|place| place.name),
        "integration_type": "ozon",
        "containers_count": 1,
        "status": "formed",
        "departure_date": day.to_string(),
        "created_at": stamp(made),
        "updated_at": stamp(made),
        "act_type": "act_of_acceptance",
        "is_partial": false,
        "has_postings_for_next_carriage": false,
        "partial_num": 0,
    })
}

/// `/v2/posting/fbs/act/list`: no pages.
pub(super) fn acts(bazaar: &Bazaar, call: &Call) -> Reply {
    let ask = Ask::of(call);
    let day = |name: &str| ask.as_ref().and_then(|ask| ask.day(name).ok().flatten());
    let limit = ask.as_ref().and_then(|ask| ask.whole("/limit"));
    let limit = limit.filter(|limit| (1..=50).contains(limit));
    let borders = (day("/filter/date_from"), day("/filter/date_to"), limit);
    let (Some(from), Some(to), Some(limit)) = borders else {
        return refuse::invalid("filter: date_from and date_to are required, limit up to 50");
    };
    let days = from.iter_days().take_while(|day| *day <= to);
    let all = days.flat_map(|day| {
        let made = carriage::acts(bazaar, day).into_iter();
        shipment(bazaar, day, call.now).into_iter().chain(made)
    });
    let rows: Vec<Value> = all.take(usize::try_from(limit).unwrap_or(50)).collect();
    Reply::json(&json!({"result": rows}))
}

/// `/v2/posting/fbs/act/get-pdf`: the file itself.
pub(super) fn act(bazaar: &Bazaar, call: &Call) -> Reply {
    let id = Ask::of(call)
        .and_then(|ask| ask.whole("/id"))
        .unwrap_or_default();
    let start = bazaar.clock.start().date_naive();
    let since = id - FIRST;
    let ahead = u64::try_from(since)
        .ok()
        .and_then(|days| start.checked_add_days(Days::new(days)));
    let back = u64::try_from(-since)
        .ok()
        .and_then(|days| start.checked_sub_days(Days::new(days)));
    let made = ahead
        .or(back)
        .and_then(|day| shipment(bazaar, day, call.now));
    match made
        .filter(|_| id < carriage::FIRST)
        .or_else(|| carriage::act(bazaar, id))
    {
        Some(_) => Reply::typed(StatusCode::OK, "application/pdf", pdf(&id.to_string())),
        None => refuse::not_found("CARRIAGE_NOT_FOUND"),
    }
}

fn pdf(text: &str) -> String {
    format!("%PDF-1.4\n% {text}\n%%EOF\n")
}

/// The report of a place in the list.
fn made(bazaar: &Bazaar, call: &Call, place: usize) -> Option<Value> {
    let (hours, kind, status) = *REPORTS.get(place)?;
    let created = bazaar.clock.start() - TimeDelta::hours(hours);
    let code = format!("REPORT_{}_{place}", kind.to_lowercase());
    // What is in the works is ready after an hour.
    let ready = status == "processing" && call.now - bazaar.clock.start() > TimeDelta::hours(1);
    let status = if ready { "success" } else { status };
    let address = call.header("host").unwrap_or_default();
    let file = format!("http://{address}/{}/files/reports/{code}.xlsx", STALL.id);
    Some(json!({
        "code": code,
        "status": status,
        "error": if status == "failed" { "no data for the period" } else { "" },
        "file": if status == "success" { file.as_str() } else { "" },
        "report_type": kind,
        "params": {},
        "additional_data": [],
        "created_at": stamp(created),
        "expires_at": stamp(created + TimeDelta::days(30)),
    }))
}

/// `/v1/report/list`.
pub(super) fn reports(bazaar: &Bazaar, call: &Call) -> Reply {
    let ask = Ask::of(call);
    let whole = |name: &str| ask.as_ref().and_then(|ask| ask.whole(name)).unwrap_or(0);
    if whole("/page") < 1 || !(1..=1000).contains(&whole("/page_size")) {
        return refuse::invalid("page, page_size: value must be inside range [1, 1000]");
    }
    let size = usize::try_from(whole("/page_size")).unwrap_or(1000);
    let skip = usize::try_from(whole("/page") - 1)
        .unwrap_or(0)
        .saturating_mul(size);
    let all = (0..REPORTS.len()).filter_map(|place| made(bazaar, call, place));
    let rows: Vec<Value> = all.skip(skip).take(size).collect();
    Reply::json(&json!({"result": {"reports": rows, "total": REPORTS.len()}}))
}

fn named(bazaar: &Bazaar, call: &Call, code: &str) -> Option<Value> {
    let mut all = (0..REPORTS.len()).filter_map(|place| made(bazaar, call, place));
    all.find(|report| *at(report, "/code") == *code)
}

/// `/v1/report/info`.
pub(super) fn report(bazaar: &Bazaar, call: &Call) -> Reply {
    let ask = Ask::of(call);
    let code = ask
        .as_ref()
        .and_then(|ask| ask.text("/code"))
        .unwrap_or_default();
    match named(bazaar, call, code) {
        Some(report) => Reply::json(&json!({"result": report})),
        None => refuse::not_found("report is not found"),
    }
}

/// The file of a report that is ready.
pub(super) fn file(bazaar: &Bazaar, call: &Call) -> Reply {
    let code = call.name("code").trim_end_matches(".xlsx");
    match named(bazaar, call, code).filter(|report| *at(report, "/status") == "success") {
        Some(_) => Reply::typed(StatusCode::OK, "application/octet-stream", code.to_owned()),
        None => refuse::not_found("Not Found"),
    }
}
