//! Cards: what the seller rewrites, their rating, categories and what cards need. New cards are not
//! made here.

use chrono::DateTime;
use serde_json::{Value, json};

use super::goods::{category, cut, find, market_sku, paging};
use super::member::{at, set};
use super::{STALL, refuse};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::page::{Page, Place};
use crate::world::Product;

/// Name and description by article and language.
const CARDS: &str = "cards";

/// Name and description as the seller wrote them, in a language.
pub(super) fn written(bazaar: &Bazaar, article: &str, uzbek: bool, name: &str) -> Option<String> {
    let entry = bazaar.book.get(STALL.id, CARDS, &key(article, uzbek))?;
    Some(at(&entry.value, &format!("/{name}")).as_str()?.to_owned())
}

fn key(article: &str, uzbek: bool) -> String {
    format!("{article} {}", if uzbek { "UZ" } else { "RU" })
}

/// `POST /v2/businesses/{b}/offer-mappings/update`.
pub(super) fn update(bazaar: &Bazaar, call: &Call) -> Reply {
    let body = call.json();
    let rows = at(&body, "/offerMappings")
        .as_array()
        .cloned()
        .unwrap_or_default();
    if !(1..=500).contains(&rows.len()) {
        return refuse::bad("offerMappings: size must be between 1 and 500");
    }
    let uzbek = call.query("language") == Some("UZ");
    let offers = rows.iter().map(|row| at(row, "/offer"));
    for offer in offers.clone() {
        let id = at(offer, "/offerId").as_str().unwrap_or_default();
        if find(bazaar, id).is_none() {
            return refuse::bad("offerId: new offers are not made here");
        }
        let long = |name: &str, most| {
            let text = at(offer, &format!("/{name}")).as_str().unwrap_or_default();
            text.chars().count() > most
        };
        if long("name", 256) || long("description", 6000) {
            return refuse::bad("offer: text is too long");
        }
    }
    for offer in offers {
        let id = at(offer, "/offerId").as_str().unwrap_or_default();
        let key = key(id, uzbek);
        let old = bazaar.book.get(STALL.id, CARDS, &key);
        let mut value = old.map_or_else(|| json!({}), |entry| entry.value);
        for name in ["name", "description"] {
            if let Some(text) = at(offer, &format!("/{name}")).as_str() {
                set(&mut value, name, json!(text));
            }
        }
        bazaar.change(call, CARDS, &key, &value);
    }
    Reply::json(&json!({"status": "OK"}))
}

/// `POST /v2/businesses/{b}/offer-cards`.
pub(super) fn quality(bazaar: &Bazaar, call: &Call) -> Reply {
    read(bazaar, call).unwrap_or_else(|refusal| refusal)
}

fn read(bazaar: &Bazaar, call: &Call) -> Result<Reply, Reply> {
    let ask = Ask::of(call).ok_or_else(|| refuse::bad("Request body is malformed"))?;
    let offers = ask.texts("/offerIds");
    let (limit, after) = cut(call, 100, 200, !offers.is_empty())?;
    let advised = ask.flag("/withRecommendations") == Some(true);
    let goods = bazaar.world.products().iter();
    let goods = goods.filter(|one| offers.is_empty() || offers.contains(&one.article.as_str()));
    let place = |product: &&Product| Place::of(DateTime::UNIX_EPOCH, product.number as u64);
    let page = Page::cut(goods.collect(), place, false, after, limit);
    let next = page.next();
    let rows: Vec<Value> = page
        .rows
        .iter()
        .map(|product| card(product, advised))
        .collect();
    Ok(Reply::json(&json!({
        "status": "OK",
        "result": {"offerCards": rows, "paging": paging(next)},
    })))
}

fn card(product: &Product, advised: bool) -> Value {
    let rating = 58 + product.number * 7 % 40;
    let mut card = json!({
        "offerId": product.article,
        "mapping": {"marketSku": market_sku(product), "marketCategoryId": category(product),
                    "marketCategoryName": product.category.ru},
        "cardStatus": "HAS_CARD_CAN_UPDATE",
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
    card
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
    let wanted = call.name("categoryId");
    let mut goods = bazaar.world.products().iter();
    let Some(product) = goods.find(|product| category(product).to_string() == wanted) else {
        return refuse::not_found("Category not found");
    };
    let facts = product.facts.iter().zip(14_000_001..);
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
