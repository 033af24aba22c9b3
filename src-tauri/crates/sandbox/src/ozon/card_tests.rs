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

/// A card of an article that no product has, with the price, the brand and the category of the
/// first one.
async fn fresh(bench: &Bench) -> Value {
    let (other, info) = card(bench).await;
    let mut item = whole(&other, &info);
    item["offer_id"] = json!("NEW-1");
    item["name"] = json!("Новая карточка");
    item["price"] = json!("1990.5");
    item["barcode"] = json!("4600000000017");
    item["images"] = json!(["https://p.example/a.jpg", "https://p.example/b.jpg"]);
    item["depth"] = json!(250);
    let fields = item.as_object_mut().expect("an object");
    fields.remove("primary_image");
    item
}

async fn import(bench: &Bench, item: &Value) -> Value {
    let said = ok(bench, "/v3/product/import", json!({"items": [item]})).await;
    said["result"]["task_id"].clone()
}

/// Rows of `/v3/product/list`, page by page.
async fn listed(bench: &Bench, visibility: &str) -> Vec<Value> {
    let (mut all, mut last) = (Vec::new(), json!(""));
    loop {
        let filter = json!({"visibility": visibility});
        let body = json!({"filter": filter, "limit": 7, "last_id": last});
        let told = ok(bench, "/v3/product/list", body).await["result"].clone();
        let rows = list(&told, "/items");
        if rows.is_empty() {
            assert_eq!(told["total_items"], all.len(), "all of them were told");
            return all;
        }
        all.extend(rows.to_vec());
        last = told["last_id"].clone();
    }
}

async fn info(bench: &Bench, by: Value) -> Value {
    ok(bench, "/v3/product/info/list", by).await["items"][0].clone()
}

#[tokio::test]
async fn a_new_card_waits_in_the_queue_and_is_shown_behind_the_others() {
    let bench = Bench::new().await;
    let (item, before) = (fresh(&bench).await, listed(&bench, "ALL").await);
    let task = import(&bench, &item).await;
    let waits = outcome(&bench, &task).await;
    assert_eq!(waits["status"], "pending", "in the queue: {waits}");
    assert_eq!(waits["product_id"], 0, "it has no number yet: {waits}");
    assert_eq!(listed(&bench, "ALL").await, before, "and nobody sees it");
    let article = &item["offer_id"];
    assert_eq!(told(&bench, article).await, Value::Null, "by its article");
    bench.pass(1);
    let done = outcome(&bench, &task).await;
    assert_eq!(done["status"], "imported", "taken: {done}");
    let id = &done["product_id"];
    let mut after = listed(&bench, "ALL").await;
    let row = after.pop().expect("a row");
    assert_eq!(after, before, "the others stand as they stood");
    assert_eq!(
        (&row["product_id"], &row["offer_id"]),
        (id, article),
        "it is the last one"
    );
    assert_eq!(row["archived"], false, "it is not in the archive: {row}");
    assert_eq!(row["has_fbs_stocks"], false, "nobody has stocked it: {row}");
    let now = told(&bench, article).await;
    for name in [
        "name",
        "description_category_id",
        "type_id",
        "depth",
        "weight",
        "images",
        "attributes",
        "barcode",
    ] {
        assert_eq!(now[name], item[name], "{name} as it was sent");
    }
    assert_eq!(
        now["barcodes"],
        json!([item["barcode"]]),
        "and no other barcode"
    );
    let shown = info(&bench, json!({"offer_id": [article]})).await;
    for by in [
        json!({"product_id": [id.to_string()]}),
        json!({"sku": [now["sku"]]}),
    ] {
        assert_eq!(
            info(&bench, by.clone()).await,
            shown,
            "the same one by {by}"
        );
    }
    assert_eq!(
        shown["price"], "1990.50",
        "at the price that was sent: {shown}"
    );
    assert_eq!(
        shown["barcodes"], now["barcodes"],
        "with its own barcode: {shown}"
    );
    assert_eq!(
        shown["stocks"]["has_stock"], false,
        "there is none of it: {shown}"
    );
    bench.keeps_to_contract();
}

#[tokio::test]
async fn a_new_card_that_is_not_taken_is_not_made() {
    let bench = Bench::new().await;
    let (item, before) = (fresh(&bench).await, listed(&bench, "ALL").await);
    let with = |name: &str, value: Value| {
        let mut item = item.clone();
        item[name] = value;
        item
    };
    for (item, code) in [
        (
            with("attributes", json!([])),
            "error_attribute_values_empty",
        ),
        (
            with("description_category_id", json!(17_030_003)),
            "CATEGORY",
        ),
        (with("type_id", json!(1)), "CATEGORY"),
        (with("name", json!("я".repeat(501))), "NAME_LENGTH"),
        (with("weight", json!(0)), "DIMENSIONS"),
        (with("dimension_unit", json!("cm")), "UNITS"),
        (with("price", json!("0")), "PRICE"),
        (with("offer_id", json!("я".repeat(51))), "OFFER_ID"),
    ] {
        let task = import(&bench, &item).await;
        bench.pass(1);
        let outcome = outcome(&bench, &task).await;
        assert_eq!(outcome["status"], "failed", "{code}: {outcome}");
        assert_eq!(outcome["errors"][0]["code"], code, "it says why: {outcome}");
        assert_eq!(outcome["product_id"], 0, "{code}: it has no number");
    }
    assert_eq!(listed(&bench, "ALL").await, before, "none was made");
    bench.keeps_to_contract();
}

#[tokio::test]
async fn a_made_card_is_rewritten_like_any_other() {
    let bench = Bench::new().await;
    let mut item = fresh(&bench).await;
    let first = import(&bench, &item).await;
    item["name"] = json!("Другое название");
    item["price"] = json!("2100");
    let second = import(&bench, &item).await;
    bench.pass(1);
    let id = outcome(&bench, &first).await["product_id"].clone();
    let again = outcome(&bench, &second).await;
    assert_eq!(again["product_id"], id, "one article is one card: {again}");
    let article = &item["offer_id"];
    let text = json!({"offer_id": article, "attributes": [{"id": 4191, "complex_id": 0,
        "values": [{"value": "Новое описание"}]}]});
    ok(
        &bench,
        "/v1/product/attributes/update",
        json!({"items": [text]}),
    )
    .await;
    let pictured = json!({"offer_id": article, "images": ["https://p.example/c.jpg"]});
    ok(
        &bench,
        "/v2/product/pictures/import",
        json!({"items": [pictured]}),
    )
    .await;
    bench.pass(1);
    let now = told(&bench, article).await;
    assert_eq!(now["name"], "Другое название", "by the second import");
    let description = list(&now, "/attributes")
        .iter()
        .find(|one| one["id"] == 4191);
    let description = &description.expect("a description")["values"][0]["value"];
    assert_eq!(description, "Новое описание", "by its characteristics");
    let body = json!({"product_id": [id.to_string()]});
    let shown = ok(&bench, "/v2/product/pictures/info", body).await;
    let photos = json!(["https://p.example/c.jpg"]);
    assert_eq!(shown["items"][0]["photo"], photos, "by its pictures");
    let shown = info(&bench, json!({"offer_id": [article]})).await;
    assert_eq!(shown["price"], "2100.00", "at the later price");
    bench.keeps_to_contract();
}

#[tokio::test]
async fn a_made_card_is_archived_and_taken_out_again() {
    let bench = Bench::new().await;
    let task = import(&bench, &fresh(&bench).await).await;
    bench.pass(1);
    let id = outcome(&bench, &task).await["product_id"].clone();
    let body = json!({"product_id": [id]});
    for (path, archived) in [
        ("/v1/product/archive", true),
        ("/v1/product/unarchive", false),
    ] {
        ok(&bench, path, body.clone()).await;
        for (visibility, there) in [("ARCHIVED", archived), ("ALL", !archived)] {
            let rows = listed(&bench, visibility).await;
            let found = rows.iter().any(|row| row["product_id"] == id);
            assert_eq!(found, there, "{path}: among {visibility}");
        }
        let shown = info(&bench, json!({"product_id": [id.to_string()]})).await;
        assert_eq!(shown["is_archived"], archived, "{path}: its row says so");
    }
    bench.keeps_to_contract();
}

#[tokio::test]
async fn a_made_card_is_there_when_the_sandbox_starts_again() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("ledger.jsonl");
    let (mut before, mut article) = (Value::Null, Value::Null);
    for again in [false, true] {
        let bench = Bench::with(|options| options.ledger_file = Some(file.clone())).await;
        if !again {
            let item = fresh(&bench).await;
            import(&bench, &item).await;
            article = item["offer_id"].clone();
        }
        bench.pass(1);
        let shown = info(&bench, json!({"offer_id": [article]})).await;
        let now = json!([shown, told(&bench, &article).await]);
        match again {
            false => before = now,
            true => assert_eq!(now, before, "the same card at the same price"),
        }
    }
}
