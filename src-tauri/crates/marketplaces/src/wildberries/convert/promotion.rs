//! Promotions and the cards in them.

use domain::{Currency, Money, Promotion, PromotionItem};
use serde_json::Value;

use super::super::wire;
use super::{moment, needed};
use crate::http::row;
use crate::page::BadRow;

/// WB's word for a promotion that the seller fills; the others WB fills itself.
pub(crate) const REGULAR: &str = "regular";

/// A promotion without its cards.
pub(crate) fn promotion(raw: &Value) -> Result<Promotion, BadRow> {
    let told: wire::Promotion = row(raw)?;
    Ok(Promotion {
        external_id: needed(raw, "id", told.id)?.into(),
        name: told.name,
        kind: told.kind,
        from: moment(&told.start_date_time),
        until: moment(&told.end_date_time),
        items: Vec::new(),
    })
}

/// A card in a promotion: WB plans the price, the seller takes part or does not.
pub(crate) fn promotion_item(raw: &Value) -> Result<PromotionItem, BadRow> {
    let told: wire::Nomenclature = row(raw)?;
    let unknown = |_| BadRow::new(raw, "currencyCode", "unknown currency");
    let currency: Currency = told.currency_code.parse().map_err(unknown)?;
    let planned = told
        .plan_price
        .map(|price| Money::from_major(price, currency));
    let beyond = |_| BadRow::new(raw, "planPrice", "no amount of money");
    let planned = planned.transpose().map_err(beyond)?;
    let joined = told.in_action == Some(true);
    Ok(PromotionItem {
        listing: needed(raw, "id", told.id)?.into(),
        joined,
        price: planned.filter(|_| joined),
        highest: planned,
    })
}

#[cfg(test)]
pub(super) mod tests {
    use serde_json::json;

    use super::*;

    /// The official example of a row of `GET /api/v1/calendar/promotions`.
    pub(in super::super) fn example() -> Value {
        json!({"id": 123, "name": "скидки", "startDateTime": "2023-06-05T21:00:00Z",
            "endDateTime": "2023-06-05T21:00:00Z", "type": "regular"})
    }

    /// The official example of a row of `GET /api/v1/calendar/promotions/nomenclatures`.
    pub(in super::super) fn card() -> Value {
        json!({"id": 162_579_635, "inAction": true, "price": 1500, "currencyCode": "RUB",
            "planPrice": 1000, "discount": 15, "planDiscount": 34})
    }

    #[test]
    fn a_promotion_has_its_days() {
        let told = promotion(&example()).expect("the official example");
        assert_eq!(told.external_id.as_str(), "123", "its number");
        let from = told.from.expect("a first day");
        assert_eq!(from.to_rfc3339(), "2023-06-05T21:00:00+00:00", "in UTC");
        assert_eq!(told.kind, REGULAR, "one that the seller fills");
    }

    #[test]
    fn a_card_takes_part_at_the_price_that_wb_plans() {
        let told = promotion_item(&card()).expect("the official example");
        let planned = Money::new(100_000, Currency::RUB);
        assert_eq!(told.listing.as_str(), "162579635", "the card");
        assert_eq!(
            (told.joined, told.price, told.highest),
            (true, Some(planned), Some(planned)),
            "not at its present price"
        );
        let mut out = card();
        out["inAction"] = json!(false);
        let told = promotion_item(&out).expect("a good row");
        assert_eq!(
            (told.joined, told.price, told.highest),
            (false, None, Some(planned)),
            "it could"
        );
    }
}
