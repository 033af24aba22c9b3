//! A scripted model behind the Messages API (`anthropic-version` 2026-10-21).
//!
//! It refuses what the real one refuses (sampling parameters, prefill, forced tools, schemas
//! outside of the supported part) and answers by the schema that is asked for. When the user's
//! message is the JSON document of [`brief`], it writes an answer to a review or a question, in the
//! buyer's language, varied by the text, with facts of the card only. It is gullible on purpose:
//! what a buyer's text orders is done, so that guardrails have something to stop.
//!
//! Parts that it plays on demand (`Fault::Script`): `refusal`, `max_tokens`, `invalid_json`,
//! `wrong_shape`, `spend_limit`. Statuses 429, 500, 529 and latency come as ordinary faults.

mod book;
mod brief;
mod card;
mod check;
mod messages;
mod models;
mod obey;
mod refuse;
mod schema;
#[cfg(test)]
mod tests;
mod topic;
mod usage;
mod writer;

use std::collections::BTreeMap;

use chrono::{SecondsFormat, TimeDelta};
use http::{Method, StatusCode};

use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::limits::{Gauge, Limit};
use crate::venue::{Route, Venue};
use crate::world::dice;

/// Requests a minute of a small organisation.
static REQUESTS: Limit = Limit::new("requests", 1000, 60, 1000);

/// The list of models has its own limit.
static MODELS: Limit = Limit::new("models", 600, 60, 600);

/// Versions of the API that are served.
const VERSIONS: [&str; 2] = ["2023-06-01", "2026-10-21"];

/// Tokens a minute, told in headers only.
const TOKENS: [(&str, u64); 3] = [
    ("tokens", 480_000),
    ("input-tokens", 400_000),
    ("output-tokens", 80_000),
];

/// The model as a venue.
pub(crate) struct Anthropic;

impl Venue for Anthropic {
    fn id(&self) -> &'static str {
        "anthropic"
    }

    /// Paths follow the id directly.
    fn hosts(&self) -> &'static [&'static str] {
        &[]
    }

    fn account(&self, bazaar: &Bazaar) -> (String, BTreeMap<String, String>) {
        let fields = [("key".to_owned(), key(bazaar))];
        ("Claude".to_owned(), fields.into())
    }

    fn routes(&self) -> Vec<Route> {
        vec![
            Route::read(
                Method::POST,
                "",
                "/v1/messages",
                &REQUESTS,
                messages::create,
            ),
            Route::read(Method::GET, "", "/v1/models", &MODELS, models::list),
        ]
    }

    fn admit(&self, bazaar: &Bazaar, call: &Call) -> Result<String, Reply> {
        let bearer = call.header("authorization");
        let bearer = bearer.and_then(|value| value.strip_prefix("Bearer "));
        let Some(given) = call.header("x-api-key").or(bearer) else {
            return Err(refuse::unauthorised(call, "x-api-key header is required"));
        };
        if given != key(bazaar) {
            return Err(refuse::unauthorised(call, "invalid x-api-key"));
        }
        match call.header("anthropic-version") {
            None => Err(refuse::invalid(
                call,
                "anthropic-version: header is required",
            )),
            Some(version) if !VERSIONS.contains(&version) => {
                let message = format!("anthropic-version: \"{version}\" is not a valid version");
                Err(refuse::invalid(call, &message))
            }
            Some(_) => Ok("organisation".to_owned()),
        }
    }

    fn refuse(&self, status: StatusCode, call: &Call) -> Reply {
        refuse::of_status(status, call)
    }

    fn gauge(&self, bazaar: &Bazaar, reply: Reply, gauge: &Gauge) -> Reply {
        let full = TimeDelta::from_std(gauge.full).unwrap_or(TimeDelta::zero());
        let reset = bazaar.clock.now() + full;
        let reset = reset.to_rfc3339_opts(SecondsFormat::Secs, true);
        let used = usage::told(&reply);
        let mut reply = reply
            .with("anthropic-ratelimit-requests-limit", &gauge.limit.count)
            .with("anthropic-ratelimit-requests-remaining", &gauge.left)
            .with("anthropic-ratelimit-requests-reset", &reset);
        for (name, most) in TOKENS {
            let left = most.saturating_sub(used);
            for (what, value) in [
                ("limit", most.to_string()),
                ("remaining", left.to_string()),
                ("reset", reset.clone()),
            ] {
                reply = named(reply, &format!("anthropic-ratelimit-{name}-{what}"), &value);
            }
        }
        if gauge.over {
            reply = reply.with("retry-after", &gauge.wait_seconds().max(1));
        }
        reply
    }
}

fn named(mut reply: Reply, name: &str, value: &str) -> Reply {
    let name = http::HeaderName::from_bytes(name.as_bytes());
    let value = http::HeaderValue::from_str(value);
    if let (Ok(name), Ok(value)) = (name, value) {
        reply.headers.insert(name, value);
    }
    reply
}

fn key(bazaar: &Bazaar) -> String {
    let number = bazaar.world.number("anthropic key", 0);
    format!("sk-ant-sandbox-{}", dice::base62(number, 40))
}

/// The number of the exchange: the same request at the same world time has the same one.
fn request_id(call: &Call) -> String {
    let text = String::from_utf8_lossy(&call.body);
    let number = dice::number(0, &text, call.now.timestamp_millis(), 0);
    format!("req_011{}", dice::base62(number, 21))
}
