//! `/v3/posting/fbo/list`: postings from Ozon's warehouses.

use serde::Serialize;
use serde_json::{Value, json};

use super::posting::{self, Asked, order_id, order_number, posting_number};
use super::stamp;
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::world::{Line, Order, Stage};

/// `/v3/posting/fbo/list`.
pub(super) fn list(bazaar: &Bazaar, call: &Call) -> Reply {
    match posting::asked(bazaar, call, false, |_, stage| status(stage)) {
        Ok(Asked { ask, page }) => {
            let rows = page.rows.iter();
            let rows = rows
                .map(|order| row(bazaar, call, &ask, order))
                .collect::<Vec<_>>();
            posting::framed(&page, &rows, None)
        }
        Err(refusal) => refusal,
    }
}

fn status(stage: Stage) -> &'static str {
    match stage {
        Stage::Created => "awaiting_packaging",
        Stage::Packing => "awaiting_deliver",
        Stage::HandedOver | Stage::Delivering | Stage::AtPickup => "delivering",
        Stage::Completed | Stage::Returned => "delivered",
        Stage::Cancelled => "cancelled",
    }
}

fn substatus(stage: Stage) -> &'static str {
    match stage {
        Stage::Created => "posting_created",
        Stage::Packing => "posting_packing",
        Stage::HandedOver => "posting_transferring_to_delivery",
        Stage::Delivering => "posting_on_way_to_city",
        Stage::AtPickup => "posting_in_pickup_point",
        Stage::Completed | Stage::Returned => "posting_received",
        Stage::Cancelled => "posting_canceled",
    }
}

/// One posting. A list of thousands is written without a tree of values between; `()` is null.
#[derive(Serialize)]
struct Posting<'a> {
    posting_number: String,
    order_id: u64,
    order_number: String,
    status: &'static str,
    substatus: &'static str,
    cancel_reason_id: u32,
    cancellation: Option<Value>,
    created_at: String,
    in_process_at: String,
    products: Vec<Value>,
    analytics_data: Value,
    financial_data: Option<posting::Sums<'a>>,
    legal_info: (),
    external_order: Value,
    additional_data: [(); 0],
}

fn row<'a>(bazaar: &Bazaar, call: &Call, ask: &Ask, order: &'a Order) -> Posting<'a> {
    let (stage, _) = order.stage(call.now);
    let cancelled = stage == Stage::Cancelled;
    Posting {
        posting_number: posting_number(order),
        order_id: order_id(order),
        order_number: order_number(order),
        status: status(stage),
        substatus: substatus(stage),
        cancel_reason_id: if cancelled { 507 } else { 0 },
        cancellation: cancelled.then(|| {
            json!({
                "cancel_reason": "Покупатель передумал",
                "cancellation_initiator": "Клиент",
                "cancellation_type": "client",
            })
        }),
        created_at: stamp(order.created),
        in_process_at: stamp(order.created),
        products: order
            .lines
            .iter()
            .map(|line| product(bazaar, line))
            .collect(),
        analytics_data: analytics(ask, order),
        financial_data: posting::financial(bazaar, ask, order),
        legal_info: (),
        external_order: json!({"is_external": false, "platform_name": ""}),
        additional_data: [],
    }
}

fn product(bazaar: &Bazaar, line: &Line) -> Value {
    let mut product = posting::product(bazaar, line);
    if let Some(fields) = product.as_object_mut() {
        fields.insert("digital_codes".to_owned(), json!([]));
    }
    product
}

/// Where it goes, or `null` when that was not asked for; dates that are not known are `null`.
fn analytics(ask: &Ask, order: &Order) -> Value {
    if ask.flag("/with/analytics_data") != Some(true) {
        return Value::Null;
    }
    json!({
        "city": order.city,
        "client_delivery_date_begin": null,
        "client_delivery_date_end": null,
        "delivery_type": "PVZ",
        "is_legal": false,
        "is_premium": order.number.is_multiple_of(3),
        "payment_type_group_name": "Банковская карта",
        "warehouse_id": order.warehouse.id,
        "warehouse_name": order.warehouse.name,
    })
}
