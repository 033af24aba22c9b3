//! Postings that the seller delivers, not Ozon, and postings that are disputed: what their seller
//! does with them by `/v2/fbs/posting/delivering`, `/v2/fbs/posting/delivered` and
//! `/v2/posting/fbs/awaiting-delivery`.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::parcel::{self, PACKING, PAGE};
use super::posting::posting_number;
use super::{STALL, refuse};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::world::{Order, Stage};

/// Whether the seller delivers it.
pub(super) fn is_own(order: &Order) -> bool {
    order.warehouse.own && order.number % 7 == 3
}

/// Where a posting stands that its seller has packed and delivers: nothing moves on by itself.
/// What the buyer does, calling off or sending back, counts all the same.
pub(super) fn stage(
    bazaar: &Bazaar,
    order: &Order,
    now: DateTime<Utc>,
) -> Option<(Stage, DateTime<Utc>)> {
    if !is_own(order) {
        return None;
    }
    let all = bazaar.book.history(STALL.id, PAGE, &posting_number(order));
    let done = all.into_iter().rfind(|entry| entry.at + PACKING <= now)?;
    let (of_world, since) = order.stage(now);
    if of_world == Stage::Cancelled {
        return Some((of_world, since));
    }
    let at = done.at + PACKING;
    let did = |what: &str| done.value.get(what).is_some();
    let stage = match of_world {
        Stage::Returned if did("delivered") => return Some((of_world, since)),
        _ if did("delivered") => Stage::Completed,
        _ if did("delivering") => Stage::Delivering,
        _ if did("packed") => Stage::Packing,
        _ => return None,
    };
    Some((stage, at))
}

/// Whether Ozon has not settled yet that it may leave.
pub(super) fn is_disputed(bazaar: &Bazaar, order: &Order, now: DateTime<Utc>) -> bool {
    let packed = order.warehouse.own && parcel::stage(bazaar, order, now).0 == Stage::Packing;
    let agreed = || {
        let entry = bazaar.book.get(STALL.id, PAGE, &posting_number(order));
        entry.is_some_and(|entry| entry.value.get("agreed").is_some())
    };
    packed && order.number % 7 == 5 && !agreed()
}

/// What the seller may do next.
pub(super) fn actions(stage: Stage) -> &'static [&'static str] {
    match stage {
        Stage::Created => &["ship", "cancel", "product_cancel"],
        Stage::Packing => &["non_int_delivering", "cancel"],
        Stage::HandedOver | Stage::Delivering | Stage::AtPickup => &["non_int_delivered"],
        _ => &[],
    }
}

/// `/v2/fbs/posting/delivering`.
pub(super) fn delivering(bazaar: &Bazaar, call: &Call) -> Reply {
    moved(bazaar, call, "non_int_delivering", "delivering")
}

/// `/v2/fbs/posting/delivered`.
pub(super) fn delivered(bazaar: &Bazaar, call: &Call) -> Reply {
    moved(bazaar, call, "non_int_delivered", "delivered")
}

/// Each posting has an outcome of its own.
fn moved(bazaar: &Bazaar, call: &Call, act: &str, what: &str) -> Reply {
    let numbers = match numbers(call) {
        Ok(numbers) => numbers,
        Err(refusal) => return refusal,
    };
    let mut rows = Vec::new();
    for number in numbers {
        let order = parcel::by_number(bazaar, call, &number);
        let may = order.is_some_and(|order| {
            let (stage, _) = parcel::stage(bazaar, &order, call.now);
            is_own(&order) && actions(stage).contains(&act)
        });
        let error = if may { "" } else { "INCORRECT_STATUS" };
        if may {
            bazaar.change(call, PAGE, &number, &json!({what: true}));
        }
        rows.push(json!({"posting_number": number, "result": may, "error": error}));
    }
    Reply::json(&json!({"result": rows}))
}

/// `/v2/posting/fbs/awaiting-delivery`: all of them or none.
pub(super) fn agreed(bazaar: &Bazaar, call: &Call) -> Reply {
    let numbers = match numbers(call) {
        Ok(numbers) => numbers,
        Err(refusal) => return refusal,
    };
    let disputed = |number: &String| {
        let order = parcel::by_number(bazaar, call, number);
        order.is_some_and(|order| is_disputed(bazaar, &order, call.now))
    };
    if !numbers.iter().all(disputed) {
        return refuse::invalid("INCORRECT_STATUS");
    }
    for number in &numbers {
        bazaar.change(call, PAGE, number, &json!({"packed": true, "agreed": true}));
    }
    Reply::json(&json!({"result": true}))
}

fn numbers(call: &Call) -> Result<Vec<String>, Reply> {
    let ask = Ask::of(call).ok_or_else(|| refuse::invalid("invalid JSON"))?;
    let numbers = ask.texts("/posting_number");
    match (1..=100).contains(&numbers.len()) {
        true => Ok(numbers.into_iter().map(str::to_owned).collect()),
        false => Err(refuse::invalid(
            "posting_number: value must contain between 1 and 100 items",
        )),
    }
}

/// Ozon's words for who delivers: themselves, or the seller.
pub(super) fn flow(order: &Order) -> &'static str {
    match is_own(order) {
        true => "non_integrated",
        false => "ozon",
    }
}

/// The service that delivers.
pub(super) fn method(order: &Order) -> Value {
    let (id, name, provider) = match is_own(order) {
        true => (
            1_020_005_000_412_002_i64,
            "Доставка силами продавца",
            ("", 0),
        ),
        false => (
            1_020_005_000_412_001,
            "Доставка Ozon самостоятельно, Самарканд",
            ("Доставка Ozon", 24),
        ),
    };
    json!({
        "id": id,
        "name": name,
        "tpl_provider": provider.0,
        "tpl_provider_id": provider.1,
        "warehouse": order.warehouse.name,
        "warehouse_id": order.warehouse.id,
    })
}
