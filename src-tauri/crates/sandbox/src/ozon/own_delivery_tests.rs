//! Postings that the seller delivers, and disputed ones, within the description.

use serde_json::{Value, json};

use super::tests::{answer, ok};
use super::trade_tests::{get, waiting};
use crate::testing::Bench;

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
    let parcel = &parcel;
    let number = &parcel["posting_number"];
    let step = |path: &'static str| ok(&bench, path, json!({"posting_number": [number]}));
    let early = step("/v2/fbs/posting/delivered").await;
    assert_eq!(
        early["result"][0]["result"], false,
        "not even packed: {early}"
    );
    pack(&bench, parcel).await;
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
        bench.pass(1);
        assert_eq!(told(&bench, number).await, (json!(status), next), "{path}");
    }
    bench.keeps_to_contract();
}

#[tokio::test]
async fn a_disputed_posting_leaves_when_it_is_settled() {
    let bench = Bench::new().await;
    let mut disputed = None;
    for parcel in waiting(&bench).await {
        pack(&bench, &parcel).await;
        let number = parcel["posting_number"].clone();
        if told(&bench, &number).await.0 == "arbitration" {
            disputed = Some(number);
            break;
        }
    }
    let number = disputed.expect("one of them");
    let path = "/v2/posting/fbs/awaiting-delivery";
    let body = json!({"posting_number": [number]});
    assert_eq!(
        told(&bench, &number).await.1,
        "awaiting_delivery",
        "offered"
    );
    assert_eq!(
        ok(&bench, path, body.clone()).await["result"],
        true,
        "taken"
    );
    bench.pass(1);
    assert_eq!(told(&bench, &number).await.0, "awaiting_deliver", "settled");
    assert_eq!(answer(&bench, path, body).await.0, 400, "once is enough");
    bench.keeps_to_contract();
}
