//! Quantities: what the seller stores (FBS, DBS), and what lies at Uzum (FBO).

use domain::{Scheme, StockLevel};
use serde_json::Value;

use super::super::wire::{Product, Sku, SkuAmount};
use super::needed;
use crate::http::row;
use crate::page::BadRow;

/// Uzum names no warehouse of its own.
const UZUM: &str = "Uzum";

/// What a seller has of one SKU, with its number for the cursor.
pub(crate) fn sellers_stock(raw: &Value) -> Result<StockLevel, BadRow> {
    let found: SkuAmount = row(raw)?;
    let sku_id = needed(raw, "skuId", found.sku_id)?;
    let by_seller = found.dbs_linked == Some(true) && found.fbs_linked != Some(true);
    Ok(StockLevel {
        listing: sku_id.into(),
        warehouse: String::new(),
        scheme: if by_seller {
            Scheme::SellerDelivery
        } else {
            Scheme::Seller
        },
        available: needed(raw, "amount", found.amount)?,
        reserved: 0,
        to_buyers: None,
        from_buyers: None,
    })
}

/// What lies at Uzum of a product's SKUs; what is not there is not named. Rows that cannot be read
/// are told here as in the catalogue: a picture with a hole in it must not pass for a whole one.
pub(crate) fn in_uzum_stock(raw: &Value) -> Vec<Result<StockLevel, BadRow>> {
    match row::<Product>(raw) {
        Ok(product) => product.sku_list.iter().filter_map(level).collect(),
        Err(bad) => vec![Err(bad)],
    }
}

fn level(raw: &Value) -> Option<Result<StockLevel, BadRow>> {
    let sku: Sku = match row(raw) {
        Ok(sku) => sku,
        Err(bad) => return Some(Err(bad)),
    };
    let available = sku.quantity_active.filter(|quantity| *quantity != 0)?;
    Some(needed(raw, "skuId", sku.sku_id).map(|sku_id| StockLevel {
        listing: sku_id.into(),
        warehouse: UZUM.to_owned(),
        scheme: Scheme::Marketplace,
        available,
        reserved: sku.quantity_pending.unwrap_or_default(),
        to_buyers: None,
        from_buyers: None,
    }))
}
