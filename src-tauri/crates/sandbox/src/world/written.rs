//! What buyers have written up to a moment: the days of the past, then the live line.

use std::sync::Arc;

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

/// Days of the past, and the live line so far.
type Lines<'a, T> = (&'a Memory<Arc<T>>, &'a Memory<Arc<T>>);

impl<T: Arrived> Arrived for Arc<T> {
    fn at(&self) -> DateTime<Utc> {
        T::at(self)
    }
}

impl World {
    /// What arrived in a rhythm from the day of the one moment up to the other: the days of the
    /// past, then the live line.
    pub(super) fn written<T: Arrived>(
        &self,
        stall: &Stall,
        (since, now): (DateTime<Utc>, DateTime<Utc>),
        rhythm: Rhythm,
        (past, live): Lines<'_, T>,
        make: impl Fn(Arrival) -> T,
    ) -> Vec<Arc<T>> {
        if !stall.has_reviews {
            return Vec::new();
        }
        let make = |arrival| Arc::new(make(arrival));
        let first = demand::day_of(since.max(self.start - self.history));
        let mut all: Vec<Arc<T>> = (first..=demand::day_of(self.start))
            .flat_map(|day| {
                let begin = demand::start_of(day);
                remember(past, (stall.id, day), || {
                    let arrivals = rhythm.past(self.seed, stall.id, day, begin, self.start);
                    let mut day: Vec<_> = arrivals.into_iter().map(make).collect();
                    day.sort_by_key(Arrived::at);
                    day
                })
                .to_vec()
            })
            .collect();
        let known = known(live, (stall.id, 0));
        let next = i64::try_from(known.len()).unwrap_or(0);
        let fresh: Vec<Arc<T>> = rhythm
            .live(self.seed, stall.id, self.start, next, now)
            .map(make)
            .collect();
        if !fresh.is_empty() {
            let longer = known.iter().chain(&fresh).cloned().collect();
            store_longer(live, (stall.id, 0), longer);
        }
        all.extend(known.iter().cloned());
        all.extend(fresh);
        all.retain(|one| one.at() <= now);
        all
    }
}
