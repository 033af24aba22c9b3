//! Buyers' claims: those of the world, with what the seller decided.

use chrono::{DateTime, FixedOffset, TimeDelta, Utc};
use http::{Method, StatusCode};
use serde_json::{Value, json};

use super::{STALL, ids, orders, refuse};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::limits::Limit;
use crate::venue::Route;
use crate::world::dice;
use crate::world::returned::{ReturnKind, Returned};

const HOST: &str = "returns-api";
const LIMIT: Limit = Limit::new("claims", 20, 60, 10);
/// Page of the book: the action that was chosen, by claim.
const PAGE: &str = "claims";
/// WB tells of claims this long.
const REACH: TimeDelta = TimeDelta::days(14);
/// What the seller may do.
const ACTIONS: [&str; 4] = ["approve1", "autorefund1", "reject1", "rejectcustom"];

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::read(Method::GET, HOST, "/api/v1/claims", &LIMIT, list),
        Route::write(Method::PATCH, HOST, "/api/v1/claim", &LIMIT, decide),
    ]
}

fn id(bazaar: &Bazaar, claim: &Returned) -> String {
    let number = i64::try_from(claim.number).unwrap_or(0);
    dice::uuid(bazaar.world.number("wildberries claim", number))
}

/// Claims that WB still tells of.
fn all(bazaar: &Bazaar, now: DateTime<Utc>) -> Vec<Returned> {
    let mut claims = bazaar.world.returns(&STALL, now);
    claims.retain(|one| one.kind == ReturnKind::Claim && one.created + REACH > now);
    claims
}

/// Decision and place of the goods. Nobody's word is a yes after five days.
fn decided(bazaar: &Bazaar, claim: &Returned, now: DateTime<Utc>) -> (i64, i64) {
    let written = bazaar.book.get(STALL.id, PAGE, &id(bazaar, claim));
    let action = written.and_then(|entry| entry.value.as_str().map(str::to_owned));
    match action.as_deref() {
        Some(action) if action.starts_with("reject") => (1, 1),
        Some("approve1") => (2, 8),
        Some(_) => (2, 5),
        None if claim.waits_until().is_some_and(|until| until < now) => (2, 5),
        None => (0, 0),
    }
}

fn naive(at: DateTime<Utc>) -> String {
    let local = FixedOffset::east_opt(3 * 3600).map(|zone| at.with_timezone(&zone).naive_local());
    local.map_or_else(String::new, |at| at.format("%Y-%m-%dT%H:%M:%S").to_string())
}

fn row(bazaar: &Bazaar, claim: &Returned, now: DateTime<Utc>) -> Option<Value> {
    let product = bazaar.world.products().get(claim.product)?;
    let since = claim.created - TimeDelta::days(60);
    let order = bazaar.world.orders_since(&STALL, since, now);
    let order = order.into_iter().find(|one| one.number == claim.order)?;
    let lines = orders::srids(bazaar, &order);
    let (srid, _) = lines
        .iter()
        .find(|(_, line)| line.product == claim.product)?;
    let (status, goods) = decided(bazaar, claim, now);
    let actions: &[&str] = if status == 0 { &ACTIONS } else { &[] };
    Some(json!({
        "id": id(bazaar, claim),
        "claim_type": 1,
        "status": status,
        "status_ex": goods,
        "nm_id": ids::nm(bazaar, product),
        "user_comment": claim.comment,
        "wb_comment": "",
        "dt": naive(claim.created),
        "imt_name": product.name.ru,
        "order_dt": naive(order.created),
        "dt_update": naive(claim.created),
        "photos": [],
        "video_paths": [],
        "actions": actions,
        "price": claim.amount / 100,
        "currency_code": "643",
        "srid": srid,
        "delivery_dt": naive(claim.created - TimeDelta::hours(5)),
    }))
}

fn bad(call: &Call, title: &str, detail: &str) -> Reply {
    refuse::short(StatusCode::BAD_REQUEST, title, detail, call)
}

/// GET /api/v1/claims.
fn list(bazaar: &Bazaar, call: &Call) -> Reply {
    let Some(archive) = call.query("is_archive").and_then(|text| text.parse().ok()) else {
        let detail = "Failed to deserialize query string: missing field `is_archive`";
        return bad(call, "Invalid query params", detail);
    };
    let archive: bool = archive;
    let size = |name: &str, or: usize| call.query(name).map_or(Some(or), |text| text.parse().ok());
    let (Some(limit @ 1..=200), Some(offset)) = (size("limit", 50), size("offset", 0)) else {
        return bad(call, "Invalid query params", "limit, offset");
    };
    let mut claims = all(bazaar, call.now);
    claims.retain(|claim| {
        let named = call
            .query("id")
            .is_none_or(|wanted| wanted == id(bazaar, claim));
        named && (decided(bazaar, claim, call.now).0 != 0) == archive
    });
    let total = claims.len();
    let page = claims.iter().skip(offset).take(limit);
    let rows = page.filter_map(|claim| row(bazaar, claim, call.now));
    Reply::json(&json!({"claims": rows.collect::<Vec<_>>(), "total": total}))
}

/// PATCH /api/v1/claim.
fn decide(bazaar: &Bazaar, call: &Call) -> Reply {
    let body = call.json();
    let text = |name: &str| body.get(name).and_then(Value::as_str);
    let (Some(wanted), Some(action)) = (text("id"), text("action")) else {
        return bad(call, "Validation error", "The Action field is required.");
    };
    let length = text("comment").map(|comment| comment.chars().count());
    let fits = match (action, length) {
        ("rejectcustom", Some(10..=1000)) => true,
        ("rejectcustom", _) | (_, Some(_)) => false,
        (action, None) => ACTIONS.contains(&action),
    };
    let claims = all(bazaar, call.now);
    let claim = claims.iter().find(|claim| id(bazaar, claim) == wanted);
    let open = claim.is_some_and(|claim| decided(bazaar, claim, call.now).0 == 0);
    if !fits || !open {
        return bad(call, "Validation error", "Input model is not valid");
    }
    bazaar.change(call, PAGE, wanted, &json!(action));
    Reply::empty(StatusCode::OK)
}
