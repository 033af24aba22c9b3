use std::collections::HashSet;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::ledger::{Act, Outcome};
use crate::testing::{Bench, json, list, send, start};

fn ask(bench: &Bench, method: Method, path: &str) -> RequestBuilder {
    let token = bench.key("wildberries", "token");
    bench
        .ask(method, &format!("wildberries/{path}"))
        .header("authorization", token)
}

async fn feedbacks(bench: &Bench, is_answered: bool) -> Vec<Value> {
    let path = format!("feedbacks-api/api/v1/feedbacks?isAnswered={is_answered}&take=5000&skip=0");
    let (status, body) = json(ask(bench, Method::GET, &path)).await;
    assert_eq!(
        (status, body.get("error")),
        (200, Some(&json!(false))),
        "a list: {body}"
    );
    bench.pass(1);
    list(&body, "/data/feedbacks").to_vec()
}

/// The demo's token with some claims changed and the signature kept.
fn forged(bench: &Bench, change: &Value) -> String {
    let token = bench.key("wildberries", "token");
    let parts: Vec<&str> = token.split('.').collect();
    let mut claims: Value =
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(parts[1]).expect("base64")).expect("JSON");
    for (name, value) in change.as_object().expect("claims") {
        claims[name] = value.clone();
    }
    format!(
        "{}.{}.{}",
        parts[0],
        URL_SAFE_NO_PAD.encode(claims.to_string()),
        parts[2]
    )
}

#[tokio::test]
async fn every_host_answers_a_ping_and_judges_the_token() {
    let bench = Bench::new().await;
    for host in super::HOSTS {
        let (status, body) = json(ask(&bench, Method::GET, &format!("{host}/ping"))).await;
        assert_eq!(
            (status, &body["Status"]),
            (200, &json!("OK")),
            "{host} answers"
        );
    }
    let expired = forged(&bench, &json!({"exp": start().timestamp() - 1}));
    let narrow = forged(&bench, &json!({"s": 1 << 1}));
    let foreign = forged(
        &bench,
        &json!({"sid": "00000000-0000-4000-8000-000000000000"}),
    );
    for (token, words) in [
        ("nonsense".to_owned(), "malformed"),
        (expired, "expired"),
        (narrow, "scope not allowed"),
        (foreign, "withdrawn"),
    ] {
        let request = bench.ask(Method::GET, "wildberries/feedbacks-api/ping");
        let (status, body) = json(request.header("authorization", token)).await;
        let detail = body["detail"].as_str().unwrap_or_default();
        assert_eq!(status, 401, "a {words} token is refused");
        assert!(
            detail.starts_with("token problem") && detail.contains(words),
            "says {detail}"
        );
    }
    let read_only = forged(&bench, &json!({"s": (1_u64 << 7) | (1 << 30)}));
    let request = bench.ask(
        Method::POST,
        "wildberries/feedbacks-api/api/v1/feedbacks/answer",
    );
    let response = send(request.header("authorization", read_only).json(&json!({}))).await;
    assert_eq!(response.status(), 403, "a read-only token may not write");
    bench.keeps_to_contract();
}

#[tokio::test]
async fn the_cards_cursor_visits_every_card_once() {
    let bench = Bench::new().await;
    let mut cursor = json!({"limit": 7});
    let mut seen = HashSet::new();
    loop {
        let body = json!({"settings": {"cursor": cursor, "sort": {"ascending": true}}});
        let request = ask(
            &bench,
            Method::POST,
            "content-api/content/v2/get/cards/list",
        );
        let (status, body) = json(request.json(&body)).await;
        assert_eq!(status, 200, "a page: {body}");
        for card in list(&body, "/cards") {
            assert!(seen.insert(card["nmID"].as_u64()), "no card comes twice");
            assert!(
                card["sizes"][0]["chrtID"].is_u64(),
                "a card has a size: {card}"
            );
        }
        if body["cursor"]["total"].as_u64() < Some(7) {
            break;
        }
        cursor = json!({"limit": 7, "updatedAt": body["cursor"]["updatedAt"], "nmID": body["cursor"]["nmID"]});
    }
    assert_eq!(
        seen.len(),
        24,
        "all cards are visited, those of one instant too"
    );
    bench.keeps_to_contract();
}

#[tokio::test]
async fn the_bin_is_empty() {
    let bench = Bench::new().await;
    let body = json!({"settings": {"cursor": {"limit": 100}, "sort": {"ascending": true}}});
    let path = "content-api/content/v2/get/cards/trash";
    let (status, body) = json(ask(&bench, Method::POST, path).json(&body)).await;
    assert_eq!(status, 200, "a page: {body}");
    assert!(list(&body, "/cards").is_empty(), "nothing was thrown away");
    bench.keeps_to_contract();
}

#[tokio::test]
async fn stock_is_told_by_size_and_by_report() {
    let bench = Bench::new().await;
    let cards = json!({"settings": {"cursor": {"limit": 100}}});
    let request = ask(
        &bench,
        Method::POST,
        "content-api/content/v2/get/cards/list",
    );
    let (_, body) = json(request.json(&cards)).await;
    let sizes: Vec<&Value> = list(&body, "/cards")
        .iter()
        .map(|c| &c["sizes"][0]["chrtID"])
        .collect();
    let (_, warehouses) = json(ask(
        &bench,
        Method::GET,
        "marketplace-api/api/v3/warehouses",
    ))
    .await;
    let path = format!("marketplace-api/api/v3/stocks/{}", warehouses[0]["id"]);
    let (status, body) =
        json(ask(&bench, Method::POST, &path).json(&json!({"chrtIds": sizes}))).await;
    assert_eq!(
        (status, list(&body, "/stocks").len()),
        (200, 24),
        "an amount per size: {body}"
    );
    let report = "seller-analytics-api/api/analytics/v1/stocks-report/wb-warehouses";
    let (status, body) = json(ask(&bench, Method::POST, report).json(&json!({"limit": 10}))).await;
    assert_eq!(
        (status, list(&body, "/data/items").len()),
        (200, 10),
        "a page of WB's stock"
    );
    assert_eq!(
        body["data"]["items"][0]["warehouseId"], -999_999,
        "WB names no warehouse"
    );
    bench.keeps_to_contract();
}

#[tokio::test]
async fn the_order_feed_pages_within_its_snapshot() {
    let bench = Bench::new().await;
    let start = json!((start() - chrono::TimeDelta::days(30)).to_rfc3339());
    let mut pagination = json!({"limit": 400, "offset": 0});
    let (mut seen, mut states) = (HashSet::new(), HashSet::new());
    loop {
        let body = json!({"selectedPeriod": {"start": start}, "pagination": pagination});
        let path = "seller-analytics-api/api/analytics/v1/order-feed";
        let (status, body) = json(ask(&bench, Method::POST, path).json(&body)).await;
        assert_eq!(status, 200, "a page: {body}");
        let rows = list(&body, "/data/orders");
        for row in rows {
            assert!(seen.insert(row["srid"].to_string()), "no unit comes twice");
            states.insert(row["status"].to_string());
        }
        if rows.len() < 400 {
            break;
        }
        // World time passes between pages, orders arrive and change; the snapshot does not.
        bench.pass(600);
        pagination = json!({"limit": 400, "offset": seen.len(), "snapshotTime": body["data"]["snapshotTime"]});
    }
    assert!(seen.len() > 500, "a month of units: {}", seen.len());
    assert!(
        states.len() >= 4,
        "created, sold, cancelled, returned: {states:?}"
    );
    bench.keeps_to_contract();
}

#[tokio::test]
async fn an_answer_shows_up_and_can_be_changed_once() {
    let bench = Bench::new().await;
    let open = feedbacks(&bench, false).await;
    let id = open[0]["id"].as_str().expect("an identifier").to_owned();
    let path = "feedbacks-api/api/v1/feedbacks/answer";
    let write =
        |method, text: &str| ask(&bench, method, path).json(&json!({"id": id, "text": text}));
    assert_eq!(
        send(write(Method::POST, "Спасибо!")).await.status(),
        204,
        "the answer is taken"
    );
    let read = ask(
        &bench,
        Method::GET,
        &format!("feedbacks-api/api/v1/feedback?id={id}"),
    );
    let (_, body) = json(read.try_clone().expect("no body")).await;
    assert_eq!(
        body["data"]["answer"],
        json!({"text": "Спасибо!", "state": "wbRu", "editable": true}),
        "it stands"
    );
    assert_eq!(
        send(write(Method::PATCH, "Спасибо вам!")).await.status(),
        204,
        "one edit is taken"
    );
    bench.pass(1);
    assert_eq!(
        send(write(Method::PATCH, "И ещё раз")).await.status(),
        204,
        "a second one is too"
    );
    let (_, body) = json(read).await;
    assert_eq!(
        body["data"]["answer"]["text"], "Спасибо вам!",
        "but has no effect"
    );
    let unknown = json!({"id": "nobodyhasthisidatall", "text": "Спасибо!"});
    assert_eq!(
        send(ask(&bench, Method::POST, path).json(&unknown))
            .await
            .status(),
        204,
        "an unknown identifier is not an error"
    );
    let acts: Vec<(Act, Outcome)> = bench
        .sandbox
        .ledger()
        .writes()
        .iter()
        .map(|write| (write.act, write.outcome))
        .collect();
    let expected = [
        (Act::Answer, Outcome::Applied),
        (Act::Edit, Outcome::Applied),
        (Act::Edit, Outcome::Ignored),
        (Act::Answer, Outcome::Ignored),
    ];
    assert_eq!(acts, expected, "the ledger knows what had an effect");
    assert!(
        feedbacks(&bench, false)
            .await
            .iter()
            .all(|one| one["id"] != json!(id)),
        "it left the queue"
    );
    bench.keeps_to_contract();
}

#[tokio::test]
async fn new_reviews_arrive_while_the_world_turns() {
    let bench = Bench::new().await;
    let before = feedbacks(&bench, false).await.len();
    bench.pass(58);
    let after = feedbacks(&bench, false).await.len();
    assert!(
        after >= before + 4,
        "from {before} to {after} within an hour"
    );
    bench.keeps_to_contract();
}

#[tokio::test]
async fn one_patch_views_answers_edits_and_rejects_questions() {
    let bench = Bench::new().await;
    bench.pass(60);
    let path = "feedbacks-api/api/v1/questions";
    let all = format!("{path}?isAnswered=false&take=100&skip=0&order=dateAsc");
    let (_, body) = json(ask(&bench, Method::GET, &all)).await;
    let ids: Vec<Value> = list(&body, "/data/questions")
        .iter()
        .map(|q| q["id"].clone())
        .collect();
    let patch = |body: Value| ask(&bench, Method::PATCH, path).json(&body);
    for (body, expected) in [
        (json!({"id": ids[0], "wasViewed": true}), 200),
        (
            json!({"id": ids[0], "answer": {"text": "Хлопок 100 %."}, "state": "wbRu"}),
            200,
        ),
        (
            json!({"id": ids[0], "answer": {"text": "Хлопок."}, "state": "wbRu"}),
            200,
        ),
        (
            json!({"id": ids[0], "answer": {"text": "Третий."}, "state": "wbRu"}),
            422,
        ),
        (
            json!({"id": ids[1], "answer": {"text": "Не по теме"}, "state": "none"}),
            200,
        ),
        (
            json!({"id": "nobody", "answer": {"text": "Хлопок."}, "state": "wbRu"}),
            404,
        ),
        (
            json!({"id": ids[2], "answer": {"text": ""}, "state": "wbRu"}),
            400,
        ),
    ] {
        bench.pass(1);
        let words = body.to_string();
        assert_eq!(json(patch(body)).await.0, expected, "{words}");
    }
    let one = format!(
        "feedbacks-api/api/v1/question?id={}",
        ids[0].as_str().expect("an identifier")
    );
    let (_, body) = json(ask(&bench, Method::GET, &one)).await;
    assert_eq!(
        body["data"]["answer"]["text"], "Хлопок.",
        "the one edit stands"
    );
    assert_eq!(
        bench.sandbox.ledger().duplicates(),
        [],
        "nothing was done twice"
    );
    bench.keeps_to_contract();
}

#[tokio::test]
async fn limits_are_told_in_headers_and_bad_requests_cost_ten() {
    let bench = Bench::new().await;
    let ok = send(ask(
        &bench,
        Method::GET,
        "marketplace-api/api/v3/warehouses",
    ))
    .await;
    assert_eq!(
        ok.headers()["x-ratelimit-remaining"],
        "19",
        "one of twenty is taken"
    );
    let bad =
        send(ask(&bench, Method::POST, "marketplace-api/api/v3/stocks/1").json(&json!({}))).await;
    assert_eq!(bad.status(), 400, "no sizes");
    assert_eq!(
        bad.headers()["x-ratelimit-remaining"],
        "9",
        "a bad request costs ten"
    );
    let feed = "seller-analytics-api/api/analytics/v1/order-feed";
    let body = json!({"selectedPeriod": {"start": start().to_rfc3339()}});
    assert_eq!(
        send(ask(&bench, Method::POST, feed).json(&body))
            .await
            .status(),
        200,
        "the first"
    );
    let over = send(ask(&bench, Method::POST, feed).json(&body)).await;
    assert_eq!(over.status(), 429, "one a minute");
    assert_eq!(
        over.headers()["x-ratelimit-retry"],
        "60",
        "and that is how long to wait"
    );
    assert_eq!(over.headers()["x-ratelimit-limit"], "1", "the burst");
    let problem = over.headers()["content-type"]
        .to_str()
        .expect("text")
        .to_owned();
    assert_eq!(
        problem, "application/problem+json",
        "the gateway speaks in problem documents"
    );
    bench.keeps_to_contract();
}

#[tokio::test]
async fn refusals_keep_to_the_description() {
    let bench = Bench::new().await;
    bench.refuses_as_described("wildberries").await;
}
