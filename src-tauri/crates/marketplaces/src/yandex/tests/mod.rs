//! Yandex Market on a stand-in server.

mod answers;
mod card_seen;
mod changes;
mod errors;
mod feeds;
mod handling;
mod lanes;
mod mutations;
mod odd;
mod passport;
mod rows;
mod selling;
mod sent;
mod standing;

use serde_json::{Value, json};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::Yandex;
use crate::contract::Shop;
use crate::testing;

/// A key whose every part is easy to find in a text.
const KEY: &str = "ACMA:topsecret:0123abcd";

fn fixture(name: &str) -> Value {
    let text = match name {
        "answers" => include_str!("../fixtures/answers.json"),
        "campaigns" => include_str!("../fixtures/campaigns.json"),
        "comments" => include_str!("../fixtures/comments.json"),
        "feedbacks" => include_str!("../fixtures/feedbacks.json"),
        "offers" => include_str!("../fixtures/offers.json"),
        "orders" => include_str!("../fixtures/orders.json"),
        "rows" => include_str!("../fixtures/rows.json"),
        "questions" => include_str!("../fixtures/questions.json"),
        "stocks" => include_str!("../fixtures/stocks.json"),
        other => panic!("no fixture {other}"),
    };
    serde_json::from_str(text).expect("a fixture is JSON")
}

fn keys() -> crate::Keys {
    testing::keys(&[("api_key", KEY)])
}

/// A server that knows the key's cabinet on the first host.
async fn server() -> MockServer {
    let server = MockServer::start().await;
    let campaigns = ResponseTemplate::new(200).set_body_json(fixture("campaigns"));
    Mock::given(method("GET"))
        .and(path("/partner/v2/campaigns"))
        .respond_with(campaigns)
        .mount(&server)
        .await;
    server
}

fn shop(server: &MockServer) -> Box<dyn Shop> {
    testing::shop(&Yandex::new(), server, &keys())
}

/// Answers every POST to `tail` with `body`.
async fn on(server: &MockServer, tail: &str, body: Value) {
    let reply = ResponseTemplate::new(200).set_body_json(body);
    Mock::given(method("POST"))
        .and(path(format!("/partner{tail}")))
        .respond_with(reply)
        .mount(server)
        .await;
}

/// Bodies of the requests to `tail`, in order.
async fn asked(server: &MockServer, tail: &str) -> Vec<Value> {
    let all = server.received_requests().await.unwrap_or_default();
    let wanted = all
        .iter()
        .filter(|request| request.url.path().ends_with(tail));
    wanted
        .map(|request| serde_json::from_slice(&request.body).unwrap_or_default())
        .collect()
}

fn ok() -> Value {
    json!({ "status": "OK" })
}
