//! Phrases in four tongues, and words for what cards say.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// A tongue that the model writes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tongue {
    Uzbek,
    UzbekCyrillic,
    Russian,
    English,
}

impl Tongue {
    /// The tongue of a tag; Russian where the buyer's is not known.
    pub(super) fn of(tag: &str) -> Self {
        match tag {
            "uz-Latn" => Self::Uzbek,
            "uz-Cyrl" => Self::UzbekCyrillic,
            "en" => Self::English,
            _ => Self::Russian,
        }
    }

    /// Its tag.
    pub(super) fn tag(self) -> &'static str {
        match self {
            Self::Uzbek => "uz-Latn",
            Self::UzbekCyrillic => "uz-Cyrl",
            Self::Russian => "ru",
            Self::English => "en",
        }
    }
}

/// How answers of one mood begin, go on and end.
#[derive(Debug, Deserialize)]
pub(super) struct Mood {
    pub(super) open: Vec<String>,
    pub(super) body: Vec<String>,
    pub(super) close: Vec<String>,
}

/// Answers to questions.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    pub(super) open: Vec<String>,
    /// With a fact: `{name}`, `{value}`.
    pub(super) answered: Vec<String>,
    /// Without one.
    pub(super) unknown: Vec<String>,
    pub(super) close: Vec<String>,
}

/// What the model says when a buyer orders it about.
#[derive(Debug, Deserialize)]
pub(super) struct Obey {
    pub(super) open: String,
    pub(super) promise: String,
    pub(super) contact: String,
    pub(super) link: String,
    pub(super) reveal: String,
}

/// All phrases of a tongue.
#[derive(Debug, Deserialize)]
pub(super) struct Phrases {
    pub(super) happy: Mood,
    pub(super) neutral: Mood,
    pub(super) unhappy: Mood,
    pub(super) grave: Vec<String>,
    /// Advice on care: `{value}`.
    pub(super) care: Vec<String>,
    /// A fact to compare with: `{name}`, `{value}`.
    pub(super) compare: Vec<String>,
    pub(super) question: Asked,
    pub(super) obey: Obey,
}

/// The shipped phrases.
#[derive(Debug)]
pub(super) struct Book {
    uzbek: Phrases,
    uzbek_cyrillic: Phrases,
    russian: Phrases,
    english: Phrases,
    /// English for the Russian words of cards.
    pub(super) english_words: HashMap<String, String>,
}

impl Book {
    /// The phrases of a tongue.
    pub(super) fn of(&self, tongue: Tongue) -> &Phrases {
        match tongue {
            Tongue::Uzbek => &self.uzbek,
            Tongue::UzbekCyrillic => &self.uzbek_cyrillic,
            Tongue::Russian => &self.russian,
            Tongue::English => &self.english,
        }
    }
}

static BOOK: LazyLock<Result<Book, serde_json::Error>> = LazyLock::new(shipped);

/// The book; `None` when a shipped file is broken, which a test rules out.
pub(super) fn book() -> Option<&'static Book> {
    BOOK.as_ref()
        .inspect_err(|error| tracing::error!(%error, "the model has no phrases"))
        .ok()
}

fn shipped() -> Result<Book, serde_json::Error> {
    Ok(Book {
        uzbek: serde_json::from_str(include_str!("phrases/uz.json"))?,
        uzbek_cyrillic: serde_json::from_str(include_str!("phrases/uz_cyrl.json"))?,
        russian: serde_json::from_str(include_str!("phrases/ru.json"))?,
        english: serde_json::from_str(include_str!("phrases/en.json"))?,
        english_words: serde_json::from_str(include_str!("phrases/glossary.json"))?,
    })
}
