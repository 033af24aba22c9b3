//! What is written: the requests as the description wants them, and what becomes of refusals.

use domain::{
    Approved, Currency, Money, ParcelAct, ParcelStep, PriceChange, StepLine, StockChange,
    SupplyAct, SupplyStep,
};

use super::*;
use crate::contract::{FileAnswer, FileWish, Receipt, Seen, Taken};
use crate::testing::{ACCOUNT, approved};

const ORDER: &str = "/seller/v1/fbs/order/91000001";

fn price(soum: i64) -> PriceChange {
    PriceChange {
        account: ACCOUNT,
        listing: "12".into(),
        article: "A-12".to_owned(),
        variant: String::new(),
        price: Money::new(soum, Currency::UZS),
        before: Some(Money::new(soum + 500, Currency::UZS)),
        least: None,
        expected: None,
        expected_before: None,
    }
}

fn amount(sku: &str, pieces: i64) -> Approved<StockChange> {
    approved(StockChange {
        account: ACCOUNT,
        listing: sku.into(),
        article: String::new(),
        warehouse: "fbs".into(),
        available: pieces,
        expected: None,
    })
}

fn step(act: ParcelAct) -> ParcelStep {
    ParcelStep {
        account: ACCOUNT,
        parcel: "91000001".into(),
        act,
        lines: vec![StepLine {
            item: Some("71".into()),
            listing: "code:A".into(),
            quantity: 2,
            marks: vec![
                ("identifier".into(), "m1".into()),
                ("identifier".into(), "m2".into()),
            ],
        }],
        reason: None,
        supply: None,
        expected: "PACKING".to_owned(),
    }
}

fn note(act: SupplyAct, supply: Option<&str>) -> SupplyStep {
    SupplyStep {
        account: ACCOUNT,
        supply: supply.map(Into::into),
        name: String::new(),
        act,
        parcels: vec!["91000001".into(), "91000002".into()],
        slot: None,
    }
}

async fn answers(server: &MockServer, verb: &str, at: &str, answer: ResponseTemplate) {
    Mock::given(method(verb))
        .and(path(at))
        .respond_with(answer)
        .mount(server)
        .await;
}

/// Bodies that were posted to a path.
async fn posted(server: &MockServer, at: &str) -> Vec<Value> {
    let posts = asked(server, at).await.into_iter();
    posts
        .filter(|request| request.method.as_str() == "POST")
        .map(|request| serde_json::from_slice(&request.body).unwrap_or_default())
        .collect()
}

async fn one_product(server: &MockServer, soum: i64) {
    two_shops(server).await;
    let list = json!([{"productId": 5, "skuList": [
        {"skuId": 11, "price": 1}, {"skuId": 12, "skuTitle": "T-12", "price": soum}
    ]}]);
    let page = json!({"productList": list, "totalProductsAmount": 1});
    answers(server, "GET", "/seller/v1/product/shop/5114", ok(page)).await;
}

#[tokio::test]
async fn a_price_names_product_and_shop_and_is_read_back() {
    let server = MockServer::start().await;
    one_product(&server, 20_000).await;
    let to = "/seller/v1/product/5114/sendPriceData";
    answers(&server, "POST", to, ResponseTemplate::new(200)).await;
    let shop = shop(&server);
    let by = shop.price_changes().expect("offered");
    let taken = by.write(&[approved(price(20_000))]).await.expect("sent");
    assert_eq!(
        taken,
        [Taken::Accepted(Receipt::default())],
        "an empty body is a yes"
    );
    let expected = json!({"productId": 5, "skuList": [
        {"skuId": 12, "sellPrice": 20_000, "fullPrice": 20_500, "skuTitle": "T-12"}
    ]});
    assert_eq!(posted(&server, to).await, [expected], "once, in whole so'm");
    let seen = by.seen(&price(20_000), &Receipt::default()).await;
    assert_eq!(seen, Ok(Seen::There), "the product says the same");
    let seen = by.seen(&price(30_000), &Receipt::default()).await;
    assert_eq!(
        seen,
        Ok(Seen::Different("20000".into())),
        "a price that did not come"
    );
}

#[tokio::test]
async fn a_price_of_no_sku_or_refused_is_said_so() {
    let server = MockServer::start().await;
    one_product(&server, 20_000).await;
    let to = "/seller/v1/product/5114/sendPriceData";
    answers(
        &server,
        "POST",
        to,
        refused(400, "bad-request-001", "Цена вне границ"),
    )
    .await;
    let none = json!({"productList": [], "totalProductsAmount": 0});
    answers(&server, "GET", "/seller/v1/product/shop/5115", ok(none)).await;
    let shop = shop(&server);
    let by = shop.price_changes().expect("offered");
    let taken = by.write(&[approved(price(1))]).await;
    assert_eq!(
        taken,
        Ok(vec![Taken::Refused("Цена вне границ".into())]),
        "in Uzum's words"
    );
    let other = PriceChange {
        listing: "404".into(),
        ..price(1)
    };
    let taken = by
        .write(&[approved(other.clone())])
        .await
        .expect("looked for");
    assert!(
        matches!(taken[0], Taken::Refused(_)),
        "it is in no shop: {taken:?}"
    );
    let gone = by
        .seen(&other, &Receipt::default())
        .await
        .expect_err("gone");
    assert_eq!(gone.kind, ErrorKind::NotFound, "{gone}");
}

#[tokio::test]
async fn a_price_that_uzum_would_not_take_is_not_sent() {
    let server = MockServer::start().await;
    let shop = shop(&server);
    let by = shop.price_changes().expect("offered");
    assert!(by.fit(&price(100)).is_ok(), "an ordinary one");
    let dear = by
        .fit(&price(2_000_000_000))
        .expect_err("above the highest");
    assert_eq!(
        dear.nearest.map(|near| near.price.minor),
        Some(999_999_000),
        "the highest"
    );
    let below = PriceChange {
        before: Some(Money::new(1, Currency::UZS)),
        ..price(100)
    };
    assert_eq!(
        by.fit(&below).expect_err("below").reason,
        "price.before_below",
        "its reason"
    );
    let rouble = PriceChange {
        price: Money::new(1, Currency::RUB),
        ..price(100)
    };
    assert_eq!(
        by.fit(&rouble).expect_err("roubles").reason,
        "price.currency",
        "its reason"
    );
}

#[tokio::test]
async fn quantities_keep_the_links_that_were_read() {
    let server = MockServer::start().await;
    let rows = json!({"skuAmountList": [
        {"skuId": 7, "barcode": "b7", "amount": 2, "fbsLinked": true, "dbsLinked": false},
        {"skuId": 9, "barcode": "b9", "amount": 3, "fbsLinked": false, "dbsLinked": true}
    ]});
    answers(&server, "GET", STOCKS, wrapped(&rows)).await;
    let to = "/seller/v2/fbs/sku/stocks";
    answers(&server, "POST", to, wrapped(&json!({}))).await;
    let shop = shop(&server);
    let by = shop.stock_changes().expect("offered");
    let taken = by
        .write(&[amount("7", 5), amount("8", 1), amount("9", 0)])
        .await;
    let taken = taken.expect("sent");
    assert!(
        matches!(taken[1], Taken::Refused(_)),
        "Uzum knows no SKU 8: {taken:?}"
    );
    assert!(
        matches!(taken[2], Taken::Accepted(_)),
        "each has its own outcome: {taken:?}"
    );
    let expected = json!({"skuAmountList": [
        {"skuId": 7, "barcode": "b7", "amount": 5, "fbsLinked": true, "dbsLinked": false},
        {"skuId": 9, "barcode": "b9", "amount": 0, "fbsLinked": false, "dbsLinked": true}
    ]});
    assert_eq!(
        posted(&server, to).await,
        [expected],
        "in one request, by barcode"
    );
    let seen = by.seen(amount("9", 3).content(), &Receipt::default()).await;
    assert_eq!(seen, Ok(Seen::There), "three lie there");
}

#[tokio::test]
async fn each_step_of_a_parcel_has_its_request() {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .respond_with(wrapped(&json!({})))
        .mount(&server)
        .await;
    let shop = shop(&server);
    let by = shop.parcel_steps().expect("offered");
    let marks = json!({"items": [{"orderItemId": 71, "values": ["m1", "m2"]}]});
    let dbs = "/seller/v1/dbs/order/91000001";
    for (act, to, body) in [
        (ParcelAct::Confirm, format!("{ORDER}/confirm"), Value::Null),
        (
            ParcelAct::Cancel,
            format!("{ORDER}/cancel"),
            json!({"reason": "OTHER"}),
        ),
        (ParcelAct::Mark, format!("{ORDER}/identifier"), marks),
        (
            ParcelAct::HandOver,
            format!("{dbs}/delivering"),
            Value::Null,
        ),
        (ParcelAct::Deliver, format!("{dbs}/completed"), Value::Null),
    ] {
        let taken = by.write(&[approved(step(act))]).await.expect("sent");
        assert!(matches!(taken[0], Taken::Accepted(_)), "{act:?}: {taken:?}");
        assert_eq!(posted(&server, &to).await, [body], "{act:?}");
    }
    for act in [ParcelAct::Pack, ParcelAct::Arrive, ParcelAct::Label] {
        assert!(by.fit(&step(act)).is_err(), "Uzum has no {act:?}");
    }
    let odd = ParcelStep {
        reason: Some("MARKET_REASON".to_owned()),
        ..step(ParcelAct::Cancel)
    };
    assert!(by.fit(&odd).is_err(), "a reason that only Uzum gives");
}

#[tokio::test]
async fn a_step_is_read_back_from_the_order() {
    for (status, act, expected) in [
        ("PACKING", ParcelAct::Confirm, true),
        ("CREATED", ParcelAct::Confirm, false),
        ("CANCELED", ParcelAct::Confirm, false),
        ("PENDING_CANCELLATION", ParcelAct::Cancel, true),
        ("PACKING", ParcelAct::HandOver, false),
        ("DELIVERING", ParcelAct::HandOver, true),
        ("DELIVERING", ParcelAct::Deliver, false),
        ("COMPLETED", ParcelAct::Deliver, true),
        ("PACKING", ParcelAct::Mark, false),
    ] {
        let server = MockServer::start().await;
        let order = json!({"id": 91_000_001, "status": status});
        answers(&server, "GET", ORDER, wrapped(&order)).await;
        let shop = shop(&server);
        let by = shop.parcel_steps().expect("offered");
        let seen = by
            .seen(&step(act), &Receipt::default())
            .await
            .expect("read");
        assert_eq!(
            seen == Seen::There,
            expected,
            "{act:?} of {status}: {seen:?}"
        );
    }
}

#[tokio::test]
async fn a_lost_answer_to_a_step_is_an_unknown_outcome() {
    let base = testing::forgetful(Vec::new()).await;
    let keys = testing::keys(&[("token", TOKEN)]);
    let shop = testing::shop_at(&Uzum::new(), &base, &keys);
    let by = shop.parcel_steps().expect("offered");
    let error = by.write(&[approved(step(ParcelAct::Confirm))]).await;
    let error = error.expect_err("no answer came");
    assert!(error.may_have_happened, "it may be confirmed: {error:?}");
}

#[tokio::test]
async fn a_note_takes_the_first_point_and_slot_that_uzum_offers() {
    let server = MockServer::start().await;
    let notes = "/seller/v1/fbs/invoice";
    let payments = json!({"payments": [{"id": 1, "sellerId": 7301}]});
    answers(
        &server,
        "GET",
        "/seller/v1/finance/expenses",
        wrapped(&payments),
    )
    .await;
    let points = json!({"dropOffPoints": [{"uuid": "p-1"}, {"uuid": "p-2"}]});
    let at = format!("{notes}/dop/drop-off-points");
    answers(&server, "GET", &at, wrapped(&points)).await;
    let slots = json!({"timeSlots": [{"uuid": "s-1"}]});
    let at = format!("{notes}/dop/time-slot");
    answers(&server, "GET", &at, wrapped(&slots)).await;
    answers(&server, "POST", notes, wrapped(&json!({"id": 8101}))).await;
    let shop = shop(&server);
    let by = shop.supply_steps().expect("offered");
    let open = note(SupplyAct::Open, None);
    let taken = by.write(&[approved(open.clone())]).await.expect("sent");
    let receipt = Receipt::named("8101".into());
    assert_eq!(
        taken,
        [Taken::Accepted(receipt)],
        "the note by its identity"
    );
    let body = posted(&server, notes).await.remove(0);
    assert_eq!(
        body["orderIds"],
        json!([91_000_001, 91_000_002]),
        "its orders"
    );
    assert_eq!(
        (
            &body["sellerId"],
            &body["dropOffPointUuid"],
            &body["timeSlotUuid"]
        ),
        (&json!(7301), &json!("p-1"), &json!("s-1")),
        "the seller's number from the expenses, the first of what was offered"
    );
    assert!(
        body["idempotencyKey"].is_string(),
        "sent twice it is still one note"
    );
    let chosen = SupplyStep {
        slot: Some("p-2/s-9".into()),
        ..open
    };
    by.write(&[approved(chosen)]).await.expect("sent");
    let body = posted(&server, notes).await.remove(1);
    assert_eq!(body["dropOffPointUuid"], "p-2", "the seller's own choice");
    assert_eq!(body["timeSlotUuid"], "s-9", "and its slot");
}

#[tokio::test]
async fn a_note_without_the_sellers_number_is_refused_before_it_is_sent() {
    let server = MockServer::start().await;
    let none = wrapped(&json!({"payments": []}));
    answers(&server, "GET", "/seller/v1/finance/expenses", none).await;
    let shop = shop(&server);
    let by = shop.supply_steps().expect("offered");
    let taken = by.write(&[approved(note(SupplyAct::Open, None))]).await;
    assert!(
        matches!(taken.as_deref(), Ok([Taken::Refused(_)])),
        "{taken:?}"
    );
    let empty = SupplyStep {
        parcels: Vec::new(),
        ..note(SupplyAct::Open, None)
    };
    assert!(by.fit(&empty).is_err(), "a note needs its orders");
    assert!(
        by.fit(&note(SupplyAct::HandOver, Some("1"))).is_err(),
        "done at the point"
    );
}

#[tokio::test]
async fn labels_are_fetched_one_by_one() {
    let server = MockServer::start().await;
    let label = wrapped(&json!({"document": ["JVBERi0xLjQK"]}));
    answers(&server, "GET", &format!("{ORDER}/labels/print"), label).await;
    let shop = shop(&server);
    let files = shop.files().expect("offered");
    let wish = |parcels: &[&str]| FileWish::Labels {
        parcels: parcels.iter().map(|one| (*one).into()).collect(),
    };
    let file = files.file(&wish(&["91000001"]), None).await.expect("here");
    let FileAnswer::Here(file) = file else {
        panic!("Uzum prints at once: {file:?}")
    };
    assert_eq!(file.name, "label-91000001.pdf", "a name for the disk");
    assert!(file.bytes.starts_with(b"%PDF"), "out of its Base64");
    let two = files.file(&wish(&["1", "2"]), None).await;
    assert_eq!(
        two.expect_err("one at a time").kind,
        ErrorKind::Rejected,
        "said so"
    );
}

#[tokio::test]
async fn orders_of_uzums_shelf_come_from_the_finance_list_and_never_twice() {
    let server = MockServer::start().await;
    two_shops(&server).await;
    let own = json!({"orders": [{"id": 92_000_001, "status": "PACKING",
        "dateCreated": "2026-11-20T10:00:00Z", "orderItems": []}]});
    Mock::given(path(ORDERS))
        .and(query_param("status", "PACKING"))
        .respond_with(wrapped(&own))
        .mount(&server)
        .await;
    answers(&server, "GET", ORDERS, wrapped(&json!({"orders": []}))).await;
    let made = start().timestamp_millis() - 3 * 24 * 3_600_000;
    let item = |id: i64, order: i64, date: i64| {
        json!({"id": id, "orderId": order, "status": "PROCESSING", "date": date,
            "productId": 5, "sellerPrice": 10, "amount": 1})
    };
    let items = json!([
        item(1, 92_000_001, made),
        item(2, 92_000_002, made),
        item(3, 92_000_003, start().timestamp_millis()),
    ]);
    let page = json!({"orderItems": items, "totalElements": 3});
    answers(&server, "GET", "/seller/v1/finance/orders", ok(page)).await;
    let shop = shop(&server);
    let feed = shop.orders().expect("offered");
    let (mut after, mut names) = (None, Vec::new());
    loop {
        let page = feed.page(after.as_ref(), window()).await.expect("a page");
        names.extend(page.rows.into_iter().map(|row| row.external_id.to_string()));
        after = Some(page.cursor);
        if !page.more {
            break;
        }
    }
    assert_eq!(
        names,
        ["92000001", "item:2"],
        "the seller's own once; what is younger than the round waits for the next one"
    );
    let asked = asked(&server, "/seller/v1/finance/orders").await;
    assert_eq!(
        values(&asked[0], "statuses").len(),
        4,
        "without them the list may be empty"
    );
}
