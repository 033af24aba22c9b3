//! Cards in WB's words: a new one, and one that is sent back with some of it changed.

use domain::{CardAttribute, CardChange, Packed};
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::super::wire::SubjectField;

/// Members of a card that go back as they came; the rest is read only or has methods of its own.
const KEPT: [&str; 8] = [
    "nmID",
    "vendorCode",
    "kizMarked",
    "brand",
    "title",
    "description",
    "dimensions",
    "documents",
];
/// The type of characteristics that are numbers.
const NUMBER: i64 = 4;

/// Whether anything that the card itself holds is to change.
pub(super) fn rewrites(change: &CardChange) -> bool {
    change.title.is_some()
        || change.description.is_some()
        || change.brand.is_some()
        || change.packed.is_some()
        || !change.attributes.is_empty()
        || !change.barcodes.is_empty()
}

/// Whether the card already has every characteristic that is to be set, so that their types are
/// known.
pub(super) fn knows(card: &Value, change: &CardChange) -> bool {
    let mut all = change.attributes.iter();
    all.all(|own| held(card, own).is_some())
}

/// A new card, as a variant of whatever it is made in.
pub(super) fn made(change: &CardChange, fields: &[SubjectField]) -> Value {
    let mut variant = Map::new();
    variant.insert("vendorCode".to_owned(), json!(change.article));
    set_texts(&mut variant, change);
    let characteristics: Vec<Value> = change
        .attributes
        .iter()
        .map(|own| characteristic(own, is_number(own, fields)))
        .collect();
    variant.insert("characteristics".to_owned(), json!(characteristics));
    let mut size = json!({"techSize": "0", "wbSize": ""});
    if let Some(size) = size.as_object_mut() {
        if !change.barcodes.is_empty() {
            size.insert("skus".to_owned(), json!(change.barcodes));
        }
        let price = change.price.map(|price| price.major().round());
        let price = price.and_then(|price| serde_json::from_str::<Value>(&price.to_string()).ok());
        size.extend(price.map(|price| ("price".to_owned(), price)));
    }
    variant.insert("sizes".to_owned(), json!([size]));
    Value::Object(variant)
}

/// The whole card again.
pub(super) fn rewritten(card: &Value, change: &CardChange, fields: &[SubjectField]) -> Value {
    let empty = Map::new();
    let members = card.as_object().unwrap_or(&empty);
    let mut sent: Map<String, Value> = members
        .iter()
        .filter(|(name, value)| KEPT.contains(&name.as_str()) && !value.is_null())
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    // WB adds it to what it tells and does not take it back.
    if let Some(dimensions) = sent.get_mut("dimensions").and_then(Value::as_object_mut) {
        dimensions.remove("isValid");
    }
    set_texts(&mut sent, change);
    sent.insert(
        "characteristics".to_owned(),
        characteristics(card, change, fields),
    );
    sent.insert("sizes".to_owned(), sizes(card, &change.barcodes));
    Value::Object(sent)
}

fn set_texts(card: &mut Map<String, Value>, change: &CardChange) {
    let texts = [
        ("title", &change.title),
        ("description", &change.description),
        ("brand", &change.brand),
    ];
    for (name, text) in texts {
        let text = text.as_ref().map(|text| (name.to_owned(), json!(text)));
        card.extend(text);
    }
    if let Some(packed) = change.packed {
        card.insert("dimensions".to_owned(), dimensions(packed));
    }
}

/// Whole centimetres and kilograms with three decimals.
fn dimensions(packed: Packed) -> Value {
    let centimetres = |millimetres: i64| (millimetres + 9) / 10;
    let weight = Decimal::new(packed.weight_g, 3).normalize().to_string();
    let weight: Value = serde_json::from_str(&weight).unwrap_or_default();
    json!({
        "length": centimetres(packed.length_mm),
        "width": centimetres(packed.width_mm),
        "height": centimetres(packed.height_mm),
        "weightBrutto": weight,
    })
}

fn list<'a>(card: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    card.get(name)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

/// The value of a characteristic that the card has.
fn held<'a>(card: &'a Value, own: &CardAttribute) -> Option<&'a Value> {
    let mut all = list(card, "characteristics");
    let found = all.find(|one| {
        let id = one.get("id").and_then(Value::as_i64);
        id.is_some_and(|id| id.to_string() == own.id.as_str())
    });
    found?.get("value")
}

fn characteristics(card: &Value, change: &CardChange, fields: &[SubjectField]) -> Value {
    let changed = |id: &Value| {
        let mut all = change.attributes.iter();
        all.any(|own| {
            id.as_i64()
                .is_some_and(|id| id.to_string() == own.id.as_str())
        })
    };
    let kept = list(card, "characteristics").filter(|one| !one.get("id").is_some_and(changed));
    let kept = kept.map(|one| json!({"id": one.get("id"), "value": one.get("value")}));
    let set = change.attributes.iter().map(|own| {
        let number = held(card, own).map_or_else(|| is_number(own, fields), Value::is_number);
        characteristic(own, number)
    });
    Value::Array(kept.chain(set).collect())
}

fn is_number(own: &CardAttribute, fields: &[SubjectField]) -> bool {
    let mut all = fields.iter();
    let field = all.find(|field| {
        field
            .charc_id
            .is_some_and(|id| id.to_string() == own.id.as_str())
    });
    field.is_some_and(|field| field.charc_type == Some(NUMBER))
}

/// A number, or a list of texts.
fn characteristic(own: &CardAttribute, number: bool) -> Value {
    let text = own.shown.value.trim();
    let plain = text.replace(',', ".");
    let value = plain
        .parse::<Decimal>()
        .ok()
        .filter(|_| number)
        .and_then(|value| serde_json::from_str::<Value>(&value.normalize().to_string()).ok());
    let texts = || -> Vec<&str> { text.split(", ").filter(|text| !text.is_empty()).collect() };
    let id: i64 = own.id.as_str().parse().unwrap_or_default();
    json!({"id": id, "value": value.unwrap_or_else(|| json!(texts()))})
}

/// Sizes with their barcodes, which can only be added; new ones go to the first size.
fn sizes(card: &Value, barcodes: &[String]) -> Value {
    let known: Vec<&str> = list(card, "sizes")
        .flat_map(|size| list(size, "skus"))
        .filter_map(Value::as_str)
        .collect();
    let new: Vec<&str> = barcodes.iter().map(String::as_str).collect();
    let new = new.into_iter().filter(|code| !known.contains(code));
    let mut new: Vec<Value> = new.map(Value::from).collect();
    let size = |size: &Value| {
        let mut sent = Map::new();
        for name in ["chrtID", "techSize", "wbSize"] {
            let value = size.get(name).filter(|value| !value.is_null());
            sent.extend(value.map(|value| (name.to_owned(), value.clone())));
        }
        let skus = list(size, "skus").cloned().chain(std::mem::take(&mut new));
        sent.insert("skus".to_owned(), Value::Array(skus.collect()));
        Value::Object(sent)
    };
    Value::Array(list(card, "sizes").map(size).collect())
}

/// Whether the card holds what was wanted.
pub(super) fn holds(card: &Value, change: &CardChange) -> bool {
    let text = |name: &str, wanted: &Option<String>| {
        wanted.as_ref().is_none_or(|wanted| {
            card.get(name).and_then(Value::as_str).map(str::trim) == Some(wanted.trim())
        })
    };
    let attribute = |own: &CardAttribute| {
        let number = held(card, own).is_some_and(Value::is_number);
        held(card, own) == characteristic(own, number).get("value")
    };
    text("title", &change.title)
        && text("description", &change.description)
        && text("brand", &change.brand)
        && change.attributes.iter().all(attribute)
        && change
            .pictures
            .as_ref()
            .is_none_or(|wanted| list(card, "photos").count() == wanted.len())
}

#[cfg(test)]
mod tests {
    use domain::{AccountId, Attribute};

    use super::*;

    fn change() -> CardChange {
        CardChange {
            title: Some("Новое имя".to_owned()),
            attributes: vec![CardAttribute {
                id: "14177449".into(),
                shown: Attribute {
                    name: "Цвет".to_owned(),
                    value: "белый, синий".to_owned(),
                },
                values: Vec::new(),
            }],
            barcodes: vec!["4780063010017".to_owned()],
            ..CardChange::of(AccountId(7), Some("12345678".into()), "wb7f6mumjr1")
        }
    }

    fn card() -> Value {
        json!({"nmID": 12_345_678, "imtID": 1, "subjectID": 7771, "vendorCode": "wb7f6mumjr1",
            "brand": "Тест", "title": "Тест-система", "description": "Тестовое описание",
            "dimensions": {"length": 55, "width": 40, "height": 15, "weightBrutto": 6.24,
                "isValid": false},
            "characteristics": [{"id": 14_177_449, "name": "Цвет", "value": ["красный"]},
                {"id": 88_953, "name": "Вес", "value": 324}],
            "sizes": [{"chrtID": 316_399_238, "techSize": "0", "wbSize": "",
                "skus": ["987456321654"]}],
            "tags": [{"id": 1}], "createdAt": "2023-12-06T11:17:00Z"})
    }

    #[test]
    fn everything_that_does_not_change_goes_back_as_it_was() {
        let sent = rewritten(&card(), &change(), &[]);
        let expected = json!({"nmID": 12_345_678, "vendorCode": "wb7f6mumjr1", "brand": "Тест",
            "title": "Новое имя", "description": "Тестовое описание",
            "dimensions": {"length": 55, "width": 40, "height": 15, "weightBrutto": 6.24},
            "characteristics": [{"id": 88_953, "value": 324},
                {"id": 14_177_449, "value": ["белый", "синий"]}],
            "sizes": [{"chrtID": 316_399_238, "techSize": "0", "wbSize": "",
                "skus": ["987456321654", "4780063010017"]}]});
        assert_eq!(sent, expected, "what is left out would be erased");
        assert!(
            !holds(&card(), &change()),
            "the old card is not the new one"
        );
    }

    #[test]
    fn a_number_is_sent_as_one() {
        let mut wanted = change();
        wanted.attributes[0].id = "88953".into();
        wanted.attributes[0].shown.value = "350,5".to_owned();
        let sent = rewritten(&card(), &wanted, &[]);
        let value = list(&sent, "characteristics").find(|one| one["id"] == 88_953);
        assert_eq!(
            value.map(|one| &one["value"]),
            Some(&json!(350.5)),
            "as the card has it"
        );
        let fields = [SubjectField {
            charc_id: Some(88_953),
            charc_type: Some(NUMBER),
            ..SubjectField::default()
        }];
        let new = made(&wanted, &fields);
        let value = new.pointer("/characteristics/0/value");
        assert_eq!(value, Some(&json!(350.5)), "as the subject says");
    }
}
