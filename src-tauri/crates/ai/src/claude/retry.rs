//! When and how long to wait before the same request is sent again: the rule
//! of the official clients.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use chrono::DateTime;
use futures::future::BoxFuture;
use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};

use super::failure::Failure;

const FIRST_WAIT_MS: u64 = 500;
const LONGEST_WAIT_MS: u64 = 8_000;
/// Longer pauses are the queue's business: the error tells how long.
const LONGEST_ASKED_WAIT: Duration = Duration::from_secs(60);

type Pause = Arc<dyn Fn(Duration) -> BoxFuture<'static, ()> + Send + Sync>;

/// How often and how patiently.
pub(super) struct Retry {
    most: u32,
    dice: AtomicU64,
    pub(super) pause: Pause,
}

impl Retry {
    pub(super) fn new(most: u32, seed: u64) -> Self {
        let pause: Pause = Arc::new(|wait| Box::pin(tokio::time::sleep(wait)));
        Self {
            most,
            dice: AtomicU64::new(seed),
            pause,
        }
    }

    /// How long to wait before attempt `done + 1`; `None` ends it.
    pub(super) fn wait(&self, failure: &Failure, done: u32) -> Option<Duration> {
        if !failure.retry || done >= self.most {
            return None;
        }
        match failure.error.retry_after {
            Some(asked) if asked > LONGEST_ASKED_WAIT => None,
            Some(asked) if asked > Duration::ZERO => Some(asked),
            _ => Some(self.backoff(done)),
        }
    }

    /// 0.5 s, 1 s, 2 s ... 8 s, each up to a quarter shorter.
    fn backoff(&self, done: u32) -> Duration {
        let doubled = FIRST_WAIT_MS.saturating_mul(1_u64 << done.min(10));
        let whole = doubled.min(LONGEST_WAIT_MS);
        let shorter = whole * (self.roll() % 257) / 1024;
        Duration::from_millis(whole - shorter)
    }

    /// SplitMix64: good enough to keep clients apart, and the same for a seed.
    fn roll(&self) -> u64 {
        const STEP: u64 = 0x9E37_79B9_7F4A_7C15;
        let state = self
            .dice
            .fetch_add(STEP, Ordering::Relaxed)
            .wrapping_add(STEP);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }
}

/// Whether the server wants the request again: its own word, else its status.
pub(super) fn wanted(status: u16, headers: &HeaderMap) -> bool {
    match text(headers, "x-should-retry") {
        Some("true") => true,
        Some("false") => false,
        _ => matches!(status, 408 | 409 | 429) || status >= 500,
    }
}

/// `retry-after-ms`, else `retry-after` in seconds or as a date. A date is
/// reckoned from the server's own `date`: this machine's clock may be wrong.
pub(super) fn asked_wait(headers: &HeaderMap) -> Option<Duration> {
    if let Some(ms) = text(headers, "retry-after-ms").and_then(number) {
        return Duration::try_from_secs_f64(ms / 1000.0).ok();
    }
    let after = text(headers, RETRY_AFTER.as_str())?;
    if let Some(seconds) = number(after) {
        return Duration::try_from_secs_f64(seconds).ok();
    }
    let until = DateTime::parse_from_rfc2822(after).ok()?;
    let sent = DateTime::parse_from_rfc2822(text(headers, DATE.as_str())?).ok()?;
    until.signed_duration_since(sent).to_std().ok()
}

fn number(text: &str) -> Option<f64> {
    text.parse().ok()
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderValue;
    use rstest::rstest;

    use super::*;
    use crate::error::{AiError, Kind};

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| {
                (
                    name.parse().expect("a header name"),
                    HeaderValue::from_static(value),
                )
            })
            .collect()
    }

    #[rstest]
    #[case(&[("retry-after-ms", "250.5"), ("retry-after", "9")], Some(250_500))]
    #[case(&[("retry-after", "2")], Some(2_000_000))]
    #[case(&[("retry-after", "0.5")], Some(500_000))]
    #[case(&[("retry-after", "Sat, 24 Oct 2026 10:00:07 GMT"),
             ("date", "Sat, 24 Oct 2026 10:00:00 GMT")], Some(7_000_000))]
    #[case(&[("retry-after", "Sat, 24 Oct 2026 10:00:07 GMT")], None)]
    #[case(&[("retry-after", "Sat, 24 Oct 2026 09:00:00 GMT"),
             ("date", "Sat, 24 Oct 2026 10:00:00 GMT")], None)]
    #[case(&[("retry-after", "-1")], None)]
    #[case(&[("retry-after", "NaN")], None)]
    #[case(&[("retry-after", "1e300")], None)]
    #[case(&[("retry-after", "soon")], None)]
    #[case(&[], None)]
    fn every_form_of_waiting_is_read(
        #[case] pairs: &[(&'static str, &'static str)],
        #[case] micros: Option<u64>,
    ) {
        let expected = micros.map(Duration::from_micros);
        assert_eq!(asked_wait(&headers(pairs)), expected, "{pairs:?}");
    }

    #[rstest]
    #[case(408, &[], true)]
    #[case(409, &[], true)]
    #[case(429, &[], true)]
    #[case(500, &[], true)]
    #[case(529, &[], true)]
    #[case(400, &[], false)]
    #[case(401, &[], false)]
    #[case(413, &[], false)]
    #[case(529, &[("x-should-retry", "false")], false)]
    #[case(400, &[("x-should-retry", "true")], true)]
    fn the_servers_word_goes_before_its_status(
        #[case] status: u16,
        #[case] pairs: &[(&'static str, &'static str)],
        #[case] again: bool,
    ) {
        assert_eq!(wanted(status, &headers(pairs)), again, "{status} {pairs:?}");
    }

    fn failure(retry_after: Option<Duration>) -> Failure {
        let error = AiError::temporary(Kind::Overloaded, "test", "529");
        Failure {
            error: AiError {
                retry_after,
                ..error
            },
            retry: true,
            lost: false,
        }
    }

    #[test]
    fn waits_double_up_to_eight_seconds_and_are_a_quarter_shorter_at_most() {
        let retry = Retry::new(100, 7);
        for (done, whole) in [
            (0, 500),
            (1, 1000),
            (2, 2000),
            (3, 4000),
            (4, 8000),
            (90, 8000),
        ] {
            for _ in 0..200 {
                let wait = retry
                    .wait(&failure(None), done)
                    .map_or(0, |wait| wait.as_millis());
                assert!(wait <= whole, "attempt {done} waits {wait} of {whole} ms");
                assert!(
                    wait * 4 >= whole * 3,
                    "attempt {done} waits {wait} of {whole} ms"
                );
            }
        }
    }

    #[test]
    fn the_jitter_follows_its_seed() {
        let waits = |seed| {
            let retry = Retry::new(9, seed);
            [0, 1, 2].map(|done| retry.wait(&failure(None), done))
        };
        assert_eq!(waits(1), waits(1), "a test can repeat it");
        assert_ne!(waits(1), waits(2), "two clients do not come back together");
    }

    #[test]
    fn what_the_server_asks_is_obeyed_within_a_minute() {
        let retry = Retry::new(2, 0);
        let asked = |seconds| failure(Some(Duration::from_secs(seconds)));
        assert_eq!(
            retry.wait(&asked(60), 0),
            Some(Duration::from_secs(60)),
            "obeyed"
        );
        assert_eq!(
            retry.wait(&asked(61), 0),
            None,
            "longer pauses are left to the queue"
        );
        assert_eq!(
            retry.wait(&asked(1), 2),
            None,
            "two retries, then the error"
        );
    }
}
