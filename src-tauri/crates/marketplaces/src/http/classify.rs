//! From an HTTP status to a kind, where a marketplace has no own words for it.

use http::StatusCode;

use super::client::{Call, Http, Reply};
use crate::error::{ErrorKind, MarketplaceError};

/// The error that a status stands for; `message` in the marketplace's words.
/// A 5xx to a write leaves the outcome unknown: servers fail after the commit, too.
pub fn failure(call: &Call, reply: &Reply, message: impl Into<String>) -> MarketplaceError {
    let mut error = MarketplaceError::new(kind(reply.status), call.operation, message)
        .status(reply.status.as_u16());
    error.may_have_happened = call.write && reply.status.is_server_error();
    error
}

impl Http {
    /// `failure` with the account's name on it and without any key that the server's words repeat.
    pub fn refused(&self, call: &Call, reply: &Reply, message: &str) -> MarketplaceError {
        let mut error = failure(call, reply, self.redacted(message));
        error.account = Some(self.account());
        error
    }
}

/// 420 is Yandex Market's word for 429.
fn kind(status: StatusCode) -> ErrorKind {
    match status.as_u16() {
        401 => ErrorKind::Unauthorised,
        402 | 403 => ErrorKind::Forbidden,
        404 | 410 => ErrorKind::NotFound,
        420 | 429 => ErrorKind::RateLimited,
        408 | 500..=599 => ErrorKind::Unavailable,
        400..=499 => ErrorKind::Rejected,
        _ => ErrorKind::Unexpected,
    }
}
