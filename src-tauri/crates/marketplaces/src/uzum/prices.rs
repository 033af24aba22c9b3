//! Prices: read along the products, set product by product. Sums are whole so'm.

use async_trait::async_trait;
use domain::{Approved, Currency, Money, PriceChange};
use serde_json::json;

use super::api::Api;
use super::shops::sku;
use crate::Result;
use crate::contract::{Changes, Receipt, Seen, Taken, Unfit};
use crate::error::{ErrorKind, MarketplaceError};

const WRITE: &str = "prices.write";
const SEEN: &str = "prices.seen";
/// The highest price that Uzum takes, so'm.
const HIGHEST: i64 = 999_999_000;

/// Sets prices.
pub(super) struct PriceChanges {
    pub(super) api: Api,
}

#[async_trait]
impl Changes<PriceChange> for PriceChanges {
    fn fit(&self, change: &PriceChange) -> std::result::Result<(), Unfit<PriceChange>> {
        if change.price.currency != Currency::UZS {
            return Err(Unfit::new("price.currency"));
        }
        if !change.variant.is_empty() {
            return Err(Unfit::new("price.no_sizes"));
        }
        if change.least.is_some() {
            let nearest = PriceChange {
                least: None,
                ..change.clone()
            };
            return Err(Unfit::new("price.no_least").nearest(nearest));
        }
        let price = change.price.minor.clamp(1, HIGHEST);
        if price != change.price.minor {
            let nearest = PriceChange {
                price: Money::new(price, Currency::UZS),
                ..change.clone()
            };
            return Err(Unfit::new("price.out_of_range").nearest(nearest));
        }
        match change.before {
            Some(before) if before.minor < price || before.minor > HIGHEST => {
                Err(Unfit::new("price.before_below"))
            }
            _ => Ok(()),
        }
    }

    /// One product of one shop in a request, so one change: Uzum wants the numbers of both, and
    /// they are looked for first.
    async fn write(&self, changes: &[Approved<PriceChange>]) -> Result<Vec<Taken>> {
        let mut taken = Vec::new();
        for approved in changes {
            taken.push(self.one(approved).await?);
        }
        Ok(taken)
    }

    async fn seen(&self, change: &PriceChange, _: &Receipt) -> Result<Seen> {
        let found = sku(&self.api, SEEN, number(SEEN, change.listing.as_str())?).await?;
        let (.., sku) = found.ok_or_else(|| gone(SEEN))?;
        Ok(match sku.price {
            Some(price) if price == change.price.minor => Seen::There,
            Some(price) => Seen::Different(price.to_string()),
            None => Seen::Pending,
        })
    }
}

impl PriceChanges {
    async fn one(&self, approved: &Approved<PriceChange>) -> Result<Taken> {
        let change = approved.content();
        let id = number(WRITE, change.listing.as_str())?;
        let Some((shop, product, sku)) = sku(&self.api, WRITE, id).await? else {
            return Ok(Taken::Refused("no such SKU".to_owned()));
        };
        let mut price = json!({"skuId": id, "sellPrice": change.price.minor});
        if let Some(fields) = price.as_object_mut() {
            if let Some(before) = change.before {
                fields.insert("fullPrice".to_owned(), before.minor.into());
            }
            if let Some(title) = sku.sku_title {
                fields.insert("skuTitle".to_owned(), title.into());
            }
        }
        let call = Api::post(WRITE, &format!("/v1/product/{shop}/sendPriceData"))
            .json(json!({"productId": product, "skuList": [price]}))
            .until(approved.ends());
        Ok(match self.api.told(&call).await? {
            Ok(_) => Taken::Accepted(Receipt::default()),
            Err(words) => Taken::Refused(words),
        })
    }
}

/// A number that a name stands for; Uzum's identities are numbers.
pub(super) fn number(operation: &'static str, name: &str) -> Result<i64> {
    name.parse().map_err(|_| gone(operation))
}

/// What is meant is not there.
pub(super) fn gone(operation: &'static str) -> MarketplaceError {
    MarketplaceError::new(ErrorKind::NotFound, operation, "no such number at Uzum")
}
