//! Daily demand in the shape of real retail series (see `data/demand.SOURCE.md`).

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use rand::Rng;

use super::dice;
use super::product::Product;
use super::stall::Stall;

/// 17 whole weeks, so that a series starts again on the weekday it began with.
const CYCLE: i64 = 119;

/// Days are Tashkent's: UTC+5 the whole year.
const TASHKENT: TimeDelta = TimeDelta::hours(5);

/// Daily units of one shipped series with their sum.
#[derive(Debug)]
pub(crate) struct Series {
    units: Vec<u64>,
    sum: u64,
}

/// The shipped series, in file order.
pub(crate) fn series() -> Vec<Series> {
    include_str!("data/demand.csv")
        .lines()
        .skip(1)
        .map(|line| {
            let units: Vec<u64> = line
                .split(',')
                .skip(1)
                .filter_map(|n| n.parse().ok())
                .collect();
            let sum = units.iter().sum::<u64>().max(1);
            Series { units, sum }
        })
        .collect()
}

impl Series {
    /// Units of `product` that buyers want at `stall` on `day`.
    ///
    /// The weekday of the series is shifted by product and stall: the shop that it comes from was
    /// shut on Saturdays, and a marketplace is not.
    pub(crate) fn units(&self, seed: u64, stall: &Stall, product: &Product, day: i64) -> u64 {
        let about = i64::try_from(product.number).unwrap_or(0);
        let shift = dice::number(seed, stall.id, about, -1) % 119;
        let at = (day + i64::try_from(shift).unwrap_or(0)).rem_euclid(CYCLE);
        let real = usize::try_from(at)
            .ok()
            .and_then(|at| self.units.get(at))
            .copied();
        let days = u64::try_from(self.units.len()).unwrap_or(1);
        // Thousandths of a unit: (real / mean) x pace x share.
        let wanted = real.unwrap_or(0) * days * product.pace * stall.share / (self.sum * 100);
        let chance = dice::stream(seed, stall.id, about, day).random_range(0..1000);
        wanted / 1000 + u64::from(chance < wanted % 1000)
    }
}

/// The number of the Tashkent day that `at` lies in.
pub(crate) fn day_of(at: DateTime<Utc>) -> i64 {
    ((at + TASHKENT).date_naive() - NaiveDate::default()).num_days()
}

/// The instant at which the Tashkent day `day` begins.
pub(crate) fn start_of(day: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(day) - TASHKENT
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::product::catalogue;
    use crate::world::stall::Currency;

    const STALL: Stall = Stall {
        id: "test",
        currency: Currency::Rub,
        share: 100,
        warehouses: &[],
        has_reviews: false,
    };

    #[test]
    fn every_series_covers_its_cycle() {
        let all = series();
        assert_eq!(all.len(), 24, "one series per product");
        for one in &all {
            assert_eq!(one.units.len(), 120, "the last 120 days are shipped");
        }
    }

    #[test]
    fn a_year_of_demand_keeps_the_pace() {
        let products = catalogue().expect("the shipped catalogue parses");
        for (product, series) in products.iter().zip(series()) {
            let year: u64 = (0..357)
                .map(|day| series.units(1, &STALL, product, day))
                .sum();
            let aim = product.pace * 357 / 1000;
            assert!(
                year * 10 > aim * 7 && year * 10 < aim * 13,
                "{} sells {year} a year where {aim} are meant",
                product.article
            );
        }
    }

    #[test]
    fn a_day_begins_where_it_says() {
        let day = day_of(DateTime::from_timestamp(1_790_000_000, 0).expect("a valid instant"));
        assert_eq!(
            day_of(start_of(day)),
            day,
            "the first instant belongs to the day"
        );
        assert_eq!(
            day_of(start_of(day) - TimeDelta::seconds(1)),
            day - 1,
            "the instant before belongs to the day before"
        );
    }
}
