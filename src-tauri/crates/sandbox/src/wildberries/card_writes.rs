//! Cards that the seller rewrites: overwritten whole, with a list of what WB did not take, and the
//! subjects with their characteristics.

use chrono::{DateTime, SecondsFormat, Utc};
use http::{Method, StatusCode};
use serde_json::{Value, json};

use super::{CONTENT, STALL, cards, ids, made, refuse};
use crate::bazaar::Bazaar;
use crate::book::Entry;
use crate::call::{Call, Reply};
use crate::form;
use crate::limits::Limit;
use crate::venue::Route;
use crate::world::{Product, dice};

const HOST: &str = "content-api";
const UPDATE: Limit = Limit::new("card-update", 10, 60, 5);
const ERRORS: Limit = Limit::new("card-errors", 10, 60, 5);
const RECOVER: Limit = Limit::new("card-recover", 3, 60, 5);
/// Pages of the book, by article of WB: the card as it was sent, its pictures, whether it is in
/// the bin; and errors by the seller's article.
const CARD: &str = "cards";
const MEDIA: &str = "media";
const BIN: &str = "bin";
const FAULT: &str = "card errors";
/// A description that is longer is refused afterwards.
const DESCRIPTION: usize = 2000;

pub(super) fn routes() -> Vec<Route> {
    let post = |path, limit, handler| Route::write(Method::POST, HOST, path, limit, handler);
    let read = |method, path, limit, handler| Route::read(method, HOST, path, limit, handler);
    vec![
        post("/content/v2/cards/update", &UPDATE, update),
        post("/content/v3/media/save", &CONTENT, media),
        post("/content/v3/media/file", &CONTENT, media_file),
        post("/content/v2/cards/delete/trash", &CONTENT, throw),
        post("/content/v2/cards/recover", &RECOVER, recover),
        read(
            Method::POST,
            "/content/v2/cards/error/list",
            &ERRORS,
            errors,
        ),
        read(Method::GET, "/content/v2/object/all", &CONTENT, subjects),
        read(
            Method::GET,
            "/content/v2/object/charcs/{subjectId}",
            &CONTENT,
            fields,
        ),
    ]
}

fn written(bazaar: &Bazaar, page: &str, nm: u64) -> Option<Entry> {
    bazaar.book.get(STALL.id, page, &nm.to_string())
}

/// Whether and since when a card is in the bin.
pub(super) fn binned(bazaar: &Bazaar, nm: u64) -> Option<DateTime<Utc>> {
    let entry = written(bazaar, BIN, nm)?;
    (entry.value == json!(true)).then_some(entry.at)
}

/// When the seller last changed a card.
pub(super) fn changed(bazaar: &Bazaar, nm: u64) -> Option<DateTime<Utc>> {
    let pages = [CARD, MEDIA, BIN].into_iter();
    pages
        .filter_map(|page| written(bazaar, page, nm))
        .map(|entry| entry.at)
        .max()
}

/// Lays what the seller sent over a card.
pub(super) fn over(bazaar: &Bazaar, nm: u64, card: &mut Value) {
    let Some(fields) = card.as_object_mut() else {
        return;
    };
    if let Some(sent) = written(bazaar, CARD, nm).map(|entry| entry.value) {
        let names: Vec<Value> = fields
            .get("characteristics")
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default();
        for name in ["title", "description", "brand", "dimensions", "sizes"] {
            // What is not sent is erased.
            let empty = || {
                if name == "sizes" {
                    json!([])
                } else {
                    json!("")
                }
            };
            let value = sent.get(name).cloned().unwrap_or_else(empty);
            fields.insert(name.to_owned(), value);
        }
        let own = characteristics(&sent, &names);
        fields.insert("characteristics".to_owned(), own);
        if let Some(dimensions) = fields.get_mut("dimensions").and_then(Value::as_object_mut) {
            dimensions.insert("isValid".to_owned(), json!(true));
        }
    }
    if let Some(entry) = written(bazaar, MEDIA, nm) {
        let urls = entry.value.as_array().into_iter().flatten();
        let photos = urls.map(
            |url| json!({"big": url, "c246x328": url, "c516x688": url, "square": url, "tm": url}),
        );
        fields.insert("photos".to_owned(), Value::Array(photos.collect()));
    }
}

/// What was sent, with the names that WB knows.
pub(super) fn characteristics(sent: &Value, names: &[Value]) -> Value {
    let own = sent.get("characteristics").and_then(Value::as_array);
    let own = own.into_iter().flatten().map(|one| named(one, names));
    Value::Array(own.collect())
}

fn named(one: &Value, names: &[Value]) -> Value {
    let known = names.iter().find(|known| known.get("id") == one.get("id"));
    let name = known.and_then(|known| known.get("name")).cloned();
    json!({
        "id": one.get("id"), "name": name.unwrap_or_else(|| json!("")), "value": one.get("value"),
    })
}

pub(super) fn done() -> Reply {
    let body = json!({"data": {}, "error": false, "errorText": "", "additionalErrors": {}});
    Reply::json(&body)
}

pub(super) fn bad(text: &str, call: &Call) -> Reply {
    refuse::envelope(StatusCode::BAD_REQUEST, text, call)
}

/// POST /content/v2/cards/update.
fn update(bazaar: &Bazaar, call: &Call) -> Reply {
    let body = call.json();
    let Some(list) = body
        .as_array()
        .filter(|list| (1..=3000).contains(&list.len()))
    else {
        return bad("Неправильный формат запроса", call);
    };
    let text = |card: &Value, name: &str| {
        let text = card.get(name).and_then(Value::as_str).unwrap_or_default();
        text.to_owned()
    };
    for card in list {
        let own = card.get("nmID").and_then(Value::as_u64);
        let own = own.and_then(|nm| article(bazaar, nm));
        let same = own.is_some_and(|own| own == text(card, "vendorCode"));
        let sized = card.get("sizes").is_some_and(Value::is_array);
        if !same || !sized || text(card, "title").chars().count() > 60 {
            return bad("Неправильный запрос", call);
        }
    }
    for card in list {
        if text(card, "description").chars().count() > DESCRIPTION {
            let words = "Описание длиннее, чем допускает категория";
            fault(bazaar, call, &text(card, "vendorCode"), words);
        } else if let Some(nm) = card.get("nmID") {
            bazaar.change(call, CARD, &nm.to_string(), card);
        }
    }
    done()
}

/// POST /content/v3/media/save: replaces all pictures.
fn media(bazaar: &Bazaar, call: &Call) -> Reply {
    let body = call.json();
    let nm = body.get("nmId").and_then(Value::as_u64);
    let known = nm.filter(|nm| article(bazaar, *nm).is_some());
    let urls = body.get("data").filter(|urls| urls.is_array());
    let (Some(nm), Some(urls)) = (known, urls) else {
        return bad("Неправильный запрос", call);
    };
    bazaar.change(call, MEDIA, &nm.to_string(), urls);
    done()
}

/// POST /content/v3/media/file: a picture in the place of another, or behind the last.
fn media_file(bazaar: &Bazaar, call: &Call) -> Reply {
    let number = |name: &str| call.header(name)?.parse::<u64>().ok();
    let known = number("X-Nm-Id").filter(|nm| article(bazaar, *nm).is_some());
    let (Some(nm), Some(place @ 1..=30)) = (known, number("X-Photo-Number")) else {
        return bad("Неправильный запрос", call);
    };
    let file = form::part(call, "uploadfile").filter(|file| !file.is_empty());
    let Some(file) = file else {
        return bad("Файл пуст", call);
    };
    let mut urls = photos(bazaar, nm);
    let digest = dice::number(0, &String::from_utf8_lossy(file), 0, 0);
    let url = json!(format!(
        "https://basket-21.wbbasket.ru/{nm}/images/big/{digest}.webp"
    ));
    let place = usize::try_from(place - 1).unwrap_or_default();
    match urls.get_mut(place) {
        Some(old) => *old = url,
        None => urls.push(url),
    }
    bazaar.change(call, MEDIA, &nm.to_string(), &json!(urls));
    done()
}

/// Where the pictures of a card lie.
fn photos(bazaar: &Bazaar, nm: u64) -> Vec<Value> {
    if let Some(entry) = written(bazaar, MEDIA, nm) {
        return entry.value.as_array().cloned().unwrap_or_default();
    }
    let born = ids::product(bazaar, nm).map(|_| json!(cards::picture(nm, "big")));
    born.into_iter().collect()
}

/// The seller's article of a card, of the world's or made.
fn article(bazaar: &Bazaar, nm: u64) -> Option<String> {
    let born = ids::product(bazaar, nm).map(|product| product.article.clone());
    born.or_else(|| {
        let mut made = made::all(bazaar).filter(|made| made.nm == nm);
        made.next().map(|made| made.article().to_owned())
    })
}

/// Puts an article into the list of errors.
pub(super) fn fault(bazaar: &Bazaar, call: &Call, article: &str, words: &str) {
    bazaar.change(call, FAULT, article, &json!([words]));
}

fn moved(bazaar: &Bazaar, call: &Call, into: bool) -> Reply {
    let body = call.json();
    let list = body.get("nmIDs").and_then(Value::as_array);
    let known = |nm: &Value| nm.as_u64().is_some_and(|nm| article(bazaar, nm).is_some());
    let Some(list) = list.filter(|list| !list.is_empty() && list.iter().all(known)) else {
        return bad("Неправильный запрос", call);
    };
    for nm in list {
        bazaar.change(call, BIN, &nm.to_string(), &json!(into));
    }
    done()
}

/// POST /content/v2/cards/delete/trash.
fn throw(bazaar: &Bazaar, call: &Call) -> Reply {
    moved(bazaar, call, true)
}

/// POST /content/v2/cards/recover.
fn recover(bazaar: &Bazaar, call: &Call) -> Reply {
    moved(bazaar, call, false)
}

/// POST /content/v2/cards/error/list.
fn errors(bazaar: &Bazaar, _: &Call) -> Reply {
    let all = bazaar.book.all(STALL.id, FAULT);
    let moment = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
    let rows = all.iter().map(|(article, entry)| {
        json!({
            "batchUUID": dice::uuid(dice::number(0, article, 0, 0)),
            "subjects": {},
            "brands": {},
            "vendorCodes": [article],
            "errors": {article: entry.value},
            "updatedAt": moment(entry.at),
        })
    });
    let last = all.iter().map(|(_, entry)| entry.at).max();
    let last = last.unwrap_or(bazaar.world.start());
    Reply::json(&json!({
        "data": {
            "items": rows.collect::<Vec<_>>(),
            "cursor": {"next": false, "updatedAt": moment(last), "batchUUID": ""},
        },
        "error": false,
        "errorText": "",
        "additionalErrors": {},
    }))
}

/// Goods of each subject, one for each.
fn of_subjects(bazaar: &Bazaar) -> Vec<&Product> {
    let mut found: Vec<&Product> = Vec::new();
    for product in bazaar.world.products() {
        if !found
            .iter()
            .any(|one| ids::subject(one) == ids::subject(product))
        {
            found.push(product);
        }
    }
    found
}

fn listed(rows: &[Value]) -> Reply {
    Reply::json(&json!({"data": rows, "error": false, "errorText": "", "additionalErrors": ""}))
}

/// GET /content/v2/object/all.
fn subjects(bazaar: &Bazaar, call: &Call) -> Reply {
    let size = |name: &str, or: usize| call.query(name).map_or(Some(or), |text| text.parse().ok());
    let (Some(limit @ 1..=1000), Some(offset)) = (size("limit", 30), size("offset", 0)) else {
        return bad("Неправильный запрос", call);
    };
    let rows = of_subjects(bazaar).into_iter().skip(offset).take(limit);
    let rows = rows.map(|product| {
        json!({
            "subjectID": ids::subject(product),
            "parentID": 657,
            "subjectName": ids::subject_name(product),
            "parentName": "Дом",
        })
    });
    listed(&rows.collect::<Vec<_>>())
}

/// GET /content/v2/object/charcs/{subjectId}.
fn fields(bazaar: &Bazaar, call: &Call) -> Reply {
    let wanted = call.name("subjectId").parse::<u64>().ok();
    let Some(product) = wanted.and_then(|wanted| ids::of_subject(bazaar, wanted)) else {
        return listed(&[]);
    };
    let rows = cards::characteristics(product).into_iter().map(|one| {
        let number = one.get("value").is_some_and(Value::is_number);
        json!({
            "charcID": one.get("id"),
            "subjectName": ids::subject_name(product),
            "subjectID": ids::subject(product),
            "name": one.get("name"),
            "required": false,
            "unitName": if number { "г" } else { "" },
            "maxCount": 0,
            "popular": false,
            "charcType": if number { 4 } else { 1 },
            "hasFilter": false,
            "isVariable": false,
            "existNamedField": false,
        })
    });
    listed(&rows.collect::<Vec<_>>())
}
