//! How Uzum tells its limits: a bucket by the second and a count by the day, in headers of every
//! answer (Seller OpenAPI, state of 2026-08-20).

use std::time::Duration;

use chrono::{DateTime, FixedOffset, NaiveTime, TimeDelta, Utc};
use http::{HeaderMap, StatusCode};

use crate::http::{Observation, http_date, seconds};

/// Hours by which Tashkent is ahead of UTC; it has no summer time.
const TASHKENT_HOURS: i32 = 5;
/// What a 429 without a time is waited out for.
const UNNAMED: Duration = Duration::from_secs(5);

/// Reads the bucket.
pub(super) fn observe(headers: &HeaderMap, status: StatusCode, now: DateTime<Utc>) -> Observation {
    let remaining = number(headers, "x-ratelimit-remaining");
    let cost = number(headers, "x-ratelimit-requested-tokens");
    Observation {
        remaining,
        wait: wait(headers, status, now),
        // What is left has the cost in it already.
        cost: cost.filter(|_| remaining.is_none()),
    }
}

/// How long nothing may be sent: until tomorrow when the day's count is used up, and after a 429
/// as long as it says.
pub(super) fn wait(
    headers: &HeaderMap,
    status: StatusCode,
    now: DateTime<Utc>,
) -> Option<Duration> {
    let limited = (status == StatusCode::TOO_MANY_REQUESTS).then(|| {
        let named = text(headers, "retry-after");
        named
            .and_then(|text| seconds(text).or_else(|| http_date(text, now)))
            .or_else(|| refill(headers))
            .unwrap_or(UNNAMED)
    });
    let day = number(headers, "x-ratelimit-remaining-per-day")
        .filter(|left| *left == 0)
        .map(|_| until_tomorrow(now));
    limited.max(day)
}

/// When a bucket that refills by so many a second has as many as a request costs.
fn refill(headers: &HeaderMap) -> Option<Duration> {
    let rate = number(headers, "x-ratelimit-replenish-rate").filter(|rate| *rate > 0)?;
    let cost = number(headers, "x-ratelimit-requested-tokens").unwrap_or(1);
    let capacity = number(headers, "x-ratelimit-burst-capacity").unwrap_or(cost);
    let wanted = cost.min(capacity).max(1);
    Some(Duration::from_secs(u64::from(wanted.div_ceil(rate))))
}

fn until_tomorrow(now: DateTime<Utc>) -> Duration {
    let whole_day = Duration::from_secs(24 * 3600);
    let Some(zone) = FixedOffset::east_opt(TASHKENT_HOURS * 3600) else {
        return whole_day;
    };
    let local = now.with_timezone(&zone).naive_local();
    let midnight = (local.date() + TimeDelta::days(1)).and_time(NaiveTime::MIN);
    (midnight - local).to_std().unwrap_or(whole_day)
}

fn number(headers: &HeaderMap, name: &str) -> Option<u32> {
    // "-1" is how the gateway says that it knows no count.
    text(headers, name)?.trim().parse().ok()
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

#[cfg(test)]
mod tests {
    use http::{HeaderName, HeaderValue};
    use rstest::rstest;

    use super::*;
    use crate::testing::start;

    type Pairs = &'static [(&'static str, &'static str)];

    fn headers(pairs: Pairs) -> HeaderMap {
        let pair = |(name, value): &(&'static str, &'static str)| {
            (
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            )
        };
        pairs.iter().map(pair).collect()
    }

    #[rstest]
    #[case::seconds(&[("retry-after", "7")], 429, Some(7))]
    #[case::date(&[("retry-after", "Sun, 22 Nov 2026 10:00:30 GMT")], 429, Some(30))]
    #[case::refill(&[("x-ratelimit-replenish-rate", "2"), ("x-ratelimit-requested-tokens", "5"), ("x-ratelimit-burst-capacity", "10")], 429, Some(3))]
    #[case::no_word(&[], 429, Some(5))]
    #[case::fine(&[("x-ratelimit-remaining", "0")], 200, None)]
    #[case::day_left(&[("x-ratelimit-remaining-per-day", "1")], 200, None)]
    #[case::day_unknown(&[("x-ratelimit-remaining-per-day", "-1")], 200, None)]
    // 10:00 UTC is 15:00 in Tashkent: nine hours to midnight.
    #[case::day_over(&[("x-ratelimit-remaining-per-day", "0")], 200, Some(9 * 3600))]
    #[case::both(&[("x-ratelimit-remaining-per-day", "0"), ("retry-after", "1")], 429, Some(9 * 3600))]
    fn waits(#[case] given: Pairs, #[case] status: u16, #[case] expected: Option<u64>) {
        let status = StatusCode::from_u16(status).expect("a status");
        let seen = observe(&headers(given), status, start());
        assert_eq!(seen.wait, expected.map(Duration::from_secs), "{given:?}");
    }

    #[test]
    fn the_bucket_is_read() {
        let seen = observe(
            &headers(&[
                ("x-ratelimit-remaining", "1"),
                ("x-ratelimit-requested-tokens", "2"),
            ]),
            StatusCode::OK,
            start(),
        );
        assert_eq!(
            (seen.remaining, seen.cost),
            (Some(1), None),
            "the cost is in it already"
        );
        let seen = observe(
            &headers(&[("x-ratelimit-requested-tokens", "2")]),
            StatusCode::OK,
            start(),
        );
        assert_eq!(
            (seen.remaining, seen.cost),
            (None, Some(2)),
            "else it is counted"
        );
    }
}
