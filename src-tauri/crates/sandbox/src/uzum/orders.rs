//! GET /v2/fbs/orders: orders of one status, newest first.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use http::StatusCode;
use serde_json::{Map, Value, json};

use super::products::image;
use super::{STALL, product_id, refuse, shop, sku_title};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::world::{Line, Order, Product, Stage, dice};

pub(super) const STATUSES: [&str; 11] = [
    "CREATED",
    "PACKING",
    "PENDING_DELIVERY",
    "DELIVERING",
    "DELIVERED",
    "ACCEPTED_AT_DP",
    "DELIVERED_TO_CUSTOMER_DELIVERY_POINT",
    "COMPLETED",
    "CANCELED",
    "PENDING_CANCELLATION",
    "RETURNED",
];

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
            && word(order, call.now) == status
            && call.query("scheme").unwrap_or("FBS") == "FBS"
    });
    found.reverse();
    let total = found.len();
    let page = found.iter().skip(page.saturating_mul(size)).take(size);
    let orders: Vec<Value> = page.map(|order| shape(bazaar, order, call.now)).collect();
    wrapped(call, &json!({"orders": orders, "totalAmount": total}))
}

/// Uzum's word for where an order stands.
fn word(order: &Order, now: DateTime<Utc>) -> &'static str {
    let (stage, since) = order.stage(now);
    let leaves = order.path.iter().map(|(_, at)| *at).find(|at| *at > now);
    let within = |hours| leaves.is_some_and(|at| at - now <= TimeDelta::hours(hours));
    let cancels = order
        .path
        .iter()
        .any(|(stage, _)| *stage == Stage::Cancelled);
    match stage {
        Stage::Created if cancels && within(1) => "PENDING_CANCELLATION",
        Stage::Created => "CREATED",
        Stage::Packing => "PACKING",
        Stage::HandedOver => "PENDING_DELIVERY",
        Stage::Delivering if now - since < TimeDelta::hours(12) => "ACCEPTED_AT_DP",
        Stage::Delivering if within(10) => "DELIVERED",
        Stage::Delivering => "DELIVERING",
        Stage::AtPickup => "DELIVERED_TO_CUSTOMER_DELIVERY_POINT",
        Stage::Completed => "COMPLETED",
        Stage::Cancelled => "CANCELED",
        Stage::Returned => "RETURNED",
    }
}

/// Dates that have not come yet are left out.
fn shape(bazaar: &Bazaar, order: &Order, now: DateTime<Utc>) -> Value {
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    put("id", order.number.into());
    put("status", word(order, now).into());
    put("scheme", "FBS".into());
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
    if order.reached(Stage::Cancelled, now).is_some() {
        put(
            "cancelReason",
            if order.by_buyer {
                "CUSTOMER_CANCELED"
            } else {
                "OUT_OF_STOCK"
            }
            .into(),
        );
    }
    if order.reached(Stage::HandedOver, now).is_some() {
        put(
            "invoiceNumber",
            (120_000_000_000 + order.number / 10).into(),
        );
    }
    put("identifierRequired", false.into());
    put("orderItems", items(bazaar, order, now).into());
    let stock = json!({"id": order.warehouse.id, "title": order.warehouse.name, "address": "Samarqand, Rudakiy 12"});
    put("stock", stock);
    Value::Object(fields)
}

fn items(bazaar: &Bazaar, order: &Order, now: DateTime<Utc>) -> Vec<Value> {
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
    let (stage, _) = order.stage(now);
    let sum = line.price * i64::from(line.quantity);
    let (commission, fee) = (sum * 18 / 100, 5_000);
    let (status, cancelled, returned) = match stage {
        Stage::Completed => ("TO_WITHDRAW", 0, 0),
        Stage::Cancelled => ("CANCELED", line.quantity, 0),
        Stage::Returned => ("CANCELED", 0, line.quantity),
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

fn iso(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}
