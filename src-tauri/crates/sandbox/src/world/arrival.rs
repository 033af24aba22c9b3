//! When reviews and questions arrive. Pure functions of world time: the speed of the clock and
//! the order of asking change nothing.

use chrono::{DateTime, TimeDelta, Utc};
use rand::Rng;

use super::dice;

/// The line of arrivals after the start of the world; lines of the past are Tashkent days.
pub(super) const LIVE: i64 = -1;

/// One arrival: a place in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Arrival {
    /// [`LIVE`], or the day of the past.
    pub(super) line: i64,
    /// Number within the line.
    pub(super) turn: i64,
    /// World time.
    pub(super) at: DateTime<Utc>,
}

/// How often something arrives.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rhythm {
    /// Names the stream of chance.
    pub(super) what: &'static str,
    /// Fewest and most on a day of the past.
    pub(super) daily: (i64, i64),
    /// Minutes between two in the first [`LIVELY`] hours; later four times as many.
    pub(super) minutes: i64,
}

/// Hours that an onlooker may watch closely.
const LIVELY: i64 = 3;

/// Six reviews in the first hour of each stall, one every ten minutes.
pub(super) const REVIEWS: Rhythm = Rhythm {
    what: "reviews",
    daily: (3, 7),
    minutes: 10,
};

/// Five questions in the first hour of each stall.
pub(super) const QUESTIONS: Rhythm = Rhythm {
    what: "questions",
    daily: (1, 3),
    minutes: 12,
};

impl Rhythm {
    /// The same for a larger seller; the live line, which people watch, stays as it is.
    pub(super) fn times(self, volume: u32) -> Self {
        let (fewest, most) = self.daily;
        let volume = i64::from(volume);
        let daily = (fewest * volume, most * volume);
        Self { daily, ..self }
    }

    /// Arrivals at the stall `stall` after the start of the world, up to `now`, from `first` on.
    pub(super) fn live(
        self,
        seed: u64,
        stall: &str,
        start: DateTime<Utc>,
        first: i64,
        now: DateTime<Utc>,
    ) -> impl Iterator<Item = Arrival> {
        let label = format!("{stall} live {}", self.what);
        (first..)
            .map(move |turn| {
                let lively = LIVELY * 60 / self.minutes;
                let slow = (turn - lively).max(0) * self.minutes * 3;
                let spread =
                    dice::stream(seed, &label, turn, 0).random_range(60..self.minutes * 54);
                let wait = (turn * self.minutes + slow) * 60 + spread;
                Arrival {
                    line: LIVE,
                    turn,
                    at: start + TimeDelta::seconds(wait),
                }
            })
            .take_while(move |arrival| arrival.at <= now)
    }

    /// Arrivals of the past day `day` that begins at `begin`, before the start of the world.
    pub(super) fn past(
        self,
        seed: u64,
        stall: &str,
        day: i64,
        begin: DateTime<Utc>,
        start: DateTime<Utc>,
    ) -> Vec<Arrival> {
        let mut dice = dice::stream(seed, &format!("{stall} past {}", self.what), day, 0);
        let count = dice.random_range(self.daily.0..=self.daily.1);
        (0..count)
            .map(|turn| {
                let at = begin + TimeDelta::seconds(dice.random_range(8 * 3600..23 * 3600));
                Arrival {
                    line: day,
                    turn,
                    at,
                }
            })
            .filter(|arrival| arrival.at < start)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_hour_brings_work_for_every_stall() {
        let start = DateTime::from_timestamp(1_790_000_000, 0).expect("a valid instant");
        for seed in 0..50 {
            let count = |rhythm: Rhythm| {
                rhythm
                    .live(seed, "any", start, 0, start + TimeDelta::minutes(59))
                    .count()
            };
            assert!(
                count(REVIEWS) >= 5,
                "several reviews arrive under seed {seed}"
            );
            assert!(
                count(QUESTIONS) >= 4,
                "several questions arrive under seed {seed}"
            );
        }
    }

    #[test]
    fn later_turns_come_later() {
        let start = DateTime::from_timestamp(1_790_000_000, 0).expect("a valid instant");
        let all: Vec<_> = REVIEWS
            .live(3, "any", start, 0, start + TimeDelta::days(2))
            .map(|a| a.at)
            .collect();
        assert!(
            all.is_sorted(),
            "take_while may stop at the first that is too late"
        );
        let rest: Vec<_> = REVIEWS
            .live(3, "any", start, 10, start + TimeDelta::days(2))
            .map(|a| a.at)
            .collect();
        assert_eq!(
            all.get(10..),
            Some(rest.as_slice()),
            "asking from the middle changes nothing"
        );
    }
}
