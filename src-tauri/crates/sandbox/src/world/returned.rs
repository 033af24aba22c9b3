//! What comes back: goods given back, goods never fetched, and claims that wait for a decision.
//!
//! Returns and unredeemed goods are the other side of orders: an order that reached
//! [`Stage::Returned`] has one return for each of its lines, made at that very instant. Claims are
//! about orders that the buyer keeps.

use chrono::{DateTime, TimeDelta, Utc};
use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use serde::Deserialize;

use super::memory::remember;
use super::order::{Line, Order, Stage};
use super::product::Words;
use super::stall::Stall;
use super::{World, demand, dice};

/// A claim waits this long for the seller.
pub const CLAIM_WAITS: TimeDelta = TimeDelta::days(5);

/// Of a hundred orders that buyers keep, so many lead to a claim.
const CLAIMS: u32 = 5;

/// A cancelled order had already left when this much time had passed.
const LATE: TimeDelta = TimeDelta::hours(5);

/// Why goods come back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReturnKind {
    /// The buyer had it and gave it back.
    Return,
    /// The buyer never took it.
    Unredeemed,
    /// The buyer asks for the money and waits for the seller's word.
    Claim,
}

/// One line of an order that comes back or may come back.
#[derive(Debug, Clone)]
pub struct Returned {
    /// Unique within the stall.
    pub number: u64,
    /// [`Order::number`].
    pub order: u64,
    /// Catalogue number.
    pub product: usize,
    /// Units.
    pub quantity: u32,
    /// Why.
    pub kind: ReturnKind,
    /// The reason that the buyer picked.
    pub reason: Words,
    /// What the buyer wrote; hostile, often empty.
    pub comment: String,
    /// Price of all units in minor units.
    pub amount: i64,
    /// When it was asked for, or when the order ended.
    pub created: DateTime<Utc>,
    /// When the goods reached the place where the seller fetches them; never of a claim.
    pub arrived: Option<DateTime<Utc>>,
    /// When the seller (or the marketplace's own warehouse) took them.
    pub fetched: Option<DateTime<Utc>>,
}

impl Returned {
    /// Until when a claim waits for the seller; nothing of the other kinds.
    #[must_use]
    pub fn waits_until(&self) -> Option<DateTime<Utc>> {
        (self.kind == ReturnKind::Claim).then(|| self.created + CLAIM_WAITS)
    }
}

/// A shipped reason with what buyers write under it.
#[derive(Debug, Deserialize)]
pub(super) struct Grounds {
    kind: ReturnKind,
    reason: Words,
    comments: Vec<String>,
}

/// The shipped reasons.
pub(super) fn grounds() -> Result<Vec<Grounds>, serde_json::Error> {
    serde_json::from_str(include_str!("data/returns.json"))
}

impl World {
    /// What came back to `stall`, or was claimed, up to `now`; oldest first.
    #[must_use]
    pub fn returns(&self, stall: &Stall, now: DateTime<Utc>) -> Vec<Returned> {
        let begin = self.start - self.history;
        let mut all: Vec<Returned> = (demand::day_of(begin)..=demand::day_of(now))
            .flat_map(|day| {
                let of_day = remember(&self.returned, (stall.id, day), || {
                    let orders = self.orders_of(stall, day);
                    let told = orders.iter().filter(|order| order.created >= begin);
                    told.flat_map(|order| self.come_back(stall, order))
                        .collect()
                });
                let seen = |one: &&Returned| one.created <= now;
                of_day.iter().filter(seen).cloned().collect::<Vec<_>>()
            })
            .collect();
        for one in &mut all {
            one.arrived = one.arrived.filter(|at| *at <= now);
            one.fetched = one.fetched.filter(|at| *at <= now);
        }
        all.sort_by_key(|one| (one.created, one.number));
        all
    }

    /// Everything that ever comes back of one order.
    fn come_back(&self, stall: &Stall, order: &Order) -> Vec<Returned> {
        let about = i64::try_from(order.number).unwrap_or(0);
        let mut dice = dice::stream(self.seed, &format!("{} returns", stall.id), about, 0);
        let Some((kind, created)) = cause(order, &mut dice) else {
            return Vec::new();
        };
        // A claim is about one article, everything else about the whole basket.
        let most = if kind == ReturnKind::Claim {
            1
        } else {
            order.lines.len()
        };
        let lines = order.lines.iter().zip(0u64..).take(most);
        lines
            .map(|(line, at)| self.one_back(order, line, at, (kind, created), &mut dice))
            .collect()
    }

    fn one_back(
        &self,
        order: &Order,
        line: &Line,
        at: u64,
        (kind, created): (ReturnKind, DateTime<Utc>),
        dice: &mut StdRng,
    ) -> Returned {
        let of_kind: Vec<&Grounds> = self.grounds.iter().filter(|one| one.kind == kind).collect();
        let grounds = of_kind.choose(dice).copied();
        let comment = grounds.and_then(|one| one.comments.choose(dice));
        let travels = created + TimeDelta::hours(dice.random_range(30..96));
        let lies = travels + TimeDelta::hours(dice.random_range(6..140));
        let moves = kind != ReturnKind::Claim;
        Returned {
            number: order.number * 100 + at,
            order: order.number,
            product: line.product,
            quantity: line.quantity,
            kind,
            reason: grounds.map_or_else(Words::default, |one| one.reason.clone()),
            comment: comment.cloned().unwrap_or_default(),
            amount: line.price * i64::from(line.quantity),
            created,
            arrived: moves.then_some(travels),
            fetched: moves.then_some(lies),
        }
    }
}

/// Whether and when an order comes back, by what becomes of it.
fn cause(order: &Order, dice: &mut StdRng) -> Option<(ReturnKind, DateTime<Utc>)> {
    let (last, at) = order.path.last().copied()?;
    match last {
        Stage::Returned => Some((ReturnKind::Return, at)),
        Stage::Cancelled if order.by_buyer && at - order.created >= LATE => {
            Some((ReturnKind::Unredeemed, at))
        }
        Stage::Completed if dice.random_range(0..100) < CLAIMS => {
            let later = TimeDelta::minutes(dice.random_range(300..4_000));
            Some((ReturnKind::Claim, at + later))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::world::testing::{STALL, start, world};

    #[test]
    fn every_returned_order_comes_back_whole_and_nothing_else_does() {
        let world = world(1);
        for now in [start(), start() + TimeDelta::days(3)] {
            let back = world.returns(&STALL, now);
            let orders = world.orders(&STALL, now);
            let returned: i64 = orders
                .iter()
                .filter(|order| order.stage(now).0 == Stage::Returned)
                .map(Order::total)
                .sum();
            let told: i64 = back
                .iter()
                .filter(|one| one.kind == ReturnKind::Return)
                .map(|one| one.amount)
                .sum();
            assert!(returned > 0, "a month has returns");
            assert_eq!(told, returned, "returns are worth what their orders are");
            for one in &back {
                let order = orders.iter().find(|order| order.number == one.order);
                let order = order.expect("what comes back was ordered");
                let held = order
                    .lines
                    .iter()
                    .any(|line| line.product == one.product && line.quantity >= one.quantity);
                assert!(held, "only what was in the basket comes back");
            }
        }
    }

    #[test]
    fn all_kinds_are_met_and_their_times_rise() {
        let now = start() + TimeDelta::days(1);
        let all = world(2).returns(&STALL, now);
        let kinds: HashSet<ReturnKind> = all.iter().map(|one| one.kind).collect();
        assert_eq!(
            kinds.len(),
            3,
            "returns, unredeemed goods and claims: {kinds:?}"
        );
        let numbers: HashSet<u64> = all.iter().map(|one| one.number).collect();
        assert_eq!(numbers.len(), all.len(), "numbers are unique");
        for one in &all {
            assert!(one.created <= now, "nothing is told before it happens");
            assert!(
                one.arrived.is_none_or(|at| at > one.created),
                "goods travel"
            );
            assert!(one.fetched <= Some(now), "nothing is fetched in the future");
            assert!(!one.reason.ru.is_empty(), "a reason is always picked");
        }
        let waits = all
            .iter()
            .filter(|one| one.waits_until() > Some(now))
            .count();
        assert!(waits > 0, "some claims wait for a decision");
        assert!(
            all.iter()
                .any(|one| one.arrived.is_some() && one.fetched.is_none()),
            "some goods wait to be fetched"
        );
    }

    #[test]
    fn asking_twice_or_late_first_changes_nothing() {
        let (first, second) = (world(3), world(3));
        let late = start() + TimeDelta::days(9);
        let tell = |world: &World, now| format!("{:?}", world.returns(&STALL, now));
        let told = tell(&first, late);
        assert_eq!(tell(&first, start()), tell(&second, start()), "late first");
        assert_eq!(told, tell(&second, late), "early first");
    }
}
