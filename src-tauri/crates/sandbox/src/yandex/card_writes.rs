//! What the seller does with cards: made, rewritten, characterised, put into the archive and taken
//! out. One error in a request, and nothing of it is taken.

use serde_json::{Value, json};

use super::cards::{has_parameter, of_category};
use super::goods::{category, find};
use super::member::{at, set};
use super::{offers, refuse, stocks};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};

/// Why an offer is not taken, or what is odd about it: type and words.
type Fault = (&'static str, &'static str);

/// `POST /v2/businesses/{b}/offer-mappings/update`.
pub(super) fn update(bazaar: &Bazaar, call: &Call) -> Reply {
    let body = call.json();
    let rows = list(&body, "/offerMappings");
    if !(1..=500).contains(&rows.len()) {
        return refuse::bad("offerMappings: size must be between 1 and 500");
    }
    let sent: Vec<&Value> = rows.iter().map(|row| at(row, "/offer")).collect();
    for offer in &sent {
        let long = |name: &str, most| {
            let text = at(offer, &format!("/{name}")).as_str().unwrap_or_default();
            text.chars().count() > most
        };
        if article(offer).is_empty() || article(offer).chars().count() > 255 {
            return refuse::bad("offerId: size must be between 1 and 255");
        }
        if long("name", 256) || long("description", 6000) {
            return refuse::bad("offer: text is too long");
        }
    }
    let uzbek = call.query("language") == Some("UZ");
    taken(&sent, "/marketCategoryId", bazaar, |offer| {
        offers::write(bazaar, call, offer, uzbek);
    })
}

/// `POST /v2/businesses/{b}/offer-cards/update`.
pub(super) fn content(bazaar: &Bazaar, call: &Call) -> Reply {
    let body = call.json();
    let rows = list(&body, "/offersContent");
    if !(1..=100).contains(&rows.len()) {
        return refuse::bad("offersContent: size must be between 1 and 100");
    }
    let sent: Vec<&Value> = rows.iter().collect();
    let unknown: Vec<Value> = sent
        .iter()
        .filter(|offer| !offers::is_known(bazaar, article(offer)))
        .map(|offer| result(offer, "errors", ("OFFER_NOT_FOUND", "Товар не найден")))
        .collect();
    if !unknown.is_empty() {
        return Reply::json(&json!({"status": "OK", "results": unknown}));
    }
    taken(&sent, "/categoryId", bazaar, |offer| {
        let mut content = json!({"offerId": article(offer)});
        set(
            &mut content,
            "parameterValues",
            at(offer, "/parameterValues").clone(),
        );
        offers::write(bazaar, call, &content, false);
    })
}

/// Writes all, unless something is wrong with one of them.
fn taken(sent: &[&Value], place: &str, bazaar: &Bazaar, write: impl Fn(&Value)) -> Reply {
    let faults = sent.iter().filter_map(|offer| {
        let fault = fault(bazaar, offer, at(offer, place))?;
        Some(result(offer, "errors", fault))
    });
    let faults: Vec<Value> = faults.collect();
    if !faults.is_empty() {
        return Reply::json(&json!({"status": "OK", "results": faults}));
    }
    sent.iter().for_each(|offer| write(offer));
    let odd = sent.iter().filter(|offer| {
        let named = at(offer, "/parameterValues").is_array();
        named && at(offer, place).is_null()
    });
    let words = ("EMPTY_MARKET_CATEGORY", "Не указана категория");
    let odd: Vec<Value> = odd.map(|offer| result(offer, "warnings", words)).collect();
    match odd.is_empty() {
        true => Reply::json(&json!({"status": "OK"})),
        false => Reply::json(&json!({"status": "OK", "results": odd})),
    }
}

/// What is wrong with a category or with characteristics of it.
fn fault(bazaar: &Bazaar, offer: &Value, filed: &Value) -> Option<Fault> {
    let named = filed.as_u64().map(|id| of_category(bazaar, id));
    let product = match named {
        Some(None) => return Some(("UNKNOWN_CATEGORY", "Неизвестная категория")),
        Some(product) => product,
        None => find(bazaar, article(offer)).and_then(|own| of_category(bazaar, category(own))),
    };
    let ids = list(offer, "/parameterValues").iter();
    let mut ids = ids.filter_map(|one| at(one, "/parameterId").as_i64());
    let known = |id| product.is_some_and(|product| has_parameter(product, id));
    ids.any(|id| !known(id))
        .then_some(("UNKNOWN_PARAMETER", "Нет такой характеристики"))
}

fn result(offer: &Value, kind: &str, (code, words): Fault) -> Value {
    json!({"offerId": article(offer), kind: [{"type": code, "message": words}]})
}

fn article(offer: &Value) -> &str {
    at(offer, "/offerId").as_str().unwrap_or_default()
}

fn list<'a>(body: &'a Value, pointer: &str) -> &'a [Value] {
    at(body, pointer).as_array().map_or(&[], Vec::as_slice)
}

/// `POST /v2/businesses/{b}/offer-mappings/archive`: not what lies in Market's warehouses.
pub(super) fn archive(bazaar: &Bazaar, call: &Call) -> Reply {
    let shelves = stocks::shelves(bazaar, call.now);
    let lies_there = |article: &str| {
        let number = find(bazaar, article).map(|product| product.number);
        let mut shelves = shelves.iter().filter(|shelf| !shelf.warehouse.own);
        shelves.any(|shelf| Some(shelf.product) == number && shelf.available > 0)
    };
    moved(bazaar, call, true, |article| {
        let why = match (offers::is_known(bazaar, article), lies_there(article)) {
            (false, _) => "UNKNOWN",
            (true, true) => "OFFER_HAS_STOCKS",
            (true, false) => return None,
        };
        Some((
            "notArchivedOffers",
            json!({"offerId": article, "error": why}),
        ))
    })
}

/// `POST /v2/businesses/{b}/offer-mappings/unarchive`.
pub(super) fn unarchive(bazaar: &Bazaar, call: &Call) -> Reply {
    moved(bazaar, call, false, |article| {
        let lies_there = offers::is_archived(bazaar, article);
        (!lies_there).then(|| ("notUnarchivedOfferIds", json!(article)))
    })
}

/// Moves what may be moved and tells what may not.
fn moved(
    bazaar: &Bazaar,
    call: &Call,
    into: bool,
    against: impl Fn(&str) -> Option<(&'static str, Value)>,
) -> Reply {
    let body = call.json();
    let ids = list(&body, "/offerIds");
    if !(1..=200).contains(&ids.len()) {
        return refuse::bad("offerIds: size must be between 1 and 200");
    }
    let mut result = json!({});
    for article in ids.iter().filter_map(Value::as_str) {
        let Some((list, row)) = against(article) else {
            offers::archive(bazaar, call, article, into);
            continue;
        };
        let mut rows = at(&result, &format!("/{list}")).clone();
        match rows.as_array_mut() {
            Some(rows) => rows.push(row),
            None => rows = json!([row]),
        }
        set(&mut result, list, rows);
    }
    Reply::json(&json!({"status": "OK", "result": result}))
}
