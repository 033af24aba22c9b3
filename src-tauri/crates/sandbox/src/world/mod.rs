//! One seeded world: a home-textile and kitchen seller from Samarkand on four marketplaces.
//!
//! Everything is computed from the seed on demand and only remembered for speed. Readers ask for
//! the state at a world time; asking late, early or often never changes an answer.

pub mod advert;
mod arrival;
pub mod charge;
pub mod chat;
mod demand;
pub(crate) mod dice;
pub mod funnel;
mod market;
mod memory;
pub mod order;
mod people;
pub mod product;
pub mod question;
pub mod returned;
pub mod review;
mod rewritten;
pub mod stall;
mod stock;
mod voice;
mod written;

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::options::Volume;

pub use advert::{AdDay, Campaign};
pub use charge::{Charge, ChargeKind};
pub use chat::{Chat, Message};
pub use funnel::{Funnel, Term, TermFigures};
use memory::{Memory, remember};
pub use order::{Line, Order, Stage};
pub use product::{Fact, Product, Words};
pub use question::Question;
pub use returned::{ReturnKind, Returned};
pub use review::{PastAnswer, Review};
use rewritten::Rewritten;
pub use stall::{Currency, Stall, Warehouse};
pub use stock::Shelf;
pub use voice::Tone;

/// Orders of so long before the history are what its first reviews and chats are about.
const REMEMBERED: TimeDelta = TimeDelta::days(12);

/// The world of one seed.
#[derive(Debug)]
pub struct World {
    seed: u64,
    start: DateTime<Utc>,
    history: TimeDelta,
    products: Vec<Product>,
    series: Vec<demand::Series>,
    people: people::People,
    reviews: Vec<voice::Utterance>,
    questions: Vec<voice::Utterance>,
    /// The slow article that everybody wants in the first hour.
    hero: usize,
    /// The article that is sold out when the world starts.
    gone: usize,
    days: Memory<Arc<Order>>,
    past_reviews: Memory<Arc<Review>>,
    past_questions: Memory<Arc<Question>>,
    live_reviews: Memory<Arc<Review>>,
    live_questions: Memory<Arc<Question>>,
    grounds: Vec<returned::Grounds>,
    talks: Vec<chat::Talk>,
    past_chats: Memory<Arc<Chat>>,
    live_chats: Memory<Arc<Chat>>,
    returned: Memory<Returned>,
    rewritten: Rewritten,
    volume: Volume,
}

impl World {
    /// The world of `seed` that starts at `start` with `history_days` behind it.
    ///
    /// # Errors
    /// When a shipped data file does not parse, which a test rules out.
    pub fn new(
        seed: u64,
        start: DateTime<Utc>,
        history_days: u32,
    ) -> Result<Self, serde_json::Error> {
        let products = product::catalogue()?;
        let choose = |what, slow: bool| {
            let fit: Vec<usize> = products
                .iter()
                .filter(|p| (p.pace <= 700) == slow)
                .map(|p| p.number)
                .collect();
            let at = dice::number(seed, what, 0, 0) % fit.len().max(1) as u64;
            usize::try_from(at)
                .ok()
                .and_then(|at| fit.get(at))
                .copied()
                .unwrap_or(0)
        };
        Ok(Self {
            seed,
            start,
            history: TimeDelta::days(i64::from(history_days)),
            hero: choose("hero", true),
            gone: choose("gone", false),
            series: demand::series(),
            people: people::People::shipped()?,
            reviews: voice::reviews()?,
            questions: voice::questions()?,
            products,
            days: Memory::default(),
            past_reviews: Memory::default(),
            past_questions: Memory::default(),
            live_reviews: Memory::default(),
            live_questions: Memory::default(),
            grounds: returned::grounds()?,
            talks: chat::talks()?,
            past_chats: Memory::default(),
            live_chats: Memory::default(),
            returned: Memory::default(),
            rewritten: Rewritten::default(),
            volume: Volume::default(),
        })
    }

    /// The same world with a larger seller in it.
    #[must_use]
    pub fn times(mut self, volume: Volume) -> Self {
        self.volume = volume;
        self
    }

    /// World time at the start.
    #[must_use]
    pub fn start(&self) -> DateTime<Utc> {
        self.start
    }

    /// All goods, in catalogue order.
    #[must_use]
    pub fn products(&self) -> &[Product] {
        &self.products
    }

    /// Price of `product` at `stall` in minor units: every stall adds its own few percent.
    #[must_use]
    pub fn price(&self, stall: &Stall, product: &Product) -> i64 {
        let about = i64::try_from(product.number).unwrap_or(0);
        let extra = dice::number(self.seed, stall.id, about, -2) % 9;
        let step = match stall.currency {
            Currency::Rub => 1_000,
            Currency::Uzs => 1_000,
        };
        let price = product.price(stall.currency) * (98 + i64::try_from(extra).unwrap_or(0)) / 100;
        (price + step / 2) / step * step
    }

    /// A stable number for a thing of this world, for identifiers that marketplaces give.
    #[must_use]
    pub fn number(&self, what: &str, of: i64) -> u64 {
        dice::number(self.seed, what, of, 0)
    }

    /// Orders of `stall` made up to `now`, oldest first, from the beginning of the history on.
    #[must_use]
    pub fn orders(&self, stall: &Stall, now: DateTime<Utc>) -> Vec<Order> {
        self.orders_since(stall, self.start - self.history, now)
    }

    /// Orders of `stall` made from `since` up to `now`, oldest first.
    #[must_use]
    pub fn orders_since(
        &self,
        stall: &Stall,
        since: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Vec<Order> {
        let sold = self.each_order(stall, since, now);
        sold.map(|order| Order::clone(&order)).collect()
    }

    /// The same one by one: no day is looked at before somebody comes to it. What was long before
    /// the history nobody remembers.
    pub fn each_order<'a>(
        &'a self,
        stall: &'a Stall,
        since: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> impl Iterator<Item = Arc<Order>> + 'a {
        let since = since.max(self.start - self.history - REMEMBERED);
        (demand::day_of(since)..=demand::day_of(now)).flat_map(move |day| {
            let orders = self.orders_of(stall, day);
            // A day is sorted, and a page of a large seller begins far within it.
            let first = orders.partition_point(|order| order.created < since);
            let end = orders.partition_point(|order| order.created <= now);
            (first..end).filter_map(move |at| orders.get(at).cloned())
        })
    }

    /// The last order of `stall` made from `since` up to `now`.
    #[must_use]
    pub fn last_order(
        &self,
        stall: &Stall,
        since: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Option<Arc<Order>> {
        let mut days = (demand::day_of(since)..=demand::day_of(now)).rev();
        let last = days.find_map(|day| {
            let orders = self.orders_of(stall, day);
            let end = orders.partition_point(|order| order.created <= now);
            orders.get(end.checked_sub(1)?).cloned()
        });
        last.filter(|order| order.created >= since)
    }

    /// Reviews of `stall` written up to `now`, oldest first.
    #[must_use]
    pub fn reviews(&self, stall: &Stall, now: DateTime<Utc>) -> Vec<Review> {
        self.each_review(stall, self.start - self.history, now)
            .map(|review| Review::clone(&review))
            .collect()
    }

    /// Reviews of `stall` written from the day of `since` up to `now`, oldest first.
    #[must_use]
    pub fn reviews_since(
        &self,
        stall: &Stall,
        since: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Vec<Arc<Review>> {
        self.each_review(stall, since, now).collect()
    }

    /// The same one by one: no day is looked at before somebody comes to it.
    pub fn each_review<'a>(
        &'a self,
        stall: &'a Stall,
        since: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> impl Iterator<Item = Arc<Review>> + 'a {
        let past = (&self.past_reviews, &self.live_reviews);
        let rhythm = arrival::REVIEWS.times(self.volume.reviews);
        let make = |arrival| self.review(stall, arrival);
        let all = self.written(stall, (since, now), rhythm, past, make);
        all.map(|review| self.rewritten.shown(stall, review))
    }

    /// A buyer changes a review: from now on it has these stars and this text.
    pub(crate) fn rewrite(&self, stall: &Stall, review: u64, rating: u8, text: &str) {
        self.rewritten.put(stall, review, rating, text);
    }

    /// Questions of `stall` asked up to `now`, oldest first.
    #[must_use]
    pub fn questions(&self, stall: &Stall, now: DateTime<Utc>) -> Vec<Question> {
        let past = (&self.past_questions, &self.live_questions);
        let rhythm = arrival::QUESTIONS.times(self.volume.reviews);
        let make = |arrival| self.question(stall, arrival);
        let all = self.written(stall, (self.start - self.history, now), rhythm, past, make);
        all.map(|one| Question::clone(&one)).collect()
    }

    /// The calendar day that `at` lies in at the seller's place, which all figures by day mean.
    #[must_use]
    pub fn date(&self, at: DateTime<Utc>) -> NaiveDate {
        NaiveDate::default() + TimeDelta::days(demand::day_of(at))
    }

    /// Orders of one Tashkent day.
    fn orders_of(&self, stall: &Stall, day: i64) -> Arc<Vec<Arc<Order>>> {
        let make = || self.day(stall, day).into_iter().map(Arc::new).collect();
        remember(&self.days, (stall.id, day), make)
    }

    /// The hero waits for its hour and the sold-out article for its delivery.
    fn is_off_sale(&self, product: usize, day: i64) -> bool {
        let start = demand::day_of(self.start);
        let delivery = demand::day_of(self.start + stock::DELIVERY);
        (start - 2..=delivery).contains(&day) && product == self.gone
            || (start..=delivery).contains(&day) && product == self.hero
    }
}

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
