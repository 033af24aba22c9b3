//! What the tests of venues share: a sandbox on a standing clock and a client that asks it.

use std::time::Duration;

use chrono::{DateTime, Utc};
use reqwest::{Method, RequestBuilder, Response};
use serde_json::Value;

use crate::clock::WorldClock;
use crate::options::Options;
use crate::sandbox::{DemoAccount, Sandbox};

/// Tuesday, 2026-11-17 09:00 in Tashkent.
pub(crate) fn start() -> DateTime<Utc> {
    DateTime::from_timestamp(1_794_888_000, 0).expect("a valid instant")
}

/// A sandbox with a standing clock, and a client.
pub(crate) struct Bench {
    pub(crate) sandbox: Sandbox,
    pub(crate) clock: WorldClock,
    client: reqwest::Client,
}

impl Bench {
    /// Seed 1, recording on.
    pub(crate) async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// With other options.
    pub(crate) async fn with(change: impl FnOnce(&mut Options)) -> Self {
        // A second installation fails and changes nothing.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut options = Options {
            record: true,
            ..Options::at(start())
        };
        change(&mut options);
        let clock = WorldClock::manual(start());
        let sandbox = Sandbox::start_with(options, clock.clone())
            .await
            .expect("a free port");
        let client = reqwest::Client::builder()
            .no_proxy()
            .timeout(Duration::from_secs(20))
            .build()
            .expect("a client");
        Self {
            sandbox,
            clock,
            client,
        }
    }

    /// The demo account of a marketplace.
    pub(crate) fn account(&self, marketplace: &str) -> DemoAccount {
        let mut all = self.sandbox.accounts().into_iter();
        all.find(|account| account.marketplace == marketplace)
            .expect("an account")
    }

    /// One of its credential fields.
    pub(crate) fn key(&self, marketplace: &str, field: &str) -> String {
        self.account(marketplace)
            .fields
            .get(field)
            .cloned()
            .expect("a credential")
    }

    /// A request to `path` (marketplace, host and path) without a key.
    pub(crate) fn ask(&self, method: Method, path: &str) -> RequestBuilder {
        let address = self.sandbox.address();
        self.client
            .request(method, format!("http://{address}/{path}"))
    }

    /// Lets minutes of world time (and of real time, for the limits) pass.
    pub(crate) fn pass(&self, minutes: u64) {
        self.clock.advance(Duration::from_secs(minutes * 60));
    }
}

/// Sends a request that must be answered.
pub(crate) async fn send(request: RequestBuilder) -> Response {
    request.send().await.expect("an answer")
}

/// Status and JSON body of a request that must be answered.
pub(crate) async fn json(request: RequestBuilder) -> (u16, Value) {
    let response = send(request).await;
    let status = response.status().as_u16();
    (status, response.json().await.expect("a JSON body"))
}

/// A list in a body.
pub(crate) fn list<'a>(body: &'a Value, pointer: &str) -> &'a [Value] {
    body.pointer(pointer)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}
