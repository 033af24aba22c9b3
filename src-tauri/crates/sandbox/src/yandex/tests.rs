use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::faults::{Fault, FaultRule, Times};
use crate::testing::{Bench, list, send, start};

fn post(bench: &Bench, path: &str, body: &Value) -> RequestBuilder {
    bench
        .ask(Method::POST, &format!("yandex/partner{path}"))
        .header("api-key", bench.key("yandex", "api_key"))
        .json(body)
}

async fn answer(bench: &Bench, path: &str, body: Value) -> (u16, Value) {
    crate::testing::json(post(bench, path, &body)).await
}

pub(super) async fn ok(bench: &Bench, path: &str, body: Value) -> Value {
    let (status, answer) = answer(bench, path, body).await;
    assert_eq!(status, 200, "{path} answers: {answer}");
    answer
}

pub(super) async fn places(bench: &Bench) -> (String, Vec<Value>) {
    let request = bench
        .ask(Method::GET, "yandex/partner/v2/campaigns")
        .header("api-key", bench.key("yandex", "api_key"));
    let (_, body) = crate::testing::json(request).await;
    let shops = list(&body, "/campaigns").to_vec();
    (
        format!("/v2/businesses/{}", shops[0]["business"]["id"]),
        shops,
    )
}

/// All rows of a paged list.
async fn all(bench: &Bench, path: &str, body: &Value, rows: &str) -> Vec<Value> {
    let (mut seen, mut token) = (Vec::new(), String::new());
    loop {
        let page = ok(bench, &format!("{path}?limit=20{token}"), body.clone()).await;
        seen.extend_from_slice(list(&page, rows));
        let paging = page.pointer("/result/paging").or(page.get("paging"));
        let Some(next) = paging.and_then(|paging| paging["nextPageToken"].as_str()) else {
            return seen;
        };
        token = format!("&pageToken={next}");
    }
}

fn script(bench: &Bench, part: &str) {
    let rule = FaultRule::new(Fault::Script(part.to_owned()), Times::Always);
    bench.sandbox.faults().set(rule.at("yandex"));
}

#[tokio::test]
async fn the_key_goes_bare_and_belongs_to_one_cabinet() {
    let bench = Bench::new().await;
    let key = bench.key("yandex", "api_key");
    for (given, status) in [
        (format!("Bearer {key}"), 401),
        ("x".to_owned(), 401),
        (key, 200),
    ] {
        let request = bench
            .ask(Method::POST, "yandex/partner/v2/auth/token")
            .header("api-key", given);
        let (got, body) = crate::testing::json(request).await;
        assert_eq!(got, status, "{body}");
    }
    let (status, body) = answer(&bench, "/v2/businesses/1/settings", json!({})).await;
    assert_eq!(
        (status, &body["errors"][0]["code"]),
        (403, &json!("FORBIDDEN")),
        "another cabinet"
    );
    bench.keeps_to_contract();
}

#[tokio::test]
async fn a_cabinet_of_uzbekistan_lives_on_the_other_host() {
    let bench = Bench::new().await;
    let ask = |host: &str| {
        bench
            .ask(Method::GET, &format!("yandex/{host}/v2/campaigns"))
            .header("api-key", bench.key("yandex", "api_key"))
    };
    assert_eq!(send(ask("partner-uz")).await.status(), 403, "not here");
    script(&bench, "market_yandex_go");
    assert_eq!(send(ask("partner")).await.status(), 403, "it moved");
    let (status, body) = crate::testing::json(ask("partner-uz")).await;
    assert_eq!(status, 200, "to here: {body}");
    bench.keeps_to_contract();
}

#[tokio::test]
async fn catalogue_and_stock_come_in_pages() {
    let bench = Bench::new().await;
    let (cabinet, shops) = places(&bench).await;
    let path = format!("{cabinet}/offer-mappings");
    let goods = all(&bench, &path, &json!({}), "/result/offerMappings").await;
    assert_eq!(goods.len(), 24, "every product");
    assert_eq!(
        goods[0]["offer"]["basicPrice"]["currencyId"], "RUR",
        "roubles are called RUR here"
    );
    let mut offers = 0;
    for shop in shops {
        let path = format!("/v2/campaigns/{}/offers/stocks", shop["id"]);
        for warehouse in all(&bench, &path, &json!({}), "/result/warehouses").await {
            offers += list(&warehouse, "/offers").len();
        }
    }
    assert_eq!(offers, 48, "every product in both shops");
    bench.keeps_to_contract();
}

#[tokio::test]
async fn orders_of_a_month_hold_test_orders() {
    let bench = Bench::new().await;
    let (cabinet, _) = places(&bench).await;
    let path = cabinet.replace("/v2/", "/v1/") + "/orders";
    let orders = all(&bench, &path, &json!({}), "/orders").await;
    let real = bench.sandbox.world();
    let real = real.orders_since(&super::STALL, start() - TimeDelta::days(30), start());
    let fakes = orders.iter().filter(|order| order["fake"] == true).count();
    assert_eq!(orders.len(), real.len() + fakes, "a month without dates");
    assert_eq!(fakes, 2, "test orders are among them");
    let dates = json!({"creationDateFrom": "2026-09-01", "creationDateTo": "2026-11-01"});
    let (status, _) = answer(&bench, &path, json!({"dates": dates})).await;
    assert_eq!(status, 400, "two months at once");
    let from = start() - TimeDelta::days(1);
    let dates = json!({"updateDateFrom": from, "updateDateTo": start()});
    let changed = all(&bench, &path, &json!({"dates": dates}), "/orders").await;
    assert!(
        !changed.is_empty() && changed.len() < orders.len(),
        "only those that changed on the last day"
    );
    bench.keeps_to_contract();
}

#[tokio::test]
async fn a_review_is_answered_changed_and_the_answer_taken_back() {
    let bench = Bench::new().await;
    let (cabinet, _) = places(&bench).await;
    bench.pass(70);
    let path = format!("{cabinet}/goods-feedback");
    let waiting = json!({"reactionStatus": "NEED_REACTION"});
    let open = all(&bench, &path, &waiting, "/result/feedbacks").await;
    let id = &open[0]["feedbackId"];
    let update = format!("{path}/comments/update");
    let body = json!({"feedbackId": id, "comment": {"text": "Спасибо за отзыв!"}});
    let made = ok(&bench, &update, body.clone()).await;
    assert_eq!(made["result"]["status"], "UNMODERATED", "it waits: {made}");
    let left = all(&bench, &path, &waiting, "/result/feedbacks").await;
    assert_eq!(left.len(), open.len() - 1, "it needs no reaction any more");
    let comment = &made["result"]["id"];
    let edit = json!({"feedbackId": id, "comment": {"id": comment, "text": "Спасибо!"}});
    ok(&bench, &update, edit).await;
    bench.pass(5);
    let comments = format!("{path}/comments");
    let seen = all(
        &bench,
        &comments,
        &json!({"feedbackId": id}),
        "/result/comments",
    )
    .await;
    let own: Vec<_> = seen
        .iter()
        .filter(|one| one["author"]["type"] == "BUSINESS")
        .collect();
    assert_eq!(own.len(), 1, "a change adds nothing");
    assert_eq!(
        (&own[0]["text"], &own[0]["status"]),
        (&json!("Спасибо!"), &json!("PUBLISHED")),
        "the new text is public"
    );
    ok(
        &bench,
        &format!("{comments}/delete"),
        json!({"id": comment}),
    )
    .await;
    assert!(
        bench.sandbox.ledger().duplicates().is_empty(),
        "nothing was done twice"
    );
    ok(&bench, &update, body.clone()).await;
    ok(&bench, &update, body).await;
    assert_eq!(
        bench.sandbox.ledger().duplicates().len(),
        1,
        "a second comment is taken, the ledger notices it"
    );
    bench.keeps_to_contract();
}

#[tokio::test]
async fn a_question_is_answered_and_moderated() {
    let bench = Bench::new().await;
    let (cabinet, _) = places(&bench).await;
    bench.pass(70);
    let path = cabinet.replace("/v2/", "/v1/") + "/goods-questions";
    let open = all(
        &bench,
        &path,
        &json!({"needAnswer": true}),
        "/result/questions",
    )
    .await;
    let id = &open[0]["questionIdentifiers"]["id"];
    let create = json!({"operationType": "CREATE", "text": "Хлопок 100 %.",
                        "parentEntityId": {"id": id, "type": "QUESTION"}});
    let made = ok(&bench, &format!("{path}/update"), create).await;
    let entity = &made["result"]["entity"];
    let answers = format!("{path}/answers");
    let status = async || {
        let seen = ok(&bench, &answers, json!({"questionId": id})).await;
        seen["result"]["answers"][0]["status"].clone()
    };
    assert_eq!(status().await, "UNMODERATED", "it waits at first");
    bench.pass(5);
    assert_eq!(status().await, "PUBLISHED", "and then it is public");
    let better = json!({"operationType": "UPDATE", "text": "Хлопок.", "entityId": entity});
    ok(&bench, &format!("{path}/update"), better).await;
    assert_eq!(status().await, "UNMODERATED", "a change is looked at again");
    let delete = json!({"operationType": "DELETE", "entityId": entity});
    ok(&bench, &format!("{path}/update"), delete.clone()).await;
    let (status, _) = answer(&bench, &format!("{path}/update"), delete).await;
    assert_eq!(status, 404, "what is gone is gone");
    assert_eq!(
        bench.sandbox.ledger().writes().len(),
        4,
        "each write is kept"
    );
    bench.keeps_to_contract();
}

#[tokio::test]
async fn over_the_limit_is_420_with_the_instant_to_wait_for() {
    let bench = Bench::new().await;
    for _ in 0..100 {
        ok(&bench, "/v2/auth/token", json!({})).await;
    }
    let response = send(post(&bench, "/v2/auth/token", &json!({}))).await;
    assert_eq!(response.status().as_u16(), 420, "the hundred are used up");
    let header = |name: &str| {
        let value = response.headers().get(name).expect("a header");
        value.to_str().expect("text").to_owned()
    };
    assert_eq!(header("x-ratelimit-resource-limit"), "100", "of a hundred");
    assert_eq!(
        header("x-ratelimit-resource-remaining"),
        "0",
        "none is left"
    );
    let until = DateTime::parse_from_rfc2822(&header("x-ratelimit-resource-until"));
    let until = until.expect("a date of RFC 822").with_timezone(&Utc);
    assert!(until > start(), "the date lies ahead in the world's time");
    bench
        .clock
        .advance((until - start()).to_std().expect("ahead"));
    ok(&bench, "/v2/auth/token", json!({})).await;
    bench.keeps_to_contract();
}

#[tokio::test]
async fn the_fifth_request_at_the_same_moment_is_refused() {
    let bench = Bench::new().await;
    let (cabinet, _) = places(&bench).await;
    let slow = Fault::Latency(Duration::from_millis(400));
    let rule = FaultRule::new(slow, Times::Always).at("yandex");
    bench.sandbox.faults().set(rule);
    let path = format!("{cabinet}/offer-mappings");
    let requests = (0..6).map(|_| send(post(&bench, &path, &json!({}))));
    let answers = futures::future::join_all(requests).await;
    let refused: Vec<_> = answers
        .into_iter()
        .filter(|answer| answer.status().as_u16() == 420)
        .collect();
    assert_eq!(refused.len(), 2, "four are let through");
    for answer in refused {
        let body = answer.text().await.expect("a body");
        assert!(
            body.contains("Hit rate limit of 4 parallel requests for businessId"),
            "it says which: {body}"
        );
    }
}
