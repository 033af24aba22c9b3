//! What the seller does to campaigns: those paid for by the click are made, started, stopped, given
//! a budget and bids; products are put under payment by the order and taken out. Bids by the order
//! are Ozon's: a product is put in only where Ozon's bid is not above the one that was allowed.

use async_trait::async_trait;
use domain::{
    Approved, Bid, CampaignAct, CampaignItem, CampaignState, CampaignStep, ExternalId, Money,
    PayFor,
};
use http::Method;
use serde_json::{Value, json};

use super::campaigns::{Campaigns, one};
use super::convert::ad::{campaign, millionths, share};
use super::profile::PERFORMANCE;
use super::wire::ad::{Enabled, EnabledProduct, OrderProduct};
use crate::Result;
use crate::contract::{Changes, Receipt, Seen, Taken, Unfit};
use crate::feed::{readable, rows};
use crate::http::Call;

const OPERATION: &str = "campaigns.write";
const SEEN: &str = "campaigns.seen";

/// "A campaign may hold 500 products."
const MOST: usize = 500;

/// A request, or why there is none.
type Wanted = std::result::Result<Call, &'static str>;

#[async_trait]
impl Changes<CampaignStep> for Campaigns {
    fn fit(&self, step: &CampaignStep) -> std::result::Result<(), Unfit<CampaignStep>> {
        wanted(step).map(drop).map_err(Unfit::new)
    }

    async fn write(&self, steps: &[Approved<CampaignStep>]) -> Result<Vec<Taken>> {
        let mut taken = Vec::with_capacity(steps.len());
        for step in steps {
            taken.push(self.send(step).await?);
        }
        Ok(taken)
    }

    async fn seen(&self, step: &CampaignStep, receipt: &Receipt) -> Result<Seen> {
        let made = matches!(step.act, CampaignAct::Create { .. });
        let id = if made { &receipt.id } else { &step.campaign };
        let Some(id) = id.as_ref().map(ExternalId::as_str) else {
            return Ok(Seen::Different("its number is not known".to_owned()));
        };
        if let CampaignAct::Bid { listing, bid, .. } = &step.act {
            let items = self.offered(step, id).await?;
            let stands = items.iter().find(|item| item.listing == *listing);
            return Ok(bid_seen(stands, *bid, by_order(step)));
        }
        let row = one(&self.0, SEEN, id).await?;
        let stands = campaign(&row, Vec::new());
        Ok(match &step.act {
            CampaignAct::Start => running(&stands.state),
            CampaignAct::Pause if row.state == "CAMPAIGN_STATE_INACTIVE" => Seen::There,
            CampaignAct::Budget { amount, .. } if stands.budget_week == Some(*amount) => {
                Seen::There
            }
            CampaignAct::Budget { .. } => Seen::Different(shown(stands.budget_week)),
            CampaignAct::Create { listings, .. } => {
                let (items, _) = self.clicked(SEEN, id).await?;
                let there = |wanted: &ExternalId| items.iter().any(|item| item.listing == *wanted);
                match listings.iter().all(there) {
                    true => Seen::There,
                    false => Seen::Different("made without some of its products".to_owned()),
                }
            }
            _ => Seen::Different(row.state),
        })
    }
}

impl Campaigns {
    async fn send(&self, step: &Approved<CampaignStep>) -> Result<Taken> {
        let content = step.content();
        if let Some(why) = self.too_dear(content).await? {
            return Ok(Taken::Refused(why));
        }
        let call = match wanted(content) {
            Ok(call) => call.until(step.ends()),
            Err(why) => return Ok(Taken::Refused(why.to_owned())),
        };
        let said = self.0.write(call).await?;
        Ok(match &content.act {
            CampaignAct::Create { listings, bid, .. } => {
                let receipt = Receipt::of(&said, "/campaignId");
                self.fill(step, &receipt, listings, *bid).await;
                Taken::Accepted(receipt)
            }
            CampaignAct::Bid { listing, .. } => enabled(&said, listing.as_str()),
            _ => Taken::Accepted(Receipt::default()),
        })
    }

    /// Puts products into a campaign that was just made. It is there whatever comes of them: the
    /// read-back tells.
    async fn fill(
        &self,
        step: &Approved<CampaignStep>,
        receipt: &Receipt,
        listings: &[ExternalId],
        bid: Option<Bid>,
    ) {
        let Some(id) = &receipt.id else {
            return;
        };
        let bids: Vec<Value> = listings
            .iter()
            .map(|one| offer(one.as_str(), bid))
            .collect();
        let call = products(Method::POST, id.as_str(), "").json(json!({ "bids": bids }));
        if let Err(error) = self.0.write(call.until(step.ends())).await {
            tracing::warn!(%error, "a campaign was made without its products");
        }
    }

    /// Why a product is not put under payment by the order: Ozon's bid is above the one that was
    /// allowed, or not told.
    async fn too_dear(&self, step: &CampaignStep) -> Result<Option<String>> {
        let CampaignAct::Bid {
            listing,
            bid: Some(Bid::Share(allowed)),
            ..
        } = &step.act
        else {
            return Ok(None);
        };
        let (found, _) = rows(&self.all_ordered(OPERATION).await?, |row: OrderProduct| {
            Ok(Some((row.sku, share(row.bid))))
        });
        let own = found.into_iter().find(|(sku, _)| sku == listing.as_str());
        Ok(match own.and_then(|(_, bid)| bid) {
            Some(bid) if bid <= *allowed => None,
            Some(bid) => Some(format!("Ozon's bid is {} %", hundredths(bid))),
            None => Some("Ozon names no bid for this product".to_owned()),
        })
    }

    /// What the campaign offers for its products now.
    async fn offered(&self, step: &CampaignStep, id: &str) -> Result<Vec<CampaignItem>> {
        match by_order(step) {
            true => Ok(self.ordered(SEEN).await?.0),
            false => Ok(self.clicked(SEEN, id).await?.0),
        }
    }
}

/// The request that a step is.
fn wanted(step: &CampaignStep) -> Wanted {
    let id = step.campaign.as_ref().map(ExternalId::as_str);
    let number = id.filter(|id| id.bytes().all(|byte| byte.is_ascii_digit()) && !id.is_empty());
    match (&step.act, number) {
        (CampaignAct::Create { .. }, _) => created(step),
        (_, None) => Err("campaign.number"),
        (CampaignAct::Start, Some(id)) => Ok(turn(id, "activate")),
        (CampaignAct::Pause, Some(id)) => Ok(turn(id, "deactivate")),
        (CampaignAct::End, _) => Err("campaign.act"),
        (CampaignAct::Budget { per, amount, .. }, Some(id)) => budget(id, per, *amount),
        (CampaignAct::Bid { .. }, Some(id)) => bid(step, id),
    }
}

fn write(method: Method, path: &str, bucket: &'static str) -> Call {
    Call::write(OPERATION, PERFORMANCE, method, path).bucket(bucket)
}

fn turn(id: &str, word: &str) -> Call {
    let path = format!("/api/client/campaign/{id}/{word}");
    write(Method::POST, &path, "ad-turn").json(json!({}))
}

fn products(method: Method, id: &str, tail: &str) -> Call {
    let path = format!("/api/client/campaign/{id}/products{tail}");
    write(method, &path, "ad-bids")
}

/// Ozon limits a week. The budget of a day is on its way out, and what is to be spent in all is for
/// brands and agencies.
fn budget(id: &str, per: &str, amount: Money) -> Wanted {
    if per != "week" {
        return Err("campaign.budget_kind");
    }
    let amount = millionths(amount).ok_or("campaign.whole_units")?;
    let path = format!("/api/client/campaign/{id}");
    Ok(write(Method::PATCH, &path, "ad-budget").json(json!({ "weeklyBudget": amount })))
}

/// A campaign in search and recommendations; without a bid Ozon chooses the bids.
fn created(step: &CampaignStep) -> Wanted {
    let CampaignAct::Create {
        listings,
        pays,
        bid,
        budget,
    } = &step.act
    else {
        return Err("campaign.act");
    };
    if step.campaign.is_some() || step.name.is_empty() {
        return Err("campaign.name");
    }
    if *pays != PayFor::Click {
        return Err("campaign.pays");
    }
    let plain = |id: &ExternalId| id.as_str().parse::<u64>().is_ok();
    if !(1..=MOST).contains(&listings.len()) || !listings.iter().all(plain) {
        return Err("campaign.listings");
    }
    let strategy = match bid {
        Some(bid) => {
            priced(*bid)?;
            "NO_AUTO_STRATEGY"
        }
        None => "MAX_CLICKS",
    };
    let mut body = json!({
        "title": step.name,
        "placement": "PLACEMENT_SEARCH_AND_CATEGORY",
        "productAutopilotStrategy": strategy,
    });
    if let (Some(budget), Some(body)) = (budget, body.as_object_mut()) {
        let amount = millionths(*budget).ok_or("campaign.whole_units")?;
        body.insert("weeklyBudget".to_owned(), json!(amount));
    }
    let path = "/api/client/campaign/cpc/v2/product";
    Ok(write(Method::POST, path, "ad-create").json(body))
}

/// What is offered for a product: a new bid, a new product, or none any more.
fn bid(step: &CampaignStep, id: &str) -> Wanted {
    let CampaignAct::Bid {
        listing,
        bid,
        expected,
        ..
    } = &step.act
    else {
        return Err("campaign.act");
    };
    let sku = listing.as_str();
    sku.parse::<u64>().map_err(|_| "campaign.listings")?;
    match bid {
        None if by_order(step) => Ok(switch("disable", sku)),
        Some(Bid::Share(_)) => Ok(switch("enable", sku)),
        None => Ok(products(Method::POST, id, "/delete").json(json!({ "sku": [sku] }))),
        Some(Bid::Money(_)) => {
            let method = match expected {
                Some(_) => Method::PUT,
                None => Method::POST,
            };
            priced(bid.ok_or("campaign.bid_kind")?)?;
            Ok(products(method, id, "").json(json!({ "bids": [offer(sku, *bid)] })))
        }
    }
}

fn switch(word: &str, sku: &str) -> Call {
    let path = format!("/api/client/search_promo/product/{word}");
    write(Method::POST, &path, "ad-bids").json(json!({ "skus": [sku] }))
}

/// A share of the price is paid for by the order, money by the click.
fn by_order(step: &CampaignStep) -> bool {
    let CampaignAct::Bid { bid, expected, .. } = &step.act else {
        return false;
    };
    matches!(bid.or(*expected), Some(Bid::Share(_)))
}

/// The amount of a bid by the click.
fn priced(bid: Bid) -> std::result::Result<String, &'static str> {
    match bid {
        Bid::Money(money) => millionths(money).ok_or("campaign.bid_kind"),
        Bid::Share(_) => Err("campaign.bid_kind"),
    }
}

/// A product with a bid; without one Ozon sets it.
fn offer(sku: &str, bid: Option<Bid>) -> Value {
    match bid.map(priced) {
        Some(Ok(amount)) => json!({ "sku": sku, "bid": amount }),
        _ => json!({ "sku": sku }),
    }
}

/// What is said of a product that was put under payment by the order; nothing is said of others.
fn enabled(said: &Value, sku: &str) -> Taken {
    let said: Enabled = serde_json::from_value(said.clone()).unwrap_or_default();
    let told = readable::<EnabledProduct>(&said.response);
    match told.into_iter().find(|one| one.sku == sku) {
        Some(one) if one.update == Some(false) || !one.error.is_empty() => {
            Taken::Refused(one.error)
        }
        _ => Taken::Accepted(Receipt::default()),
    }
}

fn running(state: &CampaignState) -> Seen {
    match state {
        // One whose first day lies ahead is on, too.
        CampaignState::Active | CampaignState::Ready => Seen::There,
        CampaignState::Other(word) if word.contains("MODERATION_IN_PROGRESS") => Seen::Pending,
        other => Seen::Different(other.as_str().to_owned()),
    }
}

fn bid_seen(stands: Option<&CampaignItem>, wanted: Option<Bid>, by_order: bool) -> Seen {
    let bid = stands.and_then(|item| item.bid);
    match (stands, wanted) {
        (None, None) => Seen::There,
        (Some(_), Some(_)) if bid == wanted => Seen::There,
        // Less is paid than was allowed.
        (Some(_), Some(Bid::Share(most))) if by_order && lower(bid, most) => Seen::There,
        (None, Some(_)) => Seen::Different(String::new()),
        (Some(_), _) => Seen::Different(match bid {
            Some(Bid::Money(money)) => shown(Some(money)),
            Some(Bid::Share(share)) => format!("{} %", hundredths(share)),
            None => String::new(),
        }),
    }
}

fn lower(bid: Option<Bid>, most: i64) -> bool {
    matches!(bid, Some(Bid::Share(share)) if share <= most)
}

fn hundredths(share: i64) -> String {
    rust_decimal::Decimal::new(share, 2).normalize().to_string()
}

fn shown(money: Option<Money>) -> String {
    money.map_or_else(String::new, |money| {
        format!("{} {}", money.major(), money.currency)
    })
}
