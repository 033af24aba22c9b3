//! `POST /v1/messages`.

use serde_json::{Map, Value, json};

use super::brief::Brief;
use super::check::at;
use super::{check, models, obey, refuse, request_id, schema, usage, writer};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::world::dice;

/// Answers a request, or refuses it as the real API does.
pub(super) fn create(bazaar: &Bazaar, call: &Call) -> Reply {
    let body = call.json();
    let version = call.header("anthropic-version").unwrap_or_default();
    if let Some(fault) = check::fault(&body, version) {
        return refuse::invalid(call, &fault);
    }
    let model = at(&body, "/model").as_str().unwrap_or_default();
    if !models::is_known(model) {
        return refuse::not_found(call, &format!("model: {model}"));
    }
    if call.plays("spend_limit") {
        return refuse::spend_limit(call);
    }
    let said = said(bazaar, call, &body);
    let output = usage::tokens(&said.text);
    let content = if said.text.is_empty() {
        json!([])
    } else {
        json!([{"type": "text", "text": said.text, "citations": null}])
    };
    let id = request_id(call);
    let answer = json!({
        "id": id.replace("req_", "msg_"),
        "type": "message",
        "role": "assistant",
        "model": model,
        "content": content,
        "container": null,
        "diagnostics": null,
        "stop_reason": said.stop,
        "stop_sequence": null,
        "stop_details": said.details,
        "usage": usage::of(bazaar, call, &body, output),
    });
    Reply::json(&answer).with("request-id", &id)
}

/// What the model says, and why it stops.
struct Said {
    text: String,
    stop: &'static str,
    details: Value,
}

fn said(bazaar: &Bazaar, call: &Call, body: &Value) -> Said {
    if call.plays("refusal") {
        let details = json!({"type": "refusal", "category": "general_harms", "explanation": null});
        return Said {
            text: String::new(),
            stop: "refusal",
            details,
        };
    }
    let text = composed(bazaar, call, body);
    let most = at(body, "/max_tokens").as_u64().unwrap_or(0);
    let cut = call.plays("max_tokens") || usage::tokens(&text) > most;
    Said {
        text: if cut { half(&text) } else { text },
        stop: if cut { "max_tokens" } else { "end_turn" },
        details: Value::Null,
    }
}

fn composed(bazaar: &Bazaar, call: &Call, body: &Value) -> String {
    let schema = at(body, "/output_config/format/schema");
    let known = brief(body).map_or_else(Map::new, |brief| {
        let number = dice::number(0, &brief.source, asked_before(bazaar, call, &brief), 0);
        obey::answer(&brief, &check::text(at(body, "/system")))
            .or_else(|| writer::answer(&bazaar.world, &brief, number))
            .unwrap_or_default()
    });
    if schema.is_null() {
        let text = known.get("text").and_then(Value::as_str);
        return text.unwrap_or("Хорошо.").to_owned();
    }
    let mut value = schema::value(schema, &known);
    if call.plays("wrong_shape")
        && let Some(members) = value.as_object_mut()
    {
        members.remove("text");
    }
    let text = value.to_string();
    if call.plays("invalid_json") {
        return half(&text);
    }
    text
}

/// How often this very task was asked before, so that the same words to two buyers do not get the
/// same answer.
fn asked_before(bazaar: &Bazaar, call: &Call, brief: &Brief) -> i64 {
    let name = format!("asked {:x}", dice::number(1, &brief.source, 0, 0));
    let before = bazaar.desk.marked(call.venue, &name);
    let before: i64 = before.and_then(|count| count.parse().ok()).unwrap_or(0);
    let now = (before + 1).to_string();
    bazaar.desk.mark(call.venue, &name, &now);
    before
}

/// The newest message of the user that is a task of ours; a request to repair follows it.
fn brief(body: &Value) -> Option<Brief> {
    let turns = at(body, "/messages").as_array()?;
    let users = turns
        .iter()
        .rev()
        .filter(|turn| *at(turn, "/role") == "user");
    let mut texts = users.map(|turn| check::text(at(turn, "/content")));
    texts.find_map(|text| Brief::read(&text))
}

fn half(text: &str) -> String {
    let length = text.chars().count();
    text.chars().take(length / 2).collect()
}
