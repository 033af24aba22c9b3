//! The line to one seller's cabinet: every call is a POST with a JSON body
//! ("an empty body must be {}"), every answer checked.

use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures::future::BoxFuture;
use http::Method;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tokio::sync::OnceCell;

use super::errors::{failure, refusal};
use super::profile::{ALL, SELLER, bucket};
use super::wire::shop::SellerInfo;
use crate::Result;
use crate::error::{ErrorKind, MarketplaceError};
use crate::http::{Call, Http, Reply};

/// The line.
pub(super) struct Line {
    http: Http,
    shop: OnceCell<SellerInfo>,
}

impl Line {
    /// A line over `http`.
    pub(super) fn new(http: Http) -> Self {
        Self {
            http,
            shop: OnceCell::new(),
        }
    }

    /// Asks and reads the answer.
    pub(super) async fn ask<T: DeserializeOwned>(
        &self,
        operation: &'static str,
        path: &str,
        body: Value,
    ) -> Result<T> {
        let call = Call::read(operation, SELLER, Method::POST, path);
        self.read(limited(call.json(body))).await
    }

    /// Asks for a file that comes as the answer.
    pub(super) async fn bytes(
        &self,
        operation: &'static str,
        path: &str,
        body: Value,
    ) -> Result<Bytes> {
        let call = Call::read(operation, SELLER, Method::POST, path);
        let reply = self.send(limited(call.json(body))).await?;
        Ok(reply.body)
    }

    async fn read<T: DeserializeOwned>(&self, call: Call) -> Result<T> {
        let operation = call.operation;
        let reply = self.send(call).await?;
        self.http.read(operation, &reply)
    }

    /// The same for a page at `token`. A token that is no longer known is
    /// refused; then the first page is asked for, since rows replace themselves.
    pub(super) async fn page<T: DeserializeOwned>(
        &self,
        operation: &'static str,
        path: &str,
        body: impl Fn(&str) -> Value + Send + Sync,
        token: Option<&str>,
    ) -> Result<T> {
        let page = self
            .ask(operation, path, body(token.unwrap_or_default()))
            .await;
        match page {
            Err(error) if token.is_some() && error.kind == ErrorKind::Rejected => {
                self.ask(operation, path, body("")).await
            }
            page => page,
        }
    }

    /// Writes, once, and not after `ends`. Gives what was said, null when that is not readable:
    /// the write has happened all the same.
    pub(super) async fn write(
        &self,
        operation: &'static str,
        path: &str,
        body: Value,
        ends: Option<DateTime<Utc>>,
    ) -> Result<Value> {
        let call = Call::write(operation, SELLER, Method::POST, path);
        let reply = self.send(limited(call.json(body)).until(ends)).await?;
        Ok(serde_json::from_slice(&reply.body).unwrap_or_default())
    }

    /// Writes many at once. What became of each stands in the answer; one that cannot be read
    /// leaves all of them unknown.
    pub(super) async fn batch<T: DeserializeOwned>(
        &self,
        operation: &'static str,
        path: &str,
        body: Value,
        ends: Option<DateTime<Utc>>,
    ) -> Result<T> {
        let call = Call::write(operation, SELLER, Method::POST, path);
        let call = limited(call.json(body)).until(ends);
        let reply = self.http.send(&call).await?;
        let reply = self.judged(&call, failure(&self.http, &call, &reply), reply)?;
        let read = self.http.read(operation, &reply);
        read.map_err(|error| MarketplaceError {
            may_have_happened: true,
            ..error
        })
    }

    /// The shop as it describes itself, asked once while it is open.
    pub(super) async fn shop(&self, operation: &'static str) -> Result<&SellerInfo> {
        let ask = || self.ask::<SellerInfo>(operation, "/v1/seller/info", json!({}));
        self.shop.get_or_try_init(ask).await
    }

    /// The shop's name, as answers are signed; empty when it is not told.
    pub(super) async fn company(&self, operation: &'static str) -> &str {
        let shop = self.shop(operation).await;
        shop.map_or("", |shop| shop.company.name.as_str())
    }

    /// Asks by a GET without anything.
    pub(super) async fn fetch<T: DeserializeOwned>(
        &self,
        operation: &'static str,
        path: &str,
    ) -> Result<T> {
        self.read(limited(Call::read(operation, SELLER, Method::GET, path)))
            .await
    }

    /// Fetches a file that an answer named.
    pub(super) async fn download(&self, operation: &'static str, address: &str) -> Result<Bytes> {
        self.http.download(operation, address).await
    }

    fn send(&self, call: Call) -> BoxFuture<'_, Result<Reply>> {
        Box::pin(async move {
            let reply = self.http.send(&call).await?;
            self.judged(&call, refusal(&self.http, &call, &reply), reply)
        })
    }

    fn judged(&self, call: &Call, error: Option<MarketplaceError>, reply: Reply) -> Result<Reply> {
        let Some(error) = error else {
            return Ok(reply);
        };
        if let Some(wait) = error.retry_after {
            self.http.close(closed_by(&error, call), wait);
        }
        Err(error)
    }
}

/// Draws from the bucket of all methods, and from that of its own if it has one.
fn limited(call: Call) -> Call {
    match bucket(&call.path) {
        Some(own) => call.bucket(own).shared(ALL),
        None => call.bucket(ALL),
    }
}

/// The limit of a second is that of all methods, any other the method's own.
fn closed_by(error: &MarketplaceError, call: &Call) -> &'static str {
    match error.message.to_lowercase().contains("per second") {
        true => ALL,
        false => call.bucket,
    }
}
