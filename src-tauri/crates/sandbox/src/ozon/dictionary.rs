//! What the numbers of a card mean: `/v1/description-category/attribute`.

use serde_json::{Value, json};

use super::refuse;
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::world::Product;

/// Brand.
pub(super) const BRAND: i64 = 85;
/// Title.
pub(super) const NAME: i64 = 4180;
/// Description.
pub(super) const ANNOTATION: i64 = 4191;
/// Colour.
pub(super) const COLOUR: i64 = 10_096;

/// What every category of the demo has: number, name, whether it is required.
const COMMON: [(i64, &str, bool); 4] = [
    (BRAND, "Бренд", true),
    (NAME, "Название", false),
    (ANNOTATION, "Аннотация", false),
    (COLOUR, "Цвет товара", false),
];

/// Attribute numbers of the facts. 4382 size, 4383 weight, 4384 set, 4385 warranty and 4389
/// country are Ozon's; the others are the sandbox's own, because the numbers differ by category.
/// They are called as the shop's cards call them.
pub(super) const FACTS: [(&str, i64); 10] = [
    ("material", 4604),
    ("size", 4382),
    ("care", 10_398),
    ("country", 4389),
    ("warranty", 4385),
    ("set", 4384),
    ("density", 5_381),
    ("weight", 4383),
    ("heat", 7_188),
    ("volume", 8_962),
];

/// Languages that names are told in.
const LANGUAGES: [&str; 5] = ["DEFAULT", "RU", "EN", "TR", "ZH_HANS"];

/// Number of the category in the tree of descriptions.
pub(super) fn category(product: &Product) -> i64 {
    let name = &product.category.ru;
    17_027_000
        + name
            .chars()
            .map(|sign| i64::from(u32::from(sign)))
            .sum::<i64>()
            % 1000
}

/// Number of the type of goods; the demo's categories have one each.
pub(super) fn kind(product: &Product) -> i64 {
    92_000 + category(product) % 1000
}

/// Names of the attributes of one category and type, in Russian whatever the language: the demo
/// shop has no other.
pub(super) fn attributes(bazaar: &Bazaar, call: &Call) -> Reply {
    told(bazaar, call).unwrap_or_else(|refusal| refusal)
}

fn told(bazaar: &Bazaar, call: &Call) -> Result<Reply, Reply> {
    let ask = Ask::of(call).ok_or_else(|| refuse::invalid("invalid JSON"))?;
    let number = |name: &str| {
        let given = ask.whole(&format!("/{name}")).filter(|given| *given > 0);
        given.ok_or_else(|| refuse::invalid(&format!("{name}: value must be greater than 0")))
    };
    let (wanted, of_kind) = (number("description_category_id")?, number("type_id")?);
    let language = ask.text("/language");
    if language.is_some_and(|language| !LANGUAGES.contains(&language)) {
        return Err(refuse::invalid("language: invalid value"));
    }
    let all = bazaar.world.products().iter();
    let within = all.filter(|one| category(one) == wanted && kind(one) == of_kind);
    let goods: Vec<&Product> = within.collect();
    if goods.is_empty() {
        return Err(refuse::not_found("category or type is not found"));
    }
    Ok(Reply::json(&json!({"result": entries(&goods)})))
}

/// The common attributes, then each fact that some product of the category has.
fn entries(goods: &[&Product]) -> Vec<Value> {
    let common = COMMON.map(|(id, name, required)| entry(id, name, required));
    let facts = FACTS.iter().filter_map(|(key, id)| {
        let fact = goods.iter().find_map(|product| product.fact(key))?;
        Some(entry(*id, &fact.label.ru, false))
    });
    common.into_iter().chain(facts).collect()
}

fn entry(id: i64, name: &str, is_required: bool) -> Value {
    json!({
        "id": id,
        "attribute_complex_id": 0,
        "name": name,
        "description": "",
        "type": "String",
        "is_collection": false,
        "is_required": is_required,
        "is_aspect": id == COLOUR,
        "max_value_count": 0,
        "group_name": "Общие",
        "group_id": 18_347,
        "dictionary_id": 0,
        "category_dependent": false,
        "complex_is_collection": false,
    })
}
