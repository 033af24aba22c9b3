//! Answers that came whole and cannot be read: one row of a list, or all of it.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, StatusCode};
use serde_json::{Value, json};

use crate::call::Reply;
use crate::zipped;

/// Gives every member of the first row of the answer's longest list a value that no document
/// knows: short lists are what the rows hang on, such as warehouses. Of an archive it is the first
/// file within, of a table the row below its names.
pub(crate) fn first_row(reply: &mut Reply) {
    let mut files = zipped::unpack(&reply.body);
    if let Some((name, content)) = files.first_mut() {
        let mut inner = reply.clone();
        inner.body = Bytes::from(std::mem::take(content));
        match sheet(name, &inner.body) {
            Some(sheet) => inner.body = Bytes::from(sheet),
            None => first_row(&mut inner),
        }
        *content = inner.body.to_vec();
        reply.body = Bytes::from(zipped::pack_all(&files));
        return;
    }
    if let Some(table) = table(&reply.body) {
        reply.body = Bytes::from(table);
        return;
    }
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

/// A table of semicolons below a title and a line of names, its first row spoilt.
fn table(body: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(body).ok()?;
    let cells = |line: &str| line.matches(';').count();
    let mut lines = text.lines().skip(1);
    let (names, row) = (cells(lines.next()?), cells(lines.next()?));
    (names > 0 && names == row).then(|| spoilt(text, 2, ';'))
}

/// A file of commas below a line of names, its first row spoilt.
fn sheet(name: &str, body: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(body).ok()?;
    let named = name.ends_with(".csv") && table(body).is_none();
    named.then(|| spoilt(text, 1, ','))
}

/// A text whose row at `at` is unknown values alone, as many as the names above it.
fn spoilt(text: &str, at: usize, between: char) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    if let [names, row, ..] = lines.get_mut(at - 1..).unwrap_or_default() {
        *row = vec!["?"; names.split(between).count()].join(&between.to_string());
    }
    lines.join("\n") + "\n"
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
