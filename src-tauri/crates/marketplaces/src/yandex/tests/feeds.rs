//! Pages, cursors and windows.

use chrono::TimeDelta;
use serde_json::{Value, json};
use wiremock::matchers::{
    body_partial_json, header, method, path, query_param, query_param_is_missing,
};
use wiremock::{Mock, ResponseTemplate};

use super::{asked, fixture, on, server, shop};
use crate::page::{Cursor, Window};
use crate::testing::{start, window};

const OFFERS: &str = "/v2/businesses/77/offer-mappings";
const FEEDBACKS: &str = "/v2/businesses/77/goods-feedback";
const COMMENTS: &str = "/v2/businesses/77/goods-feedback/comments";
const QUESTIONS: &str = "/v1/businesses/77/goods-questions";
const ANSWERS: &str = "/v1/businesses/77/goods-questions/answers";

fn offers(id: &str, token: Option<&str>) -> Value {
    let offers = json!([{ "offer": { "offerId": id, "name": id } }]);
    let paging = token.map_or(json!({}), |token| json!({ "nextPageToken": token }));
    json!({ "status": "OK", "result": { "offerMappings": offers, "paging": paging } })
}

#[tokio::test]
async fn the_catalogue_ends_with_the_archive() {
    let server = server().await;
    let archive = Mock::given(body_partial_json(json!({ "archived": true })));
    let reply = ResponseTemplate::new(200).set_body_json(offers("c", None));
    archive
        .respond_with(reply)
        .with_priority(1)
        .mount(&server)
        .await;
    let second = Mock::given(query_param("pageToken", "t2")).and(header("api-key", super::KEY));
    let reply = ResponseTemplate::new(200).set_body_json(offers("b", None));
    second
        .respond_with(reply)
        .with_priority(2)
        .mount(&server)
        .await;
    on(&server, OFFERS, offers("a", Some("t2"))).await;
    let shop = shop(&server);
    let catalogue = shop.catalogue().expect("offered");
    let (mut seen, mut cursor) = (Vec::new(), None::<Cursor>);
    loop {
        let page = catalogue
            .page(cursor.as_ref(), window())
            .await
            .expect("a page");
        seen.extend(page.rows.into_iter().map(|row| row.article));
        cursor = Some(page.cursor);
        if !page.more {
            break;
        }
    }
    assert_eq!(seen, ["a", "b", "c"], "both pages, then the archive");
    let again = catalogue
        .page(cursor.as_ref(), window())
        .await
        .expect("a page");
    assert_eq!(again.rows[0].article, "a", "the next round begins anew");
}

#[tokio::test]
async fn a_token_that_is_no_longer_known_begins_the_list_anew() {
    let server = server().await;
    let refused = ResponseTemplate::new(400).set_body_json(
        json!({ "status": "ERROR", "errors": [{ "code": "BAD_REQUEST", "message": "bad token" }] }),
    );
    Mock::given(query_param("pageToken", "old"))
        .respond_with(refused)
        .with_priority(1)
        .mount(&server)
        .await;
    let first =
        Mock::given(path(format!("/partner{OFFERS}"))).and(query_param_is_missing("pageToken"));
    let reply = ResponseTemplate::new(200).set_body_json(offers("a", None));
    first.respond_with(reply).mount(&server).await;
    let stored = Cursor(json!({ "archived": false, "token": "old" }));
    let shop = shop(&server);
    let page = shop
        .catalogue()
        .expect("offered")
        .page(Some(&stored), window())
        .await;
    assert_eq!(
        page.expect("not stuck").rows[0].article,
        "a",
        "the first page again"
    );
}

#[tokio::test]
async fn stock_walks_over_the_open_shops() {
    let server = server().await;
    on(
        &server,
        "/v2/campaigns/5501/offers/stocks",
        fixture("stocks"),
    )
    .await;
    on(
        &server,
        "/v2/campaigns/5502/offers/stocks",
        fixture("stocks"),
    )
    .await;
    let shop = shop(&server);
    let stock = shop.stock().expect("offered");
    let first = stock.page(None, window()).await.expect("a page");
    assert_eq!(
        (first.rows.len(), first.bad.len(), first.more),
        (6, 2, true),
        "one shop more"
    );
    let second = stock
        .page(Some(&first.cursor), window())
        .await
        .expect("a page");
    assert!(
        !second.more,
        "the closed shop and another cabinet's are not asked"
    );
    let schemes = [&first, &second].map(|page| page.rows[0].scheme);
    assert_eq!(
        schemes,
        [domain::Scheme::Seller, domain::Scheme::Marketplace],
        "FBS, then FBY"
    );
}

#[tokio::test]
async fn orders_are_asked_for_by_their_last_change() {
    let server = server().await;
    let path = "/v1/businesses/77/orders";
    on(&server, path, fixture("orders")).await;
    let shop = shop(&server);
    let orders = shop.orders().expect("offered");
    let (mut cursor, mut more) = (None::<Cursor>, true);
    while more {
        let page = orders
            .page(cursor.as_ref(), window())
            .await
            .expect("a page");
        (cursor, more) = (Some(page.cursor), page.more);
    }
    let bodies = asked(&server, path).await;
    assert_eq!(
        bodies.len(),
        4,
        "90 days and the overlaps are four windows of at most 30 days"
    );
    assert_eq!(
        bodies[0]["dates"]["updateDateFrom"], "2026-08-24T10:00:00+00:00",
        "from the first"
    );
    assert_eq!(
        bodies[3]["dates"]["updateDateTo"], "2026-11-22T10:00:00+00:00",
        "until now"
    );
    assert!(
        bodies.iter().all(|body| body["fake"] == false),
        "no test orders"
    );
    let later = Window {
        now: start() + TimeDelta::minutes(10),
        ..window()
    };
    orders.page(cursor.as_ref(), later).await.expect("a page");
    let last = asked(&server, path).await.pop().expect("one more");
    assert_eq!(
        last["dates"]["updateDateFrom"], "2026-11-22T09:45:00+00:00",
        "with an overlap"
    );
}

#[tokio::test]
async fn a_review_brings_our_answer_along() {
    let server = server().await;
    on(&server, COMMENTS, fixture("comments")).await;
    on(&server, FEEDBACKS, fixture("feedbacks")).await;
    let shop = shop(&server);
    let reviews = shop.reviews().expect("offered");
    let page = reviews.page(None, window()).await.expect("a page");
    assert_eq!(
        (page.rows.len(), page.bad.len(), page.more),
        (2, 3, false),
        "two are readable"
    );
    let answer = page.rows[0].answer.as_ref().expect("answered");
    assert_eq!(answer.text, "Раҳмат!", "the words of the cabinet");
    assert_eq!(page.rows[1].answer, None, "no comments, no answer");
    let asked_for = asked(&server, "/comments").await;
    assert_eq!(
        asked_for,
        [json!({ "feedbackId": 8001 })],
        "only where there are comments"
    );
    let filter = asked(&server, "/goods-feedback").await;
    assert_eq!(
        filter[0]["dateTimeFrom"], "2026-08-24T09:59:59+00:00",
        "the ends are exclusive"
    );

    let again = reviews
        .page(Some(&page.cursor), window())
        .await
        .expect("a page");
    assert!(
        again.rows.is_empty(),
        "nothing changed, nothing is asked for twice"
    );
    let later = Window {
        now: start() + TimeDelta::minutes(16),
        ..window()
    };
    let third = reviews
        .page(Some(&again.cursor), later)
        .await
        .expect("a page");
    assert_eq!(
        third.rows.len(),
        1,
        "the answer in moderation is looked at again"
    );
}

#[tokio::test]
async fn questions_are_read_in_days_with_all_answers() {
    let server = server().await;
    on(&server, ANSWERS, fixture("answers")).await;
    on(&server, QUESTIONS, fixture("questions")).await;
    let shop = shop(&server);
    let questions = shop.questions().expect("offered");
    let recent = Window {
        since: start() - TimeDelta::days(40),
        ..window()
    };
    let first = questions.page(None, recent).await.expect("a page");
    assert!(first.more, "40 days are two windows");
    let answer = first.rows[0].answer.as_ref().expect("answered");
    assert_eq!(
        answer.external_id.as_ref().map(|id| id.as_str()),
        Some("32"),
        "ours"
    );
    let second = questions
        .page(Some(&first.cursor), recent)
        .await
        .expect("a page");
    assert!(!second.more, "up to now");
    let bodies = asked(&server, "/goods-questions").await;
    assert_eq!(bodies[0]["dateFrom"], "2026-10-13", "whole days");
    assert_eq!(bodies[0]["dateTo"], "2026-11-09", "less than a month");
    assert_eq!(
        bodies[1].get("dateTo"),
        None,
        "the present day is the default"
    );
}

#[tokio::test]
async fn a_long_page_of_questions_is_read_in_parts() {
    let server = server().await;
    on(&server, ANSWERS, json!({ "status": "OK", "result": {} })).await;
    let mut found: Vec<Value> = (1..=40)
        .map(|id| written(id, "2026-11-21T10:00:00Z"))
        .collect();
    found.push(json!({ "odd": true }));
    let body = json!({ "status": "OK", "result": { "questions": found, "paging": {} } });
    on(&server, QUESTIONS, body).await;
    let shop = shop(&server);
    let questions = shop.questions().expect("offered");
    let recent = Window {
        since: start() - TimeDelta::days(2),
        ..window()
    };
    let (mut seen, mut bad, mut cursor, mut pages) = (Vec::new(), 0, None::<Cursor>, 0);
    loop {
        let page = questions.page(cursor.as_ref(), recent).await;
        let page = page.expect("a page");
        seen.extend(page.rows.into_iter().map(|row| row.external_id.to_string()));
        bad += page.bad.len();
        cursor = Some(page.cursor);
        pages += 1;
        if !page.more {
            break;
        }
    }
    let all: Vec<String> = (1..=40).map(|id| id.to_string()).collect();
    assert_eq!(seen, all, "each one, once, in its order");
    assert_eq!(pages, 3, "the place is written down in between");
    assert_eq!(bad, 1, "the odd one is told once");
    assert_eq!(
        asked(&server, "/answers").await.len(),
        40,
        "and asked about once"
    );
}

fn written(id: i64, at: &str) -> Value {
    json!({ "questionIdentifiers": { "id": id }, "text": "?", "createdAt": at })
}

#[tokio::test]
async fn what_changes_under_an_old_review_is_found_within_a_day() {
    let server = server().await;
    on(&server, COMMENTS, fixture("comments")).await;
    let old = |comments: i64| {
        let review = json!({
            "feedbackId": 8001, "createdAt": "2026-10-01T10:00:00Z",
            "statistics": { "rating": 4, "commentsCount": comments },
        });
        json!({ "status": "OK", "result": { "feedbacks": [review], "paging": {} } })
    };
    let bare = json!({ "status": "OK", "result": { "feedbacks": [], "paging": {} } });
    let within = json!({ "dateTimeFrom": "2026-08-24T09:59:59+00:00" });
    let first = Mock::given(path(format!("/partner{FEEDBACKS}"))).and(body_partial_json(within));
    let reply = ResponseTemplate::new(200).set_body_json(old(0));
    first.respond_with(reply).mount(&server).await;
    let swept = json!({ "dateTimeTo": "2026-11-20T10:00:01+00:00" });
    let sweep = Mock::given(path(format!("/partner{FEEDBACKS}"))).and(body_partial_json(swept));
    let reply = ResponseTemplate::new(200).set_body_json(old(1));
    sweep.respond_with(reply).mount(&server).await;
    on(&server, FEEDBACKS, bare).await;
    let shop = shop(&server);
    let reviews = shop.reviews().expect("offered");
    let page = reviews.page(None, window()).await.expect("a page");
    assert_eq!(page.rows[0].answer, None, "nobody has answered yet");
    let tomorrow = Window {
        since: window().since + TimeDelta::days(1),
        now: start() + TimeDelta::days(1),
    };
    let newest = reviews.page(Some(&page.cursor), tomorrow).await;
    let newest = newest.expect("a page");
    assert!(newest.more, "the older ones are due");
    let older = reviews.page(Some(&newest.cursor), tomorrow).await;
    let older = older.expect("a page");
    let answer = older.rows[0].answer.as_ref().map(|own| own.text.as_str());
    assert_eq!(answer, Some("Раҳмат!"), "written in the cabinet meanwhile");
    assert!(!older.more, "and the round is over");
}

#[tokio::test]
async fn the_cabinet_is_found_on_the_other_host() {
    let server = wiremock::MockServer::start().await;
    let unknown =
        ResponseTemplate::new(401).set_body_json(json!({ "status": "ERROR", "errors": [] }));
    Mock::given(path("/partner/v2/campaigns"))
        .respond_with(unknown)
        .mount(&server)
        .await;
    let known = ResponseTemplate::new(200).set_body_json(fixture("campaigns"));
    let other = Mock::given(method("GET")).and(path("/partner-uz/v2/campaigns"));
    other.respond_with(known).expect(1).mount(&server).await;
    let reply = ResponseTemplate::new(200).set_body_json(offers("a", Some("t")));
    let call = Mock::given(method("POST")).and(path(format!("/partner-uz{OFFERS}")));
    call.respond_with(reply).mount(&server).await;
    let shop = shop(&server);
    let catalogue = shop.catalogue().expect("offered");
    for _ in 0..2 {
        let page = catalogue.page(None, window()).await.expect("a page");
        assert_eq!(
            page.rows[0].article, "a",
            "the host of Market Yandex Go is asked"
        );
    }
}
