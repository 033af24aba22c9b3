//! A price, what it is compared with, and what is charged for it.

use chrono::NaiveDate;
use domain::{
    Currency, ExternalId, HeldPrice, Money, Price, PriceSignal, Rate, Scheme, SignalKind, Tariff,
    TariffKind,
};
use rust_decimal::Decimal;

use super::{money, price_of};
use crate::feed::Flaw;
use crate::ozon::wire::price::{Index, PriceItem};
use crate::ozon::wire::strategy::StrategyItem;

/// Ozon's word for a product that has no index.
const WITHOUT: &str = "WITHOUT_INDEX";

/// One row as a price. A held one is in quarantine: which price waits there is not told.
pub(in crate::ozon) fn price(row: &PriceItem, held: Option<&str>) -> Result<Option<Price>, Flaw> {
    let listing = listing(row)?;
    let of = &row.price;
    // A product that was never priced says 0.
    let Some(price) = price_of(of.price, &of.currency_code) else {
        return match of.price {
            Some(price) if price.is_zero() => Ok(None),
            _ => Err(Flaw::missing("price.price")),
        };
    };
    Ok(Some(Price {
        listing,
        variant: String::new(),
        price,
        before: price_of(of.old_price, &of.currency_code),
        least: price_of(of.min_price, &of.currency_code),
        shown: price_of(of.marketing_seller_price, &of.currency_code),
        held: held.map(|reason| HeldPrice {
            price: None,
            reason: reason.to_owned(),
        }),
        updated_at: None,
    }))
}

/// What the price is compared with.
pub(in crate::ozon) fn signals(row: &PriceItem) -> Result<Option<Vec<PriceSignal>>, Flaw> {
    let listing = listing(row)?;
    let of = &row.price_indexes;
    let compared = [
        (SignalKind::LowestElsewhere, &of.external_index_data),
        (SignalKind::LowestHere, &of.ozon_index_data),
        (SignalKind::OwnElsewhere, &of.self_marketplaces_index_data),
    ];
    let compared = compared
        .into_iter()
        .filter_map(|(kind, index)| compared_with(&listing, kind, index));
    let grade = [of.color_index.as_str()].into_iter();
    let grade = grade.filter(|word| !word.is_empty() && *word != WITHOUT);
    let grade = grade.map(|word| PriceSignal {
        grade: Some(word.to_owned()),
        ..signal(&listing, SignalKind::Index)
    });
    Ok(Some(compared.chain(grade).collect()))
}

fn compared_with(listing: &ExternalId, kind: SignalKind, index: &Index) -> Option<PriceSignal> {
    let price = price_of(index.min_price, &index.min_price_currency)?;
    let ratio = index.price_index_value.filter(|ratio| !ratio.is_zero());
    Some(PriceSignal {
        price: Some(price),
        ratio,
        ..signal(listing, kind)
    })
}

fn signal(listing: &ExternalId, kind: SignalKind) -> PriceSignal {
    PriceSignal {
        listing: listing.clone(),
        kind,
        mark: String::new(),
        price: None,
        ratio: None,
        grade: None,
        url: None,
    }
}

/// What a pricing strategy says about a product: the price that it sets, in the cabinet's currency
/// and in major units as every price of this API, and the competitor whom it follows.
pub(in crate::ozon) fn strategy(
    product: i64,
    row: &StrategyItem,
    currency: Option<Currency>,
) -> Vec<PriceSignal> {
    if row.is_enabled != Some(true) {
        return Vec::new();
    }
    let listing = ExternalId::from(product);
    let amount = row.strategy_product_price.filter(|price| !price.is_zero());
    let price = amount
        .zip(currency)
        .and_then(|(price, currency)| Money::from_major(price, currency).ok());
    let advised = price.map(|price| PriceSignal {
        mark: row.strategy_id.clone(),
        price: Some(price),
        ..signal(&listing, SignalKind::Advised)
    });
    let url = row.strategy_competitor_product_url.as_str();
    let seen = (!url.is_empty()).then(|| PriceSignal {
        mark: row.strategy_competitor_id.clone(),
        url: Some(url.to_owned()),
        ..signal(&listing, SignalKind::Competitor)
    });
    advised.into_iter().chain(seen).collect()
}

/// What Ozon charges for a product that is sold at its price of `day`. Several parts of one name
/// are the borders of a range; zero is told, too: it is a rate.
pub(in crate::ozon) fn tariffs(
    row: &PriceItem,
    day: NaiveDate,
) -> Result<Option<Vec<Tariff>>, Flaw> {
    use Scheme::{Marketplace, Seller, SellerDelivery};
    use TariffKind::{Acceptance, Commission, Logistics, ReturnLogistics};
    let listing = listing(row)?;
    let of = &row.commissions;
    let percents = [
        (Marketplace, "sales_percent_fbo", of.sales_percent_fbo),
        (Seller, "sales_percent_fbs", of.sales_percent_fbs),
        (SellerDelivery, "sales_percent_rfbs", of.sales_percent_rfbs),
    ];
    let amounts = [
        (
            Logistics,
            Marketplace,
            "fbo_deliv_to_customer_amount",
            of.fbo_deliv_to_customer_amount,
        ),
        (
            Logistics,
            Marketplace,
            "fbo_direct_flow_trans_min_amount",
            of.fbo_direct_flow_trans_min_amount,
        ),
        (
            Logistics,
            Marketplace,
            "fbo_direct_flow_trans_max_amount",
            of.fbo_direct_flow_trans_max_amount,
        ),
        (
            ReturnLogistics,
            Marketplace,
            "fbo_return_flow_amount",
            of.fbo_return_flow_amount,
        ),
        (
            Logistics,
            Seller,
            "fbs_deliv_to_customer_amount",
            of.fbs_deliv_to_customer_amount,
        ),
        (
            Logistics,
            Seller,
            "fbs_direct_flow_trans_min_amount",
            of.fbs_direct_flow_trans_min_amount,
        ),
        (
            Logistics,
            Seller,
            "fbs_direct_flow_trans_max_amount",
            of.fbs_direct_flow_trans_max_amount,
        ),
        (
            Acceptance,
            Seller,
            "fbs_first_mile_min_amount",
            of.fbs_first_mile_min_amount,
        ),
        (
            Acceptance,
            Seller,
            "fbs_first_mile_max_amount",
            of.fbs_first_mile_max_amount,
        ),
        (
            ReturnLogistics,
            Seller,
            "fbs_return_flow_amount",
            of.fbs_return_flow_amount,
        ),
    ];
    let percent = |value: Decimal| Rate::Percent { value };
    let rates = percents
        .into_iter()
        .filter_map(|(scheme, word, value)| Some((Commission, scheme, word, percent(value?))));
    let fixed = amounts
        .into_iter()
        .filter_map(|(kind, scheme, word, value)| {
            let value = money(value, &row.price.currency_code)?;
            Some((kind, scheme, word, Rate::Fixed { value }))
        });
    let all = rates.chain(fixed).map(|(kind, scheme, word, rate)| Tariff {
        kind,
        scope: listing.to_string(),
        listing: Some(listing.clone()),
        scheme,
        word: word.to_owned(),
        rate,
        from: day,
        until: None,
    });
    Ok(Some(all.collect()))
}

/// Prices name no SKU, but the product's number is an alias of every listing.
fn listing(row: &PriceItem) -> Result<ExternalId, Flaw> {
    match row.product_id.as_str() {
        "" | "0" => Err(Flaw::missing("product_id")),
        id => Ok(id.into()),
    }
}

#[cfg(test)]
mod tests {
    use domain::{Currency, Money};
    use serde_json::{Value, json};

    use super::*;

    /// The example of `/v5/product/info/prices`, shortened.
    fn example() -> Value {
        json!({
            "acquiring": 1.5,
            "commissions": { "fbo_deliv_to_customer_amount": 14.75, "fbo_return_flow_amount": 50,
                "fbs_deliv_to_customer_amount": 60, "fbs_return_flow_amount": 40,
                "sales_percent_fbo": 15, "sales_percent_fbs": 12 },
            "offer_id": "test-offer-123456",
            "price": { "currency_code": "RUB", "declared_price": { "amount": "1000", "currency": "RUB" },
                "min_price": 2799.99, "net_price": 2000, "old_price": 3499.99, "price": 2999.99 },
            "price_indexes": { "color_index": "GREEN",
                "external_index_data": { "min_price": 2799.99, "min_price_currency": "RUB", "price_index_value": 0.93 },
                "ozon_index_data": { "min_price": 2899.99, "min_price_currency": "RUB", "price_index_value": 0.95 } },
            "product_id": 1_000_123_456,
        })
    }

    fn read(value: Value) -> PriceItem {
        serde_json::from_value(value).expect("a row")
    }

    fn roubles(minor: i64) -> Option<Money> {
        Some(Money::new(minor, Currency::RUB))
    }

    #[test]
    fn the_official_example_is_a_price() {
        let row = price(&read(example()), None)
            .expect("no flaw")
            .expect("a price");
        assert_eq!(row.listing, "1000123456".into(), "the product's number");
        assert_eq!(Some(row.price), roubles(299_999), "no digit is lost");
        let others = (row.before, row.least, row.shown);
        assert_eq!(
            others,
            (roubles(349_999), roubles(279_999), None),
            "as told"
        );
    }

    #[test]
    fn the_official_example_has_three_signals() {
        let rows = signals(&read(example()))
            .expect("no flaw")
            .expect("signals");
        let kinds: Vec<&str> = rows.iter().map(|row| row.kind.as_str()).collect();
        assert_eq!(
            kinds,
            ["lowest_elsewhere", "lowest_here", "index"],
            "what is told"
        );
        assert_eq!(rows[0].price, roubles(279_999), "elsewhere");
        assert_eq!(rows[2].grade.as_deref(), Some("GREEN"), "in their words");
        let none = json!({ "product_id": 1, "price_indexes": { "color_index": "WITHOUT_INDEX" } });
        let none = signals(&read(none)).expect("no flaw").expect("a list");
        assert!(none.is_empty(), "no index is no signal: {none:?}");
    }

    #[test]
    fn the_official_example_says_what_is_charged() {
        let rows = tariffs(&read(example()), NaiveDate::MIN)
            .expect("no flaw")
            .expect("rates");
        assert_eq!(rows.len(), 6, "one for each figure");
        let value = Money::new(1_475, Currency::RUB);
        let mile = rows
            .iter()
            .find(|row| row.word == "fbo_deliv_to_customer_amount");
        assert_eq!(
            mile.map(|row| row.rate.clone()),
            Some(Rate::Fixed { value }),
            "a last mile"
        );
    }

    #[test]
    fn a_product_that_was_never_priced_has_no_price_and_a_broken_one_is_a_flaw() {
        let never = json!({ "product_id": 1, "price": { "price": 0, "currency_code": "" } });
        assert_eq!(price(&read(never), None), Ok(None), "nothing to show");
        let broken = json!({ "product_id": 1, "price": { "price": 7, "currency_code": "???" } });
        assert!(price(&read(broken), None).is_err(), "an unknown currency");
    }
}
