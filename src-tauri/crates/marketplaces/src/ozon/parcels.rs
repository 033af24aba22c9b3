//! What the seller has to hand over. A round names all of it.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use domain::Parcel;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::convert::parcel::parcel;
use super::instant;
use super::line::Line;
use super::wire::parcel::Parcel as Row;
use super::wire::posting::PostingList;
use crate::Result;
use crate::contract::Source;
use crate::feed::rows;
use crate::page::{Cursor, Page, Window};

/// Parcels are asked for by the time until which they must be packed; "a year at most".
const BACK: TimeDelta = TimeDelta::days(180);
const AHEAD: TimeDelta = TimeDelta::days(180);

/// States in which something may be left to do.
const STATUSES: [&str; 8] = [
    "awaiting_registration",
    "acceptance_in_progress",
    "awaiting_approve",
    "awaiting_packaging",
    "awaiting_deliver",
    "arbitration",
    "not_accepted",
    "delivering",
];

/// Reads parcels.
pub(super) struct Packing(pub(super) Arc<Line>);

/// The page, and the moment of the round: its border stays where it is.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Position {
    cursor: Option<String>,
    #[serde(default)]
    at: Option<DateTime<Utc>>,
}

#[async_trait]
impl Source<Parcel> for Packing {
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<Parcel>> {
        let position: Position = Cursor::position(after);
        let at = position.at.filter(|_| position.cursor.is_some());
        let at = at.unwrap_or(window.now);
        let filter = json!({
            "cutoff_from": instant(at - BACK),
            "cutoff_to": instant(at + AHEAD),
            "statuses": STATUSES,
        });
        let body = |cursor: &str| json!({ "cursor": cursor, "filter": filter, "limit": 100, "sort_dir": "ASC" });
        let path = "/v4/posting/fbs/unfulfilled/list";
        let token = position.cursor.as_deref();
        let page: PostingList = self.0.page("parcels.page", path, body, token).await?;
        let (rows, bad) = rows(&page.postings, |row: Row| parcel(&row));
        // `has_next` may be true with nothing to follow.
        let ends = page.has_next == Some(false) || page.postings.is_empty();
        let cursor = page
            .cursor
            .filter(|cursor| !ends && position.cursor.as_ref() != Some(cursor));
        let more = cursor.is_some();
        let at = Some(at);
        Ok(Page::new(
            rows,
            bad,
            Cursor::at(&Position { cursor, at }),
            more,
        ))
    }

    fn names_all(&self) -> bool {
        true
    }
}
