//! Pages of a list that grows while it is read: a page begins after a place, not at a number.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE;
use chrono::{DateTime, Utc};

/// A row's place in a list sorted by time; the number breaks ties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    millis: i64,
    number: u64,
}

impl Place {
    /// The place of a row of `at` with this number.
    pub(crate) fn of(at: DateTime<Utc>, number: u64) -> Self {
        let millis = at.timestamp_millis();
        Self { millis, number }
    }

    /// The time of the row.
    pub(crate) fn at(self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.millis).unwrap_or_default()
    }

    /// The place written as an opaque token.
    pub(crate) fn token(self) -> String {
        BASE64_URL_SAFE.encode(format!("[{},{}]", self.millis, self.number))
    }

    /// The place that a token names; `None` when it is not one of ours.
    pub(crate) fn read(token: &str) -> Option<Self> {
        let plain = BASE64_URL_SAFE.decode(token).ok()?;
        let (millis, number) = serde_json::from_slice(&plain).ok()?;
        Some(Self { millis, number })
    }
}

/// Rows of one page.
#[derive(Debug)]
pub(crate) struct Page<T> {
    /// The rows.
    pub(crate) rows: Vec<T>,
    /// The place of the last row.
    pub(crate) last: Option<Place>,
    /// Whether rows follow.
    pub(crate) more: bool,
}

impl<T> Page<T> {
    /// At most `limit` of `rows` that come after `after`, oldest or newest first.
    pub(crate) fn cut(
        mut rows: Vec<T>,
        place: impl Fn(&T) -> Place,
        newest_first: bool,
        after: Option<Place>,
        limit: usize,
    ) -> Self {
        rows.retain(|row| {
            after.is_none_or(|after| {
                if newest_first {
                    place(row) < after
                } else {
                    place(row) > after
                }
            })
        });
        rows.sort_by_key(&place);
        if newest_first {
            rows.reverse();
        }
        let more = rows.len() > limit;
        rows.truncate(limit);
        let last = rows.last().map(place);
        Self { rows, last, more }
    }

    /// The same of rows that come oldest first by themselves: no more is asked of them than the
    /// page needs.
    pub(crate) fn oldest(
        rows: impl Iterator<Item = T>,
        place: impl Fn(&T) -> Place,
        after: Option<Place>,
        limit: usize,
    ) -> Self {
        let mut rows = rows.filter(|row| after.is_none_or(|after| place(row) > after));
        let page: Vec<T> = rows.by_ref().take(limit).collect();
        let more = rows.next().is_some();
        let last = page.last().map(place);
        Self {
            rows: page,
            last,
            more,
        }
    }

    /// The token of the page that follows, when one does.
    pub(crate) fn next(&self) -> Option<String> {
        self.last.filter(|_| self.more).map(Place::token)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(number: u64) -> Place {
        Place::of(DateTime::UNIX_EPOCH, number)
    }

    #[test]
    fn pages_go_on_where_the_last_one_ended() {
        for newest_first in [false, true] {
            let (mut seen, mut after): (Vec<u64>, _) = (Vec::new(), None);
            loop {
                let rows: Vec<u64> = (1..=7).collect();
                let page = Page::cut(rows, |row| place(*row), newest_first, after, 3);
                seen.extend(&page.rows);
                let Some(token) = page.next() else { break };
                after = Some(Place::read(&token).expect("our own token"));
            }
            let mut all: Vec<u64> = (1..=7).collect();
            if newest_first {
                all.reverse();
            }
            assert_eq!(seen, all, "every row once, in order");
        }
    }

    #[test]
    fn rows_in_order_are_asked_for_no_further_than_the_page() {
        let mut asked = 0;
        let rows = (1..=7).inspect(|_| asked += 1);
        let page = Page::oldest(rows, |row| place(*row), Some(place(2)), 2);
        assert_eq!(page.rows, [3, 4], "what comes after the place");
        assert!(page.more, "the fifth was looked at");
        assert_eq!(asked, 5, "and nothing behind it");
    }

    #[test]
    fn a_foreign_token_is_none_of_ours() {
        for token in ["", "7", "bm8=", "!!"] {
            assert_eq!(Place::read(token), None, "{token:?} is no place");
        }
    }
}
