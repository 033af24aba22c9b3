//! Answers that came whole and cannot be read: one row of a list, or all of it.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, StatusCode};
use serde_json::{Value, json};

use crate::call::Reply;

/// Gives every member of the first row of the answer's longest list a value that no document
/// knows: short lists are what the rows hang on, such as warehouses.
pub(crate) fn first_row(reply: &mut Reply) {
    let Ok(mut body) = serde_json::from_slice::<Value>(&reply.body) else {
        return;
    };
    let longest = lists(&mut body)
        .into_iter()
        .rev()
        .max_by_key(|rows| rows.len());
    let Some(Value::Object(row)) = longest.and_then(|rows| rows.first_mut()) else {
        return;
    };
    for value in row.values_mut() {
        *value = json!([["?"]]);
    }
    reply.body = Bytes::from(body.to_string());
}

/// Lists of rows, the outer ones first; lists within rows of their neighbours are not looked for.
fn lists(body: &mut Value) -> Vec<&mut Vec<Value>> {
    match body {
        Value::Array(rows) if rows.first().is_some_and(Value::is_object) => {
            let inner = rows.first().map(inner_length).unwrap_or_default();
            if inner > rows.len() {
                rows.iter_mut().take(1).flat_map(lists).collect()
            } else {
                vec![rows]
            }
        }
        Value::Object(members) => members.values_mut().flat_map(lists).collect(),
        _ => Vec::new(),
    }
}

/// Rows of the longest list below.
fn inner_length(value: &Value) -> usize {
    match value {
        Value::Array(rows) if rows.first().is_some_and(Value::is_object) => {
            let inner = rows.first().map(inner_length).unwrap_or_default();
            inner.max(rows.len())
        }
        Value::Object(members) => members.values().map(inner_length).max().unwrap_or_default(),
        _ => 0,
    }
}

/// What a proxy on the way says when it has nothing better.
pub(crate) fn garbled() -> Reply {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html"));
    Reply {
        status: StatusCode::OK,
        headers,
        body: Bytes::from_static(b"<html><body>Please sign in to this network</body></html>"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spoilt(body: &Value) -> Value {
        let mut reply = Reply::json(body);
        first_row(&mut reply);
        serde_json::from_slice(&reply.body).expect("still JSON")
    }

    #[test]
    fn only_the_first_row_of_the_longest_list_is_spoilt() {
        let body = json!({"data": {"shops": [{"a": 1}], "rows": [{"id": 1, "tags": [{"t": 2}]}, {"id": 2}]}});
        let expected = json!({"data": {"shops": [{"a": 1}],
            "rows": [{"id": [["?"]], "tags": [["?"]]}, {"id": 2}]}});
        assert_eq!(
            spoilt(&body),
            expected,
            "its neighbour and other lists are whole"
        );
        let body = json!([{"name": "w", "offers": [{"id": 1}, {"id": 2}]}]);
        let expected = json!([{"name": "w", "offers": [{"id": [["?"]]}, {"id": 2}]}]);
        assert_eq!(spoilt(&body), expected, "what the rows lie in is whole");
    }

    #[test]
    fn an_answer_without_rows_stays_as_it_is() {
        for body in [json!({"ok": true}), json!([]), json!({"ids": [1, 2]})] {
            assert_eq!(spoilt(&body), body, "there is no row in it");
        }
    }
}
