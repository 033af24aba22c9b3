//! What the tests of venues share: a sandbox on a standing clock and a client that asks it.

use std::time::Duration;

use chrono::{DateTime, Utc};
use reqwest::{Method, RequestBuilder, Response};
use serde_json::Value;

use crate::account::DemoAccount;
use crate::clock::WorldClock;
use crate::faults::{Fault, FaultRule, Times};
use crate::options::Options;
use crate::sandbox::Sandbox;

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

    /// Every answer so far keeps to the official description, and so does every request that was
    /// not refused.
    pub(crate) fn keeps_to_contract(&self) {
        let exchanges = self.sandbox.tape().exchanges();
        assert!(!exchanges.is_empty(), "something was asked");
        // Files lie outside of the described APIs.
        let described = exchanges.into_iter().filter(|one| one.host != "files");
        for exchange in described {
            let told = serde_json::to_value(&exchange).expect("JSON");
            let told: contracts::Exchange = serde_json::from_value(told).expect("the same members");
            let mut violations = contracts::validate(&told).err().unwrap_or_default();
            violations.retain(|line| told.status < 400 || line.contains(": answer "));
            assert!(
                violations.is_empty(),
                "{} {}: {violations:#?}",
                told.method,
                told.path
            );
        }
    }

    /// Refusals that faults make up keep to the description too, wherever a status is described.
    pub(crate) async fn refuses_as_described(&self, marketplace: &str) {
        for status in [400, 401, 403, 404, 429] {
            let code = http::StatusCode::from_u16(status).expect("a status");
            let rule = FaultRule::new(Fault::Status(code), Times::Always).at(marketplace);
            self.sandbox.faults().set(rule);
            for (method, path) in self.sandbox.routes(marketplace) {
                send(self.ask(method, &path).body("{}")).await;
            }
            self.sandbox.faults().clear();
        }
        for exchange in self.sandbox.tape().exchanges() {
            let told = serde_json::to_value(&exchange).expect("JSON");
            let told: contracts::Exchange = serde_json::from_value(told).expect("the same members");
            let mut violations = contracts::validate(&told).err().unwrap_or_default();
            violations.retain(|line| line.contains(": answer ") && !line.contains("not described"));
            assert!(
                violations.is_empty(),
                "{} {}: {violations:#?}",
                told.method,
                told.path
            );
        }
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
