//! What headers say about limits: `Ratelimit-Remaining` on every answer,
//! `Retry-After` (seconds) on a 429, and for quotas of items
//! `Item-Retry-After` (minutes).

use std::time::Duration;

use chrono::{DateTime, Utc};
use http::{HeaderMap, StatusCode};

use crate::http::{Observation, seconds};

/// A method's circuit breaker: "wait for some minutes".
pub(super) const CIRCLE: Duration = Duration::from_secs(300);

/// Nothing is said: the limit is one of a second.
const MOMENT: Duration = Duration::from_secs(1);

/// Reads the headers of one answer.
pub(super) fn observe(headers: &HeaderMap, status: StatusCode, _: DateTime<Utc>) -> Observation {
    let over = status == StatusCode::TOO_MANY_REQUESTS;
    let remaining = text(headers, "ratelimit-remaining");
    Observation {
        remaining: remaining.and_then(|text| text.trim().parse().ok()),
        wait: over.then(|| block(headers)).flatten(),
        cost: None,
    }
}

/// For how long a 429 closes the account. The quota of items is one method's own and closes no
/// other; a 429 that names nothing is the limit of a second.
fn block(headers: &HeaderMap) -> Option<Duration> {
    match text(headers, "retry-after").and_then(seconds) {
        None if text(headers, "item-retry-after").is_some() => None,
        named => Some(named.unwrap_or(MOMENT)),
    }
}

/// How long to wait after a 429.
pub(super) fn pause(headers: &HeaderMap) -> Duration {
    let items = text(headers, "item-retry-after").and_then(seconds);
    let plain = text(headers, "retry-after").and_then(seconds);
    let minutes = items.map(|minutes| minutes.saturating_mul(60).min(Duration::from_secs(86_400)));
    minutes.max(plain).unwrap_or(MOMENT)
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn headers(name: &'static str, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(
            name.parse().expect("a name"),
            HeaderValue::from_static(value),
        )])
    }

    #[test]
    fn seconds_and_minutes_are_told_apart() {
        assert_eq!(pause(&headers("retry-after", "7")).as_secs(), 7, "seconds");
        assert_eq!(
            pause(&headers("item-retry-after", "7")).as_secs(),
            420,
            "minutes"
        );
        assert_eq!(pause(&HeaderMap::new()), MOMENT, "nothing said");
    }

    #[test]
    fn an_item_quota_does_not_block_every_method() {
        let status = StatusCode::TOO_MANY_REQUESTS;
        let now = DateTime::UNIX_EPOCH;
        let seen = observe(&headers("item-retry-after", "7"), status, now);
        assert_eq!(seen.wait, None, "one method's quota");
        let seen = observe(&headers("retry-after", "7"), status, now);
        assert_eq!(
            seen.wait,
            Some(Duration::from_secs(7)),
            "the whole account's limit"
        );
        let seen = observe(&HeaderMap::new(), status, now);
        assert_eq!(seen.wait, Some(MOMENT), "what names nothing is obeyed, too");
        let seen = observe(&headers("ratelimit-remaining", "3"), StatusCode::OK, now);
        assert_eq!(
            (seen.remaining, seen.wait),
            (Some(3), None),
            "three are left"
        );
    }
}
