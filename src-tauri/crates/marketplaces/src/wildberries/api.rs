//! Asking Wildberries: which way a request takes, and what an answer that is no success means.

use http::header::AUTHORIZATION;
use secrets::Sensitive;
use serde::de::DeserializeOwned;

use super::check::category_of;
use super::keys::Claims;
use super::limits;
use super::profile::{CONTENT, FEEDBACKS, MARKETPLACE};
use super::wire::{Refusal, says_no};
use crate::Result;
use crate::error::{ErrorKind, MarketplaceError};
use crate::http::{Call, Http, Reply, lenient};

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
    pub(super) fn new(http: Http, token: Sensitive<String>, claims: Claims) -> Self {
        let http = http.header(AUTHORIZATION, token);
        Self {
            marketplace: http.clone().observing(limits::observe_marketplace),
            http: http.observing(limits::observe),
            claims,
        }
    }

    /// Sends; anything but a success is an error.
    pub(super) async fn ask(&self, call: &Call) -> Result<Reply> {
        let way = if call.host == MARKETPLACE {
            &self.marketplace
        } else {
            &self.http
        };
        let reply = way.send(call).await?;
        if !reply.status.is_success() {
            return Err(self.refusal(call, &reply));
        }
        // Cards, reviews and questions say `error: true` with a status of 200.
        if matches!(call.host, CONTENT | FEEDBACKS) && says_no(&reply.body) {
            let mut error = self.refusal(call, &reply);
            error.kind = ErrorKind::Rejected;
            return Err(error);
        }
        Ok(reply)
    }

    /// Sends and reads the answer.
    pub(super) async fn read<T: DeserializeOwned>(&self, call: &Call) -> Result<T> {
        let reply = self.ask(call).await?;
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
        error.request_id = refusal.request_id;
        // WB answers 401 to a good token of another category, too.
        if error.kind == ErrorKind::Unauthorised
            && let Some(category) = category_of(call.host)
            && !self.claims.has(category)
        {
            error.kind = ErrorKind::Forbidden;
            category.name.clone_into(&mut error.message);
        }
        error.after(limits::wait(&reply.headers, reply.status))
    }
}
