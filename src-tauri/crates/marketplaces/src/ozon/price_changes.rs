//! Setting prices. A change by more than half is put into quarantine, where the old price stays.

use std::sync::Arc;

use async_trait::async_trait;
use domain::{Approved, Money, Price, PriceChange};
use serde_json::{Value, json};

use super::convert::price::price;
use super::line::Line;
use super::prices::{PRICES, QUARANTINE};
use super::wire::change::Results;
use super::wire::price::{PriceItem, PriceList};
use super::{ends, taken};
use crate::Result;
use crate::contract::{Changes, Receipt, Seen, Taken, Unfit};
use crate::feed::rows;

/// Sets prices.
pub(super) struct Pricing(pub(super) Arc<Line>);

#[async_trait]
impl Changes<PriceChange> for Pricing {
    fn most(&self) -> usize {
        1000
    }

    fn fit(&self, change: &PriceChange) -> std::result::Result<(), Unfit<PriceChange>> {
        if change.price.minor <= 0 {
            return Err(Unfit::new("price.not_positive"));
        }
        let above = |before: Money| before.minor > change.price.minor;
        if !change.before.is_none_or(above) {
            let before = None;
            return Err(Unfit::new("price.before_not_above").nearest(PriceChange {
                before,
                ..change.clone()
            }));
        }
        if change
            .least
            .is_some_and(|least| least.minor > change.price.minor)
        {
            let least = Some(change.price);
            return Err(Unfit::new("price.least_above").nearest(PriceChange {
                least,
                ..change.clone()
            }));
        }
        Ok(())
    }

    async fn write(&self, changes: &[Approved<PriceChange>]) -> Result<Vec<Taken>> {
        let wanted: Vec<Value> = changes.iter().map(|one| wish(one.content())).collect();
        let body = json!({ "prices": wanted });
        let path = "/v1/product/import/prices";
        let said: Results = self
            .0
            .batch("prices.write", path, body, ends(changes))
            .await?;
        let outcome = |one: &Approved<PriceChange>| {
            let article = &one.content().article;
            taken(
                said.result
                    .iter()
                    .find(|result| result.offer_id == *article),
            )
        };
        Ok(changes.iter().map(outcome).collect())
    }

    async fn seen(&self, change: &PriceChange, _receipt: &Receipt) -> Result<Seen> {
        let Some(now) = self.look(change, "ALL").await? else {
            return Ok(Seen::Different("the product has no price".to_owned()));
        };
        if stands(&now, change) {
            return Ok(Seen::There);
        }
        if self.look(change, QUARANTINE).await?.is_some() {
            return Ok(Seen::Held(QUARANTINE.to_owned()));
        }
        // Prices reach the list a little later than the yes.
        match change.expected == Some(now.price) && now.price != change.price {
            true => Ok(Seen::Pending),
            false => Ok(Seen::Different(told(&now))),
        }
    }
}

impl Pricing {
    async fn look(&self, change: &PriceChange, visibility: &str) -> Result<Option<Price>> {
        let filter = json!({ "offer_id": [change.article], "visibility": visibility });
        let body = json!({ "cursor": "", "filter": filter, "limit": 1 });
        let page: PriceList = self.0.ask("prices.read", PRICES, body).await?;
        let own = |row: PriceItem| match row.offer_id == change.article {
            true => price(&row, None),
            false => Ok(None),
        };
        Ok(rows(&page.items, own).0.pop())
    }
}

/// A crossed-out price of zero takes the one away that stands there; a lowest price that is not
/// named stays as it is.
fn wish(change: &PriceChange) -> Value {
    let mut wish = json!({
        "offer_id": change.article,
        "price": change.price.major().to_string(),
        "currency_code": change.price.currency.code(),
        "old_price": change.before.map_or("0".to_owned(), plain),
    });
    if let (Some(fields), Some(least)) = (wish.as_object_mut(), change.least) {
        fields.insert("min_price".to_owned(), plain(least).into());
    }
    wish
}

fn plain(money: Money) -> String {
    money.major().normalize().to_string()
}

fn stands(now: &Price, change: &PriceChange) -> bool {
    let least = change.least.is_none() || now.least == change.least;
    (now.price, now.before) == (change.price, change.before) && least
}

/// Ozon's price, crossed-out price and lowest price.
fn told(now: &Price) -> String {
    let word =
        |money: Option<Money>| money.map_or("-".to_owned(), |money| money.major().to_string());
    let parts = [Some(now.price), now.before, now.least].map(word);
    format!("{} {}", parts.join(" / "), now.price.currency.code())
}
