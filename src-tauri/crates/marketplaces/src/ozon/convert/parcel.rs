//! A posting as something that is handed over, and a delivery to Ozon.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use domain::{Parcel, ParcelAct, ParcelLine, ParcelState, Scheme, Supply};
use serde_json::Value;

use super::sku;
use crate::feed::Flaw;
use crate::ozon::wire::parcel::{Parcel as Row, Product, Requirements};
use crate::ozon::wire::supply::SupplyOrder;

/// Ozon's words for what may be done next, and ours. What has no word of ours is done in the
/// cabinet.
const ACTS: [(&str, ParcelAct); 10] = [
    ("ship", ParcelAct::Pack),
    ("ship_async", ParcelAct::Pack),
    ("ship_async_retry", ParcelAct::Pack),
    ("awaiting_delivery", ParcelAct::HandOver),
    ("non_int_delivering", ParcelAct::HandOver),
    ("non_int_delivered", ParcelAct::Deliver),
    ("cancel", ParcelAct::Cancel),
    ("label_download", ParcelAct::Label),
    ("label_download_big", ParcelAct::Label),
    ("label_download_small", ParcelAct::Label),
];

/// Ozon's word while a parcel is being packed by its servers.
pub(in crate::ozon) const PACKS: &str = "ship_async_in_process";

/// One row of the list. What is on its way and wants nothing more of the seller is left out.
pub(in crate::ozon) fn parcel(row: &Row) -> Result<Option<Parcel>, Flaw> {
    if row.posting_number.is_empty() {
        return Err(Flaw::missing("posting_number"));
    }
    let marks = marks(&row.requirements);
    let mut acts = acts(row);
    // Marks are given before it is packed.
    if acts.contains(&ParcelAct::Pack) && !marks.is_empty() {
        acts.push(ParcelAct::Mark);
    }
    let state = state(row);
    if state == ParcelState::HandedOver && acts.is_empty() {
        return Ok(None);
    }
    let lines: Result<Vec<Option<ParcelLine>>, Flaw> = row
        .products
        .iter()
        .map(|product| line(product, &marks))
        .collect();
    Ok(Some(Parcel {
        external_id: row.posting_number.as_str().into(),
        order: row.posting_number.as_str().into(),
        scheme: match row.integration_type_flow.as_str() {
            "non_integrated" | "hybrid_non_integrated" => Scheme::SellerDelivery,
            _ => Scheme::Seller,
        },
        state,
        word: row.status.clone(),
        created_at: row.in_process_at.ok_or(Flaw::missing("in_process_at"))?,
        ship_by: row.shipment_date,
        warehouse: row.delivery_method.warehouse_id.map(Into::into),
        supply: None,
        lines: lines?.into_iter().flatten().collect(),
        acts,
    }))
}

fn acts(row: &Row) -> Vec<ParcelAct> {
    let mut acts: Vec<ParcelAct> = Vec::new();
    for word in &row.available_actions {
        let known = ACTS.iter().find(|(known, _)| known == word);
        acts.extend(known.map(|(_, act)| *act).filter(|act| !acts.contains(act)));
    }
    acts
}

fn state(row: &Row) -> ParcelState {
    if row.available_actions.iter().any(|word| word == PACKS) {
        return ParcelState::Packing;
    }
    match row.status.as_str() {
        "awaiting_registration"
        | "acceptance_in_progress"
        | "awaiting_approve"
        | "awaiting_packaging" => ParcelState::New,
        "awaiting_deliver" => ParcelState::Packed,
        "delivering" | "driver_pickup" | "sent_by_seller" | "delivered" => ParcelState::HandedOver,
        "cancelled" | "cancelled_from_split_pending" => ParcelState::Cancelled,
        other => ParcelState::Other(other.to_owned()),
    }
}

/// Kinds of marks by SKU.
fn marks(of: &Requirements) -> BTreeMap<String, Vec<&'static str>> {
    let kinds = [
        ("mandatory_mark", &of.products_requiring_mandatory_mark),
        ("imei", &of.products_requiring_imei),
        ("jw_uin", &of.products_requiring_jw_uin),
        ("gtd", &of.products_requiring_gtd),
        ("rnpt", &of.products_requiring_rnpt),
        ("country", &of.products_requiring_country),
        ("weight", &of.products_requiring_weight),
    ];
    let mut marks = BTreeMap::<String, Vec<&'static str>>::new();
    for (kind, skus) in kinds {
        for sku in skus.iter().filter_map(plain) {
            marks.entry(sku).or_default().push(kind);
        }
    }
    marks
}

/// A number, also as text.
pub(in crate::ozon) fn plain(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(text.clone()),
        _ => None,
    }
}

fn line(
    product: &Product,
    marks: &BTreeMap<String, Vec<&'static str>>,
) -> Result<Option<ParcelLine>, Flaw> {
    let quantity = product.quantity.unwrap_or_default();
    if quantity <= 0 {
        return Ok(None);
    }
    let listing = sku(product.sku).ok_or(Flaw::missing("products.sku"))?;
    let kinds = marks.get(listing.as_str()).into_iter().flatten();
    Ok(Some(ParcelLine {
        item: None,
        title: product.name.clone(),
        quantity,
        marks: kinds.map(|kind| (*kind).to_owned()).collect(),
        listing,
    }))
}

/// One delivery to Ozon.
pub(in crate::ozon) fn supply(row: &SupplyOrder) -> Result<Option<Supply>, Flaw> {
    let id = row.order_id.filter(|id| *id > 0);
    let names = row.supplies.iter().map(|one| &one.storage_warehouse.name);
    let mut names = [&row.dropoff_warehouse.name].into_iter().chain(names);
    Ok(Some(Supply {
        external_id: id.ok_or(Flaw::missing("order_id"))?.into(),
        name: row.order_number.clone(),
        state: row.state.clone(),
        open: row.state == "DATA_FILLING",
        scheme: Scheme::Marketplace,
        warehouse: names.find(|name| !name.is_empty()).cloned(),
        created_at: row.created_date,
        at: slot(row),
        amount: None,
    }))
}

/// The slot's beginning is written in the time of the place, as if that were UTC.
fn slot(row: &SupplyOrder) -> Option<chrono::DateTime<chrono::Utc>> {
    let from = row.timeslot.timeslot.from?;
    let offset = row
        .timeslot
        .timezone_info
        .offset
        .trim_end_matches('s')
        .parse()
        .ok()?;
    Some(from - TimeDelta::try_seconds(offset)?)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(value: Value) -> Row {
        serde_json::from_value(value).expect("a row")
    }

    /// The example of `/v4/posting/fbs/unfulfilled/list`, shortened.
    fn example() -> Value {
        json!({
            "posting_number": "41517061-0214-1", "order_id": 34_953_320_005_i64,
            "status": "awaiting_deliver", "substatus": "posting_in_carriage",
            "delivery_method": { "id": 20_605_650_762_000_i64, "warehouse_id": 20_605_650_762_000_i64 },
            "in_process_at": "2026-05-04T06:44:37Z", "integration_type_flow": "ozon",
            "shipment_date": "2026-05-05T06:44:37Z", "customer": null, "addressee": null,
            "products": [{ "name": "Кроссовки", "sku": 4_116_250_392_i64, "quantity": 1,
                "price": { "amount": "300", "currency": "RUB" } }],
            "requirements": { "products_requiring_gtd": [4_116_250_392_i64],
                "products_requiring_mandatory_mark": ["4116250392"] },
            "available_actions": ["label_download_big", "label_download_small", "cancel", "set_cutoff"],
        })
    }

    #[test]
    fn the_official_example_is_a_packed_parcel() {
        let row = parcel(&read(example()))
            .expect("no flaw")
            .expect("a parcel");
        assert_eq!(
            (row.state, row.word.as_str()),
            (ParcelState::Packed, "awaiting_deliver"),
            "stands"
        );
        assert_eq!(
            row.acts,
            [ParcelAct::Label, ParcelAct::Cancel],
            "each once, the rest is not ours"
        );
        assert_eq!(row.warehouse, Some("20605650762000".into()), "from there");
        assert_eq!(
            row.lines[0].marks,
            ["mandatory_mark", "gtd"],
            "what its pieces want"
        );
    }

    #[test]
    fn what_is_on_its_way_is_left_out_unless_the_seller_delivers_it() {
        let mut way = example();
        way["status"] = json!("delivering");
        way["available_actions"] = json!(["can_create_chat"]);
        assert_eq!(parcel(&read(way.clone())), Ok(None), "nothing to do");
        way["available_actions"] = json!(["non_int_delivered"]);
        let row = parcel(&read(way)).expect("no flaw").expect("a parcel");
        assert_eq!(
            row.acts,
            [ParcelAct::Deliver],
            "the seller says when it has arrived"
        );
    }

    #[test]
    fn while_ozon_packs_nothing_else_is_offered() {
        let mut busy = example();
        busy["status"] = json!("awaiting_packaging");
        busy["available_actions"] = json!([PACKS]);
        let row = parcel(&read(busy)).expect("no flaw").expect("a parcel");
        assert_eq!(
            (row.state, row.acts.len()),
            (ParcelState::Packing, 0),
            "wait"
        );
    }

    #[test]
    fn a_slot_is_told_in_the_time_of_its_place() {
        let order = json!({ "order_id": 84_882_285, "order_number": "2111140905880",
            "created_date": "2026-01-23T00:00:00Z", "state": "READY_TO_SUPPLY",
            "dropoff_warehouse": { "name": "Центральный" },
            "timeslot": { "timeslot": { "from": "2026-02-15T10:00:00Z", "to": "2026-02-15T11:00:00Z" },
                "timezone_info": { "iana_name": "Europe/Moscow", "offset": "10800s" } } });
        let order: SupplyOrder = serde_json::from_value(order).expect("a row");
        let row = supply(&order).expect("no flaw").expect("a supply");
        let at = row.at.expect("a slot").to_rfc3339();
        assert_eq!(at, "2026-02-15T07:00:00+00:00", "ten o'clock in Moscow");
        assert_eq!(
            row.warehouse.as_deref(),
            Some("Центральный"),
            "where it goes"
        );
        assert!(!row.open, "it is closed for changes");
    }
}
