//! What buyers have written up to a moment: the days of the past, then the live line.

use chrono::{DateTime, Utc};

use super::arrival::{Arrival, Rhythm};
use super::memory::{Memory, known, remember, store_longer};
use super::question::Question;
use super::review::Review;
use super::stall::Stall;
use super::{World, demand};

/// Something with an instant of arrival.
pub(super) trait Arrived {
    fn at(&self) -> DateTime<Utc>;
}

impl Arrived for Review {
    fn at(&self) -> DateTime<Utc> {
        self.at
    }
}

impl Arrived for Question {
    fn at(&self) -> DateTime<Utc> {
        self.at
    }
}

impl World {
    /// What arrived in a rhythm up to `now`: the days of the past, then the live line.
    pub(super) fn written<T: Clone + Arrived>(
        &self,
        stall: &Stall,
        now: DateTime<Utc>,
        rhythm: Rhythm,
        past: &Memory<T>,
        live: &Memory<T>,
        make: impl Fn(Arrival) -> T,
    ) -> Vec<T> {
        if !stall.has_reviews {
            return Vec::new();
        }
        let first = demand::day_of(self.start - self.history);
        let mut all: Vec<T> = (first..=demand::day_of(self.start))
            .flat_map(|day| {
                let begin = demand::start_of(day);
                remember(past, (stall.id, day), || {
                    let arrivals = rhythm.past(self.seed, stall.id, day, begin, self.start);
                    arrivals.into_iter().map(&make).collect()
                })
                .to_vec()
            })
            .collect();
        all.sort_by_key(Arrived::at);
        let known = known(live, (stall.id, 0));
        let next = i64::try_from(known.len()).unwrap_or(0);
        let fresh: Vec<T> = rhythm
            .live(self.seed, stall.id, self.start, next, now)
            .map(&make)
            .collect();
        if !fresh.is_empty() {
            let longer: Vec<T> = known.iter().cloned().chain(fresh.iter().cloned()).collect();
            store_longer(live, (stall.id, 0), longer);
        }
        all.extend(known.iter().cloned());
        all.extend(fresh);
        all.retain(|one| one.at() <= now);
        all
    }
}
