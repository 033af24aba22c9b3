//! WB tokens: a JWT that names the seller, its kind, its scopes and its end.
//!
//! The signature is not checked: a test may forge a token of the demo seller with another end
//! (`exp`) or other scopes (`s`), and gets what WB answers to such a token.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use http::{Method, StatusCode};
use serde_json::{Value, json};

use super::refuse;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::world::dice;

/// Content, analytics, prices, marketplace, statistics, promotion, feedbacks and questions, chats,
/// supplies, returns, documents, finance.
const SCOPES: u64 = 1 << 1
    | 1 << 2
    | 1 << 3
    | 1 << 4
    | 1 << 5
    | 1 << 6
    | 1 << 7
    | 1 << 9
    | 1 << 10
    | 1 << 11
    | 1 << 12
    | 1 << 13;

/// The bit that forbids writing.
const READ_ONLY: u64 = 1 << 30;

/// Tokens live 180 days; the demo's is a month old.
const LEFT: TimeDelta = TimeDelta::days(150);

/// The token of the demo account.
pub(super) fn token(bazaar: &Bazaar) -> String {
    forged(bazaar, SCOPES, LEFT)
}

/// The demo's token without the category of reviews and questions.
pub(super) fn without_reviews(bazaar: &Bazaar) -> String {
    forged(bazaar, SCOPES & !(1 << 7), LEFT)
}

/// The demo's token the day after its end.
pub(super) fn over(bazaar: &Bazaar) -> String {
    forged(bazaar, SCOPES, TimeDelta::days(-1))
}

fn forged(bazaar: &Bazaar, scopes: u64, left: TimeDelta) -> String {
    let header = json!({"alg": "ES256", "kid": "20260901v1", "typ": "JWT"});
    let claims = json!({
        "acc": 3,
        "ent": 1,
        "exp": (bazaar.clock.start() + left).timestamp(),
        "for": "self",
        "id": dice::uuid(bazaar.world.number("wildberries token", 0)),
        "iid": 48_211_907,
        "oid": 1_043_221,
        "s": scopes,
        "sid": sid(bazaar),
        "t": false,
    });
    let signature: Vec<u8> = (0..8)
        .flat_map(|part| {
            bazaar
                .world
                .number("wildberries signature", part)
                .to_be_bytes()
        })
        .collect();
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let signature = URL_SAFE_NO_PAD.encode(signature);
    format!("{}.{}.{signature}", part(&header), part(&claims))
}

/// The seller's identifier.
pub(super) fn sid(bazaar: &Bazaar) -> String {
    dice::uuid(bazaar.world.number("wildberries sid", 0))
}

/// Judges the token of a request.
pub(super) fn admit(bazaar: &Bazaar, call: &Call) -> Result<String, Reply> {
    let refused = |detail: &str| {
        Err(refuse::gateway(
            StatusCode::UNAUTHORIZED,
            &format!("token problem; {detail}"),
            call,
        ))
    };
    let Some(sent) = call.header("authorization") else {
        return refused("token is missing");
    };
    let sent = sent.strip_prefix("Bearer ").unwrap_or(sent);
    let Some(claims) = claims(sent) else {
        return refused("token is malformed");
    };
    let seller = claims
        .get("sid")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    if seller != sid(bazaar) {
        // A token of another world: its signature is not ours.
        return refused("token is malformed");
    }
    if claims
        .get("exp")
        .and_then(Value::as_i64)
        .is_none_or(|exp| exp <= call.now.timestamp())
    {
        return refused("token is expired");
    }
    let scopes = claims.get("s").and_then(Value::as_u64).unwrap_or_default();
    if scope(call.host).is_some_and(|bit| scopes & (1 << bit) == 0) {
        return refused("token scope not allowed");
    }
    if scopes & READ_ONLY != 0 && writes(call) {
        return Err(refuse::made_up(StatusCode::FORBIDDEN, call));
    }
    Ok(seller)
}

/// Whether a request carries a token of the service kind.
pub(super) fn is_service(call: &Call) -> bool {
    let sent = call.header("authorization").unwrap_or_default();
    let claims = claims(sent.strip_prefix("Bearer ").unwrap_or(sent));
    claims.is_some_and(|claims| claims.get("acc") == Some(&json!(4)))
}

/// The claims of a JWT of three parts, the last of them 64 bytes.
fn claims(token: &str) -> Option<Value> {
    let mut parts = token.split('.');
    let (_, claims, signature) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || URL_SAFE_NO_PAD.decode(signature).ok()?.len() != 64 {
        return None;
    }
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).ok()?).ok()
}

/// The bit of `s` that a host asks for; any category may ask common-api.
fn scope(host: &str) -> Option<u32> {
    match host {
        "content-api" => Some(1),
        "seller-analytics-api" => Some(2),
        "discounts-prices-api" | "dp-calendar-api" => Some(3),
        "marketplace-api" => Some(4),
        "statistics-api" => Some(5),
        "advert-api" => Some(6),
        "feedbacks-api" => Some(7),
        "buyer-chat-api" => Some(9),
        "supplies-api" => Some(10),
        "returns-api" => Some(11),
        "documents-api" => Some(12),
        "finance-api" => Some(13),
        _ => None,
    }
}

/// POST asks more often than it writes; GET never changes anything but campaigns.
fn writes(call: &Call) -> bool {
    match call.method {
        Method::GET => call.host == "advert-api" && call.template.starts_with("/adv/v0/"),
        Method::POST => {
            call.host == "feedbacks-api"
                || WRITING.contains(&call.template)
                || steps_on(call.template)
        }
        _ => true,
    }
}

/// Steps and marks of tasks are POST requests, as are questions about both.
fn steps_on(template: &str) -> bool {
    let asks = template.ends_with("/info") || template.ends_with("/details");
    let about = |part: &str| template.contains(part);
    !asks && (about("/orders/status/") || about("/orders/meta/"))
}

/// POST requests that change something.
const WRITING: &[&str] = &[
    "/content/v2/cards/moveNm",
    "/api/v2/upload/task",
    "/api/v1/calendar/promotions/upload",
    "/api/v2/upload/task/size",
    "/api/v3/supplies",
    "/api/v1/seller/message",
    "/adv/v1/budget/deposit",
    "/adv/v2/seacat/save-ad",
    "/content/v2/cards/update",
    "/content/v3/media/save",
    "/content/v2/cards/delete/trash",
    "/content/v2/cards/recover",
];
