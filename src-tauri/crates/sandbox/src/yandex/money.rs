//! Amounts of orders, and the calculator of tariffs.

use chrono::{NaiveDate, TimeDelta};
use serde_json::{Value, json};

use super::goods::{cut, market_sku, paging, roubles};
use super::member::at;
use super::prices::kopecks;
use super::{STALL, orders, places, refuse, stamp};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::page::{Page, Place};
use crate::world::{ChargeKind, Order, Stage};

/// Days of the API are Moscow's.
const MOSCOW: TimeDelta = TimeDelta::hours(3);

/// `POST /v2/campaigns/{c}/stats/orders`.
pub(super) fn stats(bazaar: &Bazaar, call: &Call) -> Reply {
    page(bazaar, call).unwrap_or_else(|refusal| refusal)
}

fn page(bazaar: &Bazaar, call: &Call) -> Result<Reply, Reply> {
    let ask = Ask::of(call).ok_or_else(|| refuse::bad("Request body is malformed"))?;
    let shop = places::asked(bazaar, call);
    let shop = shop.ok_or_else(|| refuse::not_found("Campaign not found"))?;
    let (limit, after) = cut(call, 100, 200, false)?;
    let day = |name: &str| {
        ask.day(name)
            .map_err(|text| refuse::bad(&format!("{text} is not a valid date")))
    };
    let (from, to) = (day("/updateFrom")?, day("/updateTo")?);
    let mut rows = bazaar.world.orders(&STALL, call.now);
    rows.retain(|order| {
        let changed = changed(bazaar, call, order);
        order.warehouse.own == shop.own
            && from.is_none_or(|from| changed >= from)
            && to.is_none_or(|to| changed <= to)
    });
    let place = |order: &Order| Place::of(order.created, order.number);
    let page = Page::cut(rows, place, false, after, limit);
    let next = page.next();
    let rows: Vec<Value> = page
        .rows
        .iter()
        .map(|order| row(bazaar, call, order))
        .collect();
    Ok(Reply::json(&json!({
        "status": "OK",
        "result": {"orders": rows, "paging": paging(next)},
    })))
}

/// The day of the last stage or amount.
fn changed(bazaar: &Bazaar, call: &Call, order: &Order) -> NaiveDate {
    let charges = bazaar.world.charges(&STALL, order, call.now);
    let last = charges.iter().map(|charge| charge.at).max();
    let began = order.stage(call.now).1;
    (last.map_or(began, |last| last.max(began)) + MOSCOW).date_naive()
}

fn status(stage: Stage) -> &'static str {
    match stage {
        Stage::Created | Stage::Packing => "PROCESSING",
        Stage::HandedOver | Stage::Delivering => "DELIVERY",
        Stage::AtPickup => "PICKUP",
        Stage::Completed => "DELIVERED",
        Stage::Returned => "RETURNED",
        Stage::Cancelled => "CANCELLED_IN_PROCESSING",
    }
}

fn row(bazaar: &Bazaar, call: &Call, order: &Order) -> Value {
    let (stage, began) = order.stage(call.now);
    let goods = bazaar.world.products();
    let items = order.lines.iter().map(|line| {
        let product = goods.get(line.product);
        let price = json!({"type": "BUYER", "costPerItem": roubles(line.price),
                           "total": roubles(line.price * i64::from(line.quantity))});
        json!({"offerName": product.map_or("", |one| one.name.ru.as_str()),
               "marketSku": product.map_or(1, market_sku),
               "shopSku": product.map_or("?", |one| one.article.as_str()),
               "count": line.quantity, "prices": [price],
               "warehouse": {"id": order.warehouse.id, "name": order.warehouse.name}})
    });
    let items: Vec<Value> = items.collect();
    let (payments, commissions) = amounts(bazaar, call, order);
    json!({
        "id": orders::public(order.number),
        "creationDate": (order.created + MOSCOW).date_naive().to_string(),
        "statusUpdateDate": stamp(began),
        "status": status(stage),
        "paymentType": "PREPAID",
        "fake": false,
        "items": items,
        "payments": payments,
        "commissions": commissions,
        "currency": "RUR",
    })
}

/// Payments one by one, services by their kind.
fn amounts(bazaar: &Bazaar, call: &Call, order: &Order) -> (Vec<Value>, Vec<Value>) {
    let (mut payments, mut commissions) = (Vec::new(), Vec::new());
    let charges = bazaar.world.charges(&STALL, order, call.now);
    for (charge, number) in charges.into_iter().zip(1..) {
        let service = match charge.kind {
            ChargeKind::Sale | ChargeKind::Return => {
                let sale = charge.kind == ChargeKind::Sale;
                let number: i64 = number;
                payments.push(json!({
                    "id": (orders::public(order.number) * 100 + number).to_string(),
                    "date": (charge.at + MOSCOW).date_naive().to_string(),
                    "type": if sale { "PAYMENT" } else { "REFUND" },
                    "source": "BUYER",
                    "total": roubles(charge.amount.abs()),
                }));
                continue;
            }
            ChargeKind::Commission => "FEE",
            ChargeKind::Acquiring => "PAYMENT_TRANSFER",
            ChargeKind::Logistics => "DELIVERY_TO_CUSTOMER",
            ChargeKind::ReturnLogistics => "RETURN_PROCESSING",
            _ => continue,
        };
        commissions.push(json!({"type": service, "actual": roubles(-charge.amount)}));
    }
    (payments, commissions)
}

/// `POST /v2/tariffs/calculate`.
pub(super) fn calculate(_: &Bazaar, call: &Call) -> Reply {
    let body = call.json();
    let parameters = at(&body, "/parameters");
    if at(parameters, "/campaignId").is_null() == at(parameters, "/sellingProgram").is_null() {
        return refuse::bad("parameters: exactly one of campaignId and sellingProgram is needed");
    }
    let offers = at(&body, "/offers").as_array().cloned().unwrap_or_default();
    if !(1..=200).contains(&offers.len()) {
        return refuse::bad("offers: size must be between 1 and 200");
    }
    let seller = at(parameters, "/sellingProgram") == "FBS";
    let rows = offers.into_iter().map(|offer| {
        let tariffs = tariffs(&offer, seller);
        json!({"offer": offer, "tariffs": tariffs})
    });
    let rows: Vec<Value> = rows.collect();
    Reply::json(&json!({"status": "OK", "result": {"offers": rows}}))
}

fn tariffs(offer: &Value, seller: bool) -> Vec<Value> {
    let price = kopecks(at(offer, "/price")).unwrap_or_default();
    let grams = kopecks(at(offer, "/weight")).unwrap_or_default() * 10;
    let tariff = |kind: &str, amount: i64, value: &str, form: &str| {
        let param = |name: &str, value: &str| json!({"name": name, "value": value});
        json!({"type": kind, "amount": roubles(amount), "currency": "RUR",
               "parameters": [param("value", value), param("valueType", form)]})
    };
    let mut all = vec![
        tariff("FEE", price * 17 / 100, "17", "relative"),
        tariff("PAYMENT_TRANSFER", price * 15 / 1000, "1.5", "relative"),
        tariff("DELIVERY_TO_CUSTOMER", 6_000 + grams * 2, "60", "absolute"),
    ];
    if seller {
        all.push(tariff("SORTING", 2_500, "25", "absolute"));
    }
    all
}
