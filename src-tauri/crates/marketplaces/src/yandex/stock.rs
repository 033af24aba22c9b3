//! Quantities, shop after shop, page by page.

use std::sync::Arc;

use async_trait::async_trait;
use domain::StockLevel;
use serde_json::json;

use super::ask::Ask;
use super::convert::scheme;
use super::convert::stock::level;
use super::line::Line;
use super::shops::{Walk, selling};
use super::wire::Envelope;
use super::wire::stock::Stocks as Answer;
use crate::Result;
use crate::contract::Source;
use crate::feed::rows;
use crate::page::{Cursor, Page, Window};

const OPERATION: &str = "stock.page";

/// Reads quantities.
pub(super) struct Stocks(pub(super) Arc<Line>);

#[async_trait]
impl Source<StockLevel> for Stocks {
    fn names_all(&self) -> bool {
        true
    }

    async fn page(&self, after: Option<&Cursor>, _window: Window) -> Result<Page<StockLevel>> {
        let walk = Walk::resume(&self.0, OPERATION, after, selling).await?;
        let Some(shop) = walk.shop() else {
            return Ok(walk.empty());
        };
        let path = format!("/v2/campaigns/{}/offers/stocks", shop.id);
        // 100 is the most since 2026-08-04, when more began to be cut silently.
        let ask = Ask::post(OPERATION, "stocks", path, json!({})).query("limit", "100");
        let page: Envelope<Answer> = self.0.read_page(&ask, walk.token()).await?;
        let (mut levels, mut broken) = (Vec::new(), Vec::new());
        for warehouse in page.result.warehouses {
            let (name, scheme) = (warehouse.warehouse_id, scheme(&shop.placement));
            let (good, bad) = rows(&warehouse.offers, |row| level(&row, &name, scheme));
            levels.extend(good);
            broken.extend(bad);
        }
        Ok(walk.page(levels, broken, page.result.paging.next()))
    }
}
