//! Where a feed of texts stands. Every round reads the newest; what is older is read again once a
//! day, since moderators, buyers and the seller's cabinet change it without moving it to the
//! front. That takes a page now and then, so that no shop is too large for it and nothing new
//! has to wait.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::page::{Cursor, Window};
use crate::round::Round;

/// Texts are dated by their writing and shown after moderation: as far back the newest are read.
pub(crate) const OVERLAP: TimeDelta = TimeDelta::days(3);

/// How often everything is read again.
const SWEEP: TimeDelta = TimeDelta::days(1);

/// Between two pages of older texts: their answers draw from the same limits as ours.
const BREATH: TimeDelta = TimeDelta::minutes(5);

/// The place of a feed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Texts {
    newest: Option<Round>,
    older: Option<Older>,
    /// When everything was last read, or began to be.
    swept: Option<DateTime<Utc>>,
    /// When a page of older texts was last read.
    looked: Option<DateTime<Utc>>,
    /// Whether such a page is next.
    turn: bool,
}

/// A walk over what is older.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Older {
    begun: DateTime<Utc>,
    round: Option<Round>,
}

impl Texts {
    /// Where the cursor stands, and the page to ask for.
    pub(crate) fn resume(
        after: Option<&Cursor>,
        window: Window,
        longest: TimeDelta,
    ) -> (Self, Round) {
        let mut texts: Self = Cursor::position(after);
        let round = match texts.older.as_mut().filter(|_| texts.turn) {
            Some(older) => {
                let now = older.begun - OVERLAP;
                Round::or_begin(older.round.take(), Window { now, ..window }, longest)
            }
            None => Round::or_begin(texts.newest.take(), window, longest),
        };
        (texts, round)
    }

    /// The place after a page that named `token` as the next one, and whether to go on at once.
    pub(crate) fn next(
        mut self,
        round: Round,
        token: Option<String>,
        now: DateTime<Utc>,
    ) -> (Cursor, bool) {
        let Some(older) = self.older.take_if(|_| self.turn) else {
            let (next, more) = round.next(token, now, OVERLAP);
            self.newest = Some(next);
            let more = more || self.wants_older(now);
            return (Cursor::at(&self), more);
        };
        let (next, more) = round.next(token, older.begun - OVERLAP, TimeDelta::zero());
        if more {
            let round = Some(next);
            self.older = Some(Older { round, ..older });
        } else {
            self.swept = Some(older.begun);
        }
        self.rest(now)
    }

    /// The place within a page whose rest is still to be read.
    pub(crate) fn stay(mut self, round: Round, now: DateTime<Utc>) -> (Cursor, bool) {
        match self.older.as_mut().filter(|_| self.turn) {
            Some(older) => {
                older.round = Some(round);
                self.rest(now)
            }
            None => {
                self.newest = Some(round);
                (Cursor::at(&self), true)
            }
        }
    }

    /// A page of older texts ends the round.
    fn rest(mut self, now: DateTime<Utc>) -> (Cursor, bool) {
        (self.looked, self.turn) = (Some(now), false);
        (Cursor::at(&self), false)
    }

    /// Whether a page of older texts is due once the newest are read. The first round has read
    /// them all.
    fn wants_older(&mut self, now: DateTime<Utc>) -> bool {
        let swept = *self.swept.get_or_insert(now);
        if self.older.is_none() && is_due(swept, now, SWEEP) {
            self.older = Some(Older {
                begun: now,
                round: None,
            });
        }
        let rested = self.looked.is_none_or(|at| is_due(at, now, BREATH));
        self.turn = self.older.is_some() && rested;
        self.turn
    }
}

/// A clock that was set back makes everything due.
fn is_due(at: DateTime<Utc>, now: DateTime<Utc>, pause: TimeDelta) -> bool {
    at > now || now - at >= pause
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::testing::{start, window};

    const LONGEST: TimeDelta = TimeDelta::days(27);

    /// Reads a round, a text an hour, ten texts a page; gives the hours that were read.
    fn round(cursor: &mut Option<Cursor>, window: Window) -> BTreeSet<i64> {
        let mut hours = BTreeSet::new();
        for _ in 0..10_000 {
            let (texts, round) = Texts::resume(cursor.as_ref(), window, LONGEST);
            let first = round
                .token
                .as_ref()
                .map(|token| token.parse().expect("ours"));
            let first = first.unwrap_or_else(|| round.from.timestamp() / 3600 + 1);
            let last = round.to.timestamp() / 3600;
            hours.extend(first..=last.min(first + 9));
            let token = (first + 9 < last).then(|| (first + 10).to_string());
            let (next, more) = texts.next(round, token, window.now);
            *cursor = Some(next);
            if !more {
                return hours;
            }
        }
        panic!("a round that does not end");
    }

    fn later(minutes: i64) -> Window {
        let by = TimeDelta::minutes(minutes);
        Window {
            since: window().since + by,
            now: start() + by,
        }
    }

    #[test]
    fn everything_is_read_again_within_days_and_the_newest_in_every_round() {
        let mut cursor = None;
        let first = round(&mut cursor, window());
        assert_eq!(first.len(), 90 * 24, "the first round reads all");
        let (mut again, mut minutes) = (BTreeSet::new(), 45);
        while minutes < 3 * 24 * 60 {
            let got = round(&mut cursor, later(minutes));
            let newest = later(minutes).now.timestamp() / 3600;
            assert!(got.contains(&newest), "the newest are in every round");
            assert!(
                got.len() <= 24 * 3 + 45,
                "no round is a long one: {}",
                got.len()
            );
            again.extend(got);
            minutes += 6;
        }
        let old = later(minutes).since.timestamp() / 3600 + 1;
        let missed: Vec<i64> = first
            .range(old..)
            .filter(|hour| !again.contains(hour))
            .copied()
            .collect();
        assert!(missed.is_empty(), "never read again: {missed:?}");
    }

    #[test]
    fn older_texts_are_left_alone_for_a_day_and_between_two_pages() {
        let mut cursor = None;
        round(&mut cursor, window());
        let limit = 24 * 3 + 1;
        let quiet = round(&mut cursor, later(23 * 60)).len();
        assert!(quiet <= limit + 23, "not yet: {quiet}");
        let settled = round(&mut cursor, later(23 * 60 + 1)).len();
        assert!(settled <= limit, "only the newest: {settled}");
        let due = round(&mut cursor, later(24 * 60)).len();
        let soon = round(&mut cursor, later(24 * 60 + 4)).len();
        assert!(
            due > soon,
            "a page of older ones, then a breath: {due} {soon}"
        );
        let next = round(&mut cursor, later(24 * 60 + 5)).len();
        assert!(next > soon, "and the next page: {next}");
    }

    #[test]
    fn a_page_that_is_not_done_is_asked_for_again() {
        let (texts, mut first) = Texts::resume(None, window(), LONGEST);
        first.done = 5;
        let (from, to) = (first.from, first.to);
        let (cursor, more) = texts.stay(first, start());
        assert!(more, "its rest is wanted at once");
        let (_, again) = Texts::resume(Some(&cursor), later(1), LONGEST);
        assert_eq!(
            (again.from, again.to, again.done),
            (from, to, 5),
            "the same page, as far as it was read"
        );
    }
}
