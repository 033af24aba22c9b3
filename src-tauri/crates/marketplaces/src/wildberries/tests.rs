//! The connector against stand-in servers that speak Wildberries' words.

use serde_json::{Value, json};
use wiremock::matchers::{body_partial_json, header, method, path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::*;
use crate::error::ErrorKind;
use crate::page::Cursor;
use crate::testing::{self, start, window};

mod adverts;
mod advice;
mod answers;
mod cards;
mod changes;
mod checks;
mod feeds;
mod money;
mod pins;
mod promotions;
mod refusals;
mod talk;
mod ways;

/// Every category that is used.
const ALL: i64 = 0b11_1010_1101_1110;

/// A token with these permissions that is good for 100 days more.
fn token(scopes: i64) -> String {
    let end = start() + chrono::TimeDelta::days(100);
    super::keys::tests::token(&json!({
        "id": "b3a1", "sid": "7f3a-c219", "exp": end.timestamp(), "s": scopes, "acc": 3,
        "for": "self", "t": false,
    }))
}

fn keys_of(token: &str) -> Keys {
    testing::keys(&[("token", token)])
}

fn shop(server: &MockServer) -> Box<dyn Shop> {
    testing::shop(&Wildberries::new(), server, &keys_of(&token(ALL)))
}

fn patient_shop(server: &MockServer) -> Box<dyn Shop> {
    testing::patient_shop(&Wildberries::new(), server, &keys_of(&token(ALL)))
}

fn shop_with(server: &MockServer, scopes: i64) -> Box<dyn Shop> {
    testing::shop(&Wildberries::new(), server, &keys_of(&token(scopes)))
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("a fixture is JSON")
}

fn ok(body: Value) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(body)
}

/// WB's envelope.
fn data(data: &Value) -> ResponseTemplate {
    ok(json!({"data": data, "error": false, "errorText": "", "additionalErrors": null}))
}

/// Bodies of all requests to a path, in order.
async fn asked(server: &MockServer, at: &str) -> Vec<wiremock::Request> {
    let all = server
        .received_requests()
        .await
        .expect("requests are recorded");
    all.into_iter()
        .filter(|request| request.url.path() == at)
        .collect()
}
