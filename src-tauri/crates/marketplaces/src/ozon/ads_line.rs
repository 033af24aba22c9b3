//! The line to the Performance API (advertising): a host and a key of its own. The key buys a token
//! that lives for half an hour; the token stays in memory and is asked for anew when it ends or is
//! refused.

use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use futures::future::BoxFuture;
use http::{Method, StatusCode};
use secrets::Sensitive;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tokio::sync::Mutex;

use super::ads_errors::refusal;
use super::keys::AdsKey;
use super::profile::{ADS, PERFORMANCE};
use crate::Result;
use crate::error::{ErrorKind, MarketplaceError};
use crate::http::{Call, Http, Reply};
use crate::loose;

/// Where a token is bought.
const TOKEN: &str = "/api/client/token";

/// A token whose life is not told lives as long as the documents say.
const LIFE: i64 = 1800;

/// The line.
pub(super) struct AdsLine {
    http: Http,
    key: AdsKey,
    token: Mutex<Option<Token>>,
}

/// A token and when it is no longer used: a little before its end.
struct Token {
    value: Sensitive<String>,
    until: DateTime<Utc>,
}

/// What a request for a token is answered with. It has no form for people: it is a secret.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Granted {
    #[serde(deserialize_with = "loose::text")]
    access_token: String,
    /// In seconds.
    #[serde(deserialize_with = "loose::whole")]
    expires_in: Option<i64>,
}

impl AdsLine {
    /// A line over `http`.
    pub(super) fn new(http: Http, key: AdsKey) -> Self {
        Self {
            http,
            key,
            token: Mutex::new(None),
        }
    }

    /// Whether the key is taken.
    ///
    /// # Errors
    /// `Forbidden` when it is not: the shop's other key is good all the same.
    pub(super) async fn check(&self, operation: &'static str) -> Result<()> {
        self.token(operation).await.map(drop)
    }

    /// Asks and reads the answer.
    pub(super) async fn ask<T: DeserializeOwned>(&self, call: Call) -> Result<T> {
        let operation = call.operation;
        let reply = self.send(call).await?;
        self.http.read(operation, &reply)
    }

    /// Fetches a file.
    pub(super) async fn file(&self, call: Call) -> Result<Bytes> {
        Ok(self.send(call).await?.body)
    }

    /// Writes, once. Gives what was said, null when that is not readable: the write has happened
    /// all the same.
    pub(super) async fn write(&self, call: Call) -> Result<Value> {
        let reply = self.send(call).await?;
        Ok(serde_json::from_slice(&reply.body).unwrap_or_default())
    }

    /// A token that is refused is bought anew, once: what is refused with 401 has not happened.
    fn send(&self, call: Call) -> BoxFuture<'_, Result<Reply>> {
        Box::pin(async move {
            let token = self.token(call.operation).await?;
            let call = call.shared(ADS).bearer(token.clone());
            let reply = self.http.send(&call).await?;
            if reply.status != StatusCode::UNAUTHORIZED {
                return self.judged(&call, &token, reply);
            }
            self.forget(&token).await;
            let token = self.token(call.operation).await?;
            let call = call.bearer(token.clone());
            let reply = self.http.send(&call).await?;
            self.judged(&call, &token, reply)
        })
    }

    fn judged(&self, call: &Call, token: &Sensitive<String>, reply: Reply) -> Result<Reply> {
        let secrets = [token.expose(), self.key.client_secret.expose()];
        let Some(error) = refusal(&self.http, call, &reply, secrets) else {
            return Ok(reply);
        };
        if let Some(wait) = error.retry_after {
            self.http.close(call.bucket, wait);
        }
        Err(error)
    }

    /// The token that is in use, else a new one. Whoever comes meanwhile waits for the same.
    async fn token(&self, operation: &'static str) -> Result<Sensitive<String>> {
        let mut kept = self.token.lock().await;
        let now = self.http.clock().now();
        if let Some(token) = kept.as_ref().filter(|token| now < token.until) {
            return Ok(token.value.clone());
        }
        let granted = self.buy(operation).await?;
        let life = granted.expires_in.unwrap_or(LIFE).clamp(0, LIFE);
        let value = Sensitive::new(granted.access_token);
        *kept = Some(Token {
            value: value.clone(),
            // A fifth of its life is left for requests under way.
            until: now + TimeDelta::seconds(life * 4 / 5),
        });
        Ok(value)
    }

    async fn buy(&self, operation: &'static str) -> Result<Granted> {
        let call = Call::read(operation, PERFORMANCE, Method::POST, TOKEN)
            .bucket("ad-token")
            .shared(ADS)
            .json(json!({
                "client_id": self.key.client_id.expose(),
                "client_secret": self.key.client_secret.expose(),
                "grant_type": "client_credentials",
            }));
        let reply = self.http.send(&call).await?;
        let none = Sensitive::new(String::new());
        let reply = self.judged(&call, &none, reply).map_err(of_the_key)?;
        let granted: Granted = self.http.read(operation, &reply)?;
        match granted.access_token.is_empty() {
            true => {
                let words = "the answer holds no token";
                Err(
                    MarketplaceError::new(ErrorKind::Unreadable, operation, words)
                        .at("access_token"),
                )
            }
            false => Ok(granted),
        }
    }

    /// Forgets a token, unless another one took its place meanwhile.
    async fn forget(&self, refused: &Sensitive<String>) {
        let mut kept = self.token.lock().await;
        if kept
            .as_ref()
            .is_some_and(|token| token.value.expose() == refused.expose())
        {
            *kept = None;
        }
    }
}

/// Whatever is wrong with a request for a token is wrong with the key in it.
fn of_the_key(mut error: MarketplaceError) -> MarketplaceError {
    if matches!(error.kind, ErrorKind::Rejected | ErrorKind::NotFound) {
        error.kind = ErrorKind::Forbidden;
    }
    error
}
