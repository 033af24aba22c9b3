//! Notes of goods that come back to the seller: one return for each of their items.

use domain::{Return, ReturnKind, ReturnState, Scheme};
use serde_json::Value;

use super::super::wire::{ReturnItem, ReturnNote};
use super::{moment, needed};
use crate::http::row;
use crate::page::BadRow;

/// The items of a note, good and bad.
pub(crate) fn returns(raw: &Value) -> Vec<Result<Return, BadRow>> {
    let note: ReturnNote = match row(raw) {
        Ok(note) => note,
        Err(bad) => return vec![Err(bad)],
    };
    let items = note.return_items.iter();
    items.map(|item| returned(raw, &note, item)).collect()
}

fn returned(raw: &Value, note: &ReturnNote, item: &Value) -> Result<Return, BadRow> {
    let id = needed(raw, "id", note.id)?;
    let created_at = moment(&note.date_created)
        .ok_or_else(|| BadRow::new(raw, "dateCreated", "no date and time"))?;
    let item: ReturnItem = row(item)?;
    let sku = needed(raw, "returnItems.skuId", item.sku_id)?;
    let titles = [&item.product_title, &item.sku_title];
    Ok(Return {
        external_id: format!("{id}:{}", item.id.unwrap_or(sku)).into(),
        order: None,
        listing: Some(sku.into()),
        title: titles
            .into_iter()
            .flatten()
            .next()
            .cloned()
            .unwrap_or_default(),
        quantity: needed(raw, "returnItems.amount", item.amount)?,
        kind: kind(&note.kind),
        scheme: scheme(&note.kind),
        state: state(note),
        word: note.status.clone(),
        reason: (!note.kind.is_empty()).then(|| note.kind.clone()),
        comment: None,
        photos: Vec::new(),
        amount: None,
        choices: Vec::new(),
        created_at,
        updated_at: [
            &note.execution_date,
            &note.assembled_date,
            &note.completed_date,
            &note.canceled_date,
        ]
        .into_iter()
        .filter_map(moment)
        .max(),
        // Before keeping it costs money, else while the seller is expected.
        deadline: moment(&note.paid_storage.start_date)
            .or_else(|| moment(&note.time_slot_reservation.time_to)),
    })
}

/// `FBS` are orders that buyers did not take or gave back; the others lay on Uzum's shelves.
fn kind(word: &str) -> ReturnKind {
    match word {
        "FBS" => ReturnKind::Return,
        "DEFECTED" | "RETURN" => ReturnKind::FromShelf,
        other => ReturnKind::Other(other.to_lowercase()),
    }
}

fn scheme(word: &str) -> Scheme {
    match word {
        "FBS" => Scheme::Seller,
        "DEFECTED" | "RETURN" => Scheme::Marketplace,
        _ => Scheme::Unknown,
    }
}

/// The status is free text; its dates say where it stands.
fn state(note: &ReturnNote) -> ReturnState {
    let reached = |at| moment(at).is_some();
    if reached(&note.completed_date) || reached(&note.canceled_date) {
        return ReturnState::Closed;
    }
    if reached(&note.assembled_date) {
        return ReturnState::Waiting;
    }
    ReturnState::UnderWay
}
