//! One request and its answer over HTTP, with retries.

use http::Method;
use reqwest::Response;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::failure::{Failure, request_id};
use super::{API_VERSION, Claude, limits};
use crate::error::{AiError, Kind};

/// An answer of the model is some kilobytes; more than this is none.
const LARGEST_ANSWER: usize = 8 * 1024 * 1024;

/// An answer with the provider's number of the exchange.
pub(super) struct Exchanged<T> {
    pub(super) answer: T,
    pub(super) request_id: Option<String>,
}

/// What became of a request, and how many of its attempts may have been billed unseen.
pub(super) struct Tried<T> {
    pub(super) outcome: Result<Exchanged<T>, AiError>,
    pub(super) lost: u32,
}

impl Claude {
    /// Asks; `afford` is how many attempts may be lost before it ends.
    pub(super) async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &(impl Serialize + Sync),
        operation: &'static str,
        afford: u32,
    ) -> Tried<T> {
        let not_json = |_| AiError::lasting(Kind::BadRequest, operation, "not JSON");
        match serde_json::to_vec(body).map_err(not_json) {
            Ok(body) => {
                self.patiently(Method::POST, path, body, operation, afford)
                    .await
            }
            Err(error) => Tried {
                outcome: Err(error),
                lost: 0,
            },
        }
    }

    pub(super) async fn get<T: DeserializeOwned>(
        &self,
        path: &str,
        operation: &'static str,
    ) -> Result<Exchanged<T>, AiError> {
        self.patiently(Method::GET, path, Vec::new(), operation, u32::MAX)
            .await
            .outcome
    }

    async fn patiently<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Vec<u8>,
        operation: &'static str,
        afford: u32,
    ) -> Tried<T> {
        let (mut done, mut lost) = (0, 0);
        loop {
            let sent = self
                .request(method.clone(), path, body.clone())
                .send()
                .await;
            let failure = match self.received(sent, operation).await {
                Ok(exchanged) => {
                    let outcome = Ok(exchanged);
                    return Tried { outcome, lost };
                }
                Err(failure) => failure,
            };
            lost += u32::from(failure.lost);
            let wait = self.retry.wait(&failure, done);
            let Some(wait) = wait.filter(|_| lost < afford) else {
                let outcome = Err(failure.error);
                return Tried { outcome, lost };
            };
            tracing::debug!(operation, ?wait, error = %failure.error, "asking again");
            (self.retry.pause)(wait).await;
            done += 1;
        }
    }

    fn request(&self, method: Method, path: &str, body: Vec<u8>) -> reqwest::RequestBuilder {
        let request = self
            .client
            .request(method, self.base.join(path))
            .header("x-api-key", self.key.clone())
            .header("anthropic-version", API_VERSION);
        if body.is_empty() {
            request
        } else {
            request
                .header("content-type", "application/json")
                .body(body)
        }
    }

    async fn received<T: DeserializeOwned>(
        &self,
        sent: Result<Response, reqwest::Error>,
        operation: &'static str,
    ) -> Result<Exchanged<T>, Failure> {
        let response = sent.map_err(|error| Failure::of_transport(&error, operation))?;
        let (status, headers) = (response.status(), response.headers().clone());
        self.remember(limits::of(&headers));
        let body = whole(response, operation).await?;
        if !status.is_success() {
            return Err(Failure::of_status(
                status.as_u16(),
                &headers,
                &body,
                operation,
            ));
        }
        let answer = serde_json::from_slice(&body)
            .map_err(|_| Failure::unreadable("the answer is not of the Messages API", operation))?;
        Ok(Exchanged {
            answer,
            request_id: request_id(&headers),
        })
    }

    fn remember(&self, told: Vec<crate::limit::Limit>) {
        if told.is_empty() {
            return;
        }
        if let Ok(mut limits) = self.limits.lock() {
            *limits = told;
        }
    }
}

async fn whole(mut response: Response, operation: &'static str) -> Result<Vec<u8>, Failure> {
    let mut body = Vec::new();
    let broken = |error| Failure::of_transport(&error, operation);
    while let Some(chunk) = response.chunk().await.map_err(broken)? {
        if body.len() + chunk.len() > LARGEST_ANSWER {
            return Err(Failure::unreadable("the answer is too large", operation));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}
