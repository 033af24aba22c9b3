//! Advertising: campaigns and what a day of one of their articles brings for a given bid.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use rand::Rng;

use super::stall::{Currency, Stall};
use super::{World, dice};

/// A campaign that the seller set up before the demo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Campaign {
    /// Unique within the stall.
    pub number: u64,
    /// Name that the seller gave.
    pub name: String,
    /// Catalogue numbers, rising; no article is in two campaigns.
    pub products: Vec<usize>,
    /// When it was set up.
    pub made: DateTime<Utc>,
    /// Bid for one click, in minor units.
    pub bid: i64,
    /// Budget of a day, in minor units.
    pub budget: i64,
}

/// What one day of one article in one campaign brought.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AdDay {
    /// Times shown.
    pub views: u64,
    /// Clicks.
    pub clicks: u64,
    /// Put into the basket.
    pub carts: u64,
    /// Units ordered; never more than [`super::Funnel::orders`] of that day.
    pub orders: u64,
    /// Paid for the clicks, in minor units.
    pub spend: i64,
    /// Price of the ordered units, in minor units.
    pub revenue: i64,
}

/// Names and days before the start.
const SHIPPED: [(&str, i64); 3] = [
    ("Текстиль, поиск", 28),
    ("Кухня, каталог", 19),
    ("Новинки", 6),
];

/// Articles of one campaign.
const ARTICLES: usize = 4;

/// Equal parts of the budget, one for each article.
const SHARES: i64 = 4;

impl World {
    /// Campaigns of `stall`, oldest first. What the seller changes a venue keeps in the book.
    #[must_use]
    pub fn campaigns(&self, stall: &Stall) -> Vec<Campaign> {
        // Kopecks or so'm, both about the price of a click on home goods.
        let (bid, budget) = match stall.currency {
            Currency::Rub => (700, 60_000),
            Currency::Uzs => (1_100, 95_000),
        };
        let first = dice::number(self.seed, stall.id, 0, -3);
        SHIPPED
            .into_iter()
            .zip(0u8..)
            .map(|((name, age), turn)| {
                let at = i64::from(turn);
                let number = dice::number(self.seed, &format!("{} campaign", stall.id), at, 0);
                Campaign {
                    number: 1_000_000 + number % 8_000_000 * 3 + u64::from(turn),
                    name: name.to_owned(),
                    products: self.advertised(first, usize::from(turn)),
                    made: self.start - TimeDelta::days(age) - TimeDelta::minutes(at * 37 + 11),
                    bid: bid + at * bid / 7,
                    budget,
                }
            })
            .collect()
    }

    /// The articles of the campaign `turn`: every sixth of the catalogue, from a drawn one on.
    fn advertised(&self, first: u64, turn: usize) -> Vec<usize> {
        let count = self.products.len().max(1);
        let from = usize::try_from(first % count as u64).unwrap_or(0) + turn;
        let mut numbers: Vec<usize> = (0..ARTICLES)
            .map(|step| (from + step * count / ARTICLES) % count)
            .collect();
        numbers.sort_unstable();
        numbers
    }

    /// What `bid` (minor units a click) brings `product` on the whole of `day`. Twice the bid is
    /// about 1.6 times the views; the budget cuts the clicks. Nothing before the campaign was
    /// made, without a bid, or for an article that is not in it.
    #[must_use]
    pub fn ad_day(
        &self,
        stall: &Stall,
        campaign: &Campaign,
        product: usize,
        day: NaiveDate,
        bid: i64,
    ) -> AdDay {
        let listed = campaign.products.contains(&product);
        if bid <= 0 || !listed || day < self.date(campaign.made) {
            return AdDay::default();
        }
        let label = format!("{} ad {}", stall.id, campaign.number);
        let about = i64::try_from(product).unwrap_or(0);
        let mut dice = dice::stream(self.seed, &label, about, days(day));
        let views = reach(bid, campaign.bid) * dice.random_range(80..120) / 100;
        let paid = u64::try_from(campaign.budget / bid / SHARES).unwrap_or(0);
        let clicks = (views * dice.random_range(28..46) / 1000).min(paid);
        let carts = clicks * dice.random_range(14..26) / 100;
        let funnel = self.funnel(stall, product, day);
        let orders = (carts * dice.random_range(25..45) / 100).min(funnel.orders);
        let price = funnel.ordered / i64::try_from(funnel.orders.max(1)).unwrap_or(1);
        AdDay {
            views,
            clicks,
            carts,
            orders,
            spend: bid * i64::try_from(clicks).unwrap_or(0),
            revenue: price * i64::try_from(orders).unwrap_or(0),
        }
    }

    /// Spend of all campaigns at their shipped bids on the whole of `day`.
    pub(super) fn ad_spend(&self, stall: &Stall, day: NaiveDate) -> i64 {
        self.campaigns(stall)
            .iter()
            .flat_map(|one| one.products.iter().map(move |product| (one, *product)))
            .map(|(one, product)| self.ad_day(stall, one, product, day, one.bid).spend)
            .sum()
    }
}

/// Views of a day before chance: 900 at the usual bid, rising with ever less for more.
fn reach(bid: i64, usual: i64) -> u64 {
    let percent = u64::try_from(bid * 100 / usual.max(1))
        .unwrap_or(0)
        .min(10_000);
    // s / (s + 150): 0.4 at the usual bid, towards 1 as the bid grows.
    2_250 * percent / (percent + 150)
}

/// The number of a day, as streams of chance count them.
pub(super) fn days(day: NaiveDate) -> i64 {
    (day - NaiveDate::default()).num_days()
}

/// Days from `from` to `to`, both included.
pub(super) fn span(from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    let next = |day: &NaiveDate| day.checked_add_days(Days::new(1));
    std::iter::successors(Some(from), next).take_while(move |day| *day <= to)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::world::testing::{STALL, start, world};

    #[test]
    fn campaigns_share_no_article_and_stay_the_same() {
        let all = world(1).campaigns(&STALL);
        let numbers: HashSet<u64> = all.iter().map(|one| one.number).collect();
        assert_eq!(numbers.len(), all.len(), "numbers are unique");
        let listed: Vec<usize> = all.iter().flat_map(|one| one.products.clone()).collect();
        let once: HashSet<usize> = listed.iter().copied().collect();
        assert_eq!(once.len(), listed.len(), "an article is advertised once");
        assert!(
            all.iter().all(|one| one.made < start()),
            "made before the demo"
        );
        assert_eq!(all, world(1).campaigns(&STALL), "the same seed, the same");
    }

    #[test]
    fn a_higher_bid_brings_more_but_ever_less_for_each_coin() {
        let world = world(1);
        let campaign = world.campaigns(&STALL)[0].clone();
        let rich = Campaign {
            budget: i64::MAX / 100,
            ..campaign
        };
        let day = world.date(start()) - Days::new(3);
        let views = |bid| {
            world
                .ad_day(&STALL, &rich, rich.products[0], day, bid)
                .views
        };
        let (half, usual, double) = (views(rich.bid / 2), views(rich.bid), views(rich.bid * 2));
        assert!(half < usual && usual < double, "{half} {usual} {double}");
        assert!(
            double < usual * 2,
            "twice the bid is less than twice the views"
        );
        assert_eq!(views(0), 0, "no bid, no views");
    }

    #[test]
    fn an_ad_day_stays_within_its_budget_and_the_days_orders() {
        let world = world(4);
        let mut sold = 0;
        for one in world.campaigns(&STALL) {
            for day in span(world.date(one.made), world.date(start())) {
                let mut spent = 0;
                for product in &one.products {
                    let figures = world.ad_day(&STALL, &one, *product, day, one.bid);
                    let all = world.funnel(&STALL, *product, day);
                    assert!(figures.orders <= all.orders, "ads sell only what was sold");
                    assert!(figures.revenue <= all.ordered, "for what was paid");
                    assert!(figures.clicks <= all.opens, "a click opens the card");
                    spent += figures.spend;
                    sold += figures.orders;
                }
                assert!(spent <= one.budget, "{spent} of {}", one.budget);
            }
        }
        assert!(sold > 0, "advertising sells something in a month");
    }
}
