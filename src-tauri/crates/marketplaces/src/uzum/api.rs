//! Asking Uzum, and what an answer that is no success means.

use http::header::AUTHORIZATION;
use secrets::Sensitive;
use serde::de::DeserializeOwned;

use super::limits;
use super::profile::{BUCKET, SELLER};
use super::wire::{Refusal, Wrapped};
use crate::Result;
use crate::error::{ErrorKind, MarketplaceError};
use crate::http::{Call, Http, Reply, lenient};

/// The way to one key's shops.
#[derive(Clone)]
pub(super) struct Api {
    http: Http,
}

impl Api {
    /// Every request carries the token, bare.
    pub(super) fn new(http: Http, token: Sensitive<String>) -> Self {
        Self {
            http: http.header(AUTHORIZATION, token).observing(limits::observe),
        }
    }

    /// A read of `path`.
    pub(super) fn get(operation: &'static str, path: &str) -> Call {
        Call::read(operation, SELLER, http::Method::GET, path).bucket(BUCKET)
    }

    /// Reads an answer that comes bare.
    pub(super) async fn bare<T: DeserializeOwned>(&self, call: &Call) -> Result<T> {
        let reply = self.http.send(call).await?;
        if !reply.status.is_success() {
            return Err(self.refusal(call, &reply));
        }
        self.shape(call, &reply)
    }

    /// Reads an answer that comes in an envelope; one that holds errors is one.
    pub(super) async fn wrapped<T>(&self, call: &Call) -> Result<T>
    where
        T: DeserializeOwned,
    {
        let reply = self.http.send(call).await?;
        if !reply.status.is_success() {
            return Err(self.refusal(call, &reply));
        }
        let envelope: Wrapped<T> = self.shape(call, &reply)?;
        let payload = envelope.payload.filter(|_| envelope.errors.is_empty());
        payload.ok_or_else(|| {
            let mut error = self.refusal(call, &reply);
            error.kind = ErrorKind::Rejected;
            error
        })
    }

    fn shape<T: DeserializeOwned>(&self, call: &Call, reply: &Reply) -> Result<T> {
        lenient(call.operation, &reply.body).map_err(|mut error| {
            error.account = Some(self.http.account());
            error
        })
    }

    fn refusal(&self, call: &Call, reply: &Reply) -> MarketplaceError {
        let refusal = Refusal::of(&reply.body);
        let reason = reply.status.canonical_reason().unwrap_or("no words");
        let words = refusal.words.as_deref().unwrap_or(reason);
        let mut error = self.http.refused(call, reply, words);
        if refusal.is_bad_key() {
            error.kind = ErrorKind::Unauthorised;
        }
        error.request_id = refusal.trace;
        let now = self.http.clock().now();
        error.after(limits::wait(&reply.headers, reply.status, now))
    }
}
