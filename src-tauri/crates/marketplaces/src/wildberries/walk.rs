//! Walking over reviews and questions: the unanswered first, then the answered, each from the
//! oldest to the newest.
//!
//! The list shrinks while we walk, because we answer. So a full page is followed by the page that
//! begins at its last date, not by skipping a number of rows; `skip` is only for more rows of one
//! second than fit on a page.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::convert::created_at;
use crate::http::Call;
use crate::page::{Cursor, Window};
use crate::sweep::{Sweep, Sweeps};

/// Rows asked for at once (at most 5000 reviews, 10 000 questions: WB API 09).
pub(super) const TAKE: i64 = 1000;
/// `take` and `skip` of questions may not exceed 10 000 together.
const MOST_SKIPPED: i64 = 9000;

/// Rows that an earlier round had are read again as far back as this.
const OVERLAP: TimeDelta = TimeDelta::days(1);

/// Where a walk stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Walk {
    sweeps: Sweeps,
    under_way: Option<Step>,
}

/// The next page of a walk.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Step {
    sweep: Sweep,
    answered: bool,
    /// Unix seconds.
    from: i64,
    skip: i64,
}

impl Walk {
    /// Goes on where the cursor stands.
    pub(super) fn resumed(after: Option<&Cursor>) -> Self {
        Cursor::position(after)
    }

    /// The page to ask for.
    pub(super) fn step(&self, window: Window) -> Step {
        self.under_way.unwrap_or_else(|| {
            let sweep =
                self.sweeps
                    .begin(window.since.timestamp(), window.now.timestamp(), OVERLAP);
            Step {
                sweep,
                answered: false,
                from: sweep.from,
                skip: 0,
            }
        })
    }

    /// Where the walk stands after the rows of `step`, and whether it goes on at once.
    pub(super) fn after(&self, step: Step, rows: &[Value]) -> (Self, bool) {
        let next = step.next(rows);
        let sweeps = match next {
            Some(_) => self.sweeps,
            None => self.sweeps.ended(step.sweep),
        };
        let walk = Self {
            sweeps,
            under_way: next,
        };
        (walk, next.is_some())
    }
}

impl Step {
    /// Asks for this page.
    pub(super) fn query(&self, call: Call) -> Call {
        call.query("isAnswered", &self.answered)
            .query("take", &TAKE)
            .query("skip", &self.skip)
            .query("order", "dateAsc")
            .query("dateFrom", &self.from)
    }

    fn next(self, rows: &[Value]) -> Option<Self> {
        let full = i64::try_from(rows.len()).is_ok_and(|count| count >= TAKE);
        let last = rows.iter().rev().find_map(created_at);
        // A second early: the documents do not say whether `dateFrom` itself is included.
        let ahead = last.map(|last| last.timestamp() - 1);
        match ahead.filter(|ahead| *ahead > self.from) {
            Some(from) if full => Some(Self {
                from,
                skip: 0,
                ..self
            }),
            None if full && self.skip < MOST_SKIPPED => Some(Self {
                skip: self.skip + TAKE,
                ..self
            }),
            _ if self.answered => None,
            _ => Some(Self {
                answered: true,
                from: self.sweep.from,
                skip: 0,
                ..self
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use chrono::{DateTime, Utc};
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::testing::{start, window};

    fn written(id: usize, at: DateTime<Utc>) -> Value {
        json!({"id": id, "createdDate": at.to_rfc3339()})
    }

    /// What a server answers: rows in order of their dates, from `from` on.
    fn page(open: &[(usize, DateTime<Utc>)], step: &Step) -> Vec<Value> {
        let from = open.iter().filter(|(_, at)| at.timestamp() >= step.from);
        let skip = usize::try_from(step.skip).expect("never negative");
        let page = from.skip(skip).take(1000);
        page.map(|(id, at)| written(*id, *at)).collect()
    }

    #[test]
    fn a_short_page_ends_its_half() {
        let walk = Walk::default();
        let (walk, more) = walk.after(walk.step(window()), &[written(1, start())]);
        assert!(more, "the answered ones are still to come");
        assert!(walk.step(window()).answered, "they are next");
        let (walk, more) = walk.after(walk.step(window()), &[]);
        assert!(!more, "and then the round is over");
        assert!(!walk.step(window()).answered, "the next round begins anew");
    }

    #[test]
    fn a_cursor_is_read_back_as_it_was_written() {
        let (walk, _) = Walk::default().after(Walk::default().step(window()), &[]);
        assert_eq!(
            Walk::resumed(Some(&Cursor::at(&walk))),
            walk,
            "after a restart"
        );
        let damaged = Cursor(json!({"sweeps": 5}));
        assert_eq!(
            Walk::resumed(Some(&damaged)),
            Walk::default(),
            "else from the beginning"
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn every_row_is_seen_even_if_rows_vanish_behind_us(
            gaps in prop::collection::vec(0_i64..4, 1..4000),
            answers in any::<bool>(),
        ) {
            let mut at = start() - TimeDelta::days(80);
            let mut open = Vec::new();
            for (id, gap) in gaps.iter().enumerate() {
                at += TimeDelta::seconds(*gap);
                open.push((id, at));
            }
            let (mut walk, mut seen) = (Walk::default(), HashSet::new());
            loop {
                let step = walk.step(window());
                if step.answered { break; }
                let rows = page(&open, &step);
                seen.extend(rows.iter().filter_map(|row| row["id"].as_u64()));
                // What was answered in the meantime has left the list.
                open.retain(|(id, _)| !answers || !seen.contains(&(*id as u64)));
                walk = walk.after(step, &rows).0;
            }
            prop_assert_eq!(seen.len(), gaps.len(), "no review was passed over");
        }
    }
}
