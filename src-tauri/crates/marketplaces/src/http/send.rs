//! Sending: wait for the limit, send in time, learn what is left, tell what came.

use std::time::Duration;

use bytes::Bytes;
use chrono::TimeDelta;
use futures::future::BoxFuture;
use http::{HeaderMap, StatusCode};

use super::body::{self, BodyError};
use super::call::Call;
use super::classify::{no_answer, taken_for_a_yes};
use super::limits::Observation;
use super::tap::Exchange;
use super::way::Way;
use crate::error::{ErrorKind, MarketplaceError};
use crate::profile::LimitSpec;

/// Tries of a read; writes have one.
const READ_TRIES: u32 = 3;

/// Longest wait inside a call, in the clock's time; beyond it the caller is told to come back.
const PATIENCE: Duration = Duration::from_secs(5);

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

impl Way {
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
            account = self.account().0,
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
            let Err(wait) = self.settings.limits.take(self.account(), &specs, now) else {
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
            self.settings
                .limits
                .observe(self.account(), spec, seen, now);
        }
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

    async fn pause(&self, span: Duration) {
        tokio::time::sleep(self.settings.clock.real(span)).await;
    }
}

/// A server's own failure or a broken connection often passes within a second.
fn worth_another_try(outcome: &Result<Reply, MarketplaceError>) -> bool {
    match outcome {
        Ok(reply) => reply.status.is_server_error(),
        Err(error) => error.kind == ErrorKind::Unavailable,
    }
}
