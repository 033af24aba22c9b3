//! Languages that buyers write in.

use serde::{Deserialize, Serialize};

/// A language with its script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Language {
    /// Uzbek in Latin letters.
    #[serde(rename = "uz-Latn")]
    UzbekLatin,
    /// Uzbek in Cyrillic letters.
    #[serde(rename = "uz-Cyrl")]
    UzbekCyrillic,
    /// Russian.
    #[serde(rename = "ru")]
    Russian,
    /// English.
    #[serde(rename = "en")]
    English,
    /// None of ours, or too short to tell.
    #[serde(rename = "other")]
    Other,
}

impl Language {
    /// The tag in the store and in the API.
    pub fn tag(self) -> &'static str {
        match self {
            Self::UzbekLatin => "uz-Latn",
            Self::UzbekCyrillic => "uz-Cyrl",
            Self::Russian => "ru",
            Self::English => "en",
            Self::Other => "other",
        }
    }

    /// Reads a tag; unknown tags are `Other`.
    pub fn from_tag(tag: &str) -> Self {
        match tag {
            "uz-Latn" => Self::UzbekLatin,
            "uz-Cyrl" => Self::UzbekCyrillic,
            "ru" => Self::Russian,
            "en" => Self::English,
            _ => Self::Other,
        }
    }
}
