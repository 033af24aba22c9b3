//! How long a failed task waits: doubling, with jitter, up to a cap.

use chrono::Duration;
use rand::Rng;

/// Waiting times between tries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backoff {
    /// After the first failure.
    pub first: Duration,
    /// Never more.
    pub most: Duration,
}

impl Default for Backoff {
    fn default() -> Self {
        Self {
            first: Duration::seconds(2),
            most: Duration::minutes(15),
        }
    }
}

impl Backoff {
    /// The wait after the failure of try number `attempt` (from 1): between half and the
    /// whole of the doubled time, so that tasks that failed together do not return together.
    pub fn wait(&self, attempt: u32, rng: &mut impl Rng) -> Duration {
        let doublings = attempt.saturating_sub(1).min(30);
        let most = self.most.num_milliseconds().max(1);
        let whole = self
            .first
            .num_milliseconds()
            .max(1)
            .saturating_mul(1 << doublings)
            .min(most);
        Duration::milliseconds(rng.random_range(whole / 2..=whole))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    use super::*;

    proptest! {
        #[test]
        fn waits_grow_and_stay_below_the_cap(attempt in 1_u32..200, seed: u64) {
            let backoff = Backoff::default();
            let wait = backoff.wait(attempt, &mut StdRng::seed_from_u64(seed));
            prop_assert!(wait <= backoff.most, "the cap holds at any attempt");
            let least = Duration::seconds(1 << (attempt - 1).min(8)).min(backoff.most / 2);
            prop_assert!(wait >= least, "half of the doubled time is the least");
        }
    }
}
