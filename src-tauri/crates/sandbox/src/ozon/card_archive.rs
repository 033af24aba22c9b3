//! The archive of cards: `/v1/product/archive` and `/v1/product/unarchive`.

use serde_json::json;

use super::goods::{self, product_id};
use super::{STALL, refuse};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::world::Product;

/// The page of the book, by article: whether the card lies in the archive.
const ARCHIVE: &str = "card archive";

/// Products of one request.
const MOST: usize = 100;

/// Whether a product lies in the archive.
pub(super) fn is_archived(bazaar: &Bazaar, product: &Product) -> bool {
    let entry = bazaar.book.get(STALL.id, ARCHIVE, &product.article);
    entry.is_some_and(|entry| entry.value == json!(true))
}

/// `/v1/product/archive`.
pub(super) fn archive(bazaar: &Bazaar, call: &Call) -> Reply {
    moved(bazaar, call, true)
}

/// `/v1/product/unarchive`.
pub(super) fn unarchive(bazaar: &Bazaar, call: &Call) -> Reply {
    moved(bazaar, call, false)
}

fn moved(bazaar: &Bazaar, call: &Call, into: bool) -> Reply {
    let ids = Ask::of(call)
        .map(|ask| ask.wholes("/product_id"))
        .unwrap_or_default();
    let mut goods = goods::shown(bazaar, call.now);
    goods.retain(|one| ids.contains(&product_id(one)));
    if goods.len() != ids.len() || !(1..=MOST).contains(&ids.len()) {
        return refuse::invalid("product_id: value must contain between 1 and 100 known items");
    }
    for product in goods {
        bazaar.change(call, ARCHIVE, &product.article, &json!(into));
    }
    Reply::json(&json!({"result": true}))
}
