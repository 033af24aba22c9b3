//! Delivery notes of parcels, and deliveries to Uzum's shelves.

use domain::{Scheme, Supply};
use serde_json::Value;

use super::super::wire::{Invoice, ShelfInvoice};
use super::{moment, needed};
use crate::http::row;
use crate::page::BadRow;

/// A delivery note of parcels; its number is its identity and a constant.
pub(crate) fn invoice(raw: &Value) -> Result<Supply, BadRow> {
    let note: Invoice = row(raw)?;
    let id = needed(raw, "id", note.id)?;
    let place = [&note.drop_off_point.address, &note.drop_off_point.title];
    Ok(Supply {
        external_id: id.into(),
        name: note.number.unwrap_or_else(|| id.to_string()),
        open: note.status.value == "CREATED",
        state: note.status.value,
        scheme: Scheme::Seller,
        warehouse: place.into_iter().flatten().next().cloned(),
        created_at: moment(&note.date_created),
        at: moment(&note.time_slot.time_from),
        amount: note.number_orders,
    })
}

/// A delivery to Uzum's shelves. Its numbers are not those of delivery notes of parcels, so it has
/// a word before it.
pub(crate) fn shelf_invoice(raw: &Value) -> Result<Supply, BadRow> {
    let note: ShelfInvoice = row(raw)?;
    let id = needed(raw, "id", note.id)?;
    let taken = moment(&note.date_accepted);
    Ok(Supply {
        external_id: format!("shelf:{id}").into(),
        name: note.invoice_number.unwrap_or_else(|| id.to_string()),
        open: false,
        state: note.invoice_status.value,
        scheme: Scheme::Marketplace,
        warehouse: note.stock.title.or(note.stock.address),
        created_at: moment(&note.date_created),
        at: taken.or_else(|| moment(&note.time_slot_reservation.time_from)),
        amount: note.total_to_stock,
    })
}
