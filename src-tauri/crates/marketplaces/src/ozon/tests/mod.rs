//! Ozon on a stand-in server.

mod ad_days;
mod ad_signals;
mod ads;
mod answers;
mod cards;
mod dictionaries;
mod dictionary;
mod documents;
mod errors;
mod feeds;
mod handled;
mod limits;
mod marks;
mod mutations;
mod odd;
mod passport;
mod priced;
mod ratings;
mod rows;
mod shipments;
mod statements;
mod strategies;

use serde_json::{Value, json};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::Ozon;
use crate::contract::Shop;
use crate::testing;

/// A key whose every part is easy to find in a text.
const KEY: &str = "topsecret-0123-abcd";

fn fixture(name: &str) -> Value {
    let text = match name {
        "answers" => include_str!("../fixtures/answers.json"),
        "cards" => include_str!("../fixtures/cards.json"),
        "comments" => include_str!("../fixtures/comments.json"),
        "infos" => include_str!("../fixtures/infos.json"),
        "postings" => include_str!("../fixtures/postings.json"),
        "questions" => include_str!("../fixtures/questions.json"),
        "reviews" => include_str!("../fixtures/reviews.json"),
        "stocks" => include_str!("../fixtures/stocks.json"),
        other => panic!("no fixture {other}"),
    };
    serde_json::from_str(text).expect("a fixture is JSON")
}

fn keys() -> crate::Keys {
    testing::keys(&[("client_id", "424242"), ("api_key", KEY)])
}

fn shop(server: &MockServer) -> Box<dyn Shop> {
    testing::shop(&Ozon::new(), server, &keys())
}

/// Answers every POST to `tail` with `body`.
async fn on(server: &MockServer, tail: &str, body: Value) {
    let reply = ResponseTemplate::new(200).set_body_json(body);
    Mock::given(method("POST"))
        .and(path(format!("/seller{tail}")))
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

fn company(name: &str, plan: &str) -> Value {
    json!({
        "company": { "name": name, "currency": "RUB", "country": "Россия" },
        "ratings": [{ "past_value": null }],
        "subscription": { "is_premium": true, "type": plan },
    })
}
