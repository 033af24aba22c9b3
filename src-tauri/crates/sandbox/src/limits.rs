//! Request limits: token buckets per venue, account and named limit, on real time times a scale.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// A documented limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// Requests with the same name share one bucket.
    pub name: &'static str,
    /// Requests that come back in [`Limit::period`].
    pub count: u32,
    /// The period of `count`.
    pub period: Duration,
    /// Requests that can be made at once after a pause.
    pub burst: u32,
}

impl Limit {
    /// `count` per `seconds`, `burst` at once.
    #[must_use]
    pub const fn new(name: &'static str, count: u32, seconds: u64, burst: u32) -> Self {
        Self {
            name,
            count,
            period: Duration::from_secs(seconds),
            burst,
        }
    }

    /// Tokens per real second when limits run `scale` times faster than documented.
    fn rate(&self, scale: f64) -> f64 {
        f64::from(self.count) / self.period.as_secs_f64() * scale
    }
}

/// A limit's state after a request.
#[derive(Debug, Clone, Copy)]
pub struct Gauge {
    /// The limit.
    pub limit: &'static Limit,
    /// Whole requests that can still be made at once.
    pub left: u32,
    /// The request went over the limit.
    pub over: bool,
    /// World time until the next request is let through; zero when one is left.
    pub wait: Duration,
    /// World time until the bucket is full.
    pub full: Duration,
    /// Requests that were let through on this day of the world (counted from its start).
    pub spent: u64,
}

impl Gauge {
    /// [`Gauge::wait`] in whole seconds, at least one when there is anything to wait for.
    #[must_use]
    pub fn wait_seconds(&self) -> u64 {
        ceil(self.wait)
    }

    /// [`Gauge::full`] in whole seconds.
    #[must_use]
    pub fn full_seconds(&self) -> u64 {
        ceil(self.full)
    }
}

/// Buckets of all limits in use.
#[derive(Debug)]
pub struct Limits {
    scale: f64,
    speed: f64,
    buckets: Mutex<HashMap<(&'static str, String, &'static str), Bucket>>,
}

#[derive(Debug)]
struct Bucket {
    tokens: f64,
    at: Duration,
    day: u64,
    spent: u64,
}

impl Limits {
    /// Limits that refill `scale` times faster than documented, told to clients whose clock runs at
    /// `speed` world seconds per real second.
    #[must_use]
    pub fn new(scale: f64, speed: f64) -> Self {
        Self {
            scale,
            speed,
            buckets: Mutex::default(),
        }
    }

    /// Takes one request out of the bucket, if one is left. `elapsed` is real time of the clock.
    pub fn take(
        &self,
        venue: &'static str,
        account: &str,
        limit: &'static Limit,
        elapsed: Duration,
    ) -> Gauge {
        self.change(venue, account, limit, elapsed, |bucket| {
            let over = bucket.tokens < 1.0;
            if !over {
                bucket.tokens -= 1.0;
                bucket.spent += 1;
            }
            over
        })
    }

    /// Takes `more` requests away as a penalty; the bucket may go below zero.
    pub fn punish(
        &self,
        venue: &'static str,
        account: &str,
        limit: &'static Limit,
        elapsed: Duration,
        more: u32,
    ) -> Gauge {
        self.change(venue, account, limit, elapsed, |bucket| {
            bucket.tokens -= f64::from(more);
            false
        })
    }

    fn change(
        &self,
        venue: &'static str,
        account: &str,
        limit: &'static Limit,
        elapsed: Duration,
        change: impl FnOnce(&mut Bucket) -> bool,
    ) -> Gauge {
        let (rate, burst) = (limit.rate(self.scale), f64::from(limit.burst));
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        let bucket = buckets
            .entry((venue, account.to_owned(), limit.name))
            .or_insert(Bucket {
                tokens: burst,
                at: elapsed,
                day: 0,
                spent: 0,
            });
        let passed = elapsed.saturating_sub(bucket.at).as_secs_f64();
        bucket.tokens = (bucket.tokens + passed * rate).min(burst);
        bucket.at = elapsed;
        let day = elapsed.mul_f64(self.speed).as_secs() / 86_400;
        if bucket.day != day {
            (bucket.day, bucket.spent) = (day, 0);
        }
        let over = change(bucket);
        let until = |tokens: f64| {
            Duration::try_from_secs_f64((tokens - bucket.tokens).max(0.0) / rate * self.speed)
                .unwrap_or(limit.period)
        };
        Gauge {
            limit,
            left: whole(bucket.tokens, limit.burst),
            over,
            wait: until(1.0),
            full: until(burst),
            spent: bucket.spent,
        }
    }
}

/// Whole tokens, at most `burst`; counted because a cast of a float can silently be wrong.
fn whole(tokens: f64, burst: u32) -> u32 {
    (1..=burst)
        .take_while(|one| f64::from(*one) <= tokens)
        .last()
        .unwrap_or(0)
}

fn ceil(time: Duration) -> u64 {
    time.as_secs() + u64::from(time.subsec_nanos() > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const THREE_A_SECOND: Limit = Limit::new("three", 3, 1, 6);

    #[test]
    fn a_burst_is_let_through_and_then_the_pace_counts() {
        let limits = Limits::new(1.0, 1.0);
        let take = |ms| limits.take("any", "a", &THREE_A_SECOND, Duration::from_millis(ms));
        for left in (0..6).rev() {
            let gauge = take(0);
            assert_eq!((gauge.left, gauge.over), (left, false), "the burst of six");
        }
        let over = take(0);
        assert!(over.over, "the seventh at once is too many");
        assert_eq!(
            over.wait_seconds(),
            1,
            "a third of a second, told in whole seconds"
        );
        assert!(
            take(200).over,
            "asking too early takes nothing and gives nothing"
        );
        assert!(
            !take(334).over,
            "a third of a second later one is let through"
        );
    }

    #[test]
    fn a_penalty_costs_as_much_as_it_says() {
        let limits = Limits::new(1.0, 1.0);
        let gauge = limits.take("any", "a", &THREE_A_SECOND, Duration::ZERO);
        assert_eq!(gauge.left, 5, "one request taken");
        let gauge = limits.punish("any", "a", &THREE_A_SECOND, Duration::ZERO, 9);
        assert_eq!(gauge.left, 0, "nine more are more than were left");
        assert_eq!(
            gauge.wait_seconds(),
            2,
            "four below zero and one up: five thirds of a second"
        );
    }

    #[test]
    fn accounts_and_scales_are_kept_apart() {
        let limits = Limits::new(60.0, 60.0);
        let minute: &'static Limit = &const { Limit::new("minute", 1, 60, 1) };
        assert!(
            !limits.take("any", "a", minute, Duration::ZERO).over,
            "the first is free"
        );
        let over = limits.take("any", "a", minute, Duration::ZERO);
        assert!(over.over, "one a minute");
        assert_eq!(
            over.wait_seconds(),
            60,
            "a client on the world's clock waits its minute"
        );
        assert!(
            !limits.take("any", "b", minute, Duration::ZERO).over,
            "another account is fresh"
        );
        assert!(
            !limits.take("any", "a", minute, Duration::from_secs(1)).over,
            "at scale 60 a minute is a second"
        );
    }
}
