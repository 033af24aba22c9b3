//! Cards that the seller makes: an item of `/v3/product/import` whose article no product has. They
//! stand behind the goods of the world, and nobody has bought or stocked them yet.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::card_checks::{self, Fault, fault};
use super::card_writes::QUEUE;
use super::{STALL, dictionary, price};
use crate::bazaar::Bazaar;
use crate::book::Entry;
use crate::call::Call;
use crate::member::at;
use crate::world::Product;

/// The page of the book, by article: the number, where the card is filed, and the first price.
const MADE: &str = "made cards";

/// Numbers that no product of the world has, all above theirs.
const FIRST: usize = 10_000;

/// Characters of an article, at most.
const ARTICLE: usize = 50;

/// Those that are shown by `now`, in the order of their making.
pub(super) fn shown(bazaar: &Bazaar, now: DateTime<Utc>) -> Vec<Product> {
    let all = bazaar.book.all(STALL.id, MADE).into_iter();
    let done = all.filter(|(_, entry)| now - entry.at >= QUEUE);
    let mut goods: Vec<Product> = done
        .filter_map(|(article, entry)| product(bazaar, &article, &entry.value))
        .collect();
    goods.sort_by_key(|product| product.number);
    goods
}

/// The one with this article, shown or not: a second import while the first is in the queue must
/// not make a second card.
pub(super) fn of_article(bazaar: &Bazaar, article: &str) -> Option<Product> {
    product(bazaar, article, &entry(bazaar, article)?.value)
}

/// When a card was made; those of the world were made long before.
pub(super) fn since(bazaar: &Bazaar, product: &Product) -> Option<DateTime<Utc>> {
    entry(bazaar, &product.article).map(|entry| entry.at)
}

/// Price and crossed-out price that a card was made with, in kopecks.
pub(super) fn first_price(bazaar: &Bazaar, product: &Product) -> Option<(i64, i64)> {
    let made = entry(bazaar, &product.article)?.value;
    at(&made, "/price").as_i64().zip(at(&made, "/old").as_i64())
}

/// Makes a card, and gives its product and what it says, or tells why there is none.
pub(super) fn make(bazaar: &Bazaar, call: &Call, item: &Value) -> Result<(Product, Value), Fault> {
    let text = |pointer: &str| at(item, pointer).as_str().unwrap_or_default();
    let article = text("/offer_id");
    if !(1..=ARTICLE).contains(&article.chars().count()) {
        let words = "артикул от 1 до 50 символов";
        return Err(fault("OFFER_ID", "offer_id", words));
    }
    let (category, kind) = card_checks::filed(item);
    let like = dictionary::filed(bazaar, category, kind);
    let like = like.first().ok_or_else(card_checks::misfiled)?;
    let (card, sum) = card_checks::whole(bazaar, like, item)?;
    let old = price::kopecks(text("/old_price")).filter(|old| *old > sum);
    let made = json!({
        "number": FIRST + bazaar.book.len(STALL.id, MADE),
        "category": category, "type": kind,
        "price": sum, "old": old.unwrap_or(0),
    });
    let product = product(bazaar, article, &made).ok_or_else(card_checks::misfiled)?;
    bazaar.change(call, MADE, article, &made);
    Ok((product, card))
}

fn entry(bazaar: &Bazaar, article: &str) -> Option<Entry> {
    bazaar.book.get(STALL.id, MADE, article)
}

/// A made card as a product: like others of its category, but for its own number and article. What
/// the card says lies over it as soon as it is shown.
fn product(bazaar: &Bazaar, article: &str, made: &Value) -> Option<Product> {
    let whole = |pointer: &str| at(made, pointer).as_i64().unwrap_or_default();
    let like = dictionary::filed(bazaar, whole("/category"), whole("/type"));
    Some(Product {
        number: usize::try_from(whole("/number")).ok()?,
        article: article.to_owned(),
        ..Product::clone(like.first()?)
    })
}
