//! The connection check.

use domain::{Capability, Cell, Passport};
use rstest::rstest;
use serde_json::{Value, json};
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::ads::{ads_shop, granting};
use super::{KEY, Ozon, company, on, shop};
use crate::contract::Connector as _;
use crate::error::ErrorKind;
use crate::testing::{keys, window};

async fn with_roles(roles: Value) -> MockServer {
    let server = MockServer::start().await;
    let body = json!({ "expires_at": "2027-02-18T09:54:23.296Z", "roles": roles });
    on(&server, "/v1/roles", body).await;
    on(
        &server,
        "/v1/seller/info",
        company("Зарафшон", "PREMIUM_PLUS"),
    )
    .await;
    server
}

async fn open(server: &MockServer) {
    on(server, "/v2/review/list", json!({ "reviews": [] })).await;
    on(server, "/v1/question/list", json!({ "questions": [] })).await;
}

fn cell(passport: &Passport, capability: Capability) -> (Cell, Cell) {
    let cell = passport
        .cells
        .iter()
        .find(|cell| cell.capability == capability);
    cell.map(|cell| (cell.read.clone(), cell.write.clone()))
        .expect("a row")
}

#[tokio::test]
async fn a_full_key_opens_everything() {
    let server = with_roles(json!([{ "name": "Admin", "methods": ["/v1/actions"] }])).await;
    open(&server).await;
    granting(&server, &["t"]).await;
    let passport = ads_shop(&server).check(window()).await.expect("checked");
    assert_eq!(
        passport.account_label.as_deref(),
        Some("Зарафшон · RUB · Premium Plus"),
        "who"
    );
    assert_eq!(
        passport.external_id.as_deref(),
        Some("424242"),
        "the Client-Id"
    );
    let end = passport.expires_at.map(|at| at.date_naive().to_string());
    assert_eq!(end.as_deref(), Some("2027-02-18"), "read, never computed");
    assert!(
        passport.cells.iter().all(|cell| cell.read == Cell::Works),
        "all can be read"
    );
    for capability in [Capability::Reviews, Capability::Questions] {
        assert_eq!(
            cell(&passport, capability).1,
            Cell::Works,
            "answers are written"
        );
    }
    assert!(!passport.read_only, "it may write");
    let told = format!("{passport:?}");
    assert!(
        !told.contains("topsecret"),
        "a passport holds no key: {told}"
    );
}

#[tokio::test]
async fn a_missing_subscription_is_named_and_no_error() {
    let server = with_roles(json!([])).await;
    let body = json!({ "code": 7, "message": "no subscription", "details": [] });
    for tail in ["/seller/v2/review/list", "/seller/v1/question/list"] {
        let reply = ResponseTemplate::new(403).set_body_json(body.clone());
        Mock::given(path(tail))
            .respond_with(reply)
            .mount(&server)
            .await;
    }
    let passport = shop(&server).check(window()).await.expect("checked");
    let needs = |plan: &str| Cell::NeedsSubscription(plan.to_owned());
    let reviews = needs("Управление отзывами / Premium Pro");
    assert_eq!(
        cell(&passport, Capability::Reviews),
        (reviews.clone(), reviews),
        "reviews"
    );
    let questions = needs("Premium Plus");
    assert_eq!(
        cell(&passport, Capability::Questions),
        (questions.clone(), questions),
        "questions"
    );
    assert_eq!(
        cell(&passport, Capability::Orders).0,
        Cell::Works,
        "the rest works"
    );
}

#[rstest]
#[case(403, "Offer not signed", Cell::Failed("Offer not signed".to_owned()))]
#[case(403, "Company is blocked, please contact support", Cell::Failed("Company is blocked, please contact support".to_owned()))]
#[case(403, "API-key is missing a required role for the method", Cell::MissingScope("/v1/question/list".to_owned()))]
#[case(403, "no subscription", Cell::NeedsSubscription("Premium Plus".to_owned()))]
#[case(429, "too many requests", Cell::Queued)]
#[tokio::test]
async fn a_refusal_is_told_for_what_it_is(
    #[case] status: u16,
    #[case] words: &str,
    #[case] expected: Cell,
) {
    let server = with_roles(json!([])).await;
    on(&server, "/v2/review/list", json!({ "reviews": [] })).await;
    let body = json!({ "code": 7, "message": words, "details": [] });
    Mock::given(path("/seller/v1/question/list"))
        .respond_with(ResponseTemplate::new(status).set_body_json(body))
        .mount(&server)
        .await;
    let passport = shop(&server).check(window()).await.expect("checked");
    let (read, write) = cell(&passport, Capability::Questions);
    assert_eq!((&read, &write), (&expected, &expected), "{words}");
}

#[tokio::test]
async fn roles_say_which_methods_may_be_called() {
    let roles = json!([
        { "name": "Posting FBS", "methods": ["/v1/posting"] },
        { "name": "Reviews read only", "methods": ["/v1/review/list", "/v3/product/list"] },
    ]);
    let server = with_roles(roles).await;
    open(&server).await;
    let passport = shop(&server).check(window()).await.expect("checked");
    let missing = |path: &str| Cell::MissingScope(path.to_owned());
    assert_eq!(
        cell(&passport, Capability::Orders).0,
        Cell::Works,
        "the beginning of a path"
    );
    let reviews = (Cell::Works, missing("/v1/review/comment/create"));
    assert_eq!(
        cell(&passport, Capability::Reviews),
        reviews,
        "another version of the method"
    );
    let questions = missing("/v1/question/list");
    assert_eq!(
        cell(&passport, Capability::Questions).0,
        questions,
        "not even asked for"
    );
    assert_eq!(
        cell(&passport, Capability::Stock).0,
        missing("/v4/product/info/stocks"),
        "no"
    );
    let names: Vec<_> = passport
        .scopes
        .iter()
        .map(|scope| scope.name.as_str())
        .collect();
    assert_eq!(
        names,
        ["Posting FBS", "Reviews read only"],
        "in Ozon's words"
    );
}

#[tokio::test]
async fn a_key_that_only_reads_cannot_answer() {
    let server = with_roles(json!([{ "name": "Admin read only", "methods": [] }])).await;
    open(&server).await;
    let passport = shop(&server).check(window()).await.expect("checked");
    assert!(passport.read_only, "its only role reads");
    let (read, write) = cell(&passport, Capability::Reviews);
    assert_eq!(read, Cell::Works, "reviews can be seen");
    let missing = Cell::MissingScope("/v1/review/comment/create".to_owned());
    assert_eq!(write, missing, "and not answered");
}

#[rstest]
#[case(403, "Invalid Api-Key, please contact support")]
#[case(401, "unauthorized")]
#[tokio::test]
async fn a_wrong_key_is_told_as_one(#[case] status: u16, #[case] message: &str) {
    let server = MockServer::start().await;
    let body = json!({ "code": 7, "message": message, "details": [] });
    let reply = ResponseTemplate::new(status).set_body_json(body);
    Mock::given(path("/seller/v1/roles"))
        .respond_with(reply)
        .mount(&server)
        .await;
    let error = shop(&server).check(window()).await.expect_err("wrong key");
    assert_eq!(error.kind, ErrorKind::Unauthorised, "{error}");
}

#[test]
fn swapped_fields_are_told_before_any_request() {
    let ozon = Ozon::new();
    let swapped = ozon.inspect(&keys(&[("client_id", KEY), ("api_key", "424242")]));
    let error = swapped.expect_err("the number is the Client-Id");
    assert!(error.message.contains("swapped"), "said plainly: {error}");
    assert!(
        !format!("{error:?}").contains("topsecret"),
        "without the key"
    );
}
