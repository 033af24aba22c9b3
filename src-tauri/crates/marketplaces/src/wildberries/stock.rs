//! Quantities: first the seller's own warehouses, size by size along the cards, then WB's report
//! on its own. A token without a category skips that half.

use std::collections::HashMap;

use async_trait::async_trait;
use domain::StockLevel;
use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::api::Api;
use super::catalogue::{LastCard, cards};
use super::convert;
use super::keys;
use super::profile::{ANALYTICS, MARKETPLACE};
use super::warehouses::warehouses;
use super::wire::{Data, SellerStocks, Warehouse, WbStocks};
use crate::Result;
use crate::error::{ErrorKind, MarketplaceError};
use crate::http::Call;
use crate::page::{BadRow, Cursor, Page, Window};

const OPERATION: &str = "stock.page";
/// Sizes of one question (WB API 02-items).
const SIZES: usize = 1000;
/// Rows of one answer of the report (WB API 11-analytics).
const ROWS: i64 = 250_000;

type Levels = Vec<std::result::Result<StockLevel, BadRow>>;

/// Reads quantities.
pub(super) struct Stock {
    pub(super) api: Api,
}

/// Where a round stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Position {
    /// In the seller's warehouses, after this card.
    Seller(LastCard),
    /// In WB's report, so many rows down.
    Wb(i64),
}

impl Default for Position {
    fn default() -> Self {
        Self::Seller(LastCard::default())
    }
}

#[async_trait]
impl crate::Source<StockLevel> for Stock {
    fn names_all(&self) -> bool {
        true
    }

    async fn page(&self, after: Option<&Cursor>, _: Window) -> Result<Page<StockLevel>> {
        let seller =
            self.api.claims().has(keys::MARKETPLACE) && self.api.claims().has(keys::CONTENT);
        match Cursor::position(after) {
            Position::Seller(last) if seller => self.seller(last).await,
            Position::Seller(_) => self.wb(0).await,
            Position::Wb(offset) => self.wb(offset).await,
        }
    }
}

impl Stock {
    /// Whether there is anything that this token may read.
    fn has_report(&self) -> bool {
        self.api.claims().has(keys::ANALYTICS)
    }

    async fn seller(&self, last: LastCard) -> Result<Page<StockLevel>> {
        let warehouses = self.warehouses().await?;
        if warehouses.is_empty() {
            return Ok(self.seller_done(Vec::new()));
        }
        let mut levels = Levels::new();
        let found = cards(&self.api, OPERATION, last).await?;
        let mut sizes: Vec<(i64, i64)> = Vec::new();
        for card in found.rows.iter().map(convert::sizes) {
            match card {
                Ok(own) => sizes.extend(own),
                Err(bad) => levels.push(Err(bad)),
            }
        }
        for warehouse in &warehouses {
            levels.extend(self.in_warehouse(warehouse, &sizes).await?);
        }
        if found.more {
            let next = Cursor::at(&Position::Seller(found.last));
            return Ok(Page::of(levels, next, true));
        }
        Ok(self.seller_done(levels))
    }

    /// The end of the first half, and of the round if there is no second one.
    fn seller_done(&self, levels: Levels) -> Page<StockLevel> {
        let more = self.has_report();
        let next = if more {
            Position::Wb(0)
        } else {
            Position::default()
        };
        Page::of(levels, Cursor::at(&next), more)
    }

    /// The seller's warehouses. One that cannot be read ends the round: all that lies there would
    /// look sold out.
    async fn warehouses(&self) -> Result<Vec<Warehouse>> {
        let (warehouses, bad) = warehouses(&self.api, OPERATION).await?;
        match bad.is_empty() {
            true => Ok(warehouses),
            false => {
                let message = "a warehouse that cannot be read";
                Err(MarketplaceError::new(ErrorKind::Unreadable, OPERATION, message).at("$"))
            }
        }
    }

    async fn in_warehouse(&self, warehouse: &Warehouse, sizes: &[(i64, i64)]) -> Result<Levels> {
        let Some(id) = warehouse.id else {
            return Ok(Levels::new());
        };
        let cards: HashMap<i64, i64> = sizes.iter().map(|(nm, chrt)| (*chrt, *nm)).collect();
        let scheme = convert::scheme(warehouse.delivery_type);
        let path = format!("/api/v3/stocks/{id}");
        let mut levels = Levels::new();
        for some in sizes.chunks(SIZES) {
            let ids: Vec<i64> = some.iter().map(|(_, chrt_id)| *chrt_id).collect();
            let call = Call::read(OPERATION, MARKETPLACE, Method::POST, &path)
                .bucket("marketplace")
                .json(json!({"chrtIds": ids}));
            let found: SellerStocks = self.api.read(&call).await?;
            let level = |raw| convert::seller_stock(raw, &warehouse.name, scheme, &cards);
            levels.extend(found.stocks.iter().map(level));
        }
        Ok(levels)
    }

    async fn wb(&self, offset: i64) -> Result<Page<StockLevel>> {
        if !self.has_report() {
            let wanted = format!(
                "the token has neither {} nor {}",
                keys::MARKETPLACE.name,
                keys::ANALYTICS.name
            );
            return Err(MarketplaceError::new(
                ErrorKind::Forbidden,
                OPERATION,
                wanted,
            ));
        }
        let path = "/api/analytics/v1/stocks-report/wb-warehouses";
        let call = Call::read(OPERATION, ANALYTICS, Method::POST, path)
            .bucket("wb-warehouses")
            .json(json!({"limit": ROWS, "offset": offset}));
        let found: Data<WbStocks> = self.api.read_some(&call).await?;
        let rows = i64::try_from(found.data.items.len()).unwrap_or(ROWS);
        let more = rows >= ROWS;
        let next = if more {
            Position::Wb(offset + rows)
        } else {
            Position::default()
        };
        let levels = convert::merged(found.data.items.iter().map(convert::wb_stock));
        Ok(Page::of(levels, Cursor::at(&next), more))
    }
}
