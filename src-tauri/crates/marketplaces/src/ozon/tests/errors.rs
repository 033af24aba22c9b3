//! Errors: kinds, waits, and never a key.

use std::time::Duration;

use domain::SubjectKind;
use rstest::rstest;
use serde_json::{Value, json};
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::{KEY, shop};
use crate::error::{ErrorKind, MarketplaceError};
use crate::testing::{ACCOUNT, answer, approved, window};

const STOCKS: &str = "/seller/v4/product/info/stocks";
const COMMENT: &str = "/seller/v1/review/comment/create";

async fn refused(reply: ResponseTemplate) -> MarketplaceError {
    let server = MockServer::start().await;
    Mock::given(path(STOCKS))
        .respond_with(reply)
        .mount(&server)
        .await;
    let page = shop(&server)
        .stock()
        .expect("offered")
        .page(None, window())
        .await;
    page.expect_err("an error")
}

#[rstest]
#[case(
    400,
    3,
    "Request validation error: value is required",
    ErrorKind::Rejected,
    None
)]
#[case(
    400,
    16,
    "Client-Id and Api-Key headers are required",
    ErrorKind::Unauthorised,
    None
)]
#[case(401, 16, "unauthenticated", ErrorKind::Unauthorised, None)]
#[case(
    403,
    7,
    "Invalid Api-Key, please contact support",
    ErrorKind::Unauthorised,
    None
)]
#[case(
    403,
    7,
    "Api-Key is deactivated, use another one",
    ErrorKind::Expired,
    None
)]
#[case(
    403,
    7,
    "API-key is missing a required role for the method",
    ErrorKind::Forbidden,
    None
)]
#[case(
    403,
    7,
    "Company is blocked, please contact support",
    ErrorKind::Blocked,
    None
)]
#[case(403, 7, "Offer not signed", ErrorKind::Blocked, None)]
#[case(
    403,
    7,
    "Invalid Client-Id, please contact support",
    ErrorKind::Unauthorised,
    None
)]
#[case(
    403,
    7,
    "Api-Key is restricted to specific IP addresses",
    ErrorKind::Forbidden,
    None
)]
#[case(404, 5, "not found", ErrorKind::NotFound, None)]
#[case(
    429,
    8,
    "You have reached request rate limit per second",
    ErrorKind::RateLimited,
    Some(1)
)]
#[case(
    400,
    8,
    "You have reached request rate limit per second",
    ErrorKind::RateLimited,
    Some(1)
)]
#[case(500, 13, "Circle is open", ErrorKind::RateLimited, Some(300))]
#[case(500, 13, "internal", ErrorKind::Unavailable, None)]
#[tokio::test]
async fn status_and_message_decide(
    #[case] status: u16,
    #[case] code: i64,
    #[case] message: &str,
    #[case] kind: ErrorKind,
    #[case] wait: Option<u64>,
) {
    let body = json!({ "code": code, "message": format!("{message} {KEY}"), "details": [] });
    let reply = ResponseTemplate::new(status).insert_header("x-o3-trace-id", "trace-7");
    let error = refused(reply.set_body_json(body)).await;
    assert_eq!(error.kind, kind, "{error}");
    assert_eq!(
        error.retry_after,
        wait.map(Duration::from_secs),
        "when to come back"
    );
    let temporary = matches!(kind, ErrorKind::RateLimited | ErrorKind::Unavailable);
    assert_eq!(error.temporary, temporary, "whether to come back");
    assert_eq!(
        error.request_id.as_deref(),
        Some("trace-7"),
        "for the support"
    );
    assert_eq!(error.account, Some(ACCOUNT), "whose shop");
    let told = format!("{error} {error:?}");
    assert!(
        !told.contains("topsecret"),
        "a server that repeats the key is cut: {told}"
    );
}

#[rstest]
#[case("Retry-After", "7", 7)]
#[case("Item-Retry-After", "2", 120)]
#[tokio::test]
async fn both_ways_to_say_later_are_obeyed(
    #[case] header: &str,
    #[case] value: &str,
    #[case] wait: u64,
) {
    let words = "You have reached operation items limits. Retry after 120 seconds.";
    let body = json!({ "code": "RESOURCE_EXHAUSTED", "message": words });
    let error = refused(
        ResponseTemplate::new(429)
            .insert_header(header, value)
            .set_body_json(body),
    );
    let wait = Some(Duration::from_secs(wait));
    assert_eq!(
        error.await.retry_after,
        wait,
        "seconds, or minutes for items"
    );
}

#[tokio::test]
async fn a_body_that_is_no_json_has_its_status() {
    let error = refused(ResponseTemplate::new(403).set_body_string("<html>no</html>")).await;
    assert_eq!(
        (error.kind, error.message.as_str()),
        (ErrorKind::Forbidden, "HTTP 403"),
        "{error}"
    );
}

async fn written(reply: ResponseTemplate) -> Result<(), MarketplaceError> {
    let server = MockServer::start().await;
    Mock::given(path(COMMENT))
        .respond_with(reply)
        .expect(1)
        .mount(&server)
        .await;
    let thanks = approved(answer(SubjectKind::Review, "r-1", "Спасибо!"));
    shop(&server)
        .review_answers()
        .expect("offered")
        .publish(&thanks)
        .await
        .map(|_| ())
}

#[rstest]
#[case(200, json!("comment"), ErrorKind::Unreadable, true)]
#[case(200, json!({ "errors": [{ "code": "COMMENT_EXISTS", "message": "no" }] }), ErrorKind::Rejected, false)]
#[case(200, json!({ "result": [{ "errors": [{ "code": "TOO_MANY_REQUESTS" }] }] }), ErrorKind::RateLimited, false)]
#[case(200, json!({ "code": 9, "message": "review is closed" }), ErrorKind::Rejected, false)]
#[case(400, json!({ "code": 3, "message": "text is empty" }), ErrorKind::Rejected, false)]
#[case(429, json!({ "code": 8, "message": "limit" }), ErrorKind::RateLimited, false)]
#[case(500, json!({ "code": 13, "message": "internal" }), ErrorKind::Unavailable, true)]
#[case(503, json!({ "code": 13, "message": "Circle is open" }), ErrorKind::RateLimited, false)]
#[tokio::test]
async fn a_failed_write_says_whether_it_may_have_happened(
    #[case] status: u16,
    #[case] body: Value,
    #[case] kind: ErrorKind,
    #[case] may: bool,
) {
    let error = written(ResponseTemplate::new(status).set_body_json(body)).await;
    let error = error.expect_err("refused");
    assert_eq!(
        (error.kind, error.may_have_happened),
        (kind, may),
        "{error}"
    );
}

#[tokio::test]
async fn a_plain_success_is_one() {
    let reply = ResponseTemplate::new(200).set_body_json(json!({ "comment_id": "c-9" }));
    assert_eq!(written(reply).await, Ok(()), "written");
}

#[tokio::test]
async fn a_broken_page_names_its_place() {
    let odd = ResponseTemplate::new(200).set_body_json(json!({ "items": 7 }));
    let error = refused(odd).await;
    assert_eq!(error.kind, ErrorKind::Unreadable, "not our shape");
    assert_eq!(error.path.as_deref(), Some("items"), "there");
}
