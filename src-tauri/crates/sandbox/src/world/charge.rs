//! Money: what the marketplace pays and keeps, line by line of an order and by day.

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use rand::Rng;

use super::advert::days;
use super::order::{Line, Order, Stage};
use super::stall::{Currency, Stall};
use super::{World, demand, dice};

/// What a charge is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ChargeKind {
    /// Price of goods that the buyer took.
    Sale,
    /// The marketplace's part of the price; given back when the goods come back.
    Commission,
    /// For taking the buyer's money.
    Acquiring,
    /// For bringing the goods.
    Logistics,
    /// For bringing them back.
    ReturnLogistics,
    /// Price of goods that came back.
    Return,
    /// For keeping the goods on one day.
    Storage,
    /// A fine.
    Penalty,
    /// For a paid plan, on the first of a month.
    Subscription,
    /// For clicks of one day.
    Advertising,
}

/// One movement of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Charge {
    /// What it is for.
    pub kind: ChargeKind,
    /// Minor units; positive: the seller gets it.
    pub amount: i64,
    /// When it was booked.
    pub at: DateTime<Utc>,
    /// Catalogue number, of charges for goods.
    pub product: Option<usize>,
    /// Units, of charges for goods; 0 of others.
    pub quantity: u32,
}

/// Commission in tenths of a percent.
pub const COMMISSION: i64 = 170;

/// Acquiring in tenths of a percent.
pub const ACQUIRING: i64 = 15;

impl World {
    /// Charges for the goods of `order` booked up to `now`, oldest first, one of a kind for each
    /// line of the order. A sale is the order's total; a return takes exactly that back.
    #[must_use]
    pub fn charges(&self, stall: &Stall, order: &Order, now: DateTime<Utc>) -> Vec<Charge> {
        let mut all = Vec::new();
        for line in &order.lines {
            let price = line.price * i64::from(line.quantity);
            let way = self.way(stall, line);
            let mut book = |stage, kind, amount| {
                all.extend(order.reached(stage, now).map(|at| Charge {
                    kind,
                    amount,
                    at,
                    product: Some(line.product),
                    quantity: line.quantity,
                }));
            };
            book(Stage::HandedOver, ChargeKind::Logistics, -way);
            book(Stage::Completed, ChargeKind::Sale, price);
            book(
                Stage::Completed,
                ChargeKind::Commission,
                -price * COMMISSION / 1000,
            );
            book(
                Stage::Completed,
                ChargeKind::Acquiring,
                -price * ACQUIRING / 1000,
            );
            book(Stage::Returned, ChargeKind::Return, -price);
            book(
                Stage::Returned,
                ChargeKind::Commission,
                price * COMMISSION / 1000,
            );
            book(Stage::Returned, ChargeKind::ReturnLogistics, -way / 2);
        }
        all.sort_by_key(|charge| charge.at);
        all
    }

    /// Charges of `day` that belong to no order, booked in the evening of that day: storage and
    /// advertising daily, a subscription on the first of a month, a fine now and then. None before
    /// the beginning of the history.
    #[must_use]
    pub fn day_charges(&self, stall: &Stall, day: NaiveDate) -> Vec<Charge> {
        if day < self.date(self.start - self.history) {
            return Vec::new();
        }
        let label = format!("{} day charges", stall.id);
        let mut dice = dice::stream(self.seed, &label, days(day), 0);
        let at = demand::start_of(days(day)) + TimeDelta::hours(22);
        let coin = coin(stall.currency);
        let storage = 90 * coin + dice.random_range(0..40) * coin;
        let fine = i64::from(dice.random_range(0..100) < 6) * 150 * coin;
        let plan = i64::from(day.day() == 1) * 1_990 * coin;
        let amounts = [
            (ChargeKind::Storage, storage),
            (ChargeKind::Advertising, self.ad_spend(stall, day)),
            (ChargeKind::Subscription, plan),
            (ChargeKind::Penalty, fine),
        ];
        let booked = amounts.into_iter().filter(|(_, amount)| *amount > 0);
        booked
            .map(|(kind, amount)| Charge {
                kind,
                amount: -amount,
                at,
                product: None,
                quantity: 0,
            })
            .collect()
    }

    /// Price of the way of one line to the buyer, by weight.
    fn way(&self, stall: &Stall, line: &Line) -> i64 {
        let weight = self.products.get(line.product).map_or(500, |p| p.weight_g);
        let one = 60 + i64::from(weight) / 50;
        one * coin(stall.currency) * i64::from(line.quantity)
    }
}

/// Minor units of what about one rouble buys.
fn coin(currency: Currency) -> i64 {
    match currency {
        Currency::Rub => 100,
        Currency::Uzs => 150,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::world::testing::{STALL, start, world};

    #[test]
    fn charges_add_up_to_the_sums_of_the_orders() {
        let world = world(1);
        let now = start() + TimeDelta::days(2);
        let mut sold = 0;
        for order in world.orders(&STALL, now) {
            let mut sums: BTreeMap<ChargeKind, i64> = BTreeMap::new();
            for charge in world.charges(&STALL, &order, now) {
                assert!(charge.at <= now, "nothing is booked ahead");
                *sums.entry(charge.kind).or_default() += charge.amount;
            }
            let sum = |kind| sums.get(&kind).copied().unwrap_or(0);
            let (stage, _) = order.stage(now);
            let had = matches!(stage, Stage::Completed | Stage::Returned);
            let sale = if had { order.total() } else { 0 };
            assert_eq!(sum(ChargeKind::Sale), sale, "{stage:?} sells its total");
            if stage == Stage::Returned {
                assert_eq!(sum(ChargeKind::Return), -sale, "and takes it back");
                assert_eq!(sum(ChargeKind::Commission), 0, "with the commission");
            } else {
                assert_eq!(sum(ChargeKind::Return), 0, "nothing came back yet");
                assert!(sum(ChargeKind::Commission) <= 0, "a commission is kept");
            }
            sold += sale;
        }
        assert!(sold > 0, "something was sold");
    }

    #[test]
    fn a_month_of_days_has_every_kind() {
        let world = world(1);
        let last = world.date(start());
        let mut kinds = std::collections::BTreeSet::new();
        for day in super::super::advert::span(last - TimeDelta::days(34), last) {
            for charge in world.day_charges(&STALL, day) {
                assert!(charge.amount < 0, "the seller pays {:?}", charge.kind);
                assert_eq!(world.date(charge.at), day, "booked on its day");
                kinds.insert(charge.kind);
            }
        }
        assert_eq!(kinds.len(), 4, "{kinds:?}");
        let before = world.date(start()) - TimeDelta::days(40);
        assert!(
            world.day_charges(&STALL, before).is_empty(),
            "no charges before the history"
        );
    }

    #[test]
    fn advertising_costs_what_the_campaigns_spend() {
        let world = world(5);
        let day = world.date(start()) - TimeDelta::days(2);
        let spent = world.ad_spend(&STALL, day);
        let booked: i64 = world
            .day_charges(&STALL, day)
            .iter()
            .filter(|charge| charge.kind == ChargeKind::Advertising)
            .map(|charge| charge.amount)
            .sum();
        assert!(spent > 0, "campaigns run");
        assert_eq!(booked, -spent, "the books agree with the campaigns");
    }
}
