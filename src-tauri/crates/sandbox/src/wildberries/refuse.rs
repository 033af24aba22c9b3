//! Errors in WB's words: the gateway's problem documents, and each host's own envelope.

use chrono::SecondsFormat;
use http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::call::{Call, Reply};
use crate::world::dice;

/// Where 403 is described as the gateway's (02-items and 09-communications of 2026-10-24); elsewhere it is the
/// host's own envelope.
const GATEWAY_FORBIDS: [&str; 7] = [
    "/api/common/v1/rating",
    "/ping",
    "/api/v1/feedback",
    "/api/v1/feedbacks/answer",
    "/content/v2/object/all",
    "/content/v2/cards/upload",
    "/content/v2/cards/upload/add",
];

const PINS: &str = "/api/feedbacks/v1/pins";

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
    let mut body = json!({"data": null, "error": true, "errorText": text});
    let more = match call.host {
        "discounts-prices-api" => json!({}),
        "feedbacks-api" => json!({"additionalErrors": null, "requestId": request_id(call)}),
        _ if call.template.ends_with("/moveNm") => json!({"additionalErrors": {"error": text}}),
        _ => json!({"additionalErrors": null}),
    };
    if let (Value::Object(fields), Value::Object(more)) = (&mut body, more) {
        fields.extend(more);
    }
    Reply::status_json(status, &body)
}

/// Marketplace: `{code, message}`.
pub(super) fn coded(status: StatusCode, code: &str, message: &str) -> Reply {
    Reply::status_json(status, &json!({"code": code, "message": message}))
}

/// Most newer requests about tasks of DBS, DBW and pickup: `{title, detail, origin, requestId}`.
pub(super) fn batch(status: StatusCode, call: &Call) -> Reply {
    let title = match status {
        StatusCode::FORBIDDEN => "AccessDenied",
        StatusCode::NOT_FOUND => "NotFound",
        _ => "IncorrectRequest",
    };
    let detail = match call.template.contains("/dbw/") {
        true => json!(title),
        false => json!({}),
    };
    let body = json!({
        "title": title,
        "detail": detail,
        "origin": "dbs-public-api",
        "requestId": request_id(call),
    });
    Reply::status_json(status, &body)
}

/// Whether a request about tasks refuses in that form (WB API 04 to 06 of 2026-10-24).
pub(super) fn is_batch(status: StatusCode, call: &Call) -> bool {
    let path = call.template;
    let within = |part: &str| path.starts_with("/api/marketplace/v3/") && path.contains(part);
    let details = path.ends_with("/meta/details");
    let marks = within("/orders/meta/") && !details;
    within("/dbs/") && !path.ends_with("/stickers")
        || within("/dbw/") && details
        || within("/click-collect/") && !(marks && status == StatusCode::FORBIDDEN)
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

/// Claims: `{title, detail, requestId}`.
pub(super) fn short(status: StatusCode, title: &str, detail: &str, call: &Call) -> Reply {
    let body = json!({"title": title, "detail": detail, "requestId": request_id(call)});
    Reply::status_json(status, &body)
}

/// Chats: `{status, title, origin, detail, requestId, error}`.
pub(super) fn chats(status: StatusCode, detail: &str, call: &Call) -> Reply {
    let body = json!({
        "status": status.as_u16(),
        "title": status.canonical_reason().unwrap_or("Error"),
        "origin": "proxy-chats",
        "detail": detail,
        "requestId": request_id(call),
        "error": detail,
    });
    Reply::status_json(status, &body)
}

/// Advertising: `{detail, origin, request_id, status, title}`.
pub(super) fn advert(status: StatusCode, title: &str, detail: &str, call: &Call) -> Reply {
    let body = json!({
        "detail": detail,
        "origin": "camp-api-public-cache",
        "request_id": request_id(call),
        "status": status.as_u16(),
        "title": title,
    });
    Reply::status_json(status, &body)
}

/// Statistics of advertising say more of what is wrong.
pub(super) fn stats(status: StatusCode, call: &Call) -> Reply {
    let body = json!({
        "errors": [{"detail": "invalid period", "field": "beginDate"}],
        "detail": "invalid request parameters",
        "origin": "adv-stats",
        "request_id": request_id(call),
        "status": status.as_u16(),
        "title": "bad request",
        "type": "about:blank",
    });
    Reply::status_json(status, &body)
}

/// Reports and documents: `{status, title, detail, requestId, origin}`.
pub(super) fn numbered(
    status: StatusCode,
    origin: &str,
    title: &str,
    detail: &str,
    call: &Call,
) -> Reply {
    let body = json!({
        "status": status.as_u16(),
        "title": title,
        "detail": detail,
        "requestId": request_id(call),
        "origin": origin,
    });
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
        _ if call.template.starts_with(PINS) => pins(status, call),
        StatusCode::FORBIDDEN if call.host == "dp-calendar-api" => {
            gateway(status, "access denied", call)
        }
        _ if call.host == "dp-calendar-api" => {
            let words = status.canonical_reason().unwrap_or("Error");
            Reply::status_json(status, &json!({ "errorText": words }))
        }
        _ if is_batch(status, call) => batch(status, call),
        _ if call.host == "marketplace-api" => match status {
            StatusCode::FORBIDDEN => coded(status, "AccessDenied", "Доступ запрещён"),
            StatusCode::NOT_FOUND => coded(status, "NotFound", "Не найдено"),
            _ if status.is_server_error() => {
                coded(status, "InternalServerError", "Внутренняя ошибка")
            }
            _ => coded(status, "IncorrectRequest", "Переданы некорректные данные"),
        },
        _ if OWN_WORDS.contains(&call.host) => own(status, call),
        _ if call.template.starts_with("/api/v1/tariffs/") => {
            let title = status.canonical_reason().unwrap_or("Error");
            titled(status, "tariffs", title, title, call)
        }
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

/// Hosts that have a shape of refusals of their own, and the gateway's for what is forbidden.
const OWN_WORDS: [&str; 5] = [
    "returns-api",
    "buyer-chat-api",
    "advert-api",
    "finance-api",
    "documents-api",
];

fn own(status: StatusCode, call: &Call) -> Reply {
    let detail = status.canonical_reason().unwrap_or("Error");
    match call.host {
        _ if status == StatusCode::FORBIDDEN => gateway(status, "access denied", call),
        "returns-api" => short(status, detail, detail, call),
        "buyer-chat-api" => chats(status, detail, call),
        "advert-api" => match call.template {
            "/adv/v3/fullstats" => stats(status, call),
            path if path.starts_with("/adv/v0/") || path.ends_with("/deposit") => {
                Reply::status_json(status, &json!({ "error": detail }))
            }
            "/adv/v2/seacat/save-ad"
            | "/adv/v1/balance"
            | "/api/advert/v2/budget"
            | "/api/advert/v0/bids/recommendations" => Reply::status_json(status, &json!(detail)),
            _ => advert(status, detail, detail, call),
        },
        host => numbered(status, host, detail, detail, call),
    }
}

/// Pins of reviews; 403 is the gateway's but for pinning itself (09-communications 2026-10-24).
fn pins(status: StatusCode, call: &Call) -> Reply {
    let words = status.canonical_reason().unwrap_or("Error");
    match status == StatusCode::FORBIDDEN && call.method != Method::POST {
        true => gateway(status, "access denied", call),
        false => numbered(status, "pin-open-api", words, words, call),
    }
}

/// 32 hex digits that belong to this request.
pub(super) fn request_id(call: &Call) -> String {
    let at = call.now.timestamp_nanos_opt().unwrap_or_default();
    let high = dice::number(1, &call.path, at, 0);
    format!("{high:016x}{:016x}", dice::number(2, &call.path, at, 1))
}
