//! `POST /v2/campaigns/{c}/offers/stocks`: stock of one shop by warehouse.

use chrono::DateTime;
use serde_json::{Value, json};

use super::goods::{cut, paging};
use super::{STALL, places, refuse, stamp};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::page::{Page, Place};
use crate::world::Shelf;

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
    let mut shelves = bazaar.world.stock(&STALL, call.now);
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

fn article<'a>(bazaar: &'a Bazaar, shelf: &Shelf) -> &'a str {
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
