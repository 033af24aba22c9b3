mod groups;
mod pins;
mod reports;
mod ways;

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
    for host in super::HOSTS.iter().take(super::PING_LIMITS.len()) {
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
        (foreign, "malformed"),
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

#[tokio::test]
async fn a_price_that_falls_too_far_waits_in_quarantine() {
    let bench = Bench::new().await;
    let goods = "discounts-prices-api/api/v2/list/goods/filter?limit=2&offset=0";
    let (_, body) = json(ask(&bench, Method::GET, goods)).await;
    let row = list(&body, "/data/listGoods")[0].clone();
    let full = row["sizes"][0]["price"].as_i64().expect("a price");
    let upload = async |price: i64, discount: i64| {
        let request = ask(
            &bench,
            Method::POST,
            "discounts-prices-api/api/v2/upload/task",
        );
        let wanted = json!({"data": [{"nmID": row["nmID"], "price": price, "discount": discount}]});
        let (status, body) = json(request.json(&wanted)).await;
        (
            status,
            body["data"]["id"].clone(),
            body["errorText"].clone(),
        )
    };
    let (status, id, _) = upload(full, 95).await;
    assert_eq!(status, 200, "it is taken");
    let history = |id: &Value| format!("discounts-prices-api/api/v2/history/tasks?uploadID={id}");
    let (_, body) = json(ask(&bench, Method::GET, &history(&id))).await;
    assert_eq!(body["data"]["status"], Value::Null, "it is worked on");
    bench.pass(1);
    let (_, body) = json(ask(&bench, Method::GET, &history(&id))).await;
    assert_eq!(body["data"]["status"], 6, "no card of it went through");
    let path = format!("discounts-prices-api/api/v2/history/goods/task?limit=10&uploadID={id}");
    let (_, body) = json(ask(&bench, Method::GET, &path)).await;
    let words = body["data"]["historyGoods"][0]["errorText"]
        .as_str()
        .unwrap_or_default();
    assert!(words.contains("Quarantine"), "it says why: {words}");
    let path = "discounts-prices-api/api/v2/quarantine/goods?limit=10";
    let (_, body) = json(ask(&bench, Method::GET, path)).await;
    assert_eq!(
        list(&body, "/data/quarantineGoods").len(),
        1,
        "there it waits"
    );
    bench.pass(1);
    let (_, body) = json(ask(&bench, Method::GET, goods)).await;
    let standing = list(&body, "/data/listGoods")[0].clone();
    assert_eq!(
        standing["sizes"], row["sizes"],
        "the old price stays on sale"
    );
    upload(full + 10, 0).await;
    bench.pass(1);
    let (_, body) = json(ask(&bench, Method::GET, goods)).await;
    let standing = list(&body, "/data/listGoods")[0].clone();
    assert_eq!(
        standing["sizes"][0]["discountedPrice"],
        full + 10,
        "another price goes through"
    );
    let (status, _, words) = upload(full + 10, 0).await;
    assert_eq!(status, 400, "there is nothing to do");
    assert!(
        words
            .as_str()
            .is_some_and(|words| words.contains("already set")),
        "{words}"
    );
    bench.keeps_to_contract();
}

#[tokio::test]
async fn a_task_goes_through_the_sellers_hands() {
    let bench = Bench::new().await;
    let market = |path: &str| format!("marketplace-api{path}");
    let (_, body) = json(ask(&bench, Method::GET, &market("/api/v3/orders/new"))).await;
    let id = list(&body, "/orders")[0]["id"]
        .as_u64()
        .expect("a task that waits");
    let supply = ask(&bench, Method::POST, &market("/api/v3/supplies"));
    let (status, body) = json(supply.json(&json!({"name": "Поставка"}))).await;
    let supply = body["id"].as_str().expect("a number").to_owned();
    assert_eq!(status, 201, "made");
    let deliver = market(&format!("/api/v3/supplies/{supply}/deliver"));
    let sent = send(ask(&bench, Method::PATCH, &deliver)).await.status();
    assert_eq!(sent, 409, "an empty one does not leave");
    bench.pass(1);
    let fill = market(&format!("/api/marketplace/v3/supplies/{supply}/orders"));
    let fill = ask(&bench, Method::PATCH, &fill).json(&json!({"orders": [id]}));
    assert_eq!(send(fill).await.status(), 204, "put into it");
    let sent = send(ask(&bench, Method::PATCH, &deliver)).await.status();
    assert_eq!(sent, 409, "nor one without marks");
    bench.pass(1);
    let mark = market(&format!("/api/v3/orders/{id}/meta/sgtin"));
    let mark = ask(&bench, Method::PUT, &mark).json(&json!({"sgtins": ["0104780063010017"]}));
    assert_eq!(send(mark).await.status(), 204, "marked");
    let barcode = market(&format!("/api/v3/supplies/{supply}/barcode?type=png"));
    assert_eq!(
        send(ask(&bench, Method::GET, &barcode)).await.status(),
        409,
        "its label is there once it has left"
    );
    bench.pass(1);
    assert_eq!(
        send(ask(&bench, Method::PATCH, &deliver)).await.status(),
        204,
        "it leaves"
    );
    assert_eq!(
        send(ask(&bench, Method::GET, &barcode)).await.status(),
        200,
        "with a label"
    );
    let status = ask(&bench, Method::POST, &market("/api/v3/orders/status"));
    let (_, body) = json(status.json(&json!({"orders": [id]}))).await;
    assert_eq!(
        body["orders"][0]["supplierStatus"], "complete",
        "the task is handed over"
    );
    let cancel = market(&format!("/api/v3/orders/{id}/cancel"));
    assert_eq!(
        send(ask(&bench, Method::PATCH, &cancel)).await.status(),
        409,
        "what WB has cannot be given up"
    );
    bench.keeps_to_contract();
}

#[tokio::test]
async fn quantities_that_were_written_are_read() {
    let bench = Bench::new().await;
    let (_, cards) = json(
        ask(
            &bench,
            Method::POST,
            "content-api/content/v2/get/cards/list",
        )
        .json(&json!({})),
    )
    .await;
    let size = cards["cards"][0]["sizes"][0]["chrtID"].clone();
    let path = format!("marketplace-api/api/v3/stocks/{}", super::OWN_STOCK);
    let put = |size: &Value, amount: i64| {
        let stocks = json!({"stocks": [{"chrtId": size, "amount": amount}]});
        ask(&bench, Method::PUT, &path).json(&stocks)
    };
    assert_eq!(send(put(&size, 41)).await.status(), 204, "taken");
    let read = ask(&bench, Method::POST, &path).json(&json!({"chrtIds": [size]}));
    let (_, body) = json(read).await;
    assert_eq!(body["stocks"][0]["amount"], 41, "and read");
    let (status, body) = json(put(&json!(7), 1)).await;
    assert_eq!(
        (status, &body[0]["code"]),
        (409, &json!("NotFound")),
        "a strange size"
    );
    bench.pass(1);
    let nameless = json!({"stocks": [{"chrtID": 7, "amount": 1}]});
    let sent = send(ask(&bench, Method::PUT, &path).json(&nameless)).await;
    assert_eq!(sent.status(), 204, "a wrong name is not noticed");
}

#[tokio::test]
async fn a_card_is_overwritten_whole_and_the_bin_gives_it_back() {
    let bench = Bench::new().await;
    let list_of = |search: &str| {
        let body = json!({"settings": {"cursor": {"limit": 100},
            "filter": {"textSearch": search, "withPhoto": -1}}});
        ask(
            &bench,
            Method::POST,
            "content-api/content/v2/get/cards/list",
        )
        .json(&body)
    };
    let post = |path: &str, body: &Value| {
        ask(&bench, Method::POST, &format!("content-api{path}")).json(body)
    };
    let (_, body) = json(list_of("")).await;
    let card = list(&body, "/cards")[0].clone();
    let (nm, article) = (card["nmID"].clone(), card["vendorCode"].clone());
    let sent = json!([{"nmID": nm, "vendorCode": article, "title": "Новое имя",
        "description": "Коротко.", "dimensions": {"length": 1, "width": 1, "height": 1,
            "weightBrutto": 0.2},
        "characteristics": [], "sizes": card["sizes"]}]);
    let (status, _) = json(post("/content/v2/cards/update", &sent)).await;
    assert_eq!(status, 200, "taken");
    bench.pass(1);
    let (_, body) = json(list_of(&nm.to_string())).await;
    let now = &body["cards"][0];
    assert_eq!(now["title"], "Новое имя", "the new title");
    assert_eq!(
        list(now, "/characteristics").len(),
        0,
        "what is not sent is erased"
    );
    let mut long = sent.clone();
    long[0]["description"] = json!("я".repeat(2001));
    json(post("/content/v2/cards/update", &long)).await;
    let (_, body) = json(post("/content/v2/cards/error/list", &json!({}))).await;
    assert_eq!(
        body["data"]["items"][0]["vendorCodes"][0], article,
        "refused afterwards"
    );
    bench.pass(1);
    let urls = json!({"nmId": nm, "data": ["https://example.net/1.jpg"]});
    json(post("/content/v3/media/save", &urls)).await;
    json(post(
        "/content/v2/cards/delete/trash",
        &json!({"nmIDs": [nm]}),
    ))
    .await;
    let (_, body) = json(list_of(&nm.to_string())).await;
    assert_eq!(list(&body, "/cards").len(), 0, "it is in the bin");
    bench.pass(1);
    json(post("/content/v2/cards/recover", &json!({"nmIDs": [nm]}))).await;
    let (_, body) = json(list_of(&nm.to_string())).await;
    let photos = list(&body["cards"][0], "/photos");
    assert_eq!(photos.len(), 1, "and back, with its new picture");
    bench.keeps_to_contract();
}

#[tokio::test]
async fn money_is_put_into_a_campaign_that_was_made() {
    let bench = Bench::new().await;
    let (_, cards) = json(
        ask(
            &bench,
            Method::POST,
            "content-api/content/v2/get/cards/list",
        )
        .json(&json!({})),
    )
    .await;
    let nm = cards["cards"][0]["nmID"].clone();
    let advert = |method: Method, path: &str| ask(&bench, method, &format!("advert-api{path}"));
    let made = advert(Method::POST, "/adv/v2/seacat/save-ad");
    let body = json!({"name": "Новая", "nms": [nm], "bid_type": "manual", "payment_type": "cpc",
        "placement_types": ["search"]});
    let (status, id) = json(made.json(&body)).await;
    assert!(status == 200 && id.is_u64(), "its number alone: {id}");
    let start = format!("/adv/v0/start?id={id}");
    assert_eq!(
        send(advert(Method::GET, &start)).await.status(),
        400,
        "without money it does not run"
    );
    let deposit = advert(Method::POST, &format!("/adv/v1/budget/deposit?id={id}"));
    let (_, body) = json(deposit.json(&json!({"sum": 1500, "type": 1, "return": true}))).await;
    assert_eq!(body["total"], 1500, "so much lies there");
    assert_eq!(
        send(advert(Method::GET, &start)).await.status(),
        200,
        "it runs"
    );
    bench.pass(1);
    let stop = format!("/adv/v0/stop?id={id}");
    assert_eq!(
        send(advert(Method::GET, &stop)).await.status(),
        200,
        "it ends"
    );
    assert_eq!(
        send(advert(Method::GET, &start)).await.status(),
        422,
        "and does not come back"
    );
    bench.keeps_to_contract();
}
