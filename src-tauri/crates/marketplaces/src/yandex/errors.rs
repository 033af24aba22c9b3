//! What an answer that is no success means. Errors come with a status, and at
//! times with 200 and `"status": "ERROR"`.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::Value;
use std::time::Duration;

use super::limits;
use crate::error::{ErrorKind, MarketplaceError};
use crate::feed::readable;
use crate::http::{Call, Http, Reply};
use crate::loose;

/// The cabinet or shop is being moved (423).
const LOCKED: Duration = Duration::from_secs(600);

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
    error.kind = [
        ("UNAUTHORIZED", ErrorKind::Unauthorised),
        ("FORBIDDEN", ErrorKind::Forbidden),
        ("NOT_FOUND", ErrorKind::NotFound),
        ("LIMIT_EXCEEDED", ErrorKind::RateLimited),
        ("INTERNAL_ERROR", ErrorKind::Unavailable),
    ]
    .into_iter()
    .find(|(code, _)| envelope.says(code))
    .map_or(ErrorKind::Rejected, |(_, kind)| kind);
    error.temporary = matches!(error.kind, ErrorKind::RateLimited | ErrorKind::Unavailable);
    error.may_have_happened = call.write && error.kind == ErrorKind::Unavailable;
}

fn by_status(call: &Call, reply: &Reply, now: DateTime<Utc>, error: &mut MarketplaceError) {
    match reply.status.as_u16() {
        420 | 429 => {
            error.retry_after = Some(limits::pause(&reply.headers, &error.message, now));
        }
        // "Locked": a migration; it passes by itself.
        423 => {
            error.kind = ErrorKind::Unavailable;
            error.temporary = true;
            error.retry_after = Some(LOCKED);
        }
        // The client went away before the server was done.
        408 | 499 => {
            error.kind = ErrorKind::Unavailable;
            error.temporary = true;
            error.may_have_happened = call.write;
        }
        _ => {}
    }
}

/// The seller's support asks for it.
fn request_id(reply: &Reply) -> Option<String> {
    let header = |name| reply.headers.get(name)?.to_str().ok();
    header("traceparent")
        .or_else(|| header("x-request-id"))
        .map(|id| id.chars().take(80).collect())
}
