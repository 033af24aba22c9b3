//! How far back a round reads. Usually from where the last one began, with an overlap; once a day
//! everything, because marketplaces change old rows without moving them to the front.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

/// How often everything is read.
const FULL: TimeDelta = TimeDelta::days(1);

/// Beginnings of earlier sweeps, in unix seconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Sweeps {
    last: Option<i64>,
    full: Option<i64>,
}

/// A sweep under way, in unix seconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sweep {
    /// When it began.
    pub(crate) begun: i64,
    /// What it reads begins here.
    pub(crate) from: i64,
    /// Whether it reads everything.
    full: bool,
}

impl Sweeps {
    /// The next round; `oldest` is where everything begins, `overlap` what is read again although
    /// the last round had it.
    pub(crate) fn begin(self, oldest: i64, now: i64, overlap: TimeDelta) -> Sweep {
        let last = self.last.filter(|last| *last <= now);
        let swept = self.full.filter(|swept| *swept > now - FULL.num_seconds());
        let from = match (last, swept) {
            (Some(last), Some(_)) => oldest.max(last - overlap.num_seconds()),
            _ => oldest,
        };
        Sweep {
            begun: now,
            from,
            full: swept.is_none(),
        }
    }

    /// Remembers a round that came to its end.
    pub(crate) fn ended(self, sweep: Sweep) -> Self {
        Self {
            last: Some(sweep.begun),
            full: if sweep.full {
                Some(sweep.begun)
            } else {
                self.full
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const DAY: i64 = 24 * 3600;
    const OVERLAP: TimeDelta = TimeDelta::days(1);

    #[test]
    fn the_first_round_reads_everything_and_the_next_one_what_is_new() {
        let now = 100 * DAY;
        let first = Sweeps::default().begin(10 * DAY, now, OVERLAP);
        assert_eq!(first.from, 10 * DAY, "from the oldest on");
        let next = Sweeps::default()
            .ended(first)
            .begin(10 * DAY, now + 600, OVERLAP);
        assert_eq!(next.from, now - DAY, "a day of overlap");
    }

    #[test]
    fn everything_is_read_again_after_a_day() {
        let now = 100 * DAY;
        let first = Sweeps::default().begin(10 * DAY, now, OVERLAP);
        let between = Sweeps::default().ended(first);
        let between = between.ended(between.begin(10 * DAY, now + DAY / 2, OVERLAP));
        let swept = between.begin(10 * DAY, now + DAY, OVERLAP);
        assert_eq!(swept.from, 10 * DAY, "a sweep a day after the last sweep");
    }

    proptest! {
        #[test]
        fn no_moment_is_left_out(gaps in prop::collection::vec(1..3 * DAY, 1..30)) {
            let (mut rounds, mut now, oldest) = (Sweeps::default(), 100 * DAY, 10 * DAY);
            let mut known_until = oldest;
            for gap in gaps {
                let round = rounds.begin(oldest, now, OVERLAP);
                prop_assert!(round.from <= known_until, "a gap before {}", round.from);
                rounds = rounds.ended(round);
                known_until = now;
                now += gap;
            }
        }
    }
}
