//! Quantities, shop after shop, page by page.

use std::sync::Arc;

use async_trait::async_trait;
use domain::StockLevel;
use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::cabinet;
use super::convert::scheme;
use super::convert::stock::level;
use super::line::Line;
use super::wire::Envelope;
use super::wire::stock::Stocks as Answer;
use crate::Result;
use crate::contract::Source;
use crate::error::{ErrorKind, MarketplaceError};
use crate::feed::rows;
use crate::http::Call;
use crate::page::{Cursor, Page, Window};

const OPERATION: &str = "stock.page";

/// Reads quantities.
pub(super) struct Stocks(pub(super) Arc<Line>);

/// The shops that are still to be read, the present one last.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Position {
    shops: Vec<ShopAt>,
    token: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct ShopAt {
    id: i64,
    placement: String,
}

#[async_trait]
impl Source<StockLevel> for Stocks {
    fn names_all(&self) -> bool {
        true
    }

    async fn page(&self, after: Option<&Cursor>, _window: Window) -> Result<Page<StockLevel>> {
        let mut position: Position = Cursor::position(after);
        if position.shops.is_empty() {
            position = self.round().await?;
        }
        let Some(shop) = position.shops.last().cloned() else {
            return Ok(Page::of([], Cursor::at(&Position::default()), false));
        };
        let host = self.0.cabinet().await?.host;
        let path = format!("/v2/campaigns/{}/offers/stocks", shop.id);
        let call = || {
            // 100 is the most since 2026-08-04, when more began to be cut silently.
            Call::read(OPERATION, host, Method::POST, &path)
                .query("limit", "100")
                .json(json!({}))
                .bucket("stocks")
        };
        let page: Envelope<Answer> = self.0.page(call, position.token.as_deref()).await?;
        position.token = page.result.paging.next();
        if position.token.is_none() {
            position.shops.pop();
        }
        let more = !position.shops.is_empty();
        let mut all = Page::of([], Cursor::at(&position), more);
        for warehouse in page.result.warehouses {
            let (name, scheme) = (warehouse.warehouse_id, scheme(&shop.placement));
            let (good, bad) = rows(&warehouse.offers, |row| level(&row, &name, scheme));
            all.rows.extend(good);
            all.bad.extend(bad);
        }
        Ok(all)
    }
}

impl Stocks {
    /// A round begins with the shops of today; closed ones refuse every call. With a shop that
    /// cannot be read there is none: all that lies there would look sold out.
    async fn round(&self) -> Result<Position> {
        let cabinet = cabinet::find(&self.0).await?;
        if !cabinet.whole {
            let message = "a shop that cannot be read";
            let error = MarketplaceError::new(ErrorKind::Unreadable, OPERATION, message);
            return Err(error.at("campaigns"));
        }
        let shops = cabinet
            .shops
            .into_iter()
            .rev()
            .filter(|shop| shop.open() && shop.placement_type != "LAAS");
        let shops = shops.filter_map(|shop| {
            let placement = shop.placement_type;
            shop.id.map(|id| ShopAt { id, placement })
        });
        Ok(Position {
            shops: shops.collect(),
            token: None,
        })
    }
}
