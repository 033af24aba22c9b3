//! Token buckets per account and endpoint: filled as the documents say,
//! corrected by what response headers say, handed out to be stored.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use domain::AccountId;
use http::{HeaderMap, StatusCode};
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc::UnboundedSender;

use crate::profile::LimitSpec;

/// How a bucket stands; this is what survives a restart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BucketState {
    /// Requests that may be sent now.
    pub tokens: f64,
    /// When `tokens` was right.
    pub at: DateTime<Utc>,
    /// Nothing may be sent before.
    pub blocked_until: Option<DateTime<Utc>>,
    /// Requests per period as learned from headers, if they say more than the documents.
    pub left: Option<u32>,
}

/// What the headers of an answer say about its bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Observation {
    /// Requests left at once.
    pub remaining: Option<u32>,
    /// Nothing may be sent for that long.
    pub wait: Option<Duration>,
    /// What one answer cost, in requests (WB counts a 4xx as ten).
    pub cost: Option<u32>,
}

/// Reads a marketplace's own headers.
pub type Observe = fn(&HeaderMap, StatusCode, DateTime<Utc>) -> Observation;

/// A bucket that changed, to be written down.
#[derive(Debug, Clone, PartialEq)]
pub struct LimitChange {
    /// Whose.
    pub account: AccountId,
    /// Which.
    pub bucket: String,
    /// How it stands now.
    pub state: BucketState,
}

/// All buckets of this process.
#[derive(Clone, Default)]
pub struct Limits {
    buckets: Arc<Mutex<HashMap<(AccountId, String), BucketState>>>,
    changes: Option<UnboundedSender<LimitChange>>,
}

impl Limits {
    /// Buckets whose changes are told to `changes`, so that they can be stored.
    pub fn with_memory(changes: UnboundedSender<LimitChange>) -> Self {
        Self {
            buckets: Arc::default(),
            changes: Some(changes),
        }
    }

    /// Puts a stored bucket back in place.
    pub fn restore(&self, change: LimitChange) {
        self.lock()
            .insert((change.account, change.bucket), change.state);
    }

    /// All buckets of an account, for the screen.
    pub fn of(&self, account: AccountId) -> Vec<(String, BucketState)> {
        let buckets = self.lock();
        let own = buckets.iter().filter(|((owner, _), _)| *owner == account);
        own.map(|((_, bucket), state)| (bucket.clone(), state.clone()))
            .collect()
    }

    /// Takes one request out of each bucket, or out of none and says how long to wait.
    pub(crate) fn take(
        &self,
        account: AccountId,
        specs: &[&LimitSpec],
        now: DateTime<Utc>,
    ) -> Result<(), Duration> {
        let mut buckets = self.lock();
        let mut state = |spec: &LimitSpec| {
            let bucket = buckets.entry((account, spec.bucket.to_owned()));
            let state = bucket.or_insert_with(|| BucketState::full(spec, now));
            state.refill(spec, now);
            state.clone()
        };
        let waits = specs.iter().map(|spec| state(spec).wait(spec, now));
        let longest = waits.max().unwrap_or_default();
        if !longest.is_zero() {
            return Err(longest);
        }
        for spec in specs {
            if let Some(state) = buckets.get_mut(&(account, spec.bucket.to_owned())) {
                state.tokens -= 1.0;
                self.tell(account, spec.bucket, state);
            }
        }
        Ok(())
    }

    /// Learns from an answer.
    pub(crate) fn observe(
        &self,
        account: AccountId,
        spec: &LimitSpec,
        seen: Observation,
        now: DateTime<Utc>,
    ) {
        let mut buckets = self.lock();
        let state = buckets
            .entry((account, spec.bucket.to_owned()))
            .or_insert_with(|| BucketState::full(spec, now));
        state.learn(spec, seen, now);
        self.tell(account, spec.bucket, state);
    }

    fn tell(&self, account: AccountId, bucket: &str, state: &BucketState) {
        if let Some(changes) = &self.changes {
            let change = LimitChange {
                account,
                bucket: bucket.to_owned(),
                state: state.clone(),
            };
            // The receiver is gone only while the process shuts down.
            let _ = changes.send(change);
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<(AccountId, String), BucketState>> {
        self.buckets.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl BucketState {
    fn full(spec: &LimitSpec, now: DateTime<Utc>) -> Self {
        Self {
            tokens: f64::from(spec.burst.max(1)),
            at: now,
            blocked_until: None,
            left: None,
        }
    }

    /// How long there is no request to be had of a bucket that was filled just now.
    fn wait(&self, spec: &LimitSpec, now: DateTime<Utc>) -> Duration {
        let blocked = self.blocked_until;
        let blocked = blocked.and_then(|until| (until - now).to_std().ok());
        let missing = (1.0 - self.tokens).max(0.0);
        blocked
            .unwrap_or_default()
            .max(Duration::from_secs_f64(missing / rate(spec)))
    }

    /// A clock that went back adds nothing and takes nothing.
    fn refill(&mut self, spec: &LimitSpec, now: DateTime<Utc>) {
        let passed = (now - self.at).to_std().unwrap_or(Duration::ZERO);
        let full = f64::from(spec.burst.max(1));
        self.tokens = passed
            .as_secs_f64()
            .mul_add(rate(spec), self.tokens)
            .min(full);
        self.at = now;
    }

    fn learn(&mut self, spec: &LimitSpec, seen: Observation, now: DateTime<Utc>) {
        // What flowed in while the request was under way is in the server's count already.
        self.refill(spec, now);
        if let Some(remaining) = seen.remaining {
            self.left = Some(remaining);
            self.tokens = self.tokens.min(f64::from(remaining));
        }
        if let Some(cost) = seen.cost.filter(|cost| *cost > 1) {
            self.tokens -= f64::from(cost - 1);
        }
        if let Some(wait) = seen.wait {
            let until = now + TimeDelta::from_std(wait).unwrap_or(TimeDelta::days(1));
            self.blocked_until = self.blocked_until.max(Some(until));
        }
    }
}

fn rate(spec: &LimitSpec) -> f64 {
    f64::from(spec.count.max(1)) / spec.period.as_secs_f64().max(0.001)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SPEC: LimitSpec = LimitSpec {
        bucket: "feedbacks",
        documented: Some(3),
        count: 3,
        period: Duration::from_secs(1),
        burst: 6,
    };
    const ONE: AccountId = AccountId(1);

    #[test]
    fn a_block_outlives_a_restart() {
        let now = DateTime::UNIX_EPOCH;
        let before = Limits::default();
        let seen = Observation {
            wait: Some(Duration::from_secs(60)),
            ..Observation::default()
        };
        before.observe(ONE, &SPEC, seen, now);
        let (bucket, state) = before.of(ONE).remove(0);
        let after = Limits::default();
        after.restore(LimitChange {
            account: ONE,
            bucket,
            state,
        });
        assert_eq!(
            after.take(ONE, &[&SPEC], now),
            Err(Duration::from_secs(60)),
            "still blocked"
        );
        assert_eq!(
            after.take(ONE, &[&SPEC], now + TimeDelta::seconds(60)),
            Ok(()),
            "then free"
        );
    }

    #[test]
    fn one_account_does_not_drain_another() {
        let limits = Limits::default();
        for _ in 0..6 {
            assert_eq!(
                limits.take(ONE, &[&SPEC], DateTime::UNIX_EPOCH),
                Ok(()),
                "within the burst"
            );
        }
        assert!(
            limits.take(ONE, &[&SPEC], DateTime::UNIX_EPOCH).is_err(),
            "the burst is used up"
        );
        assert!(
            limits
                .take(AccountId(2), &[&SPEC], DateTime::UNIX_EPOCH)
                .is_ok(),
            "its own bucket"
        );
    }

    #[test]
    fn a_closed_bucket_takes_nothing_out_of_the_shared_one() {
        let shared = LimitSpec {
            bucket: "all",
            ..SPEC
        };
        let (limits, now) = (Limits::default(), DateTime::UNIX_EPOCH);
        let closed = Observation {
            wait: Some(Duration::from_secs(300)),
            ..Observation::default()
        };
        limits.observe(ONE, &SPEC, closed, now);
        for _ in 0..20 {
            let refused = limits.take(ONE, &[&SPEC, &shared], now);
            assert_eq!(
                refused,
                Err(Duration::from_secs(300)),
                "the method is closed"
            );
        }
        assert_eq!(limits.take(ONE, &[&shared], now), Ok(()), "others go on");
    }

    /// A moment later, and what an answer said was left, if one came then.
    type Step = (i64, Option<u32>);

    proptest! {
        #[test]
        fn what_a_server_says_is_left_is_never_exceeded(
            steps in prop::collection::vec((0_i64..2_000, prop::option::of(0_u32..6)), 1..200),
        ) {
            let (limits, mut now) = (Limits::default(), DateTime::UNIX_EPOCH);
            let (mut told, mut left, mut taken) = (now, SPEC.burst, 0_u32);
            let steps: Vec<Step> = steps;
            for (step, remaining) in steps {
                now += TimeDelta::milliseconds(step);
                if remaining.is_some() {
                    let seen = Observation { remaining, ..Observation::default() };
                    limits.observe(ONE, &SPEC, seen, now);
                    (told, left, taken) = (now, remaining.unwrap_or_default(), 0);
                }
                taken += u32::from(limits.take(ONE, &[&SPEC], now).is_ok());
                let most = 3.0_f64.mul_add((now - told).as_seconds_f64(), f64::from(left));
                prop_assert!(f64::from(taken) <= most + 1e-6, "{} of {}", taken, most);
            }
        }

        #[test]
        fn never_more_than_burst_plus_rate(steps in prop::collection::vec(0_i64..2_000, 1..200)) {
            let limits = Limits::default();
            let mut now = DateTime::UNIX_EPOCH;
            let mut taken = 0_u32;
            for step in steps {
                now += TimeDelta::milliseconds(step);
                taken += u32::from(limits.take(ONE, &[&SPEC], now).is_ok());
            }
            let seconds = (now - DateTime::UNIX_EPOCH).as_seconds_f64();
            prop_assert!(f64::from(taken) <= 6.0 + 3.0 * seconds + 1e-6, "over the limit: {}", taken);
        }
    }
}
