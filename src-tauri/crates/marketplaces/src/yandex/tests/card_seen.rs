//! How a card stands: nothing that was sent is taken for there before it is shown.

use domain::{Attribute, CardAttribute, CardChange, Packed};
use rstest::rstest;
use serde_json::{Value, json};

use super::{on, server, shop};
use crate::contract::{Receipt, Seen};
use crate::testing::ACCOUNT;

const OFFERS: &str = "/v2/businesses/77/offer-mappings";
const CARDS: &str = "/v2/businesses/77/offer-cards";
const PICTURE: &str = "https://pictures.example/1.jpg";

fn change() -> CardChange {
    CardChange::of(ACCOUNT, Some("SAM-1".into()), "SAM-1")
}

/// How a change stands beside an offer and a card.
async fn seen(change: &CardChange, offer: Value, card: Value) -> Seen {
    let server = server().await;
    let mut own =
        json!({ "offerId": "SAM-1", "name": "Чайник", "cardStatus": "HAS_CARD_CAN_UPDATE" });
    let members = offer.as_object().expect("members").clone();
    own.as_object_mut().expect("an offer").extend(members);
    let rows = json!([{ "offer": own, "mapping": {} }]);
    let offers = json!({ "status": "OK", "result": { "offerMappings": rows, "paging": {} } });
    on(&server, OFFERS, offers).await;
    let mut one = json!({ "offerId": "SAM-1" });
    let members = card.as_object().expect("members").clone();
    one.as_object_mut().expect("a card").extend(members);
    let cards = json!({ "status": "OK", "result": { "offerCards": [one], "paging": {} } });
    on(&server, CARDS, cards).await;
    let shop = shop(&server);
    let by = shop.card_changes().expect("offered");
    by.seen(change, &Receipt::default()).await.expect("read")
}

#[rstest]
#[case(json!({ "pictures": [PICTURE] }), Seen::There)]
#[case(json!({ "pictures": ["https://pictures.example/old.jpg"] }), Seen::Pending)]
#[case(json!({ "pictures": [PICTURE], "mediaFiles": { "pictures":
    [{ "url": PICTURE, "uploadState": "UPLOADING" }] } }), Seen::Pending)]
#[case(json!({ "pictures": [PICTURE], "mediaFiles": { "pictures":
    [{ "url": PICTURE, "uploadState": "FAILED" }] } }),
    Seen::Refused(format!("not fetched: {PICTURE}")))]
#[case(json!({ "pictures": null, "mediaFiles": null }), Seen::Pending)]
#[tokio::test]
async fn pictures_are_there_when_market_has_fetched_them(
    #[case] offer: Value,
    #[case] expected: Seen,
) {
    let wanted = CardChange {
        pictures: Some(vec![domain::Picture::Address(PICTURE.to_owned())]),
        ..change()
    };
    assert_eq!(
        seen(&wanted, offer.clone(), json!({})).await,
        expected,
        "{offer}"
    );
}

#[rstest]
#[case(json!({ "weightDimensions": { "length": 30, "width": 20.0, "height": "5", "weight": 0.4 },
    "vendor": "Zarafshon", "barcodes": ["1", "2"], "marketCategoryId": 90 }), Seen::There)]
#[case(json!({ "weightDimensions": { "length": 30, "width": 20, "height": 5, "weight": 0.5 },
    "vendor": "Zarafshon", "barcodes": ["1"], "marketCategoryId": 90 }), Seen::Pending)]
#[case(json!({ "weightDimensions": { "length": 30, "width": 20, "height": 5, "weight": 0.4 },
    "vendor": "Other", "barcodes": ["1"], "marketCategoryId": 90 }), Seen::Pending)]
#[case(json!({ "weightDimensions": { "length": 30, "width": 20, "height": 5, "weight": 0.4 },
    "vendor": "Zarafshon", "barcodes": ["2"], "marketCategoryId": 90 }), Seen::Pending)]
#[case(json!({ "weightDimensions": { "length": 30, "width": 20, "height": 5, "weight": 0.4 },
    "vendor": "Zarafshon", "barcodes": ["1"] }), Seen::Pending)]
#[tokio::test]
async fn every_member_that_was_sent_is_compared(#[case] offer: Value, #[case] expected: Seen) {
    let wanted = CardChange {
        brand: Some("Zarafshon".to_owned()),
        barcodes: vec!["1".to_owned()],
        category: Some("90".into()),
        packed: Some(Packed {
            length_mm: 300,
            width_mm: 200,
            height_mm: 50,
            weight_g: 400,
        }),
        ..change()
    };
    assert_eq!(
        seen(&wanted, offer.clone(), json!({})).await,
        expected,
        "{offer}"
    );
}

fn characteristic(value: &str, ids: &[&str]) -> CardChange {
    let attribute = CardAttribute {
        id: "14".into(),
        shown: Attribute {
            name: "Цвет".to_owned(),
            value: value.to_owned(),
        },
        values: ids.iter().map(|id| (*id).into()).collect(),
    };
    CardChange {
        attributes: vec![attribute],
        ..change()
    }
}

#[rstest]
#[case(characteristic("белый", &["140"]), json!([{ "parameterId": 14, "valueId": 140 }]), Seen::There)]
#[case(characteristic("белый", &["140"]), json!([{ "parameterId": 14, "valueId": 141 }]), Seen::Pending)]
#[case(characteristic("белый", &["140"]), json!([{ "parameterId": 15, "valueId": 140 }]), Seen::Pending)]
#[case(characteristic("белый", &[]), json!([{ "parameterId": "14", "value": "белый" }]), Seen::There)]
#[case(characteristic("", &[]), json!([{ "parameterId": 14, "value": "белый" }]), Seen::Pending)]
#[case(characteristic("", &[]), json!(null), Seen::There)]
#[tokio::test]
async fn characteristics_are_read_in_the_card(
    #[case] wanted: CardChange,
    #[case] values: Value,
    #[case] expected: Seen,
) {
    let card = json!({ "parameterValues": values });
    assert_eq!(
        seen(&wanted, json!({}), card.clone()).await,
        expected,
        "{card}"
    );
}

#[tokio::test]
async fn what_market_did_not_take_is_told_in_its_words() {
    let wanted = CardChange {
        title: Some("Чайник".to_owned()),
        ..change()
    };
    let against = json!({ "cardStatus": "HAS_CARD_CAN_UPDATE_ERRORS" });
    let errors = json!({ "errors": [{ "message": "Изменения не приняты", "comment": "ссылка" }] });
    assert_eq!(
        seen(&wanted, against.clone(), errors).await,
        Seen::Refused("Изменения не приняты: ссылка".to_owned()),
        "although the catalogue shows it"
    );
    assert_eq!(
        seen(&wanted, against.clone(), json!({})).await,
        Seen::Refused("HAS_CARD_CAN_UPDATE_ERRORS".to_owned()),
        "also without words"
    );
    let away = CardChange {
        archived: Some(true),
        ..change()
    };
    let offer = json!({ "archived": true, "cardStatus": "HAS_CARD_CAN_UPDATE_ERRORS" });
    let put_away = seen(&away, offer, json!({})).await;
    assert_eq!(put_away, Seen::There, "the archive asks nobody");
}
