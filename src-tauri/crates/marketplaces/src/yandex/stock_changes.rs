//! Setting quantities. A quantity belongs to a shop: of the warehouses of a group any one may be
//! named, and Market sets it for all of them.

use std::sync::Arc;

use async_trait::async_trait;
use domain::{Approved, Scheme, StockChange};
use serde_json::{Value, json};

use super::ask::{Ask, ends};
use super::convert::stock::level;
use super::line::Line;
use super::warehouses::shop_of;
use super::wire::Envelope;
use super::wire::stock::Stocks;
use crate::Result;
use crate::contract::{Changes, Receipt, Seen, Taken, Unfit};
use crate::feed::rows;

/// The most that Market takes.
const MOST_PIECES: i64 = 2_000_000_000;

/// Sets quantities.
pub(super) struct Filling(pub(super) Arc<Line>);

#[async_trait]
impl Changes<StockChange> for Filling {
    fn most(&self) -> usize {
        2000
    }

    fn fit(&self, change: &StockChange) -> std::result::Result<(), Unfit<StockChange>> {
        if (0..=MOST_PIECES).contains(&change.available) {
            return Ok(());
        }
        let available = change.available.clamp(0, MOST_PIECES);
        Err(Unfit::new("stock.range").nearest(StockChange {
            available,
            ..change.clone()
        }))
    }

    /// One request for each shop. What leaves with a later one, and is refused, is told one by one.
    async fn write(&self, changes: &[Approved<StockChange>]) -> Result<Vec<Taken>> {
        const OPERATION: &str = "stock.write";
        let mut shops = Vec::with_capacity(changes.len());
        for change in changes {
            shops.push(shop_of(&self.0, OPERATION, &change.content().warehouse).await?);
        }
        let mut taken = vec![Taken::Accepted(Receipt::default()); changes.len()];
        let mut done: Vec<i64> = Vec::new();
        for shop in &shops {
            if done.contains(shop) {
                continue;
            }
            let own = changes.iter().zip(&shops).filter(|(_, of)| *of == shop);
            let skus: Vec<Value> = own.map(|(change, _)| sku(change.content())).collect();
            let path = format!("/v2/campaigns/{shop}/offers/stocks");
            let ask = Ask::put(OPERATION, "stocks-update", path, json!({ "skus": skus }));
            match self.0.write(&ask, ends(changes)).await {
                Err(error) if done.is_empty() || error.may_have_happened => return Err(error),
                Err(error) => refuse(&mut taken, &shops, *shop, &error.message),
                Ok(_) => {}
            }
            done.push(*shop);
        }
        Ok(taken)
    }

    async fn seen(&self, change: &StockChange, _receipt: &Receipt) -> Result<Seen> {
        const OPERATION: &str = "stock.read";
        let shop = shop_of(&self.0, OPERATION, &change.warehouse).await?;
        let path = format!("/v2/campaigns/{shop}/offers/stocks");
        let body = json!({ "offerIds": [change.listing.as_str()] });
        let page: Envelope<Stocks> = self
            .0
            .read(&Ask::post(OPERATION, "stocks", path, body))
            .await?;
        let warehouses = page.result.warehouses.into_iter();
        let levels = warehouses.flat_map(|place| {
            let name = place.warehouse_id;
            rows(&place.offers, |row| level(&row, &name, Scheme::Unknown)).0
        });
        let mut levels = levels.filter(|level| {
            level.listing == change.listing && change.warehouse.as_str() == level.warehouse
        });
        // A level of zero need not be named.
        let (free, all) = levels.next().map_or((0, 0), |level| {
            (
                level.available,
                level.available.saturating_add(level.reserved),
            )
        });
        Ok(match [free, all].contains(&change.available) {
            true => Seen::There,
            // It takes minutes.
            false if change.expected == Some(free) => Seen::Pending,
            false => Seen::Different(free.to_string()),
        })
    }
}

fn sku(change: &StockChange) -> Value {
    json!({ "sku": change.listing.as_str(), "items": [{ "count": change.available }] })
}

fn refuse(taken: &mut [Taken], shops: &[i64], shop: i64, words: &str) {
    for (taken, _) in taken.iter_mut().zip(shops).filter(|(_, of)| **of == shop) {
        *taken = Taken::Refused(words.to_owned());
    }
}
