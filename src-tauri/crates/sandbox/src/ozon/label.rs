//! Labels: `/v3/posting/fbs/package-label/create`, `/v2/posting/fbs/package-label/get`, and the
//! file itself, which lies on a host without keys.

use chrono::TimeDelta;
use http::StatusCode;
use serde_json::{Value, json};

use super::{STALL, refuse};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};

/// The page of the book.
const PAGE: &str = "labels";

/// So long labels are drawn.
const DRAWING: TimeDelta = TimeDelta::seconds(20);

/// Asks for labels.
pub(super) fn create(bazaar: &Bazaar, call: &Call) -> Reply {
    let ask = Ask::of(call);
    let numbers = ask.as_ref().map(|ask| ask.texts("/posting_numbers"));
    let Some(numbers) = numbers.filter(|numbers| (1..=1000).contains(&numbers.len())) else {
        return refuse::invalid("posting_numbers: value must contain between 1 and 1000 items");
    };
    let task = 5_000_000 + bazaar.book.len(STALL.id, PAGE);
    let value = json!(numbers);
    bazaar
        .book
        .put(STALL.id, PAGE, &task.to_string(), value, call.now);
    Reply::json(&json!({"tasks": [{"task_id": task, "task_type": "big_label"}]}))
}

/// Looks how they stand.
pub(super) fn get(bazaar: &Bazaar, call: &Call) -> Reply {
    let ask = Ask::of(call);
    let task = ask
        .as_ref()
        .and_then(|ask| ask.whole("/task_id"))
        .unwrap_or_default();
    let Some(entry) = bazaar.book.get(STALL.id, PAGE, &task.to_string()) else {
        return refuse::not_found("task not found");
    };
    let ready = entry.at + DRAWING <= call.now;
    let count = entry.value.as_array().map_or(0, Vec::len);
    let address = call.header("host").unwrap_or_default();
    let url = format!("http://{address}/{}/files/labels/{task}", STALL.id);
    Reply::json(&json!({
        "error": {"code": "", "message": ""},
        "file_url": if ready { url } else { String::new() },
        "status": {
            "code": if ready { "completed" } else { "in_progress" },
            "postings_count": count,
            "printed_postings_count": if ready { count } else { 0 },
            "unprinted_postings": [],
        },
    }))
}

/// The file: the numbers of the parcels, as far as a PDF without fonts can say them.
pub(super) fn file(bazaar: &Bazaar, call: &Call) -> Reply {
    let Some(entry) = bazaar.book.get(STALL.id, PAGE, call.name("task")) else {
        return refuse::not_found("Not Found");
    };
    let numbers = entry.value.as_array().into_iter().flatten();
    let numbers: Vec<&str> = numbers.filter_map(Value::as_str).collect();
    let text = format!("%PDF-1.4\n% {}\n%%EOF\n", numbers.join(" "));
    Reply::typed(StatusCode::OK, "application/pdf", text)
}
