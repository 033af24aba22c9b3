//! Payment by the order: one campaign of the shop, whose bids are Ozon's.

use http::Method;
use serde_json::{Value, json};

use super::ads::{HOST, LIMIT, bad, paged};
use super::goods::sku;
use super::{STALL, card, price, stamp};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::venue::Route;
use crate::world::Product;

/// Whether a product is in, by its SKU.
const IN: &str = "ad orders";

/// The campaign's number.
const NUMBER: &str = "90000001";

/// Every so many products one is in from the beginning.
const EVERY: usize = 5;

pub(super) fn routes() -> Vec<Route> {
    let at = |path, handler| Route::write(Method::POST, HOST, path, &LIMIT, handler);
    let list = "/api/client/campaign/search_promo/v2/products";
    vec![
        Route::read(Method::POST, HOST, list, &LIMIT, products),
        at("/api/client/search_promo/product/enable", enable),
        at("/api/client/search_promo/product/disable", disable),
    ]
}

/// Its row in the list of campaigns.
pub(super) fn campaign(bazaar: &Bazaar) -> Value {
    json!({
        "id": NUMBER,
        "paymentType": "CPO",
        "title": "Оплата за заказ",
        "state": "CAMPAIGN_STATE_RUNNING",
        "advObjectType": "SEARCH_PROMO",
        "fromDate": "",
        "toDate": "",
        "budget": "0",
        "dailyBudget": "0",
        "weeklyBudget": "0",
        "createdAt": stamp(bazaar.world.start()),
        "updatedAt": stamp(bazaar.world.start()),
    })
}

fn is_in(bazaar: &Bazaar, product: &Product) -> bool {
    let written = bazaar.book.get(STALL.id, IN, &sku(product).to_string());
    match written {
        Some(entry) => entry.value == json!(true),
        None => product.number.is_multiple_of(EVERY),
    }
}

/// Percent of the price.
pub(super) fn bid(product: &Product) -> usize {
    8 + product.number % 7
}

/// `POST /api/client/campaign/search_promo/v2/products`.
fn products(bazaar: &Bazaar, call: &Call) -> Reply {
    let Some(ask) = Ask::of(call) else {
        return bad("invalid JSON");
    };
    let all = bazaar.world.products();
    let rows = all.iter().map(|product| {
        let now = price::cost(bazaar, product).price;
        let share = i64::try_from(bid(product)).unwrap_or(0);
        json!({
            "sku": sku(product).to_string(),
            "sourceSku": product.article,
            "title": product.name.ru,
            "bid": bid(product),
            "bidPrice": card::money(now * share / 100),
            "price": card::money(now),
            "isSearchPromoAvailable": true,
            "searchPromoStatus": is_in(bazaar, product),
        })
    });
    let rows = paged(rows.collect(), ask.whole("/page"), ask.whole("/pageSize"));
    Reply::json(&json!({ "products": rows, "total": all.len().to_string() }))
}

/// The products of a request, 1000 at most.
fn named<'a>(bazaar: &'a Bazaar, call: &Call) -> Option<Vec<(i64, Option<&'a Product>)>> {
    let skus = Ask::of(call)?.wholes("/skus");
    let find = |wanted: i64| {
        let mut all = bazaar.world.products().iter();
        (wanted, all.find(|product| sku(product) == wanted))
    };
    (1..=1000)
        .contains(&skus.len())
        .then(|| skus.into_iter().map(find).collect())
}

/// `POST /api/client/search_promo/product/enable`.
fn enable(bazaar: &Bazaar, call: &Call) -> Reply {
    let Some(named) = named(bazaar, call) else {
        return bad("skus: 1 to 1000 are expected");
    };
    let rows = named.into_iter().map(|(number, product)| match product {
        Some(product) => {
            bazaar.change(call, IN, &number.to_string(), &json!(true));
            json!({"sku": number.to_string(), "bid": bid(product), "update": true})
        }
        None => json!({"sku": number.to_string(), "update": false, "error": "sku not found"}),
    });
    Reply::json(&json!({ "response": rows.collect::<Vec<_>>() }))
}

/// `POST /api/client/search_promo/product/disable`.
fn disable(bazaar: &Bazaar, call: &Call) -> Reply {
    let Some(named) = named(bazaar, call) else {
        return bad("skus: 1 to 1000 are expected");
    };
    for (number, _) in named.iter().filter(|(_, product)| product.is_some()) {
        bazaar.change(call, IN, &number.to_string(), &json!(false));
    }
    Reply::json(&json!({}))
}
