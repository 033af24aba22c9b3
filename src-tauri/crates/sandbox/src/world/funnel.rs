//! From a look at the list to goods that the buyer keeps, by article and day; and what buyers
//! type to find an article.

use chrono::NaiveDate;
use rand::Rng;

use super::advert::{days, span};
use super::order::Stage;
use super::product::Words;
use super::stall::Stall;
use super::{World, dice};

/// The way of one article through one whole day. Orders are counted in units, by the day on which
/// they were made: bought, cancelled and returned units of a day add up to its orders.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Funnel {
    /// Times shown in a list.
    pub views: u64,
    /// Times the card was opened.
    pub opens: u64,
    /// Units put into a basket.
    pub carts: u64,
    /// Units ordered on this day.
    pub orders: u64,
    /// Their price, in minor units.
    pub ordered: i64,
    /// Units of these orders that buyers take and keep.
    pub buyouts: u64,
    /// Their price, in minor units.
    pub bought: i64,
    /// Units of these orders that are cancelled before the buyer has them.
    pub cancels: u64,
}

/// What buyers type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// In Russian.
    pub ru: String,
    /// In Uzbek.
    pub uz: String,
}

/// What one term brought one article in some days.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TermFigures {
    /// Searches by everybody, whatever they found.
    pub searches: u64,
    /// Average position in the results, in tenths, from 10.
    pub position_tenths: u64,
    /// Times the card was opened from these results.
    pub opens: u64,
    /// Units put into a basket.
    pub carts: u64,
    /// Units ordered.
    pub orders: u64,
}

/// Percent of an article's opens that each of its terms brings, the most usual first.
const SHARES: [u64; 4] = [34, 21, 12, 6];

impl World {
    /// The way of `product` through the whole of `day`, also through what of it is still to come.
    #[must_use]
    pub fn funnel(&self, stall: &Stall, product: usize, day: NaiveDate) -> Funnel {
        let mut funnel = self.sold(stall, product, day);
        let about = i64::try_from(product).unwrap_or(0);
        let label = format!("{} funnel", stall.id);
        let mut dice = dice::stream(self.seed, &label, about, days(day));
        let pace = self.products.get(product).map_or(0, |product| product.pace);
        // Every advertised click opens the card, so the idle looks outnumber those at any bid.
        let idle = 130 + pace * stall.share * dice.random_range(8..16) / 100_000;
        funnel.carts = funnel.orders * dice.random_range(18..34) / 10 + dice.random_range(0..4);
        funnel.opens = idle + funnel.carts * dice.random_range(5..9);
        funnel.views = funnel.opens * dice.random_range(12..20);
        funnel
    }

    /// The part of the funnel that orders tell.
    fn sold(&self, stall: &Stall, product: usize, day: NaiveDate) -> Funnel {
        let mut funnel = Funnel::default();
        let begin = self.start - self.history;
        let orders = self.orders_of(stall, days(day));
        for order in orders.iter().filter(|order| order.created >= begin) {
            let end = order.path.last().map(|(stage, _)| *stage);
            for line in order.lines.iter().filter(|line| line.product == product) {
                let units = u64::from(line.quantity);
                let price = line.price * i64::from(line.quantity);
                funnel.orders += units;
                funnel.ordered += price;
                match end {
                    Some(Stage::Completed) => {
                        funnel.buyouts += units;
                        funnel.bought += price;
                    }
                    Some(Stage::Cancelled) => funnel.cancels += units,
                    _ => {}
                }
            }
        }
        funnel
    }

    /// What buyers type to find `product`, the most usual first.
    #[must_use]
    pub fn terms(&self, product: usize) -> Vec<Term> {
        let Some(goods) = self.products.get(product) else {
            return Vec::new();
        };
        let with = |more: &Words| Words {
            ru: format!("{} {}", goods.category.ru, more.ru),
            uz: format!("{} {}", goods.category.uz, more.uz),
        };
        let brand = Words {
            ru: goods.brand.clone(),
            uz: goods.brand.clone(),
        };
        let material = goods.facts.first().map(|fact| &fact.value);
        let mut all = vec![goods.category.clone(), with(&goods.colour)];
        all.extend(material.map(with));
        all.push(with(&brand));
        all.iter().map(term).collect()
    }

    /// What `term` brought `product` from `from` to `to`, both included. All terms together bring
    /// no more than the article's funnel.
    #[must_use]
    pub fn term(
        &self,
        stall: &Stall,
        product: usize,
        term: &Term,
        from: NaiveDate,
        to: NaiveDate,
    ) -> TermFigures {
        let terms = self.terms(product);
        let place = terms.iter().position(|one| one == term);
        let Some(share) = place.and_then(|at| SHARES.get(at)) else {
            return TermFigures::default();
        };
        let mut sum = TermFigures::default();
        let (mut positions, mut count) = (0, 0);
        for day in span(from, to) {
            let one = self.term_day(stall, product, &term.ru, *share, day);
            sum.searches += one.searches;
            sum.opens += one.opens;
            sum.carts += one.carts;
            sum.orders += one.orders;
            positions += one.position_tenths;
            count += 1;
        }
        sum.position_tenths = positions / std::cmp::max(count, 1);
        sum
    }

    fn term_day(
        &self,
        stall: &Stall,
        product: usize,
        text: &str,
        share: u64,
        day: NaiveDate,
    ) -> TermFigures {
        let funnel = self.funnel(stall, product, day);
        let about = i64::try_from(product).unwrap_or(0);
        let label = format!("{} term {text}", stall.id);
        let place = dice::number(self.seed, &label, about, 0) % 260;
        // Searches are everybody's: the same for all articles under the same words.
        let asked = dice::number(self.seed, &format!("{} asked {text}", stall.id), 0, 0);
        let mut dice = dice::stream(self.seed, &label, about, days(day));
        TermFigures {
            searches: (400 + asked % 4_000) * share * (90 + days(day).unsigned_abs() % 21) / 2_000,
            position_tenths: 10 + place + dice.random_range(0..30),
            opens: funnel.opens * share / 100,
            carts: funnel.carts * share / 100,
            // Whole units: the most usual term takes what its share leaves after rounding.
            orders: (funnel.orders * share + 50) / 100 * u64::from(share >= 34),
        }
    }
}

/// A term in the small letters that buyers type, cut at the first comma.
fn term(words: &Words) -> Term {
    let small = |text: &str| {
        let first = text.split(',').next().unwrap_or_default();
        first.trim().to_lowercase()
    };
    Term {
        ru: small(&words.ru),
        uz: small(&words.uz),
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::world::testing::{STALL, start, world};

    #[test]
    fn orders_of_the_funnel_are_the_orders_of_the_day() {
        let world = world(1);
        let orders = world.orders(&STALL, start() + TimeDelta::days(5));
        let mut met = 0;
        let first = world.date(start()) - TimeDelta::days(35);
        for day in span(first, world.date(start())) {
            for product in 0..world.products().len() {
                let lines = orders
                    .iter()
                    .filter(|order| world.date(order.created) == day)
                    .flat_map(|order| &order.lines)
                    .filter(|line| line.product == product);
                let (mut units, mut price) = (0, 0);
                for line in lines {
                    units += u64::from(line.quantity);
                    price += line.price * i64::from(line.quantity);
                }
                let funnel = world.funnel(&STALL, product, day);
                assert_eq!((funnel.orders, funnel.ordered), (units, price), "{day}");
                let narrows = [funnel.views, funnel.opens, funnel.carts, funnel.orders];
                assert!(narrows.is_sorted_by(|a, b| a >= b), "{narrows:?}");
                assert!(
                    funnel.buyouts + funnel.cancels <= funnel.orders,
                    "parts of a whole"
                );
                met += funnel.orders;
            }
        }
        assert!(met > 600, "a month of orders was compared: {met}");
    }

    #[test]
    fn terms_bring_no_more_than_the_funnel() {
        let world = world(2);
        let (from, to) = (
            world.date(start()) - TimeDelta::days(20),
            world.date(start()),
        );
        for product in 0..world.products().len() {
            let terms = world.terms(product);
            assert_eq!(terms.len(), SHARES.len(), "every share has its term");
            let mut sum = (0, 0, 0);
            for term in &terms {
                let one = world.term(&STALL, product, term, from, to);
                assert!(one.searches > one.opens / 8, "searches come before opens");
                assert!(one.position_tenths >= 10, "the first place is 1.0");
                sum = (sum.0 + one.opens, sum.1 + one.carts, sum.2 + one.orders);
            }
            let mut all = (0, 0, 0);
            for day in span(from, to) {
                let one = world.funnel(&STALL, product, day);
                all = (all.0 + one.opens, all.1 + one.carts, all.2 + one.orders);
            }
            assert!(sum.0 > 0 && sum.0 <= all.0, "{sum:?} of {all:?}");
            assert!(sum.1 <= all.1 && sum.2 <= all.2, "{sum:?} of {all:?}");
        }
    }

    #[test]
    fn a_term_that_nobody_types_brings_nothing() {
        let world = world(2);
        let day = world.date(start());
        let odd = Term {
            ru: "слон".to_owned(),
            uz: "fil".to_owned(),
        };
        let none = world.term(&STALL, 0, &odd, day, day);
        assert_eq!(none, TermFigures::default(), "an unknown term");
    }
}
