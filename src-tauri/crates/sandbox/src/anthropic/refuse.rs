//! Refusals: `{type: "error", error: {type, message}, request_id}` under a `request-id` header.

use http::StatusCode;
use serde_json::{Value, json};

use super::request_id;
use crate::call::{Call, Reply};

/// 400.
pub(super) fn invalid(call: &Call, message: &str) -> Reply {
    said(
        call,
        StatusCode::BAD_REQUEST,
        "invalid_request_error",
        message,
    )
}

/// 401.
pub(super) fn unauthorised(call: &Call, message: &str) -> Reply {
    said(
        call,
        StatusCode::UNAUTHORIZED,
        "authentication_error",
        message,
    )
}

/// 404.
pub(super) fn not_found(call: &Call, message: &str) -> Reply {
    said(call, StatusCode::NOT_FOUND, "not_found_error", message)
}

/// 429 that waiting does not lift: the money is spent.
pub(super) fn spend_limit(call: &Call) -> Reply {
    let error = json!({
        "type": "rate_limit_error",
        "message": "You have reached the spend limit of this workspace.",
        "details": {"error_code": "enforced_spend_limit_reached"},
    });
    framed(call, StatusCode::TOO_MANY_REQUESTS, &error)
}

/// The refusal of a status that nobody explained further.
pub(super) fn of_status(status: StatusCode, call: &Call) -> Reply {
    let (kind, message) = match status.as_u16() {
        400 => ("invalid_request_error", "Invalid request"),
        401 => ("authentication_error", "invalid x-api-key"),
        402 => ("billing_error", "Your credit balance is too low"),
        403 => ("permission_error", "Your API key does not have permission"),
        404 => ("not_found_error", "Not found"),
        413 => ("invalid_request_error", "Request exceeds the maximum size"),
        429 => (
            "rate_limit_error",
            "This request would exceed your rate limit",
        ),
        504 => ("timeout_error", "Request timed out"),
        529 => ("overloaded_error", "Overloaded"),
        _ => ("api_error", "Internal server error"),
    };
    said(call, status, kind, message)
}

fn said(call: &Call, status: StatusCode, kind: &str, message: &str) -> Reply {
    framed(call, status, &json!({"type": kind, "message": message}))
}

fn framed(call: &Call, status: StatusCode, error: &Value) -> Reply {
    let id = request_id(call);
    let body = json!({"type": "error", "error": error, "request_id": id});
    Reply::status_json(status, &body).with("request-id", &id)
}
