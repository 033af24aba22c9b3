//! Warehouses of the seller, and which shop each of them belongs to.

use std::sync::Arc;

use async_trait::async_trait;
use domain::{ExternalId, Warehouse};
use serde_json::json;

use super::ask::Ask;
use super::cabinet::Cabinet;
use super::convert::scheme;
use super::line::Line;
use super::wire::Envelope;
use super::wire::warehouse::{Warehouse as Row, Warehouses};
use crate::Result;
use crate::contract::Source;
use crate::error::{ErrorKind, MarketplaceError};
use crate::feed::{Flaw, readable, rows};
use crate::page::{Cursor, Page, Window};

/// Pages that are looked through for one warehouse; more than any cabinet has.
const MOST_PAGES: usize = 30;

/// Reads warehouses.
pub(super) struct Places(pub(super) Arc<Line>);

#[async_trait]
impl Source<Warehouse> for Places {
    async fn page(&self, after: Option<&Cursor>, _window: Window) -> Result<Page<Warehouse>> {
        let token: Option<String> = Cursor::position(after);
        let cabinet = self.0.cabinet().await?;
        let page = page(&self.0, "warehouses.page", token.as_deref()).await?;
        let (rows, bad) = rows(&page.warehouses, |row| warehouse(row, cabinet));
        let next = page.paging.next();
        Ok(Page::new(rows, bad, Cursor::at(&next), next.is_some()))
    }

    fn names_all(&self) -> bool {
        true
    }
}

async fn page(line: &Line, operation: &'static str, token: Option<&str>) -> Result<Warehouses> {
    let path = line.cabinet().await?.path("v2", "/warehouses");
    let body = json!({ "components": ["STATUS"] });
    let ask = Ask::post(operation, "warehouses", path, body).query("limit", "30");
    let page: Envelope<Warehouses> = line.read_page(&ask, token).await?;
    Ok(page.result)
}

/// One row. A warehouse that the seller switched off is not active; any other state may sell.
fn warehouse(row: Row, cabinet: &Cabinet) -> std::result::Result<Option<Warehouse>, Flaw> {
    if row.id.is_empty() {
        return Err(Flaw::missing("id"));
    }
    let mut shops = cabinet.shops.iter();
    let shop = shops.find(|shop| shop.id.is_some() && shop.id == row.campaign_id);
    Ok(Some(Warehouse {
        external_id: row.id.into(),
        name: row.name,
        scheme: scheme(shop.map_or("", |shop| &shop.placement_type)),
        active: row.status.status != "DISABLED_MANUALLY",
    }))
}

/// The shop ("campaign") that sells from a warehouse; asked for once.
///
/// # Errors
/// `NotFound` when the cabinet has no such warehouse.
pub(super) async fn shop_of(
    line: &Line,
    operation: &'static str,
    warehouse: &ExternalId,
) -> Result<i64> {
    let places = line.places(async || all(line, operation).await).await?;
    let mut places = places.iter();
    let found = places.find(|(place, _)| place == warehouse.as_str());
    found
        .map(|(_, shop)| *shop)
        .ok_or_else(|| MarketplaceError::new(ErrorKind::NotFound, operation, "no such warehouse"))
}

async fn all(line: &Line, operation: &'static str) -> Result<Vec<(String, i64)>> {
    let (mut places, mut token) = (Vec::new(), None::<String>);
    for _ in 0..MOST_PAGES {
        let page = page(line, operation, token.as_deref()).await?;
        let rows: Vec<Row> = readable(&page.warehouses);
        let rows = rows.into_iter();
        places.extend(rows.filter_map(|row| Some((row.id, row.campaign_id?))));
        token = page.paging.next();
        if token.is_none() {
            break;
        }
    }
    Ok(places)
}
