//! Promotions and advertising.

use domain::{
    Bid, Campaign, CampaignAct, CampaignItem, CampaignStep, Money, PayFor, Promotion, PromotionStep,
};
use marketplaces::Changes;

use super::Hand;
use crate::hand::ACCOUNT;

impl Hand<'_> {
    pub(super) async fn promotion(&self) {
        let Some(by) = self.shop.promotion_steps() else {
            return;
        };
        let rows = self.rows::<Promotion>().await;
        let found = rows.iter().find_map(|promotion| {
            let mut items = promotion.items.iter();
            let item = items.find(|item| !item.joined && item.highest.is_some())?;
            Some((promotion, item))
        });
        let (promotion, item) = found.expect("something that could take part");
        let wanted = PromotionStep {
            account: ACCOUNT,
            promotion: promotion.external_id.clone(),
            listing: item.listing.clone(),
            price: item.highest,
        };
        self.there(by, &wanted).await;
        let out = PromotionStep {
            price: None,
            ..wanted
        };
        // Some are left by a price above their limit alone.
        self.there_if_taken(by, &out).await;
    }

    /// One campaign of each kind of payment whose bids are told.
    pub(super) async fn campaign(&self) {
        let Some(by) = self.shop.campaign_steps() else {
            return;
        };
        let mut met: Vec<PayFor> = Vec::new();
        for campaign in self.rows::<Campaign>().await {
            let mut items = campaign.items.iter();
            let item = items.find(|item| item.bid.is_some());
            let Some(item) = item.filter(|_| !met.contains(&campaign.pays)) else {
                continue;
            };
            met.push(campaign.pays.clone());
            self.bids(by, &campaign, item).await;
            // What is paid for by the order has no beginning and no end.
            let turns = [CampaignAct::Pause, CampaignAct::Start];
            for act in turns.into_iter().filter(|_| campaign.pays != PayFor::Order) {
                self.step(by, &campaign, act).await;
            }
            self.made(by, &campaign, item).await;
        }
        assert!(!met.is_empty(), "a campaign whose bids the seller sets");
    }

    /// A bid is raised; what can be taken out is, and is put in again.
    async fn bids(&self, by: &dyn Changes<CampaignStep>, of: &Campaign, item: &CampaignItem) {
        let higher = item.bid.map(|bid| match bid {
            Bid::Money(money) => Bid::Money(Money::new(money.minor + 100, money.currency)),
            Bid::Share(share) => Bid::Share(share + 100),
        });
        let bid = |bid, expected| CampaignAct::Bid {
            listing: item.listing.clone(),
            placement: item.placement.clone(),
            bid,
            expected,
        };
        self.step(by, of, bid(higher, item.bid)).await;
        if self.step(by, of, bid(None, higher)).await {
            self.step(by, of, bid(higher, None)).await;
        }
    }

    /// A new campaign, and what it may spend.
    async fn made(&self, by: &dyn Changes<CampaignStep>, of: &Campaign, item: &CampaignItem) {
        let new = CampaignStep {
            account: ACCOUNT,
            campaign: None,
            name: "Новая".to_owned(),
            act: CampaignAct::Create {
                listings: vec![item.listing.clone()],
                pays: of.pays.clone(),
                bid: None,
                budget: None,
            },
        };
        if by.fit(&new).is_ok() {
            self.there(by, &new).await;
        }
        if let Some(week) = of.budget_week {
            let act = CampaignAct::Budget {
                per: "week".to_owned(),
                amount: Money::new(week.minor * 2, week.currency),
                expected: Some(week),
            };
            self.step(by, of, act).await;
        }
    }

    /// Does a step that the marketplace has; whether it has.
    async fn step(&self, by: &dyn Changes<CampaignStep>, of: &Campaign, act: CampaignAct) -> bool {
        let wanted = CampaignStep {
            account: ACCOUNT,
            campaign: Some(of.external_id.clone()),
            name: of.name.clone(),
            act,
        };
        let fits = by.fit(&wanted).is_ok();
        if fits {
            self.there(by, &wanted).await;
        }
        fits
    }
}
