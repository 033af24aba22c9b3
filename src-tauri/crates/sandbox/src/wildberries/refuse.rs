//! Errors in WB's words: the gateway's problem documents, and each host's own envelope.

use chrono::SecondsFormat;
use http::StatusCode;
use serde_json::{Value, json};

use crate::call::{Call, Reply};
use crate::world::dice;

/// Where 403 is described as the gateway's (09-communications 2026-10-24); elsewhere it is the
/// host's own envelope.
const GATEWAY_FORBIDS: [&str; 3] = ["/ping", "/api/v1/feedback", "/api/v1/feedbacks/answer"];

/// The gateway's refusal (401, 402, 403, 429): `application/problem+json`.
pub(super) fn gateway(status: StatusCode, detail: &str, call: &Call) -> Reply {
    let reason = status.canonical_reason().unwrap_or("Error");
    let body = json!({
        "title": reason.to_lowercase(),
        "detail": detail,
        "code": format!("07e4668e-{}-[UK-sandbox]", request_id(call).get(..12).unwrap_or("")),
        "requestId": request_id(call),
        "origin": "s2s-api-auth-catalog",
        "status": status.as_u16(),
        "statusText": reason,
        "timestamp": call.now.to_rfc3339_opts(SecondsFormat::Secs, true),
    });
    Reply::typed(status, "application/problem+json", body.to_string())
}

/// Content, prices and feedbacks: `{data, error, errorText, additionalErrors}`.
pub(super) fn envelope(status: StatusCode, text: &str, call: &Call) -> Reply {
    let mut body =
        json!({"data": null, "error": true, "errorText": text, "additionalErrors": null});
    if call.host == "feedbacks-api"
        && let Value::Object(fields) = &mut body
    {
        fields.insert("requestId".to_owned(), request_id(call).into());
    }
    Reply::status_json(status, &body)
}

/// Marketplace: `{code, message}`.
pub(super) fn coded(status: StatusCode, code: &str, message: &str) -> Reply {
    Reply::status_json(status, &json!({"code": code, "message": message}))
}

/// Analytics and the answers of feedbacks: `{title, detail, requestId, origin}`.
pub(super) fn titled(
    status: StatusCode,
    origin: &str,
    title: &str,
    detail: &str,
    call: &Call,
) -> Reply {
    let request_id = request_id(call);
    let body = json!({"title": title, "requestId": request_id, "origin": origin, "detail": detail});
    Reply::status_json(status, &body)
}

/// What the host would say of an error that did not come from its handler.
pub(super) fn made_up(status: StatusCode, call: &Call) -> Reply {
    match status {
        StatusCode::UNAUTHORIZED => gateway(status, "token problem; token is malformed", call),
        StatusCode::TOO_MANY_REQUESTS => gateway(status, "limited by global limiter", call),
        StatusCode::PAYMENT_REQUIRED => gateway(status, "insufficient funds", call),
        StatusCode::FORBIDDEN if GATEWAY_FORBIDS.contains(&call.template) => {
            gateway(status, "access denied", call)
        }
        _ if call.host == "marketplace-api" => match status {
            StatusCode::FORBIDDEN => coded(status, "AccessDenied", "Доступ запрещён"),
            StatusCode::NOT_FOUND => coded(status, "NotFound", "Не найдено"),
            _ if status.is_server_error() => {
                coded(status, "InternalServerError", "Внутренняя ошибка")
            }
            _ => coded(status, "IncorrectRequest", "Переданы некорректные данные"),
        },
        _ if call.host == "seller-analytics-api" => {
            let title = status.canonical_reason().unwrap_or("Error");
            titled(status, "analytic-open-api", title, title, call)
        }
        StatusCode::FORBIDDEN => envelope(status, "Ошибка авторизации", call),
        StatusCode::NOT_FOUND if call.host == "feedbacks-api" => {
            envelope(status, "Не найдено", call)
        }
        StatusCode::NOT_FOUND => gateway(status, "path not found", call),
        StatusCode::BAD_REQUEST if call.template == "/api/v1/feedbacks/answer" => titled(
            status,
            "fbapi",
            "bad request",
            "Неверный синтаксис JSON",
            call,
        ),
        _ => envelope(status, "Something went wrong", call),
    }
}

/// 32 hex digits that belong to this request.
fn request_id(call: &Call) -> String {
    let at = call.now.timestamp_nanos_opt().unwrap_or_default();
    let high = dice::number(1, &call.path, at, 0);
    format!("{high:016x}{:016x}", dice::number(2, &call.path, at, 1))
}
