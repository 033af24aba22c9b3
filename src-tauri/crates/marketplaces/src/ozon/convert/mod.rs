//! From Ozon's words to ours, row by row. Unknown words stay words.

pub(super) mod ad;
pub(super) mod ad_sheet;
pub(super) mod ad_signal;
pub(super) mod chat;
pub(super) mod document;
pub(super) mod finance;
pub(super) mod parcel;
pub(super) mod posting;
pub(super) mod price;
pub(super) mod product;
pub(super) mod promotion;
pub(super) mod rating;
pub(super) mod reply;
pub(super) mod returned;
pub(super) mod shipment;
pub(super) mod statement;
pub(super) mod stock;
pub(super) mod text;
pub(super) mod traffic;

use domain::{ExternalId, Money};
use rust_decimal::Decimal;

/// A SKU as an identity; zero is Ozon's word for "none".
pub(super) fn sku(number: Option<i64>) -> Option<ExternalId> {
    number.filter(|number| *number > 0).map(ExternalId::from)
}

/// An amount in major units; an unknown currency has none.
pub(super) fn money(amount: Option<Decimal>, currency: &str) -> Option<Money> {
    Money::from_major(amount?, currency.parse().ok()?).ok()
}

/// The same where zero is Ozon's word for "none".
pub(super) fn price_of(amount: Option<Decimal>, currency: &str) -> Option<Money> {
    money(amount.filter(|amount| !amount.is_zero()), currency)
}
