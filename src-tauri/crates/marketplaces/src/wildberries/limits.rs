//! How Wildberries tells its limits: `X-Ratelimit-Remaining` on every answer, `X-Ratelimit-Retry`
//! (seconds) with a 429; on marketplace-api a 4xx counts as ten requests (WB API 02 of 2026-10-24).

use std::time::Duration;

use chrono::{DateTime, Utc};
use http::{HeaderMap, StatusCode};

use crate::http::{Observation, seconds};

/// What a 4xx costs on marketplace-api.
const FAULT_COST: u32 = 10;
/// Asking earlier keeps giving 429, so a 429 that names no time is waited out for the longest
/// period of the limits that we draw from.
const UNNAMED: Duration = Duration::from_secs(60);

/// Limits of all hosts but one.
pub(super) fn observe(headers: &HeaderMap, status: StatusCode, _: DateTime<Utc>) -> Observation {
    Observation {
        remaining: number(headers, "x-ratelimit-remaining"),
        wait: wait(headers, status),
        cost: None,
    }
}

/// Limits of marketplace-api, where faults are dear. What is left according to the header has
/// the fault in it already.
pub(super) fn observe_marketplace(
    headers: &HeaderMap,
    status: StatusCode,
    now: DateTime<Utc>,
) -> Observation {
    let seen = observe(headers, status, now);
    let fault = status.is_client_error() && status != StatusCode::TOO_MANY_REQUESTS;
    Observation {
        cost: (fault && seen.remaining.is_none()).then_some(FAULT_COST),
        ..seen
    }
}

/// How long a 429 asks to wait.
pub(super) fn wait(headers: &HeaderMap, status: StatusCode) -> Option<Duration> {
    (status == StatusCode::TOO_MANY_REQUESTS).then(|| {
        let named = text(headers, "x-ratelimit-retry").or_else(|| text(headers, "retry-after"));
        named.and_then(seconds).unwrap_or(UNNAMED)
    })
}

fn number(headers: &HeaderMap, name: &str) -> Option<u32> {
    text(headers, name)?.trim().parse().ok()
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;
    use rstest::rstest;

    use super::*;
    use crate::testing::start;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| {
                let name = http::HeaderName::from_static(name);
                (name, HeaderValue::from_static(value))
            })
            .collect()
    }

    #[rstest]
    #[case(&[("x-ratelimit-retry", "17")], 429, Some(17))]
    #[case(&[("retry-after", "5")], 429, Some(5))]
    #[case(&[], 429, Some(60))]
    #[case(&[("x-ratelimit-retry", "soon")], 429, Some(60))]
    #[case(&[("x-ratelimit-retry", "17")], 200, None)]
    fn a_429_is_obeyed(
        #[case] given: &[(&'static str, &'static str)],
        #[case] status: u16,
        #[case] expected: Option<u64>,
    ) {
        let status = StatusCode::from_u16(status).expect("a status");
        let seen = observe(&headers(given), status, start());
        assert_eq!(seen.wait, expected.map(Duration::from_secs), "{given:?}");
    }

    #[rstest]
    #[case(400, &[], Some(10))]
    #[case(404, &[("x-ratelimit-remaining", "3")], None)]
    #[case(429, &[], None)]
    #[case(500, &[], None)]
    #[case(200, &[], None)]
    fn a_fault_on_the_marketplace_host_costs_ten(
        #[case] status: u16,
        #[case] given: &[(&'static str, &'static str)],
        #[case] expected: Option<u32>,
    ) {
        let status = StatusCode::from_u16(status).expect("a status");
        let seen = observe_marketplace(&headers(given), status, start());
        assert_eq!(seen.cost, expected, "{status} with {given:?}");
        assert_eq!(
            observe(&headers(given), status, start()).cost,
            None,
            "only there"
        );
    }
}
