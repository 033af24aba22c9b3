use domain::{AnswerState, SubjectKind};
use rstest::rstest;

use super::*;
use crate::contract::Answers;
use crate::testing::{answer, approved, forgetful};

const ANSWER: &str = "/feedbacks-api/api/v1/feedbacks/answer";
const QUESTIONS: &str = "/feedbacks-api/api/v1/questions";

fn feedback(answer: &Value) -> Value {
    json!({
        "id": "r1", "text": "Хорошо", "productValuation": 5, "createdDate": "2026-11-20T10:20:48+03:00",
        "answer": answer, "productDetails": {"nmId": 1}
    })
}

fn asked_question(answer: &Value, state: &str) -> Value {
    json!({
        "id": "q1", "text": "Есть?", "createdDate": "2026-11-20T10:20:48+03:00", "state": state,
        "answer": answer, "productDetails": {"nmId": 1}
    })
}

async fn server(review: Value, question: Value) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(path("/feedbacks-api/api/v1/feedback"))
        .and(query_param("id", "r1"))
        .respond_with(data(&review))
        .mount(&server)
        .await;
    Mock::given(path("/feedbacks-api/api/v1/question"))
        .and(query_param("id", "q1"))
        .respond_with(data(&question))
        .mount(&server)
        .await;
    Mock::given(path(ANSWER))
        .respond_with(ResponseTemplate::new(204))
        .mount(&server)
        .await;
    Mock::given(path(QUESTIONS))
        .respond_with(data(&Value::Null))
        .mount(&server)
        .await;
    server
}

/// What was written: (verb, body).
async fn writes(server: &MockServer) -> Vec<(String, Value)> {
    let mut writes = asked(server, ANSWER).await;
    writes.extend(asked(server, QUESTIONS).await);
    let write = |request: &wiremock::Request| {
        (
            request.method.to_string(),
            request.body_json().expect("JSON"),
        )
    };
    writes.iter().map(write).collect()
}

fn as_answers(shop: &dyn Shop, kind: SubjectKind) -> &dyn Answers {
    match kind {
        SubjectKind::Review => shop.review_answers().expect("offered"),
        SubjectKind::Question => shop.question_answers().expect("offered"),
    }
}

fn target(kind: SubjectKind) -> &'static str {
    match kind {
        SubjectKind::Review => "r1",
        SubjectKind::Question => "q1",
    }
}

fn review_write(text: &str) -> Value {
    json!({"id": "r1", "text": text})
}

fn question_write(text: &str) -> Value {
    json!({"id": "q1", "answer": {"text": text}, "state": "wbRu"})
}

#[rstest]
#[case(SubjectKind::Review, "POST", review_write("Спасибо!"))]
#[case(SubjectKind::Question, "PATCH", question_write("Спасибо!"))]
#[tokio::test]
async fn publishing_writes_once(
    #[case] kind: SubjectKind,
    #[case] verb: &str,
    #[case] body: Value,
) {
    let server = server(
        feedback(&Value::Null),
        asked_question(&Value::Null, "suppliersPortalSynch"),
    )
    .await;
    let shop = shop(&server);
    let answer = approved(answer(kind, target(kind), "Спасибо!"));
    as_answers(&*shop, kind)
        .publish(&answer)
        .await
        .expect("accepted");
    assert_eq!(
        writes(&server).await,
        [(verb.to_owned(), body)],
        "exactly the documented body"
    );
}

#[rstest]
#[case(SubjectKind::Review)]
#[case(SubjectKind::Question)]
#[tokio::test]
async fn publishing_never_edits(#[case] kind: SubjectKind) {
    let there = json!({"text": "Уже ответили", "state": "wbRu", "editable": true});
    let server = server(feedback(&there), asked_question(&there, "wbRu")).await;
    let shop = shop(&server);
    let answers = as_answers(&*shop, kind);
    let other = approved(answer(kind, target(kind), "Спасибо!"));
    let error = answers
        .publish(&other)
        .await
        .expect_err("a person answered in the cabinet");
    assert_eq!(error.kind, ErrorKind::Rejected, "said, not overwritten");
    let same = approved(answer(kind, target(kind), "Уже ответили"));
    answers
        .publish(&same)
        .await
        .expect("it is there, which is what was wanted");
    assert_eq!(writes(&server).await, [], "nothing was written either time");
}

#[rstest]
#[case(SubjectKind::Review, review_write("Новый текст"))]
#[case(SubjectKind::Question, question_write("Новый текст"))]
#[tokio::test]
async fn editing_replaces_what_is_there(#[case] kind: SubjectKind, #[case] body: Value) {
    let there = json!({"text": "Старый текст", "state": "wbRu", "editable": true});
    let server = server(feedback(&there), asked_question(&there, "wbRu")).await;
    let shop = shop(&server);
    let mut new = answer(kind, target(kind), "Новый текст");
    new.replaces = Some(target(kind).into());
    as_answers(&*shop, kind)
        .edit(&approved(new))
        .await
        .expect("accepted");
    assert_eq!(
        writes(&server).await,
        [("PATCH".to_owned(), body)],
        "one PATCH"
    );
}

#[rstest]
#[case(SubjectKind::Review, json!({"text": "Старый", "state": "wbRu", "editable": false}))]
#[case(SubjectKind::Review, Value::Null)]
#[case(SubjectKind::Question, json!({"text": "Старый", "editable": false}))]
#[case(SubjectKind::Question, Value::Null)]
#[tokio::test]
async fn what_cannot_be_edited_is_left_alone(#[case] kind: SubjectKind, #[case] there: Value) {
    let server = server(feedback(&there), asked_question(&there, "wbRu")).await;
    let shop = shop(&server);
    let new = approved(answer(kind, target(kind), "Новый"));
    let error = as_answers(&*shop, kind)
        .edit(&new)
        .await
        .expect_err("no edit left");
    assert_eq!(error.kind, ErrorKind::Rejected, "once within 60 days");
    assert_eq!(writes(&server).await, [], "and WB was not asked in vain");
}

#[rstest]
#[case(SubjectKind::Review)]
#[case(SubjectKind::Question)]
#[tokio::test]
async fn answers_cannot_be_withdrawn(#[case] kind: SubjectKind) {
    let server = MockServer::start().await;
    let shop = shop(&server);
    let answer = approved(answer(kind, target(kind), "x"));
    let error = as_answers(&*shop, kind)
        .withdraw(&answer)
        .await
        .expect_err("no such request");
    assert_eq!(
        error.kind,
        ErrorKind::Unsupported,
        "the rule pack says so, too"
    );
}

#[tokio::test]
async fn reading_back_tells_what_wb_holds() {
    let there = json!({"text": "Спасибо!", "state": "reviewRequired", "editable": true});
    let server = server(
        feedback(&there),
        asked_question(&Value::Null, "suppliersPortalSynch"),
    )
    .await;
    let shop = shop(&server);
    let reviews = as_answers(&*shop, SubjectKind::Review);
    let held = reviews
        .read(&"r1".into(), None)
        .await
        .expect("there")
        .expect("answered");
    assert_eq!(
        (&*held.text, held.state),
        ("Спасибо!", AnswerState::Moderation),
        "as shown"
    );
    let questions = as_answers(&*shop, SubjectKind::Question);
    let held = questions.read(&"q1".into(), None).await.expect("there");
    assert_eq!(held, None, "the question is there, an answer is not");
}

#[rstest]
#[case(ResponseTemplate::new(422).set_body_json(json!({"data": null, "error": true, "errorText": "Невозможно получить отзыв по id"})))]
#[case(ok(json!({"data": null, "error": true, "errorText": "Не найден отзыв"})))]
#[case(data(&Value::Null))]
#[case(ResponseTemplate::new(404))]
#[tokio::test]
async fn an_unknown_review_is_not_found_and_not_answered(#[case] reply: ResponseTemplate) {
    let server = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(reply)
        .mount(&server)
        .await;
    let shop = shop(&server);
    for kind in [SubjectKind::Review, SubjectKind::Question] {
        let answers = as_answers(&*shop, kind);
        let error = answers
            .read(&"gone".into(), None)
            .await
            .expect_err("no such thing");
        assert_eq!(error.kind, ErrorKind::NotFound, "{kind:?}: {error}");
        let answer = approved(answer(kind, "gone", "Спасибо!"));
        let error = answers.publish(&answer).await.expect_err("no such thing");
        assert_eq!(error.kind, ErrorKind::NotFound, "WB would have said 204");
    }
    assert_eq!(writes(&server).await, [], "nothing was written");
}

#[tokio::test]
async fn a_supplemented_review_is_not_answered_twice() {
    let mut older = feedback(&Value::Null);
    older["childFeedbackId"] = json!("r2");
    let server = server(older, Value::Null).await;
    let shop = shop(&server);
    let answer = approved(answer(SubjectKind::Review, "r1", "Спасибо!"));
    let error = as_answers(&*shop, SubjectKind::Review)
        .publish(&answer)
        .await
        .expect_err("the newer one is");
    assert_eq!(error.kind, ErrorKind::Rejected, "{error}");
    assert_eq!(writes(&server).await, [], "nothing was written");
}

#[tokio::test]
async fn an_answer_that_never_came_leaves_the_outcome_open() {
    for (kind, held) in [
        (SubjectKind::Review, feedback(&Value::Null)),
        (
            SubjectKind::Question,
            asked_question(&Value::Null, "suppliersPortalSynch"),
        ),
    ] {
        let base = forgetful(vec![json!({"data": held, "error": false})]).await;
        let shop = testing::shop_at(&Wildberries::new(), &base, &keys_of(&token(ALL)));
        let answer = approved(answer(kind, target(kind), "Спасибо!"));
        let error = as_answers(&*shop, kind)
            .publish(&answer)
            .await
            .expect_err("no answer came");
        assert_eq!(error.kind, ErrorKind::Unavailable, "{kind:?}: {error}");
        assert!(error.may_have_happened, "{kind:?}: read before repeating");
    }
}

#[rstest]
#[case(500, ErrorKind::Unavailable, true)]
#[case(400, ErrorKind::Rejected, false)]
#[case(401, ErrorKind::Unauthorised, false)]
#[case(429, ErrorKind::RateLimited, false)]
#[tokio::test]
async fn a_refused_write_is_sent_once(
    #[case] status: u16,
    #[case] kind: ErrorKind,
    #[case] may_have_happened: bool,
) {
    let server = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(data(&feedback(&Value::Null)))
        .mount(&server)
        .await;
    Mock::given(method("POST"))
        .respond_with(ResponseTemplate::new(status))
        .mount(&server)
        .await;
    let shop = shop(&server);
    let answer = approved(answer(SubjectKind::Review, "r1", "Спасибо!"));
    let error = as_answers(&*shop, SubjectKind::Review)
        .publish(&answer)
        .await
        .expect_err("refused");
    assert_eq!(
        (error.kind, error.may_have_happened),
        (kind, may_have_happened),
        "servers fail after the commit, too: {error}"
    );
    assert_eq!(
        writes(&server).await.len(),
        1,
        "a write is never repeated on its own"
    );
}
