//! The connection check.

use domain::{Capability, Cell, ScopeState};
use rstest::rstest;
use serde_json::{Value, json};
use wiremock::matchers::path_regex;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::{KEY, Yandex, on, server, shop};
use crate::contract::Connector as _;
use crate::error::{ErrorKind, Why};
use crate::testing::{keys, window};

async fn with_scopes(scopes: &[&str]) -> MockServer {
    let server = server().await;
    let token =
        json!({ "status": "OK", "result": { "apiKey": { "name": "SAM", "authScopes": scopes } } });
    on(&server, "/v2/auth/token", token).await;
    let settings = json!({ "status": "OK", "result": {
        "info": { "id": 77, "name": "Чойхона" },
        "settings": { "onlyDefaultPrice": true, "currency": "UZS" }, "traits": ["MARKET_YANDEX_GO"] } });
    on(&server, "/v2/businesses/77/settings", settings).await;
    server
}

#[tokio::test]
async fn a_full_key_opens_everything() {
    let server = with_scopes(&["ALL_METHODS"]).await;
    let passport = shop(&server).check(window()).await.expect("checked");
    assert_eq!(
        passport.account_label.as_deref(),
        Some("Чойхона · UZS"),
        "name and currency"
    );
    assert_eq!(passport.external_id.as_deref(), Some("77"), "the cabinet");
    let kind = passport.token_kind.as_deref();
    assert_eq!(kind, Some("Api-Key, Market Yandex Go"), "an Uzbek cabinet");
    let yandex = super::Yandex::new();
    for cell in &passport.cells {
        let (read, write) = yandex.profile().offers(cell.capability);
        let expected = |offered: bool| match offered {
            false => Cell::NotOffered,
            // Bids are for Market's other sellers.
            true if cell.capability == Capability::Ads => {
                Cell::NotForThisSeller("Market Yandex Go".to_owned())
            }
            true => Cell::Works,
        };
        let found = (cell.read.clone(), cell.write.clone());
        assert_eq!(
            found,
            (expected(read), expected(write)),
            "{:?}",
            cell.capability
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
async fn a_missing_scope_is_a_cell_and_no_error() {
    let scopes = [
        "OFFERS_AND_CARDS_MANAGEMENT_READ_ONLY",
        "INVENTORY_AND_ORDER_PROCESSING",
        "MOON",
    ];
    let server = with_scopes(&scopes).await;
    let passport = shop(&server).check(window()).await.expect("checked");
    for cell in &passport.cells {
        let missing = |scope: &str| Cell::MissingScope(scope.to_owned());
        let expected = match cell.capability {
            Capability::Reviews | Capability::Questions | Capability::Chats => {
                missing("communication")
            }
            Capability::Prices | Capability::Tariffs => missing("pricing"),
            Capability::Analytics => missing("finance-and-accounting"),
            Capability::Ads => Cell::NotForThisSeller("Market Yandex Go".to_owned()),
            _ => Cell::Works,
        };
        assert_eq!(cell.read, expected, "{:?}", cell.capability);
    }
    let useful: Vec<_> = passport
        .scopes
        .iter()
        .filter(|scope| scope.state == ScopeState::MissingUseful)
        .map(|scope| scope.name.as_str())
        .collect();
    let expected = [
        "communication",
        "pricing",
        "promotion",
        "finance-and-accounting",
    ];
    assert_eq!(useful, expected, "what to add in the cabinet");
}

#[tokio::test]
async fn a_key_that_only_reads_cannot_answer() {
    let server = with_scopes(&["ALL_METHODS_READ_ONLY"]).await;
    let passport = shop(&server).check(window()).await.expect("checked");
    assert!(passport.read_only, "every scope is for reading");
    let reviews = passport
        .cells
        .iter()
        .find(|cell| cell.capability == Capability::Reviews);
    let reviews = reviews.expect("a row");
    assert_eq!(reviews.read, Cell::Works, "reviews can be seen");
    let missing = Cell::MissingScope("communication".to_owned());
    assert_eq!(reviews.write, missing, "and not answered");
}

#[tokio::test]
async fn a_wrong_key_is_refused_by_both_hosts() {
    let server = MockServer::start().await;
    let body = json!({ "status": "ERROR", "errors": [{ "code": "UNAUTHORIZED", "message": "Api-Key token is invalid" }] });
    let reply = ResponseTemplate::new(401).set_body_json(body);
    let both = Mock::given(path_regex("/partner(-uz)?/v2/campaigns"));
    both.respond_with(reply).expect(2).mount(&server).await;
    let error = shop(&server).check(window()).await.expect_err("wrong key");
    assert_eq!(error.kind, ErrorKind::Unauthorised, "{error}");
    assert!(
        error.message.contains("token is invalid"),
        "in the marketplace's words"
    );
}

#[tokio::test]
async fn the_other_host_being_down_proves_nothing_about_the_key() {
    let server = MockServer::start().await;
    let refused = ResponseTemplate::new(403).set_body_json(json!({ "status": "ERROR" }));
    Mock::given(path_regex("/partner/v2/campaigns"))
        .respond_with(refused)
        .mount(&server)
        .await;
    let down = Mock::given(path_regex("/partner-uz/v2/campaigns"));
    down.respond_with(ResponseTemplate::new(503))
        .mount(&server)
        .await;
    let error = shop(&server).check(window()).await.expect_err("not known");
    assert!(
        error.temporary,
        "it may be a key of the other host: {error}"
    );
    assert_eq!(error.kind, ErrorKind::OtherHost, "{error}");
    assert_eq!(
        error.about.as_deref(),
        Some("api.partner.market.yandex.net"),
        "the seller is told what their network has to let through"
    );
}

#[rstest]
#[case("DISABLED_BY_INACTIVITY", Some(Why::Inactive))]
#[case("DISABLED_BY_NO_ACTIVE_CONTRACT", Some(Why::NoContract))]
#[case("MANUALLY_DISABLED", Some(Why::SwitchedOff))]
#[case("DISABLED_BY_NO_PLACEMENT_TYPE", Some(Why::NoPlacement))]
#[case("DISABLED_BY_THE_MOON", None)]
#[tokio::test]
async fn a_cabinet_of_closed_shops_is_blocked_and_says_why(
    #[case] word: &str,
    #[case] why: Option<Why>,
) {
    let server = MockServer::start().await;
    let shop_of = |id: i64| json!({ "id": id, "business": { "id": 77 }, "placementType": "FBS", "apiAvailability": word });
    let told = json!({ "campaigns": [shop_of(1), shop_of(2)] });
    Mock::given(path_regex("/partner/v2/campaigns"))
        .respond_with(ResponseTemplate::new(200).set_body_json(told))
        .mount(&server)
        .await;
    let error = shop(&server).check(window()).await.expect_err("closed");
    let found = (error.kind, error.why, error.temporary);
    assert_eq!(found, (ErrorKind::Blocked, why, false), "{word}: {error}");
}

/// What the first host answers, and whether the second one opens the door.
#[rstest]
#[case::no_shops(200, json!({ "campaigns": [] }))]
#[case::busy(420, json!({ "status": "ERROR" }))]
#[case::down(503, json!({ "status": "ERROR" }))]
#[case::unknown(401, json!({ "status": "ERROR" }))]
#[tokio::test]
async fn the_other_host_is_asked_whatever_the_first_one_says(
    #[case] status: u16,
    #[case] body: Value,
) {
    let server = MockServer::start().await;
    let first = ResponseTemplate::new(status)
        .insert_header("x-ratelimit-resource-remaining", "0")
        .insert_header(
            "x-ratelimit-resource-until",
            "Sun, 22 Nov 2026 11:00:00 GMT",
        );
    Mock::given(path_regex("/partner/v2/campaigns"))
        .respond_with(first.set_body_json(body))
        .mount(&server)
        .await;
    let second = ResponseTemplate::new(200).set_body_json(super::fixture("campaigns"));
    Mock::given(path_regex("/partner-uz/v2/campaigns"))
        .respond_with(second)
        .mount(&server)
        .await;
    let bare = ResponseTemplate::new(200).set_body_json(json!({ "orders": [] }));
    Mock::given(path_regex("/partner-uz/v1/businesses/77/orders"))
        .respond_with(bare)
        .mount(&server)
        .await;
    let shop = shop(&server);
    let page = shop.orders().expect("offered").page(None, window()).await;
    assert!(page.is_ok(), "found on the other host: {page:?}");
}

#[rstest]
#[case::both_unknown(401, 401, ErrorKind::Unauthorised, false)]
#[case::first_is_down(503, 401, ErrorKind::Unavailable, true)]
#[case::only_no_shop(401, 200, ErrorKind::Blocked, false)]
#[case::no_shop_there(200, 401, ErrorKind::Blocked, false)]
#[case::at_home_elsewhere(401, 503, ErrorKind::OtherHost, true)]
#[tokio::test]
async fn the_host_that_says_most_is_believed(
    #[case] first: u16,
    #[case] second: u16,
    #[case] kind: ErrorKind,
    #[case] temporary: bool,
) {
    let server = MockServer::start().await;
    for (host, status) in [("partner", first), ("partner-uz", second)] {
        let reply = ResponseTemplate::new(status).set_body_json(json!({ "campaigns": [] }));
        Mock::given(path_regex(format!("^/{host}/v2/campaigns")))
            .respond_with(reply)
            .mount(&server)
            .await;
    }
    let error = shop(&server).check(window()).await.expect_err("no cabinet");
    assert_eq!((error.kind, error.temporary), (kind, temporary), "{error}");
}

#[test]
fn a_key_with_blanks_is_told_before_any_request() {
    let yandex = Yandex::new();
    let bad = yandex.inspect(&keys(&[("api_key", "ACMA: two words")]));
    assert_eq!(
        bad.map_err(|error| error.kind),
        Err(ErrorKind::Unauthorised),
        "no such key"
    );
    let good = yandex.inspect(&keys(&[("api_key", KEY)]));
    assert_eq!(good, Ok(None), "opaque, but possible");
}
