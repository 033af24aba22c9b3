//! Prices, quantities, parcels: what is written is what is read, within the description.

use serde_json::{Value, json};

use super::tests::{answer, ok};
use crate::testing::{Bench, list};

const PRICES: &str = "/v5/product/info/prices";

async fn priced(bench: &Bench, article: &Value, visibility: &str) -> Value {
    let filter = json!({"offer_id": [article], "visibility": visibility});
    ok(bench, PRICES, json!({"filter": filter, "limit": 10})).await
}

async fn set(bench: &Bench, item: Value) -> Value {
    let said = ok(
        bench,
        "/v1/product/import/prices",
        json!({"prices": [item]}),
    )
    .await;
    said["result"][0].clone()
}

#[tokio::test]
async fn a_price_that_is_set_is_the_price_that_is_shown() {
    let bench = Bench::new().await;
    let all = ok(
        &bench,
        PRICES,
        json!({"filter": {"visibility": "ALL"}, "limit": 1000}),
    )
    .await;
    let row = &list(&all, "/items")[0];
    let article = row["offer_id"].clone();
    let before = row["price"]["price"].as_f64().expect("a number");
    let low = set(
        &bench,
        json!({"offer_id": article, "price": "10", "old_price": "9"}),
    )
    .await;
    assert_eq!(
        low["updated"], false,
        "the crossed-out price is below: {low}"
    );
    let done = set(
        &bench,
        json!({"offer_id": article, "price": format!("{}", before + 10.0)}),
    )
    .await;
    assert_eq!(done["updated"], true, "{done}");
    let now = priced(&bench, &article, "ALL").await;
    assert_eq!(
        now["items"][0]["price"]["price"],
        before + 10.0,
        "as it was set"
    );
    let half = set(&bench, json!({"offer_id": article, "price": "1"})).await;
    assert_eq!(half["updated"], true, "taken");
    let now = priced(&bench, &article, "QUARANTINE").await;
    assert_eq!(
        now["items"][0]["price"]["price"],
        before + 10.0,
        "and held: the old one stays"
    );
    for turn in 2..12 {
        let item = json!({"offer_id": article, "price": format!("{}", before + f64::from(turn))});
        let again = set(&bench, item).await;
        assert_eq!(
            again["updated"],
            turn < 10,
            "ten times an hour, turn {turn}: {again}"
        );
    }
    bench.keeps_to_contract();
}

#[tokio::test]
async fn a_quantity_that_is_set_is_the_quantity_that_is_shown() {
    let bench = Bench::new().await;
    let places = ok(&bench, "/v2/warehouse/list", json!({"limit": 200})).await;
    let place = list(&places, "/warehouses")[0]["warehouse_id"].clone();
    let goods = ok(
        &bench,
        "/v3/product/list",
        json!({"filter": {}, "limit": 1}),
    )
    .await;
    let item = &goods["result"]["items"][0];
    let body = json!({"stocks": [{"offer_id": item["offer_id"], "product_id": item["product_id"],
        "stock": 33, "warehouse_id": place}]});
    let write = async || ok(&bench, "/v2/products/stocks", body.clone()).await["result"][0].clone();
    assert_eq!(write().await["updated"], true, "taken");
    assert_eq!(
        write().await["errors"][0]["code"],
        "TOO_MANY_REQUESTS",
        "once in 30 s"
    );
    bench.pass(1);
    assert_eq!(write().await["updated"], true, "and then again");
    let path = "/v2/product/info/stocks-by-warehouse/fbs";
    let now = ok(
        &bench,
        path,
        json!({"offer_id": [item["offer_id"]], "limit": 10}),
    )
    .await;
    assert_eq!(now["products"][0]["free_stock"], 33, "as it was set");
    bench.keeps_to_contract();
}

pub(super) async fn waiting(bench: &Bench) -> Vec<Value> {
    let filter = json!({"cutoff_from": "2026-11-01T00:00:00Z", "cutoff_to": "2026-12-01T00:00:00Z",
        "statuses": ["awaiting_packaging"]});
    let body = json!({"filter": filter, "limit": 100});
    let all = ok(bench, "/v4/posting/fbs/unfulfilled/list", body).await;
    list(&all, "/postings").to_vec()
}

pub(super) async fn get(bench: &Bench, number: &Value) -> Value {
    let one = ok(
        bench,
        "/v3/posting/fbs/get",
        json!({"posting_number": number}),
    )
    .await;
    one["result"].clone()
}

#[tokio::test]
async fn a_parcel_is_packed_some_seconds_after_the_yes() {
    let bench = Bench::new().await;
    let waiting = waiting(&bench).await;
    let number = &waiting[0]["posting_number"];
    let lines = waiting[0]["products"].as_array().expect("goods").iter();
    let products: Vec<Value> = lines
        .map(|line| json!({"product_id": line["sku"], "quantity": line["quantity"]}))
        .collect();
    let body = json!({"packages": [{"products": products}], "posting_number": number});
    ok(&bench, "/v4/posting/fbs/ship", body.clone()).await;
    let busy = get(&bench, number).await;
    let state = (&busy["status"], &busy["available_actions"][0]);
    assert_eq!(
        state,
        (
            &json!("awaiting_packaging"),
            &json!("ship_async_in_process")
        ),
        "not yet"
    );
    bench.pass(1);
    assert_eq!(
        get(&bench, number).await["status"],
        "awaiting_deliver",
        "packed"
    );
    let (status, _) = answer(&bench, "/v4/posting/fbs/ship", body).await;
    assert_eq!(status, 400, "once is enough");
    bench.keeps_to_contract();
}

#[tokio::test]
async fn a_parcel_is_given_up_with_a_reason() {
    let bench = Bench::new().await;
    let waiting = waiting(&bench).await;
    let number = &waiting[0]["posting_number"];
    let body = json!({"related_posting_numbers": [number]});
    let reasons = ok(&bench, "/v1/posting/fbs/cancel-reason", body).await;
    assert!(
        list(&reasons, "/result/0/reasons").len() > 1,
        "some may be chosen"
    );
    let cancel = |reason: i64| json!({"cancel_reason_id": reason, "posting_number": number});
    let (status, _) = answer(&bench, "/v2/posting/fbs/cancel", cancel(402)).await;
    assert_eq!(status, 400, "this one wants words");
    ok(&bench, "/v2/posting/fbs/cancel", cancel(352)).await;
    let gone = get(&bench, number).await;
    assert_eq!(gone["status"], "cancelled", "given up");
    assert_eq!(gone["cancellation"]["cancel_reason_id"], 352, "and why");
    bench.keeps_to_contract();
}

#[tokio::test]
async fn labels_are_drawn_and_deliveries_are_told() {
    let bench = Bench::new().await;
    let number = waiting(&bench).await[0]["posting_number"].clone();
    let create = json!({"posting_numbers": [number]});
    let task = ok(&bench, "/v3/posting/fbs/package-label/create", create).await;
    let look = json!({"task_id": task["tasks"][0]["task_id"]});
    let path = "/v2/posting/fbs/package-label/get";
    let busy = ok(&bench, path, look.clone()).await;
    assert_eq!(busy["status"]["code"], "in_progress", "it takes a moment");
    bench.pass(1);
    let done = ok(&bench, path, look).await;
    let states =
        json!({"filter": {"states": ["COMPLETED"]}, "limit": 50, "sort_by": "ORDER_CREATION"});
    let ids = ok(&bench, "/v3/supply-order/list", states).await;
    let orders = ok(
        &bench,
        "/v3/supply-order/get",
        json!({"order_ids": ids["order_ids"]}),
    )
    .await;
    assert_eq!(
        orders["orders"][0]["state"], "COMPLETED",
        "as it was asked for"
    );
    bench.keeps_to_contract();
    let address = done["file_url"].as_str().expect("an address");
    let path = address.split_once("/ozon/").expect("ours").1;
    let file = crate::testing::send(bench.ask(reqwest::Method::GET, &format!("ozon/{path}"))).await;
    let text = file.text().await.expect("a file");
    assert!(
        text.contains(number.as_str().expect("a number")),
        "the parcel's label: {text}"
    );
}

#[tokio::test]
async fn what_lies_at_ozon_is_the_sum_of_its_places() {
    let bench = Bench::new().await;
    let all = json!({"filter": {"visibility": "ALL"}, "limit": 1000});
    let sums = ok(&bench, "/v4/product/info/stocks", all).await;
    let fbo = |row: &Value| {
        let kinds = list(row, "/stocks").iter();
        let mut fbo = kinds.filter(|kind| kind["type"] == "fbo");
        let kind = fbo.next().expect("every product has a shelf there");
        let of = |name: &str| kind[name].as_i64().unwrap_or_default();
        (kind["sku"].clone(), of("present") - of("reserved"))
    };
    let sums: Vec<_> = list(&sums, "/items").iter().map(fbo).collect();
    let skus = sums.iter().take(100).map(|(sku, _)| sku.to_string());
    let skus: Vec<String> = skus.collect();
    let told = ok(&bench, "/v1/analytics/stocks", json!({"skus": skus})).await;
    for (sku, sum) in sums.iter().take(100) {
        let places = list(&told, "/items").iter();
        let places: Vec<_> = places.filter(|place| place["sku"] == *sku).collect();
        let free = places.iter().map(|place| &place["available_stock_count"]);
        let free: i64 = free.filter_map(Value::as_i64).sum();
        assert_eq!(
            (places.len(), free),
            (2, *sum),
            "{sku}: two places, one sum"
        );
    }
    let many: Vec<String> = (1..=101).map(|sku| sku.to_string()).collect();
    for refused in [json!({"skus": []}), json!({"skus": many})] {
        let (status, _) = answer(&bench, "/v1/analytics/stocks", refused).await;
        assert_eq!(status, 400, "between one and a hundred");
    }
    bench.keeps_to_contract();
}

async fn shipments(bench: &Bench) -> Vec<Value> {
    let all = ok(bench, "/v2/carriage/delivery/list", json!({"limit": 1000})).await;
    let methods = list(&all, "/methods").iter();
    methods
        .flat_map(|method| list(method, "/carriages"))
        .cloned()
        .collect()
}

#[tokio::test]
async fn what_is_packed_goes_into_a_shipment_once() {
    let bench = Bench::new().await;
    let before = shipments(&bench).await.len();
    let parcel = waiting(&bench).await.remove(0);
    let products = list(&parcel, "/products").iter();
    let products: Vec<Value> = products
        .map(|one| json!({"product_id": one["sku"], "quantity": one["quantity"]}))
        .collect();
    let body = json!({"posting_number": parcel["posting_number"],
        "packages": [{"products": products}]});
    ok(&bench, "/v4/posting/fbs/ship", body).await;
    bench.pass(1);
    let all = shipments(&bench).await;
    assert_eq!((before, all.len()), (0, 1), "one can be made: {all:?}");
    assert_eq!(
        (&all[0]["id"], &all[0]["postings_count"]),
        (&json!(0), &json!(1)),
        "of it"
    );
    let places = ok(&bench, "/v2/warehouse/list", json!({"limit": 200})).await;
    let place = list(&places, "/warehouses")[0]["warehouse_id"].clone();
    let make = json!({"delivery_method_id": place});
    let made = ok(&bench, "/v1/carriage/create", make.clone()).await;
    let named = json!({"carriage_id": made["carriage_id"]});
    let state = async || ok(&bench, "/v1/carriage/get", named.clone()).await["status"].clone();
    assert_eq!(state().await, "new", "made and not confirmed");
    let (status, _) = answer(&bench, "/v1/carriage/create", make.clone()).await;
    assert_eq!(status, 400, "nothing else is packed");
    ok(&bench, "/v1/carriage/approve", named.clone()).await;
    assert_eq!(state().await, "formed", "confirmed");
    let (status, _) = answer(&bench, "/v1/carriage/approve", named.clone()).await;
    assert_eq!(status, 400, "once");
    ok(&bench, "/v1/carriage/cancel", named.clone()).await;
    assert_eq!(state().await, "cancelled", "given up");
    ok(&bench, "/v1/carriage/create", make).await;
    bench.keeps_to_contract();
}
