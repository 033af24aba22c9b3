//! POST /content/v2/cards/moveNm: cards of one subject that are joined into a group, and taken
//! out of it.

use http::Method;
use serde_json::{Value, json};

use super::card_writes::{bad, done};
use super::{CONTENT, STALL, ids};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::venue::Route;
use crate::world::Product;

/// Pages of the book: the group of a card by its article, and the groups that were made.
const GROUP: &str = "groups";
const MADE: &str = "made groups";
/// Cards of one group, at most (WB API 02-items).
const MOST: usize = 30;
/// Numbers that no card is born with.
const FIRST: u64 = 100_000_000;

pub(super) fn routes() -> Vec<Route> {
    let path = "/content/v2/cards/moveNm";
    vec![Route::write(
        Method::POST,
        "content-api",
        path,
        &CONTENT,
        moved,
    )]
}

/// The group that a card is in now.
pub(super) fn imt(bazaar: &Bazaar, product: &Product) -> u64 {
    let moved = moved_to(bazaar, ids::nm(bazaar, product));
    moved.unwrap_or_else(|| ids::imt(bazaar, product))
}

/// The group that a card was moved to.
pub(super) fn moved_to(bazaar: &Bazaar, nm: u64) -> Option<u64> {
    let moved = bazaar.book.get(STALL.id, GROUP, &nm.to_string());
    moved.and_then(|entry| entry.value.as_u64())
}

/// Without a target the cards of one request become a group of their own.
fn moved(bazaar: &Bazaar, call: &Call) -> Reply {
    let body = call.json();
    let list = body.get("nmIDs").and_then(Value::as_array);
    let known = |nm: &Value| ids::product(bazaar, nm.as_u64()?);
    let goods: Option<Vec<&Product>> = list.and_then(|list| list.iter().map(known).collect());
    let Some(goods) = goods.filter(|goods| !goods.is_empty()) else {
        return bad("Нет такой карточки", call);
    };
    let target = body.get("targetIMT").map(Value::as_u64);
    let group = match target {
        None => made(bazaar, call),
        Some(target) => match fault(bazaar, target, &goods) {
            Some(words) => return bad(words, call),
            None => target.unwrap_or_default(),
        },
    };
    for product in goods {
        let nm = ids::nm(bazaar, product).to_string();
        bazaar.change(call, GROUP, &nm, &json!(group));
    }
    done()
}

/// Why cards do not join a group.
fn fault(bazaar: &Bazaar, target: Option<u64>, goods: &[&Product]) -> Option<&'static str> {
    let there = members(bazaar, target);
    let first = there.first().map(|product| ids::subject(product));
    let mut all = there.iter().chain(goods);
    let new = |product: &&&Product| !there.iter().any(|own| own.number == product.number);
    let coming = goods.iter().filter(new).count();
    if first.is_none() {
        Some("Нет такой группы")
    } else if all.any(|product| Some(ids::subject(product)) != first) {
        Some("Предметы карточек разные")
    } else if coming == 0 {
        Some("Карточки уже вместе")
    } else if there.len() + coming > MOST {
        Some("В группе не больше 30 карточек")
    } else {
        None
    }
}

/// The number of a new group.
pub(super) fn made(bazaar: &Bazaar, call: &Call) -> u64 {
    let made = u64::try_from(bazaar.book.len(STALL.id, MADE)).unwrap_or(0);
    let number = FIRST + made;
    let key = number.to_string();
    bazaar
        .book
        .put(STALL.id, MADE, &key, json!(number), call.now);
    number
}

pub(super) fn members(bazaar: &Bazaar, group: Option<u64>) -> Vec<&Product> {
    let all = bazaar.world.products().iter();
    all.filter(|product| Some(imt(bazaar, product)) == group)
        .collect()
}
