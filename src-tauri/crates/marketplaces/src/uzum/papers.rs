//! Notes that come in lists, newest first: what comes back to the seller, and supplies.

use async_trait::async_trait;
use domain::{Return, Supply};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::api::Api;
use super::convert;
use crate::Result;
use crate::page::{Cursor, Page, Window};

/// Notes of one answer, at most.
const SIZE: i64 = 50;
/// Delivery notes of parcels of one answer: live, any other `size` is refused.
const NOTES: i64 = 20;
/// All statuses of delivery notes of parcels.
const STATUSES: [&str; 4] = ["CREATED", "ACCEPTANCE_IN_PROGRESS", "ACCEPTED", "CANCELLED"];

/// Reads notes of what comes back.
pub(super) struct Returns {
    pub(super) api: Api,
}

/// Reads supplies: delivery notes of parcels, then deliveries to Uzum's shelves.
pub(super) struct Supplies {
    pub(super) api: Api,
}

/// Where a round stands. The lists tell no changes: every round reads them as far back as the
/// window goes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Position {
    page: i64,
    shelf: bool,
}

#[async_trait]
impl crate::Source<Return> for Returns {
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<Return>> {
        let position: Position = Cursor::position(after);
        let call = Api::get("returns.page", "/v1/return")
            .query("page", &position.page)
            .query("size", &SIZE);
        let raw: Vec<Value> = self.api.bare(&call).await?;
        let more = leads_on(&raw, SIZE, window);
        let rows = raw.iter().flat_map(convert::returns);
        Ok(Page::of(rows, Cursor::at(&position.next(more)), more))
    }
}

#[async_trait]
impl crate::Source<Supply> for Supplies {
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<Supply>> {
        let position: Position = Cursor::position(after);
        if position.shelf {
            self.shelf(position, window).await
        } else {
            self.notes(position, window).await
        }
    }
}

impl Supplies {
    async fn notes(&self, position: Position, window: Window) -> Result<Page<Supply>> {
        let mut call = Api::get("supplies.page", "/v1/fbs/invoice");
        for status in STATUSES {
            call = call.query("statuses", status);
        }
        let call = call.query("page", &position.page);
        let raw: Vec<Value> = self.api.wrapped(&call).await?;
        let next = if leads_on(&raw, NOTES, window) {
            position.next(true)
        } else {
            Position {
                page: 0,
                shelf: true,
            }
        };
        let rows = raw.iter().map(convert::invoice);
        Ok(Page::of(rows, Cursor::at(&next), true))
    }

    async fn shelf(&self, position: Position, window: Window) -> Result<Page<Supply>> {
        let call = Api::get("supplies.page", "/v1/invoice")
            .query("page", &position.page)
            .query("size", &SIZE);
        let raw: Vec<Value> = self.api.bare(&call).await?;
        let more = leads_on(&raw, SIZE, window);
        let rows = raw.iter().map(convert::shelf_invoice);
        Ok(Page::of(rows, Cursor::at(&position.next(more)), more))
    }
}

impl Position {
    fn next(self, more: bool) -> Self {
        if more {
            return Self {
                page: self.page + 1,
                ..self
            };
        }
        Self::default()
    }
}

/// A full page is followed by another, unless all of it lies before the window.
fn leads_on(raw: &[Value], size: i64, window: Window) -> bool {
    let full = i64::try_from(raw.len()).is_ok_and(|rows| rows >= size);
    let within = |row: &Value| {
        let made = row.get("dateCreated").and_then(convert::moment);
        made.is_none_or(|at| at >= window.since)
    };
    full && raw.iter().any(within)
}
