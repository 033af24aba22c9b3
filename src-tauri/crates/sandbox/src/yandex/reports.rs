//! Reports: asked for, prepared for a while, fetched by a link without any key.

use chrono::{NaiveDate, TimeDelta};
use http::StatusCode;
use serde_json::{Value, json};

use super::handling::pdf;
use super::member::{at, set};
use super::{
    FILES, STALL, business, funnel, netting, realization, refuse, stamp, standing, turnover,
};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::world::dice;
use crate::zipped;

/// Reports by their id: kind and request.
const REPORTS: &str = "reports";

/// Begins a report of a kind; its id.
pub(super) fn begin(bazaar: &Bazaar, call: &Call, kind: &str, body: &Value) -> Reply {
    let number = bazaar.book.len(STALL.id, REPORTS);
    let part = i64::try_from(number).unwrap_or_default();
    let id = dice::base62(bazaar.world.number("yandex report", part), 16);
    let id = format!("{kind}-{number}-{id}");
    let value = json!({"kind": kind, "body": body, "format": call.query("format")});
    bazaar.book.put(STALL.id, REPORTS, &id, value, call.now);
    Reply::json(&json!({
        "status": "OK",
        "result": {"reportId": id, "estimatedGenerationTime": 40_000},
    }))
}

/// `GET /v2/reports/info/{reportId}`.
pub(super) fn info(bazaar: &Bazaar, call: &Call) -> Reply {
    let id = call.name("reportId");
    let Some(entry) = bazaar.book.get(STALL.id, REPORTS, id) else {
        return refuse::not_found("Report not found");
    };
    let seconds = 20 + i64::try_from(id.len() % 4).unwrap_or_default() * 10;
    let ready = entry.at + TimeDelta::seconds(seconds);
    let mut result = json!({"status": "PENDING", "generationRequestedAt": stamp(entry.at),
                            "estimatedGenerationTime": 40_000});
    if call.now >= ready {
        let host = call.header("host").unwrap_or("127.0.0.1");
        set(&mut result, "status", json!("DONE"));
        set(&mut result, "generationFinishedAt", json!(stamp(ready)));
        set(
            &mut result,
            "file",
            json!(format!("http://{host}/{}/{FILES}/reports/{id}", STALL.id)),
        );
    } else if call.now >= entry.at + TimeDelta::seconds(10) {
        set(&mut result, "status", json!("PROCESSING"));
    }
    Reply::json(&json!({"status": "OK", "result": result}))
}

/// The file behind a link.
pub(super) fn file(bazaar: &Bazaar, call: &Call) -> Reply {
    let id = call.name("reportId");
    let Some(entry) = bazaar.book.get(STALL.id, REPORTS, id) else {
        return refuse::not_found("File not found");
    };
    match at(&entry.value, "/kind").as_str().unwrap_or_default() {
        "labels" => pdf(&format!("labels {}", at(&entry.value, "/body/orderIds"))),
        "shows-sales" => {
            let sheet = funnel::sheet(bazaar, at(&entry.value, "/body"));
            let archive = zipped::pack(funnel::SHEET, sheet.as_bytes());
            Reply::typed(StatusCode::OK, "application/zip", archive)
        }
        "goods-turnover" => {
            let sheet = turnover::sheet(bazaar, call, at(&entry.value, "/body"));
            let archive = zipped::pack(turnover::SHEET, sheet.as_bytes());
            Reply::typed(StatusCode::OK, "application/zip", archive)
        }
        "united-netting" => {
            let sheet = netting::sheet(bazaar, entry.at, at(&entry.value, "/body"));
            let archive = zipped::pack(netting::SHEET, sheet.as_bytes());
            Reply::typed(StatusCode::OK, "application/zip", archive)
        }
        "goods-realization" => {
            let sheets = realization::sheets(bazaar, entry.at, at(&entry.value, "/body"));
            Reply::typed(StatusCode::OK, "application/zip", zipped::pack_all(&sheets))
        }
        "competitors-position" => {
            let sheet = standing::sheet(&bazaar.world, entry.at, at(&entry.value, "/body"));
            let archive = zipped::pack(standing::SHEET, sheet.as_bytes());
            Reply::typed(StatusCode::OK, "application/zip", archive)
        }
        _ => refuse::not_found("File not found"),
    }
}

/// `POST /v2/reports/documents/labels/generate`.
pub(super) fn labels(bazaar: &Bazaar, call: &Call) -> Reply {
    let Some(ask) = Ask::of(call) else {
        return refuse::bad("Request body is malformed");
    };
    if !is_own(bazaar, &ask) {
        return refuse::forbidden("Access to business denied");
    }
    if !(1..=1000).contains(&ask.wholes("/orderIds").len()) {
        return refuse::bad("orderIds: size must be between 1 and 1000");
    }
    begin(bazaar, call, "labels", &call.json())
}

/// What is asked of a report about days of the seller's cabinet, and its first and last day.
pub(super) fn of_period(
    bazaar: &Bazaar,
    call: &Call,
) -> Result<(Ask, NaiveDate, NaiveDate), Reply> {
    let ask = Ask::of(call).ok_or_else(|| refuse::bad("Request body is malformed"))?;
    if !is_own(bazaar, &ask) {
        return Err(refuse::forbidden("Access to business denied"));
    }
    let (Ok(Some(from)), Ok(Some(to))) = (ask.day("/dateFrom"), ask.day("/dateTo")) else {
        return Err(refuse::bad("dateFrom, dateTo: must be YYYY-MM-DD"));
    };
    Ok((ask, from, to))
}

/// Whether a report is about the seller's cabinet.
fn is_own(bazaar: &Bazaar, ask: &Ask) -> bool {
    ask.whole("/businessId")
        .and_then(|id| u64::try_from(id).ok())
        == Some(business(bazaar))
}
