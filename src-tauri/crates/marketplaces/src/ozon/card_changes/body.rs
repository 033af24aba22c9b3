//! Cards in Ozon's words: a new one, one that is sent back with some of it changed, and the two
//! that hold characteristics or pictures alone.

use domain::{CardAttribute, CardChange, Packed};
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use crate::ozon::convert::product::{BRAND, DESCRIPTION, NAME, TYPE};
use crate::ozon::dictionary::{Kind, numbers};

/// Members of a card that go back as they came, where they are told.
const KEPT: [&str; 4] = ["barcode", "color_image", "offer_id", "name"];

const CATEGORY: &str = "description_category_id";

/// Those without which it cannot go back.
const MEASURED: [&str; 6] = [
    "depth",
    "width",
    "height",
    "dimension_unit",
    "weight",
    "weight_unit",
];

/// Whether anything is to change that only the whole card holds.
pub(super) fn rewrites(change: &CardChange) -> bool {
    change.title.is_some() || change.packed.is_some() || change.category.is_some()
}

/// Whether characteristics are to change.
pub(super) fn describes(change: &CardChange) -> bool {
    change.description.is_some() || change.brand.is_some() || !change.attributes.is_empty()
}

pub(super) fn only_attributes(change: &CardChange) -> bool {
    describes(change) && !rewrites(change) && change.pictures.is_none()
}

pub(super) fn only_pictures(change: &CardChange) -> bool {
    change.pictures.is_some() && !rewrites(change) && !describes(change)
}

/// Where the card is or will be filed.
pub(super) fn kind(card: &Value, change: &CardChange) -> Option<Kind> {
    let now = number(card, CATEGORY).zip(number(card, "type_id"));
    change.category.as_ref().and_then(numbers).or(now)
}

/// A new card.
pub(super) fn made(change: &CardChange, (category, kind): Kind, brand: Option<Value>) -> Value {
    let mut item = Map::new();
    let mut put = |name: &str, value: Value| item.insert(name.to_owned(), value);
    put("offer_id", json!(change.article));
    put("description_category_id", json!(category));
    put("type_id", json!(kind));
    put("attributes", json!(wanted(change, brand, |_| 0)));
    if let Some(title) = &change.title {
        put("name", json!(title));
    }
    if let Some(price) = change.price {
        put("price", json!(price.major().normalize().to_string()));
        put("currency_code", json!(price.currency.code()));
    }
    if let Some(barcode) = change.barcodes.first() {
        put("barcode", json!(barcode));
    }
    if let Some(pictures) = &change.pictures {
        put("images", json!(pictures));
    }
    item.extend(change.packed.map(measures).into_iter().flatten());
    Value::Object(item)
}

/// The whole card again.
///
/// # Errors
/// What of the card cannot be read, since leaving it out would erase it.
pub(super) fn rewritten(
    card: &Value,
    info: &Value,
    change: &CardChange,
    brand: Option<Value>,
) -> Result<Value, &'static str> {
    let mut item = Map::new();
    let told = |name: &str| card.get(name).filter(|value| !value.is_null());
    for name in KEPT {
        item.extend(told(name).map(|value| (name.to_owned(), value.clone())));
    }
    for name in MEASURED {
        item.insert(name.to_owned(), told(name).ok_or(name)?.clone());
    }
    item.extend(change.packed.map(measures).into_iter().flatten());
    item.extend(priced(info)?);
    item.extend(filed(card, change)?);
    item.insert("attributes".to_owned(), merged(card, change, brand)?);
    item.insert("complex_attributes".to_owned(), complex(card)?);
    item.insert("pdf_list".to_owned(), papers(card)?);
    item.extend(shown(card, change)?);
    if let Some(title) = &change.title {
        item.insert("name".to_owned(), json!(title));
    }
    Ok(Value::Object(item))
}

/// Characteristics that change; the others stay.
pub(super) fn attributes(card: &Value, change: &CardChange, brand: Option<Value>) -> Value {
    let attributes = wanted(change, brand, |id| complex_of(card, id));
    json!({ "items": [{ "offer_id": change.article, "attributes": attributes }] })
}

/// All pictures anew; the sample of the colour stays.
pub(super) fn pictures(card: &Value, change: &CardChange) -> Value {
    let colour = card.get("color_image").and_then(Value::as_str);
    let pictures = change.pictures.as_deref().unwrap_or_default();
    json!({ "items": [{
        "offer_id": change.article,
        "images": pictures,
        "color_image": colour.unwrap_or_default(),
    }] })
}

/// Price, crossed-out price, currency and tax as they stand. Tax is told as `0.0`, and taken
/// as `0`.
fn priced(info: &Value) -> Result<Map<String, Value>, &'static str> {
    let mut said = Map::new();
    for name in ["price", "old_price", "currency_code", "vat"] {
        let text = info.get(name).and_then(Value::as_str);
        let text = text.filter(|text| !text.is_empty());
        let plain = match (name, text) {
            ("old_price", None) => "0".to_owned(),
            (_, None) => return Err(name),
            ("currency_code", Some(text)) => text.to_owned(),
            (_, Some(text)) => text
                .parse::<Decimal>()
                .map_err(|_| name)?
                .normalize()
                .to_string(),
        };
        said.insert(name.to_owned(), plain.into());
    }
    Ok(said)
}

/// Another category is named beside the old one.
fn filed(card: &Value, change: &CardChange) -> Result<Map<String, Value>, &'static str> {
    let now = number(card, CATEGORY).ok_or(CATEGORY)?;
    let (category, kind) = kind(card, change).ok_or("type_id")?;
    let mut said = Map::new();
    said.insert(CATEGORY.to_owned(), json!(now));
    said.insert("type_id".to_owned(), json!(kind));
    if category != now {
        said.insert("new_description_category_id".to_owned(), json!(category));
    }
    Ok(said)
}

/// What stands, with what is to change in its place. The type is told by its own member, and the
/// title stands among the characteristics, too.
fn merged(card: &Value, change: &CardChange, brand: Option<Value>) -> Result<Value, &'static str> {
    const ALL: &str = "attributes";
    let all = card.get(ALL).and_then(Value::as_array).ok_or(ALL)?;
    let new = wanted(change, brand, |id| complex_of(card, id));
    let replaced = |id: i64| new.iter().any(|one| id_of(one) == Some(id));
    let mut merged = Vec::with_capacity(all.len());
    for one in all {
        let id = id_of(one).ok_or(ALL)?;
        match (&change.title, id) {
            _ if replaced(id) => {}
            (_, TYPE) if change.category.is_some() => {}
            (Some(title), NAME) => merged.push(attribute(id, 0, &json!([{ "value": title }]))),
            _ => merged.push(kept(one).ok_or(ALL)?),
        }
    }
    merged.extend(new);
    Ok(Value::Array(merged))
}

/// Characteristics of parts. The description shows the parts side by side, the server nests them.
fn complex(card: &Value) -> Result<Value, &'static str> {
    const ALL: &str = "complex_attributes";
    let (mut nested, mut flat) = (Vec::new(), Vec::new());
    for one in list(card, ALL) {
        match one.get("attributes").and_then(Value::as_array) {
            Some(parts) => {
                let parts: Option<Vec<Value>> = parts.iter().map(kept).collect();
                nested.push(json!({ "attributes": parts.ok_or(ALL)? }));
            }
            None => flat.push(kept(one).ok_or(ALL)?),
        }
    }
    if !flat.is_empty() {
        nested.push(json!({ "attributes": flat }));
    }
    Ok(Value::Array(nested))
}

/// Documents go back by their addresses.
fn papers(card: &Value) -> Result<Value, &'static str> {
    const ALL: &str = "pdf_list";
    let mut papers = Vec::new();
    for (index, one) in list(card, ALL).enumerate() {
        let address = one.get("file_name").and_then(Value::as_str);
        let address = address
            .filter(|address| address.starts_with("http"))
            .ok_or(ALL)?;
        papers.push(json!({ "index": index, "name": one.get("name"), "src_url": address }));
    }
    Ok(Value::Array(papers))
}

/// The pictures: those that are wanted, else those that stand there. They are addresses; the
/// description shows objects that hold them, too.
fn shown(card: &Value, change: &CardChange) -> Result<Map<String, Value>, &'static str> {
    const ALL: &str = "images";
    let mut said = Map::new();
    if let Some(pictures) = &change.pictures {
        said.insert(ALL.to_owned(), json!(pictures));
        return Ok(said);
    }
    let primary = card.get("primary_image").and_then(Value::as_str);
    let primary = primary.unwrap_or_default();
    let mut others = Vec::new();
    for one in list(card, ALL) {
        let address = one.get("file_name").unwrap_or(one).as_str().ok_or(ALL)?;
        others.extend((address != primary).then(|| address.to_owned()));
    }
    said.insert(ALL.to_owned(), json!(others));
    said.insert("primary_image".to_owned(), json!(primary));
    Ok(said)
}

/// Whole millimetres and grams.
fn measures(packed: Packed) -> Map<String, Value> {
    let sides = [
        ("depth", json!(packed.length_mm)),
        ("width", json!(packed.width_mm)),
        ("height", json!(packed.height_mm)),
        ("dimension_unit", json!("mm")),
        ("weight", json!(packed.weight_g)),
        ("weight_unit", json!("g")),
    ];
    sides
        .map(|(name, value)| (name.to_owned(), value))
        .into_iter()
        .collect()
}

/// The characteristics that are to be set.
fn wanted(change: &CardChange, brand: Option<Value>, complex: impl Fn(i64) -> i64) -> Vec<Value> {
    let description = change.description.as_ref();
    let description = description.map(|text| (DESCRIPTION, json!([{ "value": text }])));
    let brand = brand.map(|value| (BRAND, json!([value])));
    let own = change.attributes.iter().filter_map(|own| {
        let id = own.id.as_str().parse().ok()?;
        Some((id, values(own)))
    });
    let all = own.chain(description).chain(brand);
    all.map(|(id, values)| attribute(id, complex(id), &values))
        .collect()
}

/// Values of a dictionary by their numbers, anything else by its words.
pub(super) fn values(own: &CardAttribute) -> Value {
    let numbers = own
        .values
        .iter()
        .filter_map(|id| id.as_str().parse::<i64>().ok());
    let chosen: Vec<Value> = numbers
        .map(|id| json!({ "dictionary_value_id": id }))
        .collect();
    match chosen.is_empty() {
        true => json!([{ "value": own.shown.value.trim() }]),
        false => Value::Array(chosen),
    }
}

fn attribute(id: i64, complex: i64, values: &Value) -> Value {
    json!({ "complex_id": complex, "id": id, "values": values })
}

/// One that stands, as it is taken back.
fn kept(one: &Value) -> Option<Value> {
    let values = one.get("values")?.as_array()?;
    let complex = number(one, "complex_id");
    let values = Value::from(values.clone());
    Some(attribute(id_of(one)?, complex.unwrap_or_default(), &values))
}

/// The complex characteristic that a part belongs to; zero where it is none.
fn complex_of(card: &Value, id: i64) -> i64 {
    let mut all = list(card, "attributes");
    let own = all.find(|one| id_of(one) == Some(id));
    let complex = own.and_then(|one| number(one, "complex_id"));
    complex.unwrap_or_default()
}

pub(super) fn id_of(one: &Value) -> Option<i64> {
    number(one, "id")
}

/// A number, which also comes as text.
pub(super) fn number(row: &Value, name: &str) -> Option<i64> {
    let told = row.get(name)?;
    told.as_i64().or_else(|| told.as_str()?.parse().ok())
}

pub(super) fn list<'a>(card: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    let found = card.get(name).and_then(Value::as_array);
    found.into_iter().flatten()
}
