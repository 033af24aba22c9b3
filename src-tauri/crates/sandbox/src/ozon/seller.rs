//! The key and the shop: `/v1/roles`, `/v1/seller/info`.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{READS, WRITES, stamp};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};

/// What the key may do and until when.
pub(super) fn roles(bazaar: &Bazaar, call: &Call) -> Reply {
    let expired = call.plays("key_expires");
    let left = if expired { 3 } else { 152 };
    let methods = READS.iter().chain(WRITES).map(|(path, _)| *path);
    let limited = call.plays("no_role");
    let methods = methods.filter(|path| !limited || !is_closed(path));
    let methods: Vec<&str> = methods.chain(["/v1/actions"]).collect();
    let role = if limited { "Product" } else { "Admin" };
    Reply::json(&json!({
        "expires_at": stamp(bazaar.clock.start() + TimeDelta::days(left)),
        "roles": [{"name": role, "methods": methods}],
    }))
}

/// What a key with the limited role has not.
pub(super) fn is_closed(path: &str) -> bool {
    ["/review/", "/question/"]
        .iter()
        .any(|part| path.contains(part))
}

/// The company, its ratings and its subscription. A rating without a past has `null` for it.
pub(super) fn info(_: &Bazaar, call: &Call) -> Reply {
    let subscription = if call.plays("no_subscription") {
        json!({"is_premium": false, "type": "UNSPECIFIED"})
    } else {
        json!({"is_premium": true, "type": "PREMIUM_PRO"})
    };
    Reply::json(&json!({
        "company": {
            "country": "UZ",
            "currency": "RUB",
            "inn": "306112459",
            "legal_name": "ООО «Зарафшон Уй»",
            "name": "Zarafshon Uy",
            "ogrn": "",
            "ownership_form": "ООО",
            "tax_system": "UNSPECIFIED",
        },
        "ratings": [
            rating(call, "rating_review_avg_score_total", "Средняя оценка товаров", 4.7, true),
            rating(call, "rating_on_time", "Отгружено вовремя", 98.2, false),
        ],
        "subscription": subscription,
    }))
}

fn rating(call: &Call, rating: &str, name: &str, value: f64, has_past: bool) -> Value {
    let week = |to: i64| {
        json!({
            "date_from": stamp(call.now - TimeDelta::days(to + 7)),
            "date_to": stamp(call.now - TimeDelta::days(to)),
            "formatted": format!("{value:.1}"),
            "status": {"danger": false, "premium": false, "warning": false},
            "value": value,
        })
    };
    json!({
        "current_value": week(0),
        "past_value": has_past.then(|| week(7)),
        "name": name,
        "rating": rating,
        "status": "OK",
        "value_type": if has_past { "REVIEW_SCORE" } else { "PERCENT" },
    })
}
