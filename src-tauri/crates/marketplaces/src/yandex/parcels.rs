//! Orders that are in the seller's hands: those that Market fetches first, then those that the
//! seller delivers. Without dates Market tells the last 30 days.

use std::sync::Arc;

use async_trait::async_trait;
use domain::{ExternalId, Parcel};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::ask::Ask;
use super::convert::parcel::parcel;
use super::line::Line;
use super::replies;
use super::wire::order::{Handling, Orders};
use crate::Result;
use crate::contract::Source;
use crate::error::{ErrorKind, MarketplaceError};
use crate::feed::{readable, rows};
use crate::page::{Cursor, Page, Window};

/// Reads parcels.
pub(super) struct Parcels(pub(super) Arc<Line>);

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Position {
    own: bool,
    token: Option<String>,
}

#[async_trait]
impl Source<Parcel> for Parcels {
    async fn page(&self, after: Option<&Cursor>, _window: Window) -> Result<Page<Parcel>> {
        let position: Position = Cursor::position(after);
        let body = match position.own {
            false => json!({
                "programTypes": ["FBS", "EXPRESS"],
                "statuses": ["PROCESSING"],
                "fake": false,
            }),
            true => json!({
                "programTypes": ["DBS"],
                "statuses": ["PROCESSING", "DELIVERY", "PICKUP"],
                "fake": false,
            }),
        };
        let path = self.0.cabinet().await?.path("v1", "/orders");
        let ask = Ask::post("parcels.page", "orders", path, body).query("limit", "50");
        let page: Orders = self.0.read_page(&ask, position.token.as_deref()).await?;
        let (rows, bad) = rows(&page.orders, parcel);
        let (next, more) = position.next(page.paging.next());
        Ok(Page::new(rows, bad, Cursor::at(&next), more))
    }

    fn names_all(&self) -> bool {
        true
    }
}

impl Position {
    fn next(self, token: Option<String>) -> (Self, bool) {
        let own = self.own;
        match (token, own) {
            (None, true) => (Self::default(), false),
            (None, false) => (
                Self {
                    own: true,
                    token: None,
                },
                true,
            ),
            (token, own) => (Self { own, token }, true),
        }
    }
}

/// One order as it stands now.
///
/// # Errors
/// `NotFound` when there is none.
pub(super) async fn order(
    line: &Line,
    operation: &'static str,
    id: &ExternalId,
) -> Result<Handling> {
    let number = replies::number(operation, id)?;
    let path = line.cabinet().await?.path("v1", "/orders");
    let ask = Ask::post(operation, "orders", path, json!({ "orderIds": [number] }));
    let page: Orders = line.read(&ask).await?;
    let mut found = readable::<Handling>(&page.orders).into_iter();
    found
        .find(|order| order.order_id == id.as_str())
        .ok_or_else(|| MarketplaceError::new(ErrorKind::NotFound, operation, "no such order"))
}
