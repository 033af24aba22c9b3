//! The tape: exchanges kept for the contract tests, without secrets.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};
use http::{HeaderMap, StatusCode};
use serde::{Deserialize, Serialize};

use crate::call::{Call, Reply};

/// Headers whose values never reach the tape.
const SECRET: [&str; 5] = [
    "authorization",
    "api-key",
    "x-api-key",
    "cookie",
    "proxy-authorization",
];

/// What stands in place of a secret: the header was sent, its value is nobody's business.
pub const WITHHELD: &str = "<withheld>";

/// One request and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    /// World time.
    pub at: DateTime<Utc>,
    /// Venue identifier.
    pub marketplace: String,
    /// Method.
    pub method: String,
    /// Host name.
    pub host: String,
    /// Path template.
    pub template: String,
    /// Path as asked.
    pub path: String,
    /// Query pairs.
    pub query: Vec<(String, String)>,
    /// Request headers, names in lower case, secrets withheld.
    pub request_headers: Vec<(String, String)>,
    /// Request body.
    pub request_body: String,
    /// Status.
    pub status: u16,
    /// Response headers.
    pub response_headers: Vec<(String, String)>,
    /// Response body, whole even when a fault cut or lost it.
    pub response_body: String,
    /// A fault made up the answer or kept it from arriving whole.
    pub faulty: bool,
}

/// The recorder.
#[derive(Debug, Default)]
pub struct Tape {
    on: AtomicBool,
    exchanges: Mutex<Vec<Exchange>>,
}

impl Tape {
    /// Starts or stops recording.
    pub fn record(&self, on: bool) {
        self.on.store(on, Ordering::Relaxed);
    }

    /// Everything recorded so far.
    #[must_use]
    pub fn exchanges(&self) -> Vec<Exchange> {
        self.exchanges
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    pub(crate) fn add(&self, call: &Call, reply: &Reply, faulty: bool) {
        if !self.on.load(Ordering::Relaxed) {
            return;
        }
        let exchange = Exchange {
            at: call.now,
            marketplace: call.venue.to_owned(),
            method: call.method.to_string(),
            host: call.host.to_owned(),
            template: call.template.to_owned(),
            path: call.path.clone(),
            query: call.query.clone(),
            request_headers: pairs(&call.headers),
            request_body: String::from_utf8_lossy(&call.body).into_owned(),
            status: reply.status.as_u16(),
            response_headers: pairs(&reply.headers),
            response_body: String::from_utf8_lossy(&reply.body).into_owned(),
            faulty: faulty || reply.status == StatusCode::INTERNAL_SERVER_ERROR,
        };
        self.exchanges
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(exchange);
    }
}

fn pairs(headers: &HeaderMap) -> Vec<(String, String)> {
    let pair = |(name, value): (&http::HeaderName, &http::HeaderValue)| {
        let secret = SECRET.contains(&name.as_str());
        let value = if secret {
            WITHHELD
        } else {
            value.to_str().unwrap_or_default()
        };
        (name.to_string(), value.to_owned())
    };
    headers.iter().map(pair).collect()
}
