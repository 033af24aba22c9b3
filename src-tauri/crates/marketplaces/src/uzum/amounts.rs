//! Quantities are set by barcode, for FBS and DBS at once. A link that is left out may be taken
//! off the SKU, so both go as they were read a moment before.

use std::collections::BTreeMap;

use async_trait::async_trait;
use domain::{Approved, StockChange};
use serde_json::{Value, json};

use super::api::Api;
use super::prices::{gone, number};
use super::stock::{SIZE, amount_of, last};
use super::wire::{SkuAmount, StockPage};
use crate::Result;
use crate::contract::{Changes, Receipt, Seen, Taken, Unfit};
use crate::feed::readable;

const WRITE: &str = "stock.write";
const SEEN: &str = "stock.seen";

/// Sets quantities.
pub(super) struct StockChanges {
    pub(super) api: Api,
}

#[async_trait]
impl Changes<StockChange> for StockChanges {
    /// The description names no most; so many are known to be taken at once.
    fn most(&self) -> usize {
        100
    }

    fn fit(&self, change: &StockChange) -> std::result::Result<(), Unfit<StockChange>> {
        if (0..=i64::from(i32::MAX)).contains(&change.available) {
            return Ok(());
        }
        Err(Unfit::new("stock.out_of_range"))
    }

    async fn write(&self, changes: &[Approved<StockChange>]) -> Result<Vec<Taken>> {
        let known = self.known(changes).await?;
        let rows: Vec<Option<Value>> = changes
            .iter()
            .map(|approved| row(approved.content(), &known))
            .collect();
        let sent: Vec<&Value> = rows.iter().flatten().collect();
        if sent.is_empty() {
            return Ok(rows.iter().map(|_| unknown()).collect());
        }
        let call = Api::post(WRITE, "/v2/fbs/sku/stocks")
            .json(json!({"skuAmountList": sent}))
            .until(changes.iter().filter_map(Approved::ends).min());
        let said = self.api.told(&call).await?;
        let outcome = |row: Option<Value>| match (&said, row) {
            (_, None) => unknown(),
            (Ok(_), Some(_)) => Taken::Accepted(Receipt::default()),
            (Err(words), Some(_)) => Taken::Refused(words.clone()),
        };
        Ok(rows.into_iter().map(outcome).collect())
    }

    async fn seen(&self, change: &StockChange, _: &Receipt) -> Result<Seen> {
        let sku = number(SEEN, change.listing.as_str())?;
        let row = amount_of(&self.api, SEEN, sku).await?;
        let row = row.ok_or_else(|| gone(SEEN))?;
        Ok(match row.amount {
            Some(amount) if amount == change.available => Seen::There,
            Some(amount) => Seen::Different(amount.to_string()),
            None => Seen::Pending,
        })
    }
}

impl StockChanges {
    /// The present rows of the SKUs that are meant: one page for one of them, a walk from the
    /// lowest to the highest number for several.
    async fn known(&self, changes: &[Approved<StockChange>]) -> Result<BTreeMap<i64, SkuAmount>> {
        let wanted = changes
            .iter()
            .map(|approved| number(WRITE, approved.content().listing.as_str()))
            .collect::<Result<Vec<i64>>>()?;
        let (Some(first), Some(highest)) = (wanted.iter().min(), wanted.iter().max()) else {
            return Ok(BTreeMap::new());
        };
        let mut known = BTreeMap::new();
        let mut from = Some(first.saturating_sub(1));
        while let Some(after) = from {
            let call = Api::get(WRITE, "/v3/fbs/sku/stocks")
                .query("skuIdFrom", &after)
                .query("size", if first == highest { &1 } else { &SIZE });
            let page: StockPage = self.api.wrapped(&call).await?;
            let rows = readable::<SkuAmount>(&page.sku_amount_list);
            known.extend(rows.into_iter().filter_map(|row| Some((row.sku_id?, row))));
            from = last(&page.sku_amount_list, after).filter(|at| at < highest);
        }
        Ok(known)
    }
}

fn row(change: &StockChange, known: &BTreeMap<i64, SkuAmount>) -> Option<Value> {
    let sku: i64 = change.listing.as_str().parse().ok()?;
    let row = known.get(&sku)?;
    Some(json!({
        "skuId": sku,
        "barcode": row.barcode.as_ref()?,
        "amount": change.available,
        "fbsLinked": row.fbs_linked.unwrap_or(false),
        "dbsLinked": row.dbs_linked.unwrap_or(false),
    }))
}

fn unknown() -> Taken {
    Taken::Refused("no such SKU among those that the seller stores".to_owned())
}
