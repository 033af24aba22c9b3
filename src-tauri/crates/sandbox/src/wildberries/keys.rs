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

/// Content, analytics, prices, marketplace, statistics, feedbacks and questions.
const SCOPES: u64 = 1 << 1 | 1 << 2 | 1 << 3 | 1 << 4 | 1 << 5 | 1 << 7;

/// The bit that forbids writing.
const READ_ONLY: u64 = 1 << 30;

/// Tokens live 180 days; the demo's is a month old.
const LEFT: TimeDelta = TimeDelta::days(150);

/// The token of the demo account.
pub(super) fn token(bazaar: &Bazaar) -> String {
    let header = json!({"alg": "ES256", "kid": "20260901v1", "typ": "JWT"});
    let claims = json!({
        "acc": 3,
        "ent": 1,
        "exp": (bazaar.clock.start() + LEFT).timestamp(),
        "for": "self",
        "id": dice::uuid(bazaar.world.number("wildberries token", 0)),
        "iid": 48_211_907,
        "oid": 1_043_221,
        "s": SCOPES,
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
        return refused("token is withdrawn");
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
        "discounts-prices-api" => Some(3),
        "marketplace-api" => Some(4),
        "statistics-api" => Some(5),
        "feedbacks-api" => Some(7),
        _ => None,
    }
}

/// On feedbacks-api everything but GET changes something; other hosts only read here.
fn writes(call: &Call) -> bool {
    call.host == "feedbacks-api" && call.method != Method::GET
}
