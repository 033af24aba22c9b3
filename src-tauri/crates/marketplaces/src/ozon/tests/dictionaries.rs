//! Names of characteristics: asked once for a kind of goods, and no loss when they are not told.

use serde_json::{Value, json};
use wiremock::matchers::{body_partial_json, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::{asked, fixture, on, shop};
use crate::contract::Shop;
use crate::testing::window;

const NAMES: &str = "/v1/description-category/attribute";

/// A shop with the products 700001 and 700002 of the fixtures, and with `cards`.
async fn goods(server: &MockServer, cards: Value) -> Box<dyn Shop> {
    let items = [700_001, 700_002].map(|id| json!({ "product_id": id }));
    let list = json!({ "result": { "items": items, "last_id": "", "total_items": 2 } });
    on(server, "/v3/product/list", list).await;
    on(server, "/v3/product/info/list", fixture("infos")).await;
    on(server, "/v4/product/info/attributes", cards).await;
    shop(server)
}

/// Answers the question about `category` with `status` and `body`.
async fn names(server: &MockServer, category: i64, status: u16, body: Value) {
    Mock::given(path(format!("/seller{NAMES}")))
        .and(body_partial_json(
            json!({ "description_category_id": category }),
        ))
        .respond_with(ResponseTemplate::new(status).set_body_json(body))
        .mount(server)
        .await;
}

/// A card with the characteristic 9048 in a category of its own.
fn card(id: i64, category: i64) -> Value {
    let values = json!([{ "value": "M-1" }]);
    let attributes = json!([{ "id": 9048, "complex_id": 0, "values": values }]);
    json!({ "id": id, "description_category_id": category, "type_id": 7, "attributes": attributes })
}

fn entry(id: i64, name: &str) -> Value {
    json!({ "id": id, "name": name, "dictionary_id": 0, "attribute_complex_id": 0 })
}

/// Names of the facts of the page's products, product by product.
async fn facts(shop: &dyn Shop) -> Vec<Vec<String>> {
    let catalogue = shop.catalogue().expect("offered");
    let page = catalogue.page(None, window()).await.expect("a page");
    let rows = page.rows.into_iter();
    let names = rows.map(|row| row.attributes.into_iter().map(|fact| fact.name).collect());
    names.collect()
}

#[tokio::test]
async fn names_are_read_once_while_the_shop_is_open() {
    let server = MockServer::start().await;
    let odd = json!([
        entry(85, "Бренд"),
        entry(10_096, " Цвет товара "),
        entry(5076, ""),
        { "id": "8789", "name": "Документ", "attribute_complex_id": 8788 },
        { "id": {}, "name": "Никто" },
        null,
    ]);
    names(&server, 17_028_922, 200, json!({ "result": odd })).await;
    let shop = goods(&server, fixture("cards")).await;
    for round in 1..=2 {
        let kettle = facts(shop.as_ref()).await.swap_remove(0);
        let expected = [
            "Бренд",
            "Характеристика 8229",
            "Цвет товара",
            "Характеристика 5076",
            "Документ",
            "Размеры упаковки",
            "Вес с упаковкой",
        ];
        assert_eq!(
            kettle, expected,
            "round {round}: what is told, and only that"
        );
    }
    let body = json!({
        "description_category_id": 17_028_922,
        "type_id": 92_499,
        "language": "DEFAULT",
    });
    assert_eq!(
        asked(&server, NAMES).await,
        [body],
        "once in both rounds, and not for the card that has no category"
    );
}

#[tokio::test]
async fn a_category_that_is_refused_keeps_its_numbers_and_the_next_is_read() {
    let server = MockServer::start().await;
    let refused = json!({ "code": 5, "message": "category is not found", "details": [] });
    names(&server, 1, 404, refused).await;
    let told = json!({ "result": [entry(9048, "Название модели")] });
    names(&server, 2, 200, told).await;
    let cards = json!({ "result": [card(700_001, 1), card(700_002, 2)] });
    let shop = goods(&server, cards).await;
    let found = facts(shop.as_ref()).await;
    assert_eq!(found[0], ["Характеристика 9048"], "the value is not lost");
    assert_eq!(found[1], ["Название модели"], "the neighbour has its name");
    facts(shop.as_ref()).await;
    let kinds: Vec<i64> = asked(&server, NAMES)
        .await
        .iter()
        .filter_map(|body| body["description_category_id"].as_i64())
        .collect();
    assert_eq!(
        kinds,
        [1, 2, 1],
        "only what is not known is asked for again"
    );
}

#[tokio::test]
async fn a_key_without_that_method_reads_all_products_and_asks_once_a_page() {
    let server = MockServer::start().await;
    let refused = json!({ "code": 7, "message": "the role has no such method", "details": [] });
    names(&server, 1, 403, refused.clone()).await;
    names(&server, 2, 403, refused).await;
    let cards = json!({ "result": [card(700_001, 1), card(700_002, 2)] });
    let shop = goods(&server, cards).await;
    let found = facts(shop.as_ref()).await;
    let numbers = ["Характеристика 9048"];
    assert_eq!(found[..2], [numbers, numbers], "no product is lost");
    assert_eq!(
        asked(&server, NAMES).await.len(),
        1,
        "the others would be refused, too"
    );
}
