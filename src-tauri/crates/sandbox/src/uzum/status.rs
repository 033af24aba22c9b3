//! Where an order stands: the world's stage, unless the seller is further or gave the order up.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;

use super::{STALL, at};
use crate::bazaar::Bazaar;
use crate::world::{Order, Stage};

/// Page of the book: `{status, note, marked}` by order.
pub(super) const STEPS: &str = "steps";

/// An order's life in Uzum's words; the last three are ends.
pub(super) const STATUSES: [&str; 11] = [
    "CREATED",
    "PACKING",
    "PENDING_DELIVERY",
    "DELIVERING",
    "DELIVERED",
    "ACCEPTED_AT_DP",
    "DELIVERED_TO_CUSTOMER_DELIVERY_POINT",
    "COMPLETED",
    "CANCELED",
    "PENDING_CANCELLATION",
    "RETURNED",
];

/// What the seller did to an order; null when nothing.
pub(super) fn steps(bazaar: &Bazaar, order: &Order) -> Value {
    let key = order.number.to_string();
    let entry = bazaar.book.get(STALL.id, STEPS, &key);
    entry.map_or(Value::Null, |entry| entry.value)
}

/// Uzum's word for where an order stands.
pub(super) fn word(bazaar: &Bazaar, order: &Order, now: DateTime<Utc>) -> &'static str {
    let natural = natural(order, now);
    let steps = steps(bazaar, order);
    let done = at(&steps, "status").as_str().and_then(place);
    match (done, place(natural)) {
        (Some(done), _) if STATUSES.get(done) == Some(&"CANCELED") => "CANCELED",
        (Some(done), Some(by_itself)) if done > by_itself => {
            STATUSES.get(done).copied().unwrap_or(natural)
        }
        _ => natural,
    }
}

fn place(word: &str) -> Option<usize> {
    STATUSES.iter().position(|one| *one == word)
}

/// The same if the seller had not touched it: the world packs by itself.
fn natural(order: &Order, now: DateTime<Utc>) -> &'static str {
    let (stage, since) = order.stage(now);
    let leaves = order.path.iter().map(|(_, at)| *at).find(|at| *at > now);
    let within = |hours| leaves.is_some_and(|at| at - now <= TimeDelta::hours(hours));
    let cancels = order
        .path
        .iter()
        .any(|(stage, _)| *stage == Stage::Cancelled);
    match stage {
        Stage::Created if cancels && within(1) => "PENDING_CANCELLATION",
        Stage::Created => "CREATED",
        Stage::Packing => "PACKING",
        Stage::HandedOver if scheme(order) == "DBS" => "DELIVERING",
        Stage::HandedOver => "PENDING_DELIVERY",
        Stage::Delivering if scheme(order) == "DBS" => "DELIVERING",
        Stage::Delivering if now - since < TimeDelta::hours(12) => "ACCEPTED_AT_DP",
        Stage::Delivering if within(10) => "DELIVERED",
        Stage::Delivering => "DELIVERING",
        Stage::AtPickup => "DELIVERED_TO_CUSTOMER_DELIVERY_POINT",
        Stage::Completed => "COMPLETED",
        Stage::Cancelled => "CANCELED",
        Stage::Returned => "RETURNED",
    }
}

/// Who stores and delivers: every ninth order of the seller's own stock is brought by the seller.
pub(super) fn scheme(order: &Order) -> &'static str {
    match (order.warehouse.own, order.number % 9) {
        (false, _) => "FBO",
        (true, 4) => "DBS",
        (true, _) => "FBS",
    }
}

/// Whether pieces of an order must be marked, and are not yet: every seventh order.
pub(super) fn must_mark(bazaar: &Bazaar, order: &Order) -> bool {
    order.number % 7 == 3 && *at(&steps(bazaar, order), "marked") != true
}

/// The number of the delivery note that an order is in; notes are numbered from a constant on.
pub(super) fn note(bazaar: &Bazaar, order: &Order, now: DateTime<Utc>) -> Option<u64> {
    let written = at(&steps(bazaar, order), "note").as_u64();
    let natural = || {
        let gone = order.reached(Stage::HandedOver, now).is_some();
        (gone && scheme(order) == "FBS").then_some(order.number / 10)
    };
    written.or_else(natural)
}
