//! Reports, balances, documents and files.

use super::*;
use crate::contract::{FileAnswer, FileWish};

const LINES: &str = "/finance-api/api/finance/v1/sales-reports/detailed";

#[tokio::test]
async fn a_report_without_lines_is_the_end() {
    let server = MockServer::start().await;
    Mock::given(path(LINES))
        .respond_with(ResponseTemplate::new(204))
        .mount(&server)
        .await;
    let shop = shop(&server);
    let ledger = shop.ledger().expect("offered");
    let page = ledger.page(None, window()).await.expect("a page");
    assert!(page.rows.is_empty() && !page.more, "204 says so");
    let sent: Value = asked(&server, LINES).await[0].body_json().expect("JSON");
    assert_eq!(
        sent["dateFrom"], "2026-08-24",
        "90 days back on the first round"
    );
    // Another shop: one request a minute is not what this is about.
    let other = super::shop(&server);
    let ledger = other.ledger().expect("offered");
    let again = ledger.page(Some(&page.cursor), window()).await;
    again.expect("a second round");
    let sent: Value = asked(&server, LINES).await[1].body_json().expect("JSON");
    assert_eq!(
        sent["dateFrom"], "2026-11-07",
        "two weeks, for the report of last Monday"
    );
}

#[tokio::test]
async fn a_token_without_finance_tells_what_advertising_has() {
    let server = MockServer::start().await;
    Mock::given(path("/advert-api/adv/v1/balance"))
        .respond_with(ok(
            json!({"balance": 11083, "net": 0, "bonus": 15187, "currency": "RUB",
            "cashbacks": null}),
        ))
        .mount(&server)
        .await;
    let shop = shop_with(&server, 1 << 6);
    let balances = shop.balances().expect("offered");
    let page = balances.page(None, window()).await.expect("a page");
    let kinds: Vec<&str> = page.rows.iter().map(|row| row.kind.as_str()).collect();
    assert_eq!(
        kinds,
        ["advertising", "advertising_net", "bonus"],
        "the seller's own is unknown"
    );
}

#[tokio::test]
async fn turnover_is_asked_for_by_pages_that_overlap() {
    let server = MockServer::start().await;
    let card = |nm_id: i64| {
        json!({"nmID": nm_id, "metrics": {"stockCount": 5, "avgOrders": 2.5,
        "saleRate": {"days": 2, "hours": 0}, "availability": "actual"}})
    };
    let page = |from: i64, count: i64| {
        let items: Vec<Value> = (from..from + count).map(card).collect();
        ok(json!({"data": {"items": items, "currency": "RUB"}}))
    };
    let path_of = "/seller-analytics-api/api/v2/stocks-report/products/products";
    for (offset, from, count) in [(0, 0, 1000), (980, 980, 30)] {
        Mock::given(path(path_of))
            .and(body_partial_json(json!({"offset": offset, "limit": 1000})))
            .respond_with(page(from, count))
            .mount(&server)
            .await;
    }
    let shop = shop(&server);
    let feed = shop.turnover().expect("offered");
    let first = feed.page(None, window()).await.expect("a page");
    assert!(first.more, "a full page has another one after it");
    let last = feed
        .page(Some(&first.cursor), window())
        .await
        .expect("a page");
    assert!(!last.more, "a short one has none");
    assert_eq!(
        last.rows[0].listing.as_str(),
        "980",
        "a card that goes away in between takes none with it"
    );
    assert_eq!(first.rows[0].available, Some(5), "pieces of all warehouses");
}

#[tokio::test]
async fn labels_come_in_the_order_that_was_asked_for() {
    let server = MockServer::start().await;
    let sticker = |id: i64, file: &str| json!({"orderId": id, "file": file});
    Mock::given(path("/marketplace-api/api/v3/orders/stickers"))
        .respond_with(ok(
            json!({"stickers": [sticker(2, "Mg=="), sticker(1, "MQ==")]}),
        ))
        .mount(&server)
        .await;
    let shop = shop(&server);
    let files = shop.files().expect("offered");
    let wish = |ids: &[&str]| FileWish::Labels {
        parcels: ids.iter().map(|id| (*id).into()).collect(),
    };
    let two = files.file(&wish(&["1", "2"]), None).await.expect("labels");
    let FileAnswer::Here(page) = two else {
        panic!("at once: {two:?}")
    };
    let text = String::from_utf8_lossy(&page.bytes).into_owned();
    let (one, other) = (text.find("MQ=="), text.find("Mg=="));
    assert!(one.is_some() && one < other, "the first one first: {text}");
    let single = files.file(&wish(&["1"]), None).await.expect("a label");
    let FileAnswer::Here(label) = single else {
        panic!("at once: {single:?}")
    };
    assert_eq!(
        (label.name.as_str(), &*label.bytes),
        ("label.png", b"1".as_slice()),
        "a picture"
    );
    let missing = files
        .file(&wish(&["1", "3"]), None)
        .await
        .expect_err("one has none");
    assert_eq!(
        missing.kind,
        ErrorKind::NotFound,
        "a parcel without a label is not left out"
    );
}

#[tokio::test]
async fn a_document_cannot_leave_its_folder() {
    let server = MockServer::start().await;
    Mock::given(path("/documents-api/api/v1/documents/download"))
        .and(query_param("serviceName", "report-1"))
        .respond_with(ok(
            json!({"data": {"fileName": "../../etc/evil.zip", "extension": "zip",
            "document": "UEsDBA=="}}),
        ))
        .mount(&server)
        .await;
    let shop = shop(&server);
    let files = shop.files().expect("offered");
    let wish = FileWish::Document {
        document: "report-1".into(),
        format: "zip".to_owned(),
    };
    let answer = files.file(&wish, None).await.expect("a document");
    let FileAnswer::Here(file) = answer else {
        panic!("at once: {answer:?}")
    };
    assert_eq!(file.name, "evil.zip", "a name and no way");
    assert_eq!(file.media_type, "application/zip", "by its format");
}
