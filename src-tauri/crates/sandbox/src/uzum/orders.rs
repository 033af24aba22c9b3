//! GET /v2/fbs/orders: orders of one status, newest first.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use http::StatusCode;
use serde_json::{Map, Value, json};

use super::notes::NOTES_FROM;
use super::products::image;
use super::status::{STATUSES, must_mark, note, scheme, steps, word};
use super::{STALL, at, product_id, refuse, shop, sku_title};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::world::{Line, Order, Product, Stage, dice};

/// The answer that most calls are wrapped in.
pub(super) fn wrapped(call: &Call, payload: &Value) -> Reply {
    let timestamp = call.now.to_rfc3339_opts(SecondsFormat::Millis, true);
    Reply::json(&json!({"payload": payload, "errors": [], "timestamp": timestamp}))
}

pub(super) fn list(bazaar: &Bazaar, call: &Call) -> Reply {
    let bad =
        |code: &str, message: &str| refuse::refuse(StatusCode::BAD_REQUEST, code, message, call);
    let whole = |name| call.whole(name).map_err(|text| format!("{name}: {text}"));
    let (page, size, from, to) = match (
        whole("page"),
        whole("size"),
        whole("dateFrom"),
        whole("dateTo"),
    ) {
        (Ok(page), Ok(size), Ok(from), Ok(to)) => (
            page.unwrap_or(0),
            size.unwrap_or(20),
            from.unwrap_or(0),
            to.unwrap_or(i64::MAX),
        ),
        _ => return bad("bad-request-001", "Failed to convert value"),
    };
    let status = call.query("status").unwrap_or("CREATED");
    let wanted = call.query("scheme");
    if call.queries("shopIds").next().is_none() || !STATUSES.contains(&status) {
        return bad(
            "bad-request-001",
            "shopIds is required, status must be one known value",
        );
    }
    let (Ok(page), Some(size)) = (
        usize::try_from(page),
        usize::try_from(size)
            .ok()
            .filter(|size| (1..=50).contains(size)),
    ) else {
        return bad(
            "bad-request-001",
            "page must be >= 0, size must be in 1..50",
        );
    };
    if to < from {
        return bad("seller-order-12", "dateTo is before dateFrom");
    }
    let own = shop(bazaar).to_string();
    if call.queries("shopIds").any(|id| id != own) {
        let message = "У селлера нет доступа к магазину";
        return refuse::refuse(
            StatusCode::FORBIDDEN,
            "fbs-2-seller-access-denied",
            message,
            call,
        );
    }
    let mut found: Vec<Order> = bazaar.world.orders(&STALL, call.now);
    found.retain(|order| {
        let created = order.created.timestamp_millis();
        created >= from
            && created <= to
            && order.warehouse.own
            && word(bazaar, order, call.now) == status
            && wanted.is_none_or(|wanted| wanted == scheme(order))
    });
    found.reverse();
    let total = found.len();
    let page = found.iter().skip(page.saturating_mul(size)).take(size);
    let orders: Vec<Value> = page.map(|order| shape(bazaar, order, call.now)).collect();
    wrapped(call, &json!({"orders": orders, "totalAmount": total}))
}

/// Dates that have not come yet are left out.
pub(super) fn shape(bazaar: &Bazaar, order: &Order, now: DateTime<Utc>) -> Value {
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    put("id", order.number.into());
    let status = word(bazaar, order, now);
    put("status", status.into());
    put("scheme", scheme(order).into());
    put("shopId", shop(bazaar).into());
    put("price", order.total().into());
    put("dateCreated", iso(order.created).into());
    put(
        "acceptUntil",
        iso(order.created + TimeDelta::hours(24)).into(),
    );
    put(
        "deliverUntil",
        iso(order.created + TimeDelta::hours(72)).into(),
    );
    for (name, stage) in [
        ("acceptedDate", Stage::Packing),
        ("deliveringDate", Stage::Delivering),
        ("deliveredToDeliveryPointDate", Stage::AtPickup),
        ("completedDate", Stage::Completed),
        ("dateCancelled", Stage::Cancelled),
        ("returnDate", Stage::Returned),
    ] {
        if let Some(at) = order.reached(stage, now) {
            put(name, iso(at).into());
        }
    }
    if status == "CANCELED" {
        put("cancelReason", reason(bazaar, order, now).into());
    }
    if let Some(note) = note(bazaar, order, now) {
        put("invoiceNumber", (NOTES_FROM + note).into());
    }
    put("identifierRequired", must_mark(bazaar, order).into());
    put("orderItems", items(bazaar, order, now).into());
    let stock = json!({"id": order.warehouse.id, "title": order.warehouse.name, "address": "Samarqand, Rudakiy 12"});
    put("stock", stock);
    Value::Object(fields)
}

/// Why it was given up.
fn reason(bazaar: &Bazaar, order: &Order, now: DateTime<Utc>) -> String {
    let written = at(&steps(bazaar, order), "reason")
        .as_str()
        .map(str::to_owned);
    written.unwrap_or_else(|| {
        let by_buyer = order.by_buyer && order.reached(Stage::Cancelled, now).is_some();
        let word = if by_buyer {
            "CANCELED_BY_CUSTOMER"
        } else {
            "OUT_OF_STOCK"
        };
        word.to_owned()
    })
}

/// Items of an order; the finance list has the same.
pub(super) fn items(bazaar: &Bazaar, order: &Order, now: DateTime<Utc>) -> Vec<Value> {
    let products = bazaar.world.products();
    (1_u64..)
        .zip(&order.lines)
        .filter_map(|(place, line)| {
            Some(item(
                bazaar,
                order,
                line,
                products.get(line.product)?,
                place,
                now,
            ))
        })
        .collect()
}

/// The dates of an item are epoch milliseconds.
fn item(
    bazaar: &Bazaar,
    order: &Order,
    line: &Line,
    product: &Product,
    place: u64,
    now: DateTime<Utc>,
) -> Value {
    let sum = line.price * i64::from(line.quantity);
    let (commission, fee) = (sum * 18 / 100, 5_000);
    let (status, cancelled, returned) = match word(bazaar, order, now) {
        "COMPLETED" => ("TO_WITHDRAW", 0, 0),
        "CANCELED" => ("CANCELED", line.quantity, 0),
        "RETURNED" => ("CANCELED", 0, line.quantity),
        _ => ("PROCESSING", 0, 0),
    };
    let mut item = json!({
        "id": order.number * 10 + place,
        "orderId": order.number,
        "status": status,
        "date": order.created.timestamp_millis(),
        "shopId": shop(bazaar),
        "productId": product_id(bazaar, product),
        "productTitle": product.name.uz,
        "productImage": {
            "photo": {"240": {"high": image(product), "low": image(product)}},
            "photoKey": format!("{:016x}", dice::number(0, &product.article, 0, 0)),
            "color": null,
            "hasVerticalPhoto": true,
        },
        "skuTitle": sku_title(product),
        "skuCharTitle": "Rangi",
        "skuCharValue": product.colour.uz,
        "sellerSkuCode": product.article,
        "sellerPrice": line.price,
        "purchasePrice": line.price * 55 / 100,
        "amount": line.quantity,
        "amountReturns": returned,
        "cancelled": cancelled,
        "commission": commission,
        "logisticDeliveryFee": fee,
        "sellerProfit": sum - commission - fee,
    });
    if let (Some(at), Some(fields)) = (order.reached(Stage::Completed, now), item.as_object_mut()) {
        fields.insert("dateIssued".to_owned(), at.timestamp_millis().into());
    }
    item
}

pub(super) fn iso(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}
