//! Returns, unredeemed orders, and what may be decided.

use domain::{ExternalId, Return, ReturnChoice, ReturnKind, ReturnState, Scheme};

use super::money;
use crate::feed::{Flaw, readable};
use crate::yandex::wire::returned::{Available, Choice, Decision, Return as Row};

/// Between a decision and the reason of a refusal.
pub(in crate::yandex) const REASON: char = '/';

/// The decision that names an amount.
pub(in crate::yandex) const PARTLY: &str = "PARTIAL_MONEY_REFUND";

/// Shop and return: the shop is part of every path about a return.
pub(in crate::yandex) fn identity(campaign: i64, id: &str) -> ExternalId {
    format!("{campaign}:{id}").into()
}

/// One return; what may be decided is asked for apart.
pub(in crate::yandex) fn returned(
    row: &Row,
    campaign: i64,
    scheme: Scheme,
) -> Result<Option<Return>, Flaw> {
    if row.id.is_empty() {
        return Err(Flaw::missing("id"));
    }
    let created = row.creation_date.or(row.update_date);
    let mut decisions = row.items.iter().flat_map(|item| &item.decisions);
    let told = decisions.find(|one| one.reason_type.is_some() || one.comment.is_some());
    let first = row.items.first();
    Ok(Some(Return {
        external_id: identity(campaign, &row.id),
        order: row.order_id.as_deref().map(Into::into),
        listing: first.and_then(|item| item.shop_sku.as_deref().map(Into::into)),
        title: first
            .and_then(|item| item.shop_sku.clone())
            .unwrap_or_default(),
        quantity: row
            .items
            .iter()
            .filter_map(|item| item.count)
            .fold(0, i64::saturating_add),
        kind: kind(&row.return_type),
        scheme,
        state: state(row),
        word: word(row),
        reason: told.and_then(reason),
        comment: told.and_then(|told| told.comment.clone()),
        photos: Vec::new(),
        amount: money(row.amount.as_ref()),
        choices: Vec::new(),
        created_at: created.ok_or(Flaw::missing("creationDate"))?,
        updated_at: row.update_date,
        deadline: row.pickup_till_date,
    }))
}

fn kind(word: &str) -> ReturnKind {
    match word {
        "RETURN" => ReturnKind::Return,
        "UNREDEEMED" => ReturnKind::Unredeemed,
        other => ReturnKind::Other(other.to_owned()),
    }
}

fn reason(told: &Decision) -> Option<String> {
    let parts = [&told.reason_type, &told.subreason_type];
    let parts: Vec<&str> = parts.into_iter().filter_map(Option::as_deref).collect();
    (!parts.is_empty()).then(|| parts.join(" / "))
}

/// Money and goods, as far as they are told.
fn word(row: &Row) -> String {
    let parts = [row.refund_status.as_str(), row.shipment_status.as_str()];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("/")
}

/// Whether the seller has to decide.
pub(in crate::yandex) fn waits(refund: &str) -> bool {
    matches!(
        refund,
        "WAITING_FOR_DECISION" | "PREMODERATION_DECISION_WAITING"
    )
}

fn state(row: &Row) -> ReturnState {
    if waits(&row.refund_status) {
        return ReturnState::Undecided;
    }
    match row.shipment_status.as_str() {
        "READY_FOR_PICKUP" => ReturnState::Waiting,
        "PICKED"
        | "LOST"
        | "EXPIRED"
        | "CANCELLED"
        | "FULFILMENT_RECEIVED"
        | "UTILIZED"
        | "RECEIVED_FOR_EXPROPRIATION" => ReturnState::Closed,
        "CREATED"
        | "RECEIVED"
        | "IN_TRANSIT"
        | "PREPARED_FOR_UTILIZATION"
        | "NOT_IN_DEMAND"
        | "READY_FOR_EXPROPRIATION" => ReturnState::UnderWay,
        _ => of_refund(&row.refund_status),
    }
}

fn of_refund(word: &str) -> ReturnState {
    match word {
        "REFUNDED"
        | "REFUNDED_WITH_BONUSES"
        | "REFUNDED_BY_SHOP"
        | "COMPLETE_WITHOUT_REFUND"
        | "CANCELLED"
        | "REJECTED"
        | "FAILED" => ReturnState::Closed,
        "STARTED_BY_USER"
        | "REFUND_IN_PROGRESS"
        | "DECISION_MADE"
        | "PREMODERATION_DISPUTE"
        | "PREMODERATION_DECISION_MADE"
        | "PREMODERATION_SELECT_DELIVERY" => ReturnState::UnderWay,
        _ => ReturnState::Unknown,
    }
}

/// What may be decided; a refusal names its reason.
pub(in crate::yandex) fn choices(available: &Available) -> Vec<ReturnChoice> {
    let read: Vec<Choice> = readable(&available.available_decisions);
    let known = read
        .into_iter()
        .filter(|choice| !choice.decision_type.is_empty());
    known.flat_map(codes).collect()
}

fn codes(choice: Choice) -> Vec<ReturnChoice> {
    let decision = choice.decision_type;
    // The documents ask for a comment with these.
    let wants_text = matches!(
        decision.as_str(),
        "REFUND_MONEY_INCLUDING_SHIPMENT" | "REPAIR" | "DECLINE_REFUND" | "OTHER_DECISION"
    );
    let reasons = choice.decision_reason_types;
    let mut codes: Vec<String> = reasons
        .iter()
        .filter_map(|reason| Some(format!("{decision}{REASON}{}", reason.as_str()?)))
        .collect();
    if codes.is_empty() {
        codes.push(decision.clone());
    }
    let wants_amount = decision == PARTLY;
    let choice = |code| ReturnChoice {
        code,
        name: None,
        wants_text,
        wants_amount,
    };
    codes.into_iter().map(choice).collect()
}
