//! What an answer of the Performance API that is no success means: `{"error": "…"}`, at times
//! `{"code", "message"}`.

use std::time::Duration;

use serde::Deserialize;

use super::limits;
use crate::error::{ErrorKind, MarketplaceError};
use crate::http::{Call, Http, Reply};
use crate::loose;

/// How long a method rests after a 429 that names no time: one report at a time is prepared, and
/// quotas are those of a day.
const REST: Duration = Duration::from_secs(60);

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Problem {
    #[serde(deserialize_with = "loose::text")]
    error: String,
    #[serde(deserialize_with = "loose::text")]
    message: String,
}

/// The error in an answer, if it is one; without any of `secrets`, should its words repeat one.
pub(super) fn refusal(
    http: &Http,
    call: &Call,
    reply: &Reply,
    secrets: [&String; 2],
) -> Option<MarketplaceError> {
    if reply.status.is_success() {
        return None;
    }
    let problem: Problem = serde_json::from_slice(&reply.body).unwrap_or_default();
    let words = [problem.error, problem.message];
    let words = words.into_iter().find(|words| !words.is_empty());
    let words = words.unwrap_or_else(|| format!("HTTP {}", reply.status.as_u16()));
    let told = secrets.into_iter().filter(|secret| !secret.is_empty());
    let words = told.fold(words, |words, secret| {
        words.replace(secret.as_str(), "[secret]")
    });
    let mut error = http.refused(call, reply, &words);
    // The key of the shop is another one, and is not in doubt.
    if error.kind == ErrorKind::Unauthorised {
        error.kind = ErrorKind::Forbidden;
    }
    if error.kind == ErrorKind::RateLimited {
        error.retry_after = limits::told(&reply.headers).or(Some(REST));
    }
    Some(error)
}
