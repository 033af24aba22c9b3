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
        let Some(read) = level(shelf) else {
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

fn level(shelf: &Shelf) -> Option<StockLevel> {
    let reserved = shelf.reserved.unwrap_or_default().max(0);
    let present = shelf.present.unwrap_or_default().max(0);
    Some(StockLevel {
        listing: sku(shelf.sku)?,
        warehouse: shelf.kind.clone(),
        scheme: match shelf.kind.as_str() {
            "fbo" => Scheme::Marketplace,
            "fbs" => Scheme::Seller,
            "rfbs" => Scheme::SellerDelivery,
            _ => Scheme::Unknown,
        },
        available: present.saturating_sub(reserved).max(0),
        reserved,
    })
}
