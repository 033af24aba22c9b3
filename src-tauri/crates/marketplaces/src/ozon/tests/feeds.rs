//! Pages, cursors and rounds.

use chrono::TimeDelta;
use serde_json::{Value, json};
use wiremock::matchers::{body_partial_json, header, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::{asked, company, fixture, on, shop};
use crate::page::{Cursor, Window};
use crate::testing::{start, window};

const LIST: &str = "/v3/product/list";
const SELLER: &str = "/v4/posting/fbs/list";
const OZON: &str = "/v3/posting/fbo/list";

fn products(ids: &[i64], last_id: &str) -> Value {
    let items: Vec<Value> = ids.iter().map(|id| json!({ "product_id": id })).collect();
    json!({ "result": { "items": items, "last_id": last_id, "total_items": 9 } })
}

/// Answers `tail` with `body` when the request holds `part`.
async fn when(server: &MockServer, tail: &str, part: Value, body: Value) {
    let reply = ResponseTemplate::new(200).set_body_json(body);
    Mock::given(path(format!("/seller{tail}")))
        .and(body_partial_json(part))
        .and(header("client-id", "424242"))
        .and(header("api-key", super::KEY))
        .respond_with(reply)
        .with_priority(1)
        .mount(server)
        .await;
}

#[tokio::test]
async fn the_catalogue_ends_with_the_archive() {
    let server = MockServer::start().await;
    let archive = json!({ "filter": { "visibility": "ARCHIVED" } });
    when(&server, LIST, archive, products(&[], "x")).await;
    when(
        &server,
        LIST,
        json!({ "last_id": "two" }),
        products(&[700_002], "two"),
    )
    .await;
    when(
        &server,
        LIST,
        json!({ "last_id": "" }),
        products(&[700_001], "two"),
    )
    .await;
    on(&server, "/v3/product/info/list", fixture("infos")).await;
    on(&server, "/v4/product/info/attributes", fixture("cards")).await;
    let shop = shop(&server);
    let catalogue = shop.catalogue().expect("offered");
    let (mut pages, mut cursor) = (0, None::<Cursor>);
    loop {
        let page = catalogue
            .page(cursor.as_ref(), window())
            .await
            .expect("a page");
        pages += 1;
        cursor = Some(page.cursor);
        if !page.more {
            break;
        }
    }
    assert_eq!(pages, 3, "two pages, and an archive with nothing in it");
    let asked_for = asked(&server, "/v3/product/info/list").await;
    let expected = [
        json!({ "product_id": ["700001"] }),
        json!({ "product_id": ["700002"] }),
    ];
    assert_eq!(asked_for, expected, "nothing is asked about nothing");
    let cards = asked(&server, "/v4/product/info/attributes").await;
    assert_eq!(
        cards[0]["filter"]["product_id"],
        json!(["700001"]),
        "int64 as text"
    );
}

#[tokio::test]
async fn a_token_that_is_no_longer_known_begins_the_list_anew() {
    let server = MockServer::start().await;
    let body = json!({ "code": 3, "message": "invalid cursor", "details": [] });
    let refused = ResponseTemplate::new(400).set_body_json(body);
    Mock::given(body_partial_json(json!({ "cursor": "old" })))
        .respond_with(refused)
        .with_priority(1)
        .mount(&server)
        .await;
    on(&server, "/v4/product/info/stocks", fixture("stocks")).await;
    let places = "/v2/product/info/stocks-by-warehouse/fbs";
    on(
        &server,
        places,
        json!({ "has_next": false, "products": [] }),
    )
    .await;
    let shop = shop(&server);
    let stored = Cursor(json!({ "cursor": "old" }));
    let page = shop
        .stock()
        .expect("offered")
        .page(Some(&stored), window())
        .await;
    let page = page.expect("not stuck");
    assert_eq!(
        (page.rows.len(), page.bad.len(), page.more),
        (3, 3, false),
        "the first page again"
    );
    let filter = asked(&server, "/v4/product/info/stocks").await;
    assert_eq!(
        filter[1]["filter"],
        json!({ "visibility": "ALL" }),
        "an empty one is refused"
    );
}

#[tokio::test]
async fn orders_of_both_kinds_of_warehouses_are_one_round() {
    let server = MockServer::start().await;
    let mut first = fixture("postings");
    first["cursor"] = json!("next");
    first["has_next"] = json!(true);
    let nothing = json!({ "cursor": "again", "has_next": true, "postings": [] });
    when(&server, SELLER, json!({ "cursor": "next" }), nothing).await;
    on(&server, SELLER, first).await;
    on(&server, OZON, fixture("postings")).await;
    let shop = shop(&server);
    let orders = shop.orders().expect("offered");
    let (mut sizes, mut cursor, mut more) = (Vec::new(), None::<Cursor>, true);
    while more {
        let page = orders
            .page(cursor.as_ref(), window())
            .await
            .expect("a page");
        sizes.push(page.rows.len());
        (cursor, more) = (Some(page.cursor), page.more);
    }
    assert_eq!(
        sizes,
        [3, 0, 3],
        "an empty page ends a list, whatever has_next says"
    );
    let seller = asked(&server, SELLER).await;
    let changed = &seller[0]["filter"]["last_changed_status_date"];
    assert_eq!(
        changed["from"], "2026-08-24T10:00:00Z",
        "by the last change"
    );
    assert_eq!(
        seller[0]["filter"]["since"], "2025-11-27T10:00:00Z",
        "less than a year back"
    );
    assert_eq!(
        seller[0]["with"]["financial_data"], true,
        "for the seller's price"
    );
    let ozon = asked(&server, OZON).await;
    assert_eq!(
        ozon[0]["filter"]["since"], "2026-08-24T10:00:00Z",
        "by the order's time"
    );

    let mut since = Vec::new();
    for hours in [1, 7, 8] {
        let later = Window {
            now: start() + TimeDelta::hours(hours),
            ..window()
        };
        let mut more = true;
        while more {
            let page = orders.page(cursor.as_ref(), later).await.expect("a page");
            (cursor, more) = (Some(page.cursor), page.more);
        }
        let last = asked(&server, OZON).await.pop().expect("one more");
        since.push(last["filter"]["since"].clone());
    }
    let expected = [
        "2026-11-20T10:00:00Z",
        "2026-11-20T11:00:00Z",
        "2026-09-23T17:00:00Z",
    ];
    assert_eq!(since, expected, "two days back, and now and then sixty");
}

#[tokio::test]
async fn a_review_brings_our_comment_along() {
    let server = MockServer::start().await;
    on(&server, "/v1/review/comment/list", fixture("comments")).await;
    on(&server, "/v2/review/list", fixture("reviews")).await;
    let shop = shop(&server);
    let reviews = shop.reviews().expect("offered");
    let page = reviews.page(None, window()).await.expect("a page");
    assert_eq!(
        (page.rows.len(), page.bad.len(), page.more),
        (2, 3, false),
        "two are readable"
    );
    let answer = page.rows[0].answer.as_ref().expect("answered");
    assert_eq!(answer.text, "Спасибо за отзыв!", "our words");
    let comments = asked(&server, "/comment/list").await;
    assert_eq!(comments.len(), 1, "only where there are comments");
    assert_eq!(comments[0]["limit"], 100, "20 to 100 are allowed");

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
        "the comment in moderation is looked at again"
    );
}

#[tokio::test]
async fn a_question_brings_our_answer_along() {
    let server = MockServer::start().await;
    let mut second = fixture("questions");
    second["questions"] = json!([]);
    second["has_next"] = json!(null);
    when(
        &server,
        "/v1/question/list",
        json!({ "last_id": "q-2" }),
        second,
    )
    .await;
    let mut first = fixture("questions");
    first["has_next"] = json!(null);
    on(&server, "/v1/question/list", first).await;
    on(&server, "/v1/question/answer/list", fixture("answers")).await;
    on(
        &server,
        "/v1/seller/info",
        company("Зарафшон", "PREMIUM_PLUS"),
    )
    .await;
    let shop = shop(&server);
    let questions = shop.questions().expect("offered");
    let page = questions.page(None, window()).await.expect("a page");
    assert!(page.more, "without has_next the next page tells");
    let answer = page.rows[0].answer.as_ref().expect("answered");
    assert_eq!(answer.text, "1,7 литра", "signed with our name");
    assert_eq!(page.rows[1].answer, None, "nobody answered");
    let expected = [json!({ "question_id": "q-1", "sku": 148_591_503 })];
    assert_eq!(
        asked(&server, "/answer/list").await,
        expected,
        "with the SKU"
    );
    let second = questions
        .page(Some(&page.cursor), window())
        .await
        .expect("a page");
    assert!(!second.more, "an empty page is the end");
}
