//! Shipments of the seller's own parcels.

use domain::{ExternalId, Scheme, Supply, SupplyAct, SupplyStep};
use rstest::rstest;
use serde_json::{Value, json};
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::{asked, on, shop};
use crate::contract::{FileAnswer, FileWish, Receipt, Seen, Taken};
use crate::testing::{ACCOUNT, approved, window};

const LIST: &str = "/v2/carriage/delivery/list";
const CREATE: &str = "/v1/carriage/create";
const APPROVE: &str = "/v1/carriage/approve";
const CANCEL: &str = "/v1/carriage/cancel";
const GET: &str = "/v1/carriage/get";

/// One that can be made today.
const CAN_BE: &str = "method:22:2026-11-22";

fn method(carriages: &Value) -> Value {
    json!({ "delivery_method_id": 22, "delivery_method_name": "Самарканд",
        "departure_date": "2026-11-22T00:00:00Z", "cutoff_at": "2026-11-22T12:00:00Z",
        "dropoff_address": "ул. Рудаки, 1", "is_rfbs": false, "carriages": carriages })
}

fn step(act: SupplyAct, supply: &str) -> SupplyStep {
    SupplyStep {
        account: ACCOUNT,
        supply: Some(supply.into()),
        name: "Самарканд".to_owned(),
        act,
        parcels: Vec::new(),
        slot: None,
    }
}

async fn refused(server: &MockServer, at: &str, status: u16, words: &str) {
    let reply = ResponseTemplate::new(status).set_body_json(json!({ "message": words }));
    Mock::given(path(format!("/seller{at}")))
        .respond_with(reply)
        .mount(server)
        .await;
}

/// Supplies of a whole round, and how many were bad.
async fn round(server: &MockServer) -> (Vec<Supply>, usize) {
    on(server, "/v3/supply-order/list", json!({ "order_ids": [] })).await;
    let shop = shop(server);
    let feed = shop.supplies().expect("offered");
    let (mut rows, mut bad, mut after) = (Vec::new(), 0, None);
    loop {
        let page = feed.page(after.as_ref(), window()).await.expect("a page");
        rows.extend(page.rows);
        bad += page.bad.len();
        if !page.more {
            return (rows, bad);
        }
        after = Some(page.cursor);
    }
}

#[tokio::test]
async fn shipments_of_today_are_told_after_the_deliveries() {
    let server = MockServer::start().await;
    let carriages = json!([
        { "id": 0, "status": "", "postings_count": 3 },
        { "id": 0, "postings_count": 0 },
        { "id": 900, "status": "new", "postings_count": 2 },
        { "id": "901", "status": "formed", "postings_count": 1 },
    ]);
    let methods = json!([method(&carriages), { "delivery_method_name": "?" }]);
    on(
        &server,
        LIST,
        json!({ "methods": methods, "has_next": false }),
    )
    .await;
    let (rows, bad) = round(&server).await;
    let told: Vec<_> = rows
        .iter()
        .map(|row| (row.external_id.as_str(), row.open, row.amount))
        .collect();
    let expected = [
        (CAN_BE, true, Some(3)),
        ("carriage:900", true, Some(2)),
        ("carriage:901", false, Some(1)),
    ];
    assert_eq!(
        told, expected,
        "what is confirmed is closed, of nothing none is made"
    );
    assert_eq!(rows[0].scheme, Scheme::Seller, "the seller's own parcels");
    assert_eq!(bad, 1, "a method without a number");
}

#[tokio::test]
async fn a_role_without_the_method_has_the_deliveries_all_the_same() {
    let server = MockServer::start().await;
    refused(
        &server,
        LIST,
        403,
        "Api-Key is missing a required role for a method",
    )
    .await;
    assert_eq!(round(&server).await, (Vec::new(), 0), "no shipment is told");
}

#[tokio::test]
async fn a_shipment_is_made_of_what_is_packed_and_confirmed() {
    let server = MockServer::start().await;
    on(&server, CREATE, json!({ "carriage_id": 900 })).await;
    on(&server, APPROVE, json!({})).await;
    on(
        &server,
        GET,
        json!({ "carriage_id": 900, "status": "formed" }),
    )
    .await;
    let shop = shop(&server);
    let by = shop.supply_steps().expect("offered");
    let wanted = step(SupplyAct::HandOver, CAN_BE);
    by.fit(&wanted).expect("it can be handed over");
    let taken = by
        .write(&[approved(wanted.clone())])
        .await
        .expect("an answer");
    let receipt = Receipt::named("900".into());
    assert_eq!(
        taken,
        [Taken::Accepted(receipt.clone())],
        "its number is kept"
    );
    let body = json!({ "delivery_method_id": 22, "departure_date": "2026-11-22T00:00:00Z" });
    assert_eq!(
        asked(&server, CREATE).await,
        [body],
        "of the day that was seen"
    );
    assert_eq!(
        asked(&server, APPROVE).await,
        [json!({ "carriage_id": 900 })],
        "that one"
    );
    let seen = by.seen(&wanted, &receipt).await.expect("an answer");
    assert_eq!(seen, Seen::There, "no longer new");
}

#[tokio::test]
async fn a_shipment_that_is_made_and_not_confirmed_says_so() {
    let server = MockServer::start().await;
    on(&server, CREATE, json!({ "carriage_id": 900 })).await;
    refused(&server, APPROVE, 400, "CARRIAGE_IS_NOT_READY").await;
    let shop = shop(&server);
    let by = shop.supply_steps().expect("offered");
    let wanted = approved(step(SupplyAct::HandOver, CAN_BE));
    let taken = by.write(&[wanted]).await.expect("an answer");
    let words = "made, not confirmed: CARRIAGE_IS_NOT_READY".to_owned();
    assert_eq!(taken, [Taken::Refused(words)], "both halves are told");
}

#[rstest]
#[case(SupplyAct::HandOver, "new", Seen::Pending)]
#[case(SupplyAct::HandOver, "formed", Seen::There)]
#[case(SupplyAct::HandOver, "sended", Seen::There)]
#[case(SupplyAct::HandOver, "cancelled", Seen::Different("cancelled".to_owned()))]
#[case(SupplyAct::Cancel, "cancelled", Seen::There)]
#[case(SupplyAct::Cancel, "formed", Seen::Different("formed".to_owned()))]
#[tokio::test]
async fn a_shipment_is_looked_at(
    #[case] act: SupplyAct,
    #[case] status: &str,
    #[case] expected: Seen,
) {
    let server = MockServer::start().await;
    on(&server, GET, json!({ "status": status })).await;
    let shop = shop(&server);
    let by = shop.supply_steps().expect("offered");
    let wanted = step(act, "carriage:900");
    let seen = by.seen(&wanted, &Receipt::default()).await;
    assert_eq!(seen.expect("an answer"), expected, "{status}");
}

#[rstest]
#[case(json!([{ "id": 0, "postings_count": 3 }]), Seen::Pending)]
#[case(json!([{ "id": 900, "status": "new" }]), Seen::Pending)]
#[case(json!([{ "id": 900, "status": "formed" }]), Seen::There)]
#[tokio::test]
async fn one_whose_answer_was_lost_is_found_by_its_method(
    #[case] carriages: Value,
    #[case] expected: Seen,
) {
    let server = MockServer::start().await;
    on(&server, LIST, json!({ "methods": [method(&carriages)] })).await;
    let shop = shop(&server);
    let by = shop.supply_steps().expect("offered");
    let wanted = step(SupplyAct::HandOver, CAN_BE);
    let seen = by.seen(&wanted, &Receipt::default()).await;
    assert_eq!(seen.expect("an answer"), expected, "{carriages}");
    let other = step(SupplyAct::HandOver, "method:22:2026-11-21");
    let seen = by.seen(&other, &Receipt::default()).await;
    assert_eq!(
        seen.expect("an answer"),
        Seen::Pending,
        "that of another day is another"
    );
}

#[tokio::test]
async fn a_shipment_is_given_up_unless_ozon_says_why_not() {
    for (said, expected) in [
        (
            json!({ "carriage_status": "cancelled" }),
            Taken::Accepted(Receipt::default()),
        ),
        (
            json!({ "error": "SENT", "carriage_status": "sended" }),
            Taken::Refused("SENT".to_owned()),
        ),
    ] {
        let server = MockServer::start().await;
        on(&server, CANCEL, said).await;
        let shop = shop(&server);
        let by = shop.supply_steps().expect("offered");
        let wanted = approved(step(SupplyAct::Cancel, "carriage:900"));
        assert_eq!(
            by.write(&[wanted]).await.expect("an answer"),
            [expected],
            "in its words"
        );
    }
}

#[tokio::test]
async fn what_is_no_shipment_has_no_such_step() {
    let server = MockServer::start().await;
    let shop = shop(&server);
    let by = shop.supply_steps().expect("offered");
    let mut open = step(SupplyAct::Open, CAN_BE);
    open.supply = None::<ExternalId>;
    for wrong in [
        open,
        step(SupplyAct::HandOver, "84882285"),
        step(SupplyAct::Cancel, CAN_BE),
        step(SupplyAct::HandOver, "method:22"),
    ] {
        assert!(by.fit(&wrong).is_err(), "{wrong:?}");
    }
}

#[tokio::test]
async fn the_list_of_a_shipment_is_its_paper() {
    let server = MockServer::start().await;
    let reply = ResponseTemplate::new(200).set_body_bytes(b"%PDF-1".as_slice());
    Mock::given(path("/seller/v2/posting/fbs/act/get-pdf"))
        .respond_with(reply)
        .mount(&server)
        .await;
    let shop = shop(&server);
    let files = shop.files().expect("offered");
    assert_eq!(files.supply_papers(), ["list"], "one paper");
    let wish = |supply: &str| FileWish::Supply {
        supply: supply.into(),
        paper: "list".to_owned(),
    };
    let file = files.file(&wish("carriage:900"), None).await;
    assert!(
        matches!(file, Ok(FileAnswer::Here(_))),
        "of one that is made"
    );
    for none in [CAN_BE, "84882285"] {
        assert!(
            files.file(&wish(none), None).await.is_err(),
            "{none} has none"
        );
    }
    let bodies = asked(&server, "/v2/posting/fbs/act/get-pdf").await;
    assert_eq!(bodies, [json!({ "id": 900 })], "by its number");
}
