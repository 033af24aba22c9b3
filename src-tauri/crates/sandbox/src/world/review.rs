//! Reviews: who wrote what of which order, and what the seller answered before the demo.

use chrono::{DateTime, TimeDelta, Utc};
use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;

use super::arrival::{self, Arrival};
use super::order::Stage;
use super::product::Product;
use super::stall::Stall;
use super::voice::{self, Tone, Utterance};
use super::{World, demand, dice};

/// An answer that the seller gave before the demo began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastAnswer {
    /// Text.
    pub text: String,
    /// When it was given.
    pub at: DateTime<Utc>,
}

/// One review.
#[derive(Debug, Clone)]
pub struct Review {
    /// Unique within the stall; each marketplace writes it in its own form.
    pub number: u64,
    /// When the buyer wrote it.
    pub at: DateTime<Utc>,
    /// Stars, 1 to 5.
    pub rating: u8,
    /// What is behind it; no marketplace shows this.
    pub tone: Tone,
    /// Language of the text: ru, uz-Latn, uz-Cyrl, en, or none when there is no text.
    pub lang: String,
    /// Text; hostile. Empty when the buyer left stars only.
    pub text: String,
    /// What the buyer liked.
    pub pros: String,
    /// What the buyer disliked.
    pub cons: String,
    /// Buyer's name; may be hostile.
    pub author: String,
    /// Catalogue number.
    pub product: usize,
    /// The order it is about.
    pub order: u64,
    /// When that order was made.
    pub ordered: DateTime<Utc>,
    /// Whether a photo is attached.
    pub photo: bool,
    /// Answer from before the demo.
    pub answer: Option<PastAnswer>,
}

impl World {
    /// The review that arrives as `arrival`.
    pub(super) fn review(&self, stall: &Stall, arrival: Arrival) -> Review {
        let label = format!("{} review", stall.id);
        let mut dice = dice::stream(self.seed, &label, arrival.line, arrival.turn);
        let (product, order, ordered) = self.bought(stall, arrival.at, &mut dice);
        let tone = self.review_tone(stall, arrival, &mut dice);
        let said = self.say(&self.reviews, tone, self.products.get(product), &mut dice);
        let rating = said
            .and_then(|said| said.ratings.choose(&mut dice))
            .copied()
            .unwrap_or(5);
        let lang = said.map_or_else(|| "none".to_owned(), |said| said.lang.clone());
        Review {
            number: dice::number(self.seed, &label, arrival.line, arrival.turn) >> 12,
            at: arrival.at,
            rating,
            tone,
            text: said.map(|said| said.text.clone()).unwrap_or_default(),
            pros: said.map(|said| said.pros.clone()).unwrap_or_default(),
            cons: said.map(|said| said.cons.clone()).unwrap_or_default(),
            author: self.people.name(&mut dice),
            product,
            order,
            ordered,
            photo: dice.random_range(0..100) < 20,
            answer: self.old_answer(tone, arrival, &lang, &mut dice),
            lang,
        }
    }

    fn review_tone(&self, stall: &Stall, arrival: Arrival, dice: &mut StdRng) -> Tone {
        if arrival.line != arrival::LIVE {
            return voice::past_review(dice);
        }
        let label = format!("{} six", stall.id);
        let mut six = dice::stream(self.seed, &label, arrival.turn.div_euclid(6), 0);
        let at = usize::try_from(arrival.turn.rem_euclid(6)).unwrap_or(0);
        voice::live_reviews(&mut six)
            .get(at)
            .copied()
            .unwrap_or(Tone::Happy)
    }

    /// The order of a buyer who writes at `at`: one of nine days before that was not cancelled.
    pub(super) fn bought(
        &self,
        stall: &Stall,
        at: DateTime<Utc>,
        dice: &mut StdRng,
    ) -> (usize, u64, DateTime<Utc>) {
        let day = demand::day_of(at) - dice.random_range(8..12);
        let orders = self.orders_of(stall, day);
        let taken: Vec<_> = orders
            .iter()
            .filter(|order| order.reached(Stage::Cancelled, at).is_none())
            .collect();
        taken
            .choose(dice)
            .and_then(|order| Some((order.lines.first()?.product, order.number, order.created)))
            .unwrap_or((0, 0, at - TimeDelta::days(9)))
    }

    /// Something of this tone that suits the goods, in a language drawn by chance.
    pub(super) fn say<'a>(
        &self,
        of: &'a [Utterance],
        tone: Tone,
        product: Option<&Product>,
        dice: &mut StdRng,
    ) -> Option<&'a Utterance> {
        let suits = |said: &&Utterance| {
            said.tone == tone
                && said
                    .group
                    .as_ref()
                    .is_none_or(|group| product.is_some_and(|p| p.group == *group))
                && said
                    .fact
                    .as_ref()
                    .is_none_or(|key| product.is_some_and(|p| p.fact(key).is_some()))
        };
        let lang = voice::language(dice);
        let all: Vec<&Utterance> = of.iter().filter(suits).collect();
        let same: Vec<&Utterance> = all
            .iter()
            .copied()
            .filter(|said| said.lang == lang)
            .collect();
        same.choose(dice).or_else(|| all.choose(dice)).copied()
    }

    /// Old reviews were answered by hand; those of the last day and a half wait.
    fn old_answer(
        &self,
        tone: Tone,
        arrival: Arrival,
        lang: &str,
        dice: &mut StdRng,
    ) -> Option<PastAnswer> {
        let at = arrival.at + TimeDelta::minutes(dice.random_range(90..1_800));
        let known = if lang.starts_with("uz") {
            &self.people.answers.uz
        } else {
            &self.people.answers.ru
        };
        let text = known.choose(dice)?.clone();
        let given = arrival.at < self.start - TimeDelta::hours(36) && tone != Tone::Empty;
        given.then_some(PastAnswer { text, at })
    }
}
