//! A walk over shops that reads what changed since the last one; changes are told by days.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::line::Line;
use super::shops::{ShopAt, Walk};
use super::wire::shop::Campaign;
use crate::Result;
use crate::page::{BadRow, Cursor, Page, Window};

/// Market's days are those of Moscow.
const MOSCOW: TimeDelta = TimeDelta::hours(3);

/// Where a tour stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Tour {
    walk: Walk,
    /// Beginning of the tour under way, or of the last one.
    begun: Option<DateTime<Utc>>,
    /// What changed since then is read.
    since: DateTime<Utc>,
}

impl Tour {
    /// Goes on, or begins with the shops of today and what changed since the last tour began.
    pub(super) async fn resume(
        line: &Line,
        operation: &'static str,
        after: Option<&Cursor>,
        window: Window,
        overlap: TimeDelta,
        wanted: fn(&Campaign) -> bool,
    ) -> Result<Self> {
        let stored: Self = Cursor::position(after);
        if stored.walk.shop().is_some() {
            return Ok(stored);
        }
        let last = stored.begun.filter(|begun| *begun <= window.now);
        Ok(Self {
            walk: Walk::begin(line, operation, wanted).await?,
            begun: Some(window.now),
            since: last.map_or(window.since, |last| last - overlap),
        })
    }

    /// The present shop.
    pub(super) fn shop(&self) -> Option<ShopAt> {
        self.walk.shop()
    }

    /// Its page.
    pub(super) fn token(&self) -> Option<&str> {
        self.walk.token()
    }

    /// The day from which changes are read.
    pub(super) fn since(&self) -> String {
        day(self.since)
    }

    /// The day on which the tour began.
    pub(super) fn until(&self) -> String {
        day(self.begun.unwrap_or(self.since))
    }

    /// A tour over no shops.
    pub(super) fn empty<T>(&self) -> Page<T> {
        Page::of([], Cursor::at(self), false)
    }

    /// A page of the present shop, and the way on.
    pub(super) fn page<T>(
        mut self,
        rows: Vec<T>,
        bad: Vec<BadRow>,
        token: Option<String>,
    ) -> Page<T> {
        let more = self.walk.step(token);
        Page::new(rows, bad, Cursor::at(&self), more)
    }
}

/// The day of an instant, as the requests want it.
pub(super) fn day(at: DateTime<Utc>) -> String {
    (at + MOSCOW).date_naive().to_string()
}
