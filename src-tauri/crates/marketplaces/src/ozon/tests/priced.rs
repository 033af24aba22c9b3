//! Prices and quantities: what is sent, what is refused, what is read back.

use domain::{Currency, Money, PriceChange, Scheme, StockChange};
use serde_json::{Value, json};
use wiremock::MockServer;
use wiremock::matchers::{body_partial_json, path};
use wiremock::{Mock, ResponseTemplate};

use super::{asked, fixture, on, shop};
use crate::contract::{Seen, Taken};
use crate::testing::{ACCOUNT, approved, window};

const PRICES: &str = "/v5/product/info/prices";
const IMPORT: &str = "/v1/product/import/prices";
const PLACES: &str = "/v2/product/info/stocks-by-warehouse/fbs";
const DEPOTS: &str = "/v1/analytics/stocks";
const STOCKS: &str = "/v2/products/stocks";

fn roubles(major: i64) -> Money {
    Money::new(major * 100, Currency::RUB)
}

fn change(article: &str, price: i64) -> PriceChange {
    PriceChange {
        account: ACCOUNT,
        listing: "148591503".into(),
        article: article.to_owned(),
        variant: String::new(),
        price: roubles(price),
        before: None,
        least: None,
        expected: Some(roubles(1000)),
        expected_before: None,
    }
}

fn shown(article: &str, price: i64) -> Value {
    let price =
        json!({ "price": price, "old_price": 2000, "min_price": 0, "currency_code": "RUB" });
    json!({ "cursor": "x", "items": [{ "product_id": 7, "offer_id": article, "price": price }], "total_items": 1 })
}

#[tokio::test]
async fn each_price_has_its_own_outcome() {
    let server = MockServer::start().await;
    let said = json!({ "result": [
        { "offer_id": "B", "product_id": 2, "updated": false,
          "errors": [{ "code": "LOW", "message": "too low" }] },
        { "offer_id": "A", "product_id": 1, "updated": true, "errors": [] },
        { "offer_id": "C", "product_id": 3, "updated": false, "errors": null } ] });
    on(&server, IMPORT, said).await;
    let shop = shop(&server);
    let by = shop.price_changes().expect("offered");
    let full = PriceChange {
        before: Some(roubles(2000)),
        least: Some(Money::new(80_050, Currency::RUB)),
        ..change("A", 1448)
    };
    let wanted = [
        approved(full),
        approved(change("B", 1)),
        approved(change("C", 5)),
    ];
    let taken = by.write(&wanted).await.expect("an answer");
    assert!(
        matches!(&taken[0], Taken::Accepted(_)),
        "the first: {taken:?}"
    );
    assert_eq!(
        taken[1],
        Taken::Refused("LOW too low".to_owned()),
        "by its article, in their words"
    );
    assert_eq!(
        taken[2],
        Taken::Refused("not updated".to_owned()),
        "no is no without words, too"
    );
    let sent = asked(&server, IMPORT).await;
    let expected = json!({ "offer_id": "A", "price": "1448.00", "currency_code": "RUB",
        "old_price": "2000", "min_price": "800.5" });
    assert_eq!(sent[0]["prices"][0], expected, "texts in major units");
    let bare =
        json!({ "offer_id": "B", "price": "1.00", "currency_code": "RUB", "old_price": "0" });
    assert_eq!(
        sent[0]["prices"][1], bare,
        "no crossed-out price takes away the one that stands there, the lowest stays"
    );
    assert_eq!(sent.len(), 1, "sent once");
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_leaves_the_outcome_open() {
    let server = MockServer::start().await;
    on(&server, IMPORT, json!({ "result": "?" })).await;
    let shop = shop(&server);
    let by = shop.price_changes().expect("offered");
    let error = by.write(&[approved(change("A", 1448))]).await;
    assert!(
        error.expect_err("unreadable").may_have_happened,
        "only reading tells"
    );
}

#[tokio::test]
async fn a_price_is_read_back_with_what_holds_it() {
    let server = MockServer::start().await;
    let held = json!({ "filter": { "visibility": "QUARANTINE", "offer_id": ["held"] } });
    let reply = ResponseTemplate::new(200).set_body_json(shown("held", 1000));
    Mock::given(path(format!("/seller{PRICES}")))
        .and(body_partial_json(held))
        .respond_with(reply)
        .with_priority(1)
        .mount(&server)
        .await;
    for (article, price) in [
        ("held", 1000),
        ("there", 1448),
        ("late", 1000),
        ("other", 1300),
    ] {
        let part = json!({ "filter": { "visibility": "ALL", "offer_id": [article] } });
        let reply = ResponseTemplate::new(200).set_body_json(shown(article, price));
        Mock::given(path(format!("/seller{PRICES}")))
            .and(body_partial_json(part))
            .respond_with(reply)
            .with_priority(2)
            .mount(&server)
            .await;
    }
    let nothing = json!({ "cursor": "", "items": [], "total_items": 0 });
    on(&server, PRICES, nothing).await;
    let shop = shop(&server);
    let by = shop.price_changes().expect("offered");
    for (article, expected) in [
        ("held", Seen::Held("QUARANTINE".to_owned())),
        ("there", Seen::There),
        ("late", Seen::Pending),
        (
            "other",
            Seen::Different("1300.00 / 2000.00 / - RUB".to_owned()),
        ),
        (
            "gone",
            Seen::Different("the product has no price".to_owned()),
        ),
    ] {
        let wanted = PriceChange {
            before: Some(roubles(2000)),
            ..change(article, 1448)
        };
        let seen = by.seen(&wanted, &crate::contract::Receipt::default()).await;
        assert_eq!(seen.expect("an answer"), expected, "{article}");
    }
}

#[tokio::test]
async fn a_price_that_cannot_be_is_not_sent() {
    let server = MockServer::start().await;
    let shop = shop(&server);
    let by = shop.price_changes().expect("offered");
    let below = PriceChange {
        before: Some(roubles(900)),
        ..change("A", 1000)
    };
    let unfit = by
        .fit(&below)
        .expect_err("the crossed-out price must be above");
    assert_eq!(unfit.reason, "price.before_not_above", "why");
    let nearest = unfit.nearest.expect("without one");
    assert_eq!(by.fit(&nearest), Ok(()), "what is advised is taken");
    let least = PriceChange {
        least: Some(roubles(1100)),
        ..change("A", 1000)
    };
    let unfit = by.fit(&least).expect_err("no price is below its least");
    assert_eq!(
        by.fit(&unfit.nearest.expect("as low as the price")),
        Ok(()),
        "advised"
    );
    assert!(by.fit(&change("A", 0)).is_err(), "nothing is free");
}

fn quantity(article: &str, available: i64) -> StockChange {
    StockChange {
        account: ACCOUNT,
        listing: "148591503".into(),
        article: article.to_owned(),
        warehouse: "22142605386000".into(),
        available,
        expected: Some(4),
    }
}

#[tokio::test]
async fn each_quantity_has_its_own_outcome() {
    let server = MockServer::start().await;
    let infos = json!({ "items": [{ "id": 7, "offer_id": "A" }, { "id": "8", "offer_id": "B" }] });
    on(&server, "/v3/product/info/list", infos).await;
    let said = json!({ "result": [
        { "warehouse_id": 22_142_605_386_000_i64, "product_id": 7, "offer_id": "A", "updated": true, "errors": [] },
        { "warehouse_id": "22142605386000", "product_id": 8, "offer_id": "B", "updated": false,
          "errors": [{ "code": "TOO_MANY_REQUESTS", "message": "once in 30 s" }] } ] });
    on(&server, STOCKS, said).await;
    let shop = shop(&server);
    let by = shop.stock_changes().expect("offered");
    assert_eq!(by.most(), 100, "pairs of a request");
    let wanted = [quantity("A", 5), quantity("B", 6), quantity("nobody", 7)].map(approved);
    let taken = by.write(&wanted).await.expect("an answer");
    assert!(matches!(&taken[0], Taken::Accepted(_)), "{taken:?}");
    let busy = Taken::Refused("TOO_MANY_REQUESTS once in 30 s".to_owned());
    assert_eq!(taken[1], busy, "one pair of many is no limit of them all");
    assert!(
        matches!(&taken[2], Taken::Refused(_)),
        "no such article: {taken:?}"
    );
    let sent = asked(&server, STOCKS).await;
    let first = json!({ "offer_id": "A", "product_id": 7, "stock": 5, "warehouse_id": 22_142_605_386_000_i64 });
    assert_eq!(
        sent[0]["stocks"][0], first,
        "numbers as the description wants them"
    );
    assert_eq!(
        sent[0]["stocks"].as_array().map(Vec::len),
        Some(2),
        "nothing is sent for nobody"
    );
}

#[tokio::test]
async fn a_quantity_is_read_back_from_its_warehouse() {
    let server = MockServer::start().await;
    let rows = json!({ "has_next": false, "products": [
        { "offer_id": "A", "warehouse_id": 1, "free_stock": 9 },
        { "offer_id": "A", "warehouse_id": 22_142_605_386_000_i64, "present": 7, "reserved": 2 } ] });
    on(&server, PLACES, rows).await;
    let shop = shop(&server);
    let by = shop.stock_changes().expect("offered");
    for (wanted, expected) in [(5, Seen::There), (6, Seen::Different("5".to_owned()))] {
        let seen = by
            .seen(&quantity("A", wanted), &crate::contract::Receipt::default())
            .await;
        assert_eq!(seen.expect("an answer"), expected, "{wanted}");
    }
}

#[tokio::test]
async fn the_sellers_stock_is_told_warehouse_by_warehouse() {
    let server = MockServer::start().await;
    on(&server, "/v4/product/info/stocks", fixture("stocks")).await;
    let rows = json!({ "has_next": false, "products": [
        { "sku": 148_591_503, "warehouse_id": 1, "warehouse_name": "Север", "free_stock": 4, "present": 5, "reserved": 1 },
        { "sku": "148591503", "warehouse_id": 2, "warehouse_name": "Юг", "free_stock": 3, "present": 5, "reserved": 2 },
        { "sku": 148_591_503, "warehouse_id": 3, "free_stock": [] } ] });
    on(&server, PLACES, rows).await;
    let page = shop(&server)
        .stock()
        .expect("offered")
        .page(None, window())
        .await;
    let page = page.expect("a page");
    let own = page.rows.iter().filter(|row| row.scheme == Scheme::Seller);
    let own: Vec<_> = own
        .map(|row| (row.warehouse.as_str(), row.available))
        .collect();
    assert_eq!(own, [("Север", 4), ("Юг", 3)], "in the place of their sum");
}

/// What is told of Ozon's own warehouses, and how many rows were bad.
async fn at_ozon(server: &MockServer) -> (Vec<(String, i64, i64)>, usize) {
    on(server, "/v4/product/info/stocks", fixture("stocks")).await;
    on(server, PLACES, json!({ "has_next": false, "products": [] })).await;
    let page = shop(server)
        .stock()
        .expect("offered")
        .page(None, window())
        .await;
    let page = page.expect("a page");
    let ozon = page.rows.into_iter();
    let ozon = ozon.filter(|row| row.scheme == Scheme::Marketplace);
    let told = ozon.map(|row| (row.warehouse, row.available, row.reserved));
    (told.collect(), page.bad.len())
}

#[tokio::test]
async fn ozons_stock_is_told_warehouse_by_warehouse() {
    let server = MockServer::start().await;
    let items = json!({ "items": [
        { "sku": 148_591_503, "warehouse_name": "ХОРУГВИНО_РФЦ", "cluster_name": "Москва", "available_stock_count": 4 },
        { "sku": "148591503", "warehouse_name": "ХОРУГВИНО_РФЦ", "cluster_name": "Тверь", "available_stock_count": "2" },
        { "sku": 148_591_503, "warehouse_name": "", "cluster_name": "Казань", "available_stock_count": 3 },
        { "sku": 148_591_503, "warehouse_name": "ТВЕРЬ", "available_stock_count": null } ] });
    on(&server, DEPOTS, items).await;
    let (told, bad) = at_ozon(&server).await;
    let expected = [("fbo", 0, 2), ("ХОРУГВИНО_РФЦ", 6, 0), ("Казань", 3, 0)];
    let expected = expected.map(|(place, free, held)| (place.to_owned(), free, held));
    assert_eq!(told, expected, "the sum keeps what is reserved alone");
    assert_eq!(bad, 4, "three of the list, and a place without a number");
    let asked = asked(&server, DEPOTS).await;
    assert_eq!(
        asked,
        [json!({ "skus": ["148591503"] })],
        "int64 as text, of those that Ozon keeps alone"
    );
}

#[tokio::test]
async fn ozons_sum_stays_where_no_warehouse_is_told() {
    let sum = [("fbo".to_owned(), 10, 2)];
    let server = MockServer::start().await;
    on(&server, DEPOTS, json!({ "items": null })).await;
    assert_eq!(at_ozon(&server).await.0, sum, "nothing is told");
    for (status, words) in [
        (403, "Api-Key is missing a required role for a method"),
        (403, "not available"),
        (404, "Not Found"),
    ] {
        let server = MockServer::start().await;
        let body = json!({ "code": 7, "message": words, "details": [] });
        refuse(&server, DEPOTS, status, body).await;
        assert_eq!(at_ozon(&server).await.0, sum, "{status} {words}");
    }
}

#[tokio::test]
async fn an_outage_is_no_refusal_of_ozons_warehouses() {
    let server = MockServer::start().await;
    on(&server, "/v4/product/info/stocks", fixture("stocks")).await;
    on(
        &server,
        PLACES,
        json!({ "has_next": false, "products": [] }),
    )
    .await;
    refuse(
        &server,
        DEPOTS,
        400,
        json!({ "code": 8, "message": "Circle is open" }),
    )
    .await;
    let page = shop(&server)
        .stock()
        .expect("offered")
        .page(None, window())
        .await;
    let error = page.expect_err("asked again later");
    assert!(
        error.kind.passes(),
        "the sum in its place would count twice"
    );
}

async fn refuse(server: &MockServer, tail: &str, status: u16, body: serde_json::Value) {
    let reply = ResponseTemplate::new(status).set_body_json(body);
    Mock::given(path(format!("/seller{tail}")))
        .respond_with(reply)
        .mount(server)
        .await;
}
