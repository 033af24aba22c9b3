//! Cards: what is not named goes back as it stood, and the task says what became of it.

use domain::{Attribute, CardAttribute, CardChange, Currency, Money, Packed, Picture};
use serde_json::{Value, json};
use wiremock::MockServer;

use super::{asked, on, shop};
use crate::contract::{Receipt, Seen, Taken};
use crate::error::ErrorKind;
use crate::testing::{ACCOUNT, approved};

const CARDS: &str = "/v4/product/info/attributes";
const INFOS: &str = "/v3/product/info/list";
const IMPORT: &str = "/v3/product/import";
const TASK: &str = "/v1/product/import/info";
const UPDATE: &str = "/v1/product/attributes/update";
const PICTURES: &str = "/v2/product/pictures/import";
const SEARCH: &str = "/v1/description-category/attribute/values/search";

fn change() -> CardChange {
    CardChange {
        expected: Some(("Чайник".to_owned(), "Отключается сам.".to_owned())),
        ..CardChange::of(ACCOUNT, Some("148591503".into()), "KETTLE-17")
    }
}

fn titled(title: &str) -> CardChange {
    CardChange {
        title: Some(title.to_owned()),
        ..change()
    }
}

fn attribute(id: &str, value: &str, values: &[&str]) -> CardAttribute {
    CardAttribute {
        id: id.into(),
        shown: Attribute {
            name: "Характеристика".to_owned(),
            value: value.to_owned(),
        },
        values: values.iter().map(|id| (*id).into()).collect(),
    }
}

fn card() -> Value {
    let one = |id: i64, number: i64, value: &str| {
        let values = [json!({ "dictionary_value_id": number, "value": value })];
        json!({ "id": id, "complex_id": 0, "values": values })
    };
    let video = json!({ "id": 21_841, "complex_id": 100_001, "values": [{ "value": "https://v.example/1.mp4" }] });
    json!({
        "id": 700_001, "offer_id": "KETTLE-17", "name": "Чайник", "barcode": "460",
        "description_category_id": 17_028_922, "type_id": "92499", "sku": "148591503",
        "attributes": [one(85, 5_060_050, "Vitek"), one(4180, 0, "Чайник"),
            one(4191, 0, "Отключается сам."), one(8229, 95_911, "Чайник электрический")],
        "complex_attributes": [video],
        "depth": 250, "width": 205, "height": 240, "dimension_unit": "mm",
        "weight": 1200, "weight_unit": "g", "color_image": "https://i.example/colour.jpg",
        "primary_image": "https://i.example/1.jpg",
        "images": ["https://i.example/1.jpg", "https://i.example/2.jpg"],
        "pdf_list": [{ "file_name": "https://i.example/manual.pdf", "name": "manual.pdf" }],
    })
}

fn info() -> Value {
    json!({ "id": "700001", "offer_id": "KETTLE-17", "price": "1990.00", "old_price": "2490.00",
        "currency_code": "RUB", "vat": "0.20", "is_archived": false })
}

async fn standing(server: &MockServer, card: Value, info: Value) {
    let other = json!({ "id": 1, "offer_id": "KETTLE-1" });
    on(server, CARDS, json!({ "result": [other, card] })).await;
    on(server, INFOS, json!({ "items": [other, info] })).await;
    let task = json!({ "result": { "task_id": 172_549_793 } });
    on(server, IMPORT, task).await;
    for path in [UPDATE, PICTURES] {
        on(server, path, json!({ "task_id": 172_549_794 })).await;
    }
}

async fn write(server: &MockServer, wanted: CardChange) -> crate::Result<Vec<Taken>> {
    let shop = shop(server);
    let by = shop.card_changes().expect("offered");
    by.write(&[approved(wanted)]).await
}

fn task(id: &str) -> Taken {
    Taken::Accepted(Receipt::named(id.into()))
}

#[tokio::test]
async fn what_is_not_named_goes_back_as_it_stood() {
    let server = MockServer::start().await;
    standing(&server, card(), info()).await;
    let taken = write(&server, titled("Чайник 1,7 л")).await.expect("taken");
    assert_eq!(taken, [task("172549793")], "the task is asked about later");
    let sent = asked(&server, IMPORT).await.swap_remove(0);
    let mut expected = card();
    let fields = expected.as_object_mut().expect("an object");
    for name in ["id", "sku"] {
        fields.remove(name);
    }
    fields.extend([
        ("name".to_owned(), json!("Чайник 1,7 л")),
        ("type_id".to_owned(), json!(92_499)),
        ("price".to_owned(), json!("1990")),
        ("old_price".to_owned(), json!("2490")),
        ("currency_code".to_owned(), json!("RUB")),
        ("vat".to_owned(), json!("0.2")),
        ("images".to_owned(), json!(["https://i.example/2.jpg"])),
        (
            "pdf_list".to_owned(),
            json!([{ "index": 0, "name": "manual.pdf",
            "src_url": "https://i.example/manual.pdf" }]),
        ),
    ]);
    expected["attributes"][1]["values"] = json!([{ "value": "Чайник 1,7 л" }]);
    expected["complex_attributes"] = json!([{ "attributes": card()["complex_attributes"] }]);
    assert_eq!(
        sent,
        json!({ "items": [expected] }),
        "whatever is left out is erased"
    );
}

#[tokio::test]
async fn a_card_that_cannot_be_read_whole_is_not_overwritten() {
    let without = |mut row: Value, name: &str| {
        row.as_object_mut().expect("an object").remove(name);
        row
    };
    let with = |mut row: Value, name: &str, value: Value| {
        row[name] = value;
        row
    };
    let paper = json!([{ "file_name": "manual.pdf", "name": "manual.pdf" }]);
    let odd = json!([{ "id": 1, "values": "none" }]);
    for (card, info, missing) in [
        (without(card(), "attributes"), info(), "attributes"),
        (
            with(card(), "attributes", odd.clone()),
            info(),
            "attributes",
        ),
        (
            with(card(), "complex_attributes", odd),
            info(),
            "complex_attributes",
        ),
        (with(card(), "images", json!([7])), info(), "images"),
        (with(card(), "pdf_list", paper), info(), "pdf_list"),
        (without(card(), "weight"), info(), "weight"),
        (without(card(), "type_id"), info(), "type_id"),
        (card(), without(info(), "vat"), "vat"),
        (card(), with(info(), "price", json!("")), "price"),
    ] {
        let server = MockServer::start().await;
        standing(&server, card, info).await;
        let error = write(&server, titled("Чайник 1,7 л")).await;
        let error = error.expect_err("it would be erased");
        assert_eq!(error.kind, ErrorKind::Unreadable, "{missing}: {error}");
        assert!(error.message.contains(missing), "it is named: {error}");
        assert!(!error.may_have_happened, "{missing}: nothing was sent");
        assert!(
            asked(&server, IMPORT).await.is_empty(),
            "{missing}: nothing was sent"
        );
    }
}

#[tokio::test]
async fn characteristics_alone_are_sent_alone() {
    let server = MockServer::start().await;
    standing(&server, card(), info()).await;
    let brands =
        json!({ "result": [{ "id": 7, "value": "Bosch Home" }, { "id": 8, "value": "BOSCH" }] });
    on(&server, SEARCH, brands).await;
    let wanted = CardChange {
        brand: Some("Bosch".to_owned()),
        description: Some("Новое описание".to_owned()),
        attributes: vec![
            attribute("10096", "белый, серый", &["61574", "61576"]),
            attribute("5076", " 2200 Вт ", &[]),
        ],
        ..change()
    };
    let taken = write(&server, wanted).await.expect("taken");
    assert_eq!(taken, [task("172549794")], "its own task");
    let one = |id: i64, values: Value| json!({ "complex_id": 0, "id": id, "values": values });
    let attributes = [
        one(
            10_096,
            json!([{ "dictionary_value_id": 61_574 }, { "dictionary_value_id": 61_576 }]),
        ),
        one(5076, json!([{ "value": "2200 Вт" }])),
        one(4191, json!([{ "value": "Новое описание" }])),
        one(85, json!([{ "dictionary_value_id": 8, "value": "BOSCH" }])),
    ];
    let expected = json!({ "items": [{ "offer_id": "KETTLE-17", "attributes": attributes }] });
    assert_eq!(
        asked(&server, UPDATE).await,
        [expected],
        "the others stay as they are"
    );
    assert!(
        asked(&server, IMPORT).await.is_empty(),
        "nothing is overwritten"
    );
}

#[tokio::test]
async fn a_brand_that_the_dictionary_lacks_is_not_sent() {
    let server = MockServer::start().await;
    standing(&server, card(), info()).await;
    on(
        &server,
        SEARCH,
        json!({ "result": [{ "id": 7, "value": "Bosch Home" }] }),
    )
    .await;
    let wanted = CardChange {
        brand: Some("Bosch".to_owned()),
        ..change()
    };
    let error = write(&server, wanted).await.expect_err("no such brand");
    assert_eq!(error.kind, ErrorKind::Rejected, "{error}");
    assert!(asked(&server, UPDATE).await.is_empty(), "nothing was sent");
}

#[tokio::test]
async fn pictures_alone_are_replaced_and_the_colour_stays() {
    let server = MockServer::start().await;
    standing(&server, card(), info()).await;
    let pictures: Vec<Picture> = vec![
        "https://p.example/a.jpg".into(),
        "https://p.example/b.jpg".into(),
    ];
    let wanted = CardChange {
        pictures: Some(pictures.clone()),
        ..change()
    };
    write(&server, wanted.clone()).await.expect("taken");
    let expected = json!({ "items": [{ "offer_id": "KETTLE-17", "images": pictures,
        "color_image": "https://i.example/colour.jpg" }] });
    assert_eq!(
        asked(&server, PICTURES).await,
        [expected],
        "all of them anew"
    );
    for (primary, photo, errors, seen) in [
        ("1", json!(["2"]), json!([]), Seen::There),
        ("1", json!(["1", "2"]), json!([]), Seen::There),
        ("1", json!([]), json!([]), Seen::Pending),
        (
            "1",
            json!([]),
            json!([{ "message": "слишком большой файл", "url": "u" }]),
            Seen::Refused("слишком большой файл".to_owned()),
        ),
    ] {
        let server = MockServer::start().await;
        standing(&server, card(), info()).await;
        let row = json!({ "product_id": 700_001, "primary_photo": [primary], "photo": photo,
            "color_photo": [], "errors": errors });
        on(
            &server,
            "/v2/product/pictures/info",
            json!({ "items": [row] }),
        )
        .await;
        let shop = shop(&server);
        let by = shop.card_changes().expect("offered");
        let found = by.seen(&wanted, &Receipt::default()).await.expect("read");
        assert_eq!(found, seen, "{primary} {photo} {errors}");
    }
}

#[tokio::test]
async fn a_new_card_is_sent_with_what_it_has() {
    let server = MockServer::start().await;
    standing(&server, Value::Null, Value::Null).await;
    let wanted = CardChange {
        listing: None,
        category: Some("17028922:92499".into()),
        title: Some("Чайник".to_owned()),
        attributes: vec![attribute("85", "Нет бренда", &["126745801"])],
        pictures: Some(vec!["https://p.example/a.jpg".into()]),
        barcodes: vec!["4600000000017".to_owned()],
        packed: Some(Packed {
            length_mm: 250,
            width_mm: 205,
            height_mm: 240,
            weight_g: 1200,
        }),
        price: Some(Money::new(199_050, Currency::RUB)),
        expected: None,
        ..change()
    };
    write(&server, wanted.clone()).await.expect("taken");
    let brand =
        json!({ "complex_id": 0, "id": 85, "values": [{ "dictionary_value_id": 126_745_801 }] });
    let expected = json!({ "offer_id": "KETTLE-17", "name": "Чайник",
        "description_category_id": 17_028_922, "type_id": 92_499, "attributes": [brand],
        "price": "1990.5", "currency_code": "RUB", "barcode": "4600000000017",
        "images": ["https://p.example/a.jpg"], "depth": 250, "width": 205, "height": 240,
        "dimension_unit": "mm", "weight": 1200, "weight_unit": "g" });
    assert_eq!(
        asked(&server, IMPORT).await,
        [json!({ "items": [expected] })],
        "and nothing else"
    );
    let shop = shop(&server);
    let by = shop.card_changes().expect("offered");
    let seen = by.seen(&wanted, &Receipt::default()).await.expect("read");
    assert_eq!(seen, Seen::Pending, "a new card takes minutes");
}

#[tokio::test]
async fn the_task_says_what_became_of_it() {
    let error = |level: &str, words: &str| {
        json!({ "code": "error_attribute_values_empty", "level": level, "message": "empty",
            "description": words, "attribute_id": 85, "attribute_name": "Бренд" })
    };
    for (status, errors, title, seen) in [
        ("pending", json!([]), "Чайник", Seen::Pending),
        ("imported", json!([]), "Чайник", Seen::Pending),
        ("imported", json!([]), "Чайник 1,7 л", Seen::There),
        (
            "imported",
            json!([]),
            "Другой",
            Seen::Different("Другой".to_owned()),
        ),
        (
            "imported",
            json!([error("warning", "мало фото")]),
            "Чайник 1,7 л",
            Seen::There,
        ),
        (
            "imported",
            json!([error("error", "не указан")]),
            "Чайник 1,7 л",
            Seen::Refused("Бренд: не указан".to_owned()),
        ),
        ("skipped", json!([]), "Чайник 1,7 л", Seen::There),
        (
            "failed",
            json!([error("error", ""), error("warning", "мало фото")]),
            "Чайник",
            Seen::Refused("Бренд: empty; Бренд: мало фото".to_owned()),
        ),
        (
            "failed",
            json!([]),
            "Чайник",
            Seen::Refused("failed".to_owned()),
        ),
        ("unheard_of", json!([]), "Чайник", Seen::Pending),
    ] {
        let server = MockServer::start().await;
        let mut now = card();
        now["name"] = json!(title);
        standing(&server, now, info()).await;
        let other = json!({ "offer_id": "KETTLE-1", "status": "failed", "errors": [] });
        let own = json!({ "offer_id": "KETTLE-17", "product_id": 700_001, "status": status,
            "errors": errors });
        on(
            &server,
            TASK,
            json!({ "result": { "items": [other, own], "total": 2 } }),
        )
        .await;
        let shop = shop(&server);
        let by = shop.card_changes().expect("offered");
        let receipt = Receipt::named("172549793".into());
        let found = by.seen(&titled("Чайник 1,7 л"), &receipt).await;
        assert_eq!(found.expect("read"), seen, "{status} {errors} {title}");
        let sent = asked(&server, TASK).await;
        assert_eq!(
            sent,
            [json!({ "task_id": 172_549_793 })],
            "the task of the receipt"
        );
    }
}

#[tokio::test]
async fn without_a_task_the_card_itself_is_looked_at() {
    let server = MockServer::start().await;
    standing(&server, card(), info()).await;
    let shop = shop(&server);
    let by = shop.card_changes().expect("offered");
    let packed = |length_mm| {
        let (width_mm, height_mm, weight_g) = (205, 240, 1200);
        Some(Packed {
            length_mm,
            width_mm,
            height_mm,
            weight_g,
        })
    };
    let with = |attributes: Vec<CardAttribute>| CardChange {
        attributes,
        ..change()
    };
    for (wanted, seen) in [
        (titled("Чайник"), Seen::There),
        (
            with(vec![attribute("85", "Vitek", &["5060050"])]),
            Seen::There,
        ),
        (with(vec![attribute("85", "Bosch", &["8"])]), Seen::Pending),
        (
            with(vec![attribute("4191", "Отключается сам.", &[])]),
            Seen::There,
        ),
        (
            CardChange {
                packed: packed(250),
                ..change()
            },
            Seen::There,
        ),
        (
            CardChange {
                packed: packed(260),
                ..change()
            },
            Seen::Pending,
        ),
        (
            CardChange {
                brand: Some("VITEK".to_owned()),
                ..change()
            },
            Seen::There,
        ),
        (
            CardChange {
                category: Some("17028922:92499".into()),
                ..change()
            },
            Seen::There,
        ),
        (
            CardChange {
                category: Some("17028922:1".into()),
                ..change()
            },
            Seen::Pending,
        ),
    ] {
        let found = by.seen(&wanted, &Receipt::default()).await.expect("read");
        assert_eq!(found, seen, "{wanted:?}");
    }
    assert!(
        asked(&server, TASK).await.is_empty(),
        "there is no task to ask about"
    );
    let strange = CardChange {
        article: "NOBODY".to_owned(),
        ..titled("Чайник")
    };
    let error = by
        .seen(&strange, &Receipt::default())
        .await
        .expect_err("no such card");
    assert_eq!(error.kind, ErrorKind::NotFound, "{error}");
}

#[tokio::test]
async fn the_archive_is_a_step_of_its_own() {
    for (into, path) in [
        (true, "/v1/product/archive"),
        (false, "/v1/product/unarchive"),
    ] {
        for (done, outcome) in [
            (true, Taken::Accepted(Receipt::default())),
            (
                false,
                Taken::Refused("the archive did not take it".to_owned()),
            ),
        ] {
            let server = MockServer::start().await;
            standing(&server, card(), info()).await;
            on(&server, path, json!({ "result": done })).await;
            let wanted = CardChange {
                archived: Some(into),
                ..change()
            };
            let taken = write(&server, wanted.clone()).await.expect("an answer");
            assert_eq!(taken, [outcome], "{path}: {done}");
            assert_eq!(
                asked(&server, path).await,
                [json!({ "product_id": [700_001] })],
                "by its number"
            );
            let shop = shop(&server);
            let by = shop.card_changes().expect("offered");
            let seen = by.seen(&wanted, &Receipt::default()).await.expect("read");
            let expected = if into { Seen::Pending } else { Seen::There };
            assert_eq!(seen, expected, "the card lies outside");
        }
    }
}

#[tokio::test]
async fn what_no_card_takes_is_said_before() {
    let server = MockServer::start().await;
    let shop = shop(&server);
    let by = shop.card_changes().expect("offered");
    let price = Some(Money::new(100, Currency::RUB));
    let new = CardChange {
        listing: None,
        category: Some("1:2".into()),
        packed: Some(Packed {
            length_mm: 1,
            width_mm: 1,
            height_mm: 1,
            weight_g: 1,
        }),
        price,
        ..titled("Чайник")
    };
    for (wanted, reason) in [
        (titled("Чайник"), None),
        (new.clone(), None),
        (titled(&"я".repeat(501)), Some("card.title_length")),
        (
            CardChange {
                article: "я".repeat(51),
                ..change()
            },
            Some("card.article_length"),
        ),
        (
            CardChange {
                language: "uz".to_owned(),
                ..change()
            },
            Some("card.language"),
        ),
        (
            CardChange {
                pictures: Some(Vec::new()),
                ..change()
            },
            Some("card.pictures"),
        ),
        (
            CardChange {
                pictures: Some(vec!["/tmp/a.jpg".into()]),
                ..change()
            },
            Some("card.pictures"),
        ),
        (
            CardChange {
                attributes: vec![attribute("brand", "x", &[])],
                ..change()
            },
            Some("card.attribute"),
        ),
        (
            CardChange {
                category: Some("17028922".into()),
                ..change()
            },
            Some("card.category"),
        ),
        (
            CardChange {
                category: None,
                ..new.clone()
            },
            Some("card.category"),
        ),
        (
            CardChange {
                archived: Some(true),
                ..titled("Чайник")
            },
            Some("card.later"),
        ),
        (
            CardChange {
                price: None,
                ..new.clone()
            },
            Some("card.incomplete"),
        ),
        (
            CardChange {
                packed: None,
                ..new
            },
            Some("card.incomplete"),
        ),
        (CardChange { price, ..change() }, Some("card.only_new")),
        (
            CardChange {
                group: Some(domain::Group::Alone),
                ..change()
            },
            Some("card.no_groups"),
        ),
    ] {
        let found = by.fit(&wanted).err().map(|unfit| unfit.reason);
        assert_eq!(found, reason, "{wanted:?}");
    }
}
