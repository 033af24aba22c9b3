//! Claims and chats: decided and answered once, and read back.

use domain::{ChatReply, ReturnDecision};
use rstest::rstest;

use super::*;
use crate::contract::{Receipt, Seen, Taken};
use crate::testing::{ACCOUNT, approved};

const CLAIMS: &str = "/returns-api/api/v1/claims";
const EVENTS: &str = "/buyer-chat-api/api/v1/seller/events";
const CHATS: &str = "/buyer-chat-api/api/v1/seller/chats";
const MESSAGE: &str = "/buyer-chat-api/api/v1/seller/message";

fn decision(choice: &str, text: Option<&str>) -> ReturnDecision {
    ReturnDecision {
        account: ACCOUNT,
        returned: "fe3e".into(),
        order: None,
        choice: choice.to_owned(),
        choice_name: None,
        text: text.map(str::to_owned),
        amount: None,
    }
}

#[tokio::test]
async fn the_undecided_come_first_and_then_the_decided() {
    let server = MockServer::start().await;
    for (archive, id) in [("false", "a"), ("true", "b")] {
        let claim = json!({"id": id, "status": 0, "dt": "2026-11-20T10:00:00", "actions": []});
        Mock::given(path(CLAIMS))
            .and(query_param("is_archive", archive))
            .respond_with(ok(json!({"claims": [claim, {"id": null}], "total": 2})))
            .mount(&server)
            .await;
    }
    let shop = shop(&server);
    let claims = shop.returns().expect("offered");
    let first = claims.page(None, window()).await.expect("a page");
    assert_eq!(
        first.rows[0].external_id.as_str(),
        "a",
        "what waits for the seller"
    );
    assert_eq!(first.bad.len(), 1, "a bad row is kept apart");
    assert!(first.more, "the others follow");
    let second = claims
        .page(Some(&first.cursor), window())
        .await
        .expect("a page");
    assert_eq!(
        (second.rows[0].external_id.as_str(), second.more),
        ("b", false),
        "the end"
    );
}

#[rstest]
#[case("rejectcustom", Some("Фото не имеет отношения к товару"), None)]
#[case("rejectcustom", Some("Коротко"), Some("return.text_length"))]
#[case("rejectcustom", None, Some("return.text_needed"))]
#[case(
    "approve1",
    Some("Фото не имеет отношения к товару"),
    Some("return.no_text")
)]
#[case("approve1", None, None)]
#[tokio::test]
async fn only_some_decisions_carry_a_text(
    #[case] choice: &str,
    #[case] text: Option<&str>,
    #[case] reason: Option<&str>,
) {
    let server = MockServer::start().await;
    let shop = shop(&server);
    let fit = shop
        .return_decisions()
        .expect("offered")
        .fit(&decision(choice, text));
    let found = fit.err().map(|unfit| unfit.reason);
    assert_eq!(found, reason, "{choice} with {text:?}");
}

#[tokio::test]
async fn a_decision_is_sent_and_read_back() {
    let server = MockServer::start().await;
    Mock::given(method("PATCH"))
        .and(path("/returns-api/api/v1/claim"))
        .and(body_partial_json(
            json!({"id": "fe3e", "action": "approve1"}),
        ))
        .respond_with(ResponseTemplate::new(200))
        .expect(1)
        .mount(&server)
        .await;
    let claim = json!({"id": "fe3e", "status": 2, "dt": "2026-11-20T10:00:00"});
    Mock::given(path(CLAIMS))
        .and(query_param("is_archive", "true"))
        .and(query_param("id", "fe3e"))
        .respond_with(ok(json!({"claims": [claim]})))
        .mount(&server)
        .await;
    let shop = shop(&server);
    let decisions = shop.return_decisions().expect("offered");
    let granted = decision("approve1", None);
    let taken = decisions.write(&[approved(granted.clone())]).await;
    assert_eq!(
        taken.expect("taken"),
        [Taken::Accepted(Receipt::default())],
        "taken"
    );
    let seen = decisions.seen(&granted, &Receipt::default()).await;
    assert_eq!(
        seen.expect("read"),
        Seen::There,
        "granted, as it was wanted"
    );
    let refused = decisions
        .seen(&decision("reject1", None), &Receipt::default())
        .await;
    assert_eq!(
        refused.expect("read"),
        Seen::Different("2".to_owned()),
        "not refused"
    );
}

fn event(id: &str, at: i64, sender: &str, text: &str) -> Value {
    json!({"chatID": "1:c", "eventID": id, "eventType": "message", "message": {"text": text},
        "addTimestamp": at, "sender": sender, "clientName": "Алёна"})
}

async fn events(server: &MockServer, next: Option<i64>, events: Vec<Value>, end: i64) {
    let body = json!({"result": {"next": end, "totalEvents": events.len(), "events": events},
        "errors": null});
    let mock = Mock::given(path(EVENTS)).respond_with(ok(body));
    match next {
        Some(next) => {
            Mock::given(path(EVENTS))
                .and(query_param("next", next.to_string()))
                .respond_with(ok(
                    json!({"result": {"next": end, "totalEvents": 0, "events": []}}),
                ))
                .mount(server)
                .await;
        }
        None => mock.mount(server).await,
    }
}

#[tokio::test]
async fn a_round_goes_on_after_the_last_event() {
    let server = MockServer::start().await;
    events(
        &server,
        Some(1_698_037_340_000),
        Vec::new(),
        1_698_037_340_000,
    )
    .await;
    let first = event("e1", 1_698_037_340_000, "client", "Здравствуйте!");
    events(&server, None, vec![first], 1_698_037_340_000).await;
    Mock::given(path(CHATS))
        .respond_with(ok(
            json!({"result": [{"chatID": "1:c", "replySign": "1:c:sign",
            "goodCard": {"nmID": 7, "rid": "r"}}], "errors": null}),
        ))
        .mount(&server)
        .await;
    let shop = shop(&server);
    let chats = shop.chats().expect("offered");
    let first = chats.page(None, window()).await.expect("a page");
    assert_eq!(
        first.rows[0].reply_with.as_deref(),
        Some("1:c:sign"),
        "from the list of chats"
    );
    let second = chats
        .page(Some(&first.cursor), window())
        .await
        .expect("a page");
    assert!(second.rows.is_empty() && !second.more, "nothing since");
}

#[tokio::test]
async fn a_message_goes_out_as_a_form_and_is_found_by_its_text() {
    let server = MockServer::start().await;
    Mock::given(path(MESSAGE))
        .respond_with(ok(
            json!({"result": {"addTime": 1_712_848_270_018_i64, "chatID": "1:c"},
            "errors": []}),
        ))
        .expect(1)
        .mount(&server)
        .await;
    Mock::given(path(CHATS))
        .respond_with(ok(
            json!({"result": [{"chatID": "1:c", "lastMessage": {"text": "Ещё?"}}]}),
        ))
        .mount(&server)
        .await;
    let own = event("e2", 1_712_848_270_018, "seller", "Добрый день");
    Mock::given(path(EVENTS))
        .and(query_param("next", "1712848269018"))
        .respond_with(ok(
            json!({"result": {"next": 1, "totalEvents": 1, "events": [own]}}),
        ))
        .mount(&server)
        .await;
    let reply = ChatReply {
        account: ACCOUNT,
        chat: "1:c".into(),
        reply_with: Some("1:c:sign".to_owned()),
        after: None,
        text: "Добрый день".to_owned(),
    };
    let shop = shop(&server);
    let replies = shop.chat_replies().expect("offered");
    let taken = replies
        .write(&[approved(reply.clone())])
        .await
        .expect("taken");
    let [Taken::Accepted(receipt)] = taken.as_slice() else {
        panic!("taken: {taken:?}")
    };
    let sent = asked(&server, MESSAGE).await;
    let body = String::from_utf8_lossy(&sent[0].body).into_owned();
    assert!(
        body.contains("name=\"replySign\"") && body.contains("1:c:sign"),
        "the chat's sign goes along: {body}"
    );
    let seen = replies.seen(&reply, receipt).await;
    assert_eq!(
        seen.expect("read"),
        Seen::There,
        "although the buyer wrote meanwhile"
    );
    let closed = ChatReply {
        reply_with: None,
        ..reply
    };
    assert!(
        replies.fit(&closed).is_err(),
        "without a sign nothing can be sent"
    );
}
