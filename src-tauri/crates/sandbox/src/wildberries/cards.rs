//! POST /content/v2/get/cards/list: cards by a cursor of update time and article, and
//! POST /content/v2/get/cards/trash: the bin.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use http::StatusCode;
use serde_json::{Value, json};

use super::{card_writes, groups, ids, made, refuse};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::world::{Fact, Product, dice};

/// A card's place in the list.
type Place = (DateTime<Utc>, u64);

pub(super) fn list(bazaar: &Bazaar, call: &Call) -> Reply {
    let body = call.json();
    if !body.is_object() {
        return refuse::envelope(StatusCode::BAD_REQUEST, "Неправильный формат запроса", call);
    }
    let settings = body.get("settings").cloned().unwrap_or_default();
    let limit = settings
        .pointer("/cursor/limit")
        .and_then(Value::as_u64)
        .unwrap_or(10);
    let Some(limit) = usize::try_from(limit)
        .ok()
        .filter(|limit| (1..=100).contains(limit))
    else {
        return refuse::envelope(StatusCode::BAD_REQUEST, "Неправильный запрос", call);
    };
    let ascending = settings
        .pointer("/sort/ascending")
        .and_then(Value::as_bool)
        .unwrap_or(false);
    let search = settings
        .pointer("/filter/textSearch")
        .and_then(Value::as_str)
        .unwrap_or("");
    let group = settings.pointer("/filter/imtID").and_then(Value::as_u64);
    let after = cursor(&settings);
    let mut cards: Vec<(Place, Value)> = all(bazaar)
        .filter(|(_, card)| found(search, card))
        .filter(|(_, card)| group.is_none_or(|group| number(card, "imtID") == group))
        .filter(|((_, nm), _)| card_writes::binned(bazaar, *nm).is_none())
        .collect();
    cards.sort_by_key(|(place, _)| *place);
    if !ascending {
        cards.reverse();
    }
    let beyond = |place: &Place| match (after, ascending) {
        (None, _) => true,
        (Some(after), true) => *place > after,
        (Some(after), false) => *place < after,
    };
    cards.retain(|(place, _)| beyond(place));
    cards.truncate(limit);
    let last = cards.last().map(|(place, _)| *place).or(after);
    let (updated, nm) = last.unwrap_or((bazaar.world.start(), 0));
    Reply::json(&json!({
        "cards": cards.iter().map(|(_, card)| card).collect::<Vec<_>>(),
        "cursor": {"updatedAt": micros(updated), "nmID": nm, "total": cards.len()},
    }))
}

/// Cards that the seller threw away. The cursor of an empty answer is that of the request.
pub(super) fn bin(bazaar: &Bazaar, call: &Call) -> Reply {
    let body = call.json();
    if !body.is_object() {
        return refuse::envelope(StatusCode::BAD_REQUEST, "Неправильный формат запроса", call);
    }
    let last = |name: &str| body.pointer(&format!("/settings/cursor/{name}")).cloned();
    let after = last("trashedAt").and_then(|at| at.as_str().map(str::to_owned));
    let mut gone: Vec<(String, Value)> = all(bazaar)
        .filter_map(|((_, nm), card)| Some((micros(card_writes::binned(bazaar, nm)?), card)))
        .filter(|(at, _)| after.as_ref().is_none_or(|after| at > after))
        .collect();
    gone.sort_by(|one, other| one.0.cmp(&other.0));
    let rows = gone.iter().map(|(at, card)| {
        json!({
            "nmID": card.get("nmID"),
            "vendorCode": card.get("vendorCode"),
            "subjectID": card.get("subjectID"),
            "subjectName": card.get("subjectName"),
            "photos": [],
            "sizes": [],
            "characteristics": [],
            "createdAt": card.get("createdAt"),
            "trashedAt": at,
        })
    });
    let rows: Vec<Value> = rows.collect();
    let end = gone.last();
    let at = end.map(|(at, _)| json!(at)).or_else(|| last("trashedAt"));
    let nm = end
        .and_then(|(_, card)| card.get("nmID").cloned())
        .or_else(|| last("nmID"));
    Reply::json(&json!({
        "cards": rows,
        "cursor": {
            "trashedAt": at.unwrap_or_else(|| json!("")),
            "nmID": nm.unwrap_or_else(|| json!(0)),
            "total": rows.len(),
        },
    }))
}

fn cursor(settings: &Value) -> Option<Place> {
    let at = settings.pointer("/cursor/updatedAt")?.as_str()?;
    let at = DateTime::parse_from_rfc3339(at).ok()?.with_timezone(&Utc);
    Some((
        at,
        settings
            .pointer("/cursor/nmID")
            .and_then(Value::as_u64)
            .unwrap_or(0),
    ))
}

/// The cards of the world and those that the seller made, each at its place in the list.
fn all(bazaar: &Bazaar) -> impl Iterator<Item = (Place, Value)> {
    let born = bazaar.world.products().iter();
    let born = born.map(|product| {
        let place = (updated(bazaar, product), ids::nm(bazaar, product));
        (place, untouched(bazaar, product))
    });
    let made = made::all(bazaar).map(|made| {
        let since = card_writes::changed(bazaar, made.nm).unwrap_or(made.at);
        ((since, made.nm), made.card(bazaar, &micros(since)))
    });
    born.chain(made).map(|(place, mut card)| {
        card_writes::over(bazaar, place.1, &mut card);
        (place, card)
    })
}

fn number(card: &Value, name: &str) -> u64 {
    card.get(name).and_then(Value::as_u64).unwrap_or_default()
}

fn found(search: &str, card: &Value) -> bool {
    let text = |name: &str| card.get(name).and_then(Value::as_str);
    let code = card.pointer("/sizes/0/skus/0").and_then(Value::as_str);
    search.is_empty()
        || text("vendorCode") == Some(search)
        || number(card, "nmID").to_string() == search
        || code == Some(search)
}

fn untouched(bazaar: &Bazaar, product: &Product) -> Value {
    let nm = ids::nm(bazaar, product);
    let picture = |size: &str| picture(nm, size);
    json!({
        "nmID": nm,
        "imtID": groups::imt(bazaar, product),
        "nmUUID": dice::uuid(nm),
        "subjectID": ids::subject(product),
        "subjectName": ids::subject_name(product),
        "vendorCode": product.article,
        "brand": product.brand,
        "title": product.name.ru,
        "description": product.description.ru,
        "needKiz": false,
        "photos": [{
            "big": picture("big"),
            "c246x328": picture("c246x328"),
            "c516x688": picture("c516x688"),
            "square": picture("square"),
            "tm": picture("tm"),
        }],
        "wholesale": {"enabled": false},
        "dimensions": {
            "length": product.length_cm,
            "width": product.width_cm,
            "height": product.height_cm,
            "weightBrutto": f64::from(product.weight_g) / 1000.0,
            "isValid": true,
        },
        "characteristics": characteristics(product),
        "sizes": [{
            "chrtID": ids::chrt(bazaar, product),
            "techSize": "0",
            "wbSize": "",
            "skus": [product.barcode().to_string()],
        }],
        "createdAt": micros(created(bazaar, product)),
        "updatedAt": micros(updated(bazaar, product)),
    })
}

/// Where the one picture of a card of the world lies.
pub(super) fn picture(nm: u64, size: &str) -> String {
    let (volume, part) = (nm / 100_000, nm / 1_000);
    format!("https://basket-21.wbbasket.ru/vol{volume}/part{part}/{nm}/images/{size}/1.webp")
}

/// Texts are lists of strings; the weight is a bare number, as WB's numeric characteristics are.
pub(super) fn characteristics(product: &Product) -> Vec<Value> {
    let text = |fact: &Fact| {
        let id = 14_177_000 + dice::number(0, &fact.key, 0, 0) % 900;
        json!({"id": id, "name": fact.label.ru, "value": [fact.value.ru]})
    };
    let mut all: Vec<Value> = product.facts.iter().map(text).collect();
    all.push(json!({"id": 14_177_449, "name": "Цвет", "value": [product.colour.ru]}));
    all.push(json!({"id": 88_953, "name": "Вес с упаковкой (г)", "value": product.weight_g}));
    all
}

fn created(bazaar: &Bazaar, product: &Product) -> DateTime<Utc> {
    uploaded(bazaar, product) - TimeDelta::days(200)
}

/// Between one and forty days before the start of the world; some cards share an instant, because
/// they were changed in one upload.
fn updated(bazaar: &Bazaar, product: &Product) -> DateTime<Utc> {
    if let Some(at) = card_writes::changed(bazaar, ids::nm(bazaar, product)) {
        return at;
    }
    uploaded(bazaar, product)
}

fn uploaded(bazaar: &Bazaar, product: &Product) -> DateTime<Utc> {
    let upload = i64::try_from(product.number / 3).unwrap_or(0);
    let minutes = 1_440 + bazaar.world.number("wildberries upload", upload) % 56_000;
    bazaar.world.start() - TimeDelta::minutes(i64::try_from(minutes).unwrap_or(1_440))
}

pub(super) fn micros(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}
