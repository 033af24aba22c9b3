//! Joining and leaving promotions. Outside «Промокоды» joining changes the price on the card: what
//! is sent is the product's limit price.

use async_trait::async_trait;
use domain::{Approved, PromotionStep};
use serde_json::{Value, json};

use super::promotions::Actions;
use super::wire::product::{Info, InfoList};
use super::wire::promotion::Joined;
use super::{ends, number};
use crate::Result;
use crate::contract::{Changes, Receipt, Seen, Taken, Unfit};
use crate::feed::readable;

const OPERATION: &str = "promotions.step";

#[async_trait]
impl Changes<PromotionStep> for Actions {
    fn fit(&self, change: &PromotionStep) -> std::result::Result<(), Unfit<PromotionStep>> {
        match change.price.is_some_and(|price| price.minor <= 0) {
            true => Err(Unfit::new("price.not_positive")),
            false => Ok(()),
        }
    }

    async fn write(&self, changes: &[Approved<PromotionStep>]) -> Result<Vec<Taken>> {
        let mut taken = Vec::with_capacity(changes.len());
        for change in changes {
            let action = number(OPERATION, &change.content().promotion)?;
            let product = self.product(change.content()).await?;
            taken.push(match change.content().price {
                Some(_) => self.join(change, action, product).await?,
                None => self.leave(change, action, product).await?,
            });
        }
        Ok(taken)
    }

    async fn seen(&self, change: &PromotionStep, _receipt: &Receipt) -> Result<Seen> {
        let action = number(OPERATION, &change.promotion)?;
        let product = self.product(change).await?.to_string();
        let path = "/v2/actions/products";
        let (items, _) = self.products(OPERATION, path, action, true).await?;
        let own = items
            .into_iter()
            .find(|item| item.listing.as_str() == product);
        Ok(match (own.map(|item| item.price), change.price) {
            (Some(now), Some(wanted)) if now == Some(wanted) => Seen::There,
            (None, None) => Seen::There,
            (Some(Some(now)), Some(_)) => Seen::Different(now.major().to_string()),
            _ => Seen::Pending,
        })
    }
}

impl Actions {
    /// Ozon's number of the product: the listing may be named by it or by its SKU.
    async fn product(&self, change: &PromotionStep) -> Result<i64> {
        let named = number(OPERATION, &change.listing)?;
        let body = json!({ "sku": [named.to_string()] });
        let list: InfoList = self.0.ask(OPERATION, "/v3/product/info/list", body).await?;
        let found = readable::<Info>(&list.items)
            .into_iter()
            .find_map(|info| info.id.parse().ok());
        Ok(found.unwrap_or(named))
    }

    async fn join(
        &self,
        change: &Approved<PromotionStep>,
        action: i64,
        product: i64,
    ) -> Result<Taken> {
        let price = change.content().price.map(|price| {
            json!({ "amount": price.major().to_string(), "currency": price.currency.code() })
        });
        let body = json!({
            "action_id": action,
            "products": [{ "action_price": price, "product_id": product }],
        });
        let ends = ends(std::slice::from_ref(change));
        let path = "/v1/actions/products/update";
        let said: Joined = self.0.batch(OPERATION, path, body, ends).await?;
        let mut refused = said.rejected.into_iter();
        Ok(match refused.find(|one| one.product_id == Some(product)) {
            Some(one) => Taken::Refused(one.reason),
            None => Taken::Accepted(Receipt::default()),
        })
    }

    /// Only «Промокоды» are left by a method; the others by a price above their limit.
    async fn leave(
        &self,
        change: &Approved<PromotionStep>,
        action: i64,
        product: i64,
    ) -> Result<Taken> {
        let (actions, _) = self.list(OPERATION).await?;
        let own = actions.iter().find(|one| one.id == Some(action));
        if own.and_then(|one| one.is_voucher_action) != Some(true) {
            let words = "this promotion is left by a price above its limit";
            return Ok(Taken::Refused(words.to_owned()));
        }
        let body = json!({ "action_id": action, "product_ids": [product.to_string()] });
        let ends = ends(std::slice::from_ref(change));
        let path = "/v2/actions/products/deactivate";
        let _: Value = self.0.batch(OPERATION, path, body, ends).await?;
        Ok(Taken::Accepted(Receipt::default()))
    }
}
