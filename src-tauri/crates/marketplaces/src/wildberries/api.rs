//! Asking Wildberries: which way a request takes, and what an answer that is no success means.

use bytes::Bytes;
use chrono::{DateTime, Utc};
use domain::PictureFile;
use futures::future::BoxFuture;
use http::header::AUTHORIZATION;
use secrets::Sensitive;
use serde::de::DeserializeOwned;

use super::check::category_of;
use super::keys::Claims;
use super::limits;
use super::profile::{CONTENT, FEEDBACKS, MARKETPLACE, PRICES};
use super::wire::{Refusal, says_no};
use crate::Result;
use crate::error::{ErrorKind, MarketplaceError, Why};
use crate::http::{Call, Http, Reply};

/// The ways to one seller's account.
#[derive(Clone)]
pub(super) struct Api {
    http: Http,
    /// The same, for the host where a fault costs ten requests.
    marketplace: Http,
    /// What the token says that it may do.
    claims: Claims,
}

impl Api {
    /// Every request carries the token, bare.
    pub(super) fn new(http: &Http, token: Sensitive<String>, claims: Claims) -> Self {
        let http = http.header(AUTHORIZATION, token);
        Self {
            marketplace: http.observing(limits::observe_marketplace),
            http: http.observing(limits::observe),
            claims,
        }
    }

    /// What the token says that it may do.
    pub(super) fn claims(&self) -> &Claims {
        &self.claims
    }

    /// Now, on the account's clock.
    pub(super) fn now(&self) -> DateTime<Utc> {
        self.http.clock().now()
    }

    /// What is in a picture of the seller's.
    pub(super) async fn picture(&self, file: &PictureFile) -> Result<Bytes> {
        self.http.picture(file).await
    }

    /// Sends; the caller reads whatever was answered.
    pub(super) async fn raw(&self, call: &Call) -> Result<Reply> {
        let way = if call.host == MARKETPLACE {
            &self.marketplace
        } else {
            &self.http
        };
        way.send(call).await
    }

    /// Sends; anything but a success is an error.
    pub(super) fn ask<'a>(&'a self, call: &'a Call) -> BoxFuture<'a, Result<Reply>> {
        Box::pin(async move {
            let reply = self.raw(call).await?;
            self.success(call, reply)
        })
    }

    /// The answer, if it is a success.
    pub(super) fn success(&self, call: &Call, reply: Reply) -> Result<Reply> {
        if !reply.status.is_success() {
            return Err(self.refusal(call, &reply));
        }
        // Cards, prices, reviews and questions say `error: true` with a status of 200.
        if matches!(call.host, CONTENT | FEEDBACKS | PRICES) && says_no(&reply.body) {
            let mut error = self.refusal(call, &reply);
            error.kind = ErrorKind::Rejected;
            return Err(error);
        }
        Ok(reply)
    }

    /// Sends and reads the answer.
    pub(super) async fn read<T: DeserializeOwned>(&self, call: &Call) -> Result<T> {
        let reply = self.ask(call).await?;
        self.shape(call, &reply)
    }

    /// The same where 204 says that there is nothing.
    pub(super) async fn read_some<T: DeserializeOwned + Default>(&self, call: &Call) -> Result<T> {
        let reply = self.ask(call).await?;
        match reply.body.is_empty() {
            true => Ok(T::default()),
            false => self.shape(call, &reply),
        }
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
        error.request_id = refusal.request_id;
        // WB answers 401 to a good token of another category, too.
        if error.kind == ErrorKind::Unauthorised
            && let Some(category) = category_of(call.host)
            && !self.claims.has(category)
        {
            error.kind = ErrorKind::Forbidden;
            category.name.clone_into(&mut error.message);
            error.about = Some(category.name.to_owned());
        } else if error.kind == ErrorKind::Unauthorised {
            gone(&mut error);
        }
        error.after(limits::wait(&reply.headers, reply.status))
    }
}

/// A token that was good once ("token problem; token is expired", "token is withdrawn").
fn gone(error: &mut MarketplaceError) {
    if error.message.contains("withdrawn") {
        error.turn(ErrorKind::Expired);
        error.why = Some(Why::Revoked);
    } else if error.message.contains("expired") {
        error.turn(ErrorKind::Expired);
    }
}
