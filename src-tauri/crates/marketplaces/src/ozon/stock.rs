//! Quantities: in the seller's own warehouses one by one, and so in Ozon's (`depots`).

use std::collections::HashMap;
use std::sync::Arc;

use async_trait::async_trait;
use domain::{Scheme, StockLevel};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::convert::stock::{levels, of_place};
use super::depots;
use super::line::Line;
use super::wire::stock::{StockItem, StockList};
use super::wire::warehouse::{PlaceStock, PlaceStockList};
use crate::Result;
use crate::contract::Source;
use crate::feed::rows;
use crate::page::{BadRow, Cursor, Page, Window};

pub(super) const OPERATION: &str = "stock.page";

/// Pages of one list of warehouses; nobody has more.
const MOST_PAGES: usize = 100;

/// Reads quantities.
pub(super) struct Shelves(pub(super) Arc<Line>);

/// Whose a warehouse is, by SKU and warehouse.
type Schemes = HashMap<(i64, i64), Scheme>;

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
        let mut schemes = Schemes::new();
        let (read, bad) = rows(&page.items, |row: StockItem| {
            Ok(levels(&row)?.map(|levels| (levels, row)))
        });
        for (_, row) in &read {
            row.note(&mut schemes);
        }
        let levels = read.into_iter().flat_map(|(levels, _)| levels).collect();
        let (levels, broken) = self.placed(levels, &schemes).await?;
        let (rows, unread) = depots::placed(&self.0, levels).await?;
        let cursor = page
            .cursor
            .filter(|cursor| !page.items.is_empty() && position.cursor.as_ref() != Some(cursor));
        let more = cursor.is_some();
        let cursor = Cursor::at(&Position { cursor });
        Ok(Page::new(
            rows,
            bad.into_iter().chain(broken).chain(unread).collect(),
            cursor,
            more,
        ))
    }
}

impl Shelves {
    /// Puts the levels of single warehouses in the place of the seller's sums. A sum stays where
    /// no warehouse is told: left out, it would look sold out.
    async fn placed(
        &self,
        mut levels: Vec<StockLevel>,
        schemes: &Schemes,
    ) -> Result<(Vec<StockLevel>, Vec<BadRow>)> {
        let own = |level: &StockLevel| level.scheme != Scheme::Marketplace;
        let mut skus: Vec<String> = levels
            .iter()
            .filter(|level| own(level))
            .map(|level| level.listing.to_string())
            .collect();
        skus.sort_unstable();
        skus.dedup();
        let (mut placed, mut bad) = (Vec::new(), Vec::new());
        for batch in skus.chunks(1000) {
            let (found, broken) = self.places(batch, schemes).await?;
            placed.extend(found);
            bad.extend(broken);
        }
        levels.retain(|level| {
            let same = |place: &StockLevel| place.listing == level.listing;
            !own(level) || !placed.iter().any(same)
        });
        levels.extend(placed);
        Ok((levels, bad))
    }

    async fn places(
        &self,
        skus: &[String],
        schemes: &Schemes,
    ) -> Result<(Vec<StockLevel>, Vec<BadRow>)> {
        let path = "/v2/product/info/stocks-by-warehouse/fbs";
        let (mut good, mut bad, mut token) = (Vec::new(), Vec::new(), String::new());
        for _ in 0..MOST_PAGES {
            let body = json!({ "cursor": token, "limit": 1000, "sku": skus });
            let list: PlaceStockList = self.0.ask(OPERATION, path, body).await?;
            let (found, broken) = rows(&list.products, |row: PlaceStock| of_place(&row, schemes));
            good.extend(found);
            bad.extend(broken);
            let next = list.cursor.unwrap_or_default();
            if list.has_next != Some(true) || list.products.is_empty() || next == token {
                break;
            }
            token = next;
        }
        Ok((good, bad))
    }
}

impl StockItem {
    fn note(&self, schemes: &mut Schemes) {
        for shelf in &self.stocks {
            let scheme = super::convert::stock::scheme(&shelf.kind);
            for place in &shelf.warehouse_ids {
                let place = place.as_i64().or_else(|| place.as_str()?.parse().ok());
                schemes.extend(shelf.sku.zip(place).map(|pair| (pair, scheme)));
            }
        }
    }
}
