//! Writing answers and reading them back.

use domain::{Answer, ExternalId, SubjectKind};
use serde_json::{Value, json};
use wiremock::matchers::path;
use wiremock::{Mock, ResponseTemplate};

use super::{Yandex, asked, fixture, keys, ok, on, server, shop};
use crate::contract::{Answers, Shop};
use crate::error::ErrorKind;
use crate::testing::{answer, approved, forgetful, shop_at};

const UPDATE: &str = "/v2/businesses/77/goods-feedback/comments/update";
const DELETE: &str = "/v2/businesses/77/goods-feedback/comments/delete";
const QUESTION: &str = "/v1/businesses/77/goods-questions/update";

fn reviews(shop: &dyn Shop) -> &dyn Answers {
    shop.review_answers().expect("offered")
}

fn questions(shop: &dyn Shop) -> &dyn Answers {
    shop.question_answers().expect("offered")
}

fn replacing(answer: Answer, id: &str) -> Answer {
    Answer {
        replaces: Some(id.into()),
        ..answer
    }
}

#[tokio::test]
async fn a_comment_is_written_changed_and_deleted() {
    let server = server().await;
    on(&server, UPDATE, ok()).await;
    on(&server, DELETE, ok()).await;
    let shop = shop(&server);
    let thanks = answer(SubjectKind::Review, "8001", "Раҳмат!");
    reviews(&*shop)
        .publish(&approved(thanks.clone()))
        .await
        .expect("written");
    let changed = approved(replacing(thanks, "3"));
    reviews(&*shop).edit(&changed).await.expect("changed");
    reviews(&*shop).withdraw(&changed).await.expect("deleted");
    let expected = [
        json!({ "feedbackId": 8001, "comment": { "text": "Раҳмат!" } }),
        json!({ "feedbackId": 8001, "comment": { "id": 3, "text": "Раҳмат!" } }),
    ];
    assert_eq!(
        asked(&server, UPDATE).await,
        expected,
        "without an id it is a new one"
    );
    assert_eq!(
        asked(&server, DELETE).await,
        [json!({ "id": 3 })],
        "by its own id"
    );
}

#[tokio::test]
async fn an_answer_is_written_changed_and_deleted() {
    let server = server().await;
    on(&server, QUESTION, ok()).await;
    let shop = shop(&server);
    let litres = answer(SubjectKind::Question, "9001", "1,7 литра");
    questions(&*shop)
        .publish(&approved(litres.clone()))
        .await
        .expect("written");
    let changed = approved(replacing(litres, "32"));
    questions(&*shop).edit(&changed).await.expect("changed");
    questions(&*shop).withdraw(&changed).await.expect("deleted");
    let expected = [
        json!({ "operationType": "CREATE", "parentEntityId": { "id": 9001, "type": "QUESTION" }, "text": "1,7 литра" }),
        json!({ "operationType": "UPDATE", "entityId": { "id": 32, "type": "ANSWER" }, "text": "1,7 литра" }),
        json!({ "operationType": "DELETE", "entityId": { "id": 32, "type": "ANSWER" } }),
    ];
    assert_eq!(
        asked(&server, QUESTION).await,
        expected,
        "one method, three operations"
    );
}

#[tokio::test]
async fn an_answer_is_read_back() {
    let server = server().await;
    on(
        &server,
        "/v2/businesses/77/goods-feedback/comments",
        fixture("comments"),
    )
    .await;
    on(
        &server,
        "/v1/businesses/77/goods-questions/answers",
        fixture("answers"),
    )
    .await;
    let shop = shop(&server);
    let review = reviews(&*shop)
        .read(&ExternalId::from("8001"), None)
        .await
        .expect("read");
    assert_eq!(
        review.map(|answer| answer.text),
        Some("Раҳмат!".to_owned()),
        "our comment"
    );
    let question = questions(&*shop)
        .read(&ExternalId::from("9001"), None)
        .await
        .expect("read");
    assert_eq!(
        question.map(|answer| answer.text),
        Some("1,7 литра".to_owned()),
        "our answer"
    );
}

fn page(list: &str, rows: &Value) -> Value {
    json!({ "status": "OK", "result": { list: rows, "paging": {} } })
}

#[tokio::test]
async fn no_answer_and_no_review_are_told_apart() {
    let server = server().await;
    on(
        &server,
        "/v2/businesses/77/goods-feedback/comments",
        page("comments", &json!([])),
    )
    .await;
    let list = "/v2/businesses/77/goods-feedback";
    let here = page("feedbacks", &json!([{ "feedbackId": 8001 }]));
    let body = wiremock::matchers::body_json(json!({ "feedbackIds": [8001] }));
    let reply = ResponseTemplate::new(200).set_body_json(here);
    Mock::given(path(format!("/partner{list}")))
        .and(body)
        .respond_with(reply)
        .mount(&server)
        .await;
    on(&server, list, page("feedbacks", &json!([]))).await;
    let shop = shop(&server);
    let there = reviews(&*shop).read(&ExternalId::from("8001"), None).await;
    assert_eq!(there, Ok(None), "the review is there, our answer is not");
    let gone = reviews(&*shop).read(&ExternalId::from("8002"), None).await;
    assert_eq!(
        gone.map_err(|error| error.kind),
        Err(ErrorKind::NotFound),
        "the review is gone"
    );
}

#[tokio::test]
async fn a_lost_answer_is_an_unknown_outcome() {
    let base = forgetful(vec![fixture("campaigns")]).await;
    let shop = shop_at(&Yandex::new(), &base, &keys());
    let thanks = approved(answer(SubjectKind::Review, "8001", "Раҳмат!"));
    let error = reviews(&*shop)
        .publish(&thanks)
        .await
        .expect_err("nothing came back");
    assert!(error.may_have_happened, "it may have been written: {error}");
    assert_eq!(error.kind, ErrorKind::Unavailable, "the way is broken");
}

#[tokio::test]
async fn an_unreadable_answer_to_a_write_is_an_unknown_outcome() {
    let server = server().await;
    let reply = ResponseTemplate::new(200).set_body_string("<html>");
    Mock::given(path(format!("/partner{UPDATE}")))
        .respond_with(reply)
        .expect(1)
        .mount(&server)
        .await;
    let shop = shop(&server);
    let thanks = approved(answer(SubjectKind::Review, "8001", "Раҳмат!"));
    let error = reviews(&*shop)
        .publish(&thanks)
        .await
        .expect_err("what is that?");
    assert!(
        error.may_have_happened,
        "200 says yes, the body says nothing"
    );
}

#[tokio::test]
async fn without_a_named_answer_nothing_is_sent() {
    let server = server().await;
    let shop = shop(&server);
    let nameless = approved(answer(SubjectKind::Review, "8001", "Раҳмат!"));
    for outcome in [
        reviews(&*shop).edit(&nameless).await,
        reviews(&*shop).withdraw(&nameless).await,
        questions(&*shop).withdraw(&nameless).await,
    ] {
        let kind = outcome.map_err(|error| (error.kind, error.may_have_happened));
        assert_eq!(kind, Err((ErrorKind::Rejected, false)), "which one?");
    }
    let sent = server.received_requests().await.unwrap_or_default();
    assert!(sent.is_empty(), "not a single request left");
}
