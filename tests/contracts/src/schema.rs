//! From OpenAPI schemas to JSON Schema 2020-12, with objects closed.
//!
//! OpenAPI 3.0 has its own `nullable` and boolean `exclusiveMinimum`; 3.1 is JSON Schema already.
//! Both are read alike: `nullable` is no word of 3.1, but patches write it there. What stands beside
//! a `$ref` is ignored, as 3.0 says, except `nullable`, which its authors mean. Formats are dropped
//! but for the ranges of int32 and int64 and for `date-time`.
//!
//! An object that lists its properties takes no others. Closing must see through `allOf`, so every
//! named schema exists twice: closed, and open (suffix [`OPEN`]) for use inside a combination whose
//! outer schema closes the whole.

use serde_json::{Map, Value, json};

const OPEN: &str = "__open";

/// Which of the two forms.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Closed,
    Open,
}

/// A document for one schema, with every named schema it might refer to.
pub(crate) fn document(schema: &Value, definitions: &Value) -> Value {
    let mut document = json!({ "$schema": "https://json-schema.org/draft/2020-12/schema" });
    if let (Some(document), Value::Object(translated)) = (document.as_object_mut(), closed(schema))
    {
        document.extend(translated);
        document.insert("$defs".to_owned(), definitions.clone());
    }
    document
}

/// Every named schema in both forms.
pub(crate) fn definitions(schemas: &Map<String, Value>) -> Value {
    let both = schemas.iter().flat_map(|(name, schema)| {
        let open = (format!("{name}{OPEN}"), translate(schema, Form::Open));
        [(name.clone(), closed(schema)), open]
    });
    Value::Object(both.collect())
}

fn closed(schema: &Value) -> Value {
    translate(schema, Form::Closed)
}

fn translate(schema: &Value, form: Form) -> Value {
    let Value::Object(object) = schema else {
        return schema.clone();
    };
    if let Some(Value::String(to)) = object.get("$ref") {
        return nullable(object, json!({ "$ref": point(to, form) }));
    }
    let mut out = Map::new();
    let inner = if combines(object) { Form::Open } else { form };
    for (word, value) in object {
        keyword(word, value, inner, &mut out);
    }
    bounds(object, &mut out);
    if form == Form::Closed {
        close(object, &mut out);
    }
    nullable(object, Value::Object(out))
}

fn keyword(word: &str, value: &Value, inner: Form, out: &mut Map<String, Value>) {
    let translated = match word {
        "properties" => each_member(value),
        "items" => closed(value),
        "additionalProperties" if value.is_object() => closed(value),
        "allOf" | "oneOf" | "anyOf" => each(value, inner),
        "not" => translate(value, Form::Open),
        "format" if value == "date-time" => value.clone(),
        "type"
        | "enum"
        | "const"
        | "required"
        | "pattern"
        | "uniqueItems"
        | "multipleOf"
        | "additionalProperties" => value.clone(),
        word if word.starts_with("min") || word.starts_with("max") => value.clone(),
        "exclusiveMinimum" | "exclusiveMaximum" if value.is_number() => value.clone(),
        _ => return,
    };
    out.insert(word.to_owned(), translated);
}

fn each(list: &Value, form: Form) -> Value {
    let members = list.as_array().map(Vec::as_slice).unwrap_or_default();
    members
        .iter()
        .map(|member| translate(member, form))
        .collect()
}

fn each_member(object: &Value) -> Value {
    let members = object.as_object().into_iter().flatten();
    Value::Object(
        members
            .map(|(name, schema)| (name.clone(), closed(schema)))
            .collect(),
    )
}

fn point(to: &str, form: Form) -> String {
    let to = to.replace("#/components/schemas/", "#/$defs/");
    if form == Form::Open {
        format!("{to}{OPEN}")
    } else {
        to
    }
}

/// Does this schema itself close what its members leave open?
fn combines(object: &Map<String, Value>) -> bool {
    let has = |name: &str| object.contains_key(name);
    has("allOf") || (has("properties") && (has("oneOf") || has("anyOf")))
}

fn close(object: &Map<String, Value>, out: &mut Map<String, Value>) {
    if object.contains_key("additionalProperties") {
        return;
    }
    if combines(object) {
        if describes_an_object(object) {
            out.insert("unevaluatedProperties".to_owned(), Value::Bool(false));
        }
    } else if object.contains_key("properties") {
        out.insert("additionalProperties".to_owned(), Value::Bool(false));
    }
}

/// `allOf` is also used to hang a remark on a string or an enumeration; closing those says nothing
/// wrong, since the keyword looks at objects only. A lone free object (`type: object` without
/// properties) inside stays free.
fn describes_an_object(object: &Map<String, Value>) -> bool {
    let members = object
        .get("allOf")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let free = |member: &Value| {
        member.get("type").is_some_and(|kind| kind == "object")
            && member.get("properties").is_none()
            && member.get("$ref").is_none()
            && member.get("allOf").is_none()
    };
    !members.into_iter().any(free)
}

/// Boolean exclusive bounds of 3.0, and the ranges of the integer formats.
fn bounds(object: &Map<String, Value>, out: &mut Map<String, Value>) {
    for (exclusive, bound) in [
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ] {
        if object.get(exclusive) == Some(&Value::Bool(true))
            && let Some(number) = out.remove(bound)
        {
            out.insert(exclusive.to_owned(), number);
        }
    }
    let range = match object.get("format").and_then(Value::as_str) {
        Some("int32") => (i64::from(i32::MIN), i64::from(i32::MAX)),
        Some("int64") => (i64::MIN, i64::MAX),
        _ => return,
    };
    out.entry("minimum").or_insert_with(|| range.0.into());
    out.entry("maximum").or_insert_with(|| range.1.into());
}

fn nullable(object: &Map<String, Value>, schema: Value) -> Value {
    if object.get("nullable") == Some(&Value::Bool(true)) {
        json!({ "anyOf": [schema, { "type": "null" }] })
    } else {
        schema
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{definitions, document};
    use crate::shapes::Shape;

    /// Is `value` valid under `schema`, beside these named ones?
    fn valid(schema: &Value, named: &Value, value: &Value) -> bool {
        let definitions = definitions(named.as_object().expect("names"));
        let shape = Shape::new(&document(schema, &definitions)).expect("a schema");
        shape.violations(value).is_empty()
    }

    #[test]
    fn nullable_means_null_too() {
        let schema = json!({ "type": "string", "enum": ["a"], "nullable": true });
        assert!(valid(&schema, &json!({}), &Value::Null), "3.0 says so");
        assert!(
            valid(&schema, &json!({}), &json!("a")),
            "and the value itself"
        );
        let strict = json!({ "type": "string", "nullable": false });
        assert!(
            !valid(&strict, &json!({}), &Value::Null),
            "only when it is true"
        );
        let union = json!({ "type": ["string", "null"] });
        assert!(
            valid(&union, &json!({}), &Value::Null),
            "3.1 says it by type"
        );
    }

    #[test]
    fn nullable_beside_a_reference_counts() {
        let schema = json!({ "$ref": "#/components/schemas/A", "nullable": true });
        let named = json!({ "A": { "type": "integer" } });
        assert!(valid(&schema, &named, &Value::Null), "its author meant it");
        assert!(
            !valid(&schema, &named, &json!("x")),
            "the reference still holds"
        );
    }

    #[test]
    fn exclusive_bounds_of_both_dialects() {
        let old = json!({ "type": "integer", "minimum": 0, "exclusiveMinimum": true });
        assert!(
            !valid(&old, &json!({}), &json!(0)),
            "zero itself is excluded"
        );
        assert!(valid(&old, &json!({}), &json!(1)), "one is not");
        let off = json!({ "type": "integer", "minimum": 0, "exclusiveMinimum": false });
        assert!(
            valid(&off, &json!({}), &json!(0)),
            "false keeps the plain bound"
        );
        let new = json!({ "type": "integer", "exclusiveMinimum": 0 });
        assert!(!valid(&new, &json!({}), &json!(0)), "the newer form");
    }

    #[test]
    fn integers_have_the_range_of_their_format() {
        let schema = json!({ "type": "integer", "format": "int32" });
        assert!(
            !valid(&schema, &json!({}), &json!(3_000_000_000_i64)),
            "too big for 32"
        );
        let schema = json!({ "type": "integer", "format": "int64" });
        assert!(
            valid(&schema, &json!({}), &json!(3_000_000_000_i64)),
            "fine for 64"
        );
        assert!(
            !valid(&schema, &json!({}), &json!(u64::MAX)),
            "too big for 64"
        );
        let text = json!({ "type": "string", "format": "int64" });
        assert!(
            valid(&text, &json!({}), &json!("9")),
            "a string of digits is a string"
        );
    }

    #[test]
    fn times_are_checked_and_other_formats_are_not() {
        let time = json!({ "type": "string", "format": "date-time" });
        assert!(
            valid(&time, &json!({}), &json!("2026-11-22T10:00:00+03:00")),
            "RFC 3339"
        );
        assert!(
            !valid(&time, &json!({}), &json!("22.11.2026")),
            "no time at all"
        );
        let date = json!({ "type": "string", "format": "date" });
        assert!(
            valid(&date, &json!({}), &json!("22-11-2026")),
            "each has its own dates"
        );
    }

    #[test]
    fn a_member_that_is_not_described_is_refused() {
        let schema = json!({ "type": "object", "properties": { "a": {} } });
        assert!(valid(&schema, &json!({}), &json!({ "a": 1 })), "described");
        assert!(!valid(&schema, &json!({}), &json!({ "A": 1 })), "misspelt");
        let free = json!({ "type": "object" });
        assert!(
            valid(&free, &json!({}), &json!({ "x": 1 })),
            "nothing is described"
        );
        let map =
            json!({ "properties": { "a": {} }, "additionalProperties": { "type": "integer" } });
        assert!(
            valid(&map, &json!({}), &json!({ "b": 1 })),
            "a map takes any name"
        );
        assert!(
            !valid(&map, &json!({}), &json!({ "b": "x" })),
            "with its own type"
        );
    }

    #[test]
    fn closing_sees_through_combinations() {
        let named = json!({
            "Base": { "type": "object", "properties": { "id": {} }, "required": ["id"] },
            "Both": { "allOf": [{ "$ref": "#/components/schemas/Base" },
                                { "type": "object", "properties": { "name": {} } }] },
            "Deep": { "allOf": [{ "$ref": "#/components/schemas/Both" },
                                { "properties": { "more": {} } }] },
        });
        let deep = json!({ "$ref": "#/components/schemas/Deep" });
        let all = json!({ "id": 1, "name": 2, "more": 3 });
        assert!(valid(&deep, &named, &all), "each part brings its own");
        let extra = json!({ "id": 1, "other": 2 });
        assert!(!valid(&deep, &named, &extra), "nobody described `other`");
        assert!(
            !valid(&deep, &named, &json!({ "name": 2 })),
            "id is still required"
        );
    }

    #[test]
    fn alternatives_are_closed_one_by_one() {
        let schema = json!({ "oneOf": [
            { "properties": { "a": {} }, "required": ["a"] },
            { "properties": { "b": {} }, "required": ["b"] },
        ] });
        assert!(valid(&schema, &json!({}), &json!({ "a": 1 })), "the first");
        assert!(
            !valid(&schema, &json!({}), &json!({ "a": 1, "b": 2 })),
            "a mixture"
        );
    }

    #[test]
    fn recursion_ends() {
        let named = json!({ "Tree": { "type": "object", "properties": {
            "children": { "type": "array", "items": { "$ref": "#/components/schemas/Tree" } } } } });
        let tree = json!({ "$ref": "#/components/schemas/Tree" });
        let value = json!({ "children": [{ "children": [] }] });
        assert!(valid(&tree, &named, &value), "a tree of trees");
        let value = json!({ "children": [{ "child": [] }] });
        assert!(!valid(&tree, &named, &value), "closed at every depth");
    }
}
