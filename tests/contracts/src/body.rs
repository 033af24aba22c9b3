//! Bodies of requests and answers.

use serde_json::Value;

use crate::catalogue::Operation;
use crate::exchange::Exchange;

/// Every violation in the request's body.
pub(crate) fn check_request(operation: &Operation, exchange: &Exchange) -> Vec<String> {
    let text = exchange.request_body.trim();
    let described = operation
        .body
        .get("requestBody")
        .map(|body| operation.spec.resolve(body));
    let Some(described) = described else {
        // Some servers want a JSON body with every POST, even where none is described.
        let nothing = text.is_empty() || text == "{}";
        return if nothing {
            Vec::new()
        } else {
            vec![about(operation, "request", "no body is described")]
        };
    };
    if let Some(schema) = described.pointer("/content/multipart~1form-data/schema") {
        return check_form(operation, schema, text);
    }
    let Some(schema) = json_schema(described) else {
        return vec![about(
            operation,
            "request",
            "the described body is not JSON",
        )];
    };
    if text.is_empty() {
        let declared = described
            .get("required")
            .and_then(Value::as_bool)
            .unwrap_or(false);
        let members = operation
            .spec
            .resolve(schema)
            .get("required")
            .and_then(Value::as_array);
        let needed = declared || members.is_some_and(|members| !members.is_empty());
        return if needed {
            vec![about(operation, "request", "the body is missing")]
        } else {
            Vec::new()
        };
    }
    check_json(operation, "request", schema, text)
}

/// A form in parts: each of them must be described, and hold no more than it may.
fn check_form(operation: &Operation, schema: &Value, text: &str) -> Vec<String> {
    let described = operation.spec.resolve(schema).get("properties");
    // With the space before it: `filename` ends in the same letters.
    let parts = text.split(" name=\"").skip(1);
    let mut violations = Vec::new();
    for part in parts {
        let (name, rest) = part.split_once('"').unwrap_or((part, ""));
        let Some(field) = described.and_then(|fields| fields.get(name)) else {
            let what = format!("the part {name} is not described");
            violations.push(about(operation, "request", &what));
            continue;
        };
        let value = rest.split_once("\r\n\r\n").map_or("", |(_, value)| value);
        let value = value.split("\r\n--").next().unwrap_or_default();
        let most = field.get("maxLength").and_then(Value::as_u64);
        let length = u64::try_from(value.chars().count()).unwrap_or(u64::MAX);
        if most.is_some_and(|most| length > most) {
            let what = format!("the part {name} is longer than described");
            violations.push(about(operation, "request", &what));
        }
    }
    violations
}

/// Every violation in the answer's status and body.
pub(crate) fn check_response(operation: &Operation, exchange: &Exchange) -> Vec<String> {
    let status = exchange.status.to_string();
    let what = format!("answer {status}");
    let responses = operation.body.get("responses");
    let described = responses.and_then(|all| all.get(&status).or_else(|| all.get("default")));
    let Some(described) = described.map(|response| operation.spec.resolve(response)) else {
        return vec![about(operation, &what, "this status is not described")];
    };
    let text = exchange.response_body.trim();
    match json_schema(described) {
        Some(schema) => check_json(operation, &what, schema, text),
        None if text.is_empty() || text == "{}" => Vec::new(),
        // A file: nothing is said of what is in it.
        None if described.get("content").is_some() => Vec::new(),
        None => vec![about(operation, &what, "no body is described")],
    }
}

fn json_schema(described: &Value) -> Option<&Value> {
    let content = described.get("content")?;
    let kind = ["application/json", "application/problem+json", "*/*"]
        .iter()
        .find_map(|kind| content.get(kind));
    kind?.get("schema")
}

fn check_json(operation: &Operation, what: &str, schema: &Value, text: &str) -> Vec<String> {
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => return vec![about(operation, what, &format!("not JSON: {error}"))],
    };
    match operation.spec.shape(schema) {
        Ok(shape) => shape
            .violations(&value)
            .iter()
            .map(|line| about(operation, what, line))
            .collect(),
        Err(broken) => vec![about(operation, what, &broken)],
    }
}

fn about(operation: &Operation, part: &str, what: &str) -> String {
    format!("{}: {part}: {what}", operation.name())
}

/// Checks one entry of examples/*.json, in the test that holds the descriptions to their word.
#[cfg(test)]
pub(crate) fn check_example(operation: &Operation, example: &Value) -> Vec<String> {
    let part = example["part"].as_str().unwrap_or_default();
    let described = match part {
        "request" => operation.body.get("requestBody"),
        status => operation
            .body
            .get("responses")
            .and_then(|responses| responses.get(status)),
    };
    let schema = described.and_then(|described| json_schema(operation.spec.resolve(described)));
    let what = format!("example of {part}");
    match schema {
        Some(schema) => check_json(operation, &what, schema, &example["body"].to_string()),
        None => vec![about(operation, &what, "no body is described")],
    }
}
