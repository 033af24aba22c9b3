//! Errors as they are stored beside a feed or a shop, for a screen to explain.
//! Holds kinds and numbers, never a key and never a buyer's words.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use marketplaces::{ErrorKind, MarketplaceError};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::EngineError;

/// The shop is connected under another name already; `detail.why` of such a problem.
pub const SAME_SHOP: &str = "same_shop";

/// A stored problem. `code` is a code of the API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// One of the API's error codes.
    pub code: String,
    /// English, for logs.
    pub message: String,
    /// The operation that failed.
    pub operation: String,
    /// The next attempt, when known.
    pub retry_at: Option<DateTime<Utc>>,
    /// Place within an unreadable answer.
    pub path: Option<String>,
    /// The marketplace's request id.
    pub request_id: Option<String>,
    /// Values for the text.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub detail: BTreeMap<String, String>,
}

impl Problem {
    /// Describes an error.
    pub fn of(error: &EngineError, now: DateTime<Utc>) -> Self {
        match error {
            EngineError::Marketplace(error) => Self::of_marketplace(error, now),
            EngineError::Secret(error) => Self::plain("keychain_unavailable", "keys", error),
            EngineError::Ai(error) => Self::plain(ai_code(error), "ai", error),
            EngineError::Store(store::StoreError::DiskFull(_)) => {
                Self::plain("disk_full", "store", error)
            }
            EngineError::SameShop { name } => Self {
                detail: BTreeMap::from([
                    ("why".to_owned(), SAME_SHOP.to_owned()),
                    ("shop".to_owned(), name.clone()),
                ]),
                ..Self::plain("conflict", "check", error)
            },
            EngineError::Changed(_) => Self::plain("conflict", "read", error),
            other => Self::plain("internal", "engine", other),
        }
    }

    fn of_marketplace(error: &MarketplaceError, now: DateTime<Utc>) -> Self {
        let wait = error
            .retry_after
            .and_then(|wait| chrono::TimeDelta::from_std(wait).ok());
        Self {
            code: code(error).to_owned(),
            message: error.to_string(),
            operation: error.operation.to_owned(),
            retry_at: wait.map(|wait| now + wait),
            path: error.path.clone(),
            request_id: error.request_id.clone(),
            detail: detail(error),
        }
    }

    /// What is told by its code and in English alone.
    pub fn told(code: &str, message: &str) -> Self {
        Self {
            code: code.to_owned(),
            message: message.to_owned(),
            operation: "job".to_owned(),
            retry_at: None,
            detail: BTreeMap::new(),
            path: None,
            request_id: None,
        }
    }

    fn plain(code: &str, operation: &str, error: &dyn std::error::Error) -> Self {
        Self {
            code: code.to_owned(),
            message: error.to_string(),
            operation: operation.to_owned(),
            retry_at: None,
            path: None,
            request_id: None,
            detail: BTreeMap::new(),
        }
    }

    /// As it is stored.
    pub fn value(&self) -> Value {
        serde_json::to_value(self).unwrap_or(Value::Null)
    }
}

/// The API's code for a marketplace's error.
pub fn code(error: &MarketplaceError) -> &'static str {
    match error.kind {
        ErrorKind::Unauthorised => "unauthorised_key",
        ErrorKind::Expired => "expired_key",
        ErrorKind::TestKey => "test_key",
        ErrorKind::Forbidden => "missing_scope",
        ErrorKind::NeedsSubscription => "needs_subscription",
        ErrorKind::Blocked => "blocked_company",
        ErrorKind::Moving => "moving",
        ErrorKind::OtherHost => "other_host",
        ErrorKind::RateLimited => "rate_limited",
        ErrorKind::NotFound => "not_found",
        ErrorKind::Rejected => "rejected_by_marketplace",
        ErrorKind::Unavailable => "unreachable",
        ErrorKind::Unreadable => "unreadable_answer",
        ErrorKind::Unsupported => "unsupported",
        ErrorKind::Unexpected => "internal",
    }
}

/// Values for the text of a marketplace's error.
pub fn detail(error: &MarketplaceError) -> BTreeMap<String, String> {
    let why = error.why.map(|why| ("why", why.as_str().to_owned()));
    let about = error.about.clone().map(|about| ("about", about));
    let known = [why, about].into_iter().flatten();
    known
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// The API's code for an AI provider's error.
pub fn ai_code(error: &ai::AiError) -> &'static str {
    match error.kind {
        ai::Kind::Unauthorised => "ai_key",
        ai::Kind::Billing => "ai_billing",
        ai::Kind::SpendLimit => "ai_spend_limit",
        ai::Kind::RateLimited | ai::Kind::Overloaded => "rate_limited",
        ai::Kind::Unreachable => "unreachable",
        ai::Kind::BadRequest => "bad_input",
        ai::Kind::Refused | ai::Kind::Truncated | ai::Kind::InvalidAnswer => "unreadable_answer",
        ai::Kind::Unexpected => "internal",
    }
}
