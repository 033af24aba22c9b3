//! Pieces of a posting with their marks: `/v6/fbs/posting/product/exemplar/create-or-get`, `…/set`,
//! `/v5/fbs/posting/product/exemplar/status`. A check takes some seconds; a code of Честный ЗНАК has
//! 31 characters at least. The goods of the demo need none, but may have them.

use chrono::TimeDelta;
use http::StatusCode;
use serde_json::{Value, json};

use super::goods::sku;
use super::posting::posting_number;
use super::{STALL, parcel, refuse};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::member::{at, set};
use crate::world::{Order, Stage};

/// The page of the book: what was given, by posting.
const PAGE: &str = "marks";

/// So long marks are checked.
const CHECK: TimeDelta = TimeDelta::seconds(20);

/// Characters of a code.
const LEAST: usize = 31;

/// The pieces of a posting, without marks.
fn pieces(bazaar: &Bazaar, order: &Order) -> Vec<Value> {
    let lines = order.lines.iter().zip(0_i64..);
    let lines = lines.filter_map(|(line, at)| {
        let sku = sku(bazaar.world.products().get(line.product)?);
        let number = i64::try_from(order.number).unwrap_or_default() * 1000 + at * 100;
        let pieces = (0..i64::from(line.quantity)).map(|piece| {
            json!({
                "exemplar_id": number + piece, "gtd": "", "is_gtd_absent": true, "rnpt": "",
                "is_rnpt_absent": true, "weight": 0, "marks": [],
            })
        });
        Some(json!({"product_id": sku, "exemplars": pieces.collect::<Vec<_>>()}))
    });
    lines.collect()
}

/// What stands: what was given, else the bare pieces.
fn standing(bazaar: &Bazaar, order: &Order) -> Vec<Value> {
    let given = bazaar.book.get(STALL.id, PAGE, &posting_number(order));
    let given = given.and_then(|entry| entry.value.as_array().cloned());
    given.unwrap_or_else(|| pieces(bazaar, order))
}

/// `create-or-get`.
pub(super) fn get(bazaar: &Bazaar, call: &Call) -> Reply {
    let order = match parcel::named(bazaar, call, "/posting_number") {
        Ok(order) => order,
        Err(refusal) => return refusal,
    };
    let products = standing(bazaar, &order).into_iter().map(|mut product| {
        let count = at(&product, "/exemplars").as_array().map_or(0, Vec::len);
        set(&mut product, "quantity", json!(count));
        set(&mut product, "is_mandatory_mark_needed", json!(false));
        set(&mut product, "is_mandatory_mark_possible", json!(true));
        product
    });
    Reply::json(&json!({
        "posting_number": posting_number(&order),
        "multi_box_qty": 1,
        "products": products.collect::<Vec<_>>(),
    }))
}

/// `set`: all pieces, or nothing is taken.
pub(super) fn give(bazaar: &Bazaar, call: &Call) -> Reply {
    let order = match parcel::named(bazaar, call, "/posting_number") {
        Ok(order) => order,
        Err(refusal) => return refusal,
    };
    if parcel::stage(bazaar, &order, call.now).0 != Stage::Created {
        return refuse::invalid("HAS_INCORRECT_STATUS");
    }
    let body = call.json();
    let given = at(&body, "/products")
        .as_array()
        .cloned()
        .unwrap_or_default();
    if ids(&given) != ids(&pieces(bazaar, &order)) {
        return refuse::invalid("products: all exemplars must be passed");
    }
    bazaar.change(call, PAGE, &posting_number(&order), &json!(given));
    Reply::empty(StatusCode::OK)
}

fn ids(products: &[Value]) -> Vec<i64> {
    let pieces = products
        .iter()
        .filter_map(|product| at(product, "/exemplars").as_array());
    let mut ids: Vec<i64> = pieces
        .flatten()
        .filter_map(|one| at(one, "/exemplar_id").as_i64())
        .collect();
    ids.sort_unstable();
    ids
}

/// `status`.
pub(super) fn status(bazaar: &Bazaar, call: &Call) -> Reply {
    let order = match parcel::named(bazaar, call, "/posting_number") {
        Ok(order) => order,
        Err(refusal) => return refusal,
    };
    let entry = bazaar.book.get(STALL.id, PAGE, &posting_number(&order));
    let checks = entry.is_some_and(|entry| call.now - entry.at < CHECK);
    let mut bad = false;
    let mut products = standing(bazaar, &order);
    let pieces = products
        .iter_mut()
        .filter_map(|product| product.get_mut("exemplars")?.as_array_mut());
    let marks = pieces
        .flatten()
        .filter_map(|piece| piece.get_mut("marks")?.as_array_mut());
    for mark in marks.flatten() {
        let code = at(mark, "/mark").as_str();
        let short = code.is_none_or(|code| code.chars().count() < LEAST);
        bad |= short && !checks;
        let errors: &[&str] = if short && !checks {
            &["INVALID_MARK"]
        } else {
            &[]
        };
        set(mark, "error_codes", json!(errors));
        let state = if checks { "processing" } else { "passed" };
        set(mark, "check_status", json!(state));
    }
    Reply::json(&json!({
        "posting_number": posting_number(&order),
        "products": products,
        "status": match (checks, bad) {
            (true, _) => "validation_in_process",
            (false, true) => "ship_not_available",
            (false, false) => "ship_available",
        },
    }))
}
