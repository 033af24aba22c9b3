//! Path, query and header parameters, and the header that signs a request.

use serde_json::Value;

use crate::catalogue::{Found, Operation};
use crate::exchange::Exchange;

/// Every violation in the parameters of a request.
pub(crate) fn check(found: &Found<'_>, exchange: &Exchange) -> Vec<String> {
    let operation = found.operation;
    let described = described(operation);
    let mut violations = unknown_queries(operation, &described, exchange);
    for parameter in described {
        let name = parameter
            .get("name")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let place = parameter
            .get("in")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let values = values(parameter, place, name, found, exchange);
        let required = parameter
            .get("required")
            .and_then(Value::as_bool)
            .unwrap_or(false);
        if values.is_empty() {
            if required {
                violations.push(about(operation, place, name, "required, and not sent"));
            }
        } else if let Err(what) = fits(operation, parameter, &values) {
            violations.push(about(operation, place, name, &what));
        }
    }
    violations.extend(unsigned(operation, exchange));
    violations
}

fn about(operation: &Operation, place: &str, name: &str, what: &str) -> String {
    format!("{}: {place} parameter `{name}`: {what}", operation.name())
}

/// Parameters of the operation and of its path.
fn described(operation: &Operation) -> Vec<&Value> {
    let lists = [&operation.body, &operation.item].map(|part| part.get("parameters"));
    let all = lists
        .into_iter()
        .flatten()
        .filter_map(Value::as_array)
        .flatten();
    all.map(|parameter| operation.spec.resolve(parameter))
        .collect()
}

/// The name, and the other spellings that the file itself allows (`x-aliases`).
fn answers_to(parameter: &Value, name: &str) -> bool {
    let aliases = parameter.get("x-aliases").and_then(Value::as_array);
    parameter.get("name").is_some_and(|own| own == name)
        || aliases.is_some_and(|aliases| aliases.iter().any(|alias| alias == name))
}

fn unknown_queries(
    operation: &Operation,
    described: &[&Value],
    exchange: &Exchange,
) -> Vec<String> {
    let known = |name: &str| {
        let mut queries = described
            .iter()
            .filter(|p| p.get("in").is_some_and(|place| place == "query"));
        queries.any(|parameter| answers_to(parameter, name))
    };
    let unknown = exchange.query.iter().filter(|(name, _)| !known(name));
    unknown
        .map(|(name, _)| about(operation, "query", name, "not described"))
        .collect()
}

fn values(
    parameter: &Value,
    place: &str,
    name: &str,
    found: &Found<'_>,
    exchange: &Exchange,
) -> Vec<String> {
    let matching = |pairs: &[(String, String)], same: &dyn Fn(&str) -> bool| -> Vec<String> {
        pairs
            .iter()
            .filter(|(key, _)| same(key))
            .map(|(_, value)| value.clone())
            .collect()
    };
    match place {
        "path" => matching(&found.path, &|key| key == name),
        "query" => matching(&exchange.query, &|key| answers_to(parameter, key)),
        "header" => matching(&exchange.request_headers, &|key| {
            key.eq_ignore_ascii_case(name)
        }),
        _ => Vec::new(),
    }
}

/// Text has no type: a value fits when one reading of it does.
fn fits(operation: &Operation, parameter: &Value, values: &[String]) -> Result<(), String> {
    let Some(schema) = parameter.get("schema") else {
        return Ok(());
    };
    let shape = operation.spec.shape(schema)?;
    let resolved = operation.spec.resolve(schema);
    let is_list = resolved.get("type").is_some_and(|kind| kind == "array");
    if !is_list && values.len() > 1 {
        return Err("sent more than once".to_owned());
    }
    let together = parameter.get("explode") == Some(&Value::Bool(false));
    let texts: Vec<&str> = if is_list && together {
        values.iter().flat_map(|value| value.split(',')).collect()
    } else {
        values.iter().map(String::as_str).collect()
    };
    let mut first = None;
    for reading in [as_number, as_flag, as_text] {
        let Some(read) = texts
            .iter()
            .map(|text| reading(text))
            .collect::<Option<Vec<_>>>()
        else {
            continue;
        };
        let value = if is_list {
            Value::Array(read)
        } else {
            read.into_iter().next().unwrap_or_default()
        };
        let violations = shape.violations(&value);
        if violations.is_empty() {
            return Ok(());
        }
        first = first.or_else(|| violations.into_iter().next());
    }
    Err(first.unwrap_or_else(|| "not readable".to_owned()))
}

fn as_number(text: &str) -> Option<Value> {
    let whole = text.parse::<i64>().ok().map(Value::from);
    whole.or_else(|| text.parse::<f64>().ok().map(Value::from))
}

fn as_flag(text: &str) -> Option<Value> {
    text.parse::<bool>().ok().map(Value::from)
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "one of three readings; the other two may fail"
)]
fn as_text(text: &str) -> Option<Value> {
    Some(Value::from(text))
}

/// The header that carries the key must be there; any one of the described ways will do.
fn unsigned(operation: &Operation, exchange: &Exchange) -> Option<String> {
    let root = &operation.spec.root;
    let ways = operation
        .body
        .get("security")
        .or_else(|| root.get("security"))?
        .as_array()?;
    let headers: Vec<&str> = ways
        .iter()
        .filter_map(|way| way.as_object()?.keys().next())
        .filter_map(|name| header(root.pointer("/components/securitySchemes")?.get(name)?))
        .collect();
    if headers.is_empty() || headers.iter().any(|header| exchange.sends(header)) {
        return None;
    }
    Some(format!(
        "{}: not signed: send one of {headers:?}",
        operation.name()
    ))
}

fn header(scheme: &Value) -> Option<&str> {
    let kind = scheme.get("type").and_then(Value::as_str);
    match kind {
        Some("apiKey") => scheme.get("name").and_then(Value::as_str),
        Some("http" | "oauth2") => Some("Authorization"),
        _ => None,
    }
}
