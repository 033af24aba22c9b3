//! Pricing strategies: `/v1/pricing-strategy/…`. The demo shop follows one competitor with every
//! sixth product, and keeps a strategy without any.

use serde_json::{Value, json};

use super::goods::product_id;
use super::{price, refuse, stamp};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::world::{Product, dice};

const COMPETITOR: i64 = 204;

fn id(bazaar: &Bazaar, number: i64) -> String {
    dice::uuid(bazaar.world.number("ozon strategy", number))
}

fn within(bazaar: &Bazaar) -> impl Iterator<Item = &Product> {
    let goods = bazaar.world.products().iter();
    goods.filter(|product| product.number % 6 == 2)
}

/// `/v1/pricing-strategy/list`.
pub(super) fn list(bazaar: &Bazaar, call: &Call) -> Reply {
    let ask = Ask::of(call);
    let whole = |name: &str| ask.as_ref().and_then(|ask| ask.whole(name)).unwrap_or(0);
    if whole("/page") < 1 || !(1..=50).contains(&whole("/limit")) {
        return refuse::invalid("page, limit: value must be inside range [1, 50]");
    }
    let row = |number: i64, name: &str, products: usize| {
        json!({
            "id": id(bazaar, number), "name": name, "type": "COMP_PRICE",
            "update_type": "strategyItemsListChanged",
            "updated_at": stamp(bazaar.clock.start()),
            "products_count": products, "competitors_count": 1, "enabled": true,
        })
    };
    let rows = [
        row(1, "Вслед за соседом", within(bazaar).count()),
        row(2, "Черновик", 0),
    ];
    let first = whole("/page") == 1;
    let shown = if first { rows.as_slice() } else { &[] };
    Reply::json(&json!({"strategies": shown, "total": rows.len()}))
}

/// `/v1/pricing-strategy/products/list`.
pub(super) fn products(bazaar: &Bazaar, call: &Call) -> Reply {
    let ask = Ask::of(call);
    let asked = ask.as_ref().and_then(|ask| ask.text("/strategy_id"));
    let ids: Vec<String> = match asked {
        Some(asked) if asked == id(bazaar, 1) => within(bazaar)
            .map(|one| product_id(one).to_string())
            .collect(),
        Some(asked) if asked == id(bazaar, 2) => Vec::new(),
        _ => return refuse::not_found("strategy is not found"),
    };
    Reply::json(&json!({"result": {"product_id": ids}}))
}

/// `/v1/pricing-strategy/product/info`: a product that is in none has no strategy.
pub(super) fn product(bazaar: &Bazaar, call: &Call) -> Reply {
    let wanted = Ask::of(call).and_then(|ask| ask.whole("/product_id"));
    let known = bazaar.world.products().iter();
    let Some(product) = known
        .into_iter()
        .find(|one| wanted == Some(product_id(one)))
    else {
        return refuse::not_found("product is not found");
    };
    let result: Value = match within(bazaar).any(|one| one.number == product.number) {
        true => json!({
            "strategy_id": id(bazaar, 1),
            "is_enabled": true,
            "strategy_product_price": price::cost(bazaar, product).price * 97 / 10_000,
            "price_downloaded_at": stamp(call.now),
            "strategy_competitor_id": COMPETITOR,
            "strategy_competitor_product_url":
                format!("https://neighbour.example/goods/{}", product.article),
        }),
        false => json!({
            "strategy_id": "", "is_enabled": false, "strategy_product_price": 0,
            "price_downloaded_at": "", "strategy_competitor_id": 0,
            "strategy_competitor_product_url": "",
        }),
    };
    Reply::json(&json!({"result": result}))
}
