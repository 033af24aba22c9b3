//! What the seller has to hand over, and the shipments that it travels in.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use domain::{ExternalId, Parcel, ParcelAct, ParcelLine, ParcelState, Scheme, Supply};

use super::scheme;
use crate::feed::Flaw;
use crate::yandex::wire::order::{HandledItem, Handling, Shipment as Slot};
use crate::yandex::wire::shipment::Shipment;

/// Market's days are those of Moscow.
const MOSCOW: TimeDelta = TimeDelta::hours(3);

/// One order of the seller's own stock. Test orders and those of other platforms are left out.
pub(in crate::yandex) fn parcel(row: Handling) -> Result<Option<Parcel>, Flaw> {
    if row.fake == Some(true) || !matches!(row.source_platform.as_str(), "" | "MARKET") {
        return Ok(None);
    }
    if row.order_id.is_empty() {
        return Err(Flaw::missing("orderId"));
    }
    let lines: Result<Vec<ParcelLine>, Flaw> = row.items.iter().map(line).collect();
    let lines = lines?;
    let campaign = row.campaign_id.ok_or(Flaw::missing("campaignId"))?;
    let shipment = row.delivery.shipment.id.as_deref();
    Ok(Some(Parcel {
        order: row.order_id.as_str().into(),
        scheme: scheme(&row.program_type),
        state: state(&row),
        word: word(&row),
        created_at: row.creation_date.ok_or(Flaw::missing("creationDate"))?,
        ship_by: due(&row.delivery.shipment),
        warehouse: row.delivery.warehouse_id.as_deref().map(Into::into),
        supply: shipment.map(|shipment| supply_id(campaign, shipment)),
        acts: acts(&row, lines.iter().any(|line| !line.marks.is_empty())),
        lines,
        external_id: row.order_id.into(),
    }))
}

/// Status and stage of handling.
pub(in crate::yandex) fn word(row: &Handling) -> String {
    format!("{}/{}", row.status, row.substatus)
}

/// Shop and shipment: the shop is part of every path about a shipment.
fn supply_id(campaign: i64, shipment: &str) -> ExternalId {
    format!("{campaign}:{shipment}").into()
}

fn line(item: &HandledItem) -> Result<ParcelLine, Flaw> {
    if item.offer_id.is_empty() {
        return Err(Flaw::missing("items.offerId"));
    }
    let marks = item.required_instance_types.iter();
    Ok(ParcelLine {
        item: item.id.as_deref().map(Into::into),
        listing: item.offer_id.as_str().into(),
        title: item.offer_name.clone(),
        quantity: item.count.ok_or(Flaw::missing("items.count"))?,
        marks: marks
            .filter_map(|mark| Some(mark.as_str()?.to_owned()))
            .collect(),
    })
}

fn state(row: &Handling) -> ParcelState {
    match (row.status.as_str(), row.substatus.as_str()) {
        ("PROCESSING", "STARTED") => ParcelState::New,
        ("PROCESSING", "PACKAGING") => ParcelState::Packing,
        ("PROCESSING", "READY_TO_SHIP") => ParcelState::Packed,
        ("PROCESSING", "SHIPPED") | ("DELIVERY" | "PICKUP" | "DELIVERED", _) => {
            ParcelState::HandedOver
        }
        ("CANCELLED", _) => ParcelState::Cancelled,
        _ => ParcelState::Other(word(row)),
    }
}

/// The next step first. Own delivery goes on by itself, in order; a label can be had from the
/// moment that the parcel is packed.
fn acts(row: &Handling, has_marks: bool) -> Vec<ParcelAct> {
    let own = scheme(&row.program_type) == Scheme::SellerDelivery;
    let unmarked = has_marks && row.delivery.boxes_layout.is_empty();
    match (row.status.as_str(), row.substatus.as_str()) {
        ("PROCESSING", "STARTED") if unmarked => vec![ParcelAct::Mark, ParcelAct::Cancel],
        ("PROCESSING", "STARTED") => vec![ParcelAct::Pack, ParcelAct::Label, ParcelAct::Cancel],
        ("PROCESSING", "READY_TO_SHIP") if own => {
            vec![ParcelAct::HandOver, ParcelAct::Label, ParcelAct::Cancel]
        }
        ("PROCESSING", "READY_TO_SHIP") => vec![ParcelAct::Label, ParcelAct::Cancel],
        ("DELIVERY", _) if own && row.delivery.kind == "PICKUP" => vec![ParcelAct::Arrive],
        ("DELIVERY" | "PICKUP", _) if own => vec![ParcelAct::Deliver],
        _ => Vec::new(),
    }
}

/// The end of the day, where no time is told.
fn due(slot: &Slot) -> Option<DateTime<Utc>> {
    let day: NaiveDate = slot.shipment_date.parse().ok()?;
    let time = slot.shipment_time.as_str();
    let time = ["%H:%M:%S", "%H:%M"]
        .iter()
        .find_map(|form| NaiveTime::parse_from_str(time, form).ok());
    let end = NaiveTime::from_hms_opt(23, 59, 59)?;
    Some(day.and_time(time.unwrap_or(end)).and_utc() - MOSCOW)
}

/// One shipment of a shop.
pub(in crate::yandex) fn supply(
    row: Shipment,
    campaign: i64,
    scheme: Scheme,
) -> Result<Option<Supply>, Flaw> {
    if row.id.is_empty() {
        return Err(Flaw::missing("id"));
    }
    Ok(Some(Supply {
        external_id: supply_id(campaign, &row.id),
        name: row.external_id.unwrap_or_else(|| row.id.clone()),
        open: matches!(
            row.status.as_str(),
            "OUTBOUND_CREATED" | "OUTBOUND_READY_FOR_CONFIRMATION"
        ),
        state: row.status,
        scheme,
        warehouse: row.warehouse_to.name,
        created_at: None,
        at: row.plan_interval_to,
        amount: i64::try_from(row.order_ids.len()).ok(),
    }))
}
