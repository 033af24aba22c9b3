//! What the seller hands over: `/v4/posting/fbs/unfulfilled/list`, `/v3/posting/fbs/get`,
//! `/v4/posting/fbs/ship`, `/v1/posting/fbs/cancel-reason`, `/v2/posting/fbs/cancel`.
//!
//! Packing takes some seconds after the 200, as with the real one.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::fbs;
use super::goods::sku;
use super::posting::{self, posting_number};
use super::{STALL, own_delivery, refuse};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::book::Entry;
use crate::call::{Call, Reply};
use crate::page::{Page, Place};
use crate::world::{Order, Stage};

/// The page of the book.
pub(super) const PAGE: &str = "parcels";

/// So long Ozon's servers pack.
const PACKING: TimeDelta = TimeDelta::seconds(20);

/// Reasons that the seller may give: number and words.
const REASONS: [(i64, &str); 3] = [
    (352, "Товар закончился на складе продавца"),
    (400, "Остался только бракованный товар"),
    (402, "Другое (вина продавца)"),
];

/// Parcels are looked for so far back.
const BACK: TimeDelta = TimeDelta::days(60);

/// Where a posting of the seller's own warehouse stands, by the world and by what the seller did:
/// it waits until somebody packs it, or until it has left all the same.
pub(super) fn stage(bazaar: &Bazaar, order: &Order, now: DateTime<Utc>) -> (Stage, DateTime<Utc>) {
    let (stage, since) = order.stage(now);
    let waits = matches!(stage, Stage::Created | Stage::Packing);
    let Some(written) = bazaar.book.get(STALL.id, PAGE, &posting_number(order)) else {
        return match waits {
            true => (Stage::Created, order.created),
            false => (stage, since),
        };
    };
    if written.value.get("cancelled").is_some() {
        return (Stage::Cancelled, written.at);
    }
    if let Some(own) = own_delivery::stage(bazaar, order, now) {
        return own;
    }
    match done(bazaar, order, now) {
        Some(done) if waits => (Stage::Packing, done.at),
        None if waits => (Stage::Created, order.created),
        _ => (stage, since),
    }
}

/// When what the seller did begins to show: Ozon's servers take some seconds, but not to settle a
/// dispute.
fn shows(entry: &Entry) -> DateTime<Utc> {
    match entry.value.get("agreed").is_some() {
        true => entry.at,
        false => entry.at + PACKING,
    }
}

/// The last thing the seller did to a posting that shows, and since when it does.
pub(super) fn done(bazaar: &Bazaar, order: &Order, now: DateTime<Utc>) -> Option<Entry> {
    let all = bazaar.book.history(STALL.id, PAGE, &posting_number(order));
    let shown = all.into_iter().rfind(|entry| shows(entry) <= now)?;
    Some(Entry {
        at: shows(&shown),
        ..shown
    })
}

/// Whether Ozon's servers are packing it.
pub(super) fn is_packing(bazaar: &Bazaar, order: &Order, now: DateTime<Utc>) -> bool {
    let written = bazaar.book.get(STALL.id, PAGE, &posting_number(order));
    let fresh = written
        .is_some_and(|written| written.at + PACKING > now && written.value.get("packed").is_some());
    fresh && stage(bazaar, order, now).0 == Stage::Created
}

/// The reason that the seller gave.
pub(super) fn reason(bazaar: &Bazaar, order: &Order) -> Option<(i64, &'static str)> {
    let written = bazaar.book.get(STALL.id, PAGE, &posting_number(order))?;
    let id = written.value.get("cancelled")?.as_i64()?;
    REASONS.into_iter().find(|(known, _)| *known == id)
}

/// `/v4/posting/fbs/unfulfilled/list`.
pub(super) fn list(bazaar: &Bazaar, call: &Call) -> Reply {
    page(bazaar, call).unwrap_or_else(|refusal| refusal)
}

fn page(bazaar: &Bazaar, call: &Call) -> Result<Reply, Reply> {
    let ask = Ask::of(call).ok_or_else(|| refuse::invalid("invalid JSON"))?;
    let from = posting::instant(&ask, "/filter/cutoff_from")?;
    let to = posting::instant(&ask, "/filter/cutoff_to")?;
    let (Some(from), Some(to)) = (from, to) else {
        return Err(refuse::invalid(
            "filter: cutoff or delivering_date is required",
        ));
    };
    if to - from > TimeDelta::days(366) {
        return Err(refuse::invalid("PERIOD_IS_TOO_LONG"));
    }
    let limit = ask
        .whole("/limit")
        .filter(|limit| (1..=100).contains(limit));
    let limit = limit.and_then(|limit| usize::try_from(limit).ok());
    let limit =
        limit.ok_or_else(|| refuse::invalid("limit: value must be inside range [1, 100]"))?;
    let after = match ask.text("/cursor").filter(|cursor| !cursor.is_empty()) {
        Some(cursor) => {
            Some(Place::read(cursor).ok_or_else(|| refuse::invalid("cursor: invalid value"))?)
        }
        None => None,
    };
    let statuses = ask.texts("/filter/statuses");
    let mut orders = bazaar.world.orders_since(&STALL, call.now - BACK, call.now);
    orders.retain(|order| {
        let (stage, _) = stage(bazaar, order, call.now);
        let cutoff = fbs::cutoff(order);
        let word = fbs::word(bazaar, order, stage);
        order.warehouse.own
            && (from..=to).contains(&cutoff)
            && !matches!(stage, Stage::Completed | Stage::Returned)
            && (statuses.is_empty() || statuses.contains(&word))
    });
    let place = |order: &Order| Place::of(order.created, order.number);
    let page = Page::cut(
        orders,
        place,
        ask.text("/sort_dir") == Some("DESC"),
        after,
        limit,
    );
    let rows: Vec<Value> = page
        .rows
        .iter()
        .map(|order| fbs::row(bazaar, call, &ask, order))
        .collect();
    Ok(posting::framed(&page, &rows, Some(rows.len())))
}

/// The posting that the body names.
pub(super) fn named(bazaar: &Bazaar, call: &Call, pointer: &str) -> Result<Order, Reply> {
    let ask = Ask::of(call).ok_or_else(|| refuse::invalid("invalid JSON"))?;
    let number = ask.text(pointer).unwrap_or_default();
    by_number(bazaar, call, number).ok_or_else(|| refuse::not_found("POSTING_NOT_FOUND"))
}

/// The posting of a number.
pub(super) fn by_number(bazaar: &Bazaar, call: &Call, number: &str) -> Option<Order> {
    let orders = bazaar.world.orders_since(&STALL, call.now - BACK, call.now);
    let mut own = orders.into_iter().filter(|order| order.warehouse.own);
    own.find(|order| posting_number(order) == number)
}

/// `/v3/posting/fbs/get`.
pub(super) fn get(bazaar: &Bazaar, call: &Call) -> Reply {
    match (named(bazaar, call, "/posting_number"), Ask::of(call)) {
        (Ok(order), Some(ask)) => {
            let mut row = fbs::row(bazaar, call, &ask, &order);
            older(bazaar, &order, &mut row);
            Reply::json(&json!({"result": row}))
        }
        (Err(refusal), _) => refusal,
        (_, None) => refuse::invalid("invalid JSON"),
    }
}

/// This method of the third version writes prices as texts.
fn older(bazaar: &Bazaar, order: &Order, row: &mut Value) {
    let lines = order.lines.iter().map(|line| {
        let product = bazaar.world.products().get(line.product);
        json!({
            "currency_code": "RUB",
            "is_blr_traceable": false,
            "is_marketplace_buyout": false,
            "name": product.map(|product| product.name.ru.as_str()),
            "offer_id": product.map(|product| product.article.as_str()),
            "price": super::card::money(line.price),
            "quantity": line.quantity,
            "sku": product.map(sku),
        })
    });
    if let Some(row) = row.as_object_mut() {
        row.insert("products".to_owned(), lines.collect());
        row.remove("financial_data");
        row.remove("delivery_schema");
    }
}

/// `/v4/posting/fbs/ship`.
pub(super) fn ship(bazaar: &Bazaar, call: &Call) -> Reply {
    let order = match named(bazaar, call, "/posting_number") {
        Ok(order) => order,
        Err(refusal) => return refusal,
    };
    let number = posting_number(&order);
    if stage(bazaar, &order, call.now).0 != Stage::Created || is_packing(bazaar, &order, call.now) {
        return refuse::invalid("POSTING_ALREADY_SHIPPED");
    }
    if !holds_all(bazaar, &order, &call.json()) {
        return refuse::invalid("packages: all products of the posting must be packed");
    }
    bazaar.change(call, PAGE, &number, &json!({"packed": true}));
    Reply::json(&json!({"result": [number]}))
}

/// Whether the boxes hold what was ordered.
fn holds_all(bazaar: &Bazaar, order: &Order, body: &Value) -> bool {
    let boxes = body.pointer("/packages").and_then(Value::as_array);
    let packed = boxes
        .into_iter()
        .flatten()
        .filter_map(|one| one.get("products")?.as_array());
    let packed: Vec<(i64, u64)> = packed
        .flatten()
        .filter_map(|one| {
            Some((
                one.get("product_id")?.as_i64()?,
                one.get("quantity")?.as_u64()?,
            ))
        })
        .collect();
    order.lines.iter().all(|line| {
        let sku = bazaar.world.products().get(line.product).map(sku);
        let of = packed.iter().filter(|(one, _)| Some(*one) == sku);
        of.map(|(_, quantity)| quantity).sum::<u64>() >= u64::from(line.quantity)
    })
}

/// `/v1/posting/fbs/cancel-reason`.
pub(super) fn reasons(_: &Bazaar, call: &Call) -> Reply {
    let ask = Ask::of(call);
    let numbers = ask
        .as_ref()
        .map(|ask| ask.texts("/related_posting_numbers"));
    let Some(numbers) = numbers.filter(|numbers| !numbers.is_empty()) else {
        return refuse::invalid("related_posting_numbers: value is required");
    };
    let reasons = REASONS.map(|(id, title)| json!({"id": id, "title": title, "type_id": "seller"}));
    let rows = numbers
        .iter()
        .map(|number| json!({"posting_number": number, "reasons": reasons}));
    Reply::json(&json!({"result": rows.collect::<Vec<_>>()}))
}

/// `/v2/posting/fbs/cancel`.
pub(super) fn cancel(bazaar: &Bazaar, call: &Call) -> Reply {
    let order = match named(bazaar, call, "/posting_number") {
        Ok(order) => order,
        Err(refusal) => return refusal,
    };
    let ask = Ask::of(call);
    let id = ask.as_ref().and_then(|ask| ask.whole("/cancel_reason_id"));
    let Some((id, _)) = REASONS.into_iter().find(|(known, _)| Some(*known) == id) else {
        return refuse::invalid("cancel_reason_id: invalid value");
    };
    let words = ask
        .as_ref()
        .and_then(|ask| ask.text("/cancel_reason_message"));
    if id == 402 && words.is_none_or(str::is_empty) {
        return refuse::invalid("cancel_reason_message: value is required");
    }
    if !matches!(
        stage(bazaar, &order, call.now).0,
        Stage::Created | Stage::Packing
    ) {
        return refuse::invalid("HAS_INCORRECT_STATUS");
    }
    bazaar.change(
        call,
        PAGE,
        &posting_number(&order),
        &json!({"cancelled": id}),
    );
    Reply::json(&json!({"result": true}))
}
