//! Cards: their rating and characteristics, categories and what cards need.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::goods::{category, cut, market_sku, paging};
use super::member::set;
use super::{offers, refuse};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::page::{Page, Place};
use crate::world::Product;

/// Characteristics are numbered from here, by their place in the card.
const PARAMETER: i64 = 14_000_001;

/// `POST /v2/businesses/{b}/offer-cards`.
pub(super) fn quality(bazaar: &Bazaar, call: &Call) -> Reply {
    read(bazaar, call).unwrap_or_else(|refusal| refusal)
}

fn read(bazaar: &Bazaar, call: &Call) -> Result<Reply, Reply> {
    let ask = Ask::of(call).ok_or_else(|| refuse::bad("Request body is malformed"))?;
    let wanted = ask.texts("/offerIds");
    let (limit, after) = cut(call, 100, 200, !wanted.is_empty())?;
    let advised = ask.flag("/withRecommendations") == Some(true);
    let born = bazaar.world.products().iter();
    let born = born.map(|product| {
        (
            product.number as u64,
            card(bazaar, product, advised, call.now),
        )
    });
    let made = offers::made(bazaar, call.now).into_iter();
    let made = made.map(|(number, article)| (number, made_card(bazaar, &article, call.now)));
    let meant = |(_, card): &(u64, Value)| {
        let article = card.get("offerId").and_then(Value::as_str);
        wanted.is_empty() || article.is_some_and(|article| wanted.contains(&article))
    };
    let rows = born.chain(made).filter(meant).collect();
    let place = |(number, _): &(u64, Value)| Place::of(DateTime::UNIX_EPOCH, *number);
    let page = Page::cut(rows, place, false, after, limit);
    let next = page.next();
    let rows: Vec<Value> = page.rows.into_iter().map(|(_, card)| card).collect();
    Ok(Reply::json(&json!({
        "status": "OK",
        "result": {"offerCards": rows, "paging": paging(next)},
    })))
}

fn card(bazaar: &Bazaar, product: &Product, advised: bool, now: DateTime<Utc>) -> Value {
    let rating = 58 + product.number * 7 % 40;
    let mut card = json!({
        "offerId": product.article,
        "mapping": {"marketSku": market_sku(product), "marketCategoryId": category(product),
                    "marketCategoryName": product.category.ru},
        "parameterValues": values(product),
        "cardStatus": offers::status(bazaar, &product.article, now),
        "contentRating": rating,
        "contentRatingStatus": "ACTUAL",
    });
    if product.number.is_multiple_of(6) {
        set(
            &mut card,
            "warnings",
            json!([{"message": "Мало фотографий", "comment": "Добавьте хотя бы три"}]),
        );
    }
    if advised && rating < 90 {
        set(&mut card, "averageContentRating", json!(81));
        set(
            &mut card,
            "recommendations",
            json!([
                {"type": "PICTURE_COUNT", "percent": 40, "remainingRatingPoints": 6},
                {"type": "HAS_VIDEO", "remainingRatingPoints": 4},
            ]),
        );
    }
    laid_over(bazaar, &product.article, &mut card, now);
    card
}

/// One that the seller made: its rating is low, since nobody has filled it in.
fn made_card(bazaar: &Bazaar, article: &str, now: DateTime<Utc>) -> Value {
    let mut card = json!({
        "offerId": article,
        "cardStatus": offers::status(bazaar, article, now),
        "contentRating": 20,
        "contentRatingStatus": "ACTUAL",
    });
    laid_over(bazaar, article, &mut card, now);
    card
}

/// What the seller wrote, and what Market has against it.
fn laid_over(bazaar: &Bazaar, article: &str, card: &mut Value, now: DateTime<Utc>) {
    if let Some(sent) = offers::members(bazaar, article, now).get("parameterValues") {
        offers::put_parameters(card, sent);
    }
    if let Some(words) = offers::fault(bazaar, article, now) {
        let errors = json!([{"message": "Изменения не приняты", "comment": words}]);
        set(card, "errors", errors);
    }
}

/// Characteristics of a card of the world.
fn values(product: &Product) -> Vec<Value> {
    let facts = product.facts.iter().zip(PARAMETER..);
    let one = |(fact, id): (&crate::world::Fact, i64)| json!({"parameterId": id, "valueId": id * 10, "value": fact.value.ru});
    facts.map(one).collect()
}

/// `POST /v2/categories/tree`: two branches with the categories of the goods.
pub(super) fn tree(bazaar: &Bazaar, _: &Call) -> Reply {
    let goods = bazaar.world.products();
    let branch = |group: &str, id: u64, name: &str| {
        let own = goods.iter().filter(|product| product.group == group);
        let mut leaves: Vec<(u64, &str)> = own
            .map(|product| (category(product), product.category.ru.as_str()))
            .collect();
        leaves.sort_unstable();
        leaves.dedup();
        let leaves: Vec<Value> = leaves
            .into_iter()
            .map(|(id, name)| json!({"id": id, "name": name}))
            .collect();
        json!({"id": id, "name": name, "children": leaves})
    };
    let children = [
        branch("textile", 90_666, "Текстиль"),
        branch("kitchen", 90_667, "Посуда"),
    ];
    Reply::json(&json!({
        "status": "OK",
        "result": {"id": 90_401, "name": "Все товары", "children": children},
    }))
}

/// `POST /v2/category/{categoryId}/parameters`.
pub(super) fn parameters(bazaar: &Bazaar, call: &Call) -> Reply {
    let wanted = call.name("categoryId").parse().unwrap_or_default();
    let Some(product) = of_category(bazaar, wanted) else {
        return refuse::not_found("Category not found");
    };
    let facts = product.facts.iter().zip(PARAMETER..);
    let rows = facts.map(|(fact, id): (_, i64)| {
        json!({
            "id": id, "name": fact.label.ru, "type": "ENUM", "required": id % 2 == 1,
            "filtering": true, "distinctive": false, "multivalue": false,
            "allowCustomValues": true,
            "values": [{"id": id * 10, "value": fact.value.ru}],
        })
    });
    let rows: Vec<Value> = rows.collect();
    Reply::json(&json!({
        "status": "OK",
        "result": {"categoryId": category(product), "parameters": rows},
    }))
}

/// A product of a category; its facts are what cards of the category say.
pub(super) fn of_category(bazaar: &Bazaar, wanted: u64) -> Option<&Product> {
    let mut goods = bazaar.world.products().iter();
    goods.find(|product| category(product) == wanted)
}

/// Whether cards of a product's category have a characteristic.
pub(super) fn has_parameter(product: &Product, id: i64) -> bool {
    let count = i64::try_from(product.facts.len()).unwrap_or(0);
    (PARAMETER..PARAMETER + count).contains(&id)
}
