//! One day of one stall: the orders that buyers make.

use chrono::{DateTime, TimeDelta, Utc};
use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::{IndexedRandom, SliceRandom};

use super::World;
use super::demand;
use super::dice;
use super::order::{Fate, Line, Order, path};
use super::stall::Stall;

/// Share of a day's orders that begin in each hour of Tashkent, in thousandths of a day.
const HOURS: [u32; 24] = [
    12, 8, 5, 4, 4, 6, 14, 26, 38, 46, 52, 56, 58, 56, 52, 50, 50, 54, 62, 74, 86, 86, 66, 35,
];

/// Orders that the hero of the first hour gets, and the minutes between two of them.
pub(super) const RUSH: i64 = 8;
const RUSH_STEP: i64 = 5;

impl World {
    /// All orders of `stall` that begin on the Tashkent day `day`, sorted by time.
    pub(super) fn day(&self, stall: &Stall, day: i64) -> Vec<Order> {
        let mut dice = dice::stream(self.seed, &format!("{} orders", stall.id), day, 0);
        let mut orders: Vec<Order> = self
            .baskets(stall, day, &mut dice)
            .into_iter()
            .map(|lines| {
                let at = instant(day, &mut dice);
                self.order(stall, at, lines, &mut dice)
            })
            .collect();
        orders.extend(self.rush(stall, day));
        orders.sort_by_key(|order| order.created);
        let room = 1000 * u64::from(self.volume.orders);
        let first = u64::try_from(day).unwrap_or(0) * room;
        for (order, number) in orders.iter_mut().zip(first..) {
            order.number = number;
        }
        orders
    }

    /// The day's goods, put together into what single buyers take.
    fn baskets(&self, stall: &Stall, day: i64, dice: &mut StdRng) -> Vec<Vec<Line>> {
        let mut lines: Vec<Line> = Vec::new();
        for (product, series) in self.products.iter().zip(&self.series) {
            if self.is_off_sale(product.number, day) {
                continue;
            }
            let units = series.units(self.seed, stall, product, day);
            let mut left = units * u64::from(self.volume.orders);
            while left > 0 {
                let take = if left >= 2 && dice.random_range(0..100) < 18 {
                    2
                } else {
                    1
                };
                let price = self.price(stall, product);
                lines.push(Line {
                    product: product.number,
                    quantity: take,
                    price,
                });
                left -= u64::from(take);
            }
        }
        lines.shuffle(dice);
        let mut baskets: Vec<Vec<Line>> = Vec::new();
        for line in lines {
            match baskets.last_mut() {
                Some(basket)
                    if dice.random_range(0..100) < 12
                        && basket.iter().all(|other| other.product != line.product) =>
                {
                    basket.push(line);
                }
                _ => baskets.push(vec![line]),
            }
        }
        baskets
    }

    fn order(
        &self,
        stall: &Stall,
        created: DateTime<Utc>,
        lines: Vec<Line>,
        dice: &mut StdRng,
    ) -> Order {
        let fate = match dice.random_range(0..100) {
            0..7 => Fate::Cancelled,
            7..12 => Fate::Returned,
            _ => Fate::Kept,
        };
        let (city, region) = self.people.city(dice);
        Order {
            number: 0,
            created,
            lines,
            warehouse: pick(stall, dice.random_range(0..100)),
            buyer: self.people.name(dice),
            city,
            region,
            by_buyer: dice.random_range(0..100) < 80,
            path: path(created, fate, dice.random_range(60..150)),
        }
    }

    /// The run on one slow article in the first hour, which empties the seller's own shelf.
    fn rush(&self, stall: &Stall, day: i64) -> Vec<Order> {
        let Some(product) = self.products.get(self.hero) else {
            return Vec::new();
        };
        (0..RUSH)
            .filter_map(|turn| {
                let mut dice = dice::stream(self.seed, &format!("{} rush", stall.id), turn, 0);
                let wait = turn * RUSH_STEP * 60 + dice.random_range(30..200);
                let at = self.start + TimeDelta::seconds(wait);
                let price = self.price(stall, product);
                let lines = vec![Line {
                    product: self.hero,
                    quantity: 1,
                    price,
                }];
                let mut order = self.order(stall, at, lines, &mut dice);
                order.path = path(at, Fate::Kept, 100);
                order.warehouse = pick(stall, 0);
                (demand::day_of(at) == day).then_some(order)
            })
            .collect()
    }
}

/// The warehouse that serves the percentile `at`.
fn pick(stall: &Stall, at: u32) -> super::stall::Warehouse {
    let mut sum = 0;
    let mut chosen = stall.warehouses.first();
    for warehouse in stall.warehouses {
        chosen = Some(warehouse);
        sum += warehouse.share;
        if at < sum {
            break;
        }
    }
    chosen.copied().unwrap_or(super::stall::Warehouse {
        id: 0,
        name: "",
        own: true,
        share: 100,
    })
}

/// A random instant of the day, denser in the evening.
fn instant(day: i64, dice: &mut StdRng) -> DateTime<Utc> {
    let hours: Vec<(i64, u32)> = (0..).zip(HOURS).collect();
    let hour = hours
        .choose_weighted(dice, |(_, weight)| *weight)
        .map_or(12, |(hour, _)| *hour);
    demand::start_of(day) + TimeDelta::seconds(hour * 3600 + dice.random_range(0..3600))
}
