//! Setting prices of all shops of the cabinet. A price that Market finds odd goes into quarantine;
//! it is told and never confirmed here: only a person can say that it is right.

use std::sync::Arc;

use async_trait::async_trait;
use domain::{Approved, Money, PriceChange};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::ask::{Ask, ends};
use super::convert::price::price;
use super::convert::{number, priced};
use super::line::Line;
use super::prices::quarantine;
use super::wire::Envelope;
use super::wire::price::Offers;
use crate::Result;
use crate::contract::{Changes, Receipt, Seen, Taken, Unfit};
use crate::error::{ErrorKind, MarketplaceError};
use crate::feed::rows;

/// Sets prices.
pub(super) struct Pricing(pub(super) Arc<Line>);

#[async_trait]
impl Changes<PriceChange> for Pricing {
    fn most(&self) -> usize {
        500
    }

    fn fit(&self, change: &PriceChange) -> std::result::Result<(), Unfit<PriceChange>> {
        if change.price.minor <= 0 {
            return Err(Unfit::new("price.not_positive"));
        }
        let Some(before) = change.before else {
            return Ok(());
        };
        let Some(near) = crossed_out(change.price, before) else {
            return Err(Unfit::new("price.before"));
        };
        if near == before {
            return Ok(());
        }
        Err(Unfit::new("price.before").nearest(PriceChange {
            before: Some(near),
            ..change.clone()
        }))
    }

    async fn write(&self, changes: &[Approved<PriceChange>]) -> Result<Vec<Taken>> {
        const OPERATION: &str = "prices.write";
        let offers: Vec<Value> = changes.iter().map(|one| offer(one.content())).collect();
        let path = self.0.cabinet().await?.path("v2", "/offer-prices/updates");
        let ask = Ask::post(
            OPERATION,
            "prices-update",
            path,
            json!({ "offers": offers }),
        );
        self.0.write(&ask, ends(changes)).await?;
        Ok(vec![Taken::Accepted(Receipt::default()); changes.len()])
    }

    async fn seen(&self, change: &PriceChange, _receipt: &Receipt) -> Result<Seen> {
        const OPERATION: &str = "prices.read";
        let id = change.listing.as_str();
        let (held, _) = quarantine(&self.0, OPERATION, &[id]).await?;
        if let Some(held) = held.get(id) {
            let asked = held.price.price.is_none_or(|price| price == change.price);
            return Ok(match asked {
                true => Seen::Held(held.price.reason.clone()),
                false => Seen::Different(held.price.price.map_or_else(String::new, plain)),
            });
        }
        let path = self.0.cabinet().await?.path("v2", "/offer-prices");
        let ask = Ask::post(OPERATION, "prices", path, json!({ "offerIds": [id] }));
        let page: Envelope<Offers> = self.0.read(&ask).await?;
        let (found, _) = rows(&page.result.offers, |row| price(row, &held));
        let found = found
            .into_iter()
            .find(|price| price.listing == change.listing);
        let found = found.ok_or_else(|| {
            MarketplaceError::new(ErrorKind::NotFound, OPERATION, "no such offer has a price")
        })?;
        let same = (found.price, found.before) == (change.price, change.before);
        Ok(match same {
            true => Seen::There,
            // It takes minutes.
            false if change.expected == Some(found.price) && change.price != found.price => {
                Seen::Pending
            }
            false => Seen::Different(plain(found.price)),
        })
    }
}

/// The crossed-out price is dropped by an update that does not name it.
fn offer(change: &PriceChange) -> Value {
    let mut price = priced(change.price);
    if let Some(price) = price.as_object_mut() {
        let more = [
            ("discountBase", change.before),
            ("minimumForBestseller", change.least),
        ];
        for (name, money) in more {
            price.extend(money.map(|money| (name.to_owned(), number(money))));
        }
    }
    json!({ "offerId": change.listing.as_str(), "price": price })
}

/// The crossed-out price close to `before` that would be taken: a whole number of which the price
/// is 5 to 99 percent off. None where there is none.
fn crossed_out(price: Money, before: Money) -> Option<Money> {
    let hundred = Decimal::ONE_HUNDRED;
    let least = (price.major().checked_mul(hundred)? / Decimal::from(95)).ceil();
    let most = price.major().checked_mul(hundred)?.floor();
    let fits = price.currency == before.currency && least <= most;
    let near = before.major().ceil().clamp(least, most.max(least));
    Money::from_major(near, price.currency)
        .ok()
        .filter(|_| fits)
}

/// An amount as a person reads it.
pub(super) fn plain(money: Money) -> String {
    format!("{} {}", money.major().normalize(), money.currency)
}

#[cfg(test)]
mod tests {
    use domain::Currency;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(1000, 1250, Some(1250))]
    #[case(1000, 1010, Some(1053))]
    #[case(1000, 1053, Some(1053))]
    #[case(1000, 900, Some(1053))]
    #[case(10, 5000, Some(1000))]
    fn a_crossed_out_price_is_5_to_99_percent_above(
        #[case] price: i64,
        #[case] before: i64,
        #[case] expected: Option<i64>,
    ) {
        let roubles = |amount: i64| Money::new(amount * 100, Currency::RUB);
        let near = crossed_out(roubles(price), roubles(before));
        assert_eq!(near, expected.map(roubles), "{price} of {before}");
    }

    #[test]
    fn kopecks_of_a_crossed_out_price_are_rounded_up() {
        let kopecks = |amount| Money::new(amount, Currency::RUB);
        let near = crossed_out(kopecks(100_000), kopecks(124_950));
        assert_eq!(near, Some(kopecks(125_000)), "a whole number is wanted");
        let other = crossed_out(kopecks(100_000), Money::new(2000, Currency::UZS));
        assert_eq!(other, None, "currencies are never compared");
    }
}
