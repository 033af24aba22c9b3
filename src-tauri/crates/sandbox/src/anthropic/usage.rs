//! Tokens: counted from the length of texts, cached where the request asks for it.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::check::{at, text};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::world::dice;

/// A cached prefix is kept for so long after its last use.
const KEPT: TimeDelta = TimeDelta::minutes(5);

/// Shorter prefixes are silently not cached.
const LEAST: u64 = 512;

/// About one token for four Latin or two other letters.
pub(super) fn tokens(text: &str) -> u64 {
    let (mut latin, mut other) = (0_u64, 0_u64);
    for sign in text.chars() {
        if sign.is_ascii() {
            latin += 1;
        } else {
            other += 1;
        }
    }
    latin.div_ceil(4) + other.div_ceil(2)
}

/// The member `usage` of an answer.
pub(super) fn of(bazaar: &Bazaar, call: &Call, body: &Value, output: u64) -> Value {
    let system = text(at(body, "/system"));
    let marked = body
        .get("cache_control")
        .is_some_and(|mark| !mark.is_null())
        || at(body, "/system").as_array().is_some_and(|blocks| {
            let mark = |block: &Value| block.get("cache_control").is_some_and(Value::is_object);
            blocks.iter().any(mark)
        });
    let prefix = tokens(&system) + tokens(&at(body, "/output_config").to_string());
    let turns = at(body, "/messages").as_array().into_iter().flatten();
    let rest: u64 = turns
        .map(|turn| tokens(&text(at(turn, "/content"))) + 4)
        .sum();
    let (written, read, plain) = if marked && prefix >= LEAST {
        if is_warm(bazaar, call, &system) {
            (0, prefix, rest)
        } else {
            (prefix, 0, rest)
        }
    } else {
        (0, 0, prefix + rest)
    };
    json!({
        "input_tokens": plain,
        "output_tokens": output,
        "cache_creation_input_tokens": written,
        "cache_read_input_tokens": read,
        "cache_creation": {"ephemeral_5m_input_tokens": written, "ephemeral_1h_input_tokens": 0},
        "inference_geo": null,
        "output_tokens_details": null,
        "server_tool_use": null,
        "service_tier": "standard",
        "speed": null,
    })
}

/// Whether this prefix was used a short while ago; it is now.
fn is_warm(bazaar: &Bazaar, call: &Call, system: &str) -> bool {
    let name = format!("cache {:x}", dice::number(0, system, 0, 0));
    let used = bazaar.desk.marked(call.venue, &name);
    let used = used.and_then(|used| used.parse::<DateTime<Utc>>().ok());
    let now = call.now.to_rfc3339();
    bazaar.desk.mark(call.venue, &name, &now);
    used.is_some_and(|used| call.now - used <= KEPT)
}

/// Tokens that an answer tells, for the headers.
pub(super) fn told(reply: &Reply) -> u64 {
    let body: Value = serde_json::from_slice(&reply.body).unwrap_or(Value::Null);
    let of = |name: &str| at(&body, &format!("/usage/{name}")).as_u64().unwrap_or(0);
    of("input_tokens") + of("output_tokens")
}
