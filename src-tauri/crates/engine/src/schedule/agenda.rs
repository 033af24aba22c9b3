//! When each feed of a shop is read next, and how many at once. Pure: the clock is an argument, so
//! that a machine that slept is a clock that jumped.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, TimeDelta, Utc};
use domain::Feed;

use crate::error::{EngineError, Result};
use crate::sync::{End, RoundReport};

/// The longest wait after failures.
pub(super) const LONGEST: TimeDelta = TimeDelta::minutes(15);
/// Feeds of a shop that are read at once. Yandex Market takes four requests at a time, and an
/// answer may be on its way.
const AT_ONCE: usize = 3;
/// Buyers' texts wait so long for the first reading of the cards that answers draw on.
const CARDS_FIRST: TimeDelta = TimeDelta::minutes(10);

/// How often a feed is read. Within every documented limit: the tightest is the order
/// feed of Wildberries with one request a minute.
fn cadence(feed: Feed) -> TimeDelta {
    match feed {
        Feed::Reviews | Feed::Questions => TimeDelta::seconds(45),
        Feed::Orders => TimeDelta::seconds(90),
        Feed::Stock => TimeDelta::minutes(5),
        Feed::Catalogue => TimeDelta::minutes(30),
    }
}

fn is_text(feed: Feed) -> bool {
    matches!(feed, Feed::Reviews | Feed::Questions)
}

/// What is due when.
#[derive(Debug, Default)]
pub(super) struct Agenda {
    due: HashMap<Feed, DateTime<Utc>>,
    failures: HashMap<Feed, u32>,
    running: BTreeSet<Feed>,
    texts_from: Option<DateTime<Utc>>,
}

impl Agenda {
    /// Cards have never been read: buyers' texts come after them.
    pub(super) fn cards_first(&mut self, now: DateTime<Utc>) {
        self.texts_from = Some(now + CARDS_FIRST);
    }

    /// Everything is due at once.
    pub(super) fn all_due(&mut self) {
        self.due.clear();
    }

    /// The feeds to be begun now, those that are due the longest first. They run from now on.
    pub(super) fn begin(&mut self, now: DateTime<Utc>) -> Vec<Feed> {
        let mut due: Vec<_> = self.waiting().filter(|(at, _)| *at <= now).collect();
        due.sort_by_key(|(at, _)| *at);
        due.truncate(AT_ONCE.saturating_sub(self.running.len()));
        self.running.extend(due.iter().map(|(_, feed)| *feed));
        due.into_iter().map(|(_, feed)| feed).collect()
    }

    /// How long until a feed can be begun; `None` while that depends on one that runs.
    pub(super) fn next(&self, now: DateTime<Utc>) -> Option<TimeDelta> {
        if self.running.len() >= AT_ONCE {
            return None;
        }
        let soonest = self.waiting().map(|(at, _)| at).min()?;
        Some((soonest - now).max(TimeDelta::zero()))
    }

    /// Feeds that do not run, with the moment from which they may.
    fn waiting(&self) -> impl Iterator<Item = (DateTime<Utc>, Feed)> {
        let idle = Feed::ALL
            .into_iter()
            .filter(|feed| !self.running.contains(feed));
        idle.map(|feed| {
            let due = self.due.get(&feed).copied();
            let due = due.unwrap_or(DateTime::<Utc>::MIN_UTC);
            let held = self.texts_from.filter(|_| is_text(feed));
            (held.map_or(due, |from| due.max(from)), feed)
        })
    }

    /// A round has ended: when the feed is read next.
    pub(super) fn ended(
        &mut self,
        feed: Feed,
        outcome: &Result<Option<RoundReport>>,
        now: DateTime<Utc>,
    ) {
        self.running.remove(&feed);
        let failures = self.failures.entry(feed).or_default();
        let end = outcome
            .as_ref()
            .map(|report| report.map(|report| report.end));
        let wait = match end {
            Ok(Some(End::Later(wait))) => wait,
            Ok(_) => {
                *failures = 0;
                cadence(feed)
            }
            Err(error) => {
                *failures = failures.saturating_add(1);
                after(error, *failures, cadence(feed))
            }
        };
        if feed == Feed::Catalogue && !matches!(end, Ok(Some(End::Later(_)))) {
            self.texts_from = None;
        }
        self.due.insert(feed, now + wait);
    }
}

/// How long to wait after a failure: what the marketplace said, else doubling.
fn after(error: &EngineError, failures: u32, cadence: TimeDelta) -> TimeDelta {
    let told = match error {
        EngineError::Marketplace(error) => error.retry_after,
        _ => None,
    };
    if let Some(wait) = told.and_then(|wait| TimeDelta::from_std(wait).ok()) {
        return wait;
    }
    let doubled = cadence.checked_mul(1 << failures.min(6)).unwrap_or(LONGEST);
    doubled.min(LONGEST)
}

#[cfg(test)]
mod tests;
