//! Uzum Market's Seller OpenAPI: shops, products and their prices, stocks, FBS and DBS orders with
//! their steps and labels, delivery notes, finance, returns.
//!
//! Kept quirks: the key goes bare, and any other (also with `Bearer`) is 403 "Token not found";
//! unknown paths are 403 too; some answers are wrapped and some are bare; money is whole so'm;
//! order dates are ISO and the dates of their items epoch milliseconds; `status` takes one value.
//! Reviews and questions are not offered.

mod money;
mod notes;
mod orders;
mod products;
mod refuse;
mod shelf;
mod status;
mod steps;
mod stocks;

use std::collections::BTreeMap;

use http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::condition::{Condition, Played};
use crate::limits::{Gauge, Limit};
use crate::venue::{Route, Venue};
use crate::world::{Currency, Product, Stall, Warehouse, dice};

/// Uzum in the world.
pub(super) const STALL: Stall = Stall {
    id: "uzum",
    currency: Currency::Uzs,
    share: 90,
    warehouses: &[
        Warehouse {
            id: 5_114,
            name: "Samarqand ombori",
            own: true,
            share: 80,
        },
        Warehouse {
            id: 2,
            name: "Uzum",
            own: false,
            share: 20,
        },
    ],
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
        let post =
            |template, handler| Route::write(Method::POST, "seller", template, &KEY, handler);
        vec![
            get("/v1/shops", shops),
            get(PRODUCTS, products::list),
            get("/v3/fbs/sku/stocks", stocks::list),
            get("/v2/fbs/orders", orders::list),
            get("/v1/fbs/order/{orderId}", steps::one),
            get("/v1/fbs/order/{orderId}/labels/print", steps::label),
            get("/v1/fbs/invoice", notes::list),
            get(
                "/v1/fbs/invoice/dop/drop-off-points",
                notes::drop_off_points,
            ),
            get("/v1/fbs/invoice/dop/time-slot", notes::time_slots),
            get("/v1/fbs/invoice/{invoiceId}", notes::one),
            get("/v1/fbs/invoice/{invoiceId}/print", notes::print),
            get(
                "/v1/fbs/invoice/{invoiceId}/closing-documents",
                notes::print,
            ),
            get("/v1/invoice", money::shelf_invoices),
            get("/v1/return", money::returns),
            get("/v1/finance/orders", money::sales),
            get("/v1/finance/expenses", money::expenses),
            post("/v1/product/{shopId}/sendPriceData", products::reprice),
            post("/v2/fbs/sku/stocks", stocks::write),
            post("/v1/fbs/order/{orderId}/confirm", steps::confirm),
            post("/v1/fbs/order/{orderId}/cancel", steps::cancel),
            post("/v1/fbs/order/{orderId}/identifier", steps::mark),
            post("/v1/dbs/order/{orderId}/delivering", steps::delivering),
            post("/v1/dbs/order/{orderId}/completed", steps::completed),
            post("/v1/fbs/invoice", notes::make),
            post("/v1/fbs/invoice/{invoiceId}/cancel", notes::cancel),
        ]
    }

    fn admit(&self, bazaar: &Bazaar, call: &Call) -> Result<String, Reply> {
        let sent = call.header("authorization").unwrap_or_default();
        if sent != token(bazaar) {
            let (code, message) = ("forbidden-001", "Token not found");
            return Err(refuse::refuse(StatusCode::FORBIDDEN, code, message, call));
        }
        if call.template.ends_with("/fbs/sku/stocks") {
            of_stocks(call)?;
        }
        Ok(shop(bazaar).to_string())
    }

    fn condition(&self, _: &Bazaar, condition: Condition) -> Option<Played> {
        let part = match condition {
            Condition::NoCategory => "no_right",
            Condition::Blocked => "blocked",
            // Its keys say nothing of their end, and nothing is sold separately or moved.
            _ => return None,
        };
        Some(Played::part(STALL.id, part))
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

/// Rights and blocks that are told beside stocks alone.
fn of_stocks(call: &Call) -> Result<(), Reply> {
    let refused = |code, message| Err(refuse::refuse(StatusCode::FORBIDDEN, code, message, call));
    if call.plays("blocked") {
        return refused("storage-service-04", "Селлер заблокирован");
    }
    if call.plays("no_right") {
        let message = "У селлера нет доступа, необходимы права 'SKU_READ'";
        return refused("fbs-2-seller-access-denied", message);
    }
    Ok(())
}

/// GET /v1/shops: a bare list.
fn shops(bazaar: &Bazaar, _call: &Call) -> Reply {
    Reply::json(&json!([{"id": shop(bazaar), "name": "Zarafshon Uy"}]))
}

/// A member of a JSON object; null when it is none or has it not.
fn at<'a>(value: &'a Value, name: &str) -> &'a Value {
    value.get(name).unwrap_or(&Value::Null)
}

/// Sets a member of a JSON object.
fn set(object: &mut Value, name: &str, value: Value) {
    if let Some(fields) = object.as_object_mut() {
        fields.insert(name.to_owned(), value);
    }
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

/// The number of the legal entity.
fn seller(bazaar: &Bazaar) -> u64 {
    1_000 + bazaar.world.number("uzum seller", 0) % 90_000
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
