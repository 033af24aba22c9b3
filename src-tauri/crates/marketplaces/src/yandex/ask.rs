//! A request below the cabinet or one of its shops, in few words.

use chrono::{DateTime, Utc};
use domain::Approved;
use domain::approved::Content;
use http::Method;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::line::Line;
use crate::Result;
use crate::http::{Call, Reply};

/// A request before its host is known.
#[derive(Debug, Clone)]
pub(super) struct Ask {
    operation: &'static str,
    bucket: &'static str,
    method: Method,
    path: String,
    query: Vec<(&'static str, String)>,
    body: Option<Value>,
}

impl Ask {
    /// A request that draws from `bucket`.
    pub(super) fn new(
        operation: &'static str,
        bucket: &'static str,
        method: Method,
        path: impl Into<String>,
    ) -> Self {
        Self {
            operation,
            bucket,
            method,
            path: path.into(),
            query: Vec::new(),
            body: None,
        }
    }

    /// A POST with a body.
    pub(super) fn post(
        operation: &'static str,
        bucket: &'static str,
        path: impl Into<String>,
        body: Value,
    ) -> Self {
        let ask = Self::new(operation, bucket, Method::POST, path);
        Self {
            body: Some(body),
            ..ask
        }
    }

    /// A PUT with a body.
    pub(super) fn put(
        operation: &'static str,
        bucket: &'static str,
        path: impl Into<String>,
        body: Value,
    ) -> Self {
        let method = Method::PUT;
        Self {
            method,
            ..Self::post(operation, bucket, path, body)
        }
    }

    /// A GET.
    pub(super) fn get(
        operation: &'static str,
        bucket: &'static str,
        path: impl Into<String>,
    ) -> Self {
        Self::new(operation, bucket, Method::GET, path)
    }

    /// Adds a query parameter.
    pub(super) fn query(mut self, key: &'static str, value: &(impl ToString + ?Sized)) -> Self {
        self.query.push((key, value.to_string()));
        self
    }

    fn on(&self, host: &'static str, write: bool) -> Call {
        let mut call = match write {
            true => Call::write(self.operation, host, self.method.clone(), &self.path),
            false => Call::read(self.operation, host, self.method.clone(), &self.path),
        };
        call.query.clone_from(&self.query);
        call.body.clone_from(&self.body);
        call.bucket(self.bucket)
    }
}

impl Line {
    /// Reads.
    pub(super) async fn read<T: DeserializeOwned>(&self, ask: &Ask) -> Result<T> {
        let host = self.cabinet().await?.host;
        self.ask(&ask.on(host, false)).await
    }

    /// Reads a page of a list.
    pub(super) async fn read_page<T: DeserializeOwned>(
        &self,
        ask: &Ask,
        token: Option<&str>,
    ) -> Result<T> {
        let host = self.cabinet().await?.host;
        self.page(|| ask.on(host, false), token).await
    }

    /// Reads what is no JSON.
    pub(super) async fn read_raw(&self, ask: &Ask) -> Result<Reply> {
        let host = self.cabinet().await?.host;
        self.send(&ask.on(host, false)).await
    }

    /// Writes, once, and not after `ends`.
    pub(super) async fn write(&self, ask: &Ask, ends: Option<DateTime<Utc>>) -> Result<Reply> {
        let host = self.cabinet().await?.host;
        self.send(&ask.on(host, true).until(ends)).await
    }
}

/// When the first of the permissions ends: what leaves together may leave until then.
pub(super) fn ends<T: Content>(changes: &[Approved<T>]) -> Option<DateTime<Utc>> {
    changes.iter().filter_map(Approved::ends).min()
}
