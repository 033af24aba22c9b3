//! The line to one seller's cabinet: which host, which cabinet, how many at
//! once, and every answer checked.

use std::sync::Arc;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use domain::Currency;
use futures::future::BoxFuture;
use serde::de::DeserializeOwned;
use tokio::sync::{OnceCell, Semaphore};

use super::cabinet::{self, Cabinet};
use super::errors::refusal;
use crate::Result;
use crate::error::{ErrorKind, MarketplaceError};
use crate::http::{Call, Http, Reply};

/// Requests under way at once for one cabinet ("Hit rate limit of 4 parallel requests").
pub(super) const LANES: usize = 4;

/// The line.
pub(super) struct Line {
    http: Http,
    lanes: Arc<Semaphore>,
    cabinet: OnceCell<Cabinet>,
    places: OnceCell<Vec<(String, i64)>>,
    currency: OnceCell<Currency>,
}

impl Line {
    /// A line over `http`; `lanes` are shared by all lines of the account.
    pub(super) fn new(http: Http, lanes: Arc<Semaphore>) -> Self {
        Self {
            http,
            lanes,
            cabinet: OnceCell::new(),
            places: OnceCell::new(),
            currency: OnceCell::new(),
        }
    }

    /// The cabinet that the key belongs to; asked for once.
    pub(super) fn cabinet(&self) -> BoxFuture<'_, Result<&Cabinet>> {
        Box::pin(self.cabinet.get_or_try_init(|| cabinet::find(self)))
    }

    /// Warehouses with the shop of each; asked for once.
    pub(super) async fn places(
        &self,
        ask: impl AsyncFnOnce() -> Result<Vec<(String, i64)>>,
    ) -> Result<&Vec<(String, i64)>> {
        self.places.get_or_try_init(|| ask()).await
    }

    /// The currency of the cabinet; asked for once.
    pub(super) async fn currency(
        &self,
        ask: impl AsyncFnOnce() -> Result<Currency>,
    ) -> Result<Currency> {
        self.currency.get_or_try_init(|| ask()).await.copied()
    }

    /// Sends; whatever is no success is an error.
    pub(super) fn send<'a>(&'a self, call: &'a Call) -> BoxFuture<'a, Result<Reply>> {
        Box::pin(async move {
            let _lane = self.lanes.acquire().await.map_err(|closed| {
                MarketplaceError::new(ErrorKind::Unexpected, call.operation, closed.to_string())
            })?;
            let reply = self.http.send(call).await?;
            match refusal(&self.http, call, &reply, self.http.clock().now()) {
                Some(error) => Err(error),
                None => Ok(reply),
            }
        })
    }

    /// Fetches a file by the address that Market gave; no key goes along.
    pub(super) async fn download(&self, operation: &'static str, link: &str) -> Result<Bytes> {
        self.http.download(operation, link).await
    }

    /// Now.
    pub(super) fn now(&self) -> DateTime<Utc> {
        self.http.clock().now()
    }

    /// Asks and reads the answer.
    pub(super) async fn ask<T: DeserializeOwned>(&self, call: &Call) -> Result<T> {
        let reply = self.send(call).await?;
        self.http.read(call.operation, &reply)
    }

    /// Asks for the page that `token` names. A token that is no longer known is
    /// refused; then the first page is asked for, since rows replace themselves.
    pub(super) async fn page<T: DeserializeOwned>(
        &self,
        call: impl Fn() -> Call + Send,
        token: Option<&str>,
    ) -> Result<T> {
        let Some(token) = token else {
            return self.ask(&call()).await;
        };
        match self.ask(&call().query("pageToken", token)).await {
            Err(error) if error.kind == ErrorKind::Rejected => self.ask(&call()).await,
            answer => answer,
        }
    }
}
