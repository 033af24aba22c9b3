//! Quantities of one product by scheme.

use std::collections::HashMap;

use domain::{Scheme, StockLevel};

use super::sku;
use crate::feed::Flaw;
use crate::ozon::wire::stock::{Shelf, StockItem};
use crate::ozon::wire::warehouse::{DepotStock, PlaceStock};

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
        scheme: scheme(&shelf.kind),
        available: present.saturating_sub(reserved).max(0),
        reserved,
        to_buyers: None,
        from_buyers: None,
    }))
}

/// Ozon's word for a scheme.
pub(in crate::ozon) fn scheme(word: &str) -> Scheme {
    match word {
        "fbo" => Scheme::Marketplace,
        "fbs" => Scheme::Seller,
        "rfbs" => Scheme::SellerDelivery,
        _ => Scheme::Unknown,
    }
}

/// What lies in one of the seller's own warehouses.
pub(in crate::ozon) fn of_place(
    row: &PlaceStock,
    schemes: &HashMap<(i64, i64), Scheme>,
) -> Result<Option<StockLevel>, Flaw> {
    let pair = row.sku.zip(row.warehouse_id);
    let told = pair.and_then(|pair| schemes.get(&pair).copied());
    Ok(Some(StockLevel {
        listing: sku(row.sku).ok_or(Flaw::missing("sku"))?,
        warehouse: row.warehouse_name.clone(),
        scheme: told.unwrap_or(Scheme::Seller),
        available: row.free().ok_or(Flaw::missing("free_stock"))?,
        reserved: row.reserved.unwrap_or_default().max(0),
        to_buyers: None,
        from_buyers: None,
    }))
}

/// What can be sold from one of Ozon's warehouses. A row without a warehouse is about its cluster.
pub(in crate::ozon) fn of_depot(row: DepotStock) -> Result<Option<StockLevel>, Flaw> {
    let available = row.available_stock_count;
    Ok(Some(StockLevel {
        listing: sku(row.sku).ok_or(Flaw::missing("sku"))?,
        warehouse: match row.warehouse_name.is_empty() {
            true => row.cluster_name,
            false => row.warehouse_name,
        },
        scheme: Scheme::Marketplace,
        available: available
            .ok_or(Flaw::missing("available_stock_count"))?
            .max(0),
        reserved: 0,
        to_buyers: None,
        from_buyers: None,
    }))
}
