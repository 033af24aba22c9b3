//! Claude over the Messages API, version 2026-10-21.
//!
//! That version refuses sampling parameters; prefill and forced tools are
//! refused by newer models. None of them is ever sent, so the same requests
//! work with every model. The form of the answer comes from
//! `output_config.format`, and is checked here once more.

mod answer;
mod dialect;
mod exchange;
mod failure;
mod limits;
mod models;
mod retry;
mod wire;

#[cfg(test)]
mod tests;

use std::sync::Mutex;

use async_trait::async_trait;
use reqwest::header::HeaderValue;
use secrets::Sensitive;

use crate::contract::{Capabilities, Profile, Provider};
use crate::error::{AiError, Kind};
use crate::estimate::Estimate;
use crate::http::{BaseUrl, HttpSettings};
use crate::limit::Limit;
use crate::price::{ModelPrice, PriceTable};
use crate::reply::Reply;
use crate::request::Request;

pub use models::ModelCard;
use retry::Retry;

/// The provider's name in settings and journal.
pub const NAME: &str = "claude";
/// Where the Messages API lives.
pub const OFFICIAL_BASE: &str = "https://api.anthropic.com";
/// The version of the API that requests are written for.
pub const API_VERSION: &str = "2026-10-21";
/// An answer that is not streamed has to be done in ten minutes; the official
/// clients reckon 128 000 tokens an hour and refuse more than this.
pub const MAX_TOKENS_UNSTREAMED: u32 = 21_333;

/// How Claude is asked.
#[derive(Debug, Clone)]
pub struct ClaudeSettings {
    /// Official, or another server with the same API.
    pub base: BaseUrl,
    /// The model's name.
    pub model: String,
    /// Prices; a model without one is never asked.
    pub prices: PriceTable,
    /// Timeouts and proxy.
    pub http: HttpSettings,
    /// Repeated attempts after the first.
    pub retries: u32,
    /// Seed of the jitter between attempts.
    pub seed: u64,
}

impl ClaudeSettings {
    /// The usual timeouts and two retries.
    pub fn new(base: BaseUrl, model: impl Into<String>, prices: PriceTable) -> Self {
        let http = HttpSettings::default();
        Self {
            base,
            model: model.into(),
            prices,
            http,
            retries: 2,
            seed: 0,
        }
    }
}

/// A client of the Messages API with its key.
pub struct Claude {
    profile: Profile,
    base: BaseUrl,
    prices: PriceTable,
    client: reqwest::Client,
    key: HeaderValue,
    retry: Retry,
    limits: Mutex<Vec<Limit>>,
}

impl Claude {
    /// Opens a client; nothing is sent yet.
    ///
    /// # Errors
    /// `Unauthorised` when the key can't be one, `Unexpected` when no HTTP
    /// client can be built.
    pub fn open(key: Sensitive<String>, settings: ClaudeSettings) -> Result<Self, AiError> {
        let client = settings.http.client(&settings.base)?;
        Ok(Self {
            profile: Profile {
                name: NAME,
                model: settings.model,
                capabilities: Capabilities {
                    structured: true,
                    caching: true,
                    vision: true,
                    batch: true,
                },
            },
            base: settings.base,
            prices: settings.prices,
            client,
            key: header(key)?,
            retry: Retry::new(settings.retries, settings.seed),
            limits: Mutex::default(),
        })
    }

    fn price(&self, operation: &'static str) -> Result<&ModelPrice, AiError> {
        self.prices.of(&self.profile.model).ok_or_else(|| {
            let detail = format!("no price for model {}", self.profile.model);
            AiError::lasting(Kind::BadRequest, operation, detail)
        })
    }
}

fn header(key: Sensitive<String>) -> Result<HeaderValue, AiError> {
    let key = key.trimmed();
    let refused = |why| AiError::lasting(Kind::Unauthorised, "open claude", why);
    if key.is_empty() {
        return Err(refused("the key is empty"));
    }
    let odd = refused("the key has characters that no key has");
    if !key.expose().bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(odd);
    }
    let mut header = HeaderValue::from_str(key.expose()).map_err(|_| odd)?;
    header.set_sensitive(true);
    Ok(header)
}

#[async_trait]
impl Provider for Claude {
    fn profile(&self) -> &Profile {
        &self.profile
    }

    fn estimate(&self, request: &Request) -> Result<Estimate, AiError> {
        Ok(Estimate::of(request, self.price(request.purpose)?))
    }

    async fn complete(&self, request: Request) -> Result<Reply, AiError> {
        answer::complete(self, &request).await
    }

    fn limits(&self) -> Vec<Limit> {
        self.limits
            .lock()
            .map(|limits| limits.clone())
            .unwrap_or_default()
    }
}

impl std::fmt::Debug for Claude {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Claude")
            .field("profile", &self.profile)
            .field("base", &self.base.to_string())
            .finish_non_exhaustive()
    }
}
