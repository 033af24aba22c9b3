//! Returns, conversations, promotions, money and figures: told within the description, and what is
//! written is what is read.

use serde_json::{Value, json};

use super::tests::{answer, ok};
use crate::faults::{Fault, FaultRule, Times};
use crate::testing::{Bench, list};

#[tokio::test]
async fn a_claim_that_is_decided_can_be_decided_no_more() {
    let bench = Bench::new().await;
    let span = json!({"time_from": "2026-10-01T00:00:00Z", "time_to": "2026-12-01T00:00:00Z"});
    let body = json!({"filter": {"visual_status_change_moment": span}, "limit": 500, "last_id": 0});
    let returns = ok(&bench, "/v1/returns/list", body).await;
    assert!(
        !list(&returns, "/returns").is_empty(),
        "something comes back"
    );
    let claims = json!({"filter": {"group_state": ["All"]}, "limit": 1000});
    let claims = ok(&bench, "/v2/returns/rfbs/list", claims).await;
    let open = list(&claims, "/returns")
        .iter()
        .find(|one| one["state"]["group_state"] == "New");
    let id = open.expect("one waits for the seller")["return_id"].clone();
    let look = async || ok(&bench, "/v2/returns/rfbs/get", json!({"return_id": id})).await;
    assert_eq!(
        look().await["returns"]["available_actions"][0]["id"],
        1010,
        "it may be paid back"
    );
    let bare = json!({"id": -1, "return_id": id});
    let (status, _) = answer(&bench, "/v1/returns/rfbs/action/set", bare).await;
    assert_eq!(status, 400, "a refusal wants a reason");
    ok(
        &bench,
        "/v1/returns/rfbs/action/set",
        json!({"id": 1010, "return_id": id}),
    )
    .await;
    assert_eq!(
        look().await["returns"]["available_actions"],
        json!([]),
        "decided"
    );
    bench.keeps_to_contract();
}

#[tokio::test]
async fn a_message_that_is_sent_is_the_newest_one() {
    let bench = Bench::new().await;
    let chats = ok(&bench, "/v3/chat/list", json!({"limit": 100})).await;
    let chat = list(&chats, "/chats")[0]["chat"]["chat_id"].clone();
    let text = json!({"chat_id": chat, "text": "Здравствуйте!"});
    ok(&bench, "/v1/chat/send/message", text.clone()).await;
    let history = json!({"chat_id": chat, "direction": "Backward", "limit": 10});
    let history = ok(&bench, "/v3/chat/history", history).await;
    let newest = &history["messages"][0];
    assert_eq!(
        (&newest["data"][0], &newest["user"]["type"]),
        (&json!("Здравствуйте!"), &json!("Seller")),
        "ours"
    );
    let now = ok(&bench, "/v3/chat/list", json!({"limit": 100})).await;
    assert_eq!(
        now["chats"][0]["last_message_id"], newest["message_id"],
        "the list knows it"
    );
    let script = Fault::Script("no_subscription".to_owned());
    bench
        .sandbox
        .faults()
        .set(FaultRule::new(script, Times::Always).at("ozon"));
    let (status, _) = answer(&bench, "/v1/chat/send/message", text).await;
    assert_eq!(status, 403, "writing is sold separately");
    bench.keeps_to_contract();
}

async fn actions(bench: &Bench) -> Vec<Value> {
    let ask = bench
        .ask(reqwest::Method::GET, "ozon/seller/v1/actions")
        .header("client-id", bench.key("ozon", "client_id"))
        .header("api-key", bench.key("ozon", "api_key"));
    let (_, all) = crate::testing::json(ask).await;
    list(&all, "/result").to_vec()
}

#[tokio::test]
async fn joining_a_promotion_is_a_change_of_the_price() {
    let bench = Bench::new().await;
    let all = actions(&bench).await;
    let voucher = |wanted: bool| {
        let found = all.iter().find(|one| one["is_voucher_action"] == wanted);
        found.expect("one of each kind")["id"].clone()
    };
    let (boost, codes) = (voucher(false), voucher(true));
    let body = json!({"action_id": boost, "limit": 100, "last_id": ""});
    let candidates = ok(&bench, "/v2/actions/candidates", body.clone()).await;
    let row = &list(&candidates, "/products")[0];
    let join = |action: &Value| {
        let product = json!({"action_price": row["max_action_price"], "product_id": row["id"]});
        json!({"action_id": action, "products": [product]})
    };
    let said = ok(&bench, "/v1/actions/products/update", join(&boost)).await;
    assert_eq!(
        list(&said, "/active_product_ids").len(),
        1,
        "it takes part: {said}"
    );
    let inside = ok(&bench, "/v2/actions/products", body).await;
    assert_eq!(inside["products"][0]["id"], row["id"], "and is told to");
    let filter = json!({"filter": {"product_id": [row["id"].to_string()]}, "limit": 1});
    let price = ok(&bench, "/v5/product/info/prices", filter).await;
    let wanted: f64 = row["max_action_price"]["amount"]
        .as_str()
        .expect("a text")
        .parse()
        .expect("a sum");
    assert_eq!(
        price["items"][0]["price"]["price"].as_f64(),
        Some(wanted),
        "the card's price, too"
    );
    let ids = json!([row["id"].to_string()]);
    let leave = |action: &Value| json!({"action_id": action, "product_ids": ids});
    let (status, _) = answer(&bench, "/v2/actions/products/deactivate", leave(&boost)).await;
    assert_eq!(status, 400, "this method is for promo codes");
    ok(&bench, "/v1/actions/products/update", join(&codes)).await;
    let gone = ok(&bench, "/v2/actions/products/deactivate", leave(&codes)).await;
    assert_eq!(list(&gone, "/product_ids").len(), 1, "left");
    bench.keeps_to_contract();
}

#[tokio::test]
async fn a_days_accruals_add_up() {
    let bench = Bench::new().await;
    let types = ok(&bench, "/v1/finance/accrual/types", json!({})).await;
    assert!(list(&types, "/accrual_types").len() > 3, "kinds have names");
    let (mut all, mut last) = (Vec::new(), String::new());
    loop {
        let body = json!({"date": "2026-11-15", "last_id": last});
        let page = ok(&bench, "/v1/finance/accrual/by-day", body).await;
        all.extend_from_slice(list(&page, "/accruals"));
        last = page["last_id"].as_str().expect("a text").to_owned();
        if last.is_empty() {
            break;
        }
    }
    let categories: Vec<&str> = all
        .iter()
        .filter_map(|one| one["accrued_category"].as_str())
        .collect();
    assert!(
        categories.contains(&"POSTING") && categories.contains(&"NON_ITEM"),
        "both: {categories:?}"
    );
    let balance = json!({"date_from": "2026-11-01", "date_to": "2026-11-17"});
    let balance = ok(&bench, "/v1/finance/balance", balance).await;
    let closing = balance.pointer("/total/closing_balance/value");
    assert!(
        closing.is_some_and(Value::is_number),
        "something lies there: {balance}"
    );
    bench.keeps_to_contract();
}

#[tokio::test]
async fn figures_are_told_once_a_minute() {
    let bench = Bench::new().await;
    let ask = |metrics: Value| {
        json!({"date_from": "2026-11-10", "date_to": "2026-11-12",
        "dimension": ["sku", "day"], "limit": 1000, "metrics": metrics, "offset": 0})
    };
    let told = ok(
        &bench,
        "/v1/analytics/data",
        ask(json!(["revenue", "hits_view"])),
    )
    .await;
    assert_eq!(
        list(&told, "/result/data").len(),
        72,
        "three days of 24 products"
    );
    let (status, _) = answer(&bench, "/v1/analytics/data", ask(json!(["revenue"]))).await;
    assert_eq!(status, 429, "once a minute");
    let goods = ok(
        &bench,
        "/v3/product/list",
        json!({"filter": {}, "limit": 5}),
    )
    .await;
    let skus: Vec<String> = list(&goods, "/result/items")
        .iter()
        .map(|one| one["sku"].to_string())
        .collect();
    let queries = json!({"date_from": "2026-11-09T00:00:00Z", "date_to": "2026-11-15T00:00:00Z",
        "limit_by_sku": 15, "page": 0, "page_size": 100, "skus": skus});
    let queries = ok(&bench, "/v1/analytics/product-queries/details", queries).await;
    assert!(
        list(&queries, "/queries").len() >= 15,
        "terms of five products"
    );
    let rating = ok(&bench, "/v1/product/rating-by-sku", json!({"skus": skus})).await;
    assert_eq!(
        list(&rating, "/products").len(),
        5,
        "of those that were named"
    );
    let turnover = ok(
        &bench,
        "/v1/analytics/turnover/stocks",
        json!({"limit": 1000}),
    )
    .await;
    assert_eq!(list(&turnover, "/items").len(), 24, "all");
    bench.keeps_to_contract();
}
