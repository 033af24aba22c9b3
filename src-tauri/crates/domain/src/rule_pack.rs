//! Dated rules of a marketplace, as data.

use serde::{Deserialize, Serialize};

use crate::tariff::Tariff;

/// What a marketplace demands of texts and offers for undoing them.
/// Comes from `rules.toml` in the marketplace's folder, with its sources.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulePack {
    /// Name of the pack, e.g. "wildberries".
    pub name: String,
    /// ISO date of the documents that it was read from.
    pub date: String,
    /// Documents that it was read from.
    pub sources: Vec<String>,
    /// Rules for answers to reviews, where offered.
    pub review_answer: Option<AnswerRules>,
    /// Rules for answers to questions, where offered.
    pub question_answer: Option<AnswerRules>,
    /// Extra phrases that the marketplace does not want, lower case.
    #[serde(default)]
    pub stop_words: Vec<String>,
    /// The marketplace's own names in plain lower case; an answer may say them.
    #[serde(default)]
    pub own_names: Vec<String>,
    /// IANA zone in which the marketplace counts its days.
    pub time_zone: String,
    /// Rules for cards, where they can be made or rewritten.
    #[serde(default)]
    pub card: Option<CardRules>,
    /// What the marketplace charges where its API does not say, dated, each with its source.
    #[serde(default)]
    pub fees: Vec<FeeRule>,
}

impl RulePack {
    /// A pack that allows nothing.
    pub fn bare(name: &str, time_zone: &str) -> Self {
        Self {
            name: name.to_owned(),
            date: String::new(),
            sources: Vec::new(),
            review_answer: None,
            question_answer: None,
            stop_words: Vec::new(),
            own_names: Vec::new(),
            time_zone: time_zone.to_owned(),
            card: None,
            fees: Vec::new(),
        }
    }
}

/// Limits of a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardRules {
    /// Most characters of a title.
    pub title_max: u32,
    /// Fewest characters of a description.
    #[serde(default)]
    pub description_min: u32,
    /// Most characters of a description.
    pub description_max: u32,
    /// Most characters of the seller's article.
    pub article_max: u32,
    /// Most pictures.
    pub pictures_max: u32,
    /// Fewest pixels of a picture, width and height; 0 where that is not told.
    #[serde(default)]
    pub picture_min: (u32, u32),
    /// Most bytes of a picture; 0 where that is not told.
    #[serde(default)]
    pub picture_bytes_max: u64,
    /// Formats of pictures, as file extensions in lower case.
    pub picture_formats: Vec<String>,
    /// Pictures are sent as files; else they must lie at public addresses.
    #[serde(default)]
    pub picture_files: bool,
    /// Words that a card must not say, lower case.
    #[serde(default)]
    pub forbidden: Vec<String>,
}

/// A charge with its source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeRule {
    /// What is charged.
    #[serde(flatten)]
    pub tariff: Tariff,
    /// Where that stands.
    pub source: String,
}

/// Limits of one kind of answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerRules {
    /// Fewest characters.
    pub min_length: u32,
    /// Most characters.
    pub max_length: u32,
    /// A published answer can be changed.
    #[serde(default)]
    pub can_edit: bool,
    /// How often it can be changed; `None` when not limited.
    #[serde(default)]
    pub max_edits: Option<u32>,
    /// For how many days it can be changed; `None` when not limited.
    #[serde(default)]
    pub edit_days: Option<u32>,
    /// A published answer can be deleted.
    #[serde(default)]
    pub can_delete: bool,
    /// Other products may be recommended (never on Ozon).
    #[serde(default)]
    pub may_recommend: bool,
}
