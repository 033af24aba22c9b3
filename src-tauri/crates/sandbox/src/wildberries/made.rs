//! Cards that the seller makes: POST /content/v2/cards/upload, and within a group
//! POST /content/v2/cards/upload/add. What was not made stands in the list of errors.

use chrono::{DateTime, Utc};
use http::Method;
use serde_json::{Value, json};

use super::card_writes::{bad, characteristics, done, fault};
use super::{STALL, cards, groups, ids};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::limits::Limit;
use crate::venue::Route;
use crate::world::dice;

const HOST: &str = "content-api";
const UPLOAD: Limit = Limit::new("card-upload", 10, 60, 5);
const ADD: Limit = Limit::new("card-upload-add", 10, 60, 5);
/// The page of the book: by article of WB, the subject, the group and the card as it was sent.
const MADE: &str = "made cards";
/// Numbers that no card of the world has.
const FIRST: u64 = 600_000_000;
const FIRST_SIZE: u64 = 700_000_000;
/// Cards of one group, at most (WB API 02-items).
const MOST: usize = 30;

pub(super) fn routes() -> Vec<Route> {
    let post = |path, limit, handler| Route::write(Method::POST, HOST, path, limit, handler);
    vec![
        post("/content/v2/cards/upload", &UPLOAD, upload),
        post("/content/v2/cards/upload/add", &ADD, add),
    ]
}

/// A card that was made.
pub(super) struct Made {
    pub(super) nm: u64,
    pub(super) at: DateTime<Utc>,
    subject: u64,
    imt: u64,
    sent: Value,
}

/// All of them.
pub(super) fn all(bazaar: &Bazaar) -> impl Iterator<Item = Made> {
    let all = bazaar.book.all(STALL.id, MADE).into_iter();
    all.filter_map(|(nm, entry)| {
        let number = |name: &str| entry.value.get(name).and_then(Value::as_u64);
        Some(Made {
            nm: nm.parse().ok()?,
            at: entry.at,
            subject: number("subject")?,
            imt: number("imt")?,
            sent: entry.value.get("card")?.clone(),
        })
    })
}

impl Made {
    /// The seller's article.
    pub(super) fn article(&self) -> &str {
        let article = self.sent.get("vendorCode").and_then(Value::as_str);
        article.unwrap_or_default()
    }

    /// As the list tells it.
    pub(super) fn card(&self, bazaar: &Bazaar, updated: &str) -> Value {
        let text = |name: &str| self.sent.get(name).and_then(Value::as_str).unwrap_or("");
        let own = ids::of_subject(bazaar, self.subject);
        let names = own.map(cards::characteristics).unwrap_or_default();
        let code = self.sent.pointer("/sizes/0/skus/0").and_then(Value::as_str);
        let code = code.map_or_else(|| self.nm.to_string(), str::to_owned);
        json!({
            "nmID": self.nm,
            "imtID": groups::moved_to(bazaar, self.nm).unwrap_or(self.imt),
            "nmUUID": dice::uuid(self.nm),
            "subjectID": self.subject,
            "subjectName": own.map(ids::subject_name).unwrap_or_default(),
            "vendorCode": self.article(),
            "brand": text("brand"),
            "title": text("title"),
            "description": text("description"),
            "needKiz": false,
            "photos": [],
            "dimensions": self.sent.get("dimensions").cloned().unwrap_or_else(
                || json!({"length": 0, "width": 0, "height": 0, "weightBrutto": 0.0})),
            "characteristics": characteristics(&self.sent, &names),
            "sizes": [{
                "chrtID": self.nm - FIRST + FIRST_SIZE,
                "techSize": "0",
                "wbSize": "",
                "skus": [code],
            }],
            "createdAt": cards::micros(self.at),
            "updatedAt": updated,
        })
    }
}

/// Cards by their subjects, each with a group of its own.
fn upload(bazaar: &Bazaar, call: &Call) -> Reply {
    let body = call.json();
    let Some(sets) = body
        .as_array()
        .filter(|sets| (1..=100).contains(&sets.len()))
    else {
        return bad("Неправильный формат запроса", call);
    };
    for set in sets {
        let subject = set.get("subjectID").and_then(Value::as_u64);
        let variants = set.get("variants").and_then(Value::as_array);
        let (Some(subject), Some(variants)) = (subject, variants) else {
            return bad("Неправильный запрос", call);
        };
        let group = groups::made(bazaar, call);
        for card in variants {
            make(bazaar, call, card, (subject, group));
        }
    }
    done()
}

/// Cards that join a group; its subject is theirs.
fn add(bazaar: &Bazaar, call: &Call) -> Reply {
    let body = call.json();
    let cards = body.get("cardsToAdd").and_then(Value::as_array);
    let group = body.get("imtID").and_then(Value::as_u64);
    let (Some(cards), Some(group)) = (cards, group) else {
        return bad("Неправильный запрос", call);
    };
    let there = groups::members(bazaar, Some(group));
    let mut joined = all(bazaar).filter(|made| made.imt == group);
    let first = there.first().map(|product| ids::subject(product));
    let Some(subject) = first.or_else(|| joined.next().map(|made| made.subject)) else {
        return bad("Нет такой группы", call);
    };
    let held = there.len() + all(bazaar).filter(|made| made.imt == group).count();
    if held + cards.len() > MOST {
        return bad("В группе не больше 30 карточек", call);
    }
    for card in cards {
        make(bazaar, call, card, (subject, group));
    }
    done()
}

/// Makes a card, or notes why not.
fn make(bazaar: &Bazaar, call: &Call, card: &Value, (subject, group): (u64, u64)) {
    let text = |name: &str| card.get(name).and_then(Value::as_str).unwrap_or_default();
    let article = text("vendorCode");
    let taken = ids::by_article(bazaar, article).is_some()
        || all(bazaar).any(|made| made.article() == article);
    let words = if ids::of_subject(bazaar, subject).is_none() {
        Some("Нет такого предмета")
    } else if taken {
        Some("Артикул продавца уже используется")
    } else if !(1..=60).contains(&text("title").chars().count()) {
        Some("Наименование должно быть от 1 до 60 символов")
    } else {
        None
    };
    if let Some(words) = words {
        fault(bazaar, call, article, words);
        return;
    }
    let made = u64::try_from(bazaar.book.len(STALL.id, MADE)).unwrap_or(0);
    let value = json!({"subject": subject, "imt": group, "card": card});
    bazaar.change(call, MADE, &(FIRST + made).to_string(), &value);
}
