//! Quantities of one product by scheme.

use domain::{Scheme, StockLevel};

use super::sku;
use crate::feed::Flaw;
use crate::ozon::wire::stock::{Shelf, StockItem};

/// One row: a level for each SKU and scheme, its kinds of packing added up.
/// `present` holds the reserved pieces, too.
pub(in crate::ozon) fn levels(row: &StockItem) -> Result<Option<Vec<StockLevel>>, Flaw> {
    if row.product_id.is_empty() {
        return Err(Flaw::missing("product_id"));
    }
    let mut levels: Vec<StockLevel> = Vec::new();
    for shelf in &row.stocks {
        let Some(read) = level(shelf)? else {
            continue;
        };
        let same = |level: &&mut StockLevel| {
            level.listing == read.listing && level.warehouse == read.warehouse
        };
        match levels.iter_mut().find(same) {
            Some(level) => {
                level.available = level.available.saturating_add(read.available);
                level.reserved = level.reserved.saturating_add(read.reserved);
            }
            None => levels.push(read),
        }
    }
    Ok(Some(levels))
}

/// A shelf of a product that was never on sale has no SKU and is empty. One with pieces and
/// without a SKU is a flaw: left out, it would look sold out.
fn level(shelf: &Shelf) -> Result<Option<StockLevel>, Flaw> {
    let reserved = shelf.reserved.unwrap_or_default().max(0);
    let present = shelf.present.unwrap_or_default().max(0);
    let Some(listing) = sku(shelf.sku) else {
        return match present {
            0 => Ok(None),
            _ => Err(Flaw::missing("stocks[].sku")),
        };
    };
    Ok(Some(StockLevel {
        listing,
        warehouse: shelf.kind.clone(),
        scheme: match shelf.kind.as_str() {
            "fbo" => Scheme::Marketplace,
            "fbs" => Scheme::Seller,
            "rfbs" => Scheme::SellerDelivery,
            _ => Scheme::Unknown,
        },
        available: present.saturating_sub(reserved).max(0),
        reserved,
    }))
}
