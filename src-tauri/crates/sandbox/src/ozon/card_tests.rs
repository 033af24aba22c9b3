//! Categories and cards: what is told, what is written, what is read back, within the description.

use serde_json::{Value, json};

use super::tests::{answer, ok};
use crate::testing::{Bench, list};

const TREE: &str = "/v1/description-category/tree";
const ATTRIBUTES: &str = "/v1/description-category/attribute";
const VALUES: &str = "/v1/description-category/attribute/values";
const CARDS: &str = "/v4/product/info/attributes";
const SEARCH: &str = "/v1/description-category/attribute/values/search";

/// The first category and type that goods may be made in.
async fn kind(bench: &Bench) -> (Value, Value) {
    let tree = ok(bench, TREE, json!({"language": "RU"})).await;
    let leaf = &list(&tree, "/result/0/children")[0];
    let id = leaf["description_category_id"].clone();
    (id, leaf["children"][0]["type_id"].clone())
}

#[tokio::test]
async fn a_type_of_the_tree_has_attributes_and_they_have_values() {
    let bench = Bench::new().await;
    let (category, kind) = kind(&bench).await;
    let of = |more: Value| {
        let mut body = json!({"description_category_id": category, "type_id": kind});
        let fields = body.as_object_mut().expect("an object");
        fields.extend(more.as_object().expect("an object").clone());
        body
    };
    let told = ok(&bench, ATTRIBUTES, of(json!({}))).await;
    let chosen = list(&told, "/result")
        .iter()
        .find(|one| one["dictionary_id"] != 0);
    let id = chosen.expect("one with values")["id"].clone();
    let page = |after: Value| of(json!({"attribute_id": id, "limit": 1, "last_value_id": after}));
    let (mut all, mut after) = (Vec::new(), json!(0));
    loop {
        let told = ok(&bench, VALUES, page(after)).await;
        all.extend(list(&told, "/result").to_vec());
        after = all.last().expect("a value")["id"].clone();
        if told["has_next"] == false {
            break;
        }
    }
    let whole = ok(
        &bench,
        VALUES,
        of(json!({"attribute_id": id, "limit": 2000})),
    )
    .await;
    assert_eq!(whole["result"], json!(all), "one by one or at once");
    let word = all[0]["value"].as_str().expect("a word").to_lowercase();
    let find = |text: &str| of(json!({"attribute_id": id, "limit": 100, "value": text}));
    let found = ok(&bench, SEARCH, find(&word)).await;
    assert!(
        list(&found, "/result").contains(&all[0]),
        "{word} is found: {found}"
    );
    let (status, _) = answer(&bench, SEARCH, find("a")).await;
    assert_eq!(status, 400, "two letters at least");
    bench.keeps_to_contract();
}

/// The first card, as it is told, and its price.
async fn card(bench: &Bench) -> (Value, Value) {
    let goods = ok(bench, "/v3/product/list", json!({"filter": {}, "limit": 1})).await;
    let article = goods["result"]["items"][0]["offer_id"].clone();
    let info = ok(
        bench,
        "/v3/product/info/list",
        json!({"offer_id": [article]}),
    )
    .await;
    (told(bench, &article).await, info["items"][0].clone())
}

async fn told(bench: &Bench, article: &Value) -> Value {
    let body = json!({"filter": {"offer_id": [article]}, "limit": 1});
    ok(bench, CARDS, body).await["result"][0].clone()
}

/// A card as `/v3/product/import` wants it: all of it.
fn whole(card: &Value, info: &Value) -> Value {
    let mut item = json!({});
    for name in [
        "offer_id",
        "name",
        "description_category_id",
        "type_id",
        "attributes",
        "depth",
        "width",
        "height",
        "dimension_unit",
        "weight",
        "weight_unit",
        "primary_image",
    ] {
        item[name] = card[name].clone();
    }
    item["price"] = info["price"].clone();
    item
}

async fn outcome(bench: &Bench, task: &Value) -> Value {
    let body = json!({"task_id": task});
    ok(bench, "/v1/product/import/info", body).await["result"]["items"][0].clone()
}

#[tokio::test]
async fn a_card_is_overwritten_whole_when_its_task_has_run() {
    let bench = Bench::new().await;
    let (before, info) = card(&bench).await;
    let mut item = whole(&before, &info);
    item["name"] = json!("Новое название");
    let attributes = item["attributes"].as_array_mut().expect("a list");
    let gone = attributes.pop().expect("one more than the brand")["id"].clone();
    let said = ok(&bench, "/v3/product/import", json!({"items": [item]})).await;
    let task = &said["result"]["task_id"];
    assert_eq!(
        outcome(&bench, task).await["status"],
        "pending",
        "in the queue"
    );
    let now = told(&bench, &before["offer_id"]).await;
    assert_eq!(now["name"], before["name"], "and not shown");
    bench.pass(1);
    assert_eq!(outcome(&bench, task).await["status"], "imported", "taken");
    let now = told(&bench, &before["offer_id"]).await;
    assert_eq!(now["name"], "Новое название", "as it was sent");
    let left = list(&now, "/attributes")
        .iter()
        .any(|one| one["id"] == gone);
    assert!(!left, "what was left out is erased: {now}");
    bench.keeps_to_contract();
}

#[tokio::test]
async fn a_card_without_its_brand_is_refused_by_its_task() {
    let bench = Bench::new().await;
    let (before, info) = card(&bench).await;
    let mut item = whole(&before, &info);
    item["attributes"] = json!([]);
    let said = ok(&bench, "/v3/product/import", json!({"items": [item]})).await;
    bench.pass(1);
    let outcome = outcome(&bench, &said["result"]["task_id"]).await;
    assert_eq!(outcome["status"], "failed", "a 200, and refused: {outcome}");
    assert_eq!(
        outcome["errors"][0]["attribute_name"], "Бренд",
        "it says why"
    );
    let now = told(&bench, &before["offer_id"]).await;
    assert_eq!(now, before, "the old card stands");
    bench.keeps_to_contract();
}

#[tokio::test]
async fn a_part_of_a_card_leaves_the_rest_alone() {
    let bench = Bench::new().await;
    let (before, _) = card(&bench).await;
    let article = &before["offer_id"];
    let described = json!({"offer_id": article, "attributes": [{"id": 4191, "complex_id": 0,
        "values": [{"value": "Новое описание"}]}]});
    ok(
        &bench,
        "/v1/product/attributes/update",
        json!({"items": [described]}),
    )
    .await;
    let pictured = json!({"offer_id": article, "images": ["https://p.example/a.jpg",
        "https://p.example/b.jpg"], "color_image": ""});
    let said = ok(
        &bench,
        "/v2/product/pictures/import",
        json!({"items": [pictured]}),
    )
    .await;
    bench.pass(1);
    assert_eq!(
        outcome(&bench, &said["task_id"]).await["status"],
        "imported",
        "taken"
    );
    let now = told(&bench, article).await;
    let count = |card: &Value| list(card, "/attributes").len();
    assert_eq!(count(&now), count(&before), "no characteristic is lost");
    let text = list(&now, "/attributes")
        .iter()
        .find(|one| one["id"] == 4191);
    let text = &text.expect("a description")["values"][0]["value"];
    assert_eq!(text, "Новое описание", "both were taken");
    let body = json!({"product_id": [now["id"].to_string()]});
    let shown = ok(&bench, "/v2/product/pictures/info", body).await;
    assert_eq!(
        shown["items"][0]["primary_photo"][0], "https://p.example/a.jpg",
        "the first one"
    );
    bench.keeps_to_contract();
}

#[tokio::test]
async fn what_lies_in_the_archive_is_listed_there_alone() {
    let bench = Bench::new().await;
    let (card, _) = card(&bench).await;
    let listed = async |visibility: &str| {
        let body = json!({"filter": {"visibility": visibility}, "limit": 1000});
        let all = ok(&bench, "/v3/product/list", body).await;
        let mut rows = list(&all, "/result/items").to_vec().into_iter();
        rows.any(|row| row["product_id"] == card["id"])
    };
    let body = json!({"product_id": [card["id"]]});
    for (path, archived) in [
        ("/v1/product/archive", true),
        ("/v1/product/unarchive", false),
    ] {
        let said = ok(&bench, path, body.clone()).await;
        assert_eq!(said["result"], true, "{path}");
        assert_eq!(listed("ARCHIVED").await, archived, "{path}: in the archive");
        assert_eq!(listed("ALL").await, !archived, "{path}: and nowhere else");
    }
    let (status, _) = answer(&bench, "/v1/product/archive", json!({"product_id": [1]})).await;
    assert_eq!(status, 400, "an unknown number");
    bench.keeps_to_contract();
}
