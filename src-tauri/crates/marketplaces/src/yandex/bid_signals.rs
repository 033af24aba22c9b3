//! What Market advises to bid for its sales boost: page after page of what is on sale, a bid for
//! each offer, or several with the part of the shows that each would win.

use std::sync::Arc;

use async_trait::async_trait;
use domain::{Bid, BidSignal, BidSignalKind};
use rust_decimal::Decimal;
use serde_json::json;

use super::ask::Ask;
use super::line::Line;
use super::wire::Envelope;
use super::wire::bid::{Advised, Recommended, Step};
use super::wire::offer::{OfferMapping, Offers};
use crate::Result;
use crate::contract::Source;
use crate::error::ErrorKind;
use crate::feed::{Flaw, rows};
use crate::page::{BadRow, Cursor, Page, Window};

const OPERATION: &str = "bid_signals.page";

/// Reads advice on bids.
pub(super) struct BidAdvice(pub(super) Arc<Line>);

#[async_trait]
impl Source<BidSignal> for BidAdvice {
    async fn page(&self, after: Option<&Cursor>, _window: Window) -> Result<Page<BidSignal>> {
        let token: Option<String> = Cursor::position(after);
        let path = self.0.cabinet().await?.path("v2", "/offer-mappings");
        let body = json!({ "archived": false });
        let ask = Ask::post(OPERATION, "offer-mappings", path, body).query("limit", "100");
        let page: Envelope<Offers> = self.0.read_page(&ask, token.as_deref()).await?;
        let named = |row: OfferMapping| match row.offer.offer_id {
            sku if sku.is_empty() => Err(Flaw::missing("offer.offerId")),
            sku => Ok(Some(sku)),
        };
        let (skus, unnamed): (Vec<String>, _) = rows(&page.result.offer_mappings, named);
        let (signals, mut bad) = match self.advice(&skus).await {
            // Sellers of Market Yandex Go have no bids.
            Err(error) if error.kind == ErrorKind::Unsupported => {
                return Ok(Page::of([], Cursor::at(&None::<String>), false));
            }
            advice => advice?,
        };
        bad.extend(unnamed);
        let next = page.result.paging.next();
        Ok(Page::new(signals, bad, Cursor::at(&next), next.is_some()))
    }

    fn names_all(&self) -> bool {
        true
    }
}

impl BidAdvice {
    async fn advice(&self, skus: &[String]) -> Result<(Vec<BidSignal>, Vec<BadRow>)> {
        if skus.is_empty() {
            return Ok((Vec::new(), Vec::new()));
        }
        let path = self.0.cabinet().await?.path("v2", "/bids/recommendations");
        let body = json!({ "skus": skus });
        let ask = Ask::post(OPERATION, "bids-recommendations", path, body);
        let found: Envelope<Recommended> = self.0.read(&ask).await?;
        let (signals, bad) = rows(&found.result.recommendations, signals);
        Ok((signals.into_iter().flatten().collect(), bad))
    }
}

/// The bids advised for one offer. Where there are several, the single one beside them is to be
/// left alone (`SkuBidRecommendationItemDTO`).
pub(super) fn signals(row: Advised) -> std::result::Result<Option<Vec<BidSignal>>, Flaw> {
    if row.sku.is_empty() {
        return Err(Flaw::missing("sku"));
    }
    let signal = |mark: String, bid: i64, reach: Option<i64>| BidSignal {
        listing: row.sku.as_str().into(),
        campaign: None,
        placement: String::new(),
        query: String::new(),
        kind: BidSignalKind::Advised,
        mark,
        bid: Bid::Share(bid),
        reach: reach.map(Decimal::from),
    };
    let mut steps: Vec<Step> = row.bid_recommendations;
    if steps.is_empty() {
        let bid = row.bid.ok_or(Flaw::missing("bid"))?;
        return Ok((bid > 0).then(|| vec![signal(String::new(), bid, None)]));
    }
    steps.sort_by_key(|step| step.bid);
    let numbered = steps.into_iter().zip(1..);
    let told = numbered.map(|(step, number): (Step, u32)| {
        let bid = step.bid.filter(|bid| *bid > 0);
        let bid = bid.ok_or(Flaw::missing("bidRecommendations.bid"))?;
        Ok(signal(number.to_string(), bid, step.show_percent))
    });
    told.collect::<std::result::Result<_, _>>().map(Some)
}
