//! Postings that the seller delivers, not Ozon, and postings that are disputed: what their seller
//! does with them by `/v2/fbs/posting/delivering`, `/v2/fbs/posting/delivered` and
//! `/v2/posting/fbs/awaiting-delivery`.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::parcel::{self, PAGE};
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
    let (of_world, _) = order.stage(now);
    if !is_own(order) || of_world == Stage::Cancelled {
        return None;
    }
    let Some(done) = parcel::done(bazaar, order, now) else {
        // It stays while it is being packed, whatever the world says of others by then.
        return is_touched(bazaar, order, "packed").then_some((Stage::Created, order.created));
    };
    let did = |what: &str| done.value.get(what).is_some();
    let stage = match of_world {
        Stage::Returned if did("delivered") => return None,
        _ if did("delivered") => Stage::Completed,
        _ if did("delivering") => Stage::Delivering,
        _ if did("packed") => Stage::Packing,
        _ => return None,
    };
    Some((stage, done.at))
}

/// Whether this was the last thing the seller did to a posting.
fn is_touched(bazaar: &Bazaar, order: &Order, what: &str) -> bool {
    let entry = bazaar.book.get(STALL.id, PAGE, &posting_number(order));
    entry.is_some_and(|entry| entry.value.get(what).is_some())
}

/// Whether Ozon has not settled yet that a posting at this stage may leave.
pub(super) fn is_disputed(bazaar: &Bazaar, order: &Order, stage: Stage) -> bool {
    let some = order.warehouse.own && order.number % 7 == 5;
    some && stage == Stage::Packing && !is_touched(bazaar, order, "agreed")
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
    let numbers = match numbers(call, usize::MAX) {
        Ok(numbers) => numbers,
        Err(refusal) => return refusal,
    };
    let one = |number: &String| {
        let error = mistake(bazaar, call, number, act);
        if error.is_empty() {
            bazaar.change(call, PAGE, number, &json!({what: true}));
        }
        json!({"posting_number": number, "result": error.is_empty(), "error": error})
    };
    let rows: Vec<Value> = numbers.iter().map(one).collect();
    Reply::json(&json!({"result": rows}))
}

/// Why a posting does not move; empty when it does.
fn mistake(bazaar: &Bazaar, call: &Call, number: &str, act: &str) -> &'static str {
    let Some(order) = parcel::by_number(bazaar, call, number) else {
        return "POSTING_NOT_FOUND";
    };
    let (stage, _) = parcel::stage(bazaar, &order, call.now);
    match is_own(&order) && actions(stage).contains(&act) {
        true => "",
        false => "INCORRECT_STATUS",
    }
}

/// `/v2/posting/fbs/awaiting-delivery`: all of them or none.
pub(super) fn agreed(bazaar: &Bazaar, call: &Call) -> Reply {
    agree(bazaar, call).unwrap_or_else(|refusal| refusal)
}

fn agree(bazaar: &Bazaar, call: &Call) -> Result<Reply, Reply> {
    let numbers = numbers(call, 100)?;
    for number in &numbers {
        let order = parcel::by_number(bazaar, call, number);
        let order = order.ok_or_else(|| refuse::not_found("POSTING_NOT_FOUND"))?;
        let (stage, _) = parcel::stage(bazaar, &order, call.now);
        if !is_disputed(bazaar, &order, stage) {
            return Err(refuse::invalid("INCORRECT_STATUS"));
        }
    }
    for number in &numbers {
        bazaar.change(call, PAGE, number, &json!({"agreed": true}));
    }
    Ok(Reply::json(&json!({"result": true})))
}

fn numbers(call: &Call, most: usize) -> Result<Vec<String>, Reply> {
    let ask = Ask::of(call).ok_or_else(|| refuse::invalid("invalid JSON"))?;
    let numbers = ask.texts("/posting_number");
    match (1..=most).contains(&numbers.len()) {
        true => Ok(numbers.into_iter().map(str::to_owned).collect()),
        false => Err(refuse::invalid("posting_number: wrong number of items")),
    }
}

/// Ozon's words for who delivers: themselves, or the seller.
pub(super) fn flow(order: &Order) -> &'static str {
    match is_own(order) {
        true => "non_integrated",
        false => "ozon",
    }
}

/// The service that delivers, and its number.
pub(super) fn provider(order: &Order) -> (&'static str, u32) {
    match is_own(order) {
        true => ("", 0),
        false => ("Доставка Ozon", 24),
    }
}

/// The way it is delivered by.
pub(super) fn method(order: &Order) -> Value {
    let (provider, provider_id) = provider(order);
    let name = match is_own(order) {
        true => "Доставка силами продавца",
        false => "Доставка Ozon самостоятельно, Самарканд",
    };
    json!({
        "id": 1_020_005_000_412_001_i64 + i64::from(is_own(order)),
        "name": name,
        "tpl_provider": provider,
        "tpl_provider_id": provider_id,
        "warehouse": order.warehouse.name,
        "warehouse_id": order.warehouse.id,
    })
}
