//! The token, the shops, the cabinet's settings.

use serde_json::{Value, json};

use super::{business, places, refuse};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};

/// Scopes of a key that may not speak with buyers.
const ALL_BUT_COMMUNICATION: [&str; 5] = [
    "FINANCE_AND_ACCOUNTING",
    "INVENTORY_AND_ORDER_PROCESSING",
    "OFFERS_AND_CARDS_MANAGEMENT",
    "PRICING",
    "PROMOTION",
];

/// `POST /v2/auth/token`: name and scopes of the key.
pub(super) fn token(_: &Bazaar, call: &Call) -> Reply {
    let scopes = if call.plays("read_only") {
        json!(["ALL_METHODS_READ_ONLY"])
    } else if call.plays("no_communication") {
        json!(ALL_BUT_COMMUNICATION)
    } else {
        json!(["ALL_METHODS"])
    };
    Reply::json(&json!({
        "status": "OK",
        "result": {"apiKey": {"name": "Super AI Manager", "authScopes": scopes}},
    }))
}

/// `GET /v2/campaigns`: the shops, without the usual envelope.
pub(super) fn campaigns(bazaar: &Bazaar, call: &Call) -> Reply {
    if call.query("limit").is_some() && !matches!(call.whole("limit"), Ok(Some(1..=100))) {
        return refuse::bad("limit: must be between 1 and 100");
    }
    let availability = match call.plays("closed") {
        true => "DISABLED_BY_INACTIVITY",
        false => "AVAILABLE",
    };
    let rows: Vec<Value> = places::shops(bazaar)
        .into_iter()
        .map(|shop| {
            json!({
                "domain": shop.domain(),
                "id": shop.id,
                "clientId": shop.id + 1_000_000,
                "business": {"id": business(bazaar), "name": "Zarafshon Uy"},
                "placementType": shop.kind(),
                "apiAvailability": availability,
            })
        })
        .collect();
    Reply::json(&json!({
        "campaigns": rows,
        "pager": {"total": rows.len(), "from": 1, "to": rows.len(), "currentPage": 1,
                  "pagesCount": 1, "pageSize": 50},
        "paging": {},
    }))
}

/// `POST /v2/businesses/{b}/settings`.
pub(super) fn settings(bazaar: &Bazaar, call: &Call) -> Reply {
    let mut result = json!({
        "info": {"id": business(bazaar), "name": "Zarafshon Uy"},
        "settings": {"onlyDefaultPrice": true, "currency": "RUR"},
        "subscriptionLevel": "NONE",
    });
    if let (true, Some(result)) = (call.plays("market_yandex_go"), result.as_object_mut()) {
        result.insert("traits".to_owned(), json!(["MARKET_YANDEX_GO"]));
    }
    Reply::json(&json!({"status": "OK", "result": result}))
}
