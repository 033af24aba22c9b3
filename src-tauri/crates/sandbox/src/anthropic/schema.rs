//! The part of JSON Schema that structured output takes, and a value that fits a schema.

use serde_json::{Map, Value};

use super::check::at;

/// Keywords that are answered with 400.
const REFUSED: [&str; 12] = [
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "pattern",
];

/// The first thing that is wrong with a schema.
pub(super) fn fault(schema: &Value) -> Option<String> {
    let Some(words) = schema.as_object() else {
        return Some("Input should be an object".to_owned());
    };
    let kind = words.get("type").and_then(Value::as_str).unwrap_or("any");
    if let Some(word) = words.keys().find(|word| REFUSED.contains(&word.as_str())) {
        return Some(format!(
            "For '{kind}' type, property '{word}' is not supported"
        ));
    }
    if kind == "object" && words.get("additionalProperties") != Some(&Value::Bool(false)) {
        return Some("For 'object' type, 'additionalProperties' must be set to false".to_owned());
    }
    below(words).find_map(fault)
}

/// The schemas right inside of a schema.
fn below(words: &Map<String, Value>) -> impl Iterator<Item = &Value> {
    let named = ["properties", "$defs", "definitions"].into_iter();
    let named = named.filter_map(|word| words.get(word)?.as_object());
    let listed = ["anyOf", "allOf", "oneOf"].into_iter();
    let listed = listed.filter_map(|word| words.get(word)?.as_array());
    named
        .flat_map(Map::values)
        .chain(listed.flatten())
        .chain(words.get("items"))
}

/// A dull value that fits `schema`; members of `known` take the place of dull ones that they fit.
pub(super) fn value(schema: &Value, known: &Map<String, Value>) -> Value {
    let Some(members) = at(schema, "/properties").as_object() else {
        return dull(schema);
    };
    let fill = |(name, schema): (&String, &Value)| {
        let value = known.get(name).filter(|value| fits(schema, value));
        (name.clone(), value.cloned().unwrap_or_else(|| dull(schema)))
    };
    Value::Object(members.iter().map(fill).collect())
}

fn dull(schema: &Value) -> Value {
    if let Some(first) = at(schema, "/enum").as_array().and_then(|all| all.last()) {
        return first.clone();
    }
    let kind = match at(schema, "/type") {
        Value::Array(kinds) => kinds.first().and_then(Value::as_str),
        kind => kind.as_str(),
    };
    match kind {
        Some("object") => value(schema, &Map::new()),
        Some("array") => Value::Array(Vec::new()),
        Some("integer" | "number") => Value::from(0),
        Some("boolean") => Value::Bool(false),
        Some("null") => Value::Null,
        _ => Value::from("Хорошо"),
    }
}

/// Whether a value is one of the allowed ones, where they are counted up, or of the right type.
fn fits(schema: &Value, value: &Value) -> bool {
    if let Some(all) = at(schema, "/enum").as_array() {
        return all.contains(value);
    }
    let is = |kind: &str| match kind {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "null" => value.is_null(),
        _ => true,
    };
    match at(schema, "/type") {
        Value::String(kind) => is(kind),
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).any(is),
        _ => true,
    }
}
