//! What Ozon says about bids of products that are in campaigns: what others bid by the click, the
//! lowest bid by the click, and the advised share of the price by the order.

use std::collections::BTreeSet;
use std::sync::Arc;

use async_trait::async_trait;
use domain::{BidSignal, CampaignItem};
use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::ads_line::AdsLine;
use super::campaigns::{Campaigns, list};
use super::convert::ad::{CLICKS, ORDERS, lives};
use super::convert::ad_signal::{advised, competitive, lowest};
use super::profile::PERFORMANCE;
use super::wire::ad::{AdCampaign, AdvisedBids, CompetitiveBids, LowestBids};
use crate::Result;
use crate::contract::Source;
use crate::feed::rows;
use crate::http::Call;
use crate::page::{BadRow, Cursor, Page, Window};

const OPERATION: &str = "bid_signals.page";

/// "200 at most"; the lowest bids tell no number and are asked for alike.
const SKUS: usize = 200;

/// Campaigns of a page: each costs a few requests.
const OURS: usize = 10;

/// Kinds of the lowest bid by the click, and the placement that each is about.
const PLACEMENTS: [(&str, &str); 2] = [
    ("CPC", "PLACEMENT_SEARCH_AND_CATEGORY"),
    ("CPC_TOP", "PLACEMENT_TOP_PROMOTION"),
];

/// Reads what is said about bids.
pub(super) struct AdSignals {
    line: Arc<AdsLine>,
    campaigns: Campaigns,
}

/// After which campaign a round goes on.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
#[serde(default)]
struct After {
    id: u64,
}

/// Signals, and rows that could not be read.
type Read = (Vec<BidSignal>, Vec<BadRow>);

#[async_trait]
impl Source<BidSignal> for AdSignals {
    fn names_all(&self) -> bool {
        true
    }

    async fn page(&self, after: Option<&Cursor>, _window: Window) -> Result<Page<BidSignal>> {
        let after: After = Cursor::position(after);
        let (mut all, bad) = list(&self.line, OPERATION, None).await?;
        // Told once a round.
        let mut bad = if after.id == 0 { bad } else { Vec::new() };
        all.retain(|(id, row)| *id > after.id && lives(row));
        let more = all.len() > OURS;
        all.truncate(OURS);
        let (mut found, mut clicked) = (Vec::new(), BTreeSet::new());
        for (_, row) in &all {
            let (signals, broken) = self.of_campaign(row, &mut clicked).await?;
            found.extend(signals);
            bad.extend(broken);
        }
        let (signals, broken) = self.lowest(clicked).await?;
        found.extend(signals);
        bad.extend(broken);
        let last = all.last().map(|(id, _)| *id).filter(|_| more);
        let next = After {
            id: last.unwrap_or_default(),
        };
        Ok(Page::new(found, bad, Cursor::at(&next), more))
    }
}

impl AdSignals {
    /// Reads over `line`.
    pub(super) fn new(line: &Arc<AdsLine>) -> Self {
        Self {
            line: Arc::clone(line),
            campaigns: Campaigns(Arc::clone(line)),
        }
    }

    /// Signals of a campaign's own products; those paid for by the click are noted.
    async fn of_campaign(&self, row: &AdCampaign, clicked: &mut BTreeSet<String>) -> Result<Read> {
        match row.adv_object_type.as_str() {
            CLICKS => {
                let (items, bad) = self.campaigns.clicked(OPERATION, &row.id).await?;
                let skus = skus(items);
                clicked.extend(skus.iter().cloned());
                let signals = self.competitive(&row.id, &skus).await?;
                Ok(joined(signals, bad))
            }
            ORDERS => {
                let (items, bad) = self.campaigns.ordered(OPERATION).await?;
                let signals = self.advised(&row.id, &skus(items)).await?;
                Ok(joined(signals, bad))
            }
            // Banners and videos advertise pictures.
            _ => Ok(Read::default()),
        }
    }

    async fn competitive(&self, id: &str, skus: &[String]) -> Result<Read> {
        let path = format!("/api/client/campaign/{id}/products/bids/competitive");
        let mut all = Read::default();
        for batch in skus.chunks(SKUS) {
            let call = Call::read(OPERATION, PERFORMANCE, Method::GET, &path).bucket("ad-signals");
            let call = batch.iter().fold(call, |call, sku| call.query("skus", sku));
            let told: CompetitiveBids = self.line.ask(call).await?;
            let read = rows(&told.bids, |row| competitive(row, id));
            all = joined(all, read.1);
            all.0.extend(read.0);
        }
        Ok(all)
    }

    /// The lowest bids of these products, placement by placement: they hold in any campaign.
    async fn lowest(&self, skus: BTreeSet<String>) -> Result<Read> {
        let skus: Vec<String> = skus.into_iter().collect();
        let mut all = Read::default();
        for (kind, placement) in PLACEMENTS {
            for batch in skus.chunks(SKUS) {
                let body = json!({ "paymentType": kind, "sku": batch });
                let told: LowestBids = self.line.ask(asks("/api/client/min/sku", body)).await?;
                let read = rows(&told.min_bids, |row| lowest(row, placement));
                all = joined(all, read.1);
                all.0.extend(read.0);
            }
        }
        Ok(all)
    }

    async fn advised(&self, id: &str, skus: &[String]) -> Result<Read> {
        let path = "/api/client/search_promo/bids/recommendation";
        let mut all = Read::default();
        for batch in skus.chunks(SKUS) {
            let told: AdvisedBids = self.line.ask(asks(path, json!({ "skus": batch }))).await?;
            // Told as one object: its fields are the products.
            let told: Vec<Value> = told
                .recommended_bids
                .into_iter()
                .map(|(sku, bid)| json!({ "sku": sku, "bid": bid }))
                .collect();
            let read = rows(&told, |row| advised(row, id));
            all = joined(all, read.1);
            all.0.extend(read.0);
        }
        Ok(all)
    }
}

fn asks(path: &str, body: Value) -> Call {
    let call = Call::read(OPERATION, PERFORMANCE, Method::POST, path);
    call.bucket("ad-signals").json(body)
}

fn skus(items: Vec<CampaignItem>) -> Vec<String> {
    let skus = items.into_iter().map(|item| item.listing.to_string());
    skus.collect()
}

fn joined((found, mut bad): Read, more: Vec<BadRow>) -> Read {
    bad.extend(more);
    (found, bad)
}
