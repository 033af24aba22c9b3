//! Prices.

use std::collections::HashMap;

use domain::{Currency, HeldPrice, Money, Price};
use rust_decimal::Decimal;
use serde_json::Value;

use super::super::wire::{Goods, HeldGoods, SizePrice};
use super::{needed, size_key};
use crate::http::row;
use crate::page::BadRow;

/// WB's name of the place where a price waits that is several times lower than the present one.
pub(crate) const QUARANTINE: &str = "Price Quarantine";

/// What held prices there are, by card.
pub(crate) type Held = HashMap<i64, HeldPrice>;

/// The prices of a card: one for all sizes where they cost the same, else one for each.
pub(crate) fn prices(raw: &Value, held: &Held) -> Vec<Result<Price, BadRow>> {
    match read_prices(raw, held) {
        Ok(prices) => prices.into_iter().map(Ok).collect(),
        Err(bad) => vec![Err(bad)],
    }
}

fn read_prices(raw: &Value, held: &Held) -> Result<Vec<Price>, BadRow> {
    let goods: Goods = row(raw)?;
    let nm_id = needed(raw, "nmID", goods.nm_id)?;
    let first = needed(raw, "sizes", goods.sizes.first())?;
    let same = |size: &SizePrice| {
        (size.price, size.discounted_price) == (first.price, first.discounted_price)
    };
    if goods.editable_size_price != Some(true) || goods.sizes.iter().all(same) {
        let all = SizePrice {
            size_id: None,
            tech_size_name: String::new(),
            ..first.clone()
        };
        return Ok(vec![price(raw, &goods, nm_id, &all, held)?]);
    }
    let sizes = goods.sizes.iter();
    sizes
        .map(|size| price(raw, &goods, nm_id, size, held))
        .collect()
}

fn price(
    raw: &Value,
    goods: &Goods,
    nm_id: i64,
    size: &SizePrice,
    held: &Held,
) -> Result<Price, BadRow> {
    let (price, full) = standing(raw, goods, size)?;
    Ok(Price {
        listing: size
            .size_id
            .map_or_else(|| nm_id.into(), |size_id| size_key(nm_id, size_id)),
        variant: size.tech_size_name.clone(),
        price,
        before: (full != price).then_some(full),
        least: None,
        shown: None,
        held: held.get(&nm_id).cloned(),
        updated_at: None,
    })
}

/// The price of a size after and before the seller's discount.
pub(crate) fn standing(
    raw: &Value,
    goods: &Goods,
    size: &SizePrice,
) -> Result<(Money, Money), BadRow> {
    let currency = currency(raw, &goods.currency)?;
    let full = needed(raw, "sizes.price", size.price)?;
    let told = size.discounted_price.map(|price| (price, 0));
    let (base, discount) = told.unwrap_or((full, goods.discount.unwrap_or_default()));
    Ok((
        discounted(raw, base, discount, currency)?,
        discounted(raw, full, 0, currency)?,
    ))
}

/// A price in quarantine, by its card.
pub(crate) fn held(raw: &Value) -> Result<(i64, HeldPrice), BadRow> {
    let goods: HeldGoods = row(raw)?;
    let nm_id = needed(raw, "nmID", goods.nm_id)?;
    let full = needed(raw, "newPrice", goods.new_price)?;
    let currency = currency(raw, &goods.currency)?;
    let price = discounted(raw, full, goods.new_discount.unwrap_or_default(), currency)?;
    let held = HeldPrice {
        price: Some(price),
        reason: QUARANTINE.to_owned(),
    };
    Ok((nm_id, held))
}

fn currency(raw: &Value, code: &str) -> Result<Currency, BadRow> {
    let unknown = |_| BadRow::new(raw, "currencyIsoCode4217", "unknown currency");
    code.parse().map_err(unknown)
}

fn discounted(
    raw: &Value,
    full: Decimal,
    discount: i64,
    currency: Currency,
) -> Result<Money, BadRow> {
    let price = full * Decimal::from(100 - discount.clamp(0, 100)) / Decimal::ONE_HUNDRED;
    Money::from_major(price, currency).map_err(|error| BadRow::new(raw, "price", error.to_string()))
}

#[cfg(test)]
pub(super) mod tests {
    use serde_json::json;

    use super::*;

    /// The official example of 02-items.
    pub(in super::super) fn example() -> Value {
        json!({"nmID": 98486, "vendorCode": "07326060", "sizes": [{"sizeID": 3_123_515_574_i64,
            "price": 500, "discountedPrice": 350, "clubDiscountedPrice": 332.5,
            "techSizeName": "42"}], "currencyIsoCode4217": "RUB", "discount": 30,
            "clubDiscount": 5, "editableSizePrice": true, "isBadTurnover": true})
    }

    fn read(raw: &Value) -> Vec<(String, String, i64, Option<i64>)> {
        let rows = prices(raw, &Held::new());
        let rows = rows.into_iter().map(|row| row.expect("a good row"));
        rows.map(|row| {
            let before = row.before.map(|money| money.minor);
            (
                row.listing.to_string(),
                row.variant,
                row.price.minor,
                before,
            )
        })
        .collect()
    }

    #[test]
    fn sizes_of_one_price_are_one_row_and_others_one_each() {
        let mut raw = example();
        let one = ("98486".to_owned(), String::new(), 35_000, Some(50_000));
        assert_eq!(read(&raw), [one], "one size, one price");
        let other =
            json!({"sizeID": 7, "price": "600", "discountedPrice": 420.5, "techSizeName": "43"});
        raw["sizes"].as_array_mut().expect("a list").push(other);
        let second = ("98486:7".to_owned(), "43".to_owned(), 42_050, Some(60_000));
        assert_eq!(read(&raw)[1], second, "a size of its own price");
        raw["editableSizePrice"] = json!(false);
        assert_eq!(read(&raw).len(), 1, "else one price holds for the card");
    }

    #[test]
    fn a_held_price_is_told_beside_the_one_that_stands() {
        let raw = json!({"nmID": 98486, "currencyIsoCode4217": "RUB", "newPrice": 134,
            "oldPrice": 4000, "newDiscount": 25, "oldDiscount": 25, "priceDiff": -2899.5});
        let (nm_id, waits) = held(&raw).expect("the official example");
        assert_eq!(
            waits.price.map(|money| money.minor),
            Some(10_050),
            "134 less 25 %"
        );
        let rows = prices(&example(), &Held::from([(nm_id, waits)]));
        let row = rows.into_iter().next().expect("a row").expect("a good one");
        assert!(row.held.is_some(), "the seller is told");
        assert_eq!(row.price.minor, 35_000, "the old one stays on sale");
    }

    #[test]
    fn a_row_without_a_price_is_a_bad_row() {
        for path in ["/nmID", "/sizes", "/sizes/0/price", "/currencyIsoCode4217"] {
            let mut raw = example();
            *raw.pointer_mut(path).expect("it is there") = Value::Null;
            let rows = prices(&raw, &Held::new());
            assert!(matches!(rows.as_slice(), [Err(_)]), "{path} is needed");
        }
    }
}
