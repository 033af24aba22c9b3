//! A request, before it is one.

use chrono::{DateTime, Utc};
use http::Method;
use secrets::Sensitive;
use serde_json::Value;

use super::form::Part;

/// One request in a connector's words.
pub struct Call {
    /// Our name of it, e.g. `reviews.page`.
    pub operation: &'static str,
    /// Short name of the host.
    pub host: &'static str,
    /// Verb.
    pub method: Method,
    /// Path from the host's root, beginning with a slash.
    pub path: String,
    /// Query; keys may repeat.
    pub query: Vec<(&'static str, String)>,
    /// JSON body.
    pub body: Option<Value>,
    /// Parts of a form, in place of a JSON body.
    pub parts: Vec<Part>,
    /// Headers that carry no key.
    pub headers: Vec<(&'static str, String)>,
    /// A key of the moment, sent as `Authorization: Bearer`.
    pub bearer: Option<Sensitive<String>>,
    /// Bucket that it draws from, and that the headers of its answer are about.
    pub bucket: &'static str,
    /// Another one that it draws from, too.
    pub shared: Option<&'static str>,
    /// A write is sent once, and a lost answer is an unknown outcome.
    pub write: bool,
    /// It leaves by then or not at all.
    pub until: Option<DateTime<Utc>>,
}

impl Call {
    /// A read.
    pub fn read(operation: &'static str, host: &'static str, method: Method, path: &str) -> Self {
        Self {
            operation,
            host,
            method,
            path: path.to_owned(),
            query: Vec::new(),
            body: None,
            parts: Vec::new(),
            headers: Vec::new(),
            bearer: None,
            bucket: "",
            shared: None,
            write: false,
            until: None,
        }
    }

    /// A write.
    pub fn write(operation: &'static str, host: &'static str, method: Method, path: &str) -> Self {
        Self {
            write: true,
            ..Self::read(operation, host, method, path)
        }
    }

    /// Adds a query parameter.
    #[must_use]
    pub fn query(mut self, key: &'static str, value: &(impl ToString + ?Sized)) -> Self {
        self.query.push((key, value.to_string()));
        self
    }

    /// Sets the JSON body.
    #[must_use]
    pub fn json(mut self, body: Value) -> Self {
        self.body = Some(body);
        self
    }

    /// Adds a part of a form.
    #[must_use]
    pub fn part(mut self, part: Part) -> Self {
        self.parts.push(part);
        self
    }

    /// Adds a header that carries no key.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: &(impl ToString + ?Sized)) -> Self {
        self.headers.push((name, value.to_string()));
        self
    }

    /// Sends a key of the moment along.
    #[must_use]
    pub fn bearer(mut self, key: Sensitive<String>) -> Self {
        self.bearer = Some(key);
        self
    }

    /// Ends the permission to send it.
    #[must_use]
    pub fn until(mut self, ends: Option<DateTime<Utc>>) -> Self {
        self.until = ends;
        self
    }

    /// Names the bucket.
    #[must_use]
    pub fn bucket(mut self, bucket: &'static str) -> Self {
        self.bucket = bucket;
        self
    }

    /// Names another bucket that it draws from, too.
    #[must_use]
    pub fn shared(mut self, bucket: &'static str) -> Self {
        self.shared = Some(bucket);
        self
    }
}
