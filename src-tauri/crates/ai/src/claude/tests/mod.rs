//! The client against a loopback server that answers in the API's shapes.

mod answers;
mod requests;
mod retries;
mod secrecy;
mod spending;
mod statuses;

use std::sync::{Arc, Mutex, Once};
use std::time::Duration;

use rust_decimal::Decimal;
use serde_json::{Value, json};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::*;
use crate::cost::Cost;
use crate::usage::Usage;

const KEY: &str = "sk-ant-api03-very-secret";
const MODEL: &str = "claude-haiku-5-5";

/// A server, a client of it, and the waits that the client was told to make.
struct Bench {
    server: MockServer,
    claude: Claude,
    waits: Arc<Mutex<Vec<Duration>>>,
}

fn tls() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
}

fn prices() -> PriceTable {
    let price = ModelPrice {
        cache_read: Some(Decimal::new(1, 2)),
        cache_write: Some(Decimal::new(125, 3)),
        ..ModelPrice::flat(Decimal::new(10, 2), Decimal::new(50, 2))
    };
    PriceTable::new([(MODEL.to_owned(), price)])
}

fn settings(base: &str) -> ClaudeSettings {
    let base = BaseUrl::parse(base).unwrap();
    ClaudeSettings::new(base, MODEL, prices())
}

fn client(settings: ClaudeSettings) -> (Claude, Arc<Mutex<Vec<Duration>>>) {
    tls();
    let mut claude = Claude::open(KEY.into(), settings).unwrap();
    let waits: Arc<Mutex<Vec<Duration>>> = Arc::default();
    let told = waits.clone();
    claude.retry.pause = Arc::new(move |wait| {
        told.lock().unwrap().push(wait);
        Box::pin(std::future::ready(()))
    });
    (claude, waits)
}

impl Bench {
    async fn new() -> Self {
        let server = MockServer::start().await;
        let (claude, waits) = client(settings(&format!("{}/anthropic", server.uri())));
        Self {
            server,
            claude,
            waits,
        }
    }

    /// Answers the next request so, and then never again.
    async fn next(&self, answer: ResponseTemplate) {
        Mock::given(method("POST"))
            .and(path("/anthropic/v1/messages"))
            .respond_with(answer)
            .up_to_n_times(1)
            .mount(&self.server)
            .await;
    }

    async fn complete(&self) -> Result<Reply, AiError> {
        self.claude.complete(request()).await
    }

    async fn bodies(&self) -> Vec<Value> {
        let requests = self.server.received_requests().await.unwrap();
        requests
            .iter()
            .map(|request| request.body_json().unwrap())
            .collect()
    }

    fn waits(&self) -> Vec<Duration> {
        self.waits.lock().unwrap().clone()
    }
}

fn schema() -> Value {
    json!({
        "type": "object", "additionalProperties": false, "required": ["text"],
        "properties": { "text": { "type": "string", "maxLength": 40 } },
    })
}

fn request() -> Request {
    Request::new("answer_review", "Answer politely.", schema()).user("Ajoyib choynak, rahmat!")
}

/// A message of the API with these words.
fn said(text: &str) -> Value {
    stopped("end_turn", text)
}

fn stopped(stop: &str, text: &str) -> Value {
    json!({
        "id": "msg_1", "type": "message", "role": "assistant",
        "model": "claude-haiku-5-5-20261001",
        "content": [
            { "type": "thinking", "thinking": "hm", "signature": "s" },
            { "type": "text", "text": text },
            { "type": "block_of_the_future", "data": 1 },
        ],
        "stop_reason": stop, "stop_sequence": null,
        "usage": { "input_tokens": 100, "output_tokens": 20, "cache_read_input_tokens": 1000,
                   "cache_creation_input_tokens": null, "service_tier": "standard" },
    })
}

fn ok(body: &Value) -> ResponseTemplate {
    ResponseTemplate::new(200)
        .insert_header("request-id", "req_1")
        .set_body_json(body)
}

fn failed(status: u16, kind: &str) -> ResponseTemplate {
    let error = json!({ "type": kind, "message": "words that nobody matches" });
    ResponseTemplate::new(status)
        .insert_header("request-id", "req_9")
        .set_body_json(json!({ "type": "error", "error": error, "request_id": "req_body" }))
}

const GOOD: &str = r#"{"text":"Rahmat!"}"#;
const WRONG: &str = r#"{"text":7,"HOSTILE BUYER WORDS":1}"#;

/// 100 plain, 1000 cached and 20 output tokens: 10 + 10 + 10 micro-USD.
const ONE_ANSWER: Cost = Cost::from_micro_usd(30);
