//! Chats with buyers about an order that they made some days before.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use rand::Rng;
use rand::seq::IndexedRandom;
use serde::Deserialize;

use super::arrival::{Arrival, Rhythm};
use super::stall::Stall;
use super::written::Arrived;
use super::{World, demand, dice};

/// Four chats in the first hour of each stall.
const CHATS: Rhythm = Rhythm {
    what: "chats",
    daily: (1, 3),
    minutes: 15,
};

/// Chats older than this when the world starts were answered by hand.
const OLD: TimeDelta = TimeDelta::hours(20);

/// One chat with what was said up to now.
#[derive(Debug, Clone)]
pub struct Chat {
    /// Unique within the stall.
    pub number: u64,
    /// The order that it is about (`Order::number`).
    pub order: u64,
    /// Catalogue number of the first article of that order.
    pub product: usize,
    /// Buyer's name; may be hostile.
    pub buyer: String,
    /// What was said, oldest first; never empty. What the seller writes during the demo is not
    /// here: a venue keeps it in the book.
    pub messages: Vec<Message>,
}

/// One message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Unique within the stall, rising within a chat.
    pub number: u64,
    /// True: the buyer wrote it. False: the seller did, before the demo.
    pub from_buyer: bool,
    /// Text; hostile when a buyer wrote it.
    pub text: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A shipped course of a chat.
#[derive(Debug, Deserialize)]
pub(super) struct Talk {
    hostile: bool,
    first: String,
    reply: String,
    then: Option<String>,
}

/// The shipped chats.
pub(super) fn talks() -> Result<Vec<Talk>, serde_json::Error> {
    serde_json::from_str(include_str!("data/chats.json"))
}

impl Arrived for Chat {
    fn at(&self) -> DateTime<Utc> {
        let first = self.messages.first();
        first.map_or(DateTime::UNIX_EPOCH, |message| message.at)
    }
}

impl World {
    /// Chats of `stall` begun up to `now`, oldest first, with their messages up to `now`.
    #[must_use]
    pub fn chats(&self, stall: &Stall, now: DateTime<Utc>) -> Vec<Chat> {
        let make = |arrival| self.chat(stall, arrival);
        let past = (&self.past_chats, &self.live_chats);
        let all = self.written(stall, (self.start - self.history, now), CHATS, past, make);
        let so_far = |chat: &Arc<Chat>| {
            let mut chat = Chat::clone(chat);
            chat.messages.retain(|message| message.at <= now);
            chat
        };
        all.map(|chat| so_far(&chat)).collect()
    }

    /// The chat that arrives as `arrival`, with everything that is ever said in it.
    fn chat(&self, stall: &Stall, arrival: Arrival) -> Chat {
        let label = format!("{} chat", stall.id);
        let mut dice = dice::stream(self.seed, &label, arrival.line, arrival.turn);
        let number = dice::number(self.seed, &label, arrival.line, arrival.turn) >> 16;
        let day = demand::day_of(arrival.at) - dice.random_range(1..6);
        let orders = self.orders_of(stall, day);
        let order = orders.choose(&mut dice);
        // The third and every sixth chat after it is hostile: an onlooker meets one early.
        let hostile = arrival.turn.rem_euclid(6) == 2;
        let fit: Vec<&Talk> = self.talks.iter().filter(|t| t.hostile == hostile).collect();
        let said = fit.choose(&mut dice).copied();
        let waits = (dice.random_range(15..400), dice.random_range(10..600));
        let messages = said.map_or_else(Vec::new, |talk| self.said(talk, number, arrival, waits));
        let goods = order.and_then(|order| order.lines.first());
        Chat {
            number,
            order: order.map_or(0, |order| order.number),
            product: goods.map_or(0, |line| line.product),
            buyer: order.map(|order| order.buyer.clone()).unwrap_or_default(),
            messages,
        }
    }

    /// The messages of one course: the seller's part only where it was given before the demo.
    fn said(&self, talk: &Talk, chat: u64, arrival: Arrival, waits: (i64, i64)) -> Vec<Message> {
        let answered = arrival.at + TimeDelta::minutes(waits.0);
        let later = answered + TimeDelta::minutes(waits.1);
        let old = arrival.at < self.start - OLD;
        let mut said = vec![(true, talk.first.clone(), arrival.at)];
        if old {
            said.push((false, talk.reply.clone(), answered));
        }
        let then = talk.then.clone().filter(|_| old || talk.hostile);
        said.extend(then.map(|text| (true, text, later)));
        let numbered = said.into_iter().zip(chat * 10..);
        numbered
            .map(|((from_buyer, text, at), number)| Message {
                number,
                from_buyer,
                text,
                at,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::world::testing::{STALL, start, world};

    #[test]
    fn chats_are_about_real_orders_and_grow_with_time() {
        let world = world(1);
        let soon = start() + TimeDelta::hours(1);
        let chats = world.chats(&STALL, soon);
        assert!(chats.len() > 30, "a month of chats: {}", chats.len());
        let numbers: HashSet<u64> = chats
            .iter()
            .flat_map(|chat| chat.messages.iter().map(|message| message.number))
            .collect();
        let count: usize = chats.iter().map(|chat| chat.messages.len()).sum();
        assert_eq!(numbers.len(), count, "message numbers are unique");
        let begin = start() - TimeDelta::days(42);
        let orders = world.orders_since(&STALL, begin, soon);
        for chat in &chats {
            let known = orders.iter().any(|order| order.number == chat.order);
            assert!(known, "order {} was made", chat.order);
            assert!(!chat.messages.is_empty(), "a chat begins with a message");
            assert!(
                chat.messages.is_sorted_by_key(|message| message.at),
                "messages follow one another"
            );
            assert!(chat.messages.iter().all(|m| m.at <= soon), "no future");
        }
    }

    #[test]
    fn the_first_hour_brings_open_chats_and_a_hostile_one() {
        for seed in 0..8 {
            let world = world(seed);
            let now = start() + TimeDelta::hours(1);
            let fresh: Vec<Chat> = world
                .chats(&STALL, now)
                .into_iter()
                .filter(|chat| chat.at() >= start())
                .collect();
            assert!(fresh.len() >= 3, "{} chats under seed {seed}", fresh.len());
            assert!(
                fresh
                    .iter()
                    .flat_map(|chat| &chat.messages)
                    .all(|m| m.from_buyer),
                "nobody answers for the seller during the demo"
            );
            let hostile = |chat: &Chat| {
                let mut bad = world.talks.iter().filter(|talk| talk.hostile);
                bad.any(|talk| talk.first == chat.messages[0].text)
            };
            assert!(fresh.iter().any(hostile), "a hostile chat, seed {seed}");
            assert!(!fresh.iter().all(hostile), "and honest ones, seed {seed}");
        }
    }
}
