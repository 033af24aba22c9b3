//! Quantities, parcels, returns and chats: what is sent, and how answers are understood.

use domain::{ChatReply, ParcelAct, ParcelStep, ReturnDecision, StepLine, StockChange};
use serde_json::json;
use wiremock::MockServer;

use super::sent::{gets, list, puts, roubles};
use super::{asked, fixture, ok, on, server, shop};
use crate::contract::{Receipt, Seen, Taken};
use crate::error::ErrorKind;
use crate::testing::{ACCOUNT, approved};

async fn with_warehouses() -> MockServer {
    let server = server().await;
    let rows = json!([
        { "id": 1, "name": "Самарканд", "campaignId": 5501, "express": false },
        { "id": 2, "name": "Ташкент", "campaignId": 5502, "express": false },
    ]);
    on(
        &server,
        "/v2/businesses/77/warehouses",
        list("warehouses", rows),
    )
    .await;
    server
}

fn stock(warehouse: &str) -> StockChange {
    StockChange {
        account: ACCOUNT,
        listing: "SAM-1".into(),
        article: "SAM-1".to_owned(),
        warehouse: warehouse.into(),
        available: 7,
        expected: None,
    }
}

#[tokio::test]
async fn quantities_go_to_the_shop_of_their_warehouse() {
    let server = with_warehouses().await;
    puts(&server, "/v2/campaigns/5501/offers/stocks", ok()).await;
    let shop = shop(&server);
    let by = shop.stock_changes().expect("offered");
    let taken = by
        .write(&[approved(stock("1")), approved(stock("2"))])
        .await;
    let taken = taken.expect("the first request is taken");
    assert!(matches!(taken[0], Taken::Accepted(_)), "of the first shop");
    assert!(
        matches!(taken[1], Taken::Refused(_)),
        "the second has no such path"
    );
    let sent = asked(&server, "/5501/offers/stocks").await;
    let expected = json!({ "skus": [{ "sku": "SAM-1", "items": [{ "count": 7 }] }] });
    assert_eq!(sent, [expected], "absolute, once");
    let unknown = by
        .write(&[approved(stock("9"))])
        .await
        .expect_err("no warehouse");
    assert_eq!(unknown.kind, ErrorKind::NotFound, "nothing is guessed");
}

fn step(act: ParcelAct, marks: &[(&str, &str)]) -> ParcelStep {
    let marks = marks
        .iter()
        .map(|(kind, code)| ((*kind).to_owned(), (*code).to_owned()));
    let line = StepLine {
        item: Some("570010".into()),
        listing: "SAM-1".into(),
        quantity: 2,
        marks: marks.collect(),
    };
    ParcelStep {
        account: ACCOUNT,
        parcel: "57001".into(),
        act,
        lines: vec![line],
        reason: None,
        supply: None,
        expected: "PROCESSING/STARTED".to_owned(),
    }
}

#[tokio::test]
async fn a_parcel_is_marked_packed_and_given_up() {
    let server = server().await;
    let orders = json!({ "orders": fixture("rows")["parcels"] });
    on(&server, "/v1/businesses/77/orders", orders).await;
    let tail = "/v2/campaigns/5501/orders/57001";
    puts(&server, &format!("{tail}/status"), json!({})).await;
    puts(&server, &format!("{tail}/boxes"), ok()).await;
    let shop = shop(&server);
    let by = shop.parcel_steps().expect("offered");
    for (act, marks) in [
        (
            ParcelAct::Mark,
            [("CIS", "0104780063010017215abc")].as_slice(),
        ),
        (ParcelAct::Pack, &[]),
        (ParcelAct::Cancel, &[]),
    ] {
        let wanted = step(act, marks);
        by.fit(&wanted).expect("a step that Market knows");
        by.write(&[approved(wanted)]).await.expect("taken");
    }
    let expected = json!({ "boxes": [{ "items": [
        { "id": 570_010, "fullCount": 2, "instances": [{ "cis": "0104780063010017215abc" }] }] }] });
    assert_eq!(
        asked(&server, "/boxes").await,
        [expected],
        "one box with its marks"
    );
    let expected = [
        json!({ "order": { "status": "PROCESSING", "substatus": "READY_TO_SHIP" } }),
        json!({ "order": { "status": "CANCELLED", "substatus": "SHOP_FAILED" } }),
    ];
    assert_eq!(
        asked(&server, "/status").await,
        expected,
        "as the documents allow"
    );
    assert!(
        by.fit(&step(ParcelAct::Confirm, &[])).is_err(),
        "Market has no such step"
    );
    let seen = by
        .seen(&step(ParcelAct::Pack, &[]), &Receipt::default())
        .await;
    let stands = Seen::Different("PROCESSING/STARTED".to_owned());
    assert_eq!(seen.expect("read"), stands, "what did not happen is told");
}

#[tokio::test]
async fn own_delivery_goes_on_in_order() {
    let server = server().await;
    let orders = json!({ "orders": fixture("rows")["parcels"] });
    on(&server, "/v1/businesses/77/orders", orders).await;
    let shop = shop(&server);
    let window = crate::testing::window();
    let page = shop
        .parcels()
        .expect("offered")
        .page(None, window)
        .await
        .expect("a page");
    let acts: Vec<_> = page.rows.iter().map(|row| row.acts.clone()).collect();
    let first = vec![ParcelAct::Mark, ParcelAct::Cancel];
    assert_eq!(acts[0], first, "nothing is packed without its marks");
    assert_eq!(
        acts[1],
        [ParcelAct::Deliver],
        "a courier's parcel is handed to the buyer next"
    );
    assert!(page.more, "own deliveries are asked for next");
}

#[tokio::test]
async fn a_refusal_of_a_return_names_its_reason() {
    let server = server().await;
    let row = fixture("rows")["returns"][0].clone();
    let tail = "/v2/campaigns/5501/orders/57001/returns/71";
    gets(&server, tail, json!({ "status": "OK", "result": row })).await;
    on(&server, &format!("{tail}/decision/submit"), ok()).await;
    let shop = shop(&server);
    let by = shop.return_decisions().expect("offered");
    let wanted = ReturnDecision {
        account: ACCOUNT,
        returned: "5501:71".into(),
        order: Some("57001".into()),
        choice: "DECLINE_REFUND/DEVICE_ACTIVATED".to_owned(),
        choice_name: None,
        text: Some("Следы носки".to_owned()),
        amount: Some(roubles(100)),
    };
    by.write(&[approved(wanted.clone())]).await.expect("taken");
    let expected = json!({ "returnItemDecisions": [{ "returnItemId": 710,
        "decisionType": "DECLINE_REFUND", "decisionReasonType": "DEVICE_ACTIVATED",
        "comment": "Следы носки" }] });
    let sent = asked(&server, "/decision/submit").await;
    assert_eq!(
        sent,
        [expected],
        "an amount belongs to partial refunds alone"
    );
    let seen = by.seen(&wanted, &Receipt::default()).await.expect("read");
    assert_eq!(seen, Seen::Pending, "it waits for a decision still");
}

#[tokio::test]
async fn a_message_is_found_behind_the_one_that_it_answers() {
    let server = server().await;
    on(&server, "/v2/businesses/77/chats/message", ok()).await;
    let rows = fixture("rows")["messages"].clone();
    on(
        &server,
        "/v2/businesses/77/chats/history",
        list("messages", rows),
    )
    .await;
    let shop = shop(&server);
    let by = shop.chat_replies().expect("offered");
    let reply = |after: &str| ChatReply {
        account: ACCOUNT,
        chat: "81".into(),
        reply_with: None,
        after: Some(after.into()),
        text: "Добрый день".to_owned(),
    };
    by.write(&[approved(reply("1"))]).await.expect("taken");
    let seen = by
        .seen(&reply("1"), &Receipt::default())
        .await
        .expect("read");
    assert_eq!(seen, Seen::There, "it stands after the question");
    let seen = by
        .seen(&reply("2"), &Receipt::default())
        .await
        .expect("read");
    assert_eq!(
        seen,
        Seen::Different(String::new()),
        "an older one is another one"
    );
    let empty = ChatReply {
        text: String::new(),
        ..reply("1")
    };
    assert!(by.fit(&empty).is_err(), "Market takes no empty message");
}
