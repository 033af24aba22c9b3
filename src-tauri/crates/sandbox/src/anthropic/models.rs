//! `GET /v1/models`.

use serde_json::{Value, json};

use super::check::at;
use super::{refuse, request_id};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};

/// Name, name for people, line, and when it came out.
const MODELS: [(&str, &str, &str, &str); 4] = [
    (
        "claude-opus-5-5",
        "Claude Opus 5.5",
        "opus",
        "2026-09-29T00:00:00Z",
    ),
    (
        "claude-sonnet-5-5",
        "Claude Sonnet 5.5",
        "sonnet",
        "2026-09-29T00:00:00Z",
    ),
    (
        "claude-haiku-5-5",
        "Claude Haiku 5.5",
        "haiku",
        "2026-10-21T00:00:00Z",
    ),
    (
        "claude-fable-5-2",
        "Claude Fable 5.2",
        "fable",
        "2026-08-11T00:00:00Z",
    ),
];

/// Whether a request may name this model.
pub(super) fn is_known(model: &str) -> bool {
    MODELS.iter().any(|(id, ..)| *id == model)
}

/// Models, page by page.
pub(super) fn list(_: &Bazaar, call: &Call) -> Reply {
    let limit = match call.whole("limit") {
        Ok(None) => 20,
        Ok(Some(limit @ 1..=1000)) => usize::try_from(limit).unwrap_or(20),
        _ => return refuse::invalid(call, "limit: Input should be between 1 and 1000"),
    };
    let after = call.query("after_id");
    let begin = match after {
        None => 0,
        Some(after) => match MODELS.iter().position(|(id, ..)| *id == after) {
            Some(at) => at + 1,
            None => return refuse::invalid(call, "after_id: no such model"),
        },
    };
    let rest = MODELS.get(begin..).unwrap_or_default();
    let rows: Vec<Value> = rest.iter().take(limit).map(row).collect();
    let id = |row: Option<&Value>| row.map_or(Value::Null, |row| at(row, "/id").clone());
    let body = json!({
        "data": rows,
        "has_more": rest.len() > rows.len(),
        "first_id": id(rows.first()),
        "last_id": id(rows.last()),
    });
    Reply::json(&body).with("request-id", &request_id(call))
}

fn row((id, name, line, made): &(&str, &str, &str, &str)) -> Value {
    json!({
        "type": "model",
        "id": id,
        "display_name": name,
        "line": line,
        "lifecycle": "active",
        "created_at": made,
        "deprecated_at": null,
        "retires_at": null,
        "max_input_tokens": 1_000_000,
        "max_tokens": 128_000,
        "capabilities": capabilities(),
    })
}

fn capabilities() -> Value {
    let yes = json!({"supported": true});
    let no = json!({"supported": false});
    json!({
        "batch": yes,
        "citations": yes,
        "code_execution": yes,
        "context_management": {
            "supported": true, "clear_thinking_20251015": yes,
            "clear_tool_uses_20250919": yes, "compact_20260112": yes,
        },
        "effort": {"supported": true, "low": yes, "medium": yes, "high": yes, "xhigh": yes,
                   "max": yes},
        "image_input": yes,
        "pdf_input": yes,
        "server_tools": {"supported": true, "code_execution": yes, "web_search": yes},
        "structured_outputs": yes,
        "thinking": {"supported": true, "types": {"adaptive": yes, "between_tools": yes,
                     "disabled": yes, "enabled": no}},
    })
}
