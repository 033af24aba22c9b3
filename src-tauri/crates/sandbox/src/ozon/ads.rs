//! The Performance API: a host and a key of its own, and a token that lives for half an hour.

use http::{Method, StatusCode};
use serde_json::{Value, json};

use super::{ad_campaign_reads, ad_campaign_steps, ad_orders, ad_signals, ad_stats};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::limits::Limit;
use crate::venue::Route;
use crate::world::dice;

/// The host.
pub(super) const HOST: &str = "performance";

/// 100 000 requests a day.
pub(super) const LIMIT: Limit = Limit::new("ads", 100_000, 86_400, 100_000);

/// Seconds that a token lives.
const LIFE: i64 = 1800;

pub(super) fn routes() -> Vec<Route> {
    let path = "/api/client/token";
    let mut all = vec![Route::read(Method::POST, HOST, path, &LIMIT, token)];
    all.extend(ad_campaign_reads::routes());
    all.extend(ad_campaign_steps::routes());
    all.extend(ad_orders::routes());
    all.extend(ad_signals::routes());
    all.extend(ad_stats::routes());
    all
}

/// The service account.
pub(super) fn client(bazaar: &Bazaar) -> String {
    let number = bazaar.world.number("ozon ads client", 0) % 90_000_000;
    format!("{number}@advertising.performance.ozon.ru")
}

/// Its secret.
pub(super) fn secret(bazaar: &Bazaar) -> String {
    dice::base62(bazaar.world.number("ozon ads secret", 0), 40)
}

/// The token of a moment.
fn issued(bazaar: &Bazaar, at: i64) -> String {
    let mark = dice::base62(bazaar.world.number("ozon ads token", at), 24);
    format!("{at}.{mark}")
}

/// An answer that is no success.
pub(super) fn refuse(status: StatusCode, words: &str) -> Reply {
    Reply::status_json(status, &json!({ "error": words }))
}

pub(super) fn bad(words: &str) -> Reply {
    refuse(StatusCode::BAD_REQUEST, words)
}

/// Whoever asks for a token shows the key; everybody else shows a token.
pub(super) fn admit(bazaar: &Bazaar, call: &Call) -> Result<String, Reply> {
    if call.path == "/api/client/token" {
        return Ok(client(bazaar));
    }
    let shown = call.header("authorization").unwrap_or_default();
    let shown = shown.strip_prefix("Bearer ").unwrap_or_default();
    let at = shown
        .split('.')
        .next()
        .and_then(|at| at.parse::<i64>().ok());
    let lives = |at: &i64| (0..LIFE).contains(&(call.now.timestamp() - at));
    match at.filter(lives).filter(|at| issued(bazaar, *at) == shown) {
        Some(_) => Ok(client(bazaar)),
        None => Err(refuse(
            StatusCode::UNAUTHORIZED,
            "token is expired or unknown",
        )),
    }
}

/// `POST /api/client/token`.
fn token(bazaar: &Bazaar, call: &Call) -> Reply {
    let Some(ask) = Ask::of(call) else {
        return bad("invalid JSON");
    };
    if ask.text("/grant_type") != Some("client_credentials") {
        return bad("grant_type: client_credentials is expected");
    }
    let (id, key) = (ask.text("/client_id"), ask.text("/client_secret"));
    if id != Some(client(bazaar).as_str()) || key != Some(secret(bazaar).as_str()) {
        return refuse(
            StatusCode::UNAUTHORIZED,
            "invalid client_id or client_secret",
        );
    }
    Reply::json(&json!({
        "access_token": issued(bazaar, call.now.timestamp()),
        "expires_in": LIFE,
        "token_type": "Bearer",
    }))
}

/// A page of rows, counted from one; all of them without a size.
pub(super) fn paged(rows: Vec<Value>, page: Option<i64>, size: Option<i64>) -> Vec<Value> {
    let Some(size) = size.and_then(|size| usize::try_from(size).ok()) else {
        return rows;
    };
    let before = page.unwrap_or(1).max(1) - 1;
    let skipped = usize::try_from(before).unwrap_or(0).saturating_mul(size);
    rows.into_iter().skip(skipped).take(size).collect()
}
