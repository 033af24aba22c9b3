//! `cargo xtask contracts FROM`: cuts the operations that our connectors use, and every schema
//! they reach, out of the official API descriptions in the folder FROM.
//!
//! tests/contracts/operations.json says which; the result lies beside it in specs/.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value, json};

use crate::tree;

/// Reads operations.json and writes one file per entry.
pub(crate) fn extract(args: &[String]) -> Result<()> {
    let [from] = args else {
        bail!("cargo xtask contracts FROM: the folder of the descriptions")
    };
    let home = tree::root().join("tests/contracts");
    let wanted = read(&home.join("operations.json"))?;
    for entry in wanted
        .as_array()
        .context("operations.json must be a list")?
    {
        let name = text(entry, "name")?;
        let spec =
            cut_all(entry, Path::new(from)).with_context(|| format!("while cutting {name}"))?;
        let file = home.join("specs").join(format!("{name}.json"));
        fs::write(&file, format!("{}\n", serde_json::to_string_pretty(&spec)?))?;
        println!("    {}: {} schemas", file.display(), count(&spec));
    }
    Ok(())
}

fn count(spec: &Value) -> usize {
    spec.pointer("/components/schemas")
        .and_then(Value::as_object)
        .map_or(0, Map::len)
}

fn read(path: &Path) -> Result<Value> {
    let text = fs::read_to_string(path).with_context(|| format!("read {}", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is not JSON", path.display()))
}

fn text<'a>(value: &'a Value, name: &str) -> Result<&'a str> {
    value
        .get(name)
        .and_then(Value::as_str)
        .with_context(|| format!("`{name}` is missing"))
}

/// One specification out of one or more sources; an earlier source wins.
fn cut_all(entry: &Value, from: &Path) -> Result<Value> {
    let sources = entry
        .get("sources")
        .and_then(Value::as_array)
        .context("no sources")?;
    let mut wanted: BTreeSet<String> = strings(entry.get("operations")).collect();
    let mut spec = json!({ "openapi": "3.0.0", "info": {}, "paths": {}, "components": {} });
    for (number, source) in sources.iter().enumerate() {
        let source = source.as_str().context("a source is a path")?;
        let full = read(&from.join(source))?;
        if number == 0 {
            copy_head(&full, &mut spec);
        }
        let found = cut(&full, &wanted, &mut spec);
        wanted.retain(|operation| !found.contains(operation));
    }
    if let Some(missing) = wanted.first() {
        bail!("no source has `{missing}`");
    }
    put(&mut spec, "x-sources", Value::Array(sources.clone()));
    Ok(trim(spec))
}

fn strings(list: Option<&Value>) -> impl Iterator<Item = String> {
    list.and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|v| v.as_str().map(str::to_owned))
}

fn put(object: &mut Value, name: &str, value: Value) {
    if let Some(object) = object.as_object_mut() {
        object.insert(name.to_owned(), value);
    }
}

/// What holds for every operation: version, hosts, and how a request is signed.
fn copy_head(full: &Value, spec: &mut Value) {
    for name in ["openapi", "info", "servers", "security"] {
        if let Some(value) = full.get(name) {
            put(spec, name, value.clone());
        }
    }
    if let (Some(schemes), Some(components)) = (
        full.pointer("/components/securitySchemes"),
        spec.get_mut("components"),
    ) {
        put(components, "securitySchemes", schemes.clone());
    }
}

/// Copies the wanted operations of `full` that `spec` does not have yet, with all they refer to.
fn cut(full: &Value, wanted: &BTreeSet<String>, spec: &mut Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for operation in wanted {
        let Some((method, path)) = operation.split_once(' ') else {
            continue;
        };
        let Some(item) = full.get("paths").and_then(|paths| paths.get(path)) else {
            continue;
        };
        let Some(body) = item.get(method.to_lowercase()) else {
            continue;
        };
        let mut kept = json!({ method.to_lowercase(): body });
        for shared in ["parameters", "servers"] {
            if let Some(value) = item.get(shared) {
                put(&mut kept, shared, value.clone());
            }
        }
        copy_references(full, &kept, spec);
        merge_path(spec, path, kept);
        found.insert(operation.clone());
    }
    found
}

fn merge_path(spec: &mut Value, path: &str, item: Value) {
    let Some(paths) = spec.get_mut("paths").and_then(Value::as_object_mut) else {
        return;
    };
    let slot = paths.entry(path.to_owned()).or_insert_with(|| json!({}));
    if let (Some(slot), Value::Object(item)) = (slot.as_object_mut(), item) {
        slot.extend(item);
    }
}

/// Copies what `part` refers to, and what that refers to, and so on.
fn copy_references(full: &Value, part: &Value, spec: &mut Value) {
    let mut names = Vec::new();
    references(part, &mut names);
    while let Some(pointer) = names.pop() {
        if spec.pointer(&pointer).is_some() {
            continue;
        }
        let Some(target) = full.pointer(&pointer) else {
            continue;
        };
        let Some([kind, name]) = component(&pointer) else {
            continue;
        };
        references(target, &mut names);
        if let Some(components) = spec.get_mut("components").and_then(Value::as_object_mut) {
            let kinds = components.entry(kind).or_insert_with(|| json!({}));
            put(kinds, &name, target.clone());
        }
    }
}

/// `/components/schemas/Name` -> [schemas, Name], unescaped.
fn component(pointer: &str) -> Option<[String; 2]> {
    let (kind, name) = pointer.strip_prefix("/components/")?.split_once('/')?;
    Some([kind.to_owned(), name.replace("~1", "/").replace("~0", "~")])
}

fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            if let Some(Value::String(to)) = object.get("$ref") {
                found.extend(to.strip_prefix('#').map(str::to_owned));
            }
            if let Some(mapping) = object.get("discriminator").and_then(|d| d.get("mapping")) {
                let targets = mapping.as_object().into_iter().flat_map(Map::values);
                found.extend(
                    targets.filter_map(|v| v.as_str()?.strip_prefix('#').map(str::to_owned)),
                );
            }
            object.values().for_each(|value| references(value, found));
        }
        Value::Array(list) => list.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

/// Leaves out prose and examples: they are half of the bytes and check nothing. A property that is
/// itself called `description` is kept: properties are names, not keywords.
fn trim(value: Value) -> Value {
    const PROSE: [&str; 6] = [
        "description",
        "summary",
        "example",
        "examples",
        "externalDocs",
        "tags",
    ];
    match value {
        Value::Object(object) => {
            let kept = object
                .into_iter()
                .filter(|(name, _)| !PROSE.contains(&name.as_str()));
            Value::Object(kept.map(|(name, value)| trim_member(name, value)).collect())
        }
        Value::Array(list) => Value::Array(list.into_iter().map(trim).collect()),
        other => other,
    }
}

fn trim_member(name: String, value: Value) -> (String, Value) {
    let is_names = matches!(
        name.as_str(),
        "properties" | "schemas" | "parameters" | "headers"
    );
    match value {
        Value::Object(object) if is_names => {
            let members = object.into_iter().map(|(name, value)| (name, trim(value)));
            (name, Value::Object(members.collect()))
        }
        // Values, not schemas: nothing in them is prose.
        value if matches!(name.as_str(), "enum" | "default" | "const" | "required") => {
            (name, value)
        }
        value => (name, trim(value)),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::{Value, json};

    use super::{cut, trim};

    fn full() -> Value {
        json!({
            "paths": { "/a": { "get": { "responses": { "200": { "$ref": "#/components/schemas/A" } } },
                                "post": {} } },
            "components": { "schemas": {
                "A": { "properties": { "b": { "$ref": "#/components/schemas/B" } } },
                "B": { "properties": { "a": { "$ref": "#/components/schemas/A" } } },
                "Unused": {},
            } },
        })
    }

    #[test]
    fn only_the_wanted_operation_and_what_it_reaches_is_kept() {
        let mut spec = json!({ "paths": {}, "components": {} });
        let found = cut(&full(), &BTreeSet::from(["GET /a".to_owned()]), &mut spec);
        assert_eq!(found.len(), 1, "the operation is there");
        assert!(
            spec.pointer("/paths/~1a/post").is_none(),
            "nobody asked for POST"
        );
        assert!(
            spec.pointer("/components/schemas/B").is_some(),
            "reached through A"
        );
        assert!(
            spec.pointer("/components/schemas/Unused").is_none(),
            "nobody refers to it"
        );
    }

    #[test]
    fn an_operation_that_no_source_has_is_not_found() {
        let mut spec = json!({ "paths": {}, "components": {} });
        let found = cut(&full(), &BTreeSet::from(["PUT /a".to_owned()]), &mut spec);
        assert!(found.is_empty(), "the caller reports it");
    }

    #[test]
    fn prose_goes_and_a_property_called_description_stays() {
        let schema = json!({ "description": "x", "properties": { "description": { "type": "string",
            "example": "y" } }, "enum": ["tags"] });
        let expected =
            json!({ "properties": { "description": { "type": "string" } }, "enum": ["tags"] });
        assert_eq!(trim(schema), expected, "names are data, keywords are not");
    }
}
