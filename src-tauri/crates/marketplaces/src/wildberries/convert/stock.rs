//! Quantities, size by size.

use std::collections::HashMap;

use domain::{ExternalId, Scheme, StockLevel};
use serde_json::Value;

use super::super::wire::{SellerStock, Warehouse, WbStock};
use super::needed;
use crate::http::row;
use crate::page::BadRow;

/// A size's name among a listing's aliases. Cards and sizes are numbered apart, so a size's
/// number alone could be another card's.
pub(crate) fn size_key(nm_id: i64, chrt_id: i64) -> ExternalId {
    format!("{nm_id}:{chrt_id}").into()
}

/// Who delivers from a seller's warehouse, by `deliveryType` (WB API 02-items): 1 to WB's
/// warehouse, 2 the seller, 3 WB's courier, 5 the buyer fetches it, 6 the seller at once.
pub(crate) fn scheme(delivery_type: Option<i64>) -> Scheme {
    match delivery_type {
        Some(1 | 3) => Scheme::Seller,
        Some(2 | 5 | 6) => Scheme::SellerDelivery,
        _ => Scheme::Unknown,
    }
}

/// A seller's warehouse; none without a number.
pub(crate) fn warehouse(found: Warehouse) -> Option<domain::Warehouse> {
    let busy = found.is_deleting == Some(true) || found.is_processing == Some(true);
    Some(domain::Warehouse {
        external_id: found.id?.into(),
        scheme: scheme(found.delivery_type),
        name: found.name,
        active: !busy,
    })
}

/// A size in a seller's warehouse; `cards` tells whose size it is.
pub(crate) fn seller_stock(
    raw: &Value,
    warehouse: &str,
    scheme: Scheme,
    cards: &HashMap<i64, i64>,
) -> Result<StockLevel, BadRow> {
    let found: SellerStock = row(raw)?;
    let chrt_id = needed(raw, "chrtId", found.chrt_id)?;
    let nm_id = cards
        .get(&chrt_id)
        .ok_or_else(|| BadRow::new(raw, "chrtId", "a size that was not asked for"))?;
    Ok(StockLevel {
        listing: size_key(*nm_id, chrt_id),
        warehouse: warehouse.to_owned(),
        scheme,
        available: needed(raw, "amount", found.amount)?,
        reserved: 0,
        to_buyers: None,
        from_buyers: None,
    })
}

/// A size in Wildberries' warehouses. What is on its way to a buyer or back
/// lies in none of them and is told apart.
pub(crate) fn wb_stock(raw: &Value) -> Result<StockLevel, BadRow> {
    let found: WbStock = row(raw)?;
    let nm_id = needed(raw, "nmId", found.nm_id)?;
    let chrt_id = needed(raw, "chrtId", found.chrt_id)?;
    Ok(StockLevel {
        listing: size_key(nm_id, chrt_id),
        warehouse: found.warehouse_name,
        scheme: Scheme::Marketplace,
        available: needed(raw, "quantity", found.quantity)?,
        reserved: 0,
        to_buyers: found.in_way_to_client,
        from_buyers: found.in_way_from_client,
    })
}

/// Adds up what bears one name: since WB's release note 570 all its warehouses are called alike,
/// while a row is still "one size in one warehouse".
pub(crate) fn merged(
    levels: impl IntoIterator<Item = Result<StockLevel, BadRow>>,
) -> Vec<Result<StockLevel, BadRow>> {
    let mut places: HashMap<(ExternalId, String), usize> = HashMap::new();
    let mut merged: Vec<Result<StockLevel, BadRow>> = Vec::new();
    for level in levels {
        let Ok(level) = level else {
            merged.push(level);
            continue;
        };
        let name = (level.listing.clone(), level.warehouse.clone());
        match places.get(&name).and_then(|place| merged.get_mut(*place)) {
            Some(Ok(first)) => add(first, &level),
            _ => {
                places.insert(name, merged.len());
                merged.push(Ok(level));
            }
        }
    }
    merged
}

/// Pieces of which a row says nothing add nothing to those of which another does.
fn add(first: &mut StockLevel, other: &StockLevel) {
    let sum = |one: Option<i64>, two: Option<i64>| match (one, two) {
        (Some(one), Some(two)) => Some(one.saturating_add(two)),
        (one, two) => one.or(two),
    };
    first.available = first.available.saturating_add(other.available);
    first.to_buyers = sum(first.to_buyers, other.to_buyers);
    first.from_buyers = sum(first.from_buyers, other.from_buyers);
}
