//! Prices: what is sent, and how answers are understood.

use domain::PriceChange;
use serde_json::json;
use wiremock::matchers::{method, path};
use wiremock::{Mock, ResponseTemplate};

use super::sent::{list, roubles};
use super::{asked, fixture, ok, on, server, shop};
use crate::contract::{Receipt, Seen, Taken};
use crate::error::ErrorKind;
use crate::testing::{ACCOUNT, approved};

const PRICES: &str = "/v2/businesses/77/offer-prices";
const QUARANTINE: &str = "/v2/businesses/77/price-quarantine";
const UPDATES: &str = "/v2/businesses/77/offer-prices/updates";

fn price(before: Option<i64>) -> PriceChange {
    PriceChange {
        account: ACCOUNT,
        listing: "SAM-1".into(),
        article: "SAM-1".to_owned(),
        variant: String::new(),
        price: roubles(1990),
        before: before.map(roubles),
        least: None,
        expected: None,
        expected_before: None,
    }
}

#[tokio::test]
async fn a_price_goes_with_its_crossed_out_price_each_time() {
    let server = server().await;
    on(&server, UPDATES, ok()).await;
    let shop = shop(&server);
    let by = shop.price_changes().expect("offered");
    let both = [approved(price(Some(2490))), approved(price(None))];
    let taken = by.write(&both).await.expect("taken");
    assert_eq!(
        taken,
        vec![Taken::Accepted(Receipt::default()); 2],
        "each has its outcome"
    );
    let expected = json!({ "offers": [
        { "offerId": "SAM-1", "price": { "value": 1990, "currencyId": "RUR", "discountBase": 2490 } },
        { "offerId": "SAM-1", "price": { "value": 1990, "currencyId": "RUR" } },
    ] });
    assert_eq!(
        asked(&server, UPDATES).await,
        [expected],
        "one request, in Market's words"
    );
    let unfit = by
        .fit(&price(Some(2000)))
        .expect_err("a discount below 5 %");
    let near = unfit.nearest.and_then(|near| near.before);
    assert_eq!(near, Some(roubles(2095)), "the nearest that would be taken");
}

#[tokio::test]
async fn a_price_in_quarantine_is_held_and_nothing_confirms_it() {
    let server = server().await;
    on(
        &server,
        PRICES,
        list("offers", fixture("rows")["prices"].clone()),
    )
    .await;
    on(
        &server,
        QUARANTINE,
        list("offers", fixture("rows")["quarantine"].clone()),
    )
    .await;
    let shop = shop(&server);
    let by = shop.price_changes().expect("offered");
    let wanted = PriceChange {
        price: roubles(199),
        ..price(None)
    };
    let seen = by.seen(&wanted, &Receipt::default()).await.expect("seen");
    assert_eq!(
        seen,
        Seen::Held("PRICE_CHANGE".to_owned()),
        "in Market's word"
    );
    let window = crate::testing::window();
    let page = shop
        .prices()
        .expect("offered")
        .page(None, window)
        .await
        .expect("a page");
    let row = page.rows.first().expect("the first price");
    assert_eq!(row.price, roubles(1990), "the old price stays on sale");
    let held = row.held.as_ref().and_then(|held| held.price);
    assert_eq!(held, Some(roubles(199)), "and the new one is told");
    let sent = server.received_requests().await.unwrap_or_default();
    let confirmed = sent.iter().any(|one| one.url.path().contains("confirm"));
    assert!(!confirmed, "only a person can say that a price is right");
}

#[tokio::test]
async fn a_shop_without_own_prices_is_told_apart_from_one_that_moves() {
    for (message, kind, temporary) in [
        ("Partner use only default price", ErrorKind::Rejected, false),
        ("Business is in migration", ErrorKind::Moving, true),
    ] {
        let server = server().await;
        let body =
            json!({ "status": "ERROR", "errors": [{ "code": "LOCKED", "message": message }] });
        let mock = Mock::given(method("POST")).and(path(format!("/partner{UPDATES}")));
        let reply = ResponseTemplate::new(423).set_body_json(body);
        mock.respond_with(reply).mount(&server).await;
        let shop = shop(&server);
        let by = shop.price_changes().expect("offered");
        let error = by.write(&[approved(price(None))]).await.expect_err("423");
        assert_eq!(
            (error.kind, error.temporary),
            (kind, temporary),
            "{message}"
        );
        assert!(
            !error.may_have_happened,
            "{message}: a refusal is an answer"
        );
    }
}

#[tokio::test]
async fn what_is_not_for_uzbek_sellers_is_no_error() {
    let server = server().await;
    let message = "The method is not supported for Market Yandex Go sellers";
    let body =
        json!({ "status": "ERROR", "errors": [{ "code": "FORBIDDEN", "message": message }] });
    let reply = ResponseTemplate::new(403).set_body_json(body);
    Mock::given(method("POST"))
        .respond_with(reply)
        .mount(&server)
        .await;
    let shop = shop(&server);
    let window = crate::testing::window();
    let campaigns = shop.campaigns().expect("offered").page(None, window).await;
    assert!(campaigns.expect("no error").rows.is_empty(), "no bids");
    let promotions = shop.promotions().expect("offered").page(None, window).await;
    assert!(
        promotions.expect("no error").rows.is_empty(),
        "no promotions"
    );
    let advice = shop
        .price_signals()
        .expect("offered")
        .page(None, window)
        .await;
    assert!(advice.expect("no error").rows.is_empty(), "no advice");
}
