//! What WB says about bids, one card of one campaign a page: its advice is told card by card and
//! five times a minute, so that a page that wanted more would never come to its end.

use async_trait::async_trait;
use domain::BidSignal;
use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::ads::{adverts, numbers, pairs, whole};
use super::api::Api;
use super::convert;
use super::profile::ADVERT;
use super::wire::{Advert, LeastBids};
use crate::Result;
use crate::error::ErrorKind;
use crate::feed::rows;
use crate::http::{Call, Reply};
use crate::page::{BadRow, Cursor, Page, Window};

const OPERATION: &str = "bid_signals.page";
/// Payments for which WB advises bids: by views, by clicks.
const PAID_FOR: [&str; 2] = ["cpm", "cpc"];

/// Reads what WB says about bids.
pub(super) struct BidSignals {
    pub(super) api: Api,
}

/// After which card of which campaign a round goes on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct After {
    pair: (i64, i64),
}

type Signals = Vec<std::result::Result<BidSignal, BadRow>>;

#[async_trait]
impl crate::Source<BidSignal> for BidSignals {
    fn names_all(&self) -> bool {
        true
    }

    async fn page(&self, after: Option<&Cursor>, _: Window) -> Result<Page<BidSignal>> {
        let after: After = Cursor::position(after);
        let alive = |status| matches!(status, 4 | 9 | 11);
        // The campaign of the last card may have more cards.
        let (ids, more) = numbers(&self.api, OPERATION, after.pair.0 - 1, alive).await?;
        let found = adverts(&self.api, OPERATION, &ids).await?;
        let (found, bad) = rows(&found, |advert: Advert| Ok(Some(advert)));
        whole(OPERATION, &bad)?;
        let (pairs, cut) = pairs(&found, after.pair, 1);
        let pair = pairs.first().copied();
        let advert = found
            .iter()
            .find(|advert| pair.is_some_and(|(id, _)| advert.id == Some(id)));
        let signals = match advert.zip(pair) {
            Some((advert, pair)) => self.about(advert, pair).await?,
            None => Signals::new(),
        };
        let edge = ids.last().map(|id| (*id, i64::MAX)).filter(|_| more);
        let last = pair.filter(|_| cut).or(edge);
        let next = After {
            pair: last.unwrap_or_default(),
        };
        Ok(Page::of(signals, Cursor::at(&next), last.is_some()))
    }
}

impl BidSignals {
    /// The advice first: it is told the least often, and then nothing was asked in vain.
    async fn about(&self, advert: &Advert, (id, nm_id): (i64, i64)) -> Result<Signals> {
        let pays = advert.settings.payment_type.as_str();
        if !PAID_FOR.contains(&pays) {
            return Ok(Signals::new());
        }
        let mut signals = Signals::new();
        let path = "/api/advert/v0/bids/recommendations";
        let call = Call::read(OPERATION, ADVERT, Method::GET, path)
            .bucket("ad-advice")
            .query("nmId", &nm_id)
            .query("advertId", &id);
        if let Some(reply) = self.told(&call).await? {
            let raw: Value = self.api.shape(&call, &reply)?;
            signals.extend(convert::advised(&raw, (id, nm_id), &advert.currency));
        }
        let call = Call::read(OPERATION, ADVERT, Method::POST, "/api/advert/v1/bids/min")
            .bucket("ad-least")
            .json(
                json!({"advert_id": id, "nm_ids": [nm_id], "payment_type": pays,
                "placement_types": places(advert)}),
            );
        if let Some(reply) = self.told(&call).await? {
            let found: LeastBids = self.api.shape(&call, &reply)?;
            signals.extend(found.bids.iter().flat_map(|raw| convert::lowest(raw, id)));
        }
        Ok(signals)
    }

    /// WB has nothing to say about some cards, which is no fault of the others.
    async fn told(&self, call: &Call) -> Result<Option<Reply>> {
        match self.api.ask(call).await {
            Ok(reply) => Ok(Some(reply)),
            Err(error) if matches!(error.kind, ErrorKind::Rejected | ErrorKind::NotFound) => {
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }
}

/// Where a campaign shows its cards, in the words of the least bids.
fn places(advert: &Advert) -> Vec<&'static str> {
    if advert.bid_type != convert::MANUAL {
        return vec![convert::COMBINED];
    }
    let shown = &advert.settings.placements;
    let both = [
        ("search", shown.search),
        ("recommendation", shown.recommendations),
    ];
    let shown = both.into_iter().filter(|(_, on)| *on == Some(true));
    shown.map(|(name, _)| name).collect()
}
