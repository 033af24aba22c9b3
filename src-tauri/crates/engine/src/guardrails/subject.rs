//! What a buyer's text is about, and whether it speaks to the machine.

use domain::Language;

use super::emoji::hidden;
use super::seen::Seen;
use super::words::Words;
use crate::language::detect_plain;

/// A topic of a review or question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Topic {
    /// Broken, torn, another thing than ordered.
    Defect,
    /// Harm to health.
    Allergy,
    /// Suspected fake.
    Counterfeit,
    /// Courts, authorities, claims.
    Legal,
    /// The buyer's own data.
    PersonalData,
    /// Delivery.
    Delivery,
    /// Packaging.
    Packaging,
    /// Size.
    Size,
    /// Colour.
    Colour,
    /// Quality in general.
    Quality,
}

impl Topic {
    const ALL: [(Self, &'static str); 10] = [
        (Self::Allergy, "topic_allergy"),
        (Self::Legal, "topic_legal"),
        (Self::Counterfeit, "topic_counterfeit"),
        (Self::PersonalData, "topic_personal_data"),
        (Self::Defect, "topic_defect"),
        (Self::Delivery, "topic_delivery"),
        (Self::Packaging, "topic_packaging"),
        (Self::Size, "topic_size"),
        (Self::Colour, "topic_colour"),
        (Self::Quality, "topic_quality"),
    ];

    /// The word in the store and in the catalogues (`topic.<word>`).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Defect => "defect",
            Self::Allergy => "allergy",
            Self::Counterfeit => "counterfeit",
            Self::Legal => "legal",
            Self::PersonalData => "personal_data",
            Self::Delivery => "delivery",
            Self::Packaging => "packaging",
            Self::Size => "size",
            Self::Colour => "colour",
            Self::Quality => "quality",
        }
    }

    /// The topic that a word names; `None` for a word that is none.
    pub fn from_word(word: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter().map(|(topic, _)| topic);
        all.find(|topic| topic.as_str() == word)
    }

    /// The reason for which a person is always asked, if this topic is one.
    pub(super) fn always_asks(self) -> Option<&'static str> {
        match self {
            Self::Defect => Some("topic_defect"),
            Self::Allergy => Some("topic_allergy"),
            Self::Counterfeit => Some("topic_counterfeit"),
            Self::Legal => Some("topic_legal"),
            Self::PersonalData => Some("topic_personal_data"),
            _ => None,
        }
    }
}

/// Topics of a text, gravest first.
pub fn topics(words: &Words, text: &str) -> Vec<Topic> {
    topics_seen(words, &Seen::of(text)).collect()
}

fn topics_seen(words: &Words, seen: &Seen) -> impl Iterator<Item = Topic> {
    let all = Topic::ALL.into_iter();
    let heard = all.filter(|(_, list)| !words.hits(list, seen).is_empty());
    heard.map(|(topic, _)| topic)
}

/// What is kept of a text as it comes in: its language and its gravest topic.
pub fn about(words: &Words, text: &str) -> (Language, Option<Topic>) {
    // The plain form is made once: a shop's first reading hears all that was ever written.
    let seen = Seen::of(text);
    let topic = topics_seen(words, &seen).next();
    (detect_plain(&seen.plain), topic)
}

/// Whether praise carries a complaint.
pub(super) fn contrasts(words: &Words, text: &str) -> bool {
    !words.hits("contrast", &Seen::of(text)).is_empty()
}

/// Signs that a text tries to steer the machine; empty for an honest one.
pub fn injection_signs(words: &Words, text: &str) -> Vec<String> {
    let mut signs: Vec<String> = words
        .hits("injection", &Seen::of(text))
        .into_iter()
        .map(str::to_owned)
        .collect();
    let hidden = hidden(text);
    if hidden > 0 {
        signs.push(format!("hidden:{hidden}"));
    }
    if longest_run(text) > 120 || text.contains("```") {
        signs.push("encoded".to_owned());
    }
    signs
}

/// Longest run without a blank: encoded payloads have no blanks.
fn longest_run(text: &str) -> usize {
    text.split_whitespace()
        .map(|word| word.chars().count())
        .max()
        .unwrap_or(0)
}
