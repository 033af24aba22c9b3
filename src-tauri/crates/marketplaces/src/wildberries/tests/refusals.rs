use std::time::Duration;

use super::*;
use crate::http::BucketState;
use crate::testing::way;

const CARDS: &str = "/content-api/content/v2/get/cards/list";

#[tokio::test]
async fn a_429_is_waited_out_as_long_as_it_says() {
    let server = MockServer::start().await;
    Mock::given(path(CARDS))
        .respond_with(
            ResponseTemplate::new(429)
                .insert_header("X-Ratelimit-Retry", "47")
                .insert_header("X-Ratelimit-Limit", "5")
                .set_body_json(json!({"title": "too many requests", "detail": "Limited by c122a060", "requestId": "a1", "status": 429})),
        )
        .mount(&server)
        .await;
    let shop = patient_shop(&server);
    let catalogue = shop.catalogue().expect("offered");
    let error = catalogue.page(None, window()).await.expect_err("limited");
    assert_eq!(error.kind, ErrorKind::RateLimited, "{error}");
    assert!(error.temporary, "later it works");
    assert_eq!(
        error.retry_after,
        Some(Duration::from_secs(47)),
        "WB's own word"
    );
    let error = catalogue
        .page(None, window())
        .await
        .expect_err("still limited");
    assert_eq!(
        error.status, None,
        "the second request never left: earlier ones keep giving 429"
    );
    assert_eq!(asked(&server, CARDS).await.len(), 1, "one request in all");
}

/// The bucket `name` after one answer.
async fn bucket_after(reply: ResponseTemplate, name: &str) -> BucketState {
    let server = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(reply)
        .mount(&server)
        .await;
    let wildberries = Wildberries::new();
    let (http, limits) = way(&wildberries, &server);
    let shop = wildberries
        .open(&keys_of(&token(ALL)), http)
        .expect("good keys");
    let _ = shop.stock().expect("offered").page(None, window()).await;
    let buckets = limits.of(testing::ACCOUNT);
    let own = buckets.into_iter().find(|(bucket, _)| bucket == name);
    own.expect("the bucket was drawn from").1
}

#[tokio::test]
async fn a_fault_on_marketplace_api_costs_ten_requests() {
    let state = bucket_after(ResponseTemplate::new(400), "marketplace").await;
    assert!(
        state.tokens <= 11.0,
        "nine of 20 are gone, the tenth flowed back while it was under way: {state:?}"
    );
    let reply = ResponseTemplate::new(200)
        .insert_header("X-Ratelimit-Remaining", "3")
        .set_body_json(json!([]));
    let state = bucket_after(reply, "marketplace").await;
    assert_eq!(state.left, Some(3), "the header is believed");
    assert!(state.tokens <= 3.0, "over what we counted: {state:?}");
}

#[tokio::test]
async fn a_truncated_answer_is_unreadable_and_names_no_content() {
    let server = MockServer::start().await;
    Mock::given(path(CARDS))
        .respond_with(
            ResponseTemplate::new(200).set_body_string(r#"{"cards": [{"nmID": 1, "title": "Чай"#),
        )
        .mount(&server)
        .await;
    let shop = shop(&server);
    let error = shop
        .catalogue()
        .expect("offered")
        .page(None, window())
        .await
        .expect_err("cut off");
    assert_eq!(error.kind, ErrorKind::Unreadable, "{error}");
    assert!(
        !error.to_string().contains("Чай"),
        "a text of theirs stays out of logs: {error}"
    );
}

#[tokio::test]
async fn a_key_never_shows_in_an_error() {
    let (server, key) = (MockServer::start().await, token(ALL));
    let echo = json!({
        "title": "unauthorized", "detail": format!("token problem; got {key}"), "requestId": "7b80"
    });
    for status in [400_u16, 401, 403, 429, 500] {
        server.reset().await;
        Mock::given(path(CARDS))
            .respond_with(ResponseTemplate::new(status).set_body_json(&echo))
            .mount(&server)
            .await;
        let shop = shop(&server);
        let error = shop
            .catalogue()
            .expect("offered")
            .page(None, window())
            .await
            .expect_err("refused");
        let shown = format!("{error} {error:?}");
        assert!(
            !shown.contains(&key),
            "the server repeated the key, we do not: {status}"
        );
        assert!(shown.contains("token problem"), "the rest is told: {shown}");
    }
    let keys = keys_of(&key);
    assert!(
        !format!("{keys:?}").contains(&key),
        "nor in the form's fields"
    );
}

#[tokio::test]
async fn an_error_behind_200_is_an_error() {
    let server = MockServer::start().await;
    let body =
        json!({"data": null, "error": true, "errorText": "Access denied", "requestId": "r9"});
    Mock::given(path(CARDS))
        .respond_with(ok(body))
        .mount(&server)
        .await;
    let shop = shop(&server);
    let error = shop
        .catalogue()
        .expect("offered")
        .page(None, window())
        .await
        .expect_err("refused");
    assert_eq!(error.kind, ErrorKind::Rejected, "{error}");
    assert_eq!(error.request_id.as_deref(), Some("r9"), "for WB's support");
}

#[tokio::test]
async fn a_read_is_tried_again_when_the_server_fails() {
    let server = MockServer::start().await;
    Mock::given(path(CARDS))
        .respond_with(ResponseTemplate::new(502).set_body_string("<html>Bad Gateway</html>"))
        .up_to_n_times(2)
        .mount(&server)
        .await;
    let page = json(include_str!("../fixtures/cards.json"));
    Mock::given(path(CARDS))
        .and(header("content-type", "application/json"))
        .respond_with(ok(page))
        .mount(&server)
        .await;
    let shop = shop(&server);
    let page = shop
        .catalogue()
        .expect("offered")
        .page(None, window())
        .await
        .expect("the third time");
    assert_eq!(page.rows.len(), 2, "as if nothing had been");
}

#[tokio::test]
async fn a_401_to_a_token_of_other_categories_names_the_one_that_it_lacks() {
    let server = MockServer::start().await;
    let body = json!({"title": "unauthorized", "detail": "token scope not allowed", "status": 401});
    Mock::given(path("/feedbacks-api/api/v1/feedbacks"))
        .respond_with(ResponseTemplate::new(401).set_body_json(body))
        .mount(&server)
        .await;
    let refused = async |mask| {
        let (http, _) = way(&Wildberries::new(), &server);
        let shop = Wildberries::new()
            .open(&keys_of(&token(mask)), http)
            .expect("good keys");
        let page = shop.reviews().expect("offered").page(None, window()).await;
        page.expect_err("refused")
    };
    let lacks = refused(ALL & !(1 << 7)).await;
    assert_eq!(
        lacks.kind,
        ErrorKind::Forbidden,
        "the rest of the token is good: {lacks}"
    );
    assert!(
        lacks.message.contains("отзывы"),
        "named as in WB's cabinet: {lacks}"
    );
    let whole = refused(ALL).await;
    assert_eq!(
        whole.kind,
        ErrorKind::Unauthorised,
        "a token that has it is refused as such"
    );
}
