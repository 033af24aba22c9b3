//! Asking Uzum, and what an answer that is no success means.

use http::header::AUTHORIZATION;
use secrets::Sensitive;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::limits;
use super::profile::{BUCKET, SELLER};
use super::wire::{Refusal, Wrapped};
use crate::Result;
use crate::error::{ErrorKind, MarketplaceError};
use crate::http::{Call, Http, Reply};

/// The way to one key's shops.
#[derive(Clone)]
pub(super) struct Api {
    http: Http,
}

impl Api {
    /// Every request carries the token, bare.
    pub(super) fn new(http: &Http, token: Sensitive<String>) -> Self {
        Self {
            http: http.header(AUTHORIZATION, token).observing(limits::observe),
        }
    }

    /// A read of `path`.
    pub(super) fn get(operation: &'static str, path: &str) -> Call {
        Call::read(operation, SELLER, http::Method::GET, path).bucket(BUCKET)
    }

    /// A write to `path`.
    pub(super) fn post(operation: &'static str, path: &str) -> Call {
        Call::write(operation, SELLER, http::Method::POST, path).bucket(BUCKET)
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

    /// Sends a write: what Uzum said to it (nothing, where it answers with an empty body), or its
    /// refusal in its words. A lost answer, a bad key, a missing right are errors.
    pub(super) async fn told(&self, call: &Call) -> Result<std::result::Result<Value, String>> {
        let reply = self.http.send(call).await?;
        let said: Value = serde_json::from_slice(&reply.body).unwrap_or_default();
        let refuses = said
            .get("errors")
            .and_then(Value::as_array)
            .is_some_and(|errors| !errors.is_empty());
        if reply.status.is_success() && !refuses {
            return Ok(Ok(said));
        }
        let error = self.refusal(call, &reply);
        let kind = if reply.status.is_success() {
            ErrorKind::Rejected
        } else {
            error.kind
        };
        match kind {
            ErrorKind::Rejected | ErrorKind::NotFound => Ok(Err(error.message)),
            _ => Err(error),
        }
    }

    /// An answer as it came, for files and for what its headers tell.
    pub(super) async fn reply(&self, call: &Call) -> Result<Reply> {
        let reply = self.http.send(call).await?;
        if reply.status.is_success() {
            return Ok(reply);
        }
        Err(self.refusal(call, &reply))
    }

    /// Reads a whole answer.
    pub(super) fn shape<T: DeserializeOwned>(&self, call: &Call, reply: &Reply) -> Result<T> {
        self.http.read(call.operation, reply)
    }

    fn refusal(&self, call: &Call, reply: &Reply) -> MarketplaceError {
        let refusal = Refusal::of(&reply.body);
        let reason = reply.status.canonical_reason().unwrap_or("no words");
        let words = refusal.words.as_deref().unwrap_or(reason);
        let mut error = self.http.refused(call, reply, words);
        if refusal.is_bad_key() {
            error.turn(ErrorKind::Unauthorised);
        } else if error.kind == ErrorKind::Forbidden && refusal.is_of_blocked() {
            error.turn(ErrorKind::Blocked);
        }
        error.request_id = refusal.trace;
        let now = self.http.clock().now();
        error.after(limits::wait(&reply.headers, reply.status, now))
    }
}
