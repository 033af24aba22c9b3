//! Promotions of Market, one a page with all its goods, and joining and leaving them.

use std::sync::Arc;

use async_trait::async_trait;
use domain::{Approved, Currency, Money, Price, Promotion, PromotionItem, PromotionStep};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::ask::{Ask, ends};
use super::convert::number;
use super::convert::price::price;
use super::line::Line;
use super::wire::Envelope;
use super::wire::price::Offers;
use super::wire::promo::{Promo, PromoOffer, PromoOffers, Promos, Rejections};
use crate::Result;
use crate::contract::{Changes, Receipt, Seen, Source, Taken, Unfit};
use crate::error::{ErrorKind, MarketplaceError};
use crate::feed::{Flaw, readable, rows};
use crate::page::{BadRow, Cursor, Page, Window};

/// Pages of five hundred goods of one promotion.
const MOST_PAGES: usize = 40;

/// Reads promotions, joins and leaves them.
pub(super) struct Actions(pub(super) Arc<Line>);

#[async_trait]
impl Source<Promotion> for Actions {
    /// The cursor holds the promotions that are still to be read, as they came.
    async fn page(&self, after: Option<&Cursor>, _window: Window) -> Result<Page<Promotion>> {
        const OPERATION: &str = "promotions.page";
        let mut left: Vec<Value> = Cursor::position(after);
        if left.is_empty() {
            left = match self.list(OPERATION).await {
                Ok(list) => list,
                // Sellers of Market Yandex Go have none.
                Err(error) if error.kind == ErrorKind::Unsupported => Vec::new(),
                Err(error) => return Err(error),
            };
        }
        let Some(raw) = left.pop() else {
            return Ok(Page::of([], Cursor::at(&left), false));
        };
        let (mut found, mut bad) = rows(&[raw], promotion);
        for promotion in &mut found {
            let (items, mut worse) = self
                .items(OPERATION, promotion.external_id.as_str())
                .await?;
            promotion.items = items;
            bad.append(&mut worse);
        }
        Ok(Page::new(found, bad, Cursor::at(&left), !left.is_empty()))
    }

    fn names_all(&self) -> bool {
        true
    }
}

impl Actions {
    async fn list(&self, operation: &'static str) -> Result<Vec<Value>> {
        let path = self.0.cabinet().await?.path("v2", "/promos");
        let found: Envelope<Promos> = self
            .0
            .read(&Ask::post(operation, "promos", path, json!({})))
            .await?;
        Ok(found.result.promos)
    }

    async fn items(
        &self,
        operation: &'static str,
        promo: &str,
    ) -> Result<(Vec<PromotionItem>, Vec<BadRow>)> {
        let path = self.0.cabinet().await?.path("v2", "/promos/offers");
        let ask = Ask::post(operation, "promo-offers", path, json!({ "promoId": promo }));
        let ask = ask.query("limit", "500");
        let (mut items, mut bad, mut token) = (Vec::new(), Vec::new(), None::<String>);
        for _ in 0..MOST_PAGES {
            let page: Envelope<PromoOffers> = self.0.read_page(&ask, token.as_deref()).await?;
            let (mut good, mut worse) = rows(&page.result.offers, item);
            items.append(&mut good);
            bad.append(&mut worse);
            token = page.result.paging.next();
            if token.is_none() {
                break;
            }
        }
        Ok((items, bad))
    }

    /// The price of an offer now: what it was sold for before the promotion.
    async fn price(&self, operation: &'static str, offer: &str) -> Result<Option<Price>> {
        let path = self.0.cabinet().await?.path("v2", "/offer-prices");
        let ask = Ask::post(operation, "prices", path, json!({ "offerIds": [offer] }));
        let page: Envelope<Offers> = self.0.read(&ask).await?;
        let held = std::collections::BTreeMap::new();
        let (found, _) = rows(&page.result.offers, |row| price(row, &held));
        Ok(found
            .into_iter()
            .find(|price| price.listing.as_str() == offer))
    }
}

/// One promotion without its goods.
pub(super) fn promotion(row: Promo) -> std::result::Result<Option<Promotion>, Flaw> {
    if row.id.is_empty() {
        return Err(Flaw::missing("id"));
    }
    Ok(Some(Promotion {
        external_id: row.id.into(),
        name: row.name,
        kind: row.mechanics_info.kind,
        from: row.period.date_time_from,
        until: row.period.date_time_to,
        items: Vec::new(),
    }))
}

/// Prices of promotions are in roubles: no other sellers have them.
pub(super) fn item(row: PromoOffer) -> std::result::Result<Option<PromotionItem>, Flaw> {
    if row.offer_id.is_empty() {
        return Err(Flaw::missing("offerId"));
    }
    let roubles = |value: Option<Decimal>| Money::from_major(value?, Currency::RUB).ok();
    let told = row.params.discount_params;
    let joined = !matches!(
        row.status.as_str(),
        "NOT_PARTICIPATING" | "RENEW_FAILED" | ""
    );
    Ok(Some(PromotionItem {
        listing: row.offer_id.into(),
        joined,
        price: roubles(told.promo_price).filter(|_| joined),
        highest: roubles(told.max_promo_price),
    }))
}

#[async_trait]
impl Changes<PromotionStep> for Actions {
    /// Whole roubles.
    fn fit(&self, change: &PromotionStep) -> std::result::Result<(), Unfit<PromotionStep>> {
        let Some(price) = change.price else {
            return Ok(());
        };
        let whole = price.major().floor();
        if whole < Decimal::ONE {
            return Err(Unfit::new("promotion.price"));
        }
        match Money::from_major(whole, price.currency) {
            Ok(near) if near == price => Ok(()),
            Ok(near) => Err(Unfit::new("promotion.price").nearest(PromotionStep {
                price: Some(near),
                ..change.clone()
            })),
            Err(_) => Err(Unfit::new("promotion.price")),
        }
    }

    async fn write(&self, changes: &[Approved<PromotionStep>]) -> Result<Vec<Taken>> {
        const OPERATION: &str = "promotions.write";
        let [approved] = changes else {
            let message = "one listing joins or leaves in one request";
            return Err(MarketplaceError::new(
                ErrorKind::Unexpected,
                OPERATION,
                message,
            ));
        };
        let step = approved.content();
        let ask = match step.price {
            Some(promo) => self.joining(OPERATION, step, promo).await?,
            None => {
                let path = self.0.cabinet().await?.path("v2", "/promos/offers/delete");
                let body = json!({
                    "promoId": step.promotion.as_str(),
                    "offerIds": [step.listing.as_str()],
                });
                Ask::post(OPERATION, "promo-delete", path, body)
            }
        };
        let reply = self.0.write(&ask, ends(changes)).await?;
        let said: Envelope<Rejections> = serde_json::from_slice(&reply.body).unwrap_or_default();
        let mut rejected = said.result.rejected_offers.into_iter();
        Ok(vec![match rejected.next() {
            None => Taken::Accepted(Receipt::default()),
            Some(rejected) => Taken::Refused(rejected.reason),
        }])
    }

    async fn seen(&self, change: &PromotionStep, _receipt: &Receipt) -> Result<Seen> {
        const OPERATION: &str = "promotions.read";
        let promo = change.promotion.as_str();
        let (items, _) = self.items(OPERATION, promo).await?;
        let item = items
            .into_iter()
            .find(|item| item.listing == change.listing);
        let joined = item.as_ref().is_some_and(|item| item.joined);
        let price = item.and_then(|item| item.price);
        let there = match change.price {
            Some(wanted) => joined && price.is_none_or(|price| price == wanted),
            None => !joined,
        };
        if there {
            return Ok(Seen::There);
        }
        // It takes four to six hours.
        let promos: Vec<Promo> = readable(&self.list(OPERATION).await?);
        let mut own = promos.into_iter().filter(|one| one.id == promo);
        let busy = own.any(|one| one.assortment_info.processing == Some(true));
        Ok(match busy {
            true => Seen::Pending,
            false => Seen::Different(price.map_or_else(String::new, super::price_changes::plain)),
        })
    }
}

impl Actions {
    /// Market wants the price before the promotion beside the one in it.
    async fn joining(
        &self,
        operation: &'static str,
        step: &PromotionStep,
        promo: Money,
    ) -> Result<Ask> {
        let standing = self.price(operation, step.listing.as_str()).await?;
        let standing = standing.ok_or_else(|| {
            MarketplaceError::new(ErrorKind::NotFound, operation, "no such offer has a price")
        })?;
        let before = standing.before.unwrap_or(standing.price);
        let before = Money::from_major(before.major().ceil(), before.currency).unwrap_or(before);
        let offer = json!({
            "offerId": step.listing.as_str(),
            "params": { "discountParams": {
                "price": number(before),
                "promoPrice": number(promo),
            } },
        });
        let path = self.0.cabinet().await?.path("v2", "/promos/offers/update");
        let body = json!({ "promoId": step.promotion.as_str(), "offers": [offer] });
        Ok(Ask::post(operation, "promo-update", path, body))
    }
}
