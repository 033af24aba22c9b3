//! Yandex's refusals: `{status: "ERROR", errors: [{code, message}]}`.

use http::StatusCode;
use serde_json::json;

use super::PARALLEL;
use super::places;
use crate::call::{Call, Reply};

/// 400.
pub(super) fn bad(message: &str) -> Reply {
    said(StatusCode::BAD_REQUEST, "BAD_REQUEST", message)
}

/// 401.
pub(super) fn unauthorised(message: &str) -> Reply {
    said(StatusCode::UNAUTHORIZED, "UNAUTHORIZED", message)
}

/// 403.
pub(super) fn forbidden(message: &str) -> Reply {
    said(StatusCode::FORBIDDEN, "FORBIDDEN", message)
}

/// 403: the token lacks a scope.
pub(super) fn no_scope() -> Reply {
    forbidden("Token does not have any of the scopes to access the API method")
}

/// 403: what sellers in Uzbekistan do not have.
pub(super) fn not_for_go() -> Reply {
    forbidden("The method is not supported for Market Yandex Go sellers")
}

/// 423: shops of the cabinet are being moved.
pub(super) fn moving() -> Reply {
    said(StatusCode::LOCKED, "LOCKED", "Business is in migration")
}

/// 404.
pub(super) fn not_found(message: &str) -> Reply {
    said(StatusCode::NOT_FOUND, "NOT_FOUND", message)
}

/// 420 because of too many requests at the same moment.
pub(super) fn crowded(call: &Call) -> Reply {
    let (name, most) = places::lane(call);
    let most = if most == 0 { PARALLEL } else { most };
    let message = format!("Hit rate limit of {most} parallel requests for {name}");
    said(calm_down(), CALM_DOWN, &message)
}

/// 420, which no registry knows.
pub(super) fn calm_down() -> StatusCode {
    StatusCode::from_u16(420).unwrap_or(StatusCode::TOO_MANY_REQUESTS)
}

/// The code beside 420: the documents do not give it; this is the name that the server's framework
/// has for the status. Clients should look at the status.
const CALM_DOWN: &str = "METHOD_FAILURE";

/// The refusal of a status that nobody explained further.
pub(super) fn of_status(status: StatusCode, call: &Call) -> Reply {
    match status.as_u16() {
        400 => bad("Request is malformed"),
        401 => unauthorised("Api-Key token is invalid"),
        403 => no_scope(),
        404 => not_found(&format!("No mapping for {}", call.path)),
        420 => {
            let message = format!("Hit rate limit of requests for {}", call.template);
            said(status, CALM_DOWN, &message)
        }
        423 => moving(),
        503 => said(status, "SERVICE_UNAVAILABLE", "Service is unavailable"),
        _ => said(status, "INTERNAL_SERVER_ERROR", "Internal server error"),
    }
}

fn said(status: StatusCode, code: &str, message: &str) -> Reply {
    let body = json!({"status": "ERROR", "errors": [{"code": code, "message": message}]});
    Reply::status_json(status, &body)
}
