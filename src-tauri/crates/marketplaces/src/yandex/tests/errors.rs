//! Errors: kinds, waits, and never a key.

use std::time::Duration;

use domain::SubjectKind;
use rstest::rstest;
use serde_json::json;
use wiremock::matchers::path;
use wiremock::{Mock, ResponseTemplate};

use super::{KEY, Yandex, keys, server, shop};
use crate::contract::Connector as _;
use crate::error::{ErrorKind, Why};
use crate::testing::{answer, approved, way, window};

const OFFERS: &str = "/partner/v2/businesses/77/offer-mappings";
const UPDATE: &str = "/partner/v2/businesses/77/goods-feedback/comments/update";

fn body(code: &str, message: &str) -> serde_json::Value {
    json!({ "status": "ERROR", "errors": [{ "code": code, "message": message }] })
}

#[rstest]
#[case(400, "BAD_REQUEST", ErrorKind::Rejected, false)]
#[case(401, "UNAUTHORIZED", ErrorKind::Unauthorised, false)]
#[case(403, "FORBIDDEN", ErrorKind::Forbidden, false)]
#[case(404, "NOT_FOUND", ErrorKind::NotFound, false)]
#[case(420, "LIMIT_EXCEEDED", ErrorKind::RateLimited, true)]
#[case(423, "LOCKED", ErrorKind::Moving, true)]
#[case(499, "", ErrorKind::Unavailable, true)]
#[case(500, "INTERNAL_ERROR", ErrorKind::Unavailable, true)]
#[case(200, "BAD_REQUEST", ErrorKind::Rejected, false)]
#[case(200, "NOT_FOUND", ErrorKind::NotFound, false)]
#[case(200, "LIMIT_EXCEEDED", ErrorKind::RateLimited, true)]
#[tokio::test]
async fn each_answer_has_its_kind(
    #[case] status: u16,
    #[case] code: &str,
    #[case] kind: ErrorKind,
    #[case] temporary: bool,
) {
    let server = server().await;
    let reply = ResponseTemplate::new(status)
        .insert_header("traceparent", "00-abc-def-01")
        .set_body_json(body(code, &format!("no, {KEY} may not")));
    Mock::given(path(OFFERS))
        .respond_with(reply)
        .mount(&server)
        .await;
    let shop = shop(&server);
    let page = shop
        .catalogue()
        .expect("offered")
        .page(None, window())
        .await;
    let error = page.expect_err("an error");
    assert_eq!((error.kind, error.temporary), (kind, temporary), "{error}");
    assert_eq!(
        error.request_id.as_deref(),
        Some("00-abc-def-01"),
        "for the support"
    );
    let told = format!("{error} {error:?}");
    assert!(
        !told.contains("topsecret"),
        "a server that repeats the key is cut: {told}"
    );
}

#[rstest]
#[case(
    401,
    "Api-Key token is revoked",
    ErrorKind::Expired,
    Some(Why::Revoked)
)]
#[case(401, "Api-Key token is invalid", ErrorKind::Unauthorised, None)]
#[case(
    403,
    "API for campaign 7 manually disabled",
    ErrorKind::Blocked,
    Some(Why::SwitchedOff)
)]
#[case(
    403,
    "API for campaign 7 disabled due to inactivity",
    ErrorKind::Blocked,
    Some(Why::Inactive)
)]
#[case(
    403,
    "API for campaign 7 disabled because there are no active contracts with Market",
    ErrorKind::Blocked,
    Some(Why::NoContract)
)]
#[case(
    403,
    "API for campaign 7 disabled because it has no placement program",
    ErrorKind::Blocked,
    Some(Why::NoPlacement)
)]
#[case(
    403,
    "API for business 77 disabled because it has only disabled partners",
    ErrorKind::Blocked,
    None
)]
#[case(403, "User account is disabled", ErrorKind::Blocked, None)]
#[case(
    403,
    "Token does not have any of the scopes to access the API method",
    ErrorKind::Forbidden,
    None
)]
#[tokio::test]
async fn the_words_of_a_refusal_say_what_mends_it(
    #[case] status: u16,
    #[case] message: &str,
    #[case] kind: ErrorKind,
    #[case] why: Option<Why>,
) {
    let server = server().await;
    let reply = ResponseTemplate::new(status).set_body_json(body("NO", message));
    Mock::given(path(OFFERS))
        .respond_with(reply)
        .mount(&server)
        .await;
    let shop = shop(&server);
    let catalogue = shop.catalogue().expect("offered");
    let error = catalogue.page(None, window()).await.expect_err("an error");
    assert_eq!((error.kind, error.why), (kind, why), "{message}");
}

#[tokio::test]
async fn a_used_up_limit_blocks_until_the_hour_ends() {
    let server = server().await;
    let reply = ResponseTemplate::new(420)
        .insert_header("X-RateLimit-Resource-Limit", "100")
        .insert_header("X-RateLimit-Resource-Remaining", "0")
        .insert_header(
            "X-RateLimit-Resource-Until",
            "Mon, 23 Nov 2026 10:00:00 GMT",
        )
        .set_body_json(body(
            "LIMIT_EXCEEDED",
            "Hit rate limit of 100 requests per 1 MINUTE",
        ));
    Mock::given(path(OFFERS))
        .respond_with(reply)
        .expect(1)
        .mount(&server)
        .await;
    let (http, limits) = way(&Yandex::new(), &server);
    let shop = Yandex::new().open(&keys(), http).expect("a key");
    let catalogue = shop.catalogue().expect("offered");
    for _ in 0..2 {
        let error = catalogue.page(None, window()).await.expect_err("used up");
        assert_eq!(
            error.kind,
            ErrorKind::RateLimited,
            "the second one is not even sent"
        );
        let wait = error.retry_after.expect("a time to come back");
        assert!(
            wait > Duration::from_secs(50 * 60),
            "until eleven: {wait:?}"
        );
    }
    let blocked = limits.of(crate::testing::ACCOUNT);
    let bucket = blocked
        .iter()
        .find(|(name, _)| name == "offer-mappings")
        .expect("there");
    assert!(
        bucket.1.blocked_until.is_some(),
        "to be kept over a restart"
    );
}

#[tokio::test]
async fn too_many_at_once_is_soon_over() {
    let server = server().await;
    let message = "Hit rate limit of 4 parallel requests for businessId 77";
    let reply = ResponseTemplate::new(420)
        .insert_header("X-RateLimit-Resource-Remaining", "90")
        .insert_header(
            "X-RateLimit-Resource-Until",
            "Mon, 23 Nov 2026 10:00:00 GMT",
        )
        .set_body_json(body("LIMIT_EXCEEDED", message));
    Mock::given(path(OFFERS))
        .respond_with(reply)
        .mount(&server)
        .await;
    let shop = shop(&server);
    let page = shop
        .catalogue()
        .expect("offered")
        .page(None, window())
        .await;
    let wait = page.expect_err("too many").retry_after;
    assert_eq!(
        wait,
        Some(Duration::from_secs(1)),
        "not until the hour ends"
    );
}

#[rstest]
#[case(400, false)]
#[case(420, false)]
#[case(499, true)]
#[case(500, true)]
#[tokio::test]
async fn a_failed_write_says_whether_it_may_have_happened(#[case] status: u16, #[case] may: bool) {
    let server = server().await;
    let reply = ResponseTemplate::new(status).set_body_json(body("X", "y"));
    Mock::given(path(UPDATE))
        .respond_with(reply)
        .expect(1)
        .mount(&server)
        .await;
    let shop = shop(&server);
    let thanks = approved(answer(SubjectKind::Review, "8001", "Раҳмат!"));
    let outcome = shop
        .review_answers()
        .expect("offered")
        .publish(&thanks)
        .await;
    assert_eq!(
        outcome.expect_err("refused").may_have_happened,
        may,
        "after HTTP {status}"
    );
}

#[tokio::test]
async fn a_broken_page_names_its_place() {
    let server = server().await;
    let odd = json!({ "status": "OK", "result": { "offerMappings": "none" } });
    let reply = ResponseTemplate::new(200).set_body_json(odd);
    Mock::given(path(OFFERS))
        .respond_with(reply)
        .mount(&server)
        .await;
    let shop = shop(&server);
    let page = shop
        .catalogue()
        .expect("offered")
        .page(None, window())
        .await;
    let error = page.expect_err("a text is no list");
    assert_eq!(error.kind, ErrorKind::Unreadable, "not our shape");
    assert_eq!(error.path.as_deref(), Some("result.offerMappings"), "there");
    assert_eq!(error.account, Some(crate::testing::ACCOUNT), "whose shop");
}
