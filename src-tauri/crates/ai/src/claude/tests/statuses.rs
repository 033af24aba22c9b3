use rstest::rstest;

use super::*;

#[rstest]
#[case(400, "invalid_request_error", Kind::BadRequest, false)]
#[case(401, "authentication_error", Kind::Unauthorised, false)]
#[case(402, "billing_error", Kind::Billing, false)]
#[case(403, "permission_error", Kind::Unauthorised, false)]
#[case(404, "not_found_error", Kind::BadRequest, false)]
#[case(408, "timeout", Kind::Unreachable, true)]
#[case(409, "conflict_error", Kind::Unexpected, true)]
#[case(413, "request_too_large", Kind::BadRequest, false)]
#[case(429, "rate_limit_error", Kind::RateLimited, true)]
#[case(500, "api_error", Kind::Unexpected, true)]
#[case(504, "timeout_error", Kind::Overloaded, true)]
#[case(529, "overloaded_error", Kind::Overloaded, true)]
#[tokio::test]
async fn each_status_has_its_kind(
    #[case] status: u16,
    #[case] word: &str,
    #[case] kind: Kind,
    #[case] temporary: bool,
) {
    let bench = Bench::new().await;
    for _ in 0..3 {
        bench.next(failed(status, word)).await;
    }
    let error = bench.complete().await.unwrap_err();
    assert_eq!((error.kind, error.temporary), (kind, temporary), "{error}");
    assert_eq!(
        error.detail,
        format!("{status} {word}"),
        "closed words, not the message"
    );
    assert_eq!(
        error.request_id.as_deref(),
        Some("req_9"),
        "for the provider's support"
    );
    let times = if temporary { 3 } else { 1 };
    assert_eq!(
        bench.bodies().await.len(),
        times,
        "{status}: one request and two retries"
    );
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let bench = Bench::new().await;
    let elsewhere = MockServer::start().await;
    bench
        .next(ResponseTemplate::new(307).insert_header("location", elsewhere.uri()))
        .await;
    let error = bench.complete().await.unwrap_err();
    assert_eq!(
        (error.kind, error.temporary),
        (Kind::Unexpected, false),
        "{error}"
    );
    let seen = elsewhere.received_requests().await.unwrap();
    assert!(seen.is_empty(), "the key goes to no other host");
}

#[tokio::test]
async fn spend_limits_stop_at_once() {
    for code in [
        "enforced_spend_limit_reached",
        "contract_spend_limit_reached",
    ] {
        for status in [429, 400] {
            let bench = Bench::new().await;
            let body = json!({ "type": "error", "error": {
                "type": "rate_limit_error", "message": "m", "details": { "error_code": code } } });
            bench
                .next(ResponseTemplate::new(status).set_body_json(body))
                .await;
            let error = bench.complete().await.unwrap_err();
            assert_eq!(
                (error.kind, error.temporary),
                (Kind::SpendLimit, false),
                "{error}"
            );
            assert_eq!(bench.bodies().await.len(), 1, "waiting does not lift it");
        }
    }
}

#[tokio::test]
async fn a_page_of_a_proxy_is_no_answer() {
    let bench = Bench::new().await;
    bench
        .next(ResponseTemplate::new(200).set_body_string("<html>login</html>"))
        .await;
    let error = bench.complete().await.unwrap_err();
    assert_eq!(
        (error.kind, error.temporary),
        (Kind::Unexpected, true),
        "{error}"
    );

    bench
        .next(ResponseTemplate::new(403).set_body_string("<html>blocked</html>"))
        .await;
    let error = bench.complete().await.unwrap_err();
    assert_eq!(
        (error.kind, error.detail.as_str()),
        (Kind::Unauthorised, "403"),
        "{error}"
    );
}

#[tokio::test]
async fn an_answer_without_end_is_cut() {
    let bench = Bench::new().await;
    let body = vec![b' '; 9 * 1024 * 1024];
    bench
        .next(ResponseTemplate::new(200).set_body_bytes(body))
        .await;
    let error = bench.complete().await.unwrap_err();
    assert_eq!(error.detail, "the answer is too large", "memory has an end");
}

#[tokio::test]
async fn nobody_there_is_unreachable() {
    // Port 9 of the loopback: nothing listens on "discard" here.
    let (claude, waits) = client(settings("http://127.0.0.1:9"));
    let error = claude.complete(request()).await.unwrap_err();
    assert_eq!(
        (error.kind, error.temporary),
        (Kind::Unreachable, true),
        "{error}"
    );
    assert_eq!(
        error.detail, "no connection",
        "in words without the address's secrets"
    );
    assert_eq!(waits.lock().unwrap().len(), 2, "tried three times");
}

#[tokio::test]
async fn time_that_ran_out_is_unreachable() {
    let server = MockServer::start().await;
    let slow = ok(&said(GOOD)).set_delay(Duration::from_secs(30));
    Mock::given(method("POST"))
        .respond_with(slow)
        .mount(&server)
        .await;
    let mut settings = settings(&server.uri());
    settings.http.timeout = Duration::from_millis(50);
    settings.retries = 0;
    let (claude, _) = client(settings);
    let error = claude.complete(request()).await.unwrap_err();
    let told = (error.kind, error.detail.as_str());
    assert_eq!(told, (Kind::Unreachable, "time ran out"), "{error}");
}
