//! Setting quantities. One pair of product and warehouse may be written once in half a minute.

use std::collections::HashMap;
use std::sync::Arc;

use async_trait::async_trait;
use domain::{Approved, StockChange};
use serde_json::{Value, json};

use super::line::Line;
use super::wire::change::Results;
use super::wire::product::{Info, InfoList};
use super::wire::warehouse::{PlaceStock, PlaceStockList};
use super::{ends, number, taken};
use crate::Result;
use crate::contract::{Changes, Receipt, Seen, Taken, Unfit};
use crate::feed::readable;

const OPERATION: &str = "stock.write";

/// Sets quantities.
pub(super) struct Shelving(pub(super) Arc<Line>);

#[async_trait]
impl Changes<StockChange> for Shelving {
    fn most(&self) -> usize {
        100
    }

    fn fit(&self, change: &StockChange) -> std::result::Result<(), Unfit<StockChange>> {
        match change.available < 0 {
            true => Err(Unfit::new("stock.negative")),
            false => Ok(()),
        }
    }

    async fn write(&self, changes: &[Approved<StockChange>]) -> Result<Vec<Taken>> {
        let products = self.products(changes).await?;
        let mut wanted = Vec::with_capacity(changes.len());
        for change in changes.iter().map(Approved::content) {
            if let Some(product) = products.get(&change.article) {
                wanted.push(wish(change, product)?);
            }
        }
        let said: Results = match wanted.is_empty() {
            true => Results::default(),
            false => {
                let body = json!({ "stocks": wanted });
                let path = "/v2/products/stocks";
                self.0.batch(OPERATION, path, body, ends(changes)).await?
            }
        };
        let outcome = |change: &StockChange| match products.contains_key(&change.article) {
            true => taken(said.result.iter().find(|one| {
                let place = one.warehouse_id.map(|id| id.to_string());
                one.offer_id == change.article
                    && place.as_deref() == Some(change.warehouse.as_str())
            })),
            false => Taken::Refused("no product has this article".to_owned()),
        };
        Ok(changes.iter().map(|one| outcome(one.content())).collect())
    }

    async fn seen(&self, change: &StockChange, _receipt: &Receipt) -> Result<Seen> {
        let body = json!({ "offer_id": [change.article], "limit": 1000 });
        let path = "/v2/product/info/stocks-by-warehouse/fbs";
        let list: PlaceStockList = self.0.ask("stock.read", path, body).await?;
        let mut rows = readable::<PlaceStock>(&list.products).into_iter();
        let own = rows.find(|row| {
            row.warehouse_id.map(|id| id.to_string()).as_deref() == Some(change.warehouse.as_str())
        });
        // A warehouse that holds nothing may be left out.
        let free = own.map_or(0, |row| row.free().unwrap_or_default());
        Ok(match free {
            free if free == change.available => Seen::There,
            free if Some(free) == change.expected => Seen::Pending,
            free => Seen::Different(free.to_string()),
        })
    }
}

impl Shelving {
    /// Ozon's numbers of the products: the write wants them beside the articles.
    async fn products(&self, changes: &[Approved<StockChange>]) -> Result<HashMap<String, String>> {
        let mut articles: Vec<&str> = changes
            .iter()
            .map(|one| one.content().article.as_str())
            .collect();
        articles.retain(|article| !article.is_empty());
        articles.sort_unstable();
        articles.dedup();
        if articles.is_empty() {
            return Ok(HashMap::new());
        }
        let body = json!({ "offer_id": articles });
        let list: InfoList = self.0.ask(OPERATION, "/v3/product/info/list", body).await?;
        let rows = readable::<Info>(&list.items).into_iter();
        Ok(rows.map(|row| (row.offer_id, row.id)).collect())
    }
}

/// Pieces at hand without those that are reserved.
fn wish(change: &StockChange, product: &str) -> Result<Value> {
    Ok(json!({
        "offer_id": change.article,
        "product_id": number(OPERATION, &product.into())?,
        "stock": change.available,
        "warehouse_id": number(OPERATION, &change.warehouse)?,
    }))
}

impl PlaceStock {
    /// Pieces that can be sold.
    pub(super) fn free(&self) -> Option<i64> {
        let reckoned = || Some(self.present? - self.reserved.unwrap_or_default());
        self.free_stock.or_else(reckoned).map(|free| free.max(0))
    }
}
