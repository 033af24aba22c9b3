//! Promotions of Market and the goods in them.

use chrono::{DateTime, TimeDelta};
use serde_json::{Value, json};

use super::goods::{cut, find, paging};
use super::member::{at, set};
use super::{STALL, prices, refuse, stamp};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::page::{Page, Place};
use crate::world::Product;

/// Price in the promotion by promotion and article; null is out of it.
const JOINED: &str = "promos";

/// Promotions: identity, name, mechanics, days before and after the beginning of the demo.
const PROMOS: [(&str, &str, &str, i64, i64); 2] = [
    ("cf_118301", "Осенняя распродажа", "DIRECT_DISCOUNT", -6, 18),
    ("cf_118455", "Дни дома", "BLUE_FLASH", 2, 9),
];

fn joined(bazaar: &Bazaar, promo: &str, product: &Product) -> Option<i64> {
    let key = format!("{promo} {}", product.article);
    match bazaar.book.get(STALL.id, JOINED, &key) {
        Some(entry) => entry.value.as_i64(),
        None => (product.number.is_multiple_of(5) && promo == "cf_118301")
            .then(|| highest(bazaar, product)),
    }
}

/// Whole roubles.
fn highest(bazaar: &Bazaar, product: &Product) -> i64 {
    bazaar.world.price(&STALL, product) * 9 / 1000
}

/// `POST /v2/businesses/{b}/promos`.
pub(super) fn list(bazaar: &Bazaar, call: &Call) -> Reply {
    if call.plays("market_yandex_go") {
        return refuse::not_for_go();
    }
    let rows = PROMOS.iter().map(|(id, name, mechanics, from, to)| {
        let at = |days: i64| stamp(bazaar.clock.start() + TimeDelta::days(days));
        let goods = bazaar.world.products();
        let active = goods.iter().filter(|one| joined(bazaar, id, one).is_some());
        let active = active.count();
        json!({
            "id": id, "name": name,
            "period": {"dateTimeFrom": at(*from), "dateTimeTo": at(*to)},
            "participating": active > 0,
            "assortmentInfo": {"activeOffers": active, "potentialOffers": goods.len(),
                               "processing": false},
            "mechanicsInfo": {"type": mechanics},
            "bestsellerInfo": {"bestseller": false},
        })
    });
    let rows: Vec<Value> = rows.collect();
    Reply::json(&json!({"status": "OK", "result": {"promos": rows}}))
}

fn known(ask: &Ask) -> Result<&'static str, Reply> {
    let wanted = ask.text("/promoId").unwrap_or_default();
    let mut all = PROMOS.iter();
    let found = all.find(|promo| promo.0 == wanted);
    found
        .map(|promo| promo.0)
        .ok_or_else(|| refuse::not_found("Promo not found"))
}

/// `POST /v2/businesses/{b}/promos/offers`.
pub(super) fn offers(bazaar: &Bazaar, call: &Call) -> Reply {
    read(bazaar, call).unwrap_or_else(|refusal| refusal)
}

fn read(bazaar: &Bazaar, call: &Call) -> Result<Reply, Reply> {
    let ask = Ask::of(call).ok_or_else(|| refuse::bad("Request body is malformed"))?;
    let promo = known(&ask)?;
    let (limit, after) = cut(call, 250, 500, false)?;
    let goods: Vec<&Product> = bazaar.world.products().iter().collect();
    let place = |product: &&Product| Place::of(DateTime::UNIX_EPOCH, product.number as u64);
    let page = Page::cut(goods, place, false, after, limit);
    let next = page.next();
    let rows = page.rows.iter().map(|product| {
        let mut params = json!({"maxPromoPrice": highest(bazaar, product)});
        let price = joined(bazaar, promo, product);
        if let Some(price) = price {
            set(
                &mut params,
                "price",
                json!(prices::standing(bazaar, product).value / 100),
            );
            set(&mut params, "promoPrice", json!(price));
        }
        let status = if price.is_some() {
            "MANUAL"
        } else {
            "NOT_PARTICIPATING"
        };
        json!({"offerId": product.article, "status": status, "params": {"discountParams": params}})
    });
    let rows: Vec<Value> = rows.collect();
    Ok(Reply::json(&json!({
        "status": "OK",
        "result": {"offers": rows, "paging": paging(next)},
    })))
}

/// `POST /v2/businesses/{b}/promos/offers/update`.
pub(super) fn update(bazaar: &Bazaar, call: &Call) -> Reply {
    join(bazaar, call).unwrap_or_else(|refusal| refusal)
}

fn join(bazaar: &Bazaar, call: &Call) -> Result<Reply, Reply> {
    let ask = Ask::of(call).ok_or_else(|| refuse::bad("Request body is malformed"))?;
    let promo = known(&ask)?;
    let body = call.json();
    let rows = at(&body, "/offers").as_array().cloned().unwrap_or_default();
    if !(1..=500).contains(&rows.len()) {
        return Err(refuse::bad("offers: size must be between 1 and 500"));
    }
    let mut rejected: Vec<Value> = Vec::new();
    for row in &rows {
        let id = at(row, "/offerId").as_str().unwrap_or_default();
        let params = at(row, "/params/discountParams");
        let outcome = match (find(bazaar, id), at(params, "/promoPrice").as_i64()) {
            (None, _) => Err("OFFER_DOES_NOT_EXIST"),
            (_, None) => Err("EMPTY_PROMO_PRICE"),
            _ if at(params, "/price").as_i64().is_none() => Err("EMPTY_OLD_PRICE"),
            (Some(product), Some(price)) if price > highest(bazaar, product) => {
                Err("MAX_PROMO_PRICE_EXCEEDED")
            }
            (Some(_), Some(price)) => Ok(price),
        };
        match outcome {
            Ok(price) => bazaar.change(call, JOINED, &format!("{promo} {id}"), &json!(price)),
            Err(reason) => rejected.push(json!({"offerId": id, "reason": reason})),
        }
    }
    Ok(answer(&rejected))
}

/// `POST /v2/businesses/{b}/promos/offers/delete`.
pub(super) fn delete(bazaar: &Bazaar, call: &Call) -> Reply {
    leave(bazaar, call).unwrap_or_else(|refusal| refusal)
}

fn leave(bazaar: &Bazaar, call: &Call) -> Result<Reply, Reply> {
    let ask = Ask::of(call).ok_or_else(|| refuse::bad("Request body is malformed"))?;
    let promo = known(&ask)?;
    let mut rejected: Vec<Value> = Vec::new();
    for id in ask.texts("/offerIds") {
        match find(bazaar, id) {
            Some(_) => bazaar.change(call, JOINED, &format!("{promo} {id}"), &Value::Null),
            None => rejected.push(json!({"offerId": id, "reason": "OFFER_DOES_NOT_EXIST"})),
        }
    }
    Ok(answer(&rejected))
}

fn answer(rejected: &[Value]) -> Reply {
    let mut result = json!({});
    if !rejected.is_empty() {
        set(&mut result, "rejectedOffers", json!(rejected));
    }
    Reply::json(&json!({"status": "OK", "result": result}))
}
