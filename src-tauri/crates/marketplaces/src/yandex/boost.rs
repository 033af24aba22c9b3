//! The sales boost: Market keeps one campaign of a cabinet for whoever sets bids by its API. A bid
//! is a share of the price and is paid for when the goods are sold; zero takes the goods out.

use std::sync::Arc;

use async_trait::async_trait;
use domain::{
    Approved, Bid, Campaign, CampaignAct, CampaignItem, CampaignState, CampaignStep, PayFor,
};
use serde_json::{Value, json};

use super::ask::{Ask, ends};
use super::line::Line;
use super::wire::Envelope;
use super::wire::bid::{Bids, SkuBid};
use crate::Result;
use crate::contract::{Changes, Receipt, Seen, Source, Taken, Unfit};
use crate::error::ErrorKind;
use crate::feed::{Flaw, rows};
use crate::page::{BadRow, Cursor, Page, Window};

/// The campaign has no identity in the API.
const CAMPAIGN: &str = "boost";

/// Pages of five hundred bids.
const MOST_PAGES: usize = 40;

/// Bids that Market takes.
const RANGE: std::ops::RangeInclusive<i64> = 50..=9999;

/// Reads and sets bids.
pub(super) struct Boost(pub(super) Arc<Line>);

#[async_trait]
impl Source<Campaign> for Boost {
    /// All bids at once: the campaign is one row.
    async fn page(&self, _after: Option<&Cursor>, _window: Window) -> Result<Page<Campaign>> {
        let (mut items, mut bad, mut token) = (Vec::new(), Vec::new(), None::<String>);
        for _ in 0..MOST_PAGES {
            match self.bids(token.as_deref()).await {
                // Sellers of Market Yandex Go have none.
                Err(error) if error.kind == ErrorKind::Unsupported => break,
                Err(error) => return Err(error),
                Ok((mut more, mut worse, next)) => {
                    items.append(&mut more);
                    bad.append(&mut worse);
                    token = next;
                }
            }
            if token.is_none() {
                break;
            }
        }
        let campaign = (!items.is_empty()).then(|| campaign(items));
        Ok(Page::new(
            campaign.into_iter().collect(),
            bad,
            Cursor::at(&()),
            false,
        ))
    }
}

impl Boost {
    async fn bids(
        &self,
        token: Option<&str>,
    ) -> Result<(Vec<CampaignItem>, Vec<BadRow>, Option<String>)> {
        let path = self.0.cabinet().await?.path("v2", "/bids/info");
        let ask = Ask::post("campaigns.page", "bids-info", path, json!({})).query("limit", "500");
        let page: Envelope<Bids> = self.0.read_page(&ask, token).await?;
        let (items, bad) = rows(&page.result.bids, item);
        Ok((items, bad, page.result.paging.next()))
    }
}

pub(super) fn item(row: SkuBid) -> std::result::Result<Option<CampaignItem>, Flaw> {
    if row.sku.is_empty() {
        return Err(Flaw::missing("sku"));
    }
    let bid = row.bid.ok_or(Flaw::missing("bid"))?;
    Ok(Some(CampaignItem {
        listing: row.sku.into(),
        placement: String::new(),
        bid: (bid > 0).then_some(Bid::Share(bid)),
    }))
}

fn campaign(items: Vec<CampaignItem>) -> Campaign {
    let runs = items.iter().any(|item| item.bid.is_some());
    Campaign {
        external_id: CAMPAIGN.into(),
        name: "Буст продаж (API)".to_owned(),
        kind: "SALES_BOOST".to_owned(),
        state: match runs {
            true => CampaignState::Active,
            false => CampaignState::Paused,
        },
        pays: PayFor::Order,
        automatic: false,
        budget_day: None,
        budget_week: None,
        left: None,
        items,
        from: None,
        until: None,
        updated_at: None,
    }
}

/// The listing and the bid that a step sets; zero takes the listing out.
fn wanted(step: &CampaignStep) -> Option<(&str, i64)> {
    match &step.act {
        CampaignAct::Bid { listing, bid, .. } => match bid {
            None => Some((listing.as_str(), 0)),
            Some(Bid::Share(share)) => Some((listing.as_str(), *share)),
            Some(Bid::Money(_)) => None,
        },
        _ => None,
    }
}

#[async_trait]
impl Changes<CampaignStep> for Boost {
    fn most(&self) -> usize {
        1500
    }

    fn fit(&self, change: &CampaignStep) -> std::result::Result<(), Unfit<CampaignStep>> {
        let Some((_, bid)) = wanted(change) else {
            return Err(Unfit::new("campaign.act"));
        };
        if bid == 0 || RANGE.contains(&bid) {
            return Ok(());
        }
        let mut near = change.clone();
        if let CampaignAct::Bid { bid: share, .. } = &mut near.act {
            *share = Some(Bid::Share(bid.clamp(*RANGE.start(), *RANGE.end())));
        }
        Err(Unfit::new("campaign.bid").nearest(near))
    }

    async fn write(&self, changes: &[Approved<CampaignStep>]) -> Result<Vec<Taken>> {
        let steps: Vec<_> = changes.iter().map(|one| wanted(one.content())).collect();
        let bids: Vec<Value> = steps
            .iter()
            .flatten()
            .map(|(sku, bid)| json!({ "sku": sku, "bid": bid }))
            .collect();
        if !bids.is_empty() {
            let path = self.0.cabinet().await?.path("v2", "/bids");
            let ask = Ask::put("campaigns.write", "bids", path, json!({ "bids": bids }));
            self.0.write(&ask, ends(changes)).await?;
        }
        let taken = |step: &Option<_>| match step {
            Some(_) => Taken::Accepted(Receipt::default()),
            None => Taken::Refused("the API sets bids and nothing else".to_owned()),
        };
        Ok(steps.iter().map(taken).collect())
    }

    /// A listing that Market does not know is taken and never told.
    async fn seen(&self, change: &CampaignStep, _receipt: &Receipt) -> Result<Seen> {
        let Some((sku, bid)) = wanted(change) else {
            return Ok(Seen::Refused(
                "the API sets bids and nothing else".to_owned(),
            ));
        };
        let path = self.0.cabinet().await?.path("v2", "/bids/info");
        let ask = Ask::post(
            "campaigns.read",
            "bids-info",
            path,
            json!({ "skus": [sku] }),
        );
        let page: Envelope<Bids> = self.0.read(&ask).await?;
        let (found, _) = rows(&page.result.bids, |row: SkuBid| Ok(Some(row)));
        let stands = found.into_iter().find(|row| row.sku == sku);
        let stands = stands.and_then(|row| row.bid).unwrap_or_default();
        Ok(match stands == bid {
            true => Seen::There,
            false => Seen::Different(stands.to_string()),
        })
    }
}
