//! Categories with their types, what the numbers of a card mean, and the values that some of them
//! choose from: `/v1/description-category/…`.

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

/// Before the numbers of values.
const FIRST: i64 = 970_000_000;

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
    language(&ask)?;
    let goods = within(bazaar, &ask)?;
    Ok(Reply::json(&json!({"result": entries(&goods)})))
}

fn language(ask: &Ask) -> Result<(), Reply> {
    let language = ask.text("/language");
    match language.is_some_and(|language| !LANGUAGES.contains(&language)) {
        true => Err(refuse::invalid("language: invalid value")),
        false => Ok(()),
    }
}

/// The goods of the category and type that are asked about.
fn within<'a>(bazaar: &'a Bazaar, ask: &Ask) -> Result<Vec<&'a Product>, Reply> {
    let number = |name: &str| {
        let given = ask.whole(&format!("/{name}")).filter(|given| *given > 0);
        given.ok_or_else(|| refuse::invalid(&format!("{name}: value must be greater than 0")))
    };
    let (wanted, of_kind) = (number("description_category_id")?, number("type_id")?);
    let goods = filed(bazaar, wanted, of_kind);
    match goods.is_empty() {
        true => Err(refuse::not_found("category or type is not found")),
        false => Ok(goods),
    }
}

/// The goods of a category and type.
pub(super) fn filed(bazaar: &Bazaar, wanted: i64, of_kind: i64) -> Vec<&Product> {
    let all = bazaar.world.products().iter();
    let filed = all.filter(|one| category(one) == wanted && kind(one) == of_kind);
    filed.collect()
}

/// `/v1/description-category/tree`: a branch for each group of goods, below it categories of one
/// type each, and a branch in which no goods may be made.
pub(super) fn tree(bazaar: &Bazaar, call: &Call) -> Reply {
    let checked = Ask::of(call).ok_or_else(|| refuse::invalid("invalid JSON"));
    if let Err(refusal) = checked.and_then(|ask| language(&ask)) {
        return refusal;
    }
    let branch = |group: &str, id: i64, name: &str| {
        let own = bazaar
            .world
            .products()
            .iter()
            .filter(|one| one.group == group);
        let mut leaves: Vec<(i64, i64, &str)> = own
            .map(|one| (category(one), kind(one), one.category.ru.as_str()))
            .collect();
        leaves.sort_unstable();
        leaves.dedup();
        let children = leaves.into_iter().map(|(id, kind, name)| {
            let kinds = [
                json!({"type_id": kind, "type_name": name, "disabled": false,
                                "children": []}),
            ];
            json!({"description_category_id": id, "category_name": name, "disabled": false,
                   "children": kinds})
        });
        json!({"description_category_id": id, "category_name": name, "disabled": false,
               "children": children.collect::<Vec<_>>()})
    };
    let closed = json!({"type_id": 90_001, "type_name": "Антиквариат", "disabled": true,
                        "children": []});
    let closed = json!({"description_category_id": 17_030_003, "category_name": "Антиквариат",
                        "disabled": true, "children": [closed]});
    Reply::json(&json!({"result": [
        branch("textile", 17_030_001, "Текстиль"),
        branch("kitchen", 17_030_002, "Посуда"),
        closed,
    ]}))
}

/// Number of a value that is chosen; zero for one that is free text. The dictionary of a
/// characteristic holds what some product of the shop has.
pub(super) fn value_id(bazaar: &Bazaar, id: i64, text: &str) -> i64 {
    let all = words(bazaar, id).into_iter();
    let mut numbered = all.zip(FIRST + id * 1000..);
    numbered
        .find(|(word, _)| *word == text)
        .map_or(0, |(_, number)| number)
}

/// The words of a value that is chosen.
pub(super) fn word(bazaar: &Bazaar, id: i64, number: i64) -> Option<&str> {
    let at = usize::try_from(number - FIRST - id * 1000).ok()?;
    words(bazaar, id).get(at).copied()
}

fn words(bazaar: &Bazaar, id: i64) -> Vec<&str> {
    let mut words: Vec<&str> = bazaar
        .world
        .products()
        .iter()
        .filter_map(|product| match id {
            BRAND => Some(product.brand.as_str()),
            COLOUR => Some(product.colour.ru.as_str()),
            _ => None,
        })
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// `/v1/description-category/attribute/values`.
pub(super) fn values(bazaar: &Bazaar, call: &Call) -> Reply {
    page(bazaar, call).unwrap_or_else(|refusal| refusal)
}

fn page(bazaar: &Bazaar, call: &Call) -> Result<Reply, Reply> {
    let ask = Ask::of(call).ok_or_else(|| refuse::invalid("invalid JSON"))?;
    language(&ask)?;
    within(bazaar, &ask)?;
    let limit = limit(&ask, 2000)?;
    let after = ask.whole("/last_value_id").unwrap_or(0);
    let mut rows = rows(bazaar, &ask)?;
    rows.retain(|(number, _)| *number > after);
    let has_next = rows.len() > limit;
    rows.truncate(limit);
    Ok(Reply::json(
        &json!({"result": shown(&rows), "has_next": has_next}),
    ))
}

/// `/v1/description-category/attribute/values/search`.
pub(super) fn search(bazaar: &Bazaar, call: &Call) -> Reply {
    matching(bazaar, call).unwrap_or_else(|refusal| refusal)
}

fn matching(bazaar: &Bazaar, call: &Call) -> Result<Reply, Reply> {
    let ask = Ask::of(call).ok_or_else(|| refuse::invalid("invalid JSON"))?;
    within(bazaar, &ask)?;
    let limit = limit(&ask, 100)?;
    let text = ask.text("/value").unwrap_or_default().to_lowercase();
    if text.chars().count() < 2 {
        return Err(refuse::invalid(
            "value: length must be at least 2 characters",
        ));
    }
    let mut rows = rows(bazaar, &ask)?;
    rows.retain(|(_, word)| word.to_lowercase().contains(&text));
    rows.truncate(limit);
    Ok(Reply::json(&json!({"result": shown(&rows)})))
}

fn limit(ask: &Ask, most: i64) -> Result<usize, Reply> {
    let limit = ask
        .whole("/limit")
        .filter(|limit| (1..=most).contains(limit));
    let limit = limit.and_then(|limit| usize::try_from(limit).ok());
    limit.ok_or_else(|| refuse::invalid(&format!("limit: value must be inside range [1, {most}]")))
}

/// Numbers and words of the values of the characteristic that is asked about.
fn rows<'a>(bazaar: &'a Bazaar, ask: &Ask) -> Result<Vec<(i64, &'a str)>, Reply> {
    let id = ask.whole("/attribute_id").unwrap_or_default();
    let words = words(bazaar, id);
    match words.is_empty() {
        true => Err(refuse::invalid(
            "attribute_id: the attribute has no dictionary",
        )),
        false => Ok((FIRST + id * 1000..).zip(words).collect()),
    }
}

fn shown(rows: &[(i64, &str)]) -> Vec<Value> {
    let row =
        |(id, value): &(i64, &str)| json!({"id": id, "value": value, "info": "", "picture": ""});
    rows.iter().map(row).collect()
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
        "is_collection": id == COLOUR,
        "is_required": is_required,
        "is_aspect": id == COLOUR,
        "max_value_count": if id == COLOUR { 5 } else { 1 },
        "group_name": "Общие",
        "group_id": 18_347,
        "dictionary_id": if [BRAND, COLOUR].contains(&id) { 28_732_000 + id } else { 0 },
        "category_dependent": false,
        "complex_is_collection": false,
    })
}
