//! Orders of the seller's own stock as parcels: what waits, for how long, and what may be done.

use domain::{ExternalId, Parcel, ParcelAct, ParcelLine, ParcelState, Scheme};
use serde_json::Value;

use super::super::wire::{self, OrderItem};
use super::order::{listing, scheme};
use super::{moment, needed};
use crate::http::row;
use crate::page::BadRow;

/// The number of a delivery note is its identity and this.
const NOTES_FROM: i64 = 120_000_000_000;
/// Uzum does not say which kind of mark an order needs, only that it needs one.
const MARK: &str = "identifier";

/// A parcel; its identity is the order's.
pub(crate) fn parcel(raw: &Value) -> Result<Parcel, BadRow> {
    let found: wire::Order = row(raw)?;
    let created_at = moment(&found.date_created)
        .ok_or_else(|| BadRow::new(raw, "dateCreated", "no date and time"))?;
    let id: ExternalId = needed(raw, "id", found.id)?.into();
    let marked = found.identifier_required == Some(true);
    let items = found.order_items.iter().enumerate();
    let lines: Result<Vec<ParcelLine>, BadRow> = items
        .map(|(place, item)| line(raw, place, item, marked))
        .collect();
    let scheme = scheme(&found.scheme);
    let note = found
        .invoice_number
        .map(|number| number.saturating_sub(NOTES_FROM));
    Ok(Parcel {
        order: id.clone(),
        external_id: id,
        scheme,
        state: state(&found.status),
        acts: acts(&found.status, scheme, marked),
        word: found.status,
        created_at,
        ship_by: moment(&found.deliver_until),
        warehouse: found.stock.id.map(ExternalId::from),
        supply: note.filter(|note| *note > 0).map(ExternalId::from),
        lines: lines?,
    })
}

fn line(raw: &Value, place: usize, item: &OrderItem, marked: bool) -> Result<ParcelLine, BadRow> {
    let path = |field: &str| format!("orderItems[{place}].{field}");
    let title = item.product_title.as_ref().or(item.sku_title.as_ref());
    Ok(ParcelLine {
        item: item.id.map(ExternalId::from),
        listing: needed(raw, &path("productId"), listing(item))?,
        title: title.cloned().unwrap_or_default(),
        quantity: needed(raw, &path("amount"), item.amount)?,
        marks: marked.then(|| MARK.to_owned()).into_iter().collect(),
    })
}

fn state(word: &str) -> ParcelState {
    match word {
        "CREATED" => ParcelState::New,
        "PACKING" => ParcelState::Packing,
        "PENDING_DELIVERY" => ParcelState::Packed,
        "DELIVERING"
        | "DELIVERED"
        | "ACCEPTED_AT_DP"
        | "DELIVERED_TO_CUSTOMER_DELIVERY_POINT"
        | "COMPLETED"
        | "RETURNED" => ParcelState::HandedOver,
        "CANCELED" | "PENDING_CANCELLATION" => ParcelState::Cancelled,
        other => ParcelState::Other(other.to_owned()),
    }
}

/// What the seller may do next. Parcels of FBS leave with a delivery note; the seller brings those
/// of DBS to the buyer.
fn acts(word: &str, scheme: Scheme, marked: bool) -> Vec<ParcelAct> {
    let own = scheme == Scheme::SellerDelivery;
    match word {
        "CREATED" => vec![ParcelAct::Confirm, ParcelAct::Cancel],
        "PACKING" => [
            (marked, ParcelAct::Mark),
            (own, ParcelAct::HandOver),
            (true, ParcelAct::Label),
            (true, ParcelAct::Cancel),
        ]
        .into_iter()
        .filter_map(|(may, act)| may.then_some(act))
        .collect(),
        "PENDING_DELIVERY" => vec![ParcelAct::Label],
        "DELIVERING" if own => vec![ParcelAct::Deliver],
        _ => Vec::new(),
    }
}
