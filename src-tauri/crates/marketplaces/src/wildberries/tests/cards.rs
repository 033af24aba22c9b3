//! Cards that are rewritten: read first, sent back whole, looked for in the list of errors.

use domain::{CardChange, Group, Picture, PictureFile, PictureFormat};

use super::*;
use crate::contract::{Receipt, Seen, Taken};
use crate::testing::{ACCOUNT, approved};

const LIST: &str = "/content-api/content/v2/get/cards/list";
const UPDATE: &str = "/content-api/content/v2/cards/update";
const ERRORS: &str = "/content-api/content/v2/cards/error/list";

fn change(title: &str) -> CardChange {
    CardChange {
        title: Some(title.to_owned()),
        ..CardChange::of(ACCOUNT, Some("7".into()), "A-7")
    }
}

async fn card(server: &MockServer) {
    let card = json!({"nmID": 7, "vendorCode": "A-7", "title": "Чайник", "description": "Д",
        "characteristics": [{"id": 1, "value": ["a"]}], "sizes": [{"chrtID": 8, "skus": ["1"]}]});
    let other = json!({"nmID": 77, "vendorCode": "7"});
    Mock::given(path(LIST))
        .and(body_partial_json(
            json!({"settings": {"filter": {"textSearch": "7"}}}),
        ))
        .respond_with(ok(json!({"cards": [other, card], "cursor": {"total": 2}})))
        .mount(server)
        .await;
}

/// What is sent there is taken.
async fn takes(server: &MockServer, address: &str) {
    let fine = json!({"data": {}, "error": false, "errorText": ""});
    Mock::given(path(address))
        .respond_with(ok(fine))
        .mount(server)
        .await;
}

#[tokio::test]
async fn a_card_is_sent_back_whole() {
    let server = MockServer::start().await;
    card(&server).await;
    Mock::given(path(UPDATE))
        .respond_with(ok(json!({"data": null, "error": false, "errorText": ""})))
        .expect(1)
        .mount(&server)
        .await;
    let shop = shop(&server);
    let cards = shop.card_changes().expect("offered");
    cards
        .write(&[approved(change("Новый чайник"))])
        .await
        .expect("taken");
    let sent: Value = asked(&server, UPDATE).await[0].body_json().expect("JSON");
    assert_eq!(
        sent,
        json!([{"nmID": 7, "vendorCode": "A-7", "title": "Новый чайник", "description": "Д",
            "characteristics": [{"id": 1, "value": ["a"]}],
            "sizes": [{"chrtID": 8, "skus": ["1"]}]}]),
        "what is left out would be erased"
    );
}

#[tokio::test]
async fn what_was_not_taken_stands_in_the_list_of_errors() {
    let server = MockServer::start().await;
    card(&server).await;
    let error = |at: &str, words: &str| {
        json!({"batchUUID": "b", "vendorCodes": ["A-7"], "errors": {"A-7": [words]},
            "updatedAt": at})
    };
    let items = [
        error("2026-11-22T09:59:00Z", "Недопустимое слово"),
        error("2026-10-01T10:00:00Z", "старая ошибка"),
    ];
    Mock::given(path(ERRORS))
        .respond_with(data(&json!({"items": items, "cursor": {"next": false}})))
        .mount(&server)
        .await;
    let shop = shop(&server);
    let cards = shop.card_changes().expect("offered");
    let there = cards.seen(&change("Чайник"), &Receipt::default()).await;
    assert_eq!(there.expect("read"), Seen::There, "the card says so");
    let refused = cards.seen(&change("Новый"), &Receipt::default()).await;
    assert_eq!(
        refused.expect("read"),
        Seen::Refused("Недопустимое слово".to_owned()),
        "of late, and nothing older"
    );
}

#[tokio::test]
async fn what_no_category_takes_is_said_before() {
    let server = MockServer::start().await;
    let shop = shop(&server);
    let cards = shop.card_changes().expect("offered");
    let long = change(&"я".repeat(61));
    let mut nameless = change("Чайник");
    nameless.listing = None;
    let mut new = regrouped(Group::Alone);
    (new.listing, new.category) = (None, Some("1".into()));
    let mut mixed = change("Чайник");
    mixed.pictures = Some(vec!["https://p.example/a.jpg".into(), photo("a")]);
    for (wanted, reason) in [
        (mixed, Some("card.pictures_mixed")),
        (regrouped(Group::With("9".into())), None),
        (regrouped(Group::With("7".into())), Some("card.group")),
        (regrouped(Group::With("A-9".into())), Some("card.group")),
        (new, Some("card.later")),
        (change("Чайник"), None),
        (long, Some("card.title_length")),
        (nameless, Some("card.category")),
    ] {
        let found = cards.fit(&wanted).err().map(|unfit| unfit.reason);
        assert_eq!(found, reason, "{:?}", wanted.title);
    }
}

const SAVE: &str = "/content-api/content/v3/media/save";
const FILE: &str = "/content-api/content/v3/media/file";

fn photo(digit: &str) -> Picture {
    Picture::File(PictureFile {
        sha256: digit.repeat(64),
        format: PictureFormat::Jpg,
        width: 900,
        height: 1200,
        bytes: 68,
    })
}

fn pictured(pictures: Vec<Picture>) -> CardChange {
    CardChange {
        title: None,
        pictures: Some(pictures),
        ..change("")
    }
}

/// A card with so many pictures.
async fn with_photos(server: &MockServer, count: usize) {
    let big = |place: usize| json!({"big": format!("https://b.example/7/{place}.webp")});
    let photos: Vec<Value> = (1..=count).map(big).collect();
    let card = json!({"nmID": 7, "vendorCode": "A-7", "photos": photos});
    Mock::given(path(LIST))
        .respond_with(ok(json!({"cards": [card], "cursor": {"total": 1}})))
        .mount(server)
        .await;
}

#[tokio::test]
async fn files_go_one_by_one_each_into_its_place() {
    let server = MockServer::start().await;
    with_photos(&server, 3).await;
    for address in [SAVE, FILE] {
        takes(&server, address).await;
    }
    let shop = shop(&server);
    let cards = shop.card_changes().expect("offered");
    let change = pictured(vec![photo("a"), photo("b")]);
    let taken = cards.write(&[approved(change.clone())]).await;
    let receipt = Receipt::default();
    assert_eq!(taken.expect("taken"), [Taken::Accepted(receipt)], "both");
    let kept: Value = asked(&server, SAVE).await[0].body_json().expect("JSON");
    let first = ["https://b.example/7/1.webp", "https://b.example/7/2.webp"];
    assert_eq!(
        kept,
        json!({"nmId": 7, "data": first}),
        "what has no successor goes"
    );
    let sent = asked(&server, FILE).await;
    let places: Vec<_> = sent
        .iter()
        .map(|one| &one.headers["x-photo-number"])
        .collect();
    assert_eq!(places, ["1", "2"], "each has its place");
    assert_eq!(sent[0].headers["x-nm-id"], "7", "of this card");
    let body = String::from_utf8_lossy(&sent[1].body);
    let name = format!("{}.jpg", "b".repeat(64));
    for part in ["name=\"uploadfile\"", "Content-Type: image/jpeg", &name] {
        assert!(body.contains(part), "{part} is a part of the form");
    }
}

#[tokio::test]
async fn a_picture_that_is_refused_is_told_although_the_number_of_pictures_is_right() {
    let server = MockServer::start().await;
    with_photos(&server, 2).await;
    let fine = json!({"data": {}, "error": false, "errorText": ""});
    let refused = json!({"data": {}, "error": true, "errorText": "Недопустимое разрешение"});
    for (place, answer) in [("1", fine), ("2", refused)] {
        Mock::given(path(FILE))
            .and(header("x-photo-number", place))
            .respond_with(ok(answer))
            .mount(&server)
            .await;
    }
    let shop = shop(&server);
    let cards = shop.card_changes().expect("offered");
    let change = pictured(vec![photo("a"), photo("b")]);
    let taken = cards.write(&[approved(change.clone())]).await;
    let [Taken::Accepted(receipt)] = &taken.expect("taken")[..] else {
        panic!("the first picture was taken");
    };
    assert!(asked(&server, SAVE).await.is_empty(), "none is too many");
    let seen = cards.seen(&change, receipt).await.expect("read");
    let words = "Недопустимое разрешение";
    assert!(
        matches!(&seen, Seen::Different(said) if said.contains(words)),
        "not all of it is there: {seen:?}"
    );
    let shown = cards.seen(&change, &Receipt::default()).await;
    assert_eq!(shown.expect("read"), Seen::There, "two are two otherwise");
}

#[tokio::test]
async fn a_card_is_made_within_the_group_of_another() {
    let server = MockServer::start().await;
    grouped(&server, (70, 90)).await;
    let upload = "/content-api/content/v2/cards/upload/add";
    Mock::given(path("/content-api/content/v2/object/charcs/1"))
        .respond_with(data(&json!([])))
        .mount(&server)
        .await;
    takes(&server, upload).await;
    let shop = shop(&server);
    let cards = shop.card_changes().expect("offered");
    let new = CardChange {
        listing: None,
        category: Some("1".into()),
        group: Some(Group::With("9".into())),
        ..change("Чайник")
    };
    assert_eq!(cards.fit(&new), Ok(()), "WB can make it there");
    cards.write(&[approved(new)]).await.expect("taken");
    let sent: Value = asked(&server, upload).await[0].body_json().expect("JSON");
    let variant = json!({"vendorCode": "A-7", "title": "Чайник", "characteristics": [],
        "sizes": [{"techSize": "0", "wbSize": ""}]});
    let expected = json!({"imtID": 90, "cardsToAdd": [variant]});
    assert_eq!(sent, expected, "by the number of the group of card 9");
}

const MOVE: &str = "/content-api/content/v2/cards/moveNm";

fn regrouped(group: Group) -> CardChange {
    CardChange {
        title: None,
        group: Some(group),
        ..change("")
    }
}

/// Cards 7 and 9, each found by its number and both by their group.
async fn grouped(server: &MockServer, groups: (i64, i64)) {
    let card =
        |nm: i64, imt: i64| json!({"nmID": nm, "imtID": imt, "vendorCode": format!("A-{nm}")});
    let (seven, nine) = (card(7, groups.0), card(9, groups.1));
    for (filter, cards) in [
        (json!({"textSearch": "7"}), vec![seven.clone()]),
        (json!({"textSearch": "9"}), vec![nine.clone()]),
        (json!({"imtID": 70}), vec![seven.clone()]),
        (json!({"imtID": 90}), vec![nine, seven]),
    ] {
        let total = cards.len();
        Mock::given(path(LIST))
            .and(body_partial_json(json!({"settings": {"filter": filter}})))
            .respond_with(ok(json!({"cards": cards, "cursor": {"total": total}})))
            .mount(server)
            .await;
    }
}

#[tokio::test]
async fn a_card_joins_the_group_of_another_and_leaves_it() {
    let server = MockServer::start().await;
    grouped(&server, (70, 90)).await;
    takes(&server, MOVE).await;
    let shop = shop(&server);
    let cards = shop.card_changes().expect("offered");
    for group in [Group::With("9".into()), Group::Alone] {
        cards
            .write(&[approved(regrouped(group))])
            .await
            .expect("taken");
    }
    let sent: Vec<Value> = asked(&server, MOVE)
        .await
        .iter()
        .map(|request| request.body_json().expect("JSON"))
        .collect();
    assert_eq!(
        sent,
        [
            json!({"targetIMT": 90, "nmIDs": [7]}),
            json!({"nmIDs": [7]})
        ],
        "into the group of the other card; without a target into one of its own"
    );
    assert_eq!(
        asked(&server, UPDATE).await.len(),
        0,
        "the card itself is not written again"
    );
}

#[tokio::test]
async fn where_a_card_stands_is_read_from_all_cards_of_its_group() {
    for (groups, together, alone) in [
        ((70, 90), Seen::Different("alone".to_owned()), Seen::There),
        ((90, 90), Seen::There, Seen::Different("with 9".to_owned())),
    ] {
        let server = MockServer::start().await;
        grouped(&server, groups).await;
        let shop = shop(&server);
        let cards = shop.card_changes().expect("offered");
        for (group, expected) in [(Group::With("9".into()), together), (Group::Alone, alone)] {
            let change = regrouped(group.clone());
            let seen = cards.seen(&change, &Receipt::default()).await;
            assert_eq!(seen.ok(), Some(expected), "{group:?} of {groups:?}");
        }
    }
}
