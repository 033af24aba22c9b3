//! What else a product's SKUs tell: their price, how fast they sell, what Uzum takes.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{Currency, Money, Price, Rate, Scheme, Tariff, TariffKind, Turnover};
use serde_json::Value;

use super::super::wire::{Product, Sku};
use super::{local_day, needed};
use crate::http::row;
use crate::page::BadRow;

/// The word under which it stands. Uzum names no first day of a commission, so it counts from the
/// day of the description.
const COMMISSION: &str = "commission";

type Rows<T> = Vec<Result<T, BadRow>>;

/// Prices of a product's SKUs. Uzum tells one price; the crossed-out one can only be written.
pub(crate) fn prices(raw: &Value) -> Rows<Price> {
    each(raw, |raw, sku, _| {
        let price = needed(raw, "price", sku.price)?;
        Ok(Some(Price {
            listing: needed(raw, "skuId", sku.sku_id)?.into(),
            variant: String::new(),
            price: Money::new(price, Currency::UZS),
            before: None,
            least: None,
            shown: None,
            held: None,
            updated_at: None,
        }))
    })
}

/// How fast a product's SKUs sell. Uzum's `turnover` is money, not days, so days are left out.
pub(crate) fn turnover(raw: &Value, now: DateTime<Utc>) -> Rows<Turnover> {
    each(raw, |raw, sku, _| {
        let at_hand = [sku.quantity_active, sku.quantity_fbs];
        let told = at_hand.iter().any(Option::is_some);
        let available = at_hand.into_iter().flatten().fold(0, i64::saturating_add);
        Ok(Some(Turnover {
            listing: needed(raw, "skuId", sku.sku_id)?.into(),
            place: String::new(),
            day: local_day(now),
            available: told.then_some(available),
            per_day: sku.avgdsales,
            days: None,
            grade: sku.rank_info.rank,
        }))
    })
}

/// What Uzum takes of a product's SKUs, from `day` on; nothing where it does not say.
pub(crate) fn commissions(raw: &Value, day: NaiveDate) -> Rows<Tariff> {
    each(raw, |raw, sku, product| {
        let listing = needed(raw, "skuId", sku.sku_id)?;
        Ok(sku.commission.map(|value| Tariff {
            kind: TariffKind::Commission,
            scope: product.category.clone().unwrap_or_default(),
            listing: Some(listing.into()),
            scheme: Scheme::Unknown,
            word: COMMISSION.to_owned(),
            rate: Rate::Percent { value },
            from: day,
            until: None,
        }))
    })
}

fn each<T>(
    raw: &Value,
    convert: impl Fn(&Value, Sku, &Product) -> Result<Option<T>, BadRow>,
) -> Rows<T> {
    let product: Product = match row(raw) {
        Ok(product) => product,
        Err(bad) => return vec![Err(bad)],
    };
    let skus = product.sku_list.iter();
    skus.filter_map(|raw| {
        let sku: Sku = match row(raw) {
            Ok(sku) => sku,
            Err(bad) => return Some(Err(bad)),
        };
        convert(raw, sku, &product).transpose()
    })
    .collect()
}
