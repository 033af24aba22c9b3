//! What Ozon takes in an item of `/v3/product/import`, and how it tells what it does not take.

use serde_json::{Map, Value, json};

use super::dictionary::{self, BRAND, COLOUR};
use super::price;
use crate::bazaar::Bazaar;
use crate::member::at;
use crate::world::Product;

/// Why an item was not taken: code, field, words, and the attribute that is meant.
pub(super) type Fault = (
    &'static str,
    &'static str,
    String,
    Option<(i64, &'static str)>,
);

/// A fault of a member.
pub(super) fn fault(code: &'static str, field: &'static str, words: &str) -> Fault {
    (code, field, words.to_owned(), None)
}

/// As the task tells it.
pub(super) fn told((code, field, words, attribute): Fault) -> Value {
    let (id, name) = attribute.unwrap_or_default();
    json!({
        "code": code, "field": field, "message": words, "description": words,
        "level": "error", "state": "", "attribute_id": id, "attribute_name": name,
    })
}

/// The card that an item makes of a product that is filed like `product`, and its price in kopecks.
/// Everything that is not sent is erased.
pub(super) fn whole(
    bazaar: &Bazaar,
    product: &Product,
    item: &Value,
) -> Result<(Value, i64), Fault> {
    measured(item)?;
    if filed(item) != (dictionary::category(product), dictionary::kind(product)) {
        return Err(misfiled());
    }
    let all = at(item, "/attributes").as_array();
    let all = checked(bazaar, all.map_or(&[], Vec::as_slice))?;
    let sum = price::kopecks(text(item, "price")).filter(|sum| *sum > 0);
    let sum = sum.ok_or_else(|| fault("PRICE", "price", "укажите цену"))?;
    Ok((card(item, &all), sum))
}

/// A name, and sizes in the units of the sandbox.
fn measured(item: &Value) -> Result<(), Fault> {
    if !(1..=500).contains(&text(item, "name").chars().count()) {
        let words = "название от 1 до 500 символов";
        return Err(fault("NAME_LENGTH", "name", words));
    }
    for side in ["depth", "width", "height", "weight"] {
        let length = item.get(side).and_then(Value::as_i64);
        if length.is_none_or(|length| length <= 0) {
            return Err(fault("DIMENSIONS", "depth", "укажите габариты и вес"));
        }
    }
    match (text(item, "dimension_unit"), text(item, "weight_unit")) {
        ("mm", "g") => Ok(()),
        _ => Err(fault("UNITS", "dimension_unit", "единицы mm и g")),
    }
}

fn text<'a>(item: &'a Value, name: &str) -> &'a str {
    item.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// As it is told later, with `all` its characteristics.
fn card(item: &Value, all: &[Value]) -> Value {
    let mut card = Map::new();
    for name in [
        "name",
        "depth",
        "width",
        "height",
        "weight",
        "dimension_unit",
        "weight_unit",
    ] {
        card.extend(item.get(name).map(|value| (name.to_owned(), value.clone())));
    }
    for name in ["primary_image", "color_image", "barcode"] {
        card.insert(name.to_owned(), json!(text(item, name)));
    }
    let code = Some(text(item, "barcode")).filter(|code| !code.is_empty());
    let images = item.get("images").filter(|all| all.is_array());
    for (name, value) in [
        ("attributes", json!(all)),
        ("complex_attributes", parts(item)),
        ("barcodes", json!(Vec::from_iter(code))),
        ("images", images.cloned().unwrap_or_else(|| json!([]))),
    ] {
        card.insert(name.to_owned(), value);
    }
    Value::Object(primary(card))
}

/// Parts of complex characteristics are told side by side.
fn parts(item: &Value) -> Value {
    let all = item.get("complex_attributes").and_then(Value::as_array);
    let all = all.into_iter().flatten();
    let parts = all.filter_map(|one| one.get("attributes")?.as_array());
    Value::Array(parts.flatten().cloned().collect())
}

/// Category and type that an item names; zero is none.
pub(super) fn filed(item: &Value) -> (i64, i64) {
    let number = |pointer: &str| at(item, pointer).as_i64().unwrap_or_default();
    (number("/description_category_id"), number("/type_id"))
}

/// A card stays where it is filed, and a new one is filed where goods are.
pub(super) fn misfiled() -> Fault {
    let words = "неверная категория или тип";
    fault("CATEGORY", "description_category_id", words)
}

/// Without a first picture the first of the others is it.
pub(super) fn primary(mut card: Map<String, Value>) -> Map<String, Value> {
    if card.get("primary_image").is_none_or(|image| image == "") {
        let first = card.get("images").and_then(|images| images.get(0)).cloned();
        card.insert(
            "primary_image".to_owned(),
            first.unwrap_or_else(|| json!("")),
        );
    }
    card
}

/// Characteristics as they are told, the required ones among them.
fn checked(bazaar: &Bazaar, all: &[Value]) -> Result<Vec<Value>, Fault> {
    let all: Vec<Value> = all
        .iter()
        .map(|one| chosen(bazaar, one))
        .collect::<Result<_, _>>()?;
    let branded = |one: &Value| *at(one, "/id") == BRAND && *at(one, "/values") != json!([]);
    if all.iter().any(branded) {
        return Ok(all);
    }
    let words = "Не указано значение обязательного атрибута".to_owned();
    Err((
        "error_attribute_values_empty",
        "attribute",
        words,
        Some((BRAND, "Бренд")),
    ))
}

/// A value of a dictionary is named by its number or its words, and told by both.
pub(super) fn chosen(bazaar: &Bazaar, one: &Value) -> Result<Value, Fault> {
    let id = one.get("id").and_then(Value::as_i64).unwrap_or_default();
    let values = one.get("values").and_then(Value::as_array);
    let mut told = Vec::new();
    for value in values.into_iter().flatten() {
        let number = value.get("dictionary_value_id").and_then(Value::as_i64);
        let word = value
            .get("value")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let known = match number.filter(|number| *number > 0) {
            Some(number) => dictionary::word(bazaar, id, number).map(|word| (number, word)),
            None => Some((dictionary::value_id(bazaar, id, word), word)),
        };
        let known = known.filter(|(number, _)| *number > 0 || ![BRAND, COLOUR].contains(&id));
        let (number, word) = known.ok_or_else(|| {
            let words = "Нет такого значения в справочнике".to_owned();
            (
                "error_attribute_value_not_found",
                "attribute",
                words,
                Some((id, "")),
            )
        })?;
        told.push(json!({"dictionary_value_id": number, "value": word}));
    }
    let complex = one
        .get("complex_id")
        .and_then(Value::as_i64)
        .unwrap_or_default();
    Ok(json!({"id": id, "complex_id": complex, "values": told}))
}
