//! Prices of all shops of the cabinet, with what Market holds in quarantine, and its advice.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use domain::{Price, PriceSignal};
use serde_json::json;

use super::ask::Ask;
use super::convert::price::{Held, held, price, signals};
use super::line::Line;
use super::wire::Envelope;
use super::wire::price::{HeldOffer, OfferPrice, Offers, Recommendations};
use crate::Result;
use crate::contract::Source;
use crate::error::ErrorKind;
use crate::feed::{readable, rows};
use crate::page::{BadRow, Cursor, Page, Window};

const OPERATION: &str = "prices.page";

/// Reads prices. Pages are as long as the quarantine can be asked about by ids.
pub(super) struct Prices(pub(super) Arc<Line>);

#[async_trait]
impl Source<Price> for Prices {
    async fn page(&self, after: Option<&Cursor>, _window: Window) -> Result<Page<Price>> {
        let token: Option<String> = Cursor::position(after);
        let path = self.0.cabinet().await?.path("v2", "/offer-prices");
        let ask = Ask::post(OPERATION, "prices", path, json!({})).query("limit", "200");
        let page: Envelope<Offers> = self.0.read_page(&ask, token.as_deref()).await?;
        let offers = page.result.offers;
        let ids: Vec<OfferPrice> = readable(&offers);
        let ids: Vec<&str> = ids.iter().map(|row| row.offer_id.as_str()).collect();
        let (quarantine, mut worse) = quarantine(&self.0, OPERATION, &ids).await?;
        let (rows, mut bad) = rows(&offers, |row| price(row, &quarantine));
        bad.append(&mut worse);
        let next = page.result.paging.next();
        Ok(Page::new(rows, bad, Cursor::at(&next), next.is_some()))
    }

    fn names_all(&self) -> bool {
        true
    }
}

/// What is held of these offers.
pub(super) async fn quarantine(
    line: &Line,
    operation: &'static str,
    ids: &[&str],
) -> Result<(BTreeMap<String, Held>, Vec<BadRow>)> {
    let mut ids: Vec<&str> = ids.iter().copied().filter(|id| !id.is_empty()).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok((BTreeMap::new(), Vec::new()));
    }
    let path = line.cabinet().await?.path("v2", "/price-quarantine");
    let ask = Ask::post(operation, "quarantine", path, json!({ "offerIds": ids }));
    let page: Envelope<Offers> = line.read(&ask).await?;
    let (rows, bad) = rows(&page.result.offers, |row: HeldOffer| held(row));
    Ok((rows.into_iter().collect(), bad))
}

/// Reads what Market advises.
pub(super) struct Advice(pub(super) Arc<Line>);

#[async_trait]
impl Source<PriceSignal> for Advice {
    async fn page(&self, after: Option<&Cursor>, _window: Window) -> Result<Page<PriceSignal>> {
        let token: Option<String> = Cursor::position(after);
        let path = self
            .0
            .cabinet()
            .await?
            .path("v2", "/offers/recommendations");
        let ask = Ask::post("price_signals.page", "recommendations", path, json!({}));
        let ask = ask.query("limit", "200");
        let page = self.0.read_page(&ask, token.as_deref()).await;
        let page: Envelope<Recommendations> = match page {
            // Sellers of Market Yandex Go have none.
            Err(error) if error.kind == ErrorKind::Unsupported => Envelope::default(),
            page => page?,
        };
        let (rows, bad) = rows(&page.result.offer_recommendations, signals);
        let next = page.result.paging.next();
        Ok(Page::new(
            rows.into_iter().flatten().collect(),
            bad,
            Cursor::at(&next),
            next.is_some(),
        ))
    }

    fn names_all(&self) -> bool {
        true
    }
}
