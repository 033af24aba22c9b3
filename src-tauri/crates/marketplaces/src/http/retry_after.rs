//! The ways in which servers say "come back later".

use std::time::Duration;

use chrono::{DateTime, Utc};

/// Longest wait that is believed; a typo of a server must not stop a shop for a year.
const LONGEST: Duration = Duration::from_secs(24 * 3600);

/// `Retry-After: 30`, also with a fraction.
pub fn seconds(text: &str) -> Option<Duration> {
    let seconds: f64 = text.trim().parse().ok()?;
    (seconds.is_finite() && seconds >= 0.0)
        .then(|| Duration::from_secs_f64(seconds.min(LONGEST.as_secs_f64())))
}

/// `Sun, 22 Nov 2026 10:00:00 GMT` (RFC 822 as in Yandex's `-Until`), from `now` on.
pub fn http_date(text: &str, now: DateTime<Utc>) -> Option<Duration> {
    let at = DateTime::parse_from_rfc2822(text.trim())
        .ok()?
        .with_timezone(&Utc);
    Some((at - now).to_std().unwrap_or(Duration::ZERO).min(LONGEST))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn both_forms_are_understood() {
        assert_eq!(
            seconds(" 30 "),
            Some(Duration::from_secs(30)),
            "plain seconds"
        );
        let now = DateTime::UNIX_EPOCH;
        let got = http_date("Thu, 01 Jan 1970 00:01:00 GMT", now);
        assert_eq!(
            got,
            Some(Duration::from_secs(60)),
            "a date is a wait from now"
        );
        assert_eq!(
            http_date("Wed, 31 Dec 1969 23:00:00 GMT", now),
            Some(Duration::ZERO),
            "past"
        );
    }

    proptest! {
        #[test]
        fn nonsense_never_panics_and_never_waits_for_ever(text in ".*") {
            for wait in [seconds(&text), http_date(&text, DateTime::UNIX_EPOCH)] {
                prop_assert!(wait.is_none_or(|wait| wait <= LONGEST), "capped at a day");
            }
        }
    }
}
