//! What Market would charge for each offer, by its calculator: page after page of the catalogue,
//! for each way of selling that the cabinet has.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{Datelike, NaiveDate, TimeDelta};
use domain::{ExternalId, Money, Rate, Scheme, Tariff, TariffKind};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::ask::Ask;
use super::cabinet;
use super::convert::{decimal, scheme};
use super::line::Line;
use super::shops::selling;
use super::wire::Envelope;
use super::wire::money::{Calculated, Charge, OfferTariffs};
use super::wire::offer::{OfferMapping, Offers};
use crate::Result;
use crate::contract::Source;
use crate::error::{ErrorKind, MarketplaceError};
use crate::feed::{Flaw, rows};
use crate::page::{BadRow, Cursor, Page, Window};

const OPERATION: &str = "tariffs.page";

/// Reads tariffs.
pub(super) struct Calculator(pub(super) Arc<Line>);

/// Ways of selling that are still to be reckoned for, the present one last.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Position {
    ways: Vec<String>,
    token: Option<String>,
}

/// An offer as the calculator wants it.
pub(super) struct Wanted {
    id: ExternalId,
    body: Value,
    currency: String,
}

#[async_trait]
impl Source<Tariff> for Calculator {
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<Tariff>> {
        let mut position: Position = Cursor::position(after);
        if position.ways.is_empty() {
            position.ways = self.ways().await?;
        }
        let Some(way) = position.ways.last().cloned() else {
            return Ok(Page::of([], Cursor::at(&position), false));
        };
        let path = self.0.cabinet().await?.path("v2", "/offer-mappings");
        let ask = Ask::post(
            OPERATION,
            "offer-mappings",
            path,
            json!({ "archived": false }),
        );
        let ask = ask.query("limit", "100");
        let page: Envelope<Offers> = self.0.read_page(&ask, position.token.as_deref()).await?;
        let (offers, mut bad) = rows(&page.result.offer_mappings, wanted);
        let (tariffs, mut worse) = self.reckon(&way, &offers, window).await?;
        bad.append(&mut worse);
        position.token = page.result.paging.next();
        if position.token.is_none() {
            position.ways.pop();
        }
        Ok(Page::new(
            tariffs,
            bad,
            Cursor::at(&position),
            !position.ways.is_empty(),
        ))
    }
}

impl Calculator {
    async fn ways(&self) -> Result<Vec<String>> {
        let cabinet = cabinet::find(&self.0).await?;
        if !cabinet.whole {
            let message = "a shop that cannot be read";
            let error = MarketplaceError::new(ErrorKind::Unreadable, OPERATION, message);
            return Err(error.at("campaigns"));
        }
        let shops = cabinet
            .shops
            .iter()
            .filter(|shop| shop.open() && selling(shop));
        let mut ways: Vec<String> = shops.map(|shop| shop.placement_type.clone()).collect();
        ways.retain(|way| scheme(way) != Scheme::Unknown);
        ways.sort_unstable();
        ways.dedup();
        Ok(ways)
    }

    /// The answer keeps the order of the offers.
    async fn reckon(
        &self,
        way: &str,
        offers: &[Wanted],
        window: Window,
    ) -> Result<(Vec<Tariff>, Vec<BadRow>)> {
        let Some(first) = offers.first() else {
            return Ok((Vec::new(), Vec::new()));
        };
        let bodies: Vec<&Value> = offers.iter().map(|offer| &offer.body).collect();
        let body = json!({
            "parameters": { "sellingProgram": way, "currency": first.currency },
            "offers": bodies,
        });
        let ask = Ask::post(OPERATION, "tariffs", "/v2/tariffs/calculate", body);
        let found: Envelope<Calculated> = self.0.read(&ask).await?;
        let from = first_of_month(window);
        let (mut tariffs, mut bad) = (Vec::new(), Vec::new());
        for (raw, offer) in found.result.offers.iter().zip(offers) {
            let convert = |row: OfferTariffs| of_offer(&row, offer, way, from).map(Some);
            let (good, mut worse) = rows(std::slice::from_ref(raw), convert);
            tariffs.extend(good.into_iter().flatten());
            bad.append(&mut worse);
        }
        Ok((tariffs, bad))
    }
}

/// Tariffs are reckoned for today; a row a month is enough to see them change.
fn first_of_month(window: Window) -> NaiveDate {
    let today = (window.now + TimeDelta::hours(3)).date_naive();
    today.with_day(1).unwrap_or(today)
}

/// What lacks a category, a price or a size cannot be reckoned.
fn wanted(row: OfferMapping) -> std::result::Result<Option<Wanted>, Flaw> {
    let offer = row.offer;
    if offer.offer_id.is_empty() {
        return Err(Flaw::missing("offer.offerId"));
    }
    let told = || {
        let (packed, price) = (
            offer.weight_dimensions.as_ref()?,
            offer.basic_price.as_ref()?,
        );
        let body = json!({
            "categoryId": row.mapping.market_category_id?,
            "price": decimal(price.value?),
            "length": decimal(packed.length?),
            "width": decimal(packed.width?),
            "height": decimal(packed.height?),
            "weight": decimal(packed.weight?),
        });
        Some((body, price.currency_id.clone()))
    };
    Ok(told().map(|(body, currency)| Wanted {
        id: offer.offer_id.as_str().into(),
        body,
        currency,
    }))
}

/// What the services for one offer cost.
pub(super) fn of_offer(
    row: &OfferTariffs,
    offer: &Wanted,
    way: &str,
    from: NaiveDate,
) -> std::result::Result<Vec<Tariff>, Flaw> {
    let tariff = |service: &Charge| {
        let currency = [service.currency.as_str(), offer.currency.as_str()];
        let currency = currency.into_iter().find_map(|code| code.parse().ok());
        let amount = service.amount.ok_or(Flaw::missing("tariffs.amount"))?;
        let currency = currency.ok_or(Flaw::missing("tariffs.currency"))?;
        let value = Money::from_major(amount, currency);
        Ok(Tariff {
            kind: kind(&service.kind),
            scope: offer.id.to_string(),
            listing: Some(offer.id.clone()),
            scheme: scheme(way),
            word: word(service),
            rate: Rate::Fixed {
                value: value.map_err(|_| Flaw::new("tariffs.amount", "out of range"))?,
            },
            from,
            until: None,
        })
    };
    row.tariffs.iter().map(tariff).collect()
}

fn kind(word: &str) -> TariffKind {
    match word {
        "FEE" => TariffKind::Commission,
        "AGENCY_COMMISSION" | "PAYMENT_TRANSFER" => TariffKind::Acquiring,
        "DELIVERY_TO_CUSTOMER" | "CROSSREGIONAL_DELIVERY" | "EXPRESS_DELIVERY" | "MIDDLE_MILE" => {
            TariffKind::Logistics
        }
        "SORTING" => TariffKind::Acceptance,
        other => TariffKind::Other(other.to_owned()),
    }
}

/// The service, and what tells several prices of it apart.
fn word(service: &Charge) -> String {
    let says = |name: &str| {
        !matches!(
            name,
            "value" | "valueType" | "minValue" | "maxValue" | "billingUnit"
        )
    };
    let parts = service.parameters.iter().filter(|one| says(&one.name));
    let parts: Vec<String> = parts
        .map(|one| format!(" {}={}", one.name, one.value))
        .collect();
    format!("{}{}", service.kind, parts.concat())
}

#[cfg(test)]
impl Wanted {
    /// An offer of tests.
    pub(super) fn test() -> Self {
        Self {
            id: "SAM-1".into(),
            body: Value::Null,
            currency: "RUR".to_owned(),
        }
    }
}
