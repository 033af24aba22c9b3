//! Errors in Uzum's words: `{errors: [{code, message}], timestamp, trace}`.

use chrono::SecondsFormat;
use http::StatusCode;
use serde_json::json;

use crate::call::{Call, Reply};
use crate::world::dice;

/// An error with its code.
pub(super) fn refuse(status: StatusCode, code: &str, message: &str, call: &Call) -> Reply {
    let at = call.now.timestamp_nanos_opt().unwrap_or_default();
    let body = json!({
        "errors": [{"code": code, "message": message}],
        "timestamp": call.now.to_rfc3339_opts(SecondsFormat::Millis, true),
        "trace": format!("{:016x}", dice::number(0, &call.path, at, 0)),
    });
    Reply::status_json(status, &body)
}

/// What Uzum would say of an error that did not come from a handler. An unknown path is 403.
pub(super) fn made_up(status: StatusCode, call: &Call) -> Reply {
    let (status, code, message) = match status {
        StatusCode::NOT_FOUND => (StatusCode::FORBIDDEN, "forbidden-001", "Access denied"),
        StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED => {
            (status, "forbidden-001", "Token not found")
        }
        StatusCode::TOO_MANY_REQUESTS => (status, "too-many-requests-001", "Too many requests"),
        _ if status.is_server_error() => (status, "internal-error-001", "Internal server error"),
        _ => (status, "bad-request-001", "Bad request"),
    };
    refuse(status, code, message, call)
}
