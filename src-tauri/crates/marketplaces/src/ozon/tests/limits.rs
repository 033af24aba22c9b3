//! Whom a refusal closes: one method, or all of them.

use rstest::rstest;
use serde_json::json;
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::{Ozon, asked, keys, on};
use crate::error::ErrorKind;
use crate::testing::{patient_shop, window};

const STOCKS: &str = "/v4/product/info/stocks";

#[rstest]
#[case::circle(400, "Circle is open", None, true)]
#[case::own_limit(429, "too many requests", Some("30"), true)]
#[case::all(
    429,
    "You have reached request rate limit per second",
    Some("30"),
    false
)]
#[tokio::test]
async fn a_closed_method_leaves_the_others_open(
    #[case] status: u16,
    #[case] words: &str,
    #[case] wait: Option<&str>,
    #[case] others: bool,
) {
    let server = MockServer::start().await;
    let mut reply = ResponseTemplate::new(status).set_body_json(json!({ "message": words }));
    if let Some(wait) = wait {
        reply = reply.insert_header("Retry-After", wait);
    }
    Mock::given(path(format!("/seller{STOCKS}")))
        .respond_with(reply)
        .mount(&server)
        .await;
    on(&server, "/v2/review/list", json!({ "reviews": [] })).await;
    let shop = patient_shop(&Ozon::new(), &server, &keys());
    for _ in 0..2 {
        let page = shop.stock().expect("offered").page(None, window()).await;
        let error = page.expect_err("closed");
        assert_eq!(error.kind, ErrorKind::RateLimited, "{error}");
        assert!(error.retry_after.is_some(), "and says until when: {error}");
    }
    assert_eq!(
        asked(&server, STOCKS).await.len(),
        1,
        "nothing is sent to a closed method"
    );
    let reviews = shop.reviews().expect("offered").page(None, window()).await;
    assert_eq!(reviews.is_ok(), others, "reviews after {words:?}");
}

#[tokio::test]
async fn what_is_left_of_one_method_holds_up_no_other() {
    let server = MockServer::start().await;
    let reply = ResponseTemplate::new(200)
        .insert_header("Ratelimit-Remaining", "0")
        .set_body_json(json!({ "items": [] }));
    Mock::given(path(format!("/seller{STOCKS}")))
        .respond_with(reply)
        .mount(&server)
        .await;
    on(&server, "/v2/review/list", json!({ "reviews": [] })).await;
    let (http, limits) = crate::testing::way(&Ozon::new(), &server);
    let shop = crate::contract::Connector::open(&Ozon::new(), &keys(), http).expect("good keys");
    let page = shop.stock().expect("offered").page(None, window()).await;
    page.expect("a page");
    let left = |bucket: &str| {
        let all = limits.of(crate::testing::ACCOUNT);
        let found = all.into_iter().find(|(name, _)| name == bucket);
        found.and_then(|(_, state)| state.left)
    };
    assert_eq!(left("stocks"), Some(0), "the method's own count");
    assert_eq!(left("all"), None, "says nothing about the others");
}
