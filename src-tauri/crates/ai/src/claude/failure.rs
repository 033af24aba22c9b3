//! What a failed exchange means.

use reqwest::header::HeaderMap;

use super::retry;
use super::wire::{ErrorAnswer, closed_word, plain_name};
use crate::error::{AiError, Kind};

/// A failed attempt.
pub(super) struct Failure {
    /// What to tell the caller when no attempt is left.
    pub(super) error: AiError,
    /// The same request may be sent again.
    pub(super) retry: bool,
    /// It may have been answered, and billed, without our seeing it.
    pub(super) lost: bool,
}

impl Failure {
    /// No answer, or half of one. It may have been billed all the same.
    pub(super) fn of_transport(error: &reqwest::Error, operation: &'static str) -> Self {
        let detail = if error.is_timeout() {
            "time ran out"
        } else if error.is_connect() {
            "no connection"
        } else {
            "the connection broke"
        };
        Self {
            error: AiError::temporary(Kind::Unreachable, operation, detail),
            retry: true,
            lost: !error.is_connect(),
        }
    }

    /// An answer that makes no sense here, such as a web page of a proxy.
    pub(super) fn unreadable(detail: &str, operation: &'static str) -> Self {
        Self {
            error: AiError::temporary(Kind::Unexpected, operation, detail),
            retry: false,
            lost: true,
        }
    }

    /// A status other than success.
    pub(super) fn of_status(
        status: u16,
        headers: &HeaderMap,
        body: &[u8],
        operation: &'static str,
    ) -> Self {
        let said: ErrorAnswer = serde_json::from_slice(body).unwrap_or_default();
        let word = said
            .error
            .kind
            .as_deref()
            .map(closed_word)
            .unwrap_or_default();
        let code = said.error.details.and_then(|details| details.error_code);
        let out_of_budget = code.as_deref().is_some_and(is_spend_limit);
        let (kind, temporary) = if out_of_budget {
            (Kind::SpendLimit, false)
        } else {
            kind_of(status)
        };
        let code = code
            .map(|code| format!(" {}", closed_word(&code)))
            .unwrap_or_default();
        Self {
            error: AiError {
                kind,
                temporary,
                retry_after: temporary.then(|| retry::asked_wait(headers)).flatten(),
                operation,
                detail: format!("{status} {word}{code}").trim_end().to_owned(),
                request_id: request_id(headers).or(said.request_id.as_deref().map(plain_name)),
                spent: None,
            },
            retry: !out_of_budget && retry::wanted(status, headers),
            // Whoever gave up waiting, the model may have gone on.
            lost: matches!(status, 408 | 504),
        }
    }
}

/// These limits are lifted by a person, not by waiting; they come with 429 and
/// without `retry-after`.
fn is_spend_limit(code: &str) -> bool {
    matches!(
        code,
        "enforced_spend_limit_reached" | "contract_spend_limit_reached"
    )
}

fn kind_of(status: u16) -> (Kind, bool) {
    match status {
        401 | 403 => (Kind::Unauthorised, false),
        402 => (Kind::Billing, false),
        429 => (Kind::RateLimited, true),
        503 | 504 | 529 => (Kind::Overloaded, true),
        408 => (Kind::Unreachable, true),
        409 => (Kind::Unexpected, true),
        400..=499 => (Kind::BadRequest, false),
        500..=599 => (Kind::Unexpected, true),
        // A redirect would carry the key to another host.
        _ => (Kind::Unexpected, false),
    }
}

/// The provider's number of the exchange.
pub(super) fn request_id(headers: &HeaderMap) -> Option<String> {
    headers.get("request-id")?.to_str().ok().map(plain_name)
}
