//! What the seller does to a campaign. Starting, pausing and ending are GET requests that change
//! something: they are sent once like every other write.

use async_trait::async_trait;
use domain::{Approved, Bid, CampaignAct, CampaignState, CampaignStep, ExternalId, Money, PayFor};
use http::Method;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Value, json};

use super::ads::{adverts, budgets};
use super::api::Api;
use super::batch::{self, Batch};
use super::convert;
use super::profile::ADVERT;
use crate::Result;
use crate::contract::{Changes, Receipt, Seen, Taken, Unfit};
use crate::error::{ErrorKind, MarketplaceError};
use crate::http::Call;

/// Campaigns and cards of one request for bids, at most (WB API 08-promotion).
const MOST: usize = 50;
const SEEN: &str = "campaigns.seen";

/// Handles campaigns.
pub(super) struct CampaignSteps {
    pub(super) api: Api,
}

fn number(step: &CampaignStep) -> Option<i64> {
    step.campaign.as_ref()?.as_str().parse().ok()
}

/// Money in whole units.
fn whole(amount: Money) -> Option<i64> {
    let major = amount.major();
    (major.is_integer() && amount.minor > 0)
        .then(|| major.to_i64())
        .flatten()
}

#[async_trait]
impl Changes<CampaignStep> for CampaignSteps {
    fn most(&self) -> usize {
        MOST
    }

    fn fit(&self, step: &CampaignStep) -> std::result::Result<(), Unfit<CampaignStep>> {
        let reason = match (&step.act, number(step)) {
            (
                CampaignAct::Create {
                    listings,
                    pays,
                    bid,
                    budget,
                },
                _,
            ) => created(step, listings, pays, bid.is_some() || budget.is_some()),
            (_, None) => Some("campaign.number"),
            (CampaignAct::Budget { per, .. }, _) if per != "in" => Some("campaign.budget_kind"),
            (CampaignAct::Budget { amount, .. }, _) if whole(*amount).is_none() => {
                Some("campaign.whole_units")
            }
            (
                CampaignAct::Bid {
                    bid: Some(Bid::Money(_)),
                    ..
                },
                _,
            ) => None,
            (CampaignAct::Bid { .. }, _) => Some("campaign.bid_kind"),
            _ => None,
        };
        reason.map_or(Ok(()), |reason| Err(Unfit::new(reason)))
    }

    async fn write(&self, steps: &[Approved<CampaignStep>]) -> Result<Vec<Taken>> {
        let unfit = Taken::Refused("a step that WB does not have".to_owned());
        batch::send(
            &self.api,
            vec![unfit; steps.len()],
            batches(steps),
            |batch, reply| {
                let reply = self.api.success(&batch.call, reply)?;
                let said = serde_json::from_slice(&reply.body).unwrap_or_default();
                // A new campaign is answered with its number and nothing else.
                let receipt = Receipt::of(&said, "");
                Ok(vec![Taken::Accepted(receipt); batch.places.len()])
            },
        )
        .await
    }

    async fn seen(&self, step: &CampaignStep, receipt: &Receipt) -> Result<Seen> {
        let gone = || MarketplaceError::new(ErrorKind::NotFound, SEEN, "no such campaign");
        let made = receipt.id.as_ref().and_then(|id| id.as_str().parse().ok());
        let id = match step.act {
            CampaignAct::Create { .. } => made,
            _ => number(step),
        };
        let Some(id) = id else {
            return Ok(Seen::Different("its number is not known".to_owned()));
        };
        if let CampaignAct::Budget {
            amount, expected, ..
        } = &step.act
        {
            return self.filled(id, *amount, *expected).await;
        }
        let found = adverts(&self.api, SEEN, &[id]).await?;
        let raw = found.first().ok_or_else(gone)?;
        let campaign = convert::campaign(raw, None).map_err(|_| gone())?;
        let state = |wanted: &str| match campaign.state.as_str() {
            there if there == wanted => Seen::There,
            other => Seen::Different(other.to_owned()),
        };
        Ok(match &step.act {
            CampaignAct::Start => state("active"),
            // One that never began does not run either: it may be started.
            CampaignAct::Pause if campaign.state == CampaignState::Ready => Seen::There,
            CampaignAct::Pause => state("paused"),
            CampaignAct::End => state("ended"),
            CampaignAct::Bid {
                listing,
                placement,
                bid,
                ..
            } => {
                let mut items = campaign.items.iter();
                let item =
                    items.find(|item| item.listing == *listing && item.placement == *placement);
                match item.and_then(|item| item.bid) {
                    there if there == *bid => Seen::There,
                    other => Seen::Different(shown(other)),
                }
            }
            CampaignAct::Create { .. } | CampaignAct::Budget { .. } => Seen::There,
        })
    }
}

impl CampaignSteps {
    /// Money that was put in lies there, or some of it is spent already.
    async fn filled(&self, id: i64, amount: Money, before: Option<Money>) -> Result<Seen> {
        let budgets = budgets(&self.api, SEEN, &[id]).await?;
        let left = budgets.get(&id).copied();
        Ok(match (left, before) {
            (Some(left), Some(before)) if left.minor > before.minor => Seen::There,
            (Some(left), None) if left.minor >= amount.minor => Seen::There,
            (left, _) => Seen::Different(shown(left.map(Bid::Money))),
        })
    }
}

fn shown(bid: Option<Bid>) -> String {
    match bid {
        Some(Bid::Money(money)) => format!("{} {}", money.major(), money.currency),
        Some(Bid::Share(share)) => share.to_string(),
        None => String::new(),
    }
}

/// WB makes a campaign without bid and money: they are steps of their own.
fn created(
    step: &CampaignStep,
    listings: &[ExternalId],
    pays: &PayFor,
    more: bool,
) -> Option<&'static str> {
    match pays {
        _ if step.campaign.is_some() || step.name.is_empty() => Some("campaign.name"),
        _ if more => Some("campaign.later"),
        _ if numbers(listings).len() != listings.len() => Some("campaign.listings"),
        _ if !(1..=MOST).contains(&listings.len()) => Some("campaign.listings"),
        PayFor::Click | PayFor::Views => None,
        PayFor::Order | PayFor::Other(_) => Some("campaign.pays"),
    }
}

fn numbers(listings: &[ExternalId]) -> Vec<i64> {
    let numbers = listings.iter().map(|listing| listing.as_str().parse().ok());
    numbers.flatten().collect()
}

/// Bids of all campaigns in one request, every other step in one of its own.
fn batches(steps: &[Approved<CampaignStep>]) -> Vec<Batch> {
    let ends = steps.iter().filter_map(Approved::ends).min();
    let mut batches: Vec<Batch> = bids(steps).into_iter().collect();
    for (place, step) in steps.iter().enumerate() {
        let call = one(step.content());
        batches.extend(call.map(|call| Batch {
            places: vec![place],
            call,
        }));
    }
    for batch in &mut batches {
        batch.call.until = ends;
    }
    batches
}

fn bids(steps: &[Approved<CampaignStep>]) -> Option<Batch> {
    let bid = |(place, step): (usize, &Approved<CampaignStep>)| {
        let step = step.content();
        let CampaignAct::Bid {
            listing,
            placement,
            bid: Some(Bid::Money(money)),
            ..
        } = &step.act
        else {
            return None;
        };
        let nm_id: i64 = listing.as_str().parse().ok()?;
        let bids = json!([{"nm_id": nm_id, "bid_kopecks": money.minor, "placement": placement}]);
        Some((place, json!({"advert_id": number(step)?, "nm_bids": bids})))
    };
    let (places, rows): (Vec<usize>, Vec<Value>) = steps.iter().enumerate().filter_map(bid).unzip();
    let call = write(Method::PATCH, "/api/advert/v1/bids")
        .bucket("ad-bids")
        .json(json!({ "bids": rows }));
    (!places.is_empty()).then_some(Batch { places, call })
}

fn one(step: &CampaignStep) -> Option<Call> {
    let turn = |path: &str| {
        let call = write(Method::GET, path).bucket("ad-turn");
        Some(call.query("id", &number(step)?))
    };
    match &step.act {
        CampaignAct::Start => turn("/adv/v0/start"),
        CampaignAct::Pause => turn("/adv/v0/pause"),
        CampaignAct::End => turn("/adv/v0/stop"),
        CampaignAct::Budget { amount, .. } => {
            let call = write(Method::POST, "/adv/v1/budget/deposit").bucket("ad-deposit");
            let body = json!({"sum": whole(*amount)?, "type": 1, "return": true});
            Some(call.query("id", &number(step)?).json(body))
        }
        CampaignAct::Create { listings, pays, .. } => {
            let call = write(Method::POST, "/adv/v2/seacat/save-ad").bucket("ad-create");
            let pays = match pays {
                PayFor::Click => "cpc",
                _ => "cpm",
            };
            Some(call.json(json!({
                "name": step.name, "nms": numbers(listings), "bid_type": "manual",
                "payment_type": pays, "placement_types": ["search"],
            })))
        }
        CampaignAct::Bid { .. } => None,
    }
}

fn write(method: Method, path: &str) -> Call {
    Call::write("campaigns.write", ADVERT, method, path)
}
