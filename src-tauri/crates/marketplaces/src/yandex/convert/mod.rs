//! From Yandex Market's words to ours, row by row. Unknown words stay words.

pub(super) mod offer;
pub(super) mod order;
pub(super) mod reply;
pub(super) mod stock;
pub(super) mod text;

use domain::{Money, Scheme};

use super::wire::offer::Price;

/// Whose warehouse and whose wheels, from a placement or programme type.
pub(super) fn scheme(word: &str) -> Scheme {
    match word {
        "FBY" => Scheme::Marketplace,
        "FBS" | "EXPRESS" => Scheme::Seller,
        "DBS" => Scheme::SellerDelivery,
        _ => Scheme::Unknown,
    }
}

/// Major units in a known currency; anything else is no price.
pub(super) fn money(price: Option<&Price>) -> Option<Money> {
    let price = price?;
    Money::from_major(price.value?, price.currency_id.parse().ok()?).ok()
}
