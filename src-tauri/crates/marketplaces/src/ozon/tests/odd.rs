//! One odd entry of a list costs nothing but itself.

use domain::{Capability, Cell};
use serde_json::json;
use wiremock::MockServer;

use super::{asked, company, fixture, on, shop};
use crate::testing::window;

#[tokio::test]
async fn products_without_a_number_are_kept_apart_and_not_asked_about() {
    let server = MockServer::start().await;
    let items = json!([
        { "product_id": 700_001 },
        { "product_id": null },
        { "product_id": 0 },
        { "product_id": { "id": 5 } },
        "700002",
        { "product_id": "700003" },
    ]);
    let list = json!({ "result": { "items": items, "last_id": "two" } });
    on(&server, "/v3/product/list", list).await;
    on(&server, "/v3/product/info/list", fixture("infos")).await;
    on(&server, "/v4/product/info/attributes", json!({})).await;
    let shop = shop(&server);
    let page = shop.catalogue().expect("offered").page(None, window());
    let page = page.await.expect("one odd product loses no page");
    let paths: Vec<_> = page.bad.iter().map(|row| row.path.as_str()).collect();
    assert!(
        paths.starts_with(&["product_id", "product_id", "product_id", "."]),
        "each odd one is kept: {paths:?}"
    );
    assert!(!page.rows.is_empty(), "the others are read");
    let asked_for = asked(&server, "/v3/product/info/list").await;
    assert_eq!(
        asked_for,
        [json!({ "product_id": ["700001", "700003"] })],
        "an empty number would have the whole page refused"
    );
}

#[tokio::test]
async fn a_page_of_odd_products_is_followed_by_the_next() {
    let server = MockServer::start().await;
    let list = json!({ "result": { "items": [{ "product_id": null }], "last_id": "two" } });
    on(&server, "/v3/product/list", list).await;
    let shop = shop(&server);
    let page = shop.catalogue().expect("offered").page(None, window());
    let page = page.await.expect("a page");
    assert!(page.more, "the list goes on behind it");
    let asked_for = asked(&server, "/v3/product/info/list").await;
    assert!(asked_for.is_empty(), "nothing is asked about nothing");
}

#[tokio::test]
async fn an_odd_role_leaves_the_judgement_to_the_calls() {
    let server = MockServer::start().await;
    let roles = json!({ "roles": [
        { "name": "Posting FBS", "methods": ["/v1/posting"] },
        { "name": "Product", "methods": { "/v3/product/list": true } },
    ] });
    on(&server, "/v1/roles", roles).await;
    on(&server, "/v1/seller/info", company("Зарафшон", "")).await;
    on(&server, "/v2/review/list", json!({ "reviews": [] })).await;
    on(&server, "/v1/question/list", json!({ "questions": [] })).await;
    let passport = shop(&server).check(window()).await.expect("checked");
    let catalogue = passport
        .cells
        .iter()
        .find(|cell| cell.capability == Capability::Catalogue)
        .map(|cell| cell.read.clone());
    assert_eq!(
        catalogue,
        Some(Cell::Works),
        "the role that cannot be read may be the one that opens it"
    );
    assert_eq!(passport.scopes.len(), 1, "the other one is shown");
}
