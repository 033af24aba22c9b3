//! Parcels, labels, claims, chats, promotions: what is sent, what is refused, what is read back.

use domain::{
    ChatReply, Currency, Money, ParcelAct, ParcelStep, PromotionStep, ReturnDecision, StepLine,
};
use serde_json::{Value, json};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::{asked, on, shop};
use crate::contract::{FileAnswer, FileWish, Receipt, Seen, Taken};
use crate::error::ErrorKind;
use crate::testing::{ACCOUNT, approved, window};

const GET: &str = "/v3/posting/fbs/get";
const CANCEL: &str = "/v2/posting/fbs/cancel";
const REASONS: &str = "/v1/posting/fbs/cancel-reason";

fn step(act: ParcelAct, reason: Option<&str>) -> ParcelStep {
    ParcelStep {
        account: ACCOUNT,
        parcel: "1-1-1".into(),
        act,
        lines: vec![StepLine {
            item: None,
            listing: "185479045".into(),
            quantity: 2,
            marks: Vec::new(),
        }],
        reason: reason.map(str::to_owned),
        supply: None,
        expected: "awaiting_packaging".to_owned(),
    }
}

fn posting(status: &str, substatus: &str, actions: &[&str]) -> Value {
    json!({ "result": { "posting_number": "1-1-1", "status": status, "substatus": substatus,
        "available_actions": actions } })
}

#[tokio::test]
async fn a_parcel_is_packed_into_one_box_and_looked_at() {
    for (status, substatus, actions, expected) in [
        (
            "awaiting_deliver",
            "posting_in_carriage",
            &[][..],
            Seen::There,
        ),
        (
            "awaiting_packaging",
            "posting_created",
            &["ship_async_in_process"][..],
            Seen::Pending,
        ),
        (
            "awaiting_packaging",
            "ship_failed",
            &["ship_async_retry"][..],
            Seen::Refused("ship_failed".to_owned()),
        ),
        (
            "cancelled",
            "posting_canceled",
            &[][..],
            Seen::Different("cancelled".to_owned()),
        ),
    ] {
        let server = MockServer::start().await;
        on(
            &server,
            "/v4/posting/fbs/ship",
            json!({ "result": ["1-1-1"] }),
        )
        .await;
        on(&server, GET, posting(status, substatus, actions)).await;
        let shop = shop(&server);
        let by = shop.parcel_steps().expect("offered");
        let wanted = step(ParcelAct::Pack, None);
        by.write(&[approved(wanted.clone())]).await.expect("taken");
        let sent = asked(&server, "/v4/posting/fbs/ship").await;
        let product = json!({ "product_id": 185_479_045, "quantity": 2 });
        assert_eq!(
            sent,
            [json!({ "packages": [{ "products": [product] }], "posting_number": "1-1-1" })],
            "all of it"
        );
        let seen = by
            .seen(&wanted, &Receipt::default())
            .await
            .expect("an answer");
        assert_eq!(seen, expected, "a 200 proves nothing: {status} {substatus}");
    }
}

#[tokio::test]
async fn a_parcel_is_given_up_with_a_reason_that_is_offered() {
    let server = MockServer::start().await;
    let reasons = json!({ "result": [{ "posting_number": "1-1-1", "reasons": [
        { "id": 666, "title": "Клиент", "type_id": "buyer" },
        { "id": 402, "title": "Другое (вина продавца)", "type_id": "seller" },
        { "id": 352, "title": "Закончился", "type_id": "seller" }] }] });
    on(&server, REASONS, reasons).await;
    on(&server, CANCEL, json!({ "result": true })).await;
    let shop = shop(&server);
    let by = shop.parcel_steps().expect("offered");
    for reason in [None, Some("402"), Some("999")] {
        let taken = by
            .write(&[approved(step(ParcelAct::Cancel, reason))])
            .await
            .expect("an answer");
        let refused = matches!(&taken[0], Taken::Refused(_));
        assert_eq!(
            refused,
            reason == Some("999"),
            "only what is offered: {reason:?} {taken:?}"
        );
    }
    let sent = asked(&server, CANCEL).await;
    let plain = json!({ "cancel_reason_id": 352, "posting_number": "1-1-1" });
    let other = json!({ "cancel_reason_id": 402, "posting_number": "1-1-1",
        "cancel_reason_message": "Другое (вина продавца)" });
    assert_eq!(
        sent,
        [plain, other],
        "the seller's own reason, and words where they are wanted"
    );
}

#[tokio::test]
async fn who_delivers_says_what_handing_over_means() {
    for (action, tail) in [
        ("non_int_delivering", "/v2/fbs/posting/delivering"),
        ("awaiting_delivery", "/v2/posting/fbs/awaiting-delivery"),
        ("cancel", ""),
    ] {
        let server = MockServer::start().await;
        on(&server, GET, posting("awaiting_deliver", "", &[action])).await;
        let moved =
            json!({ "result": [{ "posting_number": "1-1-1", "result": true, "error": [] }] });
        on(&server, "/v2/fbs/posting/delivering", moved).await;
        on(
            &server,
            "/v2/posting/fbs/awaiting-delivery",
            json!({ "result": true }),
        )
        .await;
        let shop = shop(&server);
        let by = shop.parcel_steps().expect("offered");
        let taken = by
            .write(&[approved(step(ParcelAct::HandOver, None))])
            .await
            .expect("an answer");
        let sent = if tail.is_empty() {
            Vec::new()
        } else {
            asked(&server, tail).await
        };
        let accepted = matches!(&taken[0], Taken::Accepted(_));
        assert_eq!(
            (sent.len(), accepted),
            (usize::from(!tail.is_empty()), !tail.is_empty()),
            "{action}"
        );
    }
}

#[tokio::test]
async fn a_move_that_is_refused_says_why() {
    let server = MockServer::start().await;
    let moved = json!({ "result": [{ "posting_number": "1-1-1", "result": false, "error": "HAS_INCORRECT_STATUS" }] });
    on(&server, "/v2/fbs/posting/delivered", moved).await;
    let shop = shop(&server);
    let by = shop.parcel_steps().expect("offered");
    let taken = by
        .write(&[approved(step(ParcelAct::Deliver, None))])
        .await
        .expect("an answer");
    assert_eq!(
        taken,
        [Taken::Refused("HAS_INCORRECT_STATUS".to_owned())],
        "in their words"
    );
}

#[tokio::test]
async fn labels_are_waited_for_and_fetched_without_a_key() {
    let server = MockServer::start().await;
    let tasks = json!({ "tasks": [{ "task_id": 6, "task_type": "small_label" }, { "task_id": 5, "task_type": "big_label" }] });
    on(&server, "/v3/posting/fbs/package-label/create", tasks).await;
    let url = format!("{}/seller/labels.pdf", server.uri());
    let done = json!({ "file_url": url, "status": { "code": "completed" }, "error": null });
    let get = "/v2/posting/fbs/package-label/get";
    Mock::given(path(format!("/seller{get}")))
        .respond_with(
            ResponseTemplate::new(200)
                .set_body_json(json!({ "status": { "code": "in_progress" } })),
        )
        .up_to_n_times(1)
        .with_priority(1)
        .mount(&server)
        .await;
    on(&server, get, done).await;
    let file = ResponseTemplate::new(200).set_body_bytes(b"%PDF".as_slice());
    Mock::given(method("GET"))
        .and(path("/seller/labels.pdf"))
        .respond_with(file)
        .mount(&server)
        .await;
    let shop = shop(&server);
    let files = shop.files().expect("offered");
    let wish = FileWish::Labels {
        parcels: vec!["1-1-1".into()],
    };
    let mut ticket = None;
    for turn in 0..3 {
        match files
            .file(&wish, ticket.as_deref())
            .await
            .expect("an answer")
        {
            FileAnswer::Later { ticket: next, .. } => {
                assert_eq!(next, "5", "the large one, turn {turn}");
                ticket = Some(next);
            }
            FileAnswer::Here(file) => {
                assert_eq!(
                    (turn, file.name.as_str()),
                    (2, "labels-5.pdf"),
                    "after it was drawn"
                );
                assert_eq!(file.bytes.as_ref(), b"%PDF", "as it lay there");
            }
        }
    }
    let all = server.received_requests().await.unwrap_or_default();
    let fetched = all
        .iter()
        .find(|one| one.method.as_str() == "GET")
        .expect("it was fetched");
    assert!(
        !fetched.headers.contains_key("api-key"),
        "no key goes along"
    );
}

#[tokio::test]
async fn a_label_that_will_not_come_says_why() {
    let server = MockServer::start().await;
    let failed = json!({ "file_url": "", "status": { "code": "completed", "unprinted_postings": [
        { "posting_number": "1-1-1", "message": "POSTING_NOT_READY" }] } });
    on(&server, "/v2/posting/fbs/package-label/get", failed).await;
    let shop = shop(&server);
    let wish = FileWish::Labels {
        parcels: vec!["1-1-1".into()],
    };
    let error = shop
        .files()
        .expect("offered")
        .file(&wish, Some("5"))
        .await
        .expect_err("none comes");
    assert_eq!(
        (error.kind, error.message.as_str()),
        (ErrorKind::Rejected, "POSTING_NOT_READY"),
        "named"
    );
}

fn decision(choice: &str, text: Option<&str>) -> ReturnDecision {
    ReturnDecision {
        account: ACCOUNT,
        returned: "rfbs-8000123456".into(),
        order: None,
        choice: choice.to_owned(),
        choice_name: None,
        text: text.map(str::to_owned),
        amount: Some(Money::new(15_050, Currency::RUB)),
    }
}

#[tokio::test]
async fn a_claim_is_decided_by_the_number_of_the_action() {
    let server = MockServer::start().await;
    let set = "/v1/returns/rfbs/action/set";
    on(&server, set, json!({})).await;
    let page =
        json!({ "returns": { "available_actions": [{ "action": { "id": 1020, "name": "" } }] } });
    on(&server, "/v2/returns/rfbs/get", page).await;
    let shop = shop(&server);
    let by = shop.return_decisions().expect("offered");
    let refusal = decision("-1:7", Some("Товар исправен"));
    assert!(
        by.fit(&decision("-1:7", None)).is_err(),
        "a refusal wants words"
    );
    let part = decision("1020", None);
    by.write(&[refusal.clone(), part.clone()].map(approved))
        .await
        .expect("taken");
    let sent = asked(&server, set).await;
    let expected = [
        json!({ "id": -1, "return_id": 8_000_123_456_i64, "comment": "Товар исправен", "rejection_reason_id": 7 }),
        json!({ "id": 1020, "return_id": 8_000_123_456_i64, "compensation_amount": 150.50 }),
    ];
    assert_eq!(sent, expected, "each with what it wants");
    let seen = by
        .seen(&refusal, &Receipt::default())
        .await
        .expect("an answer");
    assert_eq!(seen, Seen::There, "it can no longer be chosen");
    let seen = by
        .seen(&part, &Receipt::default())
        .await
        .expect("an answer");
    assert_eq!(seen, Seen::Pending, "it still can");
}

#[tokio::test]
async fn only_chats_in_which_something_was_said_are_read_again() {
    let server = MockServer::start().await;
    let chat = |id: &str, kind: &str, last: &str| {
        json!({ "last_message_id": last,
        "chat": { "chat_id": id, "chat_status": "OPENED", "chat_type": kind, "created_at": "2026-11-20T10:00:00Z" } })
    };
    let list = json!({ "has_next": false, "chats": [chat("a", "BUYER_SELLER", "30000000001280042740"),
        chat("b", "SELLER_SUPPORT", "40000000001280042740"), chat("c", "BUYER_SELLER", "3000000000118021931")] });
    on(&server, "/v3/chat/list", list).await;
    let message = json!({ "message_id": "30000000001280042740", "created_at": "2026-11-20T11:00:00Z",
        "data": ["Где заказ?"], "user": { "type": "Customer" } });
    on(
        &server,
        "/v3/chat/history",
        json!({ "messages": [message] }),
    )
    .await;
    let shop = shop(&server);
    let chats = shop.chats().expect("offered");
    let first = chats.page(None, window()).await.expect("a page");
    assert_eq!((first.rows.len(), first.more), (2, false), "of buyers only");
    let again = chats
        .page(Some(&first.cursor), window())
        .await
        .expect("a page");
    assert!(again.rows.is_empty(), "nobody said anything");
    assert_eq!(
        asked(&server, "/v3/chat/history").await.len(),
        2,
        "nothing is asked about nothing"
    );
    let by = shop.chat_replies().expect("offered");
    let reply = ChatReply {
        account: ACCOUNT,
        chat: "a".into(),
        reply_with: None,
        after: Some("30000000001280042740".into()),
        text: "Где заказ?".to_owned(),
    };
    let seen = by
        .seen(&reply, &Receipt::default())
        .await
        .expect("an answer");
    assert_eq!(seen, Seen::Pending, "the buyer's words are not ours");
}

fn joining(price: Option<i64>) -> PromotionStep {
    PromotionStep {
        account: ACCOUNT,
        promotion: "71342".into(),
        listing: "148591503".into(),
        price: price.map(|major| Money::new(major * 100, Currency::RUB)),
    }
}

#[tokio::test]
async fn a_promotion_is_joined_by_a_price_and_left_where_a_method_does_it() {
    let server = MockServer::start().await;
    on(
        &server,
        "/v3/product/info/list",
        json!({ "items": [{ "id": 7, "offer_id": "A" }] }),
    )
    .await;
    let update = "/v1/actions/products/update";
    let said = json!({ "active_product_ids": [], "deactivated_product_ids": [],
        "rejected": [{ "product_id": "7", "reason": "too dear" }], "warnings": [] });
    on(&server, update, said).await;
    let actions =
        json!({ "result": [{ "id": 71342.0, "title": "Бустинг", "is_voucher_action": false }] });
    let reply = ResponseTemplate::new(200).set_body_json(actions);
    Mock::given(method("GET"))
        .and(path("/seller/v1/actions"))
        .respond_with(reply)
        .mount(&server)
        .await;
    let shop = shop(&server);
    let by = shop.promotion_steps().expect("offered");
    let taken = by
        .write(&[joining(Some(88)), joining(None)].map(approved))
        .await
        .expect("an answer");
    assert_eq!(
        taken[0],
        Taken::Refused("too dear".to_owned()),
        "in their words"
    );
    assert!(
        matches!(&taken[1], Taken::Refused(_)),
        "this one is left by a price: {taken:?}"
    );
    let sent = asked(&server, update).await;
    let product =
        json!({ "action_price": { "amount": "88.00", "currency": "RUB" }, "product_id": 7 });
    assert_eq!(
        sent,
        [json!({ "action_id": 71342, "products": [product] })],
        "by the product's number"
    );
}
