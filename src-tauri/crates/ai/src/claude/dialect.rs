//! The part of JSON Schema that structured output takes.
//!
//! Bounds of numbers, texts and lists are answered with status 400 (Anthropic,
//! "Structured outputs", JSON Schema limitations). They go into the field's
//! description, where the model reads them, and stay in the schema that checks
//! the answer here. Every object is closed.

use serde_json::{Map, Value};

const NOT_TAKEN: [&str; 12] = [
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

/// Keywords whose value maps names to schemas: the names are no keywords.
const NAMED: [&str; 3] = ["properties", "$defs", "definitions"];

/// Keywords whose value is data.
const DATA: [&str; 5] = ["enum", "const", "default", "required", "examples"];

/// The same schema in the words that the API takes.
pub(super) fn taken(schema: &Value) -> Value {
    match schema {
        Value::Object(keywords) => Value::Object(object(keywords)),
        Value::Array(schemas) => Value::Array(schemas.iter().map(taken).collect()),
        other => other.clone(),
    }
}

fn object(keywords: &Map<String, Value>) -> Map<String, Value> {
    let mut kept = Map::new();
    let mut bounds = Vec::new();
    for (keyword, value) in keywords {
        if refused(keyword, value) {
            bounds.push(format!("{keyword}: {value}"));
        } else if keyword != "$schema" {
            kept.insert(keyword.clone(), below(keyword, value));
        }
    }
    if keywords.get("type").is_some_and(|kind| kind == "object") {
        kept.insert("additionalProperties".to_owned(), Value::Bool(false));
    }
    if !bounds.is_empty() {
        describe(&mut kept, &bounds.join(", "));
    }
    kept
}

fn refused(keyword: &str, value: &Value) -> bool {
    // A list may be asked to be non-empty, and no more than that.
    let too_long = keyword == "minItems" && value.as_u64().is_some_and(|least| least > 1);
    too_long || NOT_TAKEN.contains(&keyword)
}

fn below(keyword: &str, value: &Value) -> Value {
    match value {
        Value::Object(named) if NAMED.contains(&keyword) => {
            let schemas = named
                .iter()
                .map(|(name, schema)| (name.clone(), taken(schema)));
            Value::Object(schemas.collect())
        }
        value if DATA.contains(&keyword) => value.clone(),
        value => taken(value),
    }
}

fn describe(kept: &mut Map<String, Value>, bounds: &str) {
    let description = match kept.get("description").and_then(Value::as_str) {
        Some(text) => format!("{text} ({bounds})"),
        None => bounds.to_owned(),
    };
    kept.insert("description".to_owned(), Value::String(description));
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn bounds_move_into_the_description() {
        let schema = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "type": "object", "required": ["text", "spans"],
            "properties": {
                "text": { "type": "string", "minLength": 1, "description": "The answer" },
                "spans": { "type": "array", "minItems": 1, "maxItems": 9,
                           "items": { "type": "integer", "minimum": 0 } },
            },
        });
        let expected = json!({
            "type": "object", "required": ["text", "spans"],
            "properties": {
                "text": { "type": "string", "description": "The answer (minLength: 1)" },
                "spans": { "type": "array", "minItems": 1,
                           "items": { "type": "integer", "description": "minimum: 0" },
                           "description": "maxItems: 9" },
            },
            "additionalProperties": false,
        });
        assert_eq!(
            taken(&schema),
            expected,
            "nothing is left that status 400 answers"
        );
    }

    #[test]
    fn a_property_may_be_named_like_a_keyword() {
        let schema = json!({
            "type": "object", "additionalProperties": false,
            "properties": { "pattern": { "type": "string" },
                            "maximum": { "enum": [{ "minimum": 1 }] } },
        });
        assert_eq!(taken(&schema), schema, "names and data are no keywords");
    }
}
