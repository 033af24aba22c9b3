//! What buyers say: reviews and questions with their tone.

use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::{IndexedRandom, SliceRandom};
use serde::Deserialize;

/// What is behind a review. Marketplaces never show it; tests may ask for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Four or five stars, pleased.
    Happy,
    /// Three stars.
    Lukewarm,
    /// One or two stars, no claim.
    Angry,
    /// Five stars with a complaint in the text.
    HiddenComplaint,
    /// Broken or torn.
    Defect,
    /// Rash, taste, smell: a claim about health.
    Allergy,
    /// Called a fake.
    Counterfeit,
    /// Threatens with court or authorities.
    Legal,
    /// Talks to the program that answers, not to the seller.
    Injection,
    /// Stars without a text.
    Empty,
    /// A question that the card answers.
    Fact,
    /// A question that the card does not answer.
    Open,
}

impl Tone {
    /// Whether the text tries to steer the program that reads it.
    #[must_use]
    pub fn is_hostile(self) -> bool {
        self == Self::Injection
    }
}

/// One thing that a buyer may write.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Utterance {
    pub(super) tone: Tone,
    /// ru, uz-Latn, uz-Cyrl, en, or none.
    pub(super) lang: String,
    #[serde(default)]
    pub(super) ratings: Vec<u8>,
    pub(super) text: String,
    #[serde(default)]
    pub(super) pros: String,
    #[serde(default)]
    pub(super) cons: String,
    /// Only of goods of this group.
    pub(super) group: Option<String>,
    /// Only of goods whose card has this fact.
    #[serde(default)]
    pub(super) fact: Option<String>,
}

/// The shipped reviews.
pub(super) fn reviews() -> Result<Vec<Utterance>, serde_json::Error> {
    serde_json::from_str(include_str!("data/reviews.json"))
}

/// The shipped questions.
pub(super) fn questions() -> Result<Vec<Utterance>, serde_json::Error> {
    serde_json::from_str(include_str!("data/questions.json"))
}

/// Tones of six reviews in a row, in any order: while the demo runs, every kind of work comes by.
pub(super) fn live_reviews(dice: &mut StdRng) -> Vec<Tone> {
    let grave = [Tone::Defect, Tone::Allergy, Tone::Counterfeit, Tone::Legal];
    let mut six = vec![
        Tone::Happy,
        Tone::Happy,
        Tone::Injection,
        Tone::HiddenComplaint,
    ];
    six.push(grave.choose(dice).copied().unwrap_or(Tone::Defect));
    six.push(if dice.random_bool(0.5) {
        Tone::Angry
    } else {
        Tone::Lukewarm
    });
    six.shuffle(dice);
    six
}

/// The tone of a review of the past, as real shops get them.
pub(super) fn past_review(dice: &mut StdRng) -> Tone {
    match dice.random_range(0..100) {
        0..58 => Tone::Happy,
        58..68 => Tone::Empty,
        68..76 => Tone::Lukewarm,
        76..83 => Tone::HiddenComplaint,
        83..89 => Tone::Angry,
        89..93 => Tone::Defect,
        93..95 => Tone::Allergy,
        95..96 => Tone::Counterfeit,
        96..97 => Tone::Legal,
        _ => Tone::Injection,
    }
}

/// Tones of four questions in a row, in any order.
pub(super) fn four_questions(dice: &mut StdRng) -> Vec<Tone> {
    let mut four = vec![Tone::Fact, Tone::Fact, Tone::Open, Tone::Injection];
    four.shuffle(dice);
    four
}

/// A language as the buyers of one seller from Samarkand write.
pub(super) fn language(dice: &mut StdRng) -> &'static str {
    match dice.random_range(0..100) {
        0..50 => "ru",
        50..77 => "uz-Latn",
        77..90 => "uz-Cyrl",
        _ => "en",
    }
}
