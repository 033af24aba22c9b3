//! What the seller wrote over offers, offers that the seller made, and which lie in the archive.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Map, Value, json};

use super::goods::find;
use super::member::{at, set};
use super::{STALL, stamp};
use crate::bazaar::Bazaar;
use crate::book::Entry;
use crate::call::Call;

/// Pages of the book: texts by article and language, everything else by article, and whether an
/// article lies in the archive.
const TEXTS: &str = "cards";
const OFFERS: &str = "offers";
const ARCHIVE: &str = "offer archive";

/// What was written shows so much later ("up to some minutes").
pub(super) const SHOWN: TimeDelta = TimeDelta::seconds(60);

/// What was shown is looked at by Market so long.
const LOOKED_AT: TimeDelta = TimeDelta::minutes(4);

/// Places in lists: offers that were made come after those of the world.
const FIRST: u64 = 1_000_000;

/// Members of an offer besides its texts that are kept as they were sent.
const KEPT: [&str; 6] = [
    "marketCategoryId",
    "vendor",
    "pictures",
    "barcodes",
    "weightDimensions",
    "basicPrice",
];

fn key(article: &str, uzbek: bool) -> String {
    format!("{article} {}", if uzbek { "UZ" } else { "RU" })
}

/// The last entry that shows.
fn shown(bazaar: &Bazaar, page: &str, key: &str, now: DateTime<Utc>) -> Option<Entry> {
    bazaar.book.held(STALL.id, page, key, now - SHOWN)
}

/// Name or description as the seller wrote it, in a language.
pub(super) fn text(
    bazaar: &Bazaar,
    article: &str,
    uzbek: bool,
    name: &str,
    now: DateTime<Utc>,
) -> Option<String> {
    let entry = shown(bazaar, TEXTS, &key(article, uzbek), now)?;
    Some(at(&entry.value, &format!("/{name}")).as_str()?.to_owned())
}

/// What else the seller wrote over an offer.
pub(super) fn members(bazaar: &Bazaar, article: &str, now: DateTime<Utc>) -> Map<String, Value> {
    let Some(entry) = shown(bazaar, OFFERS, article, now) else {
        return Map::new();
    };
    let mut value = entry.value;
    if let Some(price) = value.pointer_mut("/basicPrice") {
        set(price, "updatedAt", json!(stamp(entry.at)));
    }
    value.as_object().cloned().unwrap_or_default()
}

/// Keeps what is named; what is not stays as it is.
pub(super) fn write(bazaar: &Bazaar, call: &Call, offer: &Value, uzbek: bool) {
    let article = at(offer, "/offerId").as_str().unwrap_or_default();
    let texts = ["name", "description"];
    if texts
        .iter()
        .any(|name| !at(offer, &format!("/{name}")).is_null())
    {
        let key = key(article, uzbek);
        let mut value = last(bazaar, TEXTS, &key);
        copy(offer, &mut value, &texts);
        bazaar.change(call, TEXTS, &key, &value);
    }
    if uzbek {
        return;
    }
    let mut value = last(bazaar, OFFERS, article);
    copy(offer, &mut value, &KEPT);
    put_parameters(&mut value, at(offer, "/parameterValues"));
    bazaar.change(call, OFFERS, article, &value);
}

fn last(bazaar: &Bazaar, page: &str, key: &str) -> Value {
    let old = bazaar.book.get(STALL.id, page, key);
    old.map_or_else(|| json!({}), |entry| entry.value)
}

fn copy(from: &Value, to: &mut Value, names: &[&str]) {
    for name in names {
        let member = at(from, &format!("/{name}"));
        if !member.is_null() {
            set(to, name, member.clone());
        }
    }
}

/// Characteristics that are named take the place of the old ones; an empty one is deleted.
pub(super) fn put_parameters(value: &mut Value, sent: &Value) {
    let Some(sent) = sent.as_array() else {
        return;
    };
    let old = at(value, "/parameterValues").as_array().cloned();
    let named = |one: &Value| sent.iter().any(|new| same(new, one));
    let mut all: Vec<Value> = old.unwrap_or_default();
    all.retain(|one| !named(one));
    all.extend(sent.iter().cloned());
    set(value, "parameterValues", json!(all));
}

fn same(one: &Value, other: &Value) -> bool {
    at(one, "/parameterId") == at(other, "/parameterId")
}

/// Whether an offer is known, of the world or made.
pub(super) fn is_known(bazaar: &Bazaar, article: &str) -> bool {
    find(bazaar, article).is_some() || bazaar.book.get(STALL.id, OFFERS, article).is_some()
}

/// Articles that the seller made and that show, each with its place in lists.
pub(super) fn made(bazaar: &Bazaar, now: DateTime<Utc>) -> Vec<(u64, String)> {
    let all = bazaar.book.all(STALL.id, OFFERS).into_iter();
    let mut all: Vec<(DateTime<Utc>, String)> = all
        .filter(|(article, _)| find(bazaar, article).is_none())
        .filter_map(|(article, _)| Some((born(bazaar, &article)?, article)))
        .filter(|(born, _)| now - *born >= SHOWN)
        .collect();
    all.sort();
    let articles = all.into_iter().map(|(_, article)| article);
    (FIRST..).zip(articles).collect()
}

fn born(bazaar: &Bazaar, article: &str) -> Option<DateTime<Utc>> {
    let all = bazaar.book.history(STALL.id, OFFERS, article);
    all.first().map(|entry| entry.at)
}

/// Whether an offer lies in the archive.
pub(super) fn is_archived(bazaar: &Bazaar, article: &str) -> bool {
    let entry = bazaar.book.get(STALL.id, ARCHIVE, article);
    entry.is_some_and(|entry| entry.value == json!(true))
}

/// Puts an offer into the archive or takes it out.
pub(super) fn archive(bazaar: &Bazaar, call: &Call, article: &str, into: bool) {
    bazaar.change(call, ARCHIVE, article, &json!(into));
}

/// What Market says of a card, `OfferCardStatusType`.
pub(super) fn status(bazaar: &Bazaar, article: &str, now: DateTime<Utc>) -> &'static str {
    let is_made = find(bazaar, article).is_none();
    let pages = [(TEXTS, key(article, false)), (OFFERS, article.to_owned())];
    let written = pages
        .iter()
        .filter_map(|(page, key)| shown(bazaar, page, key, now));
    let written = written.map(|entry| entry.at).max();
    let looking = written.is_some_and(|at| now - at < LOOKED_AT);
    let against = fault(bazaar, article, now).is_some();
    let filed = members(bazaar, article, now).contains_key("marketCategoryId");
    match (is_made, looking, against) {
        (true, ..) if !filed => "NO_CARD_NEED_CONTENT",
        (true, true, _) => "NO_CARD_PROCESSING",
        (false, true, _) => "HAS_CARD_CAN_UPDATE_PROCESSING",
        (true, false, true) => "NO_CARD_ERRORS",
        (false, false, true) => "HAS_CARD_CAN_UPDATE_ERRORS",
        (_, false, false) => "HAS_CARD_CAN_UPDATE",
    }
}

/// What Market does not take, found after a look: texts that lead away.
pub(super) fn fault(bazaar: &Bazaar, article: &str, now: DateTime<Utc>) -> Option<&'static str> {
    let mut texts = ["name", "description"].into_iter();
    let leads =
        |name| text(bazaar, article, false, name, now).is_some_and(|text| text.contains("http"));
    texts.any(leads).then_some("В тексте есть ссылка")
}
