use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::testing::{Bench, json as told, list, send};

async fn token(bench: &Bench) -> String {
    let ask = bench
        .ask(Method::POST, "ozon/performance/api/client/token")
        .json(&json!({
            "client_id": bench.key("ozon", "ads_client_id"),
            "client_secret": bench.key("ozon", "ads_client_secret"),
            "grant_type": "client_credentials",
        }));
    let (status, answer) = told(ask).await;
    assert_eq!(status, 200, "the key is good: {answer}");
    answer["access_token"].as_str().expect("a token").to_owned()
}

async fn answer(bench: &Bench, method: Method, path: &str, body: Option<Value>) -> (u16, Value) {
    let ask = bench
        .ask(method, &format!("ozon/performance/api/client{path}"))
        .bearer_auth(token(bench).await);
    match body {
        Some(body) => told(ask.json(&body)).await,
        None => told(ask).await,
    }
}

async fn ok(bench: &Bench, method: Method, path: &str, body: Option<Value>) -> Value {
    let (status, answer) = answer(bench, method, path, body).await;
    assert_eq!(status, 200, "{path}: {answer}");
    answer
}

async fn campaigns(bench: &Bench) -> Vec<Value> {
    let all = ok(bench, Method::GET, "/campaign?advObjectType=SKU", None).await;
    list(&all, "/list").to_vec()
}

/// The first campaign and its first product.
async fn first(bench: &Bench) -> (String, Value) {
    let all = campaigns(bench).await;
    let id = all[0]["id"].as_str().expect("a number").to_owned();
    let path = format!("/campaign/{id}/v2/products");
    let products = ok(bench, Method::GET, &path, None).await;
    (id, list(&products, "/products")[0].clone())
}

#[tokio::test]
async fn a_token_lives_for_half_an_hour_and_opens_advertising_alone() {
    let bench = Bench::new().await;
    let token = token(&bench).await;
    let ask = || {
        let ask = bench.ask(Method::GET, "ozon/performance/api/client/campaign");
        ask.bearer_auth(&token)
    };
    assert_eq!(send(ask()).await.status(), 200, "a fresh one");
    bench.clock.advance(Duration::from_secs(1799));
    assert_eq!(send(ask()).await.status(), 200, "until its end");
    bench.clock.advance(Duration::from_secs(1));
    assert_eq!(send(ask()).await.status(), 401, "and no longer");
    let key = bench.ask(Method::GET, "ozon/performance/api/client/campaign");
    let key = key.header("api-key", bench.key("ozon", "api_key"));
    assert_eq!(
        send(key).await.status(),
        401,
        "the shop's key is another one"
    );
    let seller = bench
        .ask(Method::POST, "ozon/seller/v1/roles")
        .bearer_auth(&token);
    assert_eq!(send(seller).await.status(), 401, "and the other way round");
    bench.keeps_to_contract();
}

#[tokio::test]
async fn what_the_seller_does_to_a_campaign_is_told_afterwards() {
    let bench = Bench::new().await;
    let (id, product) = first(&bench).await;
    let path = format!("/campaign/{id}");
    let bids = json!({"bids": [{"sku": product["sku"], "bid": "9000000"}]});
    ok(
        &bench,
        Method::PUT,
        &format!("{path}/products"),
        Some(bids.clone()),
    )
    .await;
    assert_eq!(first(&bench).await.1["bid"], "9000000", "the new bid");
    let low = json!({"bids": [{"sku": product["sku"], "bid": "10000"}]});
    let (status, words) = answer(&bench, Method::PUT, &format!("{path}/products"), Some(low)).await;
    assert_eq!(status, 400, "a kopeck is too low: {words}");
    let gone = json!({"sku": [product["sku"]]});
    ok(
        &bench,
        Method::POST,
        &format!("{path}/products/delete"),
        Some(gone),
    )
    .await;
    assert_ne!(first(&bench).await.1["sku"], product["sku"], "it is out");
    let (status, _) = answer(
        &bench,
        Method::PUT,
        &format!("{path}/products"),
        Some(bids.clone()),
    )
    .await;
    assert_eq!(status, 400, "what is out has no bid");
    ok(
        &bench,
        Method::POST,
        &format!("{path}/products"),
        Some(bids),
    )
    .await;
    assert_eq!(
        first(&bench).await.1["sku"],
        product["sku"],
        "it is in again"
    );
    for (word, state) in [("deactivate", "INACTIVE"), ("activate", "RUNNING")] {
        let said = ok(
            &bench,
            Method::POST,
            &format!("{path}/{word}"),
            Some(json!({})),
        )
        .await;
        assert_eq!(said["id"], id.as_str(), "{word}");
        let state = format!("CAMPAIGN_STATE_{state}");
        assert_eq!(
            campaigns(&bench).await[0]["state"],
            state.as_str(),
            "{word}"
        );
    }
    bench.keeps_to_contract();
}

#[tokio::test]
async fn a_campaign_whose_week_is_spent_stands_still() {
    let bench = Bench::new().await;
    let (id, _) = first(&bench).await;
    let path = format!("/campaign/{id}");
    bench.clock.advance(Duration::from_secs(36 * 3600));
    ok(
        &bench,
        Method::PATCH,
        &path,
        Some(json!({"weeklyBudget": "10000"})),
    )
    .await;
    assert_eq!(
        campaigns(&bench).await[0]["state"],
        "CAMPAIGN_STATE_STOPPED",
        "a kopeck is spent"
    );
    ok(
        &bench,
        Method::PATCH,
        &path,
        Some(json!({"weeklyBudget": "90000000000"})),
    )
    .await;
    assert_eq!(
        campaigns(&bench).await[0]["state"],
        "CAMPAIGN_STATE_RUNNING",
        "and goes on"
    );
    bench.keeps_to_contract();
}

#[tokio::test]
async fn a_campaign_is_made_without_products_and_runs_only_with_some() {
    let bench = Bench::new().await;
    let (_, product) = first(&bench).await;
    let body = json!({"title": "Чай", "placement": "PLACEMENT_SEARCH_AND_CATEGORY",
        "productAutopilotStrategy": "MAX_CLICKS", "weeklyBudget": "14000000000"});
    let said = ok(&bench, Method::POST, "/campaign/cpc/v2/product", Some(body)).await;
    let id = said["campaignId"].as_str().expect("a number");
    let path = format!("/campaign/{id}");
    let (status, _) = answer(
        &bench,
        Method::POST,
        &format!("{path}/activate"),
        Some(json!({})),
    )
    .await;
    assert_eq!(status, 400, "there is nothing to show");
    let bids = json!({"bids": [{"sku": product["sku"]}]});
    ok(
        &bench,
        Method::POST,
        &format!("{path}/products"),
        Some(bids),
    )
    .await;
    let said = ok(
        &bench,
        Method::POST,
        &format!("{path}/activate"),
        Some(json!({})),
    )
    .await;
    assert_eq!(
        said["weeklyBudget"], "14000000000",
        "as it was made: {said}"
    );
    bench.keeps_to_contract();
}

#[tokio::test]
async fn payment_by_the_order_is_switched_for_each_product() {
    let bench = Bench::new().await;
    let all = "/campaign/search_promo/v2/products";
    let page = json!({"page": 1, "pageSize": 1});
    let status = async || {
        let found = ok(&bench, Method::POST, all, Some(page.clone())).await;
        let rows = list(&found, "/products");
        assert_eq!(rows.len(), 1, "a page: {found}");
        (rows[0]["sku"].clone(), rows[0]["searchPromoStatus"].clone())
    };
    let (sku, before) = status().await;
    assert_eq!(before, true, "the first one is in");
    let skus = json!({"skus": [sku]});
    ok(
        &bench,
        Method::POST,
        "/search_promo/product/disable",
        Some(skus.clone()),
    )
    .await;
    assert_eq!(status().await.1, false, "it is out");
    let said = ok(
        &bench,
        Method::POST,
        "/search_promo/product/enable",
        Some(skus),
    )
    .await;
    assert_eq!(said["response"][0]["update"], true, "{said}");
    assert_eq!(status().await.1, true, "it is in again");
    bench.keeps_to_contract();
}

#[tokio::test]
async fn a_report_takes_its_time_and_keeps_others_waiting() {
    let bench = Bench::new().await;
    let ids: Vec<Value> = campaigns(&bench)
        .await
        .iter()
        .map(|one| one["id"].clone())
        .collect();
    let body = json!({"campaigns": [ids[0]], "dateFrom": "2026-11-10", "dateTo": "2026-11-16",
        "groupBy": "DATE"});
    let said = ok(&bench, Method::POST, "/statistics", Some(body.clone())).await;
    let id = said["UUID"].as_str().expect("an id");
    let (status, words) = answer(&bench, Method::POST, "/statistics", Some(body.clone())).await;
    assert_eq!(status, 429, "one at a time: {words}");
    let look = format!("/statistics/{id}");
    let mut states = Vec::new();
    for _ in 0..4 {
        states.push(ok(&bench, Method::GET, &look, None).await["state"].clone());
        bench.clock.advance(Duration::from_secs(10));
    }
    assert_eq!(
        states,
        ["NOT_STARTED", "IN_PROGRESS", "IN_PROGRESS", "OK"],
        "every 10 s"
    );
    let fetch = |id: String, token: String| {
        let path = format!("ozon/performance/api/client/statistics/report?UUID={id}");
        send(bench.ask(Method::GET, &path).bearer_auth(token))
    };
    let table = fetch(id.to_owned(), token(&bench).await).await;
    let table = table.text().await.expect("a table");
    let mut lines = table.lines();
    assert!(
        lines
            .next()
            .is_some_and(|title| title.contains("период 10.11.2026-16.11.2026")),
        "{table}"
    );
    assert!(
        lines
            .next()
            .is_some_and(|names| names.starts_with("День;sku;")),
        "{table}"
    );
    assert!(lines.count() > 7, "days of its products: {table}");
    let both = json!({"campaigns": ids, "dateFrom": "2026-11-10", "dateTo": "2026-11-16"});
    let said = ok(&bench, Method::POST, "/statistics", Some(both)).await;
    bench.clock.advance(Duration::from_secs(60));
    let id = said["UUID"].as_str().expect("an id").to_owned();
    let archive = fetch(id, token(&bench).await)
        .await
        .bytes()
        .await
        .expect("a file");
    let files = crate::zipped::unpack(&archive);
    assert_eq!(files.len(), ids.len(), "a table for each campaign");
    bench.keeps_to_contract();
}

#[tokio::test]
async fn the_last_two_days_are_told_at_once_and_no_others() {
    let bench = Bench::new().await;
    let ids: Vec<Value> = campaigns(&bench)
        .await
        .iter()
        .map(|one| one["id"].clone())
        .collect();
    let path = "/statistics/products/sku";
    let body = |from: &str| json!({"campaignIds": ids, "dateFrom": from, "dateTo": "2026-11-17"});
    let found = ok(&bench, Method::POST, path, Some(body("2026-11-16"))).await;
    let views = |day: &str| -> i64 {
        let rows = list(&found, "/rows")
            .iter()
            .filter(|row| row["date"] == day);
        rows.filter_map(|row| row["views"].as_str()?.parse::<i64>().ok())
            .sum()
    };
    assert!(
        views("2026-11-17") < views("2026-11-16"),
        "today is not over: {found}"
    );
    let (status, words) = answer(&bench, Method::POST, path, Some(body("2026-11-15"))).await;
    assert_eq!(status, 400, "older days are in reports: {words}");
    bench.keeps_to_contract();
}

#[tokio::test]
async fn bids_are_told_for_products_of_a_campaign_alone() {
    let bench = Bench::new().await;
    let (id, product) = first(&bench).await;
    let sku = product["sku"].as_str().expect("a number");
    let path = format!("/campaign/{id}/products/bids/competitive?skus={sku}&skus=1");
    let told = ok(&bench, Method::GET, &path, None).await;
    let bids = list(&told, "/bids");
    assert_eq!(bids[1]["bid"], "0", "what is not in it has none: {told}");
    assert_ne!(bids[0]["bid"], "0", "{told}");
    let lowest = async |kind: &str| {
        let body = json!({"paymentType": kind, "sku": [sku]});
        let told = ok(&bench, Method::POST, "/min/sku", Some(body)).await;
        list(&told, "/minBids")[0]["bid"]
            .as_f64()
            .expect("a number")
    };
    assert!(
        lowest("CPC_TOP").await > lowest("CPC").await,
        "the search is dearer"
    );
    let body = json!({"skus": [sku]});
    let path = "/search_promo/bids/recommendation";
    let told = ok(&bench, Method::POST, path, Some(body)).await;
    assert!(
        told["recommendedBids"][sku].is_string(),
        "by product: {told}"
    );
    let many: Vec<String> = (1..=201).map(|sku| sku.to_string()).collect();
    let (status, _) = answer(&bench, Method::POST, path, Some(json!({"skus": many}))).await;
    assert_eq!(status, 400, "200 at most");
    bench.keeps_to_contract();
}
