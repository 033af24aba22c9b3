//! What is done with campaigns: what the marketplace lets be done, and steps that wait for a yes.

use domain::{AccountId, Bid, CampaignAct, CampaignStep as Step, ChangeKind, Currency, Money};
use store::ad::{AdSpan, CampaignItemRow, CampaignRow};

use super::change;
use crate::context::Own;
use crate::error::ApiError;
use crate::view::ad::{CampaignActs, CampaignRef, CampaignStep, ProposeCampaign};
use crate::view::change::ProposedChange;

/// Ways in which a campaign's money may be counted.
const PER: [&str; 3] = ["day", "week", "in"];
/// Listings of a campaign that are looked through for one.
const ITEMS: i64 = 5000;
/// A sum that every marketplace would take, in whole units: only whether one may be set is asked.
const SOME: i64 = 10_000_000;

/// A campaign as it stands, with what is in it.
struct Known {
    row: CampaignRow,
    items: Vec<CampaignItemRow>,
}

impl Known {
    async fn of(own: &Own, account: AccountId, key: &str) -> Result<Self, ApiError> {
        let partner = own.view().partner().await?;
        let today = own.view().now().date_naive();
        let span = AdSpan {
            from: today,
            to: today,
        };
        let mut conn = own.view().read().await?;
        Ok(Self {
            row: store::ad::get(&mut conn, (partner, account), key, span).await?,
            items: store::ad::items(&mut conn, account, key, ITEMS).await?,
        })
    }

    fn step(&self, act: CampaignAct) -> Step {
        Step {
            account: self.row.account,
            campaign: Some(self.row.key.as_str().into()),
            name: self.row.name.clone(),
            act,
        }
    }

    /// What was told last, as the marketplace counts it.
    fn money(&self, per: &str) -> Option<Money> {
        match per {
            "day" => self.row.budget_day,
            "week" => self.row.budget_week,
            _ => self.row.left,
        }
    }

    fn currency(&self) -> Option<Currency> {
        let mut bids = self.items.iter().filter_map(|item| match item.bid {
            Some(Bid::Money(money)) => Some(money.currency),
            _ => None,
        });
        self.row.currency.or_else(|| bids.next())
    }

    fn budget(&self, per: &str, minor: i64) -> Result<CampaignAct, ApiError> {
        let known = self.currency();
        let currency =
            known.ok_or_else(|| ApiError::bad_input("key", "its currency is unknown"))?;
        Ok(CampaignAct::Budget {
            per: per.to_owned(),
            amount: Money::new(minor, currency),
            expected: self.money(per),
        })
    }

    fn bid(&self, item: &CampaignItemRow, bid: Option<i64>) -> CampaignAct {
        let same = |units: i64| match item.bid {
            Some(Bid::Money(now)) => Bid::Money(Money::new(units, now.currency)),
            _ => Bid::Share(units),
        };
        CampaignAct::Bid {
            listing: item.listing_key.as_str().into(),
            placement: item.placement.clone(),
            bid: bid.map(same),
            expected: item.bid,
        }
    }
}

/// What the marketplace lets be done with a campaign, without asking it.
pub(crate) async fn acts(own: &Own, args: CampaignRef) -> Result<CampaignActs, ApiError> {
    let known = Known::of(own, AccountId(args.account), &args.key).await?;
    let mut wanted = vec![CampaignAct::Start, CampaignAct::Pause, CampaignAct::End];
    let budgets = PER.map(|per| known.budget(per, SOME).ok());
    let set = known.items.iter().find(|item| item.bid.is_some());
    let bid = set.map(|item| known.bid(item, units(item.bid)));
    let out = set.map(|item| known.bid(item, None));
    let optional = budgets.into_iter().chain([bid, out]);
    let places: Vec<Option<usize>> = optional
        .map(|act| {
            wanted.push(act?);
            Some(wanted.len() - 1)
        })
        .collect();
    let contents = wanted.into_iter().map(|act| known.step(act));
    let contents = contents.map(|step| serde_json::to_value(step).unwrap_or_default());
    let (account, kind) = (known.row.account, ChangeKind::Campaign);
    let fits = engine::changing::fits(own.room(), account, kind, contents.collect()).await?;
    let at = |place: usize| fits.get(place).copied().unwrap_or_default();
    let optional = |index: usize| places.get(index).copied().flatten().is_some_and(at);
    let budget = PER.iter().enumerate().filter(|(index, _)| optional(*index));
    Ok(CampaignActs {
        start: at(0),
        pause: at(1),
        end: at(2),
        budget: budget.map(|(_, per)| (*per).to_owned()).collect(),
        bid: optional(PER.len()),
        take_out: optional(PER.len() + 1),
    })
}

fn units(bid: Option<Bid>) -> Option<i64> {
    bid.map(|bid| match bid {
        Bid::Money(money) => money.minor,
        Bid::Share(share) => share,
    })
}

/// A step that the owner wants, as the rules see it; it waits for the owner's yes.
pub(crate) async fn propose(own: &Own, args: ProposeCampaign) -> Result<ProposedChange, ApiError> {
    let known = Known::of(own, AccountId(args.account), &args.key).await?;
    let act = match args.step {
        CampaignStep::Start => CampaignAct::Start,
        CampaignStep::Pause => CampaignAct::Pause,
        CampaignStep::End => CampaignAct::End,
        CampaignStep::Budget { per, amount_minor } => known.budget(&per, amount_minor)?,
        CampaignStep::Bid {
            listing_key,
            placement,
            bid,
        } => {
            let mut items = known.items.iter();
            let item = items
                .find(|item| item.listing_key == listing_key && item.placement == placement)
                .ok_or_else(|| ApiError::not_found("listing"))?;
            known.bid(item, bid)
        }
    };
    let proposed = change::propose(own, &known.step(act)).await?;
    let nearest = proposed.nearest.clone();
    let nearest = nearest.and_then(|value| serde_json::from_value::<Step>(value).ok());
    let nearest = nearest.and_then(|step| match step.act {
        CampaignAct::Bid { bid, .. } => units(bid).map(|units| units.to_string()),
        CampaignAct::Budget { amount, .. } => Some(amount.minor.to_string()),
        _ => None,
    });
    Ok(change::proposed(proposed, nearest))
}
