//! `/v4/posting/fbs/list`: postings from the seller's own warehouse.

use std::sync::LazyLock;

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use serde_json::{Value, json};

use super::posting::{self, Asked, order_id, order_number, posting_number};
use super::{own_delivery, parcel, stamp};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::world::{Line, Order, Stage};

/// `/v4/posting/fbs/list`.
pub(super) fn list(bazaar: &Bazaar, call: &Call) -> Reply {
    let named = |order: &Order, stage| word(bazaar, order, stage);
    match posting::asked(bazaar, call, true, named) {
        Ok(Asked { ask, page }) => {
            let rows = page.rows.iter();
            let rows = rows
                .map(|order| posting(bazaar, call, &ask, order))
                .collect::<Vec<_>>();
            posting::framed(&page, &rows, None)
        }
        Err(refusal) => refusal,
    }
}

/// Ozon's word for where a posting stands: a disputed one is packed and may not leave.
pub(super) fn word(bazaar: &Bazaar, order: &Order, stage: Stage) -> &'static str {
    match own_delivery::is_disputed(bazaar, order, stage) {
        true => "arbitration",
        false => status(stage),
    }
}

/// Ozon's word for a stage. What comes back after delivery is told by the method for returns.
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
        Stage::Packing => "posting_in_carriage",
        Stage::HandedOver => "posting_transferred_to_courier_service",
        Stage::Delivering => "posting_on_way_to_city",
        Stage::AtPickup => "posting_in_pickup_point",
        Stage::Completed | Stage::Returned => "posting_received",
        Stage::Cancelled => "posting_canceled",
    }
}

/// One posting as it is told by other lists.
pub(super) fn row(bazaar: &Bazaar, call: &Call, ask: &Ask, order: &Order) -> Value {
    serde_json::to_value(posting(bazaar, call, ask, order)).unwrap_or_default()
}

/// One posting. A list of thousands is written without a tree of values between.
#[derive(Serialize)]
struct Posting<'a> {
    posting_number: String,
    order_id: u64,
    order_number: String,
    parent_posting_number: &'static str,
    status: &'static str,
    substatus: &'static str,
    delivery_schema: &'static str,
    delivery_method: Value,
    tpl_integration_type: &'static str,
    tracking_number: &'static str,
    in_process_at: String,
    shipment_date: String,
    shipment_date_without_delay: String,
    cancellation: Value,
    products: Vec<Value>,
    financial_data: Option<posting::Sums<'a>>,
    available_actions: &'static [&'static str],
    integration_type_flow: &'static str,
    is_express: bool,
    is_multibox: bool,
    multi_box_qty: u8,
    require_blr_traceable_attrs: bool,
    requirements: &'static Value,
    tariffication_steps: [(); 0],
    #[serde(skip_serializing_if = "Option::is_none")]
    delivering_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    analytics_data: Option<Value>,
}

fn posting<'a>(bazaar: &Bazaar, call: &Call, ask: &Ask, order: &'a Order) -> Posting<'a> {
    let (stage, _) = parcel::stage(bazaar, order, call.now);
    let word = word(bazaar, order, stage);
    let deadline = stamp(cutoff(order));
    let analysed = ask.flag("/with/analytics_data") == Some(true);
    Posting {
        posting_number: posting_number(order),
        order_id: order_id(order),
        order_number: order_number(order),
        parent_posting_number: "",
        status: word,
        substatus: match word {
            "arbitration" => "posting_in_arbitration",
            _ => substatus(stage),
        },
        delivery_schema: "FBS",
        delivery_method: own_delivery::method(order),
        tpl_integration_type: own_delivery::flow(order),
        tracking_number: "",
        in_process_at: stamp(order.created),
        shipment_date: deadline.clone(),
        shipment_date_without_delay: deadline,
        cancellation: cancellation(bazaar, order, stage),
        products: order
            .lines
            .iter()
            .map(|line| product(bazaar, line))
            .collect(),
        financial_data: posting::financial(bazaar, ask, order),
        available_actions: match parcel::is_packing(bazaar, order, call.now) {
            true => &["ship_async_in_process"],
            false if word == "arbitration" => &["awaiting_delivery"],
            false if own_delivery::is_own(order) => own_delivery::actions(stage),
            false => actions(stage),
        },
        integration_type_flow: own_delivery::flow(order),
        is_express: false,
        is_multibox: false,
        multi_box_qty: 1,
        require_blr_traceable_attrs: false,
        requirements: &REQUIREMENTS,
        tariffication_steps: [],
        delivering_date: order.reached(Stage::HandedOver, call.now).map(stamp),
        analytics_data: analysed.then(|| analytics(order)),
    }
}

/// Until when it must be packed.
pub(super) fn cutoff(order: &Order) -> DateTime<Utc> {
    order.created + TimeDelta::hours(20)
}

fn product(bazaar: &Bazaar, line: &Line) -> Value {
    let mut product = posting::product(bazaar, line);
    let weight = bazaar.world.products().get(line.product);
    if let Some(fields) = product.as_object_mut() {
        fields.insert("imei".to_owned(), json!([]));
        fields.insert("is_blr_traceable".to_owned(), json!(false));
        let weight = weight.map(|product| f64::from(product.weight_g) / 1000.0);
        fields.insert("weight".to_owned(), json!(weight));
    }
    product
}

fn cancellation(bazaar: &Bazaar, order: &Order, stage: Stage) -> Value {
    if let Some((id, words)) = parcel::reason(bazaar, order) {
        return json!({
            "affect_cancellation_rating": true,
            "cancel_reason": words,
            "cancel_reason_id": id,
            "cancellation_initiator": "Продавец",
            "cancellation_type": "seller",
            "cancelled_after_ship": false,
        });
    }
    let (reason, text, who, kind) = match (stage, order.by_buyer) {
        (Stage::Cancelled, true) => (507, "Покупатель передумал", "Клиент", "client"),
        (Stage::Cancelled, false) => (352, "Товар закончился", "Продавец", "seller"),
        _ => (0, "", "", ""),
    };
    json!({
        "affect_cancellation_rating": reason == 352,
        "cancel_reason": text,
        "cancel_reason_id": reason,
        "cancellation_initiator": who,
        "cancellation_type": kind,
        "cancelled_after_ship": false,
    })
}

fn actions(stage: Stage) -> &'static [&'static str] {
    match stage {
        Stage::Created => &["ship", "cancel", "product_cancel"],
        Stage::Packing => &["label_download", "cancel"],
        _ => &[],
    }
}

/// Nothing of what a piece may need is needed here.
static REQUIREMENTS: LazyLock<Value> = LazyLock::new(|| {
    json!({
        "products_requiring_change_country": [],
        "products_requiring_country": [],
        "products_requiring_gtd": [],
        "products_requiring_imei": [],
        "products_requiring_jw_uin": [],
        "products_requiring_mandatory_mark": [],
        "products_requiring_rnpt": [],
        "products_requiring_weight": [],
    })
});

fn analytics(order: &Order) -> Value {
    let (provider, provider_id) = own_delivery::provider(order);
    json!({
        "city": order.city,
        "delivery_type": "PVZ",
        "is_legal": false,
        "is_premium": order.number.is_multiple_of(3),
        "payment_type_group_name": "Система Быстрых Платежей",
        "region": order.region,
        "tpl_provider": provider,
        "tpl_provider_id": provider_id,
        "warehouse": order.warehouse.name,
        "warehouse_id": order.warehouse.id,
    })
}
