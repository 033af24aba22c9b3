//! Changes: what is sent, and what the answers mean.

use domain::{Currency, Money, ParcelAct, ParcelStep, StepLine, SupplyAct, SupplyStep};
use rstest::rstest;

use super::*;
use crate::contract::{Receipt, Seen, Taken};
use crate::testing::{ACCOUNT, approved};

const UPLOAD: &str = "/discounts-prices-api/api/v2/upload/task";
const GOODS: &str = "/discounts-prices-api/api/v2/list/goods/filter";
const HISTORY: &str = "/discounts-prices-api/api/v2/history/tasks";
const DETAILS: &str = "/discounts-prices-api/api/v2/history/goods/task";
const STOCKS: &str = "/marketplace-api/api/v3/stocks/658434";

fn rub(minor: i64) -> Money {
    Money::new(minor, Currency::RUB)
}

fn price(listing: &str, price: i64, before: Option<i64>) -> PriceChange {
    PriceChange {
        account: ACCOUNT,
        listing: listing.into(),
        article: "A-1".to_owned(),
        variant: String::new(),
        price: rub(price),
        before: before.map(rub),
        least: None,
        expected: Some(rub(99_900)),
        expected_before: None,
    }
}

fn bodies(requests: &[wiremock::Request]) -> Vec<Value> {
    let body = |request: &wiremock::Request| request.body_json().expect("JSON");
    requests.iter().map(body).collect()
}

#[tokio::test]
async fn cards_and_sizes_are_uploads_of_their_own() {
    let server = MockServer::start().await;
    Mock::given(path(UPLOAD))
        .respond_with(ResponseTemplate::new(208).set_body_json(json!({
            "data": {"id": 1_111_111, "alreadyExists": true}, "error": false,
            "errorText": "This task already exists"
        })))
        .mount(&server)
        .await;
    Mock::given(path(format!("{UPLOAD}/size")))
        .respond_with(data(&json!({"id": 7, "alreadyExists": false})))
        .mount(&server)
        .await;
    let shop = shop(&server);
    let prices = shop.price_changes().expect("offered");
    let changes = [
        approved(price("98486:12", 50_000, None)),
        approved(price("98486", 35_000, Some(50_000))),
    ];
    let taken = prices.write(&changes).await.expect("taken");
    let named = |id: &str| Taken::Accepted(Receipt::named(id.into()));
    assert_eq!(
        taken,
        [named("7"), named("1111111")],
        "each by the upload that it went with; the same task twice is no refusal"
    );
    assert_eq!(
        bodies(&asked(&server, UPLOAD).await),
        [json!({"data": [{"nmID": 98486, "price": 500, "discount": 30}]})],
        "a full price and a whole percent"
    );
    assert_eq!(
        bodies(&asked(&server, &format!("{UPLOAD}/size")).await),
        [json!({"data": [{"nmID": 98486, "sizeID": 12, "price": 500}]})],
        "a size has no discount of its own"
    );
}

#[rstest]
#[case("The specified prices and discounts are already set", true)]
#[case("Price should be a whole number", false)]
#[tokio::test]
async fn nothing_to_do_is_no_refusal(#[case] words: &str, #[case] fine: bool) {
    let server = MockServer::start().await;
    let body = json!({"data": null, "error": true, "errorText": words});
    Mock::given(path(UPLOAD))
        .respond_with(ResponseTemplate::new(400).set_body_json(body))
        .mount(&server)
        .await;
    let shop = shop(&server);
    let prices = shop.price_changes().expect("offered");
    let taken = prices
        .write(&[approved(price("98486", 35_000, Some(50_000)))])
        .await;
    match taken {
        Ok(taken) => {
            assert!(fine, "{words} is a refusal");
            assert_eq!(
                taken,
                [Taken::Accepted(Receipt::default())],
                "for the read-back"
            );
        }
        Err(error) => {
            assert!(!fine, "{words}: {error}");
            assert_eq!(error.kind, ErrorKind::Rejected, "in WB's words: {error}");
            assert!(!error.may_have_happened, "nothing has changed");
        }
    }
}

#[rstest]
#[case(json!(3), "", 350, Seen::There)]
#[case(json!(3), "", 999, Seen::Pending)]
#[case(json!(3), "", 400, Seen::Different("400.00 RUB".to_owned()))]
#[case(json!(null), "", 999, Seen::Pending)]
#[case(json!(5), "", 350, Seen::There)]
#[case(json!(6), "Item has been moved to Price Quarantine", 999,
    Seen::Held("Item has been moved to Price Quarantine".to_owned()))]
#[case(json!(5), "You can't change the item price", 999,
    Seen::Refused("You can't change the item price".to_owned()))]
#[tokio::test]
async fn a_price_is_what_the_history_and_the_list_say(
    #[case] status: Value,
    #[case] words: &str,
    #[case] standing: i64,
    #[case] expected: Seen,
) {
    let server = MockServer::start().await;
    let fault = if words.is_empty() { 2 } else { 3 };
    Mock::given(path(HISTORY))
        .and(query_param("uploadID", "7"))
        .respond_with(data(&json!({"uploadID": 7, "status": status})))
        .mount(&server)
        .await;
    Mock::given(path(DETAILS))
        .respond_with(data(&json!({"uploadID": 7, "historyGoods": [
            {"nmID": 1, "status": 3, "errorText": "another card"},
            {"nmID": 98486, "sizeID": 12, "status": fault, "errorText": words},
        ]})))
        .mount(&server)
        .await;
    Mock::given(path(GOODS))
        .and(method("POST"))
        .respond_with(data(&json!({"listGoods": [{
            "nmID": 98486, "currencyIsoCode4217": "RUB", "discount": 30,
            "sizes": [{"sizeID": 12, "price": if standing == 350 { 500 } else { standing },
                "discountedPrice": standing}],
        }]})))
        .mount(&server)
        .await;
    let shop = shop(&server);
    let prices = shop.price_changes().expect("offered");
    let receipt = Receipt::named("7".into());
    let seen = prices
        .seen(&price("98486", 35_000, Some(50_000)), &receipt)
        .await;
    assert_eq!(seen.expect("an answer"), expected, "{status} {words}");
}

fn stock(size: i64, available: i64) -> StockChange {
    StockChange {
        account: ACCOUNT,
        listing: format!("98486:{size}").into(),
        article: "A-1".to_owned(),
        warehouse: "658434".into(),
        available,
        expected: None,
    }
}

#[tokio::test]
async fn a_size_that_is_refused_takes_no_other_along() {
    let server = MockServer::start().await;
    let body = json!([{"code": "NotFound", "message": "Not found",
        "data": [{"sku": "", "chrtId": 12, "amount": 10}]}]);
    Mock::given(path(STOCKS))
        .and(method("PUT"))
        .respond_with(ResponseTemplate::new(409).set_body_json(body))
        .mount(&server)
        .await;
    let shop = shop(&server);
    let stocks = shop.stock_changes().expect("offered");
    let changes = [approved(stock(12, 10)), approved(stock(13, 3))];
    let taken = stocks.write(&changes).await.expect("an outcome for each");
    assert_eq!(
        taken,
        [
            Taken::Refused("Not found".to_owned()),
            Taken::Accepted(Receipt::default())
        ],
        "the other is for the read-back"
    );
    let sent = json!({"stocks": [{"chrtId": 12, "amount": 10}, {"chrtId": 13, "amount": 3}]});
    assert_eq!(
        bodies(&asked(&server, STOCKS).await),
        [sent],
        "one request for a warehouse"
    );
}

#[rstest]
#[case(406, json!({"code": "WarehouseStocksUpdateBlock", "message": "The warehouse is processing"}))]
#[case(409, json!([{"code": "StoreIsProcessing", "message": "The store is processing"}]))]
#[tokio::test]
async fn a_warehouse_that_takes_nothing_is_told(#[case] status: u16, #[case] body: Value) {
    let server = MockServer::start().await;
    Mock::given(path(STOCKS))
        .respond_with(ResponseTemplate::new(status).set_body_json(body))
        .mount(&server)
        .await;
    let shop = shop(&server);
    let stocks = shop.stock_changes().expect("offered");
    let error = stocks
        .write(&[approved(stock(12, 10))])
        .await
        .expect_err("refused");
    assert_eq!(error.kind, ErrorKind::Rejected, "{status}: {error}");
}

#[tokio::test]
async fn quantities_are_read_back_because_a_yes_says_nothing() {
    let server = MockServer::start().await;
    Mock::given(path(STOCKS))
        .and(method("POST"))
        .and(body_partial_json(json!({"chrtIds": [12]})))
        .respond_with(ok(json!({"stocks": [{"chrtId": 12, "amount": 9}]})))
        .mount(&server)
        .await;
    let shop = shop(&server);
    let stocks = shop.stock_changes().expect("offered");
    let seen = stocks.seen(&stock(12, 9), &Receipt::default()).await;
    assert_eq!(seen.expect("read"), Seen::There, "it lies there");
    let seen = stocks.seen(&stock(12, 10), &Receipt::default()).await;
    assert_eq!(
        seen.expect("read"),
        Seen::Different("9".to_owned()),
        "the old one stands"
    );
    let wrong = StockChange {
        available: 100_001,
        ..stock(12, 0)
    };
    let unfit = stocks.fit(&wrong).expect_err("too many for WB");
    let near = unfit.nearest.expect("what would be taken");
    assert_eq!(near.available, 100_000, "the most that WB takes");
}

fn step(parcel: &str, act: ParcelAct) -> ParcelStep {
    ParcelStep {
        account: ACCOUNT,
        parcel: parcel.into(),
        act,
        lines: Vec::new(),
        reason: None,
        supply: Some("WB-GI-1".into()),
        expected: "new/waiting".to_owned(),
    }
}

#[tokio::test]
async fn parcels_of_one_supply_go_in_one_request_and_each_cancel_is_its_own() {
    let server = MockServer::start().await;
    let fill = "/marketplace-api/api/marketplace/v3/supplies/WB-GI-1/orders";
    Mock::given(path(fill))
        .respond_with(ResponseTemplate::new(204))
        .mount(&server)
        .await;
    let mismatch = json!({"code": "StatusMismatch", "message": "Несоответствие статусов"});
    Mock::given(path("/marketplace-api/api/v3/orders/3/cancel"))
        .respond_with(ResponseTemplate::new(409).set_body_json(mismatch))
        .mount(&server)
        .await;
    let shop = shop(&server);
    let parcels = shop.parcel_steps().expect("offered");
    let steps = [
        approved(step("1", ParcelAct::Confirm)),
        approved(step("3", ParcelAct::Cancel)),
        approved(step("2", ParcelAct::Confirm)),
        approved(step("4", ParcelAct::Deliver)),
    ];
    let taken = parcels.write(&steps).await.expect("an outcome for each");
    let yes = Taken::Accepted(Receipt::default());
    assert_eq!(
        (&taken[0], &taken[2]),
        (&yes, &yes),
        "both are in the supply"
    );
    assert_eq!(
        taken[1],
        Taken::Refused("Несоответствие статусов".to_owned()),
        "WB has it already"
    );
    assert!(
        matches!(taken[3], Taken::Refused(_)),
        "WB delivers, not the seller"
    );
    assert_eq!(
        bodies(&asked(&server, fill).await),
        [json!({"orders": [1, 2]})],
        "one request"
    );
}

#[tokio::test]
async fn marks_go_out_by_their_kinds() {
    let server = MockServer::start().await;
    Mock::given(method("PUT"))
        .respond_with(ResponseTemplate::new(204))
        .mount(&server)
        .await;
    let marks = [
        ("sgtin", "01047"),
        ("uin", "1234567890123456"),
        ("sgtin", "01048"),
    ];
    let marks = marks.map(|(kind, code)| (kind.to_owned(), code.to_owned()));
    let line = StepLine {
        item: None,
        listing: "98486:12".into(),
        quantity: 1,
        marks: marks.to_vec(),
    };
    let mark = ParcelStep {
        lines: vec![line],
        ..step("5", ParcelAct::Mark)
    };
    let shop = shop(&server);
    let parcels = shop.parcel_steps().expect("offered");
    assert_eq!(parcels.fit(&mark), Ok(()), "both kinds are known");
    parcels.write(&[approved(mark)]).await.expect("taken");
    let meta = |kind: &str| format!("/marketplace-api/api/v3/orders/5/meta/{kind}");
    assert_eq!(
        bodies(&asked(&server, &meta("sgtin")).await),
        [json!({"sgtins": ["01047", "01048"]})],
        "all codes of the national system at once"
    );
    assert_eq!(
        bodies(&asked(&server, &meta("uin")).await),
        [json!({"uin": "1234567890123456"})],
        "the others one each"
    );
    assert!(
        parcels.fit(&step("5", ParcelAct::Mark)).is_err(),
        "a mark without a code is none"
    );
}

#[tokio::test]
async fn a_supply_says_how_it_travels_before_it_leaves() {
    let server = MockServer::start().await;
    let ship = "/marketplace-api/api/marketplace/v3/fbs/supplies/shipping-method";
    let deliver = "/marketplace-api/api/v3/supplies/WB-GI-1/deliver";
    Mock::given(path(ship))
        .respond_with(ok(json!({"results": [{"supplyId": "WB-GI-1",
            "error": {"code": 400, "detail": "FulfillmentRequired"}}]})))
        .mount(&server)
        .await;
    let hand_over = |slot: &str| SupplyStep {
        account: ACCOUNT,
        supply: Some("WB-GI-1".into()),
        name: "Поставка".to_owned(),
        act: SupplyAct::HandOver,
        parcels: Vec::new(),
        slot: Some(slot.into()),
    };
    let shop = shop(&server);
    let supplies = shop.supply_steps().expect("offered");
    let slot = "selfShipping:123:2026-11-30";
    let taken = supplies.write(&[approved(hand_over(slot))]).await;
    assert_eq!(
        taken.expect("an outcome"),
        [Taken::Refused("FulfillmentRequired".to_owned())],
        "in WB's words"
    );
    assert!(
        asked(&server, deliver).await.is_empty(),
        "and it has not left"
    );
    assert_eq!(
        bodies(&asked(&server, ship).await)[0]["data"][0]["shippingPointId"],
        123,
        "the point that was chosen"
    );
    for slot in ["selfShipping:123", "selfShipping:x:2026-11-30", "a:1:soon"] {
        assert!(supplies.fit(&hand_over(slot)).is_err(), "{slot} is no slot");
    }
}
