//! A promotion and the products in it.

use domain::{Promotion, PromotionItem};

use super::price_of;
use crate::feed::Flaw;
use crate::ozon::wire::promotion::{Action, ActionProduct};

/// One promotion.
pub(in crate::ozon) fn promotion(row: Action, items: Vec<PromotionItem>) -> Option<Promotion> {
    Some(Promotion {
        external_id: row.id?.into(),
        name: row.title,
        kind: match row.is_voucher_action {
            Some(true) => format!("{} VOUCHER", row.action_type).trim().to_owned(),
            _ => row.action_type,
        },
        from: row.date_start,
        until: row.date_end,
        items,
    })
}

/// One product that takes part, or could. A candidate's price is none that holds.
pub(in crate::ozon) fn item(
    row: &ActionProduct,
    joined: bool,
) -> Result<Option<PromotionItem>, Flaw> {
    let id = row.id.filter(|id| *id > 0);
    let price = price_of(row.action_price.amount, &row.action_price.currency);
    Ok(Some(PromotionItem {
        listing: id.ok_or(Flaw::missing("id"))?.into(),
        joined,
        price: price.filter(|_| joined),
        highest: price_of(row.max_action_price.amount, &row.max_action_price.currency),
    }))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_official_examples_are_a_promotion_with_its_products() {
        let action = json!({ "id": 71342, "title": "test voucher #2",
            "date_start": "2021-11-22T09:46:38Z", "date_end": "2021-11-30T20:59:59Z",
            "action_type": "DISCOUNT", "freeze_date": "", "is_voucher_action": true });
        let product = json!({ "id": 99999, "action_price": { "amount": "4000", "currency": "RUB" },
            "add_mode": "SELLER", "is_quarantined": true,
            "max_action_price": { "amount": "3560", "currency": "RUB" }, "stock": 1 });
        let product = serde_json::from_value(product).expect("a row");
        let item = item(&product, true).expect("no flaw").expect("an item");
        assert_eq!(
            item.price.map(|sum| sum.minor),
            Some(400_000),
            "what it costs there"
        );
        assert_eq!(
            item.highest.map(|sum| sum.minor),
            Some(356_000),
            "what it may cost"
        );
        let action = serde_json::from_value(action).expect("a row");
        let row = promotion(action, vec![item]).expect("it has a number");
        assert_eq!(row.kind, "DISCOUNT VOUCHER", "it can be left by a method");
        assert!(row.from < row.until, "both are told");
    }
}
