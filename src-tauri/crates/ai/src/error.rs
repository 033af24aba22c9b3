//! Why the model gave no usable answer.

use std::fmt;
use std::time::Duration;

use crate::cost::Cost;
use crate::usage::Usage;

/// What kind of failure it was; the caller decides by this alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The key is wrong, was withdrawn, or may not use this model.
    Unauthorised,
    /// The account has no money.
    Billing,
    /// Too many requests; `retry_after` tells how long to wait, if known.
    RateLimited,
    /// A spending limit is reached, ours or the provider's: stop, tell the owner.
    SpendLimit,
    /// The provider has too much to do.
    Overloaded,
    /// The model refused to answer.
    Refused,
    /// The answer did not fit into `max_tokens` or into the model.
    Truncated,
    /// The answer did not fit the schema, twice.
    InvalidAnswer,
    /// The provider does not accept the request: a mistake of ours.
    BadRequest,
    /// No answer came: network, name, certificate or time ran out.
    Unreachable,
    /// Anything else.
    Unexpected,
}

impl Kind {
    /// What it means, for a log.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Unauthorised => "the AI provider does not accept the key",
            Self::Billing => "the AI provider's account has no money",
            Self::RateLimited => "the AI provider asks to wait",
            Self::SpendLimit => "a spending limit is reached",
            Self::Overloaded => "the AI provider is overloaded",
            Self::Refused => "the model refused to answer",
            Self::Truncated => "the answer did not fit",
            Self::InvalidAnswer => "the answer is not in the form that was asked for",
            Self::BadRequest => "the AI provider does not accept the request",
            Self::Unreachable => "the AI provider cannot be reached",
            Self::Unexpected => "the AI provider answered in an unexpected way",
        }
    }
}

/// What a failed call used all the same.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Spent {
    /// Tokens.
    pub usage: Usage,
    /// Their price.
    pub cost: Cost,
}

/// A failed call. Holds no key, no prompt and no words of the model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AiError {
    /// What kind of failure.
    pub kind: Kind,
    /// The same call may succeed later.
    pub temporary: bool,
    /// How long to wait before the next call, when the provider said so.
    pub retry_after: Option<Duration>,
    /// What was being done: "answer_review", "list models".
    pub operation: &'static str,
    /// Closed words on the cause: error type, status, stop reason.
    pub detail: String,
    /// The provider's number of the exchange.
    pub request_id: Option<String>,
    /// What it cost all the same; boxed to keep results small.
    pub spent: Option<Box<Spent>>,
}

impl AiError {
    /// A failure that will not pass by waiting.
    pub fn lasting(kind: Kind, operation: &'static str, detail: impl Into<String>) -> Self {
        Self {
            kind,
            temporary: false,
            retry_after: None,
            operation,
            detail: detail.into(),
            request_id: None,
            spent: None,
        }
    }

    /// A failure that may pass by waiting.
    pub fn temporary(kind: Kind, operation: &'static str, detail: impl Into<String>) -> Self {
        Self {
            temporary: true,
            ..Self::lasting(kind, operation, detail)
        }
    }

    /// What the call cost although it failed.
    pub fn cost(&self) -> Cost {
        self.spent.as_ref().map_or(Cost::ZERO, |spent| spent.cost)
    }
}

impl fmt::Display for AiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {} ({})",
            self.operation,
            self.kind.meaning(),
            self.detail
        )?;
        if let Some(wait) = self.retry_after {
            write!(f, ", again in {} s", wait.as_secs())?;
        }
        if let Some(id) = &self.request_id {
            write!(f, ", exchange {id}")?;
        }
        Ok(())
    }
}

impl std::error::Error for AiError {}
