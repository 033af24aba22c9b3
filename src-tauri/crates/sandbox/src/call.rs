//! One HTTP exchange as a venue sees it.

use std::collections::HashMap;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use serde::Serialize;
use serde_json::Value;

/// A request that found its route.
#[derive(Debug)]
pub struct Call {
    /// Venue identifier: the first path segment.
    pub venue: &'static str,
    /// Host name: the second path segment, or empty where a venue has no hosts.
    pub host: &'static str,
    /// Method.
    pub method: Method,
    /// Path template of the route, with `{names}`.
    pub template: &'static str,
    /// Path below the host, as asked.
    pub path: String,
    /// Values of the template's names.
    pub names: HashMap<&'static str, String>,
    /// Query pairs in order, decoded.
    pub query: Vec<(String, String)>,
    /// Headers.
    pub headers: HeaderMap,
    /// Body.
    pub body: Bytes,
    /// World time when the request arrived.
    pub now: DateTime<Utc>,
    /// The answer to this request will be lost on purpose.
    pub answer_lost: bool,
    /// What this request writes is shown from then on only.
    pub shown_from: Option<DateTime<Utc>>,
    /// Parts that the venue is asked to play.
    pub scripts: Vec<String>,
}

impl Call {
    /// A header as text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The first query value of this name.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<&str> {
        self.query
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// All query values of this name; a list repeats its name.
    pub fn queries(&self, name: &str) -> impl Iterator<Item = &str> {
        self.query
            .iter()
            .filter(move |(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// A query value as a whole number; `Err` when it is there and is none.
    ///
    /// # Errors
    /// The text that is no number.
    pub fn whole(&self, name: &str) -> Result<Option<i64>, &str> {
        self.query(name)
            .map(|text| text.parse().map_err(|_| text))
            .transpose()
    }

    /// A value of the path template.
    #[must_use]
    pub fn name(&self, name: &str) -> &str {
        self.names.get(name).map_or("", String::as_str)
    }

    /// Whether the venue is asked to play this part.
    #[must_use]
    pub fn plays(&self, part: &str) -> bool {
        self.scripts.iter().any(|script| script == part)
    }

    /// The body as JSON; `Null` when there is no valid JSON in it.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Reply {
    /// Status.
    pub status: StatusCode,
    /// Headers besides those that the server adds.
    pub headers: HeaderMap,
    /// Body.
    pub body: Bytes,
}

impl Reply {
    /// 200 with a JSON body.
    #[must_use]
    pub fn json(body: &Value) -> Self {
        Self::status_json(StatusCode::OK, body)
    }

    /// 200 with a body of many rows, written without a tree of values between.
    #[must_use]
    pub fn told(body: &impl Serialize) -> Self {
        let body = serde_json::to_vec(body).unwrap_or_default();
        Self::typed(StatusCode::OK, "application/json", body)
    }

    /// A status with a JSON body.
    #[must_use]
    pub fn status_json(status: StatusCode, body: &Value) -> Self {
        Self::typed(status, "application/json", body.to_string())
    }

    /// A status with a body of another type.
    #[must_use]
    pub fn typed(status: StatusCode, kind: &'static str, body: impl Into<Bytes>) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        Self {
            status,
            headers,
            body: body.into(),
        }
    }

    /// A status without a body.
    #[must_use]
    pub fn empty(status: StatusCode) -> Self {
        Self {
            status,
            headers: HeaderMap::new(),
            body: Bytes::new(),
        }
    }

    /// The same answer with one more header; a name or value that HTTP forbids is left out.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: &impl ToString) -> Self {
        if let Ok(value) = HeaderValue::from_str(&value.to_string()) {
            self.headers.insert(HeaderName::from_static(name), value);
        }
        self
    }
}
