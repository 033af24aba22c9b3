//! What an answer that is no success means. Errors come with a status, and at
//! times with 200 and `"status": "ERROR"`.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::Value;
use std::time::Duration;

use super::limits;
use crate::error::{ErrorKind, MarketplaceError, Why};
use crate::feed::readable;
use crate::http::{Call, Http, Reply};
use crate::loose;

/// The cabinet or shop is being moved (423, "Business is in migration"): how long it takes is not
/// told, so it is asked again after this.
const MOVING: Duration = Duration::from_secs(600);

/// What a 403 says of a cabinet or shop whose API is closed (concepts/api-access and
/// concepts/error-codes#403 of the documentation, read 2026-09-16).
const CLOSED: [(&str, Option<Why>); 6] = [
    ("manually disabled", Some(Why::SwitchedOff)),
    ("disabled due to inactivity", Some(Why::Inactive)),
    ("no active contracts", Some(Why::NoContract)),
    ("no placement program", Some(Why::NoPlacement)),
    ("only disabled partners", None),
    ("user account is disabled", None),
];

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Envelope {
    #[serde(deserialize_with = "loose::text")]
    status: String,
    #[serde(deserialize_with = "loose::or_empty")]
    errors: Vec<Value>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Problem {
    #[serde(deserialize_with = "loose::text")]
    code: String,
    #[serde(deserialize_with = "loose::text")]
    message: String,
}

/// The error in an answer, if it is one.
pub(super) fn refusal(
    http: &Http,
    call: &Call,
    reply: &Reply,
    now: DateTime<Utc>,
) -> Option<MarketplaceError> {
    let read = serde_json::from_slice::<Envelope>(&reply.body);
    let broken_write = call.write && read.is_err() && reply.status.is_success();
    let envelope = read.unwrap_or_default();
    if reply.status.is_success() && envelope.status != "ERROR" && !broken_write {
        return None;
    }
    let mut error = http.refused(call, reply, &envelope.words(reply));
    if broken_write {
        error.kind = ErrorKind::Unreadable;
        error.may_have_happened = true;
    } else if reply.status.is_success() {
        within_success(call, &envelope, &mut error);
    } else {
        by_status(call, reply, now, &mut error);
    }
    error.request_id = request_id(reply);
    Some(error)
}

impl Envelope {
    fn words(&self, reply: &Reply) -> String {
        let said: Vec<String> = self
            .problems()
            .into_iter()
            .map(|problem| {
                format!("{} {}", problem.code, problem.message)
                    .trim()
                    .to_owned()
            })
            .filter(|words| !words.is_empty())
            .collect();
        if said.is_empty() {
            return format!("HTTP {}", reply.status.as_u16());
        }
        said.join("; ")
    }

    fn problems(&self) -> Vec<Problem> {
        readable(&self.errors)
    }

    fn says(&self, code: &str) -> bool {
        self.problems()
            .iter()
            .any(|problem| problem.code.eq_ignore_ascii_case(code))
    }
}

/// 200 with `ERROR`: the codes are those of the statuses.
fn within_success(call: &Call, envelope: &Envelope, error: &mut MarketplaceError) {
    let kind = [
        ("UNAUTHORIZED", ErrorKind::Unauthorised),
        ("FORBIDDEN", ErrorKind::Forbidden),
        ("NOT_FOUND", ErrorKind::NotFound),
        ("LIMIT_EXCEEDED", ErrorKind::RateLimited),
        ("INTERNAL_ERROR", ErrorKind::Unavailable),
    ]
    .into_iter()
    .find(|(code, _)| envelope.says(code))
    .map_or(ErrorKind::Rejected, |(_, kind)| kind);
    error.turn(kind);
    error.may_have_happened = call.write && error.kind == ErrorKind::Unavailable;
}

fn by_status(call: &Call, reply: &Reply, now: DateTime<Utc>, error: &mut MarketplaceError) {
    let words = error.message.to_lowercase();
    match reply.status.as_u16() {
        420 | 429 => {
            error.retry_after = Some(limits::pause(&reply.headers, &error.message, now));
        }
        401 if words.contains("revoked") => {
            error.turn(ErrorKind::Expired);
            error.why = Some(Why::Revoked);
        }
        403 => forbidden(&words, error),
        // A shop without prices of its own: no wait helps.
        423 if words.contains("default price") => error.turn(ErrorKind::Rejected),
        423 => {
            error.turn(ErrorKind::Moving);
            error.retry_after = Some(MOVING);
        }
        // The client went away before the server was done.
        408 | 499 => {
            error.turn(ErrorKind::Unavailable);
            error.may_have_happened = call.write;
        }
        _ => {}
    }
}

fn forbidden(words: &str, error: &mut MarketplaceError) {
    // Methods that Market has for its other sellers.
    if words.contains("market yandex go") {
        return error.turn(ErrorKind::Unsupported);
    }
    if let Some((_, why)) = CLOSED.iter().find(|(part, _)| words.contains(part)) {
        error.turn(ErrorKind::Blocked);
        error.why = *why;
    }
}

/// The seller's support asks for it.
fn request_id(reply: &Reply) -> Option<String> {
    let header = |name| reply.headers.get(name)?.to_str().ok();
    header("traceparent")
        .or_else(|| header("x-request-id"))
        .map(|id| id.chars().take(80).collect())
}
