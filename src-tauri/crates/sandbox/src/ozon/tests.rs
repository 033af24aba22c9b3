use std::collections::HashSet;

use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::faults::{Fault, FaultRule, Times};
use crate::testing::{Bench, list, send, start};

fn ask(bench: &Bench, path: &str, body: &Value) -> RequestBuilder {
    bench
        .ask(Method::POST, &format!("ozon/seller{path}"))
        .header("client-id", bench.key("ozon", "client_id"))
        .header("api-key", bench.key("ozon", "api_key"))
        .json(body)
}

pub(super) async fn answer(bench: &Bench, path: &str, body: Value) -> (u16, Value) {
    crate::testing::json(ask(bench, path, &body)).await
}

pub(super) async fn ok(bench: &Bench, path: &str, body: Value) -> Value {
    let (status, answer) = answer(bench, path, body).await;
    assert_eq!(status, 200, "{path} answers: {answer}");
    answer
}

async fn reviews(bench: &Bench, status: &str) -> Vec<Value> {
    let (mut all, mut last) = (Vec::new(), String::new());
    loop {
        let body = json!({"filters": {"status": status}, "limit": 20, "last_id": last,
                          "sort_dir": "ASC"});
        let page = ok(bench, "/v2/review/list", body).await;
        all.extend_from_slice(list(&page, "/reviews"));
        last = page["last_id"].as_str().expect("a text").to_owned();
        if page["has_next"] == false {
            return all;
        }
    }
}

#[tokio::test]
async fn both_headers_are_judged() {
    let bench = Bench::new().await;
    let plain = bench
        .ask(Method::POST, "ozon/seller/v1/roles")
        .json(&json!({}));
    let (status, body) = crate::testing::json(plain).await;
    assert_eq!((status, &body["code"]), (401, &json!(16)), "no key: {body}");
    let other = ask(&bench, "/v1/roles", &json!({})).header("x-none", "1");
    let roles = send(other).await.json::<Value>().await.expect("JSON");
    let methods = list(&roles, "/roles/0/methods");
    assert!(
        methods.contains(&json!("/v2/review/list")),
        "the role names its methods: {roles}"
    );
    let wrong = bench
        .ask(Method::POST, "ozon/seller/v1/roles")
        .header("client-id", "1")
        .header("api-key", bench.key("ozon", "api_key"));
    let (status, body) = crate::testing::json(wrong).await;
    assert_eq!(
        (status, &body["code"]),
        (403, &json!(7)),
        "another seller's key: {body}"
    );
    bench.keeps_to_contract();
}

#[tokio::test]
async fn goods_come_in_pages_and_cards_by_their_numbers() {
    let bench = Bench::new().await;
    let (mut ids, mut last) = (Vec::new(), String::new());
    loop {
        let body = json!({"filter": {"visibility": "ALL"}, "limit": 10, "last_id": last});
        let page = ok(&bench, "/v3/product/list", body).await;
        let rows = list(&page, "/result/items");
        if rows.is_empty() {
            break;
        }
        ids.extend(rows.iter().map(|row| row["product_id"].clone()));
        last = page["result"]["last_id"]
            .as_str()
            .expect("a text")
            .to_owned();
    }
    assert_eq!(ids.len(), 24, "every product once");
    let body = json!({"product_id": [ids[0].to_string(), ids[5].to_string(), "99"]});
    let cards = ok(&bench, "/v3/product/info/list", body).await;
    assert_eq!(
        list(&cards, "/items").len(),
        2,
        "an unknown number is no error"
    );
    let body = json!({"product_id": [ids[0].to_string()], "offer_id": ["x"]});
    let (status, _) = answer(&bench, "/v3/product/info/list", body).await;
    assert_eq!(status, 400, "two groups of identifiers at once");
    let body = json!({"filter": {"visibility": "ALL"}, "limit": 1000});
    let cards = ok(&bench, "/v4/product/info/attributes", body).await;
    assert!(
        cards["result"][0]["sku"].is_string() && cards["total"] == "24",
        "numbers of 64 bits come as text here"
    );
    let (status, body) = answer(&bench, "/v4/product/info/stocks", json!({"limit": 10})).await;
    assert_eq!(status, 400, "an empty filter is refused: {body}");
    bench.keeps_to_contract();
}

#[tokio::test]
async fn the_dictionary_names_every_number_of_every_card() {
    let bench = Bench::new().await;
    let body = json!({"filter": {"visibility": "ALL"}, "limit": 1000});
    let cards = ok(&bench, "/v4/product/info/attributes", body).await;
    for card in list(&cards, "/result") {
        let body = json!({"description_category_id": card["description_category_id"],
                          "type_id": card["type_id"], "language": "DEFAULT"});
        let told = ok(&bench, "/v1/description-category/attribute", body).await;
        let named = list(&told, "/result").iter();
        let named =
            named.filter(|entry| entry["name"].as_str().is_some_and(|name| !name.is_empty()));
        let named: HashSet<Option<i64>> = named.map(|entry| entry["id"].as_i64()).collect();
        for attribute in list(card, "/attributes") {
            let id = attribute["id"].as_i64();
            assert!(named.contains(&id), "{id:?} of {} has a name", card["name"]);
        }
        bench.pass(1);
    }
    bench.keeps_to_contract();
}

#[tokio::test]
async fn the_dictionary_knows_its_own_categories_only() {
    let bench = Bench::new().await;
    let path = "/v1/description-category/attribute";
    let strange = json!({"description_category_id": 1, "type_id": 1});
    let (status, body) = answer(&bench, path, strange).await;
    assert_eq!(
        (status, &body["code"]),
        (404, &json!(5)),
        "no such category"
    );
    let (status, _) = answer(&bench, path, json!({"description_category_id": 1})).await;
    assert_eq!(status, 400, "the type is required");
    bench.keeps_to_contract();
}

#[tokio::test]
async fn stock_has_both_schemes() {
    let bench = Bench::new().await;
    let (mut rows, mut cursor) = (Vec::new(), String::new());
    loop {
        let body = json!({"filter": {"visibility": "ALL"}, "limit": 10, "cursor": cursor});
        let page = ok(&bench, "/v4/product/info/stocks", body).await;
        rows.extend_from_slice(list(&page, "/items"));
        cursor = page["cursor"].as_str().expect("a text").to_owned();
        if cursor.is_empty() {
            break;
        }
    }
    assert_eq!(rows.len(), 24, "every product");
    let kinds: HashSet<&str> = rows
        .iter()
        .flat_map(|row| list(row, "/stocks"))
        .filter_map(|stock| stock["type"].as_str())
        .collect();
    assert_eq!(kinds, HashSet::from(["fbs", "fbo"]), "both schemes");
    bench.keeps_to_contract();
}

#[tokio::test]
async fn postings_of_both_schemes_make_up_the_orders() {
    let bench = Bench::new().await;
    let from = start() - chrono::TimeDelta::days(35);
    let window = json!({"since": from, "to": start()});
    let mut numbers = HashSet::new();
    for path in ["/v4/posting/fbs/list", "/v3/posting/fbo/list"] {
        let mut cursor = String::new();
        loop {
            let body = json!({"filter": window, "limit": 100, "cursor": cursor,
                              "with": {"analytics_data": true, "financial_data": true}});
            let page = ok(&bench, path, body).await;
            for posting in list(&page, "/postings") {
                let number = posting["posting_number"].as_str().expect("a number");
                assert!(numbers.insert(number.to_owned()), "{number} comes once");
            }
            cursor = page["cursor"].as_str().expect("a text").to_owned();
            if page["has_next"] == false {
                break;
            }
        }
    }
    let orders = bench.sandbox.world().orders(&super::STALL, start());
    assert_eq!(numbers.len(), orders.len(), "no order is lost between them");
    let long = json!({"since": from - chrono::TimeDelta::days(400), "to": start()});
    let body = json!({"filter": long, "limit": 100});
    let (status, body) = answer(&bench, "/v3/posting/fbo/list", body).await;
    assert_eq!(
        (status, &body["message"]),
        (400, &json!("PERIOD_IS_TOO_LONG")),
        "more than a year"
    );
    bench.keeps_to_contract();
}

#[tokio::test]
async fn a_review_is_answered_seen_and_taken_back() {
    let bench = Bench::new().await;
    bench.pass(70);
    let open = reviews(&bench, "NEW").await;
    let id = &open[0]["id"];
    let sku = open[0]["sku"].as_str().expect("64 bits as text here");
    let sku: i64 = sku.parse().expect("a number");
    let text = "Спасибо за отзыв!";
    let body = json!({"review_id": id, "text": text, "mark_review_as_processed": true});
    let made = ok(&bench, "/v1/review/comment/create", body.clone()).await;
    let info = ok(&bench, "/v2/review/info", json!({"review_id": id})).await;
    assert_eq!(info["status"], "PROCESSED", "it was marked: {info}");
    let comments = json!({"review_id": id, "limit": 20});
    let seen = ok(&bench, "/v1/review/comment/list", comments.clone()).await;
    let own = |seen: &Value| -> Vec<Value> {
        let all = list(seen, "/comments").iter();
        all.filter(|one| one["is_owner"] == true).cloned().collect()
    };
    assert_eq!(own(&seen)[0]["text"], text, "it can be read back");
    assert_eq!(
        own(&seen)[0]["is_published"],
        false,
        "moderation takes time"
    );
    bench.pass(3);
    let seen = ok(&bench, "/v1/review/comment/list", comments.clone()).await;
    assert_eq!(own(&seen)[0]["is_published"], true, "and then it is public");
    let gone = json!({"comment_id": made["comment_id"], "sku": sku});
    ok(&bench, "/v2/review/comment/delete", gone.clone()).await;
    let seen = ok(&bench, "/v1/review/comment/list", comments).await;
    assert!(own(&seen).is_empty(), "it is taken back");
    let (status, _) = answer(&bench, "/v2/review/comment/delete", gone).await;
    assert_eq!(status, 404, "what is gone cannot be taken back");
    assert!(
        bench.sandbox.ledger().duplicates().is_empty(),
        "nothing was done twice"
    );
    ok(&bench, "/v1/review/comment/create", body.clone()).await;
    ok(&bench, "/v1/review/comment/create", body).await;
    assert_eq!(
        bench.sandbox.ledger().duplicates().len(),
        1,
        "Ozon takes a second comment, the ledger notices it"
    );
    bench.keeps_to_contract();
}

#[tokio::test]
async fn a_question_is_answered_and_the_answer_taken_back() {
    let bench = Bench::new().await;
    bench.pass(70);
    let body = json!({"filter": {"status": "NEW"}, "limit": 100});
    let open = ok(&bench, "/v1/question/list", body.clone()).await;
    assert!(
        list(&open, "/questions").len() <= 10,
        "a page holds ten at most"
    );
    let (id, sku) = (&open["questions"][0]["id"], &open["questions"][0]["sku"]);
    let short = json!({"question_id": id, "sku": sku, "text": "!"});
    let (status, _) = answer(&bench, "/v1/question/answer/create", short).await;
    assert_eq!(status, 400, "one sign is too short");
    let text = json!({"question_id": id, "sku": sku, "text": "Хлопок 100 %."});
    let made = ok(&bench, "/v1/question/answer/create", text).await;
    let of = json!({"question_id": id, "sku": sku});
    let seen = ok(&bench, "/v1/question/answer/list", of.clone()).await;
    assert_eq!(
        seen["answers"][0]["status_publication"], "AWAITING_MODERATION",
        "it waits at first"
    );
    let info = ok(&bench, "/v1/question/info", json!({"question_id": id})).await;
    assert_eq!(info["answers_count"], 1, "it is counted: {info}");
    let gone = json!({"answer_id": made["answer_id"], "sku": sku});
    ok(&bench, "/v1/question/answer/delete", gone).await;
    let seen = ok(&bench, "/v1/question/answer/list", of).await;
    assert!(list(&seen, "/answers").is_empty(), "it is taken back");
    assert_eq!(
        bench.sandbox.ledger().writes().len(),
        3,
        "each write is kept"
    );
    bench.keeps_to_contract();
}

#[tokio::test]
async fn without_the_subscription_reviews_are_shut() {
    let bench = Bench::new().await;
    let script = Fault::Script("no_subscription".to_owned());
    bench
        .sandbox
        .faults()
        .set(FaultRule::new(script, Times::Always).at("ozon"));
    for (path, body) in [
        ("/v2/review/list", json!({"limit": 20})),
        ("/v1/question/list", json!({"limit": 10})),
    ] {
        let (status, body) = answer(&bench, path, body).await;
        assert_eq!(
            (status, &body["code"]),
            (403, &json!(7)),
            "{path} is sold separately"
        );
    }
    let info = ok(&bench, "/v1/seller/info", json!({})).await;
    assert_eq!(
        info["subscription"]["is_premium"], false,
        "and the shop's page says so"
    );
    bench.keeps_to_contract();
}

#[tokio::test]
async fn fifty_requests_a_second_are_let_through() {
    let bench = Bench::new().await;
    for turn in 0..50 {
        let (status, _) = answer(&bench, "/v1/roles", json!({})).await;
        assert_eq!(status, 200, "request {turn} of the second");
    }
    let (status, body) = answer(&bench, "/v1/seller/info", json!({})).await;
    assert_eq!(
        (status, &body["code"]),
        (429, &json!(8)),
        "the methods share one limit"
    );
    bench.pass(1);
    let (status, _) = answer(&bench, "/v1/seller/info", json!({})).await;
    assert_eq!(status, 200, "and later it is open again");
    bench.keeps_to_contract();
}
