//! Postings that the seller delivers, and disputed ones, within the description.

use serde_json::{Value, json};

use super::tests::{answer, ok};
use super::trade_tests::{get, waiting};
use crate::testing::{Bench, list};

async fn pack(bench: &Bench, parcel: &Value) {
    let lines = parcel["products"].as_array().expect("goods").iter();
    let products: Vec<Value> = lines
        .map(|line| json!({"product_id": line["sku"], "quantity": line["quantity"]}))
        .collect();
    let number = &parcel["posting_number"];
    let body = json!({"packages": [{"products": products}], "posting_number": number});
    ok(bench, "/v4/posting/fbs/ship", body).await;
    bench.pass(1);
}

async fn told(bench: &Bench, number: &Value) -> (Value, Value) {
    let now = get(bench, number).await;
    (now["status"].clone(), now["available_actions"][0].clone())
}

/// A world in which such a posting waits, and it.
async fn own_delivery() -> (Bench, Value) {
    for seed in 1..10 {
        let bench = Bench::with(|options| options.seed = seed).await;
        let mut own = waiting(&bench).await.into_iter();
        if let Some(parcel) = own.find(|one| one["integration_type_flow"] == "non_integrated") {
            return (bench, parcel);
        }
    }
    panic!("in no world does a seller deliver");
}

#[tokio::test]
async fn a_posting_that_the_seller_delivers_waits_for_each_step() {
    let (bench, parcel) = own_delivery().await;
    let number = &parcel["posting_number"];
    let step = |path: &'static str| ok(&bench, path, json!({"posting_number": [number]}));
    for path in ["/v2/fbs/posting/delivering", "/v2/fbs/posting/delivered"] {
        let early = step(path).await["result"][0].clone();
        assert_eq!(
            (&early["result"], &early["error"]),
            (&json!(false), &json!("INCORRECT_STATUS")),
            "{path}: not even packed"
        );
    }
    pack(&bench, &parcel).await;
    // Two days: others would be on their way to the buyer by now.
    bench.pass(2 * 24 * 60);
    let packed = (json!("awaiting_deliver"), json!("non_int_delivering"));
    assert_eq!(
        told(&bench, number).await,
        packed,
        "it waits for the seller"
    );
    for (path, status, next) in [
        (
            "/v2/fbs/posting/delivering",
            "delivering",
            json!("non_int_delivered"),
        ),
        ("/v2/fbs/posting/delivered", "delivered", Value::Null),
    ] {
        let said = step(path).await;
        assert_eq!(said["result"][0]["result"], true, "{path}: {said}");
        assert_ne!(told(&bench, number).await.0, status, "not at once");
        bench.pass(30 * 60);
        assert_eq!(told(&bench, number).await, (json!(status), next), "{path}");
    }
    let late = step("/v2/fbs/posting/delivered").await;
    assert_eq!(late["result"][0]["result"], false, "once: {late}");
    bench.keeps_to_contract();
}

#[tokio::test]
async fn a_posting_that_nobody_touches_is_delivered_as_the_world_says() {
    let (bench, parcel) = own_delivery().await;
    let number = &parcel["posting_number"];
    bench.pass(2 * 24 * 60);
    let way = (json!("delivering"), json!("non_int_delivered"));
    assert_eq!(told(&bench, number).await, way, "it has left");
    bench.pass(10 * 24 * 60);
    assert_eq!(told(&bench, number).await.0, "delivered", "and arrived");
}

#[tokio::test]
async fn others_are_refused_one_by_one() {
    let (bench, own) = own_delivery().await;
    let by_ozon = waiting(&bench).await.into_iter();
    let mut by_ozon = by_ozon.filter(|one| one["integration_type_flow"] == "ozon");
    let by_ozon = by_ozon.next().expect("most of them");
    pack(&bench, &own).await;
    let numbers = [
        &own["posting_number"],
        &by_ozon["posting_number"],
        &json!("1-1"),
    ];
    let path = "/v2/fbs/posting/delivering";
    let said = ok(&bench, path, json!({"posting_number": numbers})).await;
    let rows = list(&said, "/result").iter();
    let errors: Vec<&Value> = rows.map(|row| &row["error"]).collect();
    assert_eq!(
        errors,
        ["", "INCORRECT_STATUS", "POSTING_NOT_FOUND"],
        "each by itself: {said}"
    );
    assert_eq!(
        answer(&bench, path, json!({"posting_number": []})).await.0,
        400,
        "some must be named"
    );
    bench.keeps_to_contract();
}

/// Packs what waits until one of it is disputed.
async fn disputed(bench: &Bench) -> Value {
    for parcel in waiting(bench).await {
        pack(bench, &parcel).await;
        if told(bench, &parcel["posting_number"]).await.0 == "arbitration" {
            return parcel["posting_number"].clone();
        }
    }
    panic!("none of them");
}

/// Whether it is listed under a status.
async fn is_listed(bench: &Bench, number: &Value, status: &str) -> bool {
    let filter = json!({"cutoff_from": "2026-11-01T00:00:00Z", "cutoff_to": "2026-12-01T00:00:00Z",
        "statuses": [status]});
    let body = json!({"filter": filter, "limit": 100});
    let all = ok(bench, "/v4/posting/fbs/unfulfilled/list", body).await;
    let mut rows = list(&all, "/postings").iter();
    rows.any(|row| row["posting_number"] == *number)
}

#[tokio::test]
async fn a_disputed_posting_leaves_when_it_is_settled() {
    let bench = Bench::new().await;
    let number = disputed(&bench).await;
    let path = "/v2/posting/fbs/awaiting-delivery";
    let body = json!({"posting_number": [number]});
    let offered = told(&bench, &number).await.1;
    assert_eq!(offered, "awaiting_delivery", "it may be settled");
    for (status, there) in [("arbitration", true), ("awaiting_deliver", false)] {
        let is = is_listed(&bench, &number, status).await;
        assert_eq!(is, there, "listed as {status}");
    }
    let stranger = json!({"posting_number": [number, "1-1"]});
    let refused = answer(&bench, path, stranger).await.0;
    assert_eq!(refused, 404, "all of them or none");
    let said = ok(&bench, path, body.clone()).await;
    assert_eq!(said["result"], true, "taken");
    let (status, next) = told(&bench, &number).await;
    assert_eq!(status, "awaiting_deliver", "settled");
    assert_eq!(next, "label_download", "and handed over as others are");
    assert!(is_listed(&bench, &number, "awaiting_deliver").await, "so");
    assert_eq!(answer(&bench, path, body).await.0, 400, "once is enough");
    bench.keeps_to_contract();
}
