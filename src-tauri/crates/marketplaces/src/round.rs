//! A walk through time: windows no longer than a marketplace allows, page by
//! page, from the first moment asked for until now; the next round begins a
//! little before the end of the last one, since what is late would be lost.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::page::{Cursor, Window};
use crate::seen::Seen;

/// A round begins so far back when the clock was set back behind the last one: what was written
/// since it ran ahead is read again, with the longest overlap and a day.
const SET_BACK: TimeDelta = TimeDelta::days(4);

/// The window under way and the page in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Round {
    /// Beginning of the window.
    pub(crate) from: DateTime<Utc>,
    /// Its end; fixed while its pages are read.
    pub(crate) to: DateTime<Utc>,
    /// The page in the marketplace's words; none is the first one.
    pub(crate) token: Option<String>,
    /// Rows of this page that are done already.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(crate) done: usize,
    /// What the feed remembers of the last days.
    #[serde(default, skip_serializing_if = "Seen::is_empty")]
    pub(crate) seen: Seen,
}

impl Round {
    /// Goes on where the cursor stands, or begins at `window.since`.
    pub(crate) fn resume(after: Option<&Cursor>, window: Window, longest: TimeDelta) -> Self {
        Self::or_begin(Cursor::position(after), window, longest)
    }

    /// The same for a round that is kept inside a larger cursor.
    pub(crate) fn or_begin(stored: Option<Self>, window: Window, longest: TimeDelta) -> Self {
        let (from, seen) = match stored {
            Some(round) if round.token.is_some() || round.done > 0 => return round,
            Some(round) if round.from > window.now => (window.now - SET_BACK, round.seen),
            Some(round) => (round.from, round.seen),
            None => (window.since, Seen::default()),
        };
        // No window is turned around.
        let from = from.min(window.now - TimeDelta::seconds(1));
        Self {
            from,
            to: window.now.min(from + longest),
            token: None,
            done: 0,
            seen,
        }
    }

    /// The place after this page, and whether more can be had at once.
    pub(crate) fn next(
        mut self,
        token: Option<String>,
        now: DateTime<Utc>,
        overlap: TimeDelta,
    ) -> (Self, bool) {
        (self.token, self.done) = (token, 0);
        // Nothing older is met again, neither by the next window nor by the next round. At every
        // page: the place is written down with each.
        self.seen.forget_before(self.to - overlap);
        if self.token.is_some() {
            return (self, true);
        }
        let more = self.to < now - TimeDelta::minutes(1);
        // Never back to where the window began, or it would not end.
        let back = overlap.min((self.to - self.from) / 2);
        self.from = self.to - if more { back } else { overlap };
        (self, more)
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const OVERLAP: TimeDelta = TimeDelta::days(3);

    fn window(days: i64) -> Window {
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
        Window {
            since: now - TimeDelta::days(days),
            now,
        }
    }

    #[test]
    fn pages_of_one_window_keep_its_borders() {
        let first = Round::resume(None, window(10), TimeDelta::days(30));
        let (second, more) = first
            .clone()
            .next(Some("p2".to_owned()), window(10).now, OVERLAP);
        assert!(more, "there is a second page");
        let mut later = window(10);
        later.now += TimeDelta::hours(5);
        let second = Round::resume(Some(&Cursor::at(&second)), later, TimeDelta::days(30));
        assert_eq!(
            (second.from, second.to),
            (first.from, first.to),
            "the same window"
        );
        assert_eq!(second.token.as_deref(), Some("p2"), "its second page");
    }

    #[test]
    fn a_finished_round_is_followed_by_one_that_overlaps() {
        let first = Round::resume(None, window(10), TimeDelta::days(30));
        let (end, more) = first.next(None, window(10).now, OVERLAP);
        assert!(!more, "the present is reached");
        let again = Round::resume(Some(&Cursor::at(&end)), window(10), TimeDelta::days(30));
        assert_eq!(
            again.from,
            window(10).now - OVERLAP,
            "what came late is found"
        );
        assert_eq!(again.to, window(10).now, "until now");
    }

    #[test]
    fn a_clock_that_was_set_back_leaves_no_gap() {
        let mut ahead = window(10);
        ahead.now += TimeDelta::days(30);
        let (end, _) =
            Round::resume(None, ahead, TimeDelta::days(60)).next(None, ahead.now, OVERLAP);
        let again = Round::resume(Some(&Cursor::at(&end)), window(10), TimeDelta::days(30));
        assert!(
            again.from <= window(10).now - OVERLAP - TimeDelta::days(1),
            "not from a second ago: {}",
            again.from
        );
        assert_eq!(again.to, window(10).now, "until now");
    }

    #[test]
    fn a_first_round_remembers_the_last_days_only() {
        let mut round = Round::resume(None, window(90), TimeDelta::days(180));
        let hour = |page: i64| round_begins() + TimeDelta::hours(page);
        let mut longest = 0;
        for page in 0..90 * 24 {
            let written = hour(page);
            round
                .seen
                .note(&page.to_string(), 7, true, written, window(90).now);
            let (next, _) = round.next(Some(page.to_string()), window(90).now, OVERLAP);
            longest = longest.max(Cursor::at(&next).0.to_string().len());
            round = next;
        }
        let texts = 3 * 24 + 1;
        assert!(
            longest < 200 + texts * 60,
            "a place is short: {longest} bytes"
        );
        assert!(!round.seen.is_empty(), "what the next round meets is known");
    }

    fn round_begins() -> DateTime<Utc> {
        window(90).since
    }

    proptest! {
        #[test]
        fn windows_cover_everything_and_end(days in 0_i64..2000, longest in 1_i64..400, overlap in 0_i64..500) {
            let (longest, overlap) = (TimeDelta::days(longest), TimeDelta::days(overlap));
            let window = window(days);
            let mut round = Round::resume(None, window, longest);
            let mut covered = round.from;
            for _ in 0..100_000 {
                prop_assert!(round.from <= covered, "no gap");
                prop_assert!(round.to - round.from <= longest, "no longer than allowed");
                covered = round.to;
                let (next, more) = round.next(None, window.now, overlap);
                if !more {
                    prop_assert!(covered >= window.now - TimeDelta::minutes(1), "up to now");
                    return Ok(());
                }
                round = Round::resume(Some(&Cursor::at(&next)), window, longest);
            }
            prop_assert!(false, "the walk ends");
        }
    }
}
