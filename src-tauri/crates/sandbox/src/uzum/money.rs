//! What Uzum reckons, what comes back, and deliveries to its shelves.

use std::collections::HashMap;

use chrono::{DateTime, Days, TimeDelta, Utc};
use serde_json::{Value, json};

use super::orders::{iso, items, wrapped};
use super::steps::no;
use super::{STALL, at, product_id, seller, set, shop, sku_id, sku_title};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::world::{Charge, ChargeKind, ReturnKind, Returned};

const STATUSES: [&str; 4] = [
    "TO_WITHDRAW",
    "PROCESSING",
    "CANCELED",
    "PARTIALLY_CANCELLED",
];

/// A page of rows; nothing when its numbers make no sense.
fn cut(call: &Call, rows: Vec<Value>, usual: i64, most: i64) -> Option<Vec<Value>> {
    let page = usize::try_from(call.whole("page").ok()?.unwrap_or(0)).ok()?;
    let size = call.whole("size").ok()?.unwrap_or(usual);
    let size = usize::try_from(size)
        .ok()
        .filter(|_| (0..=most).contains(&size))?;
    let from = page.saturating_mul(size);
    Some(rows.into_iter().skip(from).take(size).collect())
}

fn span(call: &Call) -> Option<(i64, i64)> {
    let (from, to) = (call.whole("dateFrom").ok()?, call.whole("dateTo").ok()?);
    Some((from.unwrap_or(0), to.unwrap_or(i64::MAX)))
}

/// GET /v1/finance/orders: items of all orders, bare, newest first.
pub(super) fn sales(bazaar: &Bazaar, call: &Call) -> Reply {
    let bad = || no(call, "bad-request-001", "Bad request");
    let own = shop(bazaar).to_string();
    let mut shops = call.queries("shopIds").peekable();
    if shops.peek().is_none() || shops.any(|id| id != own) {
        return bad();
    }
    let wanted: Vec<&str> = call.queries("statuses").collect();
    let Some((from, to)) = span(call).filter(|_| wanted.iter().all(|one| STATUSES.contains(one)))
    else {
        return bad();
    };
    let mut orders = bazaar.world.orders(&STALL, call.now);
    orders.retain(|order| (from..=to).contains(&order.created.timestamp_millis()));
    let found: Vec<Value> = orders
        .iter()
        .rev()
        .flat_map(|order| items(bazaar, order, call.now))
        .filter(|item| {
            let status = at(item, "status").as_str().unwrap_or_default();
            wanted.is_empty() || wanted.contains(&status)
        })
        .collect();
    let total = found.len();
    match cut(call, found, 20, 100) {
        Some(rows) => Reply::json(&json!({"orderItems": rows, "totalElements": total})),
        None => bad(),
    }
}

/// GET /v1/finance/expenses: what was charged beside the sales, newest first.
pub(super) fn expenses(bazaar: &Bazaar, call: &Call) -> Reply {
    let Some((from, to)) = span(call) else {
        return no(call, "bad-request-001", "Bad request");
    };
    let last = bazaar.world.date(call.now);
    let days = (0..120).filter_map(|back| last.checked_sub_days(Days::new(back)));
    let found: Vec<Value> = days
        .flat_map(|day| bazaar.world.day_charges(&STALL, day))
        .filter(|charge| charge.at <= call.now)
        .filter(|charge| (from..=to).contains(&charge.at.timestamp_millis()))
        .map(|charge| payment(bazaar, &charge))
        .collect();
    match cut(call, found, 20, 100) {
        Some(rows) => wrapped(call, &json!({"payments": rows})),
        None => no(call, "bad-request-001", "Bad request"),
    }
}

fn payment(bazaar: &Bazaar, charge: &Charge) -> Value {
    let (place, source, name) = match charge.kind {
        ChargeKind::Storage => (1, "Хранение", "Платное хранение"),
        ChargeKind::Advertising => (2, "Реклама", "Продвижение товаров"),
        ChargeKind::Penalty => (3, "Штраф", "Отмена заказа продавцом"),
        _ => (4, "Подписка", "Тариф продавца"),
    };
    json!({
        "id": charge.at.timestamp() / 86_400 * 10 + place,
        "name": name,
        "type": "OUTCOME",
        "status": "CONFIRMED",
        "source": source,
        "code": format!("{place:02}"),
        "amount": 1,
        "paymentPrice": -charge.amount,
        "shopId": shop(bazaar),
        "sellerId": seller(bazaar),
        "dateCreated": iso(charge.at),
        "dateUpdated": iso(charge.at),
        "dateService": iso(charge.at),
    })
}

/// GET /v1/return: notes of what comes back, bare, newest first.
pub(super) fn returns(bazaar: &Bazaar, call: &Call) -> Reply {
    let stored: HashMap<u64, bool> = bazaar
        .world
        .orders(&STALL, call.now)
        .iter()
        .map(|order| (order.number, order.warehouse.own))
        .collect();
    let back = bazaar.world.returns(&STALL, call.now);
    let found: Vec<Value> = back
        .iter()
        .rev()
        .filter(|one| one.kind != ReturnKind::Claim)
        .filter_map(|one| returned(bazaar, one, stored.get(&one.order) == Some(&true)))
        .collect();
    match cut(call, found, 50, 50) {
        Some(rows) => Reply::json(&rows.into()),
        None => no(call, "bad-request-001", "Bad request"),
    }
}

fn returned(bazaar: &Bazaar, one: &Returned, own: bool) -> Option<Value> {
    let product = bazaar.world.products().get(one.product)?;
    let status = match (one.arrived, one.fetched) {
        (_, Some(_)) => "COMPLETED",
        (Some(_), None) => "ASSEMBLED",
        (None, None) => "CREATED",
    };
    let mut note = json!({
        "id": one.number,
        "dateCreated": iso(one.created),
        "status": status,
        "type": if own { "FBS" } else { "RETURN" },
        "externalNumber": format!("R-{}", one.number),
        "countAllowedChange": 2,
        "maxCountAllowedChange": 2,
        "totalAmount": one.quantity,
        "totalPackedAmount": one.quantity,
        "returnItems": [{
            "id": one.number * 10 + 1,
            "skuId": sku_id(bazaar, product),
            "skuTitle": sku_title(product),
            "productTitle": product.name.uz,
            "amount": one.quantity,
            "packedAmount": one.quantity,
            "purchasePrice": one.amount * 55 / 100,
        }],
    });
    let mut put = |name: &str, at: Option<DateTime<Utc>>| {
        if let Some(at) = at {
            set(&mut note, name, iso(at).into());
        }
    };
    put("assembledDate", one.arrived);
    put("completedDate", one.fetched);
    if let Some(at) = one.arrived {
        let from = at + TimeDelta::days(14);
        set(
            &mut note,
            "paidStorage",
            json!({"startDate": iso(from), "status": "PENDING"}),
        );
    }
    Some(note)
}

/// GET /v1/invoice: weekly deliveries to Uzum's shelves, bare, newest first.
pub(super) fn shelf_invoices(bazaar: &Bazaar, call: &Call) -> Reply {
    let start = bazaar.world.start();
    let weeks = (call.now - start).num_weeks();
    let found: Vec<Value> = (-5..=weeks)
        .rev()
        .map(|week| delivery(bazaar, week, start + TimeDelta::weeks(week)))
        .collect();
    match cut(call, found, 50, 50) {
        Some(rows) => Reply::json(&rows.into()),
        None => no(call, "bad-request-001", "Bad request"),
    }
}

fn delivery(bazaar: &Bazaar, week: i64, at: DateTime<Utc>) -> Value {
    let id = 400_000 + week;
    let products = bazaar.world.products().iter().step_by(3);
    let goods: Vec<Value> = products
        .map(|product| {
            json!({
                "id": product_id(bazaar, product),
                "productTitle": product.name.uz,
                "quantityToStock": 20,
                "quantityAccepted": 20,
                "skuForInvoiceDtoList": [{
                    "id": sku_id(bazaar, product),
                    "skuTitle": sku_title(product),
                    "quantityToStock": 20,
                    "quantityAccepted": 20,
                }],
            })
        })
        .collect();
    let total = goods.len() * 20;
    json!({
        "id": id,
        "invoiceNumber": 700_000 + id,
        "invoiceStatus": {"value": "ACCEPTED", "text": "Qabul qilindi", "color": "green"},
        "dateCreated": iso(at - TimeDelta::days(2)),
        "dateAccepted": iso(at),
        "totalToStock": total,
        "totalAccepted": total,
        "shopId": shop(bazaar),
        "shopTitle": "Zarafshon Uy",
        "productForInvoiceDto": goods,
        "stock": {"id": 2, "title": "Uzum Toshkent"},
    })
}
