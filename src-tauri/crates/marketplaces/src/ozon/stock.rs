//! Quantities by scheme, page by page.

use std::sync::Arc;

use async_trait::async_trait;
use domain::StockLevel;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::convert::stock::levels;
use super::line::Line;
use super::wire::stock::{StockItem, StockList};
use crate::Result;
use crate::contract::Source;
use crate::feed::rows;
use crate::page::{Cursor, Page, Window};

const OPERATION: &str = "stock.page";

/// Reads quantities.
pub(super) struct Shelves(pub(super) Arc<Line>);

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Position {
    cursor: Option<String>,
}

#[async_trait]
impl Source<StockLevel> for Shelves {
    fn names_all(&self) -> bool {
        true
    }

    async fn page(&self, after: Option<&Cursor>, _window: Window) -> Result<Page<StockLevel>> {
        let position: Position = Cursor::position(after);
        // An empty filter is refused ("value is required").
        let body = |cursor: &str| json!({ "cursor": cursor, "filter": { "visibility": "ALL" }, "limit": 500 });
        let token = position.cursor.as_deref();
        let page: StockList = self
            .0
            .page(OPERATION, "/v4/product/info/stocks", body, token)
            .await?;
        let (read, bad) = rows(&page.items, |row: StockItem| levels(&row));
        let cursor = page
            .cursor
            .filter(|cursor| !page.items.is_empty() && position.cursor.as_ref() != Some(cursor));
        let more = cursor.is_some();
        let cursor = Cursor::at(&Position { cursor });
        Ok(Page {
            rows: read.into_iter().flatten().collect(),
            bad,
            cursor,
            more,
        })
    }
}
