//! The line to one seller's cabinet: which host, which cabinet, how many at
//! once, and every answer checked.

use std::sync::Arc;

use serde::de::DeserializeOwned;
use tokio::sync::{OnceCell, Semaphore};

use super::cabinet::{self, Cabinet};
use super::errors::refusal;
use crate::Result;
use crate::error::{ErrorKind, MarketplaceError};
use crate::http::{Call, Http, Reply, lenient};

/// Requests under way at once for one cabinet ("Hit rate limit of 4 parallel requests").
pub(super) const LANES: usize = 4;

/// The line.
pub(super) struct Line {
    http: Http,
    lanes: Arc<Semaphore>,
    cabinet: OnceCell<Cabinet>,
}

impl Line {
    /// A line over `http`; `lanes` are shared by all lines of the account.
    pub(super) fn new(http: Http, lanes: Arc<Semaphore>) -> Self {
        Self {
            http,
            lanes,
            cabinet: OnceCell::new(),
        }
    }

    /// The cabinet that the key belongs to; asked for once.
    pub(super) async fn cabinet(&self) -> Result<&Cabinet> {
        self.cabinet.get_or_try_init(|| cabinet::find(self)).await
    }

    /// Sends; whatever is no success is an error.
    pub(super) async fn send(&self, call: &Call) -> Result<Reply> {
        let _lane = self.lanes.acquire().await.map_err(|closed| {
            MarketplaceError::new(ErrorKind::Unexpected, call.operation, closed.to_string())
        })?;
        let reply = self.http.send(call).await?;
        match refusal(&self.http, call, &reply, self.http.clock().now()) {
            Some(error) => Err(error),
            None => Ok(reply),
        }
    }

    /// Asks and reads the answer.
    pub(super) async fn ask<T: DeserializeOwned>(&self, call: &Call) -> Result<T> {
        let reply = self.send(call).await?;
        lenient(call.operation, &reply.body).map_err(|mut error| {
            error.account = Some(self.http.account());
            error.status(reply.status.as_u16())
        })
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
