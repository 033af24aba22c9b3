//! What pricing strategies say: of the products that are in one, after the list of prices.

use domain::{Currency, Money, PriceSignal};
use serde_json::{Value, json};
use wiremock::matchers::{body_partial_json, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::{asked, company, on, shop};
use crate::contract::Shop;
use crate::page::Cursor;
use crate::testing::window;

const LIST: &str = "/v1/pricing-strategy/list";
const PRODUCTS: &str = "/v1/pricing-strategy/products/list";
const PRODUCT: &str = "/v1/pricing-strategy/product/info";

fn strategy(id: &str, products: i64) -> Value {
    json!({ "id": id, "name": "s", "type": "COMP_PRICE", "products_count": products,
        "competitors_count": 1, "enabled": true })
}

async fn prices(server: &MockServer) {
    let item = json!({ "product_id": 7, "offer_id": "A", "price": { "currency_code": "RUB" },
        "price_indexes": { "color_index": "GREEN" } });
    on(
        server,
        "/v5/product/info/prices",
        json!({ "cursor": "", "items": [item] }),
    )
    .await;
    on(server, "/v1/seller/info", company("Shop", "PREMIUM")).await;
}

async fn with(server: &MockServer, tail: &str, part: Value, body: Value) {
    Mock::given(path(format!("/seller{tail}")))
        .and(body_partial_json(part))
        .respond_with(ResponseTemplate::new(200).set_body_json(body))
        .mount(server)
        .await;
}

/// Signals of a whole round.
async fn round(shop: &dyn Shop) -> Vec<PriceSignal> {
    let feed = shop.price_signals().expect("offered");
    let (mut all, mut after): (Vec<PriceSignal>, Option<Cursor>) = (Vec::new(), None);
    loop {
        let page = feed.page(after.as_ref(), window()).await.expect("a page");
        assert!(page.bad.is_empty(), "no row is bad");
        all.extend(page.rows);
        after = Some(page.cursor);
        if !page.more {
            return all;
        }
    }
}

#[tokio::test]
async fn the_price_and_the_competitor_of_a_strategy_are_told() {
    let server = MockServer::start().await;
    prices(&server).await;
    let list = json!({ "strategies": [strategy("s-1", 2), strategy("s-2", 0)], "total": 2 });
    on(&server, LIST, list).await;
    let ids = json!({ "result": { "product_id": ["9", 8] } });
    with(&server, PRODUCTS, json!({ "strategy_id": "s-1" }), ids).await;
    let told = json!({ "result": { "strategy_id": "s-1", "is_enabled": true,
        "strategy_product_price": 500, "strategy_competitor_id": 204,
        "strategy_competitor_product_url": "https://n.example/9" } });
    with(&server, PRODUCT, json!({ "product_id": 9 }), told).await;
    let off = json!({ "result": { "strategy_id": "s-1", "is_enabled": false,
        "strategy_product_price": 700 } });
    with(&server, PRODUCT, json!({ "product_id": 8 }), off).await;
    let shop = shop(&server);
    let all = round(shop.as_ref()).await;
    let told: Vec<_> = all
        .iter()
        .map(|one| {
            let (listing, kind) = (one.listing.as_str(), one.kind.as_str());
            (
                listing,
                kind,
                one.mark.as_str(),
                one.price,
                one.url.as_deref(),
            )
        })
        .collect();
    let price = Some(Money::new(50_000, Currency::RUB));
    let expected = [
        ("7", "index", "", None, None),
        ("9", "advised", "s-1", price, None),
        ("9", "competitor", "204", None, Some("https://n.example/9")),
    ];
    assert_eq!(told, expected, "of what is at work, by product numbers");
    let asked = asked(&server, PRODUCTS).await;
    assert_eq!(
        asked,
        [json!({ "strategy_id": "s-1" })],
        "an empty one has no products"
    );
}

#[tokio::test]
async fn many_products_are_asked_about_step_by_step_and_each_once() {
    let server = MockServer::start().await;
    prices(&server).await;
    on(
        &server,
        LIST,
        json!({ "strategies": [strategy("s-1", 45), strategy("s-2", 1)] }),
    )
    .await;
    let ids: Vec<String> = (100..145).map(|id| id.to_string()).collect();
    on(
        &server,
        PRODUCTS,
        json!({ "result": { "product_id": ids } }),
    )
    .await;
    let told = json!({ "result": { "is_enabled": true, "strategy_product_price": 500 } });
    on(&server, PRODUCT, told).await;
    let shop = shop(&server);
    let all = round(shop.as_ref()).await;
    assert_eq!(all.len(), 46, "the index and one price each");
    let mut ids: Vec<_> = asked(&server, PRODUCT)
        .await
        .iter()
        .filter_map(|body| body["product_id"].as_i64())
        .collect();
    ids.dedup();
    assert_eq!(
        ids,
        (100..145).collect::<Vec<_>>(),
        "each once, by their numbers"
    );
}

#[tokio::test]
async fn a_role_without_strategies_has_the_other_signals() {
    let server = MockServer::start().await;
    prices(&server).await;
    let refused = json!({ "code": 7, "message": "the role has no such method", "details": [] });
    Mock::given(path(format!("/seller{LIST}")))
        .respond_with(ResponseTemplate::new(403).set_body_json(refused))
        .mount(&server)
        .await;
    let shop = shop(&server);
    let all = round(shop.as_ref()).await;
    assert_eq!(all.len(), 1, "what the list of prices says");
}
