//! Setting quantities in the seller's warehouses. WB says yes to names that it does not know, so
//! what it holds is read back.

use std::collections::BTreeMap;

use async_trait::async_trait;
use domain::{Approved, StockChange};
use http::{Method, StatusCode};
use serde_json::{Value, json};

use super::api::Api;
use super::batch::{self, Batch};
use super::profile::MARKETPLACE;
use super::wire::{SellerStock, SellerStocks, StockRefusal};
use crate::Result;
use crate::contract::{Changes, Receipt, Seen, Taken, Unfit};
use crate::error::{ErrorKind, MarketplaceError};
use crate::feed::readable;
use crate::http::{Call, Reply};

/// Sizes of one request, at most (WB API 02-items).
const MOST: usize = 1000;
/// Pieces of a size, at most.
const MOST_PIECES: i64 = 100_000;

/// Sets quantities.
pub(super) struct StockChanges {
    pub(super) api: Api,
}

/// Warehouse and size.
fn place(change: &StockChange) -> Option<(i64, i64)> {
    let (_, size) = change.listing.as_str().split_once(':')?;
    Some((change.warehouse.as_str().parse().ok()?, size.parse().ok()?))
}

#[async_trait]
impl Changes<StockChange> for StockChanges {
    fn most(&self) -> usize {
        MOST
    }

    fn fit(&self, change: &StockChange) -> std::result::Result<(), Unfit<StockChange>> {
        if place(change).is_none() {
            return Err(Unfit::new("stock.place"));
        }
        match change.available {
            0..=MOST_PIECES => Ok(()),
            other => Err(Unfit::new("stock.pieces").nearest(StockChange {
                available: other.clamp(0, MOST_PIECES),
                ..change.clone()
            })),
        }
    }

    async fn write(&self, changes: &[Approved<StockChange>]) -> Result<Vec<Taken>> {
        let unknown = Taken::Refused("no size or warehouse of WB".to_owned());
        let taken = vec![unknown; changes.len()];
        batch::send(&self.api, taken, batches(changes), |batch, reply| {
            self.taken(changes, batch, reply)
        })
        .await
    }

    async fn seen(&self, change: &StockChange, _: &Receipt) -> Result<Seen> {
        const OPERATION: &str = "stock.seen";
        let unknown = || MarketplaceError::new(ErrorKind::NotFound, OPERATION, "no such size");
        let (warehouse, size) = place(change).ok_or_else(unknown)?;
        let path = format!("/api/v3/stocks/{warehouse}");
        let call = Call::read(OPERATION, MARKETPLACE, Method::POST, &path)
            .bucket("marketplace")
            .json(json!({"chrtIds": [size]}));
        let found: SellerStocks = self.api.read(&call).await?;
        let mut own = readable::<SellerStock>(&found.stocks).into_iter();
        // A size of which nothing was ever set is not named.
        let found = own.find(|one| one.chrt_id == Some(size));
        let amount = found.and_then(|one| one.amount).unwrap_or_default();
        Ok(match amount {
            there if there == change.available => Seen::There,
            other => Seen::Different(other.to_string()),
        })
    }
}

/// One request for each warehouse.
fn batches(changes: &[Approved<StockChange>]) -> Vec<Batch> {
    let mut warehouses: BTreeMap<i64, (Vec<usize>, Vec<Value>)> = BTreeMap::new();
    for (number, change) in changes.iter().enumerate() {
        let change = change.content();
        if let Some((warehouse, size)) = place(change) {
            let (places, rows) = warehouses.entry(warehouse).or_default();
            places.push(number);
            rows.push(json!({"chrtId": size, "amount": change.available}));
        }
    }
    let ends = changes.iter().filter_map(Approved::ends).min();
    let batch = |(warehouse, (places, rows))| {
        let path = format!("/api/v3/stocks/{warehouse}");
        let call = Call::write("stock.write", MARKETPLACE, Method::PUT, &path)
            .bucket("marketplace")
            .until(ends)
            .json(json!({ "stocks": rows }));
        Batch { places, call }
    };
    warehouses.into_iter().map(batch).collect()
}

impl StockChanges {
    /// 409 names the sizes that were refused; what became of the others is for the read-back.
    fn taken(
        &self,
        changes: &[Approved<StockChange>],
        batch: &Batch,
        reply: Reply,
    ) -> Result<Vec<Taken>> {
        if reply.status != StatusCode::CONFLICT {
            self.api.success(&batch.call, reply)?;
            return Ok(vec![
                Taken::Accepted(Receipt::default());
                batch.places.len()
            ]);
        }
        let raw: Vec<Value> = serde_json::from_slice(&reply.body).unwrap_or_default();
        let refusals = readable::<StockRefusal>(&raw);
        if refusals.is_empty() || refusals.iter().any(|one| one.data.is_empty()) {
            self.api.success(&batch.call, reply)?;
        }
        let outcome = |place: &usize| {
            let change = changes.get(*place)?.content();
            let (_, size) = self::place(change)?;
            let mut named = refusals.iter();
            named.find(|one| one.names(size)).map(StockRefusal::words)
        };
        let taken = batch.places.iter().map(|place| match outcome(place) {
            Some(words) => Taken::Refused(words),
            None => Taken::Accepted(Receipt::default()),
        });
        Ok(taken.collect())
    }
}
