//! The calendar of promotions: what is read, and on what terms a card joins.

use domain::{Currency, Money, PromotionStep};

use super::*;
use crate::contract::{Receipt, Seen, Taken};
use crate::testing::{ACCOUNT, approved};

const LIST: &str = "/dp-calendar-api/api/v1/calendar/promotions";
const CARDS: &str = "/dp-calendar-api/api/v1/calendar/promotions/nomenclatures";
const UPLOAD: &str = "/dp-calendar-api/api/v1/calendar/promotions/upload";
const BUFFER: &str = "/discounts-prices-api/api/v2/buffer/tasks";
const HISTORY: &str = "/discounts-prices-api/api/v2/history/tasks";

fn promotion(id: i64, kind: &str, from_days: i64, until_days: i64) -> Value {
    let day = |days| (start() + chrono::TimeDelta::days(days)).to_rfc3339();
    json!({"id": id, "name": "Хиты года", "startDateTime": day(from_days),
        "endDateTime": day(until_days), "type": kind})
}

fn card(nm_id: i64, joined: bool, planned: i64) -> Value {
    json!({"id": nm_id, "inAction": joined, "price": 1500, "currencyCode": "RUB",
        "planPrice": planned, "discount": 15, "planDiscount": 34})
}

/// A calendar with these promotions, in each of which card 5 takes part and card 6 could.
async fn calendar(server: &MockServer, promotions: &[Value]) {
    Mock::given(path(LIST))
        .respond_with(ok(json!({"data": {"promotions": promotions}})))
        .mount(server)
        .await;
    for (joined, nm_id) in [("true", 5), ("false", 6)] {
        let cards = [card(nm_id, joined == "true", 1000)];
        Mock::given(path(CARDS))
            .and(query_param("inAction", joined))
            .respond_with(ok(json!({"data": {"nomenclatures": cards}})))
            .mount(server)
            .await;
    }
}

fn step(promotion: &str, listing: &str, roubles: Option<i64>) -> PromotionStep {
    PromotionStep {
        account: ACCOUNT,
        promotion: promotion.into(),
        listing: listing.into(),
        price: roubles.map(|roubles| Money::new(roubles * 100, Currency::RUB)),
    }
}

#[tokio::test]
async fn promotions_come_with_their_cards_and_ended_ones_do_not() {
    let server = MockServer::start().await;
    let all = [
        promotion(1, "regular", -1, 5),
        promotion(2, "auto", -1, 5),
        promotion(3, "regular", -9, -2),
    ];
    calendar(&server, &all).await;
    let shop = shop(&server);
    let feed = shop.promotions().expect("offered");
    let (mut rows, mut at) = (Vec::new(), None);
    loop {
        let page = feed.page(at.as_ref(), window()).await.expect("a page");
        rows.extend(page.rows);
        if !page.more {
            break;
        }
        at = Some(page.cursor);
    }
    let told = |row: &Promotion| {
        let items = row.items.iter();
        let items = items.map(|item| (item.listing.as_str().to_owned(), item.joined));
        (
            row.external_id.as_str().to_owned(),
            items.collect::<Vec<_>>(),
        )
    };
    let told: Vec<_> = rows.iter().map(told).collect();
    let cards = vec![("5".to_owned(), true), ("6".to_owned(), false)];
    assert_eq!(
        told,
        [("2".to_owned(), Vec::new()), ("1".to_owned(), cards)],
        "WB tells no cards of those that it fills itself"
    );
    assert_eq!(asked(&server, CARDS).await.len(), 2, "nor was it asked");
}

#[tokio::test]
async fn a_card_joins_only_at_the_price_that_was_approved() {
    let server = MockServer::start().await;
    let all = [promotion(1, "regular", -1, 5), promotion(2, "auto", -1, 5)];
    calendar(&server, &all).await;
    Mock::given(path(UPLOAD))
        .respond_with(ok(
            json!({"data": {"alreadyExists": false, "uploadID": 11}}),
        ))
        .mount(&server)
        .await;
    let shop = shop(&server);
    let by = shop.promotion_steps().expect("offered");
    let steps = [
        step("1", "6", Some(1000)),
        step("1", "6", Some(900)),
        step("1", "7", Some(1000)),
        step("2", "6", Some(1000)),
        step("9", "6", Some(1000)),
    ];
    let taken = by
        .write(&steps.map(approved))
        .await
        .expect("an outcome for each");
    let receipt = Receipt::named("11".into());
    assert_eq!(taken[0], Taken::Accepted(receipt), "by its upload");
    for (place, why) in [
        (1, "WB plans another price"),
        (2, "the card cannot join"),
        (3, "WB fills it itself"),
        (4, "it is over"),
    ] {
        assert!(
            matches!(taken[place], Taken::Refused(_)),
            "{why}: {:?}",
            taken[place]
        );
    }
    let sent = asked(&server, UPLOAD).await;
    let bodies: Vec<Value> = sent
        .iter()
        .map(|one| one.body_json().expect("JSON"))
        .collect();
    assert_eq!(
        bodies,
        [json!({"data": {"promotionID": 1, "uploadNow": true, "nomenclatures": [6]}})],
        "the others never left"
    );
}

#[tokio::test]
async fn a_promotion_to_come_lowers_no_price_before_it_begins() {
    let server = MockServer::start().await;
    calendar(&server, &[promotion(1, "regular", 3, 9)]).await;
    Mock::given(path(UPLOAD))
        .respond_with(ok(
            json!({"data": {"alreadyExists": false, "uploadID": 11}}),
        ))
        .mount(&server)
        .await;
    let waits = json!({"data": {"uploadID": 11, "status": 1}, "error": false, "errorText": ""});
    Mock::given(path(BUFFER))
        .and(query_param("uploadID", "11"))
        .respond_with(ok(waits))
        .mount(&server)
        .await;
    let shop = shop(&server);
    let by = shop.promotion_steps().expect("offered");
    let wanted = step("1", "6", Some(1000));
    let taken = by.write(&[approved(wanted.clone())]).await.expect("taken");
    let Taken::Accepted(receipt) = &taken[0] else {
        panic!("taken: {taken:?}")
    };
    let sent = asked(&server, UPLOAD).await;
    let body: Value = sent[0].body_json().expect("JSON");
    assert_eq!(
        body["data"]["uploadNow"],
        json!(false),
        "only when it begins"
    );
    assert_eq!(
        by.seen(&wanted, receipt).await,
        Ok(Seen::There),
        "the upload waits for the promotion"
    );
}

#[tokio::test]
async fn an_upload_that_was_refused_is_told() {
    let server = MockServer::start().await;
    calendar(&server, &[promotion(1, "regular", -1, 5)]).await;
    Mock::given(path(BUFFER))
        .respond_with(data(&json!({})))
        .mount(&server)
        .await;
    Mock::given(path(HISTORY))
        .respond_with(data(&json!({"uploadID": 11, "status": 4})))
        .mount(&server)
        .await;
    let shop = shop(&server);
    let by = shop.promotion_steps().expect("offered");
    let receipt = Receipt::named("11".into());
    let seen = by
        .seen(&step("1", "6", Some(1000)), &receipt)
        .await
        .expect("read");
    assert!(
        matches!(seen, Seen::Refused(_)),
        "it was cancelled: {seen:?}"
    );
    let there = by.seen(&step("1", "5", Some(1000)), &receipt).await;
    assert_eq!(there, Ok(Seen::There), "the card takes part");
}

#[tokio::test]
async fn leaving_is_not_offered_and_never_sent() {
    let server = MockServer::start().await;
    calendar(&server, &[promotion(1, "regular", -1, 5)]).await;
    let shop = shop(&server);
    let by = shop.promotion_steps().expect("offered");
    let out = step("1", "5", None);
    assert_eq!(
        by.fit(&out).expect_err("WB describes no request").reason,
        "promotion.leave",
        "said beforehand"
    );
    let taken = by.write(&[approved(out)]).await.expect("an outcome");
    assert!(matches!(taken[0], Taken::Refused(_)), "refused here");
    assert!(asked(&server, UPLOAD).await.is_empty(), "and not sent");
}

#[tokio::test]
async fn without_the_category_of_prices_the_calendar_is_closed() {
    let server = MockServer::start().await;
    Mock::given(path(LIST))
        .respond_with(ResponseTemplate::new(401).set_body_json(
            json!({"title": "unauthorized", "detail": "token scope not allowed", "status": 401}),
        ))
        .mount(&server)
        .await;
    let shop = shop_with(&server, ALL & !(1 << 3));
    let feed = shop.promotions().expect("offered");
    let error = feed.page(None, window()).await.expect_err("closed");
    assert_eq!(
        (error.kind, error.message.as_str()),
        (ErrorKind::Forbidden, "Цены и скидки"),
        "what is missing is named"
    );
}
