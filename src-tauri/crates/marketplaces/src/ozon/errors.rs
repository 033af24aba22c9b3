//! What an answer that is no success means. `code` comes as a number or as a
//! word and is not to be relied on: status and message decide.

use serde::Deserialize;
use serde_json::Value;

use super::{gates, limits};
use crate::error::{ErrorKind, MarketplaceError, Why};
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
    failure(http, call, reply)
}

/// The same without a look at single items.
pub(super) fn failure(http: &Http, call: &Call, reply: &Reply) -> Option<MarketplaceError> {
    if reply.status.is_success() {
        return None;
    }
    let problem: Problem = serde_json::from_slice(&reply.body).unwrap_or_default();
    let words = match problem.message.as_str() {
        "" => format!("HTTP {}", reply.status.as_u16()),
        words => words.to_owned(),
    };
    let mut error = http.refused(call, reply, &words);
    by_message(call, &words, reply, &mut error);
    error.request_id = request_id(reply);
    Some(error)
}

/// Messages that say more than the status, in the words of Ozon's list of errors.
fn by_message(call: &Call, words: &str, reply: &Reply, error: &mut MarketplaceError) {
    let words = words.to_lowercase();
    let says = |part: &str| words.contains(part);
    // A method is closed for some minutes after too many faulty calls.
    if says("circle is open") {
        error.turn(ErrorKind::RateLimited);
        error.retry_after = Some(limits::CIRCLE);
        error.may_have_happened = false;
    } else if reply.status.as_u16() == 429 || says("reached request rate limit") {
        error.turn(ErrorKind::RateLimited);
        error.retry_after = Some(limits::pause(&reply.headers));
    } else if let Some((kind, why)) = of_account(&words) {
        error.turn(kind);
        error.why = why;
    } else if error.kind == ErrorKind::Forbidden
        && !says("role")
        && let Some(subscription) = gates::subscription(&call.path)
    {
        error.wants(subscription);
    }
}

fn of_account(words: &str) -> Option<(ErrorKind, Option<Why>)> {
    let mut known = OF_ACCOUNT.into_iter();
    let (_, kind, why) = known.find(|(parts, ..)| parts.iter().all(|part| words.contains(part)))?;
    Some((kind, why))
}

/// What Ozon says of a key and of a company: all of the parts.
const OF_ACCOUNT: [([&str; 2], ErrorKind, Option<Why>); 9] = [
    (["headers are", "required"], ErrorKind::Unauthorised, None),
    (
        ["api-key", "deactivated"],
        ErrorKind::Expired,
        Some(Why::Revoked),
    ),
    (["api-key", "expired"], ErrorKind::Expired, None),
    (["api-key", "invalid"], ErrorKind::Unauthorised, None),
    (["api-key", "not found"], ErrorKind::Unauthorised, None),
    (["client-id", "invalid"], ErrorKind::Unauthorised, None),
    (
        ["api-key", "restricted to"],
        ErrorKind::Forbidden,
        Some(Why::Address),
    ),
    (["company", "is blocked"], ErrorKind::Blocked, None),
    (
        ["offer", "not signed"],
        ErrorKind::Blocked,
        Some(Why::Offer),
    ),
];

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
    error.turn(match busy {
        true => ErrorKind::RateLimited,
        false => ErrorKind::Rejected,
    });
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

/// What is said of one item.
pub(super) fn words(item: &Value) -> String {
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
