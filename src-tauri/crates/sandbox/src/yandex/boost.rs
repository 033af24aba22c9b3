//! Bids of the sales boost.

use std::collections::{BTreeMap, BTreeSet};

use chrono::DateTime;
use serde_json::{Value, json};

use super::goods::{cut, find, paging};
use super::member::{at, set};
use super::{STALL, refuse};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::page::{Page, Place};
use crate::world::Product;

/// Bids by article, as set by the seller.
const BIDS: &str = "bids";

/// Bids that stand: those of the world's campaigns, or what the seller set.
fn standing(bazaar: &Bazaar) -> BTreeMap<String, i64> {
    let mut bids = BTreeMap::new();
    let goods = bazaar.world.products();
    for campaign in bazaar.world.campaigns(&STALL) {
        for product in campaign
            .products
            .iter()
            .filter_map(|number| goods.get(*number))
        {
            let bid = 300 + i64::try_from(product.number % 8).unwrap_or_default() * 50;
            bids.insert(product.article.clone(), bid);
        }
    }
    for (article, entry) in bazaar.book.all(STALL.id, BIDS) {
        bids.insert(article, entry.value.as_i64().unwrap_or_default());
    }
    bids
}

/// `POST /v2/businesses/{b}/bids/info`.
pub(super) fn info(bazaar: &Bazaar, call: &Call) -> Reply {
    if call.plays("market_yandex_go") {
        return refuse::not_for_go();
    }
    read(bazaar, call).unwrap_or_else(|refusal| refusal)
}

fn read(bazaar: &Bazaar, call: &Call) -> Result<Reply, Reply> {
    let ask = Ask::of(call).ok_or_else(|| refuse::bad("Request body is malformed"))?;
    let skus = ask.texts("/skus");
    let (limit, after) = cut(call, 250, 500, !skus.is_empty())?;
    let bids = standing(bazaar).into_iter().zip(1..);
    let rows = bids.filter(|((sku, _), _)| skus.is_empty() || skus.contains(&sku.as_str()));
    let place = |row: &((String, i64), u64)| Place::of(DateTime::UNIX_EPOCH, row.1);
    let page = Page::cut(rows.collect(), place, false, after, limit);
    let next = page.next();
    let rows = page.rows.iter();
    let rows: Vec<Value> = rows
        .map(|((sku, bid), _)| json!({"sku": sku, "bid": bid}))
        .collect();
    Ok(Reply::json(&json!({
        "status": "OK",
        "result": {"bids": rows, "paging": paging(next)},
    })))
}

/// `POST /v2/businesses/{b}/bids/recommendations`: what is not sold has none.
pub(super) fn recommendations(bazaar: &Bazaar, call: &Call) -> Reply {
    if call.plays("market_yandex_go") {
        return refuse::not_for_go();
    }
    let Some(ask) = Ask::of(call) else {
        return refuse::bad("Request body is malformed");
    };
    let skus = ask.texts("/skus");
    let known: BTreeSet<&str> = skus.iter().copied().collect();
    if !(1..=1500).contains(&skus.len()) || known.len() != skus.len() {
        return refuse::bad("skus: between 1 and 1500, each once");
    }
    let goods = skus.into_iter().filter_map(|sku| find(bazaar, sku));
    let rows: Vec<Value> = goods.map(advice).collect();
    Reply::json(&json!({"status": "OK", "result": {"recommendations": rows}}))
}

/// A bid for slow goods; for the others several, each with its part of the shows.
fn advice(product: &Product) -> Value {
    let bid = 200 + product.number % 6 * 50;
    if product.pace < 800 {
        return json!({"sku": product.article, "bid": bid});
    }
    let step = |percent: usize| json!({"bid": bid + percent * 9, "showPercent": percent});
    let mut best = step(90);
    set(
        &mut best,
        "benefits",
        json!(["BESTS", "MARKET_SUBSIDY_5_9"]),
    );
    json!({"sku": product.article, "bid": bid,
           "bidRecommendations": [step(30), step(60), best]})
}

/// `PUT /v2/businesses/{b}/bids`: what is not in the catalogue is passed over in silence.
pub(super) fn update(bazaar: &Bazaar, call: &Call) -> Reply {
    if call.plays("market_yandex_go") {
        return refuse::not_for_go();
    }
    let body = call.json();
    let bids = at(&body, "/bids").as_array().cloned().unwrap_or_default();
    if !(1..=1500).contains(&bids.len()) {
        return refuse::bad("bids: size must be between 1 and 1500");
    }
    let fits = |bid: i64| bid == 0 || (50..=9999).contains(&bid);
    if !bids
        .iter()
        .all(|row| at(row, "/bid").as_i64().is_some_and(fits))
    {
        return refuse::bad("bid: must be 0 or between 50 and 9999");
    }
    for row in &bids {
        let sku = at(row, "/sku").as_str().unwrap_or_default();
        if find(bazaar, sku).is_some() {
            bazaar.change(call, BIDS, sku, at(row, "/bid"));
        }
    }
    Reply::json(&json!({"status": "OK"}))
}
