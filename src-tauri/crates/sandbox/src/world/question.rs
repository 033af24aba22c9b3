//! Questions of buyers who have not bought yet.

use chrono::{DateTime, TimeDelta, Utc};
use rand::Rng;

use super::arrival::{Arrival, LIVE};
use super::review::PastAnswer;
use super::stall::Stall;
use super::voice::{self, Tone};
use super::{World, dice};

/// One question.
#[derive(Debug, Clone)]
pub struct Question {
    /// Unique within the stall; each marketplace writes it in its own form.
    pub number: u64,
    /// When it was asked.
    pub at: DateTime<Utc>,
    /// What is behind it; no marketplace shows this.
    pub tone: Tone,
    /// Language of the text: ru, uz-Latn, uz-Cyrl, en.
    pub lang: String,
    /// Text; hostile.
    pub text: String,
    /// Buyer's name; may be hostile.
    pub author: String,
    /// Catalogue number.
    pub product: usize,
    /// The card's fact that answers it, if one does.
    pub fact: Option<String>,
    /// Answer from before the demo.
    pub answer: Option<PastAnswer>,
}

impl World {
    /// The question that arrives as `arrival`.
    pub(super) fn question(&self, stall: &Stall, arrival: Arrival) -> Question {
        let label = format!("{} question", stall.id);
        let mut dice = dice::stream(self.seed, &label, arrival.line, arrival.turn);
        let (product, ..) = self.bought(stall, arrival.at, &mut dice);
        let tone = self.question_tone(stall, arrival);
        let goods = self.products.get(product);
        let said = self.say(&self.questions, tone, goods, &mut dice);
        Question {
            number: dice::number(self.seed, &label, arrival.line, arrival.turn) >> 12,
            at: arrival.at,
            tone,
            lang: said.map_or_else(|| "none".to_owned(), |said| said.lang.clone()),
            text: said.map(|said| said.text.clone()).unwrap_or_default(),
            author: self.people.name(&mut dice),
            product,
            fact: said.and_then(|said| said.fact.clone()),
            answer: self.old_reply(product, arrival.at, dice.random_range(60..900)),
        }
    }

    fn question_tone(&self, stall: &Stall, arrival: Arrival) -> Tone {
        let label = format!("{} four", stall.id);
        let turn = arrival.turn.div_euclid(4);
        let mut dice = dice::stream(self.seed, &label, arrival.line, turn);
        let at = usize::try_from(arrival.turn.rem_euclid(4)).unwrap_or(0);
        let mut four = voice::four_questions(&mut dice);
        // Whoever watches for a minute shall see questions answered at every shop.
        if arrival.line == LIVE && turn == 0 {
            four.sort_by_key(|tone| *tone != Tone::Fact);
        }
        four.get(at).copied().unwrap_or(Tone::Fact)
    }

    /// Before the demo the seller answered every question older than a day with the card's first fact.
    fn old_reply(&self, product: usize, asked: DateTime<Utc>, minutes: i64) -> Option<PastAnswer> {
        let fact = self.products.get(product)?.facts.first()?;
        let text = format!("Здравствуйте! {}: {}.", fact.label.ru, fact.value.ru);
        (asked < self.start - TimeDelta::hours(30)).then_some(PastAnswer {
            text,
            at: asked + TimeDelta::minutes(minutes),
        })
    }
}
