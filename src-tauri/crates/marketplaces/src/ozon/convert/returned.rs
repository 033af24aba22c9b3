//! A return, and a claim that waits for the seller.

use domain::{Return, ReturnChoice, ReturnKind, ReturnState, Scheme};
use rust_decimal::Decimal;

use super::{price_of, sku};
use crate::feed::Flaw;
use crate::ozon::wire::returned::{Claim, ClaimItem, ReturnItem};

/// Actions that refuse a claim: they want a reason and words.
const REFUSALS: [i64; 2] = [-1, -10];

/// The action that names an amount ("mandatory for `id: 1020`").
pub(in crate::ozon) const COMPENSATE: i64 = 1020;

/// Marks a claim's identity: claims and returns are numbered apart.
pub(in crate::ozon) const CLAIM: &str = "rfbs-";

/// One row of `/v1/returns/list`.
pub(in crate::ozon) fn returned(row: ReturnItem) -> Result<Option<Return>, Flaw> {
    let id = row.id.filter(|id| *id > 0).ok_or(Flaw::missing("id"))?;
    let changed = row.visual.change_moment;
    let began = row
        .logistic
        .return_date
        .or(row.logistic.technical_return_moment);
    let created_at = began
        .or(changed)
        .ok_or(Flaw::missing("logistic.return_date"))?;
    let quantity = row.product.quantity.unwrap_or(1).max(1);
    let sum = row
        .product
        .price
        .price
        .and_then(|price| price.checked_mul(Decimal::from(quantity)));
    Ok(Some(Return {
        external_id: id.into(),
        order: row.posting_number.map(Into::into),
        listing: sku(row.product.sku),
        title: row.product.name,
        quantity,
        kind: match row.r#type.as_str() {
            "ClientReturn" => ReturnKind::Return,
            "Cancellation" | "FullReturn" | "PartialReturn" => ReturnKind::Unredeemed,
            other => ReturnKind::Other(other.to_owned()),
        },
        scheme: match row.schema.to_lowercase().as_str() {
            "fbo" => Scheme::Marketplace,
            "fbs" => Scheme::Seller,
            "rfbs" => Scheme::SellerDelivery,
            _ => Scheme::Unknown,
        },
        state: state(
            &row.visual.status.sys_name,
            row.logistic.final_moment.is_some(),
        ),
        word: row.visual.status.sys_name,
        reason: row.return_reason_name,
        comment: None,
        photos: Vec::new(),
        amount: price_of(sum, &row.product.price.currency_code),
        choices: Vec::new(),
        created_at,
        updated_at: changed,
        deadline: None,
    }))
}

/// The seller decides in the cabinet: nothing of it is decided by a method for these.
fn state(word: &str, ended: bool) -> ReturnState {
    match word {
        _ if ended => ReturnState::Closed,
        "ArrivedAtReturnPlace" => ReturnState::Waiting,
        "OnSellerApproval"
        | "OnSellerClarification"
        | "OnSellerClarificationAfterPartialCompensation"
        | "CompensationOffered" => ReturnState::Undecided,
        "ReceivedBySeller"
        | "Utilized"
        | "MoneyReturned"
        | "Rejected"
        | "CrmRejected"
        | "Cancelled"
        | "CancelledDisputeNotOpen"
        | "PartialCompensationReturned"
        | "CompensationRejected"
        | "CompensationRejectedBySla" => ReturnState::Closed,
        "" => ReturnState::Unknown,
        _ => ReturnState::UnderWay,
    }
}

/// Whether a claim's own page is worth a request: the seller may still decide.
pub(in crate::ozon) fn is_open(row: &ClaimItem) -> bool {
    !matches!(row.state.group_state.as_str(), "Approved" | "Rejected")
}

/// A claim of an order that the seller delivers, with its own page where that was read.
pub(in crate::ozon) fn claim(row: ClaimItem, page: Option<Claim>) -> Result<Option<Return>, Flaw> {
    let id = row
        .return_id
        .filter(|id| *id > 0)
        .ok_or(Flaw::missing("return_id"))?;
    let page = page.unwrap_or_default();
    let choices = choices(&page);
    Ok(Some(Return {
        external_id: format!("{CLAIM}{id}").as_str().into(),
        order: row.posting_number.map(Into::into),
        listing: sku(row.product.sku),
        title: row.product.name,
        quantity: 1,
        kind: ReturnKind::Claim,
        scheme: Scheme::SellerDelivery,
        state: match row.state.group_state.as_str() {
            _ if !choices.is_empty() => ReturnState::Undecided,
            "Rejected" | "Approved" => ReturnState::Closed,
            "New" | "Checkout" | "Delivering" | "Arbitration" => ReturnState::UnderWay,
            _ => ReturnState::Unknown,
        },
        word: row.state.state,
        reason: page.return_reason.name,
        comment: page.comment,
        photos: page.client_photo,
        amount: price_of(row.product.price, &row.product.currency_code),
        choices,
        created_at: row.created_at.ok_or(Flaw::missing("created_at"))?,
        updated_at: None,
        deadline: None,
    }))
}

/// Actions by their number; a refusal once for each reason, as `number:reason`.
fn choices(page: &Claim) -> Vec<ReturnChoice> {
    let acts = page.available_actions.iter();
    let known = acts.filter_map(|act| Some((act.id.or(act.action.id)?, act)));
    known
        .flat_map(|(id, act)| {
            let name = act.name.as_deref().or(act.action.name.as_deref());
            match REFUSALS.contains(&id) {
                true => refusals(id, name, page),
                false => vec![ReturnChoice {
                    code: id.to_string(),
                    name: name.map(ToOwned::to_owned),
                    wants_text: false,
                    wants_amount: id == COMPENSATE,
                }],
            }
        })
        .collect()
}

fn refusals(id: i64, act: Option<&str>, page: &Claim) -> Vec<ReturnChoice> {
    let reasons = page.rejection_reason.iter();
    let known = reasons.filter_map(|reason| Some((reason.id?, reason.name.as_deref())));
    known
        .map(|(reason, name)| {
            let parts: Vec<&str> = act.into_iter().chain(name).collect();
            ReturnChoice {
                code: format!("{id}:{reason}"),
                name: (!parts.is_empty()).then(|| parts.join(": ")),
                wants_text: true,
                wants_amount: false,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_official_example_is_a_return() {
        let row = json!({ "exemplars": [{ "id": "1019562967545956" }], "id": "1000015552",
            "return_reason_name": "Покупатель отказался при вручении", "type": "FullReturn",
            "schema": "Fbs", "order_id": "24540784250", "order_number": "58544282-0057",
            "product": { "sku": "1100526203", "offer_id": "81451", "name": "Кукла",
                "price": { "currency_code": "RUB", "price": 3318 }, "quantity": 2 },
            "logistic": { "technical_return_moment": "2024-07-29T06:15:48.998146Z",
                "final_moment": null, "return_date": null },
            "visual": { "status": { "id": 3, "display_name": "В пункте выдачи",
                "sys_name": "ArrivedAtReturnPlace" }, "change_moment": "2024-07-30T06:15:48.998146Z" },
            "posting_number": "58544282-0057-1" });
        let row = serde_json::from_value(row).expect("a row");
        let row = returned(row).expect("no flaw").expect("a return");
        assert_eq!(row.external_id, "1000015552".into(), "its number");
        assert_eq!(
            (row.kind, row.scheme),
            (ReturnKind::Unredeemed, Scheme::Seller),
            "never taken"
        );
        assert_eq!(row.state, ReturnState::Waiting, "to be fetched");
        assert_eq!(
            row.amount.map(|sum| sum.minor),
            Some(663_600),
            "of both pieces"
        );
    }

    #[test]
    fn a_claim_tells_what_may_be_decided() {
        let row = json!({ "return_id": 8_000_123_456_i64, "posting_number": "789456123-0002-3",
            "created_at": "2026-02-15T10:30:00Z",
            "product": { "sku": 1_000_123_456, "name": "Товар", "price": 2999, "currency_code": "RUB" },
            "state": { "group_state": "New", "state": "ON_APPROVAL" } });
        let page = json!({ "available_actions": [{ "action": { "id": 1010, "name": "Одобрить" } },
            { "id": -1, "name": "Отклонить" }], "rejection_reason": [{ "id": 7 }, { "id": 9 }],
            "comment": "сломан", "client_photo": ["https://images.example/1.jpg"] });
        let row = serde_json::from_value(row).expect("a row");
        assert!(is_open(&row), "its page is read");
        let page = serde_json::from_value(page).expect("a page");
        let row = claim(row, Some(page)).expect("no flaw").expect("a claim");
        let codes: Vec<&str> = row.choices.iter().map(|one| one.code.as_str()).collect();
        assert_eq!(codes, ["1010", "-1:7", "-1:9"], "a refusal for each reason");
        assert_eq!(row.state, ReturnState::Undecided, "it waits for the seller");
    }
}
