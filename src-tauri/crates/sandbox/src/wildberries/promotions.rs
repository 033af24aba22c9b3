//! The calendar of promotions: one that runs, one that begins in some days, one that WB fills
//! itself. A card joins by an upload of discounts, which takes effect at once or at the beginning.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use http::{Method, StatusCode};
use serde_json::{Value, json};

use super::{STALL, ids, prices};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::limits::Limit;
use crate::venue::Route;
use crate::world::Product;

const HOST: &str = "dp-calendar-api";
const CALENDAR: Limit = Limit::new("calendar", 10, 6, 5);
const LIST: &str = "/api/v1/calendar/promotions";
/// Page of the book, by promotion and card: the upload with which it joined.
const PAGE: &str = "promotions";
/// So many percent more than a card's own discount are wanted.
const MORE: i64 = 5;

struct Promotion {
    id: i64,
    name: &'static str,
    /// Days after the demo's start.
    from: i64,
    until: i64,
    kind: &'static str,
}

static ALL: [Promotion; 3] = [
    Promotion {
        id: 1501,
        name: "Хиты года",
        from: -2,
        until: 12,
        kind: "regular",
    },
    Promotion {
        id: 1502,
        name: "Новогодняя распродажа",
        from: 6,
        until: 20,
        kind: "regular",
    },
    Promotion {
        id: 1503,
        name: "Товары дня",
        from: -5,
        until: 9,
        kind: "auto",
    },
];

impl Promotion {
    fn begins(&self, bazaar: &Bazaar) -> DateTime<Utc> {
        bazaar.clock.start() + TimeDelta::days(self.from)
    }

    fn ends(&self, bazaar: &Bazaar) -> DateTime<Utc> {
        bazaar.clock.start() + TimeDelta::days(self.until)
    }
}

pub(super) fn routes() -> Vec<Route> {
    let read = |path, handler| Route::read(Method::GET, HOST, path, &CALENDAR, handler);
    vec![
        read(LIST, list),
        read("/api/v1/calendar/promotions/nomenclatures", cards),
        Route::write(
            Method::POST,
            HOST,
            "/api/v1/calendar/promotions/upload",
            &CALENDAR,
            join,
        ),
    ]
}

fn refused(status: StatusCode, words: &str) -> Reply {
    Reply::status_json(status, &json!({ "errorText": words }))
}

/// GET /api/v1/calendar/promotions.
fn list(bazaar: &Bazaar, call: &Call) -> Reply {
    let at = |name| {
        let text = call.query(name)?;
        DateTime::parse_from_rfc3339(text).ok()
    };
    let all = matches!(call.query("allPromo"), Some("true" | "false"));
    let (Some(from), Some(to), true) = (at("startDateTime"), at("endDateTime"), all) else {
        return refused(StatusCode::BAD_REQUEST, "Failed to parse data");
    };
    let within = |one: &&Promotion| one.ends(bazaar) >= from && one.begins(bazaar) <= to;
    let time = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
    let row = |one: &Promotion| {
        json!({
            "id": one.id,
            "name": one.name,
            "startDateTime": time(one.begins(bazaar)),
            "endDateTime": time(one.ends(bazaar)),
            "type": one.kind,
        })
    };
    let rows: Vec<Value> = paged(call, ALL.iter().filter(within)).map(row).collect();
    Reply::json(&json!({ "data": { "promotions": rows } }))
}

fn paged<'a, T: 'a>(
    call: &Call,
    all: impl Iterator<Item = T> + 'a,
) -> impl Iterator<Item = T> + 'a {
    let number = |name, or| {
        let number = call.whole(name).ok().flatten();
        number
            .and_then(|number| usize::try_from(number).ok())
            .unwrap_or(or)
    };
    all.skip(number("offset", 0)).take(number("limit", 1000))
}

/// The promotion that is asked about, unless WB fills it itself.
fn regular(id: Option<i64>) -> Option<&'static Promotion> {
    ALL.iter()
        .find(|one| Some(one.id) == id && one.kind == "regular")
}

fn key(promotion: &Promotion, nm: u64) -> String {
    format!("{} {nm}", promotion.id)
}

fn joined(bazaar: &Bazaar, promotion: &Promotion, product: &Product, now: DateTime<Utc>) -> bool {
    let key = key(promotion, ids::nm(bazaar, product));
    let upload = bazaar.book.get(STALL.id, PAGE, &key);
    upload.is_some_and(|entry| {
        let at_once = entry.value.get("now") == Some(&json!(true));
        at_once && entry.at + prices::WORK <= now || promotion.begins(bazaar) <= now
    })
}

/// GET /api/v1/calendar/promotions/nomenclatures.
fn cards(bazaar: &Bazaar, call: &Call) -> Reply {
    let wanted = match call.query("inAction") {
        Some("true") => true,
        Some("false") => false,
        _ => return refused(StatusCode::BAD_REQUEST, "Invalid query params"),
    };
    let Some(promotion) = regular(call.whole("promotionID").ok().flatten()) else {
        return refused(StatusCode::UNPROCESSABLE_ENTITY, "Unprocessable entity");
    };
    let own = bazaar.world.products().iter();
    let own = own.filter(|product| joined(bazaar, promotion, product, call.now) == wanted);
    let row = |product: &Product| {
        let (price, discount) = prices::tag_of(bazaar, product, call.now);
        let planned = if wanted { discount } else { discount + MORE };
        json!({
            "id": ids::nm(bazaar, product),
            "inAction": wanted,
            "price": price,
            "currencyCode": "RUB",
            "planPrice": price * (100 - planned) / 100,
            "discount": discount,
            "planDiscount": planned,
        })
    };
    let rows: Vec<Value> = paged(call, own).map(row).collect();
    Reply::json(&json!({ "data": { "nomenclatures": rows } }))
}

/// POST /api/v1/calendar/promotions/upload.
fn join(bazaar: &Bazaar, call: &Call) -> Reply {
    let body = call.json();
    let told = |name: &str| body.pointer(&format!("/data/{name}")).cloned();
    let promotion = regular(told("promotionID").and_then(|id| id.as_i64()));
    let (Some(promotion), Some(now)) = (promotion, told("uploadNow").and_then(|now| now.as_bool()))
    else {
        return refused(StatusCode::UNPROCESSABLE_ENTITY, "Unprocessable entity");
    };
    let cards = told("nomenclatures").unwrap_or_default();
    let cards = cards
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_u64);
    let products: Option<Vec<&Product>> = cards.map(|nm| ids::product(bazaar, nm)).collect();
    let Some(products) = products.filter(|all| (1..=1000).contains(&all.len())) else {
        return refused(StatusCode::BAD_REQUEST, "Invalid query params");
    };
    let upload = prices::number(bazaar);
    for product in products {
        let nm = ids::nm(bazaar, product);
        let (price, discount) = prices::tag_of(bazaar, product, call.now);
        if now {
            prices::put(bazaar, call, nm, (price, discount + MORE), upload);
        }
        let value = json!({ "now": now, "upload": upload });
        bazaar.change(call, PAGE, &key(promotion, nm), &value);
    }
    Reply::json(&json!({ "data": { "alreadyExists": false, "uploadID": upload } }))
}

/// Whether an upload waits for its promotion.
pub(super) fn waits(bazaar: &Bazaar, upload: i64, now: DateTime<Utc>) -> bool {
    let joining = bazaar.book.all(STALL.id, PAGE).into_iter();
    let mut own = joining.filter(|(_, entry)| {
        entry.value.get("upload").and_then(Value::as_i64) == Some(upload)
            && entry.value.get("now") == Some(&json!(false))
    });
    own.any(|(key, _)| {
        let id = key.split(' ').next().and_then(|id| id.parse().ok());
        regular(id).is_some_and(|promotion| promotion.begins(bazaar) > now)
    })
}

/// The latest number of an upload.
pub(super) fn latest(bazaar: &Bazaar) -> Option<u64> {
    let joining = bazaar.book.all(STALL.id, PAGE).into_iter();
    let numbers =
        joining.filter_map(|(_, entry)| entry.value.get("upload").and_then(Value::as_u64));
    numbers.max()
}
