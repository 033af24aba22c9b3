//! What is said about bids: `GET /api/client/campaign/{campaignId}/products/bids/competitive`,
//! `POST /api/client/min/sku`, `POST /api/client/search_promo/bids/recommendation`.

use http::Method;
use serde_json::{Map, Value, json};

use super::ad_campaigns::{LEAST, MICRO, goods, named};
use super::ad_orders;
use super::ads::{HOST, LIMIT, bad};
use super::goods::sku;
use super::price;
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::venue::Route;
use crate::world::Product;

/// Products of a request, at most.
const MOST: usize = 200;

/// Kinds of the lowest bid.
const KINDS: [&str; 3] = ["CPO", "CPC", "CPC_TOP"];

pub(super) fn routes() -> Vec<Route> {
    let read = |method, path, handler| Route::read(method, HOST, path, &LIMIT, handler);
    vec![
        read(
            Method::GET,
            "/api/client/campaign/{campaignId}/products/bids/competitive",
            competitive,
        ),
        read(Method::POST, "/api/client/min/sku", lowest),
        read(
            Method::POST,
            "/api/client/search_promo/bids/recommendation",
            advised,
        ),
    ]
}

/// Kopecks that others pay for a click on such a product.
fn others(product: &Product) -> i64 {
    let dear = i64::try_from(product.number % 9).unwrap_or(0);
    LEAST * 2 + dear * 75
}

/// `GET /api/client/campaign/{campaignId}/products/bids/competitive`: zero for what is not in it.
fn competitive(bazaar: &Bazaar, call: &Call) -> Reply {
    let campaign = match named(bazaar, call) {
        Ok(campaign) => campaign,
        Err(refusal) => return refusal,
    };
    let wanted: Vec<&str> = call.queries("skus").collect();
    if !(1..=MOST).contains(&wanted.len()) {
        return bad("skus: 1 to 200 are expected");
    }
    let inside = goods(bazaar, &campaign);
    let bids: Vec<Value> = wanted
        .iter()
        .map(|wanted| {
            let mut own = inside.iter();
            let product = own.find(|product| sku(product).to_string() == *wanted);
            let bid = product.map_or(0, |product| others(product) * MICRO);
            json!({"sku": wanted, "bid": bid.to_string()})
        })
        .collect();
    Reply::json(&json!({"campaignId": campaign.number.to_string(), "bids": bids}))
}

/// Products that a list of the body names; none where the list is too long or empty.
fn chosen<'a>(bazaar: &'a Bazaar, ask: &Ask, pointer: &str) -> Option<Vec<&'a Product>> {
    let skus = ask.wholes(pointer);
    let all = bazaar.world.products().iter();
    let found = all.filter(|product| skus.contains(&sku(product)));
    (1..=MOST).contains(&skus.len()).then(|| found.collect())
}

/// `POST /api/client/min/sku`: dearer where only the search counts.
fn lowest(bazaar: &Bazaar, call: &Call) -> Reply {
    let Some(ask) = Ask::of(call) else {
        return bad("invalid JSON");
    };
    let kind = ask.text("/paymentType").unwrap_or("CPC").to_owned();
    let goods = chosen(bazaar, &ask, "/sku").filter(|_| KINDS.contains(&kind.as_str()));
    let Some(goods) = goods else {
        return bad("paymentType, sku: value is out of range");
    };
    let bid = |product: &Product| match kind.as_str() {
        "CPO" => json!(ad_orders::bid(product)),
        "CPC_TOP" => price::major(LEAST + 200),
        _ => price::major(LEAST),
    };
    let rows: Vec<Value> = goods
        .iter()
        .map(|product| json!({"sku": sku(product).to_string(), "bid": bid(product)}))
        .collect();
    Reply::json(&json!({"minBids": rows}))
}

/// `POST /api/client/search_promo/bids/recommendation`: percent of the price.
fn advised(bazaar: &Bazaar, call: &Call) -> Reply {
    let goods = Ask::of(call).and_then(|ask| chosen(bazaar, &ask, "/skus"));
    let Some(goods) = goods else {
        return bad("skus: 1 to 200 are expected");
    };
    let bids: Map<String, Value> = goods
        .iter()
        .map(|product| {
            let share = ad_orders::bid(product) + 2;
            (sku(product).to_string(), json!(share.to_string()))
        })
        .collect();
    Reply::json(&json!({"recommendedBids": bids}))
}
