//! Orders and the states they pass through.

use chrono::{DateTime, TimeDelta, Utc};

use super::stall::Warehouse;

/// Where an order stands. Marketplaces have their own words for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Paid, nobody has touched it.
    Created,
    /// The seller confirmed and packs it.
    Packing,
    /// Handed over to the marketplace.
    HandedOver,
    /// On its way.
    Delivering,
    /// Waits for the buyer.
    AtPickup,
    /// The buyer has it.
    Completed,
    /// Cancelled before the buyer had it.
    Cancelled,
    /// The buyer had it and gave it back.
    Returned,
}

/// Goods of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Catalogue number.
    pub product: usize,
    /// Units.
    pub quantity: u32,
    /// Price of one unit in minor units of the stall's currency.
    pub price: i64,
}

/// One order with its whole future, which readers see only up to now.
#[derive(Debug, Clone)]
pub struct Order {
    /// Unique within the stall, rising with time within a day.
    pub number: u64,
    /// When the buyer paid.
    pub created: DateTime<Utc>,
    /// Goods.
    pub lines: Vec<Line>,
    /// Where they leave from.
    pub warehouse: Warehouse,
    /// Buyer's name; may be hostile.
    pub buyer: String,
    /// City of delivery.
    pub city: String,
    /// Region of delivery (a federal district of Russia, or a country).
    pub region: String,
    /// True when the buyer cancelled, false when the seller did; told only of cancelled orders.
    pub by_buyer: bool,
    /// The stages with the instants at which they begin, in order; the first is `Created`.
    pub path: Vec<(Stage, DateTime<Utc>)>,
}

impl Order {
    /// The stage at `now` and the instant when it began.
    #[must_use]
    pub fn stage(&self, now: DateTime<Utc>) -> (Stage, DateTime<Utc>) {
        self.path
            .iter()
            .rev()
            .find(|(_, since)| *since <= now)
            .copied()
            .unwrap_or((Stage::Created, self.created))
    }

    /// When `stage` was reached, if that is not after `now`.
    #[must_use]
    pub fn reached(&self, stage: Stage, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.path
            .iter()
            .find(|(one, at)| *one == stage && *at <= now)
            .map(|(_, at)| *at)
    }

    /// Sum of the goods in minor units.
    #[must_use]
    pub fn total(&self) -> i64 {
        self.lines
            .iter()
            .map(|line| line.price * i64::from(line.quantity))
            .sum()
    }
}

/// What becomes of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// The buyer keeps it.
    Kept,
    /// Cancelled some hours after it was made.
    Cancelled,
    /// Given back some days after it was taken.
    Returned,
}

/// The stages of an order made at `created`; `pace` in percent stretches or shortens each step.
pub(super) fn path(created: DateTime<Utc>, fate: Fate, pace: i64) -> Vec<(Stage, DateTime<Utc>)> {
    // Hours that pass before each next stage on an average way to a Russian or Uzbek city.
    const STEPS: [(Stage, i64); 5] = [
        (Stage::Packing, 3),
        (Stage::HandedOver, 14),
        (Stage::Delivering, 8),
        (Stage::AtPickup, 66),
        (Stage::Completed, 30),
    ];
    let mut path = vec![(Stage::Created, created)];
    let minutes = |hours: i64| TimeDelta::minutes(hours * 60 * pace / 100);
    if fate == Fate::Cancelled {
        path.push((Stage::Cancelled, created + minutes(5)));
        return path;
    }
    let mut at = created;
    for (stage, hours) in STEPS {
        at += minutes(hours);
        path.push((stage, at));
    }
    if fate == Fate::Returned {
        path.push((Stage::Returned, at + minutes(72)));
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_follow_one_another() {
        let created = DateTime::from_timestamp(1_790_000_000, 0).expect("a valid instant");
        let path = path(created, Fate::Returned, 100);
        assert!(
            path.is_sorted_by_key(|(_, at)| *at),
            "time only runs forward: {path:?}"
        );
        assert_eq!(
            path.last().map(|(stage, _)| *stage),
            Some(Stage::Returned),
            "the fate is met"
        );
    }
}
