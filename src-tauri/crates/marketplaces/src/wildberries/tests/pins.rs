//! Reviews that are pinned: by what has room, read back from the list, let go by their number.

use domain::{PinPlace, ReviewPin};

use super::*;
use crate::contract::{Receipt, Seen, Taken};
use crate::testing::{ACCOUNT, approved};

const PINS: &str = "/feedbacks-api/api/feedbacks/v1/pins";
const LIMITS: &str = "/feedbacks-api/api/feedbacks/v1/pins/limits";

fn pin(place: PinPlace, pinned: bool) -> ReviewPin {
    ReviewPin {
        account: ACCOUNT,
        review: "r1".into(),
        listing: Some("7".into()),
        place,
        pinned,
    }
}

fn row(number: i64, review: &str, place: &str) -> Value {
    json!({"pinId": number, "feedbackId": review, "pinOn": place, "state": "pinned", "nmId": 7,
        "imtId": 70, "pinMethod": "tariff", "changeStateAt": "2026-11-22T10:00:00Z"})
}

/// Two pages of pins, r1 of the card on the second.
async fn pinned(server: &MockServer) {
    Mock::given(method("GET"))
        .and(path(PINS))
        .and(query_param("next", "11"))
        .respond_with(ok(json!({"data": [row(12, "r1", "nm")]})))
        .mount(server)
        .await;
    Mock::given(method("GET"))
        .and(path(PINS))
        .and(query_param("nmId", "7"))
        .respond_with(ok(json!({"data": [row(11, "r0", "nm")], "next": 11})))
        .with_priority(9)
        .mount(server)
        .await;
}

async fn limits(server: &MockServer, subscription: i64, tariff: i64) {
    let limit = |left: i64| {
        json!({"perUnitLimit": 2, "remaining": left, "totalLimit": 15,
        "unlimited": false, "used": 15 - left})
    };
    let both = json!({"subscription": limit(subscription), "tariff": limit(tariff)});
    Mock::given(path(LIMITS))
        .respond_with(ok(json!({ "data": both })))
        .mount(server)
        .await;
}

async fn outcome(server: &MockServer, outcome: &Value) {
    Mock::given(method("POST"))
        .and(path(PINS))
        .respond_with(ok(json!({"data": [outcome]})))
        .mount(server)
        .await;
}

async fn write(server: &MockServer, change: ReviewPin) -> Taken {
    let shop = shop(server);
    let pins = shop.review_pins().expect("offered");
    let mut taken = pins.write(&[approved(change)]).await.expect("an answer");
    taken.swap_remove(0)
}

#[tokio::test]
async fn a_review_is_pinned_by_the_way_of_paying_that_has_room() {
    let server = MockServer::start().await;
    limits(&server, 0, 3).await;
    outcome(
        &server,
        &json!({"feedbackId": "r1", "pinId": 12, "isErrors": false}),
    )
    .await;
    let taken = write(&server, pin(PinPlace::Group, true)).await;
    assert_eq!(
        taken,
        Taken::Accepted(Receipt::default()),
        "it has a number"
    );
    let sent = asked(&server, PINS).await;
    let sent: Value = sent[0].body_json().expect("JSON");
    assert_eq!(
        sent,
        json!([{"pinMethod": "tariff", "pinOn": "imt", "feedbackId": "r1"}]),
        "the subscription has none left"
    );
}

#[tokio::test]
async fn what_is_not_pinned_is_said_and_nothing_is_sent_without_room() {
    let refused = |status: &str| {
        json!({"feedbackId": "r1", "isErrors": true, "errors": [{"origin": "pin-open-api",
            "requestId": "r", "status": status, "title": "title", "detail": "in words"}]})
    };
    for (status, expected) in [
        ("unitLimitReached", Taken::Refused("in words".to_owned())),
        ("alreadyPinned", Taken::Accepted(Receipt::default())),
    ] {
        let server = MockServer::start().await;
        limits(&server, 1, 0).await;
        outcome(&server, &refused(status)).await;
        let taken = write(&server, pin(PinPlace::Card, true)).await;
        assert_eq!(taken, expected, "{status}");
    }
    let server = MockServer::start().await;
    limits(&server, 0, 0).await;
    let taken = write(&server, pin(PinPlace::Card, true)).await;
    assert_eq!(taken, Taken::Refused("no pins are left".to_owned()), "full");
    assert_eq!(asked(&server, PINS).await.len(), 0, "nothing was asked for");
}

#[tokio::test]
async fn a_pin_is_found_on_any_page_and_let_go_by_its_number() {
    let server = MockServer::start().await;
    pinned(&server).await;
    Mock::given(method("DELETE"))
        .and(path(PINS))
        .respond_with(ok(json!({"data": [12]})))
        .expect(1)
        .mount(&server)
        .await;
    let shop = shop(&server);
    let pins = shop.review_pins().expect("offered");
    for (change, expected) in [
        (pin(PinPlace::Card, true), Seen::There),
        (
            pin(PinPlace::Card, false),
            Seen::Different("pinned".to_owned()),
        ),
        (
            pin(PinPlace::Group, true),
            Seen::Different("unpinned".to_owned()),
        ),
        (pin(PinPlace::Group, false), Seen::There),
    ] {
        let seen = pins.seen(&change, &Receipt::default()).await;
        assert_eq!(seen.ok(), Some(expected), "{change:?}");
    }
    // The group's pin is not there: nothing is to be done about it.
    for place in [PinPlace::Group, PinPlace::Card] {
        write(&server, pin(place, false)).await;
    }
    let all = asked(&server, PINS).await;
    let gone = all.iter().find(|one| one.method.as_str() == "DELETE");
    let body: Option<Value> = gone.and_then(|gone| gone.body_json().ok());
    assert_eq!(body, Some(json!([12])), "the number of that very pin");
}
