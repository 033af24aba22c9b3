//! Stock: `/v4/product/info/stocks`. `present` includes what is reserved.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::goods::{self, product_id, sku};
use super::{STALL, refuse};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::world::{Product, Shelf, Stage, Warehouse};

/// The page of the book with quantities that the seller wrote.
pub(super) const PAGE: &str = "stocks";

/// The key of a pair.
pub(super) fn key(product: &Product, place: &Warehouse) -> String {
    format!("{}@{}", product.article, place.id)
}

/// All shelves by now: where the seller wrote a quantity, that less what was ordered since.
pub(super) fn now(bazaar: &Bazaar, at: DateTime<Utc>) -> Vec<Shelf> {
    let mut shelves = bazaar.world.stock(&STALL, at);
    for shelf in &mut shelves {
        let product = bazaar.world.products().get(shelf.product);
        let written = product
            .map(|product| key(product, &shelf.warehouse))
            .and_then(|key| bazaar.book.get(STALL.id, PAGE, &key));
        let Some(written) = written else { continue };
        let orders = bazaar
            .world
            .orders_since(&STALL, written.at, at)
            .into_iter();
        let here = orders.filter(|order| {
            order.warehouse.id == shelf.warehouse.id && order.stage(at).0 != Stage::Cancelled
        });
        let sold: u32 = here
            .flat_map(|order| order.lines)
            .filter(|line| line.product == shelf.product)
            .map(|line| line.quantity)
            .sum();
        let stock = written
            .value
            .as_u64()
            .and_then(|stock| u32::try_from(stock).ok());
        shelf.available = stock.unwrap_or_default().saturating_sub(sold);
    }
    shelves
}

/// Units of `product` on the seller's own shelves or on Ozon's, reserved ones included.
pub(super) fn units(shelves: &[Shelf], product: &Product, own: bool) -> u32 {
    of(shelves, product, own)
        .map(|shelf| shelf.available + shelf.reserved)
        .sum()
}

fn reserved(shelves: &[Shelf], product: &Product, own: bool) -> u32 {
    of(shelves, product, own).map(|shelf| shelf.reserved).sum()
}

fn of<'a>(
    shelves: &'a [Shelf],
    product: &Product,
    own: bool,
) -> impl Iterator<Item = &'a Shelf> + use<'a> {
    let number = product.number;
    shelves
        .iter()
        .filter(move |shelf| shelf.product == number && shelf.warehouse.own == own)
}

/// Stock as the card's row tells it.
pub(super) fn short(shelves: &[Shelf], product: &Product) -> Vec<Value> {
    [("fbo", false), ("fbs", true)]
        .map(|(source, own)| {
            json!({
                "present": units(shelves, product, own),
                "reserved": reserved(shelves, product, own),
                "sku": sku(product),
                "source": source,
            })
        })
        .into()
}

/// `/v4/product/info/stocks`.
pub(super) fn stocks(bazaar: &Bazaar, call: &Call) -> Reply {
    page(bazaar, call).unwrap_or_else(|refusal| refusal)
}

fn page(bazaar: &Bazaar, call: &Call) -> Result<Reply, Reply> {
    let ask = Ask::of(call).ok_or_else(|| refuse::invalid("invalid JSON"))?;
    if !ask.has("/filter") {
        return Err(refuse::invalid("filter: value is required"));
    }
    let chosen = goods::chosen(bazaar, (&ask, call.now), "/filter", "sku")?;
    let limit = goods::limit(&ask, false)?;
    let mut all = chosen.unwrap_or_else(|| goods::shown(bazaar, call.now));
    let total = all.len();
    let after = after(&ask)?;
    all.retain(|product| product_id(product) > after);
    let more = all.len() > limit;
    all.truncate(limit);
    let shelves = now(bazaar, call.now);
    let items: Vec<Value> = all.iter().map(|product| row(product, &shelves)).collect();
    let cursor = all.last().filter(|_| more).map(|product| token(product));
    let mut body =
        json!({"cursor": cursor.unwrap_or_default(), "items": items, "total_items": total});
    if let (true, Some(body)) = (goods::has_total(call.now), body.as_object_mut()) {
        body.insert("total".to_owned(), json!(total));
    }
    Ok(Reply::json(&body))
}

fn row(product: &Product, shelves: &[Shelf]) -> Value {
    let kinds = [("fbs", true), ("fbo", false)].map(|(kind, own)| {
        let places: Vec<i64> = of(shelves, product, own)
            .map(|shelf| shelf.warehouse.id)
            .collect();
        json!({
            "present": units(shelves, product, own),
            "reserved": reserved(shelves, product, own),
            "shipment_type": "SHIPMENT_TYPE_GENERAL",
            "sku": sku(product),
            "type": kind,
            "warehouse_ids": if own { places } else { Vec::new() },
        })
    });
    json!({"offer_id": product.article, "product_id": product_id(product), "stocks": kinds})
}

/// The token of the page after `product`.
pub(super) fn token(product: &Product) -> String {
    BASE64_STANDARD.encode(product_id(product).to_string())
}

/// The article after which the asked page begins, 0 at first.
pub(super) fn after(ask: &Ask) -> Result<i64, Reply> {
    let Some(cursor) = ask.text("/cursor").filter(|cursor| !cursor.is_empty()) else {
        return Ok(0);
    };
    let plain = BASE64_STANDARD.decode(cursor).ok();
    plain
        .and_then(|text| String::from_utf8(text).ok()?.parse().ok())
        .ok_or_else(|| refuse::invalid("cursor: invalid value"))
}
