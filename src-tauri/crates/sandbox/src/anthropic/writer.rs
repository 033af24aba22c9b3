//! Honest answers: facts of the card only, wording by the hash of the task.

use serde_json::{Map, Value, json};

use super::book::{Mood, Phrases, Tongue, book};
use super::brief::{Brief, Fact};
use super::{card, topic};
use crate::world::{World, dice};

/// An answer in the making.
struct Draft {
    sentences: Vec<String>,
    facts: Vec<i64>,
    confidence: u64,
    topic: &'static str,
    needs_person: bool,
}

/// What it writes with.
struct Desk<'a> {
    world: &'a World,
    brief: &'a Brief,
    tongue: Tongue,
    phrases: &'a Phrases,
    number: u64,
}

/// The members of the engine's schema.
pub(super) fn answer(world: &World, brief: &Brief, number: u64) -> Option<Map<String, Value>> {
    let tongue = Tongue::of(&brief.language);
    let desk = Desk {
        world,
        brief,
        tongue,
        phrases: book()?.of(tongue),
        number,
    };
    let draft = if brief.is_question() {
        desk.reply()
    } else {
        desk.thank()
    };
    let fields = json!({
        "text": desk.joined(draft.sentences),
        "language": tongue.tag(),
        "facts_used": draft.facts,
        "confidence": draft.confidence,
        "topic": draft.topic,
        "needs_person": draft.needs_person,
    });
    fields.as_object().cloned()
}

impl Desk<'_> {
    /// An answer to a review.
    fn thank(&self) -> Draft {
        let about = topic::of(&self.brief.buyer_text);
        let rating = self.brief.rating.unwrap_or(5);
        let usual = if rating > 3 { "praise" } else { "other" };
        let (topic, grave) = about.unwrap_or((usual, false));
        let mood = match rating {
            0..=2 => &self.phrases.unhappy,
            4.. if !grave => &self.phrases.happy,
            _ => &self.phrases.neutral,
        };
        let mut draft = Draft {
            sentences: self.frame(mood, grave),
            facts: Vec::new(),
            confidence: 88 + self.number % 9,
            topic,
            needs_person: grave,
        };
        if grave {
            draft.confidence = 45 + self.number % 20;
        } else if let Some((fact, sentence)) = self.hint(topic, rating) {
            draft.facts.push(fact.number);
            draft.sentences.insert(2, sentence);
        }
        draft
    }

    fn frame(&self, mood: &Mood, grave: bool) -> Vec<String> {
        let body = if grave {
            &self.phrases.grave
        } else {
            &mood.body
        };
        vec![
            self.pick(&mood.open, 1),
            self.pick(body, 2),
            self.pick(&mood.close, 3),
        ]
    }

    /// A fact that belongs into this answer: sizes where the size is the matter, advice on care
    /// for every third happy buyer.
    fn hint(&self, topic: &str, rating: u8) -> Option<(&Fact, String)> {
        let (key, phrases) = match topic {
            "size" => ("size", &self.phrases.compare),
            _ if rating > 3 && self.number.is_multiple_of(3) => ("care", &self.phrases.care),
            _ => return None,
        };
        let fact = card::about(&self.brief.facts, key)?;
        Some((fact, self.quoted(&self.pick(phrases, 4), fact)))
    }

    /// An answer to a question.
    fn reply(&self) -> Draft {
        let asked = &self.phrases.question;
        let fact =
            topic::key(&self.brief.buyer_text).and_then(|key| card::about(&self.brief.facts, key));
        let middle = match fact {
            Some(fact) => self.quoted(&self.pick(&asked.answered, 2), fact),
            None => self.pick(&asked.unknown, 2),
        };
        let confidence = if fact.is_some() { 90 } else { 25 };
        Draft {
            sentences: vec![
                self.pick(&asked.open, 1),
                middle,
                self.pick(&asked.close, 3),
            ],
            facts: fact.map(|fact| fact.number).into_iter().collect(),
            confidence: confidence + self.number % 8,
            topic: "question",
            needs_person: fact.is_none(),
        }
    }

    fn quoted(&self, phrase: &str, fact: &Fact) -> String {
        let Some(book) = book() else {
            return phrase.to_owned();
        };
        let said = |text: &str| card::said(self.world, book, self.tongue, text);
        phrase
            .replace("{name}", &said(&fact.name).to_lowercase())
            .replace("{value}", &said(&fact.value))
    }

    fn pick(&self, from: &[String], salt: i64) -> String {
        let all = u64::try_from(from.len()).unwrap_or(1).max(1);
        let at = dice::number(self.number, "wording", salt, 0) % all;
        let chosen = usize::try_from(at).ok().and_then(|at| from.get(at));
        chosen.cloned().unwrap_or_default()
    }

    /// One text within the length that is allowed, with the seller's name under it.
    fn joined(&self, mut sentences: Vec<String>) -> String {
        let signature = self.brief.seller.signature.as_deref().unwrap_or_default();
        if !signature.is_empty() {
            sentences.push(signature.to_owned());
        }
        let longest = self.brief.longest();
        while sentences.len() > 1 && sentences.join(" ").chars().count() > longest {
            sentences.pop();
        }
        sentences.join(" ").chars().take(longest).collect()
    }
}
