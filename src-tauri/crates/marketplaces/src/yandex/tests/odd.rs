//! One odd entry of a list costs nothing but itself.

use domain::{Capability, Cell};
use serde_json::json;
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::{asked, fixture, on, shop};
use crate::error::ErrorKind;
use crate::testing::window;

const FEEDBACKS: &str = "/v2/businesses/77/goods-feedback";

/// A cabinet of one good and one odd shop.
async fn server() -> MockServer {
    let server = MockServer::start().await;
    let campaigns = json!({ "campaigns": [
        { "id": { "value": 5500 }, "business": { "id": 77 } },
        { "id": 5501, "business": { "id": 77, "name": "Чойхона" }, "placementType": "FBS" },
    ] });
    Mock::given(path("/partner/v2/campaigns"))
        .respond_with(ResponseTemplate::new(200).set_body_json(campaigns))
        .mount(&server)
        .await;
    server
}

#[tokio::test]
async fn an_odd_shop_does_not_stop_the_reviews() {
    let server = server().await;
    on(&server, "/goods-feedback/comments", json!({})).await;
    on(&server, FEEDBACKS, json!({ "status": "OK", "result": {} })).await;
    let shop = shop(&server);
    let page = shop.reviews().expect("offered").page(None, window()).await;
    assert!(page.is_ok(), "reviews belong to the cabinet: {page:?}");
}

#[tokio::test]
async fn an_odd_shop_ends_the_round_of_stock() {
    let server = server().await;
    on(
        &server,
        "/v2/campaigns/5501/offers/stocks",
        fixture("stocks"),
    )
    .await;
    let shop = shop(&server);
    let page = shop.stock().expect("offered").page(None, window()).await;
    let error = page.expect_err("what lies in that shop would look sold out");
    assert_eq!(error.kind, ErrorKind::Unreadable, "and says why: {error}");
    assert!(
        asked(&server, "/offers/stocks").await.is_empty(),
        "no half of a picture is read"
    );
}

#[tokio::test]
async fn odd_scopes_and_traits_are_passed_over() {
    let server = server().await;
    let token = json!({ "result": { "apiKey": { "authScopes": [null, "ALL_METHODS", 5] } } });
    on(&server, "/v2/auth/token", token).await;
    let settings = json!({ "result": { "traits": [{}] } });
    on(&server, "/v2/businesses/77/settings", settings).await;
    let passport = shop(&server).check(window()).await.expect("checked");
    let reviews = passport
        .cells
        .iter()
        .find(|cell| cell.capability == Capability::Reviews);
    assert_eq!(
        reviews.map(|cell| cell.write.clone()),
        Some(Cell::Works),
        "the scope that can be read counts"
    );
}

#[tokio::test]
async fn an_odd_error_is_an_error_all_the_same() {
    let server = server().await;
    let body = json!({ "status": "ERROR", "errors": ["odd", { "code": "NOT_FOUND" }] });
    on(&server, FEEDBACKS, body).await;
    let shop = shop(&server);
    let page = shop.reviews().expect("offered").page(None, window()).await;
    let error = page.expect_err("it must not pass for a page without reviews");
    assert_eq!(error.kind, ErrorKind::NotFound, "as the readable part says");
}
