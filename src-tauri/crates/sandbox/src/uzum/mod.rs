//! Uzum Market's Seller OpenAPI: shops, products, stocks v3, FBS orders.
//!
//! Kept quirks: the key goes bare, and any other (also with `Bearer`) is 403 "Token not found";
//! unknown paths are 403 too; some answers are wrapped and some are bare; money is whole so'm;
//! order dates are ISO and the dates of their items epoch milliseconds; `status` takes one value.
//! Reviews and questions are not offered.

mod orders;
mod products;
mod refuse;
mod stocks;

use std::collections::BTreeMap;

use http::{Method, StatusCode};
use serde_json::json;

use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::limits::{Gauge, Limit};
use crate::venue::{Route, Venue};
use crate::world::{Currency, Product, Stall, Warehouse, dice};

/// Uzum in the world.
pub(super) const STALL: Stall = Stall {
    id: "uzum",
    currency: Currency::Uzs,
    share: 90,
    warehouses: &[Warehouse {
        id: 5_114,
        name: "Samarqand ombori",
        own: true,
        share: 100,
    }],
    has_reviews: false,
};

/// Two a second were measured; Uzum publishes no numbers.
const KEY: Limit = Limit::new("key", 2, 1, 4);

/// Requests a day, told in headers.
const DAILY: u64 = 200_000;

/// Uzum as a venue.
pub(crate) struct Uzum;

impl Venue for Uzum {
    fn id(&self) -> &'static str {
        STALL.id
    }

    fn hosts(&self) -> &'static [&'static str] {
        &["seller"]
    }

    fn stall(&self) -> Option<&'static Stall> {
        Some(&STALL)
    }

    fn account(&self, bazaar: &Bazaar) -> (String, BTreeMap<String, String>) {
        let fields = BTreeMap::from([("token".to_owned(), token(bazaar))]);
        ("Zarafshon Uy (Uzum)".to_owned(), fields)
    }

    fn routes(&self) -> Vec<Route> {
        const PRODUCTS: &str = "/v1/product/shop/{shopId}";
        let get = |template, handler| Route::read(Method::GET, "seller", template, &KEY, handler);
        vec![
            get("/v1/shops", shops),
            get(PRODUCTS, products::list),
            get("/v3/fbs/sku/stocks", stocks::list),
            get("/v2/fbs/orders", orders::list),
        ]
    }

    fn admit(&self, bazaar: &Bazaar, call: &Call) -> Result<String, Reply> {
        let sent = call.header("authorization").unwrap_or_default();
        if sent == token(bazaar) {
            return Ok(shop(bazaar).to_string());
        }
        Err(refuse::refuse(
            StatusCode::FORBIDDEN,
            "forbidden-001",
            "Token not found",
            call,
        ))
    }

    fn refuse(&self, status: StatusCode, call: &Call) -> Reply {
        refuse::made_up(status, call)
    }

    fn gauge(&self, _bazaar: &Bazaar, reply: Reply, gauge: &Gauge) -> Reply {
        let reply = reply
            .with("x-ratelimit-remaining", &gauge.left)
            .with("x-ratelimit-replenish-rate", &gauge.limit.count)
            .with("x-ratelimit-burst-capacity", &gauge.limit.burst)
            .with("x-ratelimit-requested-tokens", &1)
            .with("x-ratelimit-limit-per-day", &DAILY)
            .with(
                "x-ratelimit-remaining-per-day",
                &DAILY.saturating_sub(gauge.spent).max(1),
            );
        if gauge.over {
            reply.with("retry-after", &gauge.wait_seconds())
        } else {
            reply
        }
    }
}

/// GET /v1/shops: a bare list.
fn shops(bazaar: &Bazaar, _call: &Call) -> Reply {
    Reply::json(&json!([{"id": shop(bazaar), "name": "Zarafshon Uy"}]))
}

/// The key of the demo account.
fn token(bazaar: &Bazaar) -> String {
    (0..3)
        .map(|part| dice::base62(bazaar.world.number("uzum token", part), 15))
        .collect()
}

/// The shop's number.
fn shop(bazaar: &Bazaar) -> u64 {
    10_000 + bazaar.world.number("uzum shop", 0) % 80_000
}

/// Number of a product; its only SKU has its own.
fn product_id(bazaar: &Bazaar, product: &Product) -> u64 {
    let scattered = bazaar.world.number("uzum product", number(product));
    500_000 + scattered % 1_500_000
}

/// Number of a product's only SKU.
fn sku_id(bazaar: &Bazaar, product: &Product) -> u64 {
    let scattered = bazaar.world.number("uzum sku", number(product));
    2_000_000 + scattered % 5_000_000
}

/// Uzum's own short name of a SKU: shop, article, colour.
fn sku_title(product: &Product) -> String {
    format!("ZARUY-{}", product.article.replace("SAM-", ""))
}

fn number(product: &Product) -> i64 {
    i64::try_from(product.number).unwrap_or(0)
}

#[cfg(test)]
mod tests;
