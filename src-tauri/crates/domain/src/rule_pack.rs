//! Dated rules of a marketplace, as data.

use serde::{Deserialize, Serialize};

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
