//! Ozon's refusals: `{code, message, details}`, the code as gRPC counts them.

use http::StatusCode;
use serde_json::json;

use crate::call::Reply;

/// 400 with code 3.
pub(super) fn invalid(message: &str) -> Reply {
    said(StatusCode::BAD_REQUEST, 3, message)
}

/// 404 with code 5.
pub(super) fn not_found(message: &str) -> Reply {
    said(StatusCode::NOT_FOUND, 5, message)
}

/// 401: a header is missing.
pub(super) fn no_key() -> Reply {
    said(
        StatusCode::UNAUTHORIZED,
        16,
        "Client-Id and Api-Key headers are required",
    )
}

/// 401: no such key.
pub(super) fn wrong_key() -> Reply {
    let message = "Invalid Api-Key, please contact support";
    said(StatusCode::UNAUTHORIZED, 16, message)
}

/// 403: the key belongs to another seller.
pub(super) fn wrong_client() -> Reply {
    let message = "Invalid Client-Id, please contact support";
    said(StatusCode::FORBIDDEN, 7, message)
}

/// 403: the method is sold separately.
pub(super) fn no_subscription() -> Reply {
    let message = "Method is not available without the required subscription";
    said(StatusCode::FORBIDDEN, 7, message)
}

/// 403: the key was switched off, as one whose time is over is.
pub(super) fn key_over() -> Reply {
    let message = "Api-key is deactivated, use another one or generate a new one";
    said(StatusCode::FORBIDDEN, 7, message)
}

/// 403: the key's roles have not this method.
pub(super) fn no_role() -> Reply {
    let message = "Api-Key is missing a required role for a method";
    said(StatusCode::FORBIDDEN, 7, message)
}

/// 403: Ozon has closed the company.
pub(super) fn blocked() -> Reply {
    let message = "Company is blocked, please contact support";
    said(StatusCode::FORBIDDEN, 7, message)
}

/// The refusal of a status that nobody explained further.
pub(super) fn of_status(status: StatusCode) -> Reply {
    match status.as_u16() {
        400 => invalid("Request validation error"),
        401 => wrong_key(),
        403 => blocked(),
        404 => not_found("Not Found"),
        409 => said(status, 6, "Request conflict"),
        429 => said(status, 8, "You have reached request rate limit per second"),
        503 => said(status, 14, "Circle is open"),
        _ => said(status, 13, "Internal server error"),
    }
}

fn said(status: StatusCode, code: i32, message: &str) -> Reply {
    let body = json!({"code": code, "message": message, "details": []});
    Reply::status_json(status, &body)
}
