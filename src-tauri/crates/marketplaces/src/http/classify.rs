//! From an HTTP status to a kind, where a marketplace has no own words for it.

use http::StatusCode;

use super::call::Call;
use super::send::Reply;
use super::way::Way;
use crate::error::{ErrorKind, MarketplaceError};

/// The error that a status stands for; `message` in the marketplace's words.
/// A 5xx to a write leaves the outcome unknown: servers fail after the commit, too; and so does
/// a 408, whose server was too slow to say.
pub fn failure(call: &Call, reply: &Reply, message: impl Into<String>) -> MarketplaceError {
    let mut error = MarketplaceError::new(kind(reply.status), call.operation, message)
        .status(reply.status.as_u16());
    let untold = reply.status.is_server_error() || reply.status == StatusCode::REQUEST_TIMEOUT;
    error.may_have_happened = call.write && untold;
    error
}

/// A success to a write with words that are none of the marketplace's, such as the page of a
/// proxy: whether it was taken nobody knows, so it must not count as accepted.
pub(super) fn taken_for_a_yes(call: &Call, reply: &Reply) -> bool {
    let words = reply.body.trim_ascii();
    let foreign = || serde_json::from_slice::<serde::de::IgnoredAny>(words).is_err();
    call.write && reply.status.is_success() && !words.is_empty() && foreign()
}

/// The outcome of such a write: unknown until it is read.
pub(super) fn no_answer(call: &Call, reply: &Reply) -> MarketplaceError {
    let message = "a success that does not speak the marketplace's language";
    let mut error = MarketplaceError::new(ErrorKind::Unreadable, call.operation, message)
        .status(reply.status.as_u16());
    error.may_have_happened = true;
    error
}

impl Way {
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

#[cfg(test)]
mod tests {
    use http::{HeaderMap, Method};
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(408, true)]
    #[case(500, true)]
    #[case(504, true)]
    #[case(400, false)]
    #[case(404, false)]
    #[case(429, false)]
    fn a_write_whose_outcome_is_untold_may_have_happened(#[case] status: u16, #[case] may: bool) {
        let reply = Reply {
            status: StatusCode::from_u16(status).expect("a status"),
            headers: HeaderMap::new(),
            body: bytes::Bytes::new(),
        };
        let write = Call::write("reviews.publish", "seller", Method::POST, "/");
        assert_eq!(
            failure(&write, &reply, "").may_have_happened,
            may,
            "{status}"
        );
        let read = Call::read("reviews.page", "seller", Method::GET, "/");
        assert!(
            !failure(&read, &reply, "").may_have_happened,
            "a read changes nothing"
        );
    }

    #[rstest]
    #[case(200, "<html>welcome to the guest network</html>", true)]
    #[case(200, r#"{"result": "OK"}"#, false)]
    #[case(204, "", false)]
    #[case(200, "  ", false)]
    #[case(403, "<html>no</html>", false)]
    fn a_strange_success_is_no_yes(
        #[case] status: u16,
        #[case] body: &'static str,
        #[case] strange: bool,
    ) {
        let reply = Reply {
            status: StatusCode::from_u16(status).expect("a status"),
            headers: HeaderMap::new(),
            body: bytes::Bytes::from_static(body.as_bytes()),
        };
        let write = Call::write("reviews.publish", "seller", Method::POST, "/");
        assert_eq!(taken_for_a_yes(&write, &reply), strange, "{status} {body}");
        let read = Call::read("reviews.page", "seller", Method::GET, "/");
        assert!(
            !taken_for_a_yes(&read, &reply),
            "a read is judged by its reader"
        );
        let error = no_answer(&write, &reply);
        assert!(error.may_have_happened, "only reading tells: {error}");
    }
}
