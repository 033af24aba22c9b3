//! A page of rows with its bad rows kept apart, and where to go on.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Where a feed stands: opaque to everybody but the connector that wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cursor(pub serde_json::Value);

/// Rows of one request, and the way on.
#[derive(Debug, Clone)]
pub struct Page<T> {
    /// Rows that could be read.
    pub rows: Vec<T>,
    /// Rows that could not; one bad row never loses a page.
    pub bad: Vec<BadRow>,
    /// To be stored with the rows, in the same transaction.
    pub cursor: Cursor,
    /// Whether more can be had at once; if not, `cursor` is where the next round begins.
    pub more: bool,
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

/// How far back a first round reads, and the present moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Nothing older is asked for on the first round.
    pub since: DateTime<Utc>,
    /// Now, on the caller's clock.
    pub now: DateTime<Utc>,
}
