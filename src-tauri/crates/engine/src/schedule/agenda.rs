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
/// So much earlier is a feed begun than one of the next lower worth: a late one still has its turn.
const STEP: TimeDelta = TimeDelta::minutes(2);
/// Buyers' texts wait so long for the first reading of the cards that answers draw on.
const CARDS_FIRST: TimeDelta = TimeDelta::minutes(10);

/// How often a feed is read: what buyers wait for and what can be sold first, what changes once a
/// day a few times a day. Within every documented limit, of which the tightest are those of one
/// request a minute.
fn cadence(feed: Feed) -> TimeDelta {
    match feed {
        Feed::Reviews | Feed::Questions => TimeDelta::seconds(45),
        Feed::Orders => TimeDelta::seconds(90),
        Feed::Parcels | Feed::Chats => TimeDelta::minutes(2),
        Feed::Stock => TimeDelta::minutes(5),
        Feed::Prices | Feed::Returns => TimeDelta::minutes(10),
        Feed::Catalogue | Feed::Campaigns | Feed::Supplies => TimeDelta::minutes(30),
        Feed::AdDays | Feed::Balances => TimeDelta::hours(1),
        Feed::Funnel | Feed::PriceSignals | Feed::Promotions => TimeDelta::hours(2),
        Feed::Ledger | Feed::AdQueries | Feed::Warehouses => TimeDelta::hours(3),
        Feed::Quality | Feed::Turnover | Feed::Documents | Feed::BidSignals => TimeDelta::hours(6),
        Feed::SearchTerms
        | Feed::Tariffs
        | Feed::Statements
        | Feed::ShopRatings
        | Feed::CategoryPlaces => TimeDelta::hours(12),
    }
}

/// What changes by the minute: what a person means who wants a shop to be read now, and waits for.
/// The rest comes in its own time, much of it once a minute at most.
pub(super) fn is_hot(feed: Feed) -> bool {
    cadence(feed) <= TimeDelta::minutes(30)
}

/// How many steps a feed stands back when several are due.
fn worth(feed: Feed) -> i32 {
    match feed {
        Feed::Catalogue | Feed::Stock | Feed::Orders | Feed::Reviews | Feed::Questions => 0,
        Feed::Parcels | Feed::Chats => 1,
        Feed::Prices | Feed::Returns | Feed::Warehouses | Feed::Campaigns => 2,
        _ => 3,
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

    /// What changes by the minute is due at once.
    pub(super) fn hot_due(&mut self) {
        self.due.retain(|feed, _| !is_hot(*feed));
    }

    /// The feeds to be begun now: those that are due the longest, what is worth most a little
    /// earlier. They run from now on.
    pub(super) fn begin(&mut self, now: DateTime<Utc>) -> Vec<Feed> {
        let mut due: Vec<_> = self.waiting().filter(|(at, _)| *at <= now).collect();
        due.sort_by_key(|(_, feed)| (self.due_at(*feed) + STEP * worth(*feed), *feed));
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
            let due = self.due_at(feed);
            let held = self.texts_from.filter(|_| is_text(feed));
            (held.map_or(due, |from| due.max(from)), feed)
        })
    }

    /// When a feed is due by its rhythm; at once when it was never read.
    pub(super) fn due_at(&self, feed: Feed) -> DateTime<Utc> {
        let due = self.due.get(&feed).copied();
        due.unwrap_or(DateTime::<Utc>::MIN_UTC)
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
                // Nobody was asked, so nothing failed.
                *failures = failures.saturating_add(u32::from(!error.is_held_back()));
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
