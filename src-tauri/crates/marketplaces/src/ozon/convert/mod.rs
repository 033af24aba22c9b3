//! From Ozon's words to ours, row by row. Unknown words stay words.

pub(super) mod posting;
pub(super) mod product;
pub(super) mod reply;
pub(super) mod stock;
pub(super) mod text;

use domain::ExternalId;

/// A SKU as an identity; zero is Ozon's word for "none".
pub(super) fn sku(number: Option<i64>) -> Option<ExternalId> {
    number.filter(|number| *number > 0).map(ExternalId::from)
}
