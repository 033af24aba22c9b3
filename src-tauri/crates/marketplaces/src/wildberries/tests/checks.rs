use domain::{Capability, Cell, ScopeState};
use wiremock::matchers::path_regex;

use super::*;
use crate::error::Why;

async fn pings(server: &MockServer) {
    Mock::given(path("/common-api/api/v1/seller-info"))
        .respond_with(ok(json!({
            "name": "ИП Каримова", "sid": "7f3a-c219", "tin": "1", "tradeMark": "Samo Home", "country": "UZ"
        })))
        .mount(server)
        .await;
    Mock::given(method("GET"))
        .and(path_regex("^/[a-z-]+/ping$"))
        .respond_with(ok(
            json!({"TS": "2026-11-22T13:00:00+03:00", "Status": "OK"}),
        ))
        .mount(server)
        .await;
}

fn cell(passport: &Passport, capability: Capability) -> (Cell, Cell) {
    let cells = passport.cells.iter();
    let found = cells.clone().find(|cell| cell.capability == capability);
    found
        .map(|cell| (cell.read.clone(), cell.write.clone()))
        .expect("a cell for each capability")
}

#[tokio::test]
async fn a_good_token_works_everywhere_and_is_sent_bare() {
    let server = MockServer::start().await;
    pings(&server).await;
    let passport = shop(&server)
        .check(window())
        .await
        .expect("all doors are open");
    assert_eq!(passport.token_kind.as_deref(), Some("personal"), "acc 3");
    assert_eq!(
        passport.account_label.as_deref(),
        Some("Samo Home"),
        "the trade mark"
    );
    assert_eq!(passport.external_id.as_deref(), Some("7f3a-c219"), "sid");
    assert_eq!(passport.lifetime_days, Some(180), "of which 100 are left");
    let offered = Wildberries::new().profile.capabilities.len();
    assert_eq!(
        passport.cells.len(),
        offered,
        "one line for each capability"
    );
    for line in &passport.cells {
        assert_eq!(line.read, Cell::Works, "{:?} was asked", line.capability);
    }
    assert_eq!(
        cell(&passport, Capability::Reviews).1,
        Cell::Works,
        "answers can be written"
    );
    assert_eq!(
        cell(&passport, Capability::Catalogue).1,
        Cell::NotOffered,
        "cards are only read"
    );
    for request in server.received_requests().await.expect("recorded") {
        let sent = request
            .headers
            .get("authorization")
            .expect("a key on every request");
        assert_eq!(sent.to_str().ok(), Some(&*token(ALL)), "no word before it");
    }
}

#[tokio::test]
async fn a_category_that_the_token_lacks_is_not_even_asked_for() {
    let server = MockServer::start().await;
    pings(&server).await;
    let passport = shop_with(&server, 1 << 1 | 1 << 4)
        .check(window())
        .await
        .expect("a passport");
    assert_eq!(
        cell(&passport, Capability::Reviews).0,
        Cell::MissingScope("Вопросы и отзывы".into()),
        "named in WB's words"
    );
    assert_eq!(
        cell(&passport, Capability::Orders).0,
        Cell::MissingScope("Аналитика".into()),
        "the order feed is a report"
    );
    assert_eq!(
        cell(&passport, Capability::Stock).0,
        Cell::Works,
        "the seller's own half is there"
    );
    assert!(
        asked(&server, "/feedbacks-api/ping").await.is_empty(),
        "no request was wasted"
    );
    let missing = passport
        .scopes
        .iter()
        .filter(|scope| scope.state == ScopeState::MissingUseful);
    let missing: Vec<&str> = missing.map(|scope| scope.name.as_str()).collect();
    assert!(
        missing.contains(&"Аналитика") && missing.contains(&"Вопросы и отзывы"),
        "what this product uses: {missing:?}"
    );
}

#[tokio::test]
async fn a_door_that_stays_shut_is_a_cell_and_no_error() {
    let server = MockServer::start().await;
    let shut = |status: u16| {
        ResponseTemplate::new(status)
            .set_body_json(json!({"title": "unauthorized", "detail": "token problem; scope"}))
    };
    Mock::given(path("/feedbacks-api/ping"))
        .respond_with(shut(401))
        .mount(&server)
        .await;
    Mock::given(path("/seller-analytics-api/ping"))
        .respond_with(shut(500))
        .mount(&server)
        .await;
    pings(&server).await;
    let passport = shop(&server)
        .check(window())
        .await
        .expect("a passport all the same");
    assert_eq!(
        cell(&passport, Capability::Questions).0,
        Cell::MissingScope("Вопросы и отзывы".into()),
        "the token as such was accepted by seller-info"
    );
    assert!(
        matches!(cell(&passport, Capability::Orders).0, Cell::Failed(_)),
        "a server's failure is no missing permission"
    );
}

#[tokio::test]
async fn a_revoked_token_is_over() {
    let server = MockServer::start().await;
    let body = json!({
        "title": "unauthorized", "detail": "token problem; withdrawn", "requestId": "7b80",
        "origin": "s2s-api-auth-catalog", "status": 401
    });
    Mock::given(method("GET"))
        .respond_with(ResponseTemplate::new(401).set_body_json(body))
        .mount(&server)
        .await;
    let error = shop(&server)
        .check(window())
        .await
        .expect_err("nothing works");
    let found = (error.kind, error.why);
    assert_eq!(
        found,
        (ErrorKind::Expired, Some(Why::Revoked)),
        "the key must be replaced"
    );
    assert_eq!(
        error.request_id.as_deref(),
        Some("7b80"),
        "for WB's support"
    );
    assert_eq!(error.account, Some(testing::ACCOUNT), "whose shop");
}

#[tokio::test]
async fn a_revoked_token_is_seen_without_seller_info_too() {
    let server = MockServer::start().await;
    Mock::given(path("/common-api/api/v1/seller-info"))
        .respond_with(ResponseTemplate::new(429).insert_header("X-Ratelimit-Retry", "55"))
        .mount(&server)
        .await;
    Mock::given(method("GET"))
        .respond_with(ResponseTemplate::new(401))
        .mount(&server)
        .await;
    let error = shop(&server)
        .check(window())
        .await
        .expect_err("four doors said 401");
    assert_eq!(
        error.kind,
        ErrorKind::Unauthorised,
        "the key, not its categories"
    );
}

#[tokio::test]
async fn a_used_up_limit_of_seller_info_does_not_spoil_the_check() {
    let server = MockServer::start().await;
    Mock::given(path("/common-api/api/v1/seller-info"))
        .respond_with(ResponseTemplate::new(429).insert_header("X-Ratelimit-Retry", "55"))
        .mount(&server)
        .await;
    pings(&server).await;
    let passport = shop(&server)
        .check(window())
        .await
        .expect("the pings suffice");
    assert_eq!(passport.account_label, None, "not told this time");
    assert_eq!(
        passport.external_id.as_deref(),
        Some("7f3a-c219"),
        "from the token"
    );
}

#[tokio::test]
async fn an_expired_token_makes_no_request() {
    let server = MockServer::start().await;
    let old = super::super::keys::tests::token(&json!({"acc": 3, "exp": 1_700_000_000, "s": ALL}));
    let shop = testing::shop(&Wildberries::new(), &server, &keys_of(&old));
    let error = shop.check(window()).await.expect_err("it ended in 2023");
    assert_eq!(error.kind, ErrorKind::Expired, "the key must be replaced");
    assert!(error.message.contains("expired on 2023-11-14"), "{error}");
    let requests = server.received_requests().await.expect("recorded");
    assert!(requests.is_empty(), "WB need not be asked");
}

#[tokio::test]
async fn a_basic_token_is_a_warning_and_a_read_only_one_writes_nothing() {
    let server = MockServer::start().await;
    pings(&server).await;
    let basic = super::super::keys::tests::token(&json!({"acc": 1, "s": ALL | 1 << 30}));
    let shop = testing::shop(&Wildberries::new(), &server, &keys_of(&basic));
    let passport = shop.check(window()).await.expect("a passport");
    assert!(passport.read_only, "bit 30");
    assert_eq!(
        cell(&passport, Capability::Reviews),
        (
            Cell::MissingScope("Персональный токен".into()),
            Cell::MissingScope("Только чтение".into())
        ),
        "five requests an hour are no sync"
    );
    assert_eq!(
        cell(&passport, Capability::Catalogue).0,
        Cell::Works,
        "cards have one limit for all"
    );
}

#[test]
fn inspecting_asks_nobody() {
    let passport = Wildberries::new()
        .inspect(&keys_of(&token(ALL)))
        .expect("a token");
    let passport = passport.expect("WB's tokens are not opaque");
    assert_eq!(passport.external_id.as_deref(), Some("7f3a-c219"), "sid");
    assert!(
        passport.cells.is_empty(),
        "no cell works before its check has answered"
    );
    let error = Wildberries::new()
        .inspect(&keys_of("secret-password"))
        .expect_err("no JWT");
    assert_eq!(error.kind, ErrorKind::Unauthorised, "said at once");
    let error = Wildberries::new()
        .inspect(&testing::keys(&[]))
        .expect_err("nothing typed");
    assert_eq!(error.kind, ErrorKind::Unauthorised, "the field is empty");
}
