//! Prices, held ones too, and what Market advises.

use std::collections::BTreeMap;

use domain::{Currency, HeldPrice, Money, Price, PriceSignal, SignalKind};
use rust_decimal::Decimal;

use super::money;
use crate::feed::Flaw;
use crate::yandex::wire::price::{HeldOffer, OfferPrice, OfferRecommendation, Verdict};

/// A price that Market holds back, and the one that stays on sale when that is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::yandex) struct Held {
    /// What the seller asked for, and why it is held.
    pub(in crate::yandex) price: HeldPrice,
    /// The last price that was good.
    pub(in crate::yandex) last: Option<Money>,
}

/// One offer in quarantine, by its id.
pub(in crate::yandex) fn held(row: HeldOffer) -> Result<Option<(String, Held)>, Flaw> {
    if row.offer_id.is_empty() {
        return Err(Flaw::missing("offerId"));
    }
    let named = |name| row.verdicts.iter().find_map(|verdict| named(verdict, name));
    let kinds = row.verdicts.iter().map(|verdict| verdict.kind.as_str());
    let held = Held {
        price: HeldPrice {
            price: named("CURRENT_PRICE"),
            reason: kinds.collect::<Vec<_>>().join(", "),
        },
        last: named("LAST_VALID_PRICE"),
    };
    Ok(Some((row.offer_id, held)))
}

/// A price among the parameters; a verdict without a currency is about roubles.
fn named(verdict: &Verdict, name: &str) -> Option<Money> {
    let value = |name: &str| {
        let mut params = verdict.params.iter();
        params.find(|param| param.name == name)
    };
    let currency = value("CURRENCY").map_or(Ok(Currency::RUB), |param| param.value.parse());
    Money::parse_major(&value(name)?.value, currency.ok()?).ok()
}

/// One price; of a held one the last good price stays on sale. An offer without any price is none.
pub(in crate::yandex) fn price(
    row: OfferPrice,
    held: &BTreeMap<String, Held>,
) -> Result<Option<Price>, Flaw> {
    if row.offer_id.is_empty() {
        return Err(Flaw::missing("offerId"));
    }
    let told = row.price;
    let Some(value) = told.value else {
        return Ok(None);
    };
    let currency = told.currency_id.parse::<Currency>();
    let currency = currency.map_err(|_| Flaw::missing("price.currencyId"))?;
    let money = |value: Option<Decimal>| Money::from_major(value?, currency).ok();
    let standing = money(Some(value)).ok_or(Flaw::missing("price.value"))?;
    let held = held.get(&row.offer_id);
    Ok(Some(Price {
        listing: row.offer_id.into(),
        variant: String::new(),
        price: held.and_then(|held| held.last).unwrap_or(standing),
        before: money(told.discount_base),
        least: money(told.minimum_for_bestseller),
        shown: None,
        held: held.map(|held| held.price.clone()),
        updated_at: told.updated_at,
    }))
}

/// Thresholds of one offer: up to which price it is attractive, and up to which it is moderate.
pub(in crate::yandex) fn signals(
    row: OfferRecommendation,
) -> Result<Option<Vec<PriceSignal>>, Flaw> {
    let ids = [row.offer.offer_id, row.recommendation.offer_id];
    let id = ids.into_iter().find(|id| !id.is_empty());
    let id = id.ok_or(Flaw::missing("offer.offerId"))?;
    let signal = |kind, mark: &str| PriceSignal {
        listing: id.as_str().into(),
        kind,
        mark: mark.to_owned(),
        price: None,
        ratio: None,
        grade: None,
        url: None,
    };
    let thresholds = row.recommendation.competitiveness_thresholds;
    let mut signals = Vec::new();
    let steps = [
        ("optimal", thresholds.optimal_price),
        ("average", thresholds.average_price),
    ];
    for (mark, price) in steps {
        if let Some(price) = money(price.as_ref()) {
            let price = Some(price);
            signals.push(PriceSignal {
                price,
                ..signal(SignalKind::Advised, mark)
            });
        }
    }
    if let Some(grade) = row.offer.competitiveness {
        let grade = Some(grade);
        signals.push(PriceSignal {
            grade,
            ..signal(SignalKind::Index, "")
        });
    }
    Ok(Some(signals))
}
