//! A page of rows with its bad rows kept apart, and where to go on.

use std::time::Duration;

use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Where a feed stands: opaque to everybody but the connector that wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cursor(pub Value);

impl Cursor {
    /// Where `position` stands.
    pub fn at(position: &impl Serialize) -> Self {
        Self(serde_json::to_value(position).unwrap_or_default())
    }

    /// The position that a connector wrote. One that cannot be read (of an older version, or
    /// damaged) begins anew: reading twice is harmless, rows replace their older selves.
    pub fn position<T: DeserializeOwned + Default>(cursor: Option<&Self>) -> T {
        cursor
            .and_then(|cursor| T::deserialize(&cursor.0).ok())
            .unwrap_or_default()
    }
}

/// Rows of one request, and the way on.
#[derive(Debug, Clone)]
pub struct Page<T> {
    /// Rows that could be read.
    pub rows: Vec<T>,
    /// Rows that could not; one bad row never loses a page.
    pub bad: Vec<BadRow>,
    /// To be stored with the rows, in the same transaction.
    pub cursor: Cursor,
    /// Whether more can be had; if not, `cursor` is where the next round begins.
    pub more: bool,
    /// What follows is being prepared, or the limit allows it only then: ask again after this.
    pub wait: Option<Duration>,
}

impl<T> Page<T> {
    /// A page after which the next may be asked for at once.
    pub fn new(rows: Vec<T>, bad: Vec<BadRow>, cursor: Cursor, more: bool) -> Self {
        Self {
            rows,
            bad,
            cursor,
            more,
            wait: None,
        }
    }

    /// Nothing yet: the marketplace prepares what is at `cursor`.
    pub fn later(cursor: Cursor, wait: Duration) -> Self {
        Self::new(Vec::new(), Vec::new(), cursor, true).after(Some(wait))
    }

    /// The same page with nothing to follow before `wait` is over.
    #[must_use]
    pub fn after(mut self, wait: Option<Duration>) -> Self {
        self.wait = wait;
        self
    }

    /// A page of converted rows, the bad ones kept apart.
    pub fn of(
        rows: impl IntoIterator<Item = Result<T, BadRow>>,
        cursor: Cursor,
        more: bool,
    ) -> Self {
        let mut page = Self::new(Vec::new(), Vec::new(), cursor, more);
        for row in rows {
            match row {
                Ok(row) => page.rows.push(row),
                Err(bad) => page.bad.push(bad),
            }
        }
        page
    }
}

/// A row that could not be read, kept for replay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRow {
    /// As it came.
    pub raw: String,
    /// JSON path within the row.
    pub path: String,
    /// What was wrong with it.
    pub reason: String,
}

impl BadRow {
    /// A row whose value at `path` makes no sense.
    pub fn new(raw: &Value, path: &str, reason: impl Into<String>) -> Self {
        Self {
            raw: raw.to_string(),
            path: path.to_owned(),
            reason: reason.into(),
        }
    }
}

/// How far back a first round reads, and the present moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Nothing older is asked for on the first round.
    pub since: DateTime<Utc>,
    /// Now, on the caller's clock.
    pub now: DateTime<Utc>,
}
