//! Sending: wait for the limit, add the key, classify the answer.

use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use chrono::TimeDelta;
use domain::{AccountId, PictureFile, SharedClock};
use futures::future::BoxFuture;
use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use secrets::Sensitive;
use url::Url;

use super::body::{self, BodyError};
use super::call::Call;
use super::classify::{no_answer, taken_for_a_yes};
use super::form::form;
use super::hosts::Hosts;
use super::limits::{Limits, Observation, Observe};
use super::tap::{Exchange, Tap};
use crate::contract::Pictures;
use crate::error::{ErrorKind, MarketplaceError};
use crate::profile::LimitSpec;

/// Tries of a read; writes have one.
const READ_TRIES: u32 = 3;

/// Longest wait inside a call, in the clock's time; beyond it the caller is told to come back.
const PATIENCE: Duration = Duration::from_secs(5);

/// What all connectors share.
#[derive(Clone)]
pub struct HttpSettings {
    /// The connection pool to the marketplaces, by way of the system's proxy if there is one.
    pub client: reqwest::Client,
    /// The pool to stand-ins on this machine. No proxy stands before them: it would not find them.
    pub local: reqwest::Client,
    /// Buckets of all accounts.
    pub limits: Limits,
    /// Tells the time.
    pub clock: SharedClock,
    /// The seller's pictures, of which bodies are made.
    pub pictures: Arc<dyn Pictures>,
}

/// The way to one account's marketplace; cheap to clone.
#[derive(Clone)]
pub struct Http(Arc<dyn Hidden>);

/// A way behind a type that does not show what it is made of. A connection pool has hundreds of
/// types; the compiler would look through all of them for each of the connectors' futures that holds
/// a way, to see that it may be sent between threads.
trait Hidden: Send + Sync {
    fn way(&self) -> &Way;
}

impl Hidden for Way {
    fn way(&self) -> &Way {
        self
    }
}

impl Deref for Http {
    type Target = Way;

    fn deref(&self) -> &Way {
        self.0.way()
    }
}

/// What is reached by an [`Http`].
#[derive(Clone)]
pub struct Way {
    settings: HttpSettings,
    account: AccountId,
    hosts: Hosts,
    headers: Vec<KeyHeader>,
    observe: Observe,
    limits: &'static [LimitSpec],
    tap: Option<Tap>,
}

/// A header with a key, and the one host that gets it; without a host all of the marketplace's do.
#[derive(Clone)]
struct KeyHeader {
    host: Option<&'static str>,
    name: HeaderName,
    value: Sensitive<String>,
}

/// An answer with a status of 2xx, or any other that the connector reads itself.
#[derive(Debug, Clone)]
pub struct Reply {
    /// Status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// Body.
    pub body: Bytes,
}

impl Http {
    /// A way for one account. Headers that carry the key are added with `header`.
    pub fn new(
        settings: HttpSettings,
        account: AccountId,
        hosts: Hosts,
        limits: &'static [LimitSpec],
    ) -> Self {
        let observe: Observe = |_, _, _| Observation::default();
        Self(Arc::new(Way {
            settings,
            account,
            hosts,
            headers: Vec::new(),
            observe,
            limits,
            tap: None,
        }))
    }

    fn with(&self, change: impl FnOnce(&mut Way)) -> Self {
        let mut way = Way::clone(self);
        change(&mut way);
        Self(Arc::new(way))
    }

    /// Tells of every exchange from now on.
    #[must_use]
    pub fn tapped(&self, tap: Tap) -> Self {
        self.with(|way| way.tap = Some(tap))
    }

    /// Adds a header that carries a key; sent to this marketplace's hosts only.
    #[must_use]
    pub fn header(&self, name: HeaderName, value: Sensitive<String>) -> Self {
        let host = None;
        self.with(|way| way.headers.push(KeyHeader { host, name, value }))
    }

    /// The same for one of its hosts alone.
    #[must_use]
    pub fn header_for(
        &self,
        host: &'static str,
        name: HeaderName,
        value: Sensitive<String>,
    ) -> Self {
        let host = Some(host);
        self.with(|way| way.headers.push(KeyHeader { host, name, value }))
    }

    /// Sets how limits are read from headers.
    #[must_use]
    pub fn observing(&self, observe: Observe) -> Self {
        self.with(|way| way.observe = observe)
    }
}

impl Way {
    /// What is in a picture of the seller's.
    ///
    /// # Errors
    /// As [`Pictures::picture`].
    pub async fn picture(&self, file: &PictureFile) -> crate::Result<Bytes> {
        self.settings.pictures.picture(file).await
    }

    /// The account's row.
    pub fn account(&self) -> AccountId {
        self.account
    }

    /// A server's words without any key of this account, should they repeat one.
    pub fn redacted(&self, words: &str) -> String {
        self.headers
            .iter()
            .map(|header| header.value.expose())
            .filter(|key| !key.is_empty())
            .fold(words.to_owned(), |words, key| {
                words.replace(key, "[secret]")
            })
    }

    /// The pool for files; the client follows no key along, since keys are headers of calls.
    pub(super) fn plain_client(&self) -> &reqwest::Client {
        self.client()
    }

    /// Whether an address lies where this account's stand-ins do.
    pub(super) fn is_own_stand_in(&self, url: &Url) -> bool {
        self.hosts.are_local() && self.hosts.hold(url)
    }

    fn client(&self) -> &reqwest::Client {
        match self.hosts.are_local() {
            true => &self.settings.local,
            false => &self.settings.client,
        }
    }

    /// The clock.
    pub fn clock(&self) -> &SharedClock {
        &self.settings.clock
    }

    /// Sends and returns whatever the marketplace answered, errors included; a
    /// connector classifies its own error bodies.
    ///
    /// # Errors
    /// `RateLimited` before sending when the bucket is empty for longer than a
    /// few seconds or than the call may wait; `Unavailable` when no whole answer came, or when
    /// the time in which it may leave is over (it has not left then).
    // Boxed for the same reason as a way is hidden; so are the connectors' own ways of asking.
    pub fn send<'a>(&'a self, call: &'a Call) -> BoxFuture<'a, Result<Reply, MarketplaceError>> {
        Box::pin(self.sent(call))
    }

    async fn sent(&self, call: &Call) -> Result<Reply, MarketplaceError> {
        let tries = if call.write { 1 } else { READ_TRIES };
        let mut attempt = 1;
        loop {
            let outcome = self.once(call).await;
            if attempt >= tries || !worth_another_try(&outcome) {
                return outcome;
            }
            self.pause(Duration::from_millis(250 << attempt)).await;
            attempt += 1;
        }
    }

    async fn once(&self, call: &Call) -> Result<Reply, MarketplaceError> {
        self.wait_for_limit(call).await?;
        let request = self.request(call)?;
        self.in_time(call)?;
        let outcome = self.client().execute(request).await;
        let response = outcome.map_err(|error| self.unreachable(call, error));
        let response = response.inspect_err(|_| self.told(call, None, None))?;
        let (status, headers) = (response.status(), response.headers().clone());
        let left = self.learn(call, &headers, status);
        self.told(call, Some(status), left);
        let body = body::read(response)
            .await
            .map_err(|error| self.broken(call, status, error))?;
        tracing::debug!(
            account = self.account.0,
            operation = call.operation,
            status = status.as_u16(),
            bytes = body.len(),
            "marketplace answered"
        );
        let reply = Reply {
            status,
            headers,
            body,
        };
        match taken_for_a_yes(call, &reply) {
            true => Err(self.ours(no_answer(call, &reply))),
            false => Ok(reply),
        }
    }

    async fn wait_for_limit(&self, call: &Call) -> Result<(), MarketplaceError> {
        let buckets = [Some(call.bucket), call.shared].into_iter().flatten();
        let specs: Vec<&LimitSpec> = buckets.filter_map(|bucket| self.limit(bucket)).collect();
        loop {
            let now = self.settings.clock.now();
            let Err(wait) = self.settings.limits.take(self.account, &specs, now) else {
                return Ok(());
            };
            let back = now + TimeDelta::from_std(wait).unwrap_or(TimeDelta::days(1));
            if wait > PATIENCE || call.until.is_some_and(|ends| back > ends) {
                let message = "this endpoint's limit is used up; not sent";
                let error = MarketplaceError::new(ErrorKind::RateLimited, call.operation, message);
                return Err(self.ours(error.after(Some(wait))));
            }
            self.pause(wait + Duration::from_millis(5)).await;
        }
    }

    /// The last look before the request leaves. Whoever was held up (a machine that slept, a long
    /// wait) writes nothing: somebody else may have done it meanwhile.
    fn in_time(&self, call: &Call) -> Result<(), MarketplaceError> {
        let now = self.settings.clock.now();
        if call.until.is_none_or(|ends| now <= ends) {
            return Ok(());
        }
        let message = "the time in which it may be sent is over; not sent";
        let error = MarketplaceError::new(ErrorKind::Unavailable, call.operation, message);
        Err(self.ours(error))
    }

    fn limit(&self, bucket: &str) -> Option<&'static LimitSpec> {
        self.limits.iter().find(|spec| spec.bucket == bucket)
    }

    /// Gives what is left of the limit, when the headers tell.
    fn learn(&self, call: &Call, headers: &HeaderMap, status: StatusCode) -> Option<u32> {
        let seen = (self.observe)(headers, status, self.settings.clock.now());
        self.observed(call.bucket, seen);
        seen.remaining
    }

    fn told(&self, call: &Call, status: Option<StatusCode>, left: Option<u32>) {
        if let Some(tap) = &self.tap {
            let exchange = Exchange {
                operation: call.operation,
                host: call.host,
                method: call.method.to_string(),
                path: call.path.clone(),
                status: status.map(|status| status.as_u16()),
                left,
            };
            // Nobody may be listening any more; that is no error.
            let _ = tap.send(exchange);
        }
    }

    /// Closes a bucket for a while, when the words of an answer say more than its headers.
    pub fn close(&self, bucket: &str, wait: Duration) {
        let wait = Some(wait);
        let seen = Observation::default();
        self.observed(bucket, Observation { wait, ..seen });
    }

    fn observed(&self, bucket: &str, seen: Observation) {
        if let Some(spec) = self.limit(bucket) {
            let now = self.settings.clock.now();
            self.settings.limits.observe(self.account, spec, seen, now);
        }
    }

    fn request(&self, call: &Call) -> Result<reqwest::Request, MarketplaceError> {
        let wrong = |message: &str| {
            self.ours(MarketplaceError::new(
                ErrorKind::Unexpected,
                call.operation,
                message,
            ))
        };
        let url = self
            .hosts
            .url(call.host, &call.path)
            .ok_or_else(|| wrong("no such host"))?;
        let mut builder = self.client().request(call.method.clone(), url);
        if !call.query.is_empty() {
            builder = builder.query(&call.query);
        }
        let meant = |header: &&KeyHeader| header.host.is_none_or(|host| host == call.host);
        let no_key = || wrong("the key holds characters that no key has");
        for header in self.headers.iter().filter(meant) {
            let value = secret(header.value.expose()).ok_or_else(no_key)?;
            builder = builder.header(&header.name, value);
        }
        if let Some(key) = &call.bearer {
            let value = secret(&format!("Bearer {}", key.expose())).ok_or_else(no_key)?;
            builder = builder.header(AUTHORIZATION, value);
        }
        for (name, value) in &call.headers {
            builder = builder.header(*name, value);
        }
        if let Some(body) = &call.body {
            builder = builder.json(body);
        } else if !call.parts.is_empty() {
            builder = builder.multipart(form(&call.parts));
        }
        builder
            .build()
            .map_err(|error| wrong(&error.without_url().to_string()))
    }

    fn unreachable(&self, call: &Call, error: reqwest::Error) -> MarketplaceError {
        // A connection that was never made has carried no write.
        let happened = call.write && !error.is_connect() && !error.is_builder();
        let message = error.without_url().to_string();
        let mut error = MarketplaceError::new(ErrorKind::Unavailable, call.operation, message);
        error.may_have_happened = happened;
        self.ours(error)
    }

    fn broken(&self, call: &Call, status: StatusCode, error: BodyError) -> MarketplaceError {
        let mut error = match error {
            BodyError::Broken(message) => {
                MarketplaceError::new(ErrorKind::Unavailable, call.operation, message)
            }
            BodyError::TooLarge => MarketplaceError::new(
                ErrorKind::Unreadable,
                call.operation,
                "the answer is larger than any documented one",
            ),
        };
        error.may_have_happened = call.write;
        self.ours(error.status(status.as_u16()))
    }

    fn ours(&self, mut error: MarketplaceError) -> MarketplaceError {
        error.account = Some(self.account);
        error
    }

    async fn pause(&self, span: Duration) {
        tokio::time::sleep(self.settings.clock.real(span)).await;
    }
}

/// A header's value that no log shows.
fn secret(value: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(value).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// A server's own failure or a broken connection often passes within a second.
fn worth_another_try(outcome: &Result<Reply, MarketplaceError>) -> bool {
    match outcome {
        Ok(reply) => reply.status.is_server_error(),
        Err(error) => error.kind == ErrorKind::Unavailable,
    }
}
