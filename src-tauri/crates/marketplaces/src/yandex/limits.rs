//! What headers say about limits: `X-RateLimit-Resource-Limit`, `-Remaining`,
//! `-Until` (an RFC 822 date) on every answer.

use std::time::Duration;

use chrono::{DateTime, Utc};
use http::{HeaderMap, StatusCode};

use crate::http::{Observation, http_date};

const REMAINING: &str = "x-ratelimit-resource-remaining";
const UNTIL: &str = "x-ratelimit-resource-until";

/// "420 Enhance Your Calm".
const OVER: u16 = 420;

/// A hit of the limit on parallel requests passes as soon as one of them ends.
pub(super) const PARALLEL: Duration = Duration::from_secs(1);

/// Reads the headers of one answer.
pub(super) fn observe(headers: &HeaderMap, status: StatusCode, now: DateTime<Utc>) -> Observation {
    let remaining = text(headers, REMAINING).and_then(|text| text.trim().parse().ok());
    let used_up = remaining.map_or(status.as_u16() == OVER, |left: u32| left == 0);
    Observation {
        remaining,
        wait: used_up.then(|| until(headers, now)).flatten(),
        cost: None,
    }
}

/// How long to wait after a 420: until the window ends; or, when the window has
/// requests left, the limit on parallel requests was hit.
pub(super) fn pause(headers: &HeaderMap, message: &str, now: DateTime<Utc>) -> Duration {
    if message.contains("parallel") {
        return PARALLEL;
    }
    until(headers, now).map_or(Duration::from_secs(60), |wait| wait.max(PARALLEL))
}

fn until(headers: &HeaderMap, now: DateTime<Utc>) -> Option<Duration> {
    http_date(text(headers, UNTIL)?, now)
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    const NOW: &str = "2026-11-22T10:00:00Z";

    fn headers(remaining: &'static str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(REMAINING, HeaderValue::from_static(remaining));
        let until = HeaderValue::from_static("Sun, 22 Nov 2026 10:01:30 GMT");
        headers.insert(UNTIL, until);
        headers
    }

    fn now() -> DateTime<Utc> {
        NOW.parse().expect("a moment")
    }

    #[test]
    fn a_used_up_window_blocks_until_its_end() {
        let seen = observe(&headers("0"), StatusCode::OK, now());
        assert_eq!(seen.wait, Some(Duration::from_secs(90)), "as -Until says");
        let seen = observe(&headers("12"), StatusCode::OK, now());
        assert_eq!(
            (seen.wait, seen.remaining),
            (None, Some(12)),
            "there is room"
        );
    }

    #[test]
    fn a_parallel_hit_does_not_block_the_window() {
        let status = StatusCode::from_u16(OVER).expect("a status");
        let seen = observe(&headers("4999"), status, now());
        assert_eq!(seen.wait, None, "4999 requests are left");
        let message = "Hit rate limit of 4 parallel requests for campaignId 5";
        assert_eq!(
            pause(&headers("4999"), message, now()),
            PARALLEL,
            "soon again"
        );
        let message = "Hit rate limit of 100 requests per 1 HOUR";
        let wait = pause(&headers("0"), message, now());
        assert_eq!(wait, Duration::from_secs(90), "the window's end");
        assert_eq!(
            pause(&HeaderMap::new(), "", now()).as_secs(),
            60,
            "nothing said"
        );
    }

    #[test]
    fn nonsense_in_headers_is_no_limit() {
        let seen = observe(&headers("many"), StatusCode::OK, now());
        assert_eq!(
            seen,
            Observation::default(),
            "nothing is learned from nonsense"
        );
    }
}
