//! What tests of changes share.

use domain::{Currency, Money};
use serde_json::{Value, json};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

pub(super) fn roubles(amount: i64) -> Money {
    Money::new(amount * 100, Currency::RUB)
}

pub(super) fn list(name: &str, rows: Value) -> Value {
    let mut result = serde_json::Map::new();
    result.insert(name.to_owned(), rows);
    json!({ "status": "OK", "result": result })
}

/// Answers a PUT to `tail`.
pub(super) async fn puts(server: &MockServer, tail: &str, body: Value) {
    let reply = ResponseTemplate::new(200).set_body_json(body);
    let mock = Mock::given(method("PUT")).and(path(format!("/partner{tail}")));
    mock.respond_with(reply).mount(server).await;
}

/// Answers a GET of `tail`.
pub(super) async fn gets(server: &MockServer, tail: &str, body: Value) {
    let reply = ResponseTemplate::new(200).set_body_json(body);
    let mock = Mock::given(method("GET")).and(path(format!("/partner{tail}")));
    mock.respond_with(reply).mount(server).await;
}
