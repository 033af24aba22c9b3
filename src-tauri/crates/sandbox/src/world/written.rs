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
    /// past, each made when somebody comes to it, then the live line.
    pub(super) fn written<'a, T: Arrived + 'a>(
        &'a self,
        stall: &'a Stall,
        (since, now): (DateTime<Utc>, DateTime<Utc>),
        rhythm: Rhythm,
        (past, live): Lines<'a, T>,
        make: impl Fn(Arrival) -> T + 'a,
    ) -> impl Iterator<Item = Arc<T>> + 'a {
        let make = move |arrival| Arc::new(make(arrival));
        let first = demand::day_of(since.max(self.start - self.history));
        let days = stall
            .has_reviews
            .then_some(first..=demand::day_of(self.start));
        let live = match stall.has_reviews {
            true => self.live(stall, now, rhythm, live, &make),
            false => Vec::new(),
        };
        let of = move |day| {
            remember(past, (stall.id, day), || {
                let begin = demand::start_of(day);
                let arrivals = rhythm.past(self.seed, stall.id, day, begin, self.start);
                let mut day: Vec<_> = arrivals.into_iter().map(&make).collect();
                day.sort_by_key(Arrived::at);
                day
            })
        };
        let past = days.into_iter().flatten().flat_map(move |day| {
            let day = of(day);
            (0..day.len()).filter_map(move |at| day.get(at).cloned())
        });
        past.chain(live).filter(move |one| one.at() <= now)
    }

    /// What has arrived on the live line, which only grows.
    fn live<T: Arrived>(
        &self,
        stall: &Stall,
        now: DateTime<Utc>,
        rhythm: Rhythm,
        line: &Memory<Arc<T>>,
        make: impl Fn(Arrival) -> Arc<T>,
    ) -> Vec<Arc<T>> {
        let mut all = known(line, (stall.id, 0)).to_vec();
        let next = i64::try_from(all.len()).unwrap_or(0);
        let before = all.len();
        all.extend(
            rhythm
                .live(self.seed, stall.id, self.start, next, now)
                .map(make),
        );
        if all.len() > before {
            store_longer(line, (stall.id, 0), all.clone());
        }
        all
    }
}
