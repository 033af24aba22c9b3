//! Quantities of one product in one warehouse.

use domain::{Scheme, StockLevel};

use crate::feed::Flaw;
use crate::yandex::wire::stock::WarehouseOffer;

/// One row. `FIT` is what can be sold or is reserved, `FREEZE` the reserved
/// part, `AVAILABLE` the rest; sellers' own warehouses often name `FIT` alone.
pub(in crate::yandex) fn level(
    row: &WarehouseOffer,
    warehouse: &str,
    scheme: Scheme,
) -> Result<Option<StockLevel>, Flaw> {
    if row.offer_id.is_empty() {
        return Err(Flaw::missing("offerId"));
    }
    let fit = count(row, "FIT");
    let available = count(row, "AVAILABLE");
    let frozen = count(row, "FREEZE");
    let reserved = frozen.or_else(|| Some(fit?.saturating_sub(available?)));
    let reserved = reserved.unwrap_or_default().max(0);
    let left = || fit.unwrap_or_default().saturating_sub(reserved);
    Ok(Some(StockLevel {
        listing: row.offer_id.as_str().into(),
        warehouse: warehouse.to_owned(),
        scheme,
        available: available.unwrap_or_else(left).max(0),
        reserved,
        to_buyers: None,
        from_buyers: None,
    }))
}

fn count(row: &WarehouseOffer, kind: &str) -> Option<i64> {
    row.stocks.iter().find(|stock| stock.kind == kind)?.count
}
