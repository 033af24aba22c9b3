//! The seller's own warehouses. Those of Ozon are told by a search alone.

use std::sync::Arc;

use async_trait::async_trait;
use domain::{Scheme, Warehouse};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::line::Line;
use super::wire::warehouse::{Place, WarehouseList};
use crate::Result;
use crate::contract::Source;
use crate::feed::{Flaw, rows};
use crate::page::{Cursor, Page, Window};

/// Reads warehouses.
pub(super) struct Places(pub(super) Arc<Line>);

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Position {
    cursor: Option<String>,
}

#[async_trait]
impl Source<Warehouse> for Places {
    async fn page(&self, after: Option<&Cursor>, _window: Window) -> Result<Page<Warehouse>> {
        let Position { cursor: token } = Cursor::position(after);
        let body = |cursor: &str| json!({ "cursor": cursor, "limit": 200 });
        let path = "/v2/warehouse/list";
        let page: WarehouseList = self
            .0
            .page("warehouses.page", path, body, token.as_deref())
            .await?;
        let (rows, bad) = rows(&page.warehouses, |place| warehouse(&place));
        let ends = page.has_next != Some(true) || page.warehouses.is_empty();
        let cursor = page
            .cursor
            .filter(|next| !ends && token.as_ref() != Some(next));
        let more = cursor.is_some();
        let cursor = Cursor::at(&Position { cursor });
        Ok(Page::new(rows, bad, cursor, more))
    }

    fn names_all(&self) -> bool {
        true
    }
}

/// Words of the state are not documented; one that says "no" is told by its stem.
fn warehouse(place: &Place) -> std::result::Result<Option<Warehouse>, Flaw> {
    let id = place.warehouse_id.filter(|id| *id > 0);
    let word = place.status.to_lowercase();
    let closed = ["disabled", "blocked", "error", "archive"]
        .iter()
        .any(|stem| word.contains(stem));
    Ok(Some(Warehouse {
        external_id: id.ok_or(Flaw::missing("warehouse_id"))?.into(),
        name: place.name.clone(),
        scheme: match place.is_rfbs {
            Some(true) => Scheme::SellerDelivery,
            _ => Scheme::Seller,
        },
        active: place.pause_at.is_none() && !closed,
    }))
}
