//! Papers, strategies, marks: what is listed can be had, within the description.

use http::Method;
use serde_json::{Value, json};

use super::tests::{answer, ok};
use crate::testing::{Bench, list, send};

#[tokio::test]
async fn the_acts_of_the_last_days_can_be_fetched() {
    let bench = Bench::new().await;
    let filter = json!({"date_from": "2026-11-10", "date_to": "2026-11-17"});
    let all = ok(
        &bench,
        "/v2/posting/fbs/act/list",
        json!({"filter": filter, "limit": 50}),
    )
    .await;
    let made = list(&all, "/result")
        .iter()
        .find(|one| one["status"] == "formed");
    let id = made.expect("one that is made")["id"].clone();
    let (account, key) = ("ozon", |name: &str| bench.key("ozon", name));
    let request = bench
        .ask(
            Method::POST,
            &format!("{account}/seller/v2/posting/fbs/act/get-pdf"),
        )
        .header("client-id", key("client_id"))
        .header("api-key", key("api_key"));
    let file = send(request.body(json!({"id": id}).to_string())).await;
    let bytes = file.bytes().await.expect("a body");
    assert!(bytes.starts_with(b"%PDF"), "the file itself");
    let (status, _) = answer(&bench, "/v2/posting/fbs/act/list", json!({"limit": 50})).await;
    assert_eq!(status, 400, "both days are required");
}

#[tokio::test]
async fn a_report_that_is_ready_lies_where_it_says() {
    let bench = Bench::new().await;
    let body = json!({"page": 1, "page_size": 1000, "report_type": "ALL"});
    let all = ok(&bench, "/v1/report/list", body).await;
    let ready = |one: &&Value| one["status"] == "success";
    let report = list(&all, "/result/reports").iter().find(ready);
    let report = report.expect("one that is ready");
    let told = ok(&bench, "/v1/report/info", json!({"code": report["code"]})).await;
    assert_eq!(told["result"], *report, "the list and the report agree");
    let link = report["file"].as_str().expect("a link");
    let path = link.splitn(4, '/').nth(3).expect("a path");
    let file = send(bench.ask(Method::GET, path)).await;
    assert_eq!(file.status().as_u16(), 200, "without any key");
    bench.keeps_to_contract();
}

#[tokio::test]
async fn products_of_a_strategy_have_its_price_and_others_none() {
    let bench = Bench::new().await;
    let all = ok(
        &bench,
        "/v1/pricing-strategy/list",
        json!({"page": 1, "limit": 50}),
    )
    .await;
    let id = list(&all, "/strategies")[0]["id"].clone();
    let told = ok(
        &bench,
        "/v1/pricing-strategy/products/list",
        json!({"strategy_id": id}),
    )
    .await;
    let within = list(&told, "/result/product_id");
    assert_eq!(
        json!(within.len()),
        all["strategies"][0]["products_count"],
        "as many as it says"
    );
    let goods = ok(
        &bench,
        "/v3/product/list",
        json!({"filter": {}, "limit": 1000}),
    )
    .await;
    for row in list(&goods, "/result/items") {
        let body = json!({"product_id": row["product_id"]});
        let told = ok(&bench, "/v1/pricing-strategy/product/info", body).await;
        let inside = within.contains(&json!(row["product_id"].to_string()));
        assert_eq!(told["result"]["is_enabled"], inside, "{row}");
    }
    bench.keeps_to_contract();
}

#[tokio::test]
async fn marks_are_checked_before_they_stand() {
    let bench = Bench::new().await;
    let filter = json!({"cutoff_from": "2026-11-01T00:00:00Z", "cutoff_to": "2026-12-01T00:00:00Z",
        "statuses": ["awaiting_packaging"]});
    let body = json!({"filter": filter, "limit": 100});
    let all = ok(&bench, "/v4/posting/fbs/unfulfilled/list", body).await;
    let number = list(&all, "/postings")[0]["posting_number"].clone();
    let posting = json!({"posting_number": number});
    let get = "/v6/fbs/posting/product/exemplar/create-or-get";
    let told = ok(&bench, get, posting.clone()).await;
    let with = |code: &str| {
        let mut products = told["products"].clone();
        let marks = json!([{"mark": code, "mark_type": "mandatory_mark"}]);
        products[0]["exemplars"][0]["marks"] = marks;
        let products = products
            .as_array()
            .expect("a list")
            .iter()
            .map(|one| json!({"product_id": one["product_id"], "exemplars": one["exemplars"]}));
        json!({"posting_number": number, "products": products.collect::<Vec<_>>()})
    };
    let key = |name: &str| bench.key("ozon", name);
    let long = "x".repeat(38);
    let codes = [
        ("short", "ship_not_available"),
        (long.as_str(), "ship_available"),
    ];
    for (code, stands) in codes {
        let set = bench
            .ask(
                Method::POST,
                "ozon/seller/v6/fbs/posting/product/exemplar/set",
            )
            .header("client-id", key("client_id"))
            .header("api-key", key("api_key"));
        let said = send(set.body(with(code).to_string())).await;
        assert_eq!(said.status().as_u16(), 200, "a task, whatever comes of it");
        let status = "/v5/fbs/posting/product/exemplar/status";
        let now = ok(&bench, status, posting.clone()).await;
        assert_eq!(now["status"], "validation_in_process", "not yet");
        bench.pass(1);
        let now = ok(&bench, status, posting.clone()).await;
        assert_eq!(now["status"], stands, "{code}");
    }
    bench.keeps_to_contract();
}
