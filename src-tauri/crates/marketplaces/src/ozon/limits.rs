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

/// Reads the headers of one answer: what is left of the method's own limit. Whom a 429 closes, and
/// for how long, its words say, too.
pub(super) fn observe(headers: &HeaderMap, _: StatusCode, _: DateTime<Utc>) -> Observation {
    let remaining = text(headers, "ratelimit-remaining");
    Observation {
        remaining: remaining.and_then(|text| text.trim().parse().ok()),
        ..Observation::default()
    }
}

/// How long to wait after a 429.
pub(super) fn pause(headers: &HeaderMap) -> Duration {
    told(headers).unwrap_or(MOMENT)
}

/// The same, when the headers say.
pub(super) fn told(headers: &HeaderMap) -> Option<Duration> {
    let items = text(headers, "item-retry-after").and_then(seconds);
    let plain = text(headers, "retry-after").and_then(seconds);
    let minutes = items.map(|minutes| minutes.saturating_mul(60).min(Duration::from_secs(86_400)));
    minutes.max(plain)
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
    fn what_is_left_is_read() {
        let left = headers("ratelimit-remaining", "3");
        let seen = observe(&left, StatusCode::OK, DateTime::UNIX_EPOCH);
        assert_eq!((seen.remaining, seen.wait), (Some(3), None), "three");
    }
}
