//! Writing answers and reading them back.

use domain::{Answer, ExternalId, SubjectKind};
use serde_json::json;
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::{Ozon, asked, fixture, keys, on, shop};
use crate::contract::{Answers, Shop};
use crate::error::ErrorKind;
use crate::testing::{answer, approved, forgetful, shop_at};

const COMMENT: &str = "/v1/review/comment/create";
const UNCOMMENT: &str = "/v2/review/comment/delete";
const ANSWER: &str = "/v1/question/answer/create";
const UNANSWER: &str = "/v1/question/answer/delete";

fn reviews(shop: &dyn Shop) -> &dyn Answers {
    shop.review_answers().expect("offered")
}

fn questions(shop: &dyn Shop) -> &dyn Answers {
    shop.question_answers().expect("offered")
}

/// On the listing, in place of an answer.
fn on_sku(answer: Answer, sku: Option<&str>, replaces: Option<&str>) -> Answer {
    Answer {
        listing: sku.map(ExternalId::from),
        replaces: replaces.map(ExternalId::from),
        ..answer
    }
}

/// Methods that delete answer with nothing at all.
async fn empty(server: &MockServer, tail: &str) {
    let nothing = ResponseTemplate::new(200);
    Mock::given(path(format!("/seller{tail}")))
        .respond_with(nothing)
        .mount(server)
        .await;
}

#[tokio::test]
async fn a_comment_is_written_and_deleted() {
    let server = MockServer::start().await;
    on(&server, COMMENT, json!({ "comment_id": "c-9" })).await;
    empty(&server, UNCOMMENT).await;
    on(
        &server,
        "/v2/review/info",
        json!({ "id": "r-1", "sku": "148591503" }),
    )
    .await;
    let shop = shop(&server);
    let thanks = answer(SubjectKind::Review, "r-1", "Спасибо!");
    let receipt = reviews(&*shop)
        .publish(&approved(thanks.clone()))
        .await
        .expect("written");
    assert_eq!(receipt.id, Some("c-9".into()), "which comment is ours");
    let named = on_sku(thanks.clone(), Some("77"), Some("c-9"));
    reviews(&*shop)
        .withdraw(&approved(named))
        .await
        .expect("deleted");
    let unnamed = on_sku(thanks, None, Some("c-9"));
    reviews(&*shop)
        .withdraw(&approved(unnamed))
        .await
        .expect("deleted");
    let expected =
        json!({ "review_id": "r-1", "text": "Спасибо!", "mark_review_as_processed": true });
    assert_eq!(
        asked(&server, COMMENT).await,
        [expected],
        "and the review is done with"
    );
    let expected = [
        json!({ "comment_id": "c-9", "sku": 77 }),
        json!({ "comment_id": "c-9", "sku": 148_591_503 }),
    ];
    assert_eq!(
        asked(&server, UNCOMMENT).await,
        expected,
        "the SKU is asked for when not told"
    );
}

#[tokio::test]
async fn an_answer_is_written_and_deleted() {
    let server = MockServer::start().await;
    on(&server, ANSWER, json!({ "answer_id": "a-9" })).await;
    empty(&server, UNANSWER).await;
    on(
        &server,
        "/v1/question/info",
        json!({ "id": "q-1", "sku": 5 }),
    )
    .await;
    let shop = shop(&server);
    let litres = answer(SubjectKind::Question, "q-1", "1,7 литра");
    let told = on_sku(litres.clone(), Some("77"), None);
    let receipt = questions(&*shop)
        .publish(&approved(told))
        .await
        .expect("written");
    assert_eq!(receipt.id, Some("a-9".into()), "which answer is ours");
    questions(&*shop)
        .publish(&approved(litres.clone()))
        .await
        .expect("written");
    let own = on_sku(litres, Some("77"), Some("a-9"));
    questions(&*shop)
        .withdraw(&approved(own))
        .await
        .expect("deleted");
    let expected = [
        json!({ "question_id": "q-1", "sku": 77, "text": "1,7 литра" }),
        json!({ "question_id": "q-1", "sku": 5, "text": "1,7 литра" }),
    ];
    assert_eq!(
        asked(&server, ANSWER).await,
        expected,
        "never without a SKU"
    );
    let expected = [json!({ "answer_id": "a-9", "sku": 77 })];
    assert_eq!(
        asked(&server, UNANSWER).await,
        expected,
        "by its own identity"
    );
}

#[tokio::test]
async fn nothing_can_be_edited() {
    let server = MockServer::start().await;
    let shop = shop(&server);
    let changed = approved(on_sku(
        answer(SubjectKind::Review, "r-1", "Спасибо!"),
        Some("77"),
        Some("c-9"),
    ));
    for outcome in [
        reviews(&*shop).edit(&changed).await,
        questions(&*shop).edit(&changed).await,
    ] {
        let kind = outcome.map_err(|error| error.kind);
        assert_eq!(
            kind,
            Err(ErrorKind::Unsupported),
            "there is no method for it"
        );
    }
    let sent = server.received_requests().await.unwrap_or_default();
    assert!(sent.is_empty(), "not a single request left");
}

#[tokio::test]
async fn an_answer_is_read_back() {
    let server = MockServer::start().await;
    on(&server, "/v1/review/comment/list", fixture("comments")).await;
    on(&server, "/v1/question/answer/list", fixture("answers")).await;
    let shop = shop(&server);
    let review = reviews(&*shop)
        .read(&ExternalId::from("r-1"), None)
        .await
        .expect("read");
    assert_eq!(
        review.map(|answer| answer.text),
        Some("Спасибо за отзыв!".to_owned()),
        "ours"
    );
    let sku = ExternalId::from("148591503");
    let question = questions(&*shop)
        .read(&ExternalId::from("q-1"), Some(&sku))
        .await;
    assert!(
        question.expect("read").is_some(),
        "the shop's name is not told, the answer is"
    );
}

#[tokio::test]
async fn no_answer_and_no_text_are_told_apart() {
    let server = MockServer::start().await;
    on(
        &server,
        "/v1/review/comment/list",
        json!({ "comments": [], "offset": 0 }),
    )
    .await;
    on(
        &server,
        "/v1/question/answer/list",
        json!({ "answers": null, "last_id": "" }),
    )
    .await;
    on(&server, "/v2/review/info", json!({ "id": "r-1", "sku": 5 })).await;
    on(&server, "/v1/question/info", json!({})).await;
    let shop = shop(&server);
    let there = reviews(&*shop).read(&ExternalId::from("r-1"), None).await;
    assert_eq!(there, Ok(None), "the review is there, our comment is not");
    for sku in [None, Some(ExternalId::from("5"))] {
        let gone = questions(&*shop)
            .read(&ExternalId::from("q-1"), sku.as_ref())
            .await;
        let kind = gone.map_err(|error| error.kind);
        assert_eq!(kind, Err(ErrorKind::NotFound), "200 with nothing in it");
    }
}

#[tokio::test]
async fn a_lost_answer_is_an_unknown_outcome() {
    let shop = shop_at(&Ozon::new(), &forgetful(Vec::new()).await, &keys());
    let thanks = approved(answer(SubjectKind::Review, "r-1", "Спасибо!"));
    let error = reviews(&*shop)
        .publish(&thanks)
        .await
        .expect_err("nothing came back");
    assert!(error.may_have_happened, "it may have been written: {error}");
    assert_eq!(error.kind, ErrorKind::Unavailable, "the way is broken");
}

#[tokio::test]
async fn a_permission_that_has_ended_sends_nothing() {
    let server = MockServer::start().await;
    on(&server, COMMENT, json!({ "comment_id": "c-9" })).await;
    let shop = shop(&server);
    let thanks = approved(answer(SubjectKind::Review, "r-1", "Спасибо!"));
    let over = thanks
        .clone()
        .until(crate::testing::start() - chrono::TimeDelta::seconds(1));
    let error = reviews(&*shop)
        .publish(&over)
        .await
        .expect_err("a machine that slept must not write");
    assert!(!error.may_have_happened, "it is certain that nothing left");
    assert_eq!(error.kind, ErrorKind::Unavailable, "it may be tried anew");
    assert!(asked(&server, COMMENT).await.is_empty(), "nothing left");
    let day = chrono::TimeDelta::days(1);
    let good = thanks.until(crate::testing::start() + day);
    reviews(&*shop).publish(&good).await.expect("in time");
    assert_eq!(asked(&server, COMMENT).await.len(), 1, "that one left");
}
