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
    })
}

/// What lies at Uzum of a product's SKUs; what is not there is not named. Rows that cannot be read
/// are the catalogue's to report.
pub(crate) fn in_uzum_stock(raw: &Value) -> Vec<StockLevel> {
    let product: Product = row(raw).unwrap_or_default();
    product.sku_list.iter().filter_map(level).collect()
}

fn level(raw: &Value) -> Option<StockLevel> {
    let sku: Sku = row(raw).ok()?;
    let available = sku.quantity_active.filter(|quantity| *quantity != 0)?;
    Some(StockLevel {
        listing: sku.sku_id?.into(),
        warehouse: UZUM.to_owned(),
        scheme: Scheme::Marketplace,
        available,
        reserved: sku.quantity_pending.unwrap_or_default(),
    })
}
