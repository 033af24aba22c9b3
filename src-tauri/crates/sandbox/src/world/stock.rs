//! What lies on the shelves: an opening level, less what was sold, filled up every week.

use chrono::{DateTime, TimeDelta, Utc};

use super::market::RUSH;
use super::order::Stage;
use super::product::Product;
use super::stall::{Stall, Warehouse};
use super::{World, dice};

/// A delivery brings back what the last week sold.
pub(super) const DELIVERY: TimeDelta = TimeDelta::days(7);

/// Goods of one article in one warehouse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shelf {
    /// Catalogue number.
    pub product: usize,
    /// Where.
    pub warehouse: Warehouse,
    /// Units that buyers can take.
    pub available: u32,
    /// Units of orders that have not left yet.
    pub reserved: u32,
    /// Units on the way to buyers.
    pub to_buyers: u32,
    /// Units on the way back.
    pub from_buyers: u32,
}

impl World {
    /// All shelves of `stall` at `now`: goods in catalogue order, each in every warehouse.
    #[must_use]
    pub fn stock(&self, stall: &Stall, now: DateTime<Utc>) -> Vec<Shelf> {
        let mut shelves: Vec<Shelf> = self
            .products()
            .iter()
            .flat_map(|product| {
                stall
                    .warehouses
                    .iter()
                    .map(|place| self.full(stall, product, place, now))
            })
            .collect();
        let delivery = self.last_delivery(now);
        for order in self.orders_since(stall, now - TimeDelta::days(21), now) {
            let (stage, _) = order.stage(now);
            for line in &order.lines {
                let here = |shelf: &&mut Shelf| {
                    shelf.product == line.product && shelf.warehouse.id == order.warehouse.id
                };
                let Some(shelf) = shelves.iter_mut().find(here) else {
                    continue;
                };
                if order.created > delivery && stage != Stage::Cancelled {
                    shelf.available = shelf.available.saturating_sub(line.quantity);
                }
                shelf.move_along(stage, line.quantity);
            }
        }
        shelves
    }

    /// A shelf as it was after the last delivery.
    fn full(
        &self,
        stall: &Stall,
        product: &Product,
        place: &Warehouse,
        now: DateTime<Utc>,
    ) -> Shelf {
        Shelf {
            product: product.number,
            warehouse: *place,
            available: self.opening(stall, product, place, now),
            reserved: 0,
            to_buyers: 0,
            from_buyers: 0,
        }
    }

    /// Units after the last delivery: 12 to 45 days of average sales, a few for the hero, none of
    /// the article that is gone.
    fn opening(
        &self,
        stall: &Stall,
        product: &Product,
        place: &Warehouse,
        now: DateTime<Utc>,
    ) -> u32 {
        if self.last_delivery(now) == self.start {
            if product.number == self.gone {
                return 0;
            }
            if product.number == self.hero {
                let first = stall
                    .warehouses
                    .first()
                    .is_some_and(|first| first.id == place.id);
                return if first {
                    u32::try_from(RUSH + 1).unwrap_or(0)
                } else {
                    0
                };
            }
        }
        let about = i64::try_from(product.number).unwrap_or(0);
        let days = 12 + dice::number(self.seed, stall.id, about, place.id) % 34;
        let units = days * product.pace * stall.share * u64::from(place.share) / 10_000_000;
        u32::try_from(units).unwrap_or(u32::MAX).saturating_add(4)
    }

    /// The last delivery that is not after `now`; the start of the world counts as one.
    fn last_delivery(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        let weeks = (now - self.start).num_days().max(0) / DELIVERY.num_days();
        self.start + TimeDelta::days(weeks * DELIVERY.num_days())
    }
}

impl Shelf {
    fn move_along(&mut self, stage: Stage, units: u32) {
        match stage {
            Stage::Created | Stage::Packing => self.reserved += units,
            Stage::HandedOver | Stage::Delivering | Stage::AtPickup => self.to_buyers += units,
            Stage::Returned => self.from_buyers += units,
            Stage::Completed | Stage::Cancelled => {}
        }
    }
}
