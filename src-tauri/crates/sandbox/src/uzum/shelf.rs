//! What lies where: the seller's own shelf, which the seller counts anew, and Uzum's.

use chrono::{DateTime, Utc};

use super::{STALL, at, sku_id};
use crate::bazaar::Bazaar;
use crate::world::{Product, Shelf, Stage};

/// Page of the book: `{amount, fbsLinked, dbsLinked}` by SKU.
pub(super) const AMOUNTS: &str = "amounts";

/// Both shelves of a product.
pub(super) struct Shelves {
    pub(super) own: Shelf,
    pub(super) uzum: Shelf,
}

/// Shelves of all goods, in the order of the catalogue.
pub(super) fn all(bazaar: &Bazaar, now: DateTime<Utc>) -> Vec<(&Product, Shelves)> {
    let shelves = bazaar.world.stock(&STALL, now);
    let pairs = shelves.chunks(STALL.warehouses.len());
    let products = bazaar.world.products().iter();
    products
        .zip(pairs)
        .filter_map(|(product, pair)| {
            let [own, uzum] = *pair else { return None };
            let own = Shelf {
                available: counted(bazaar, product, own.available, now),
                ..own
            };
            Some((product, Shelves { own, uzum }))
        })
        .collect()
}

/// What the seller wrote last, less what was ordered since; the world's own count before that.
fn counted(bazaar: &Bazaar, product: &Product, available: u32, now: DateTime<Utc>) -> u32 {
    let key = sku_id(bazaar, product).to_string();
    let Some(entry) = bazaar.book.get(STALL.id, AMOUNTS, &key) else {
        return available;
    };
    let written = at(&entry.value, "amount").as_u64().unwrap_or(0);
    let since = bazaar.world.orders_since(&STALL, entry.at, now);
    let live = since
        .iter()
        .filter(|order| order.warehouse.own && order.stage(now).0 != Stage::Cancelled);
    let gone: u32 = live
        .flat_map(|order| &order.lines)
        .filter(|line| line.product == product.number)
        .map(|line| line.quantity)
        .sum();
    u32::try_from(written)
        .unwrap_or(u32::MAX)
        .saturating_sub(gone)
}
