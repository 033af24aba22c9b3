//! What an answer that is no success means. `code` comes as a number or as a
//! word and is not to be relied on: status and message decide.

use serde::Deserialize;
use serde_json::Value;

use super::limits;
use crate::error::{ErrorKind, MarketplaceError};
use crate::http::{Call, Http, Reply};
use crate::loose;

/// `rpcStatus`, and what batch methods say of single items in a 200.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Problem {
    #[serde(deserialize_with = "loose::text")]
    code: String,
    #[serde(deserialize_with = "loose::text")]
    message: String,
    #[serde(deserialize_with = "loose::or_empty")]
    errors: Vec<Value>,
    result: Value,
}

/// The error in an answer, if it is one.
pub(super) fn refusal(http: &Http, call: &Call, reply: &Reply) -> Option<MarketplaceError> {
    if reply.status.is_success() {
        return within_success(http, call, reply);
    }
    let problem: Problem = serde_json::from_slice(&reply.body).unwrap_or_default();
    let words = match problem.message.as_str() {
        "" => format!("HTTP {}", reply.status.as_u16()),
        words => words.to_owned(),
    };
    let mut error = http.refused(call, reply, &words);
    by_message(&words, reply, &mut error);
    error.request_id = request_id(reply);
    Some(error)
}

/// Messages that say more than the status.
fn by_message(words: &str, reply: &Reply, error: &mut MarketplaceError) {
    let words = words.to_lowercase();
    let says = |part: &str| words.contains(part);
    // A method is closed for some minutes after too many faulty calls.
    if says("circle is open") {
        error.kind = ErrorKind::RateLimited;
        error.retry_after = Some(limits::CIRCLE);
        error.may_have_happened = false;
    } else if reply.status.as_u16() == 429 || says("reached request rate limit") {
        error.kind = ErrorKind::RateLimited;
        error.retry_after = Some(limits::pause(&reply.headers));
    } else if says("headers are required") || (says("api-key") && is_about_the_key(&words)) {
        error.kind = ErrorKind::Unauthorised;
    }
    error.temporary = matches!(error.kind, ErrorKind::RateLimited | ErrorKind::Unavailable);
}

fn is_about_the_key(words: &str) -> bool {
    ["invalid", "deactivated", "expired", "not found"]
        .iter()
        .any(|part| words.contains(part))
}

/// 200 may carry errors of single items; and a write whose answer cannot be
/// read is an unknown outcome. Methods that delete answer with nothing at all.
fn within_success(http: &Http, call: &Call, reply: &Reply) -> Option<MarketplaceError> {
    if !call.write || reply.body.is_empty() {
        return None;
    }
    let Ok(problem) = serde_json::from_slice::<Problem>(&reply.body) else {
        let mut error = http.refused(call, reply, "the answer to a write cannot be read");
        error.kind = ErrorKind::Unreadable;
        error.may_have_happened = true;
        return Some(error);
    };
    let words = problem.of_items()?;
    let mut error = http.refused(call, reply, &words);
    let busy = words.contains("TOO_MANY_REQUESTS");
    error.kind = if busy {
        ErrorKind::RateLimited
    } else {
        ErrorKind::Rejected
    };
    error.temporary = busy;
    error.retry_after = busy.then(|| limits::pause(&reply.headers));
    Some(error)
}

impl Problem {
    fn of_items(&self) -> Option<String> {
        let within = self.result.as_array().into_iter().flatten();
        let within = within
            .filter_map(|item| item.get("errors")?.as_array())
            .flatten();
        let said: Vec<String> = self.errors.iter().chain(within).map(words).collect();
        if said.is_empty() && !self.message.is_empty() && !self.code.is_empty() {
            return Some(format!("{} {}", self.code, self.message));
        }
        (!said.is_empty()).then(|| said.join("; "))
    }
}

fn words(item: &Value) -> String {
    let part = |name| item.get(name).and_then(Value::as_str).unwrap_or_default();
    match item.as_str() {
        Some(text) => text.to_owned(),
        None => format!("{} {}", part("code"), part("message"))
            .trim()
            .to_owned(),
    }
}

/// The seller's support asks for it.
fn request_id(reply: &Reply) -> Option<String> {
    let id = reply.headers.get("x-o3-trace-id")?.to_str().ok()?;
    Some(id.chars().take(80).collect())
}
