//! Categories, what their cards have, and the values that may have.

use domain::{ExternalId, FieldValue};
use serde_json::{Value, json};
use wiremock::matchers::{body_partial_json, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::{asked, on, shop};
use crate::contract::Dictionary;
use crate::error::ErrorKind;

const TREE: &str = "/v1/description-category/tree";
const ATTRIBUTES: &str = "/v1/description-category/attribute";
const VALUES: &str = "/v1/description-category/attribute/values";
const SEARCH: &str = "/v1/description-category/attribute/values/search";

fn category() -> ExternalId {
    "17028922:92499".into()
}

fn entry(id: i64, name: &str, dictionary: i64) -> Value {
    json!({ "id": id, "name": name, "type": "String", "is_required": id == 85,
        "is_collection": id == 10_096, "max_value_count": 3, "dictionary_id": dictionary,
        "attribute_complex_id": 0 })
}

async fn described(server: &MockServer) {
    let video =
        json!({ "id": 21_841, "name": "Озон.Видео: ссылка", "attribute_complex_id": 100_001 });
    let all = json!([
        entry(85, "Бренд", 28_732_849),
        entry(10_096, "Цвет товара", 1494),
        entry(5076, "Мощность", 0),
        entry(4180, "Название", 0),
        entry(4191, "Аннотация", 0),
        entry(8229, "Тип", 1960),
        video,
    ]);
    on(server, ATTRIBUTES, json!({ "result": all })).await;
}

fn value(id: &str, value: &str) -> FieldValue {
    FieldValue {
        external_id: id.into(),
        value: value.to_owned(),
    }
}

async fn values(dictionary: &dyn Dictionary, field: &str, text: &str) -> Vec<FieldValue> {
    let found = dictionary.values(&category(), &field.into(), text).await;
    found.expect("values")
}

#[tokio::test]
async fn cards_are_filed_under_types_and_closed_branches_are_left_out() {
    let kind = |id: i64, disabled: bool| json!({ "type_id": id, "type_name": format!("Тип {id}"), "disabled": disabled, "children": [] });
    let inner = json!({ "description_category_id": "17029016", "category_name": "Печати",
        "disabled": false, "children": [kind(1, false), kind(2, true), null, kind(3, false)] });
    let closed = json!({ "description_category_id": 9, "category_name": "Закрыто",
        "disabled": true, "children": [kind(4, false)] });
    let root = json!({ "description_category_id": 17_027_492, "category_name": "Канцелярия",
        "disabled": false, "children": [inner, closed, "odd"] });
    let server = MockServer::start().await;
    on(&server, TREE, json!({ "result": [root] })).await;
    let shop = shop(&server);
    let dictionary = shop.dictionary().expect("offered");
    let all = dictionary.categories().await.expect("a tree");
    let told: Vec<(&str, Vec<&str>)> = all
        .iter()
        .map(|one| {
            let path = one.path.iter().map(String::as_str).collect();
            (one.external_id.as_str(), path)
        })
        .collect();
    let expected = [
        ("17029016:1", vec!["Канцелярия", "Печати", "Тип 1"]),
        ("17029016:3", vec!["Канцелярия", "Печати", "Тип 3"]),
    ];
    assert_eq!(told, expected, "the category is that of the nearest branch");
    assert!(all.iter().all(|one| one.leaf), "each takes cards");
}

#[tokio::test]
async fn fields_are_what_a_card_has_no_other_place_for() {
    let server = MockServer::start().await;
    described(&server).await;
    let shop = shop(&server);
    let dictionary = shop.dictionary().expect("offered");
    let fields = dictionary.fields(&category()).await.expect("fields");
    let told: Vec<_> = fields
        .iter()
        .map(|one| {
            (
                one.external_id.as_str(),
                one.required,
                one.most,
                one.has_values,
            )
        })
        .collect();
    let expected = [
        ("85", true, 1, true),
        ("10096", false, 3, true),
        ("5076", false, 1, false),
    ];
    assert_eq!(
        told, expected,
        "title, description and type are the card's own, a video is no field"
    );
    let body =
        json!({ "description_category_id": 17_028_922, "type_id": 92_499, "language": "DEFAULT" });
    assert_eq!(asked(&server, ATTRIBUTES).await, [body], "both numbers");
}

#[tokio::test]
async fn a_category_that_is_none_is_not_found() {
    let server = MockServer::start().await;
    on(&server, ATTRIBUTES, json!({ "result": [] })).await;
    let shop = shop(&server);
    let dictionary = shop.dictionary().expect("offered");
    for id in ["17028922", "a:b", "1:2"] {
        let error = dictionary
            .fields(&id.into())
            .await
            .expect_err("no category");
        assert_eq!(error.kind, ErrorKind::NotFound, "{id}");
    }
    assert_eq!(
        asked(&server, ATTRIBUTES).await.len(),
        1,
        "only what is a pair is asked for"
    );
}

#[tokio::test]
async fn a_field_that_cannot_be_read_is_no_form_without_it() {
    let server = MockServer::start().await;
    let odd = json!([entry(85, "Бренд", 1), { "name": "без номера", "is_required": true }]);
    on(&server, ATTRIBUTES, json!({ "result": odd })).await;
    let shop = shop(&server);
    let fields = shop
        .dictionary()
        .expect("offered")
        .fields(&category())
        .await;
    let error = fields.expect_err("a card without it might be refused");
    assert_eq!(error.kind, ErrorKind::Unreadable, "{error}");
}

#[tokio::test]
async fn two_letters_are_searched_for_and_fewer_are_looked_up_page_by_page() {
    let server = MockServer::start().await;
    described(&server).await;
    let found = json!({ "result": [{ "id": 1, "value": "Чёрный" }, { "value": "без номера" }] });
    on(&server, SEARCH, found).await;
    for (after, page, has_next) in [
        (
            0,
            json!([{ "id": 4, "value": "S" }, { "id": 7, "value": "M" }]),
            true,
        ),
        (7, json!([{ "id": 9, "value": "XS" }]), false),
    ] {
        let body = json!({ "result": page, "has_next": has_next });
        Mock::given(path(format!("/seller{VALUES}")))
            .and(body_partial_json(
                json!({ "last_value_id": after, "attribute_id": 10_096 }),
            ))
            .respond_with(ResponseTemplate::new(200).set_body_json(body))
            .mount(&server)
            .await;
    }
    let shop = shop(&server);
    let dictionary = shop.dictionary().expect("offered");
    let black = values(dictionary, "10096", " чёрн ").await;
    assert_eq!(
        black,
        [value("1", "Чёрный")],
        "what has no number is left out"
    );
    let sent = asked(&server, SEARCH).await;
    assert_eq!(sent[0]["value"], "чёрн", "as it was typed");
    let small = values(dictionary, "10096", "s").await;
    assert_eq!(
        small,
        [value("4", "S"), value("9", "XS")],
        "whatever holds it"
    );
    assert_eq!(
        values(dictionary, "10096", "").await.len(),
        3,
        "all of them"
    );
}

#[tokio::test]
async fn a_list_of_values_that_does_not_move_ends() {
    let server = MockServer::start().await;
    described(&server).await;
    let page = json!({ "result": [{ "id": 4, "value": "S" }], "has_next": true });
    on(&server, VALUES, page).await;
    let shop = shop(&server);
    let dictionary = shop.dictionary().expect("offered");
    values(dictionary, "10096", "").await;
    assert_eq!(
        asked(&server, VALUES).await.len(),
        2,
        "the second page is the first again"
    );
}

#[tokio::test]
async fn free_text_has_no_values() {
    let server = MockServer::start().await;
    described(&server).await;
    let shop = shop(&server);
    let dictionary = shop.dictionary().expect("offered");
    for field in ["5076", "12345"] {
        let error = dictionary.values(&category(), &field.into(), "кВт").await;
        let error = error.expect_err("nothing to choose from");
        assert_eq!(error.kind, ErrorKind::Unsupported, "{field}");
    }
}
