//! Stock of one shop by warehouse, read and written: `/v2/campaigns/{c}/offers/stocks`; the
//! seller's warehouses.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::goods::{cut, find, paging};
use super::member::{at, set};
use super::{STALL, places, refuse, stamp};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::page::{Page, Place};
use crate::world::{Shelf, Stage};

/// Stock of the shop that the path names.
pub(super) fn stocks(bazaar: &Bazaar, call: &Call) -> Reply {
    page(bazaar, call).unwrap_or_else(|refusal| refusal)
}

fn page(bazaar: &Bazaar, call: &Call) -> Result<Reply, Reply> {
    let ask = Ask::of(call).ok_or_else(|| refuse::bad("Request body is malformed"))?;
    let shop = places::asked(bazaar, call);
    let shop = shop.ok_or_else(|| refuse::not_found("Campaign not found"))?;
    let offers = ask.texts("/offerIds");
    let (limit, after) = cut(call, 100, 200, !offers.is_empty())?;
    let filled = ask.flag("/hasStocks");
    let place = ask.whole("/stocksWarehouseId");
    let mut shelves = shelves(bazaar, call.now);
    shelves.retain(|shelf| {
        shelf.warehouse.own == shop.own
            && place.is_none_or(|place| place == shelf.warehouse.id)
            && (offers.is_empty() || offers.contains(&article(bazaar, shelf)))
            && filled.is_none_or(|filled| filled == (shelf.available > 0))
    });
    let place = |shelf: &Shelf| Place::of(DateTime::UNIX_EPOCH, shelf.product as u64);
    let page = Page::cut(shelves, place, false, after, limit);
    let warehouses: Vec<Value> = STALL
        .warehouses
        .iter()
        .filter(|one| page.rows.iter().any(|shelf| shelf.warehouse.id == one.id))
        .map(|one| {
            let here = page.rows.iter().filter(|row| row.warehouse.id == one.id);
            let offers: Vec<Value> = here.map(|shelf| row(bazaar, call, shelf)).collect();
            json!({"warehouseId": one.id, "offers": offers})
        })
        .collect();
    Ok(Reply::json(&json!({
        "status": "OK",
        "result": {"paging": paging(page.next()), "warehouses": warehouses},
    })))
}

/// Quantities by warehouse and article, as written by the seller.
const STOCKS: &str = "stocks";

fn key(warehouse: i64, article: &str) -> String {
    format!("{warehouse} {article}")
}

/// What lies on the shelves: the world's, or what the seller wrote less what was ordered since.
pub(super) fn shelves(bazaar: &Bazaar, now: DateTime<Utc>) -> Vec<Shelf> {
    let mut shelves = bazaar.world.stock(&STALL, now);
    for shelf in &mut shelves {
        let key = key(shelf.warehouse.id, article(bazaar, shelf));
        if let Some(entry) = bazaar.book.get(STALL.id, STOCKS, &key) {
            let written = entry.value.as_u64().unwrap_or_default();
            let written = u32::try_from(written).unwrap_or(u32::MAX);
            shelf.available = written.saturating_sub(ordered(bazaar, shelf, entry.at, now));
        }
    }
    shelves
}

fn ordered(bazaar: &Bazaar, shelf: &Shelf, since: DateTime<Utc>, now: DateTime<Utc>) -> u32 {
    let orders = bazaar.world.orders_since(&STALL, since, now);
    let here = orders.iter().filter(|order| {
        order.warehouse.id == shelf.warehouse.id && order.stage(now).0 != Stage::Cancelled
    });
    let lines = here.flat_map(|order| &order.lines);
    lines
        .filter(|line| line.product == shelf.product)
        .map(|line| line.quantity)
        .sum()
}

/// `PUT /v2/campaigns/{c}/offers/stocks`.
pub(super) fn update(bazaar: &Bazaar, call: &Call) -> Reply {
    match written(bazaar, call) {
        Ok(counts) => {
            for (key, count) in counts {
                bazaar.change(call, STOCKS, &key, &json!(count));
            }
            Reply::json(&json!({"status": "OK"}))
        }
        Err(refusal) => refusal,
    }
}

fn written(bazaar: &Bazaar, call: &Call) -> Result<Vec<(String, i64)>, Reply> {
    let shop = places::asked(bazaar, call);
    let shop = shop.ok_or_else(|| refuse::not_found("Campaign not found"))?;
    let own = STALL.warehouses.iter().find(|place| place.own);
    let place = own.filter(|_| shop.own);
    let place = place.ok_or_else(|| refuse::bad("Stocks of this shop are kept by Market"))?;
    let body = call.json();
    let skus = at(&body, "/skus").as_array().cloned().unwrap_or_default();
    if !(1..=2000).contains(&skus.len()) {
        return Err(refuse::bad("skus: size must be between 1 and 2000"));
    }
    let mut counts: Vec<(String, i64)> = Vec::new();
    for row in &skus {
        let sku = at(row, "/sku").as_str().unwrap_or_default();
        find(bazaar, sku).ok_or_else(|| refuse::bad("sku: offer not found"))?;
        let count = at(row, "/items/0/count").as_i64();
        let count = count.filter(|count| (0..=2_000_000_000).contains(count));
        let count = count.ok_or_else(|| refuse::bad("items.count: must be 0 to 2000000000"))?;
        let key = key(place.id, sku);
        if counts.iter().any(|(known, _)| *known == key) {
            return Err(refuse::bad("skus: sku must be unique"));
        }
        counts.push((key, count));
    }
    Ok(counts)
}

/// `POST /v2/businesses/{b}/warehouses`: those of the seller.
pub(super) fn warehouses(bazaar: &Bazaar, call: &Call) -> Reply {
    let Some(ask) = Ask::of(call) else {
        return refuse::bad("Request body is malformed");
    };
    if let Err(refusal) = cut(call, 15, 30, false) {
        return refusal;
    }
    let with = ask.texts("/components").contains(&"STATUS");
    let shop = places::shop(bazaar, true).id;
    let own = STALL.warehouses.iter().filter(|place| place.own);
    let rows: Vec<Value> = own
        .map(|place| {
            let mut row = json!({"id": place.id, "name": place.name, "campaignId": shop,
                                 "express": false});
            if with {
                set(&mut row, "status", json!({"status": "OTHER"}));
            }
            row
        })
        .collect();
    Reply::json(&json!({"status": "OK", "result": {"warehouses": rows, "paging": {}}}))
}

pub(super) fn article<'a>(bazaar: &'a Bazaar, shelf: &Shelf) -> &'a str {
    let product = bazaar.world.products().get(shelf.product);
    product.map_or("", |product| product.article.as_str())
}

fn row(bazaar: &Bazaar, call: &Call, shelf: &Shelf) -> Value {
    json!({
        "offerId": article(bazaar, shelf),
        "stocks": [
            {"type": "FIT", "count": shelf.available + shelf.reserved},
            {"type": "FREEZE", "count": shelf.reserved},
            {"type": "AVAILABLE", "count": shelf.available},
        ],
        "updatedAt": stamp(call.now),
    })
}
