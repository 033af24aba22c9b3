//! A seller's answer: before it leaves, and as the marketplace shows it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::approved::Content;
use crate::ids::{AccountId, ExternalId};

/// What is being answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubjectKind {
    /// A review.
    Review,
    /// A question.
    Question,
}

impl SubjectKind {
    /// The word in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Review => "review",
            Self::Question => "question",
        }
    }

    /// Reads the store's word.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "review" => Some(Self::Review),
            "question" => Some(Self::Question),
            _ => None,
        }
    }
}

/// An answer that is to be published. The target comes from the task, never
/// from a model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Whose shop answers.
    pub account: AccountId,
    /// What is answered.
    pub kind: SubjectKind,
    /// The review's or question's identity at the marketplace.
    pub target: ExternalId,
    /// The listing, where the marketplace wants it beside the target (Ozon's questions).
    pub listing: Option<ExternalId>,
    /// The answer already shown, when this one replaces it.
    pub replaces: Option<ExternalId>,
    /// The text; empty when `replaces` is to be withdrawn.
    pub text: String,
}

impl Content for Answer {
    fn canonical(&self) -> String {
        let replaces = self.replaces.as_ref().map_or("", ExternalId::as_str);
        let listing = self.listing.as_ref().map_or("", ExternalId::as_str);
        format!(
            "answer\u{1f}{}\u{1f}{}\u{1f}{}\u{1f}{}\u{1f}{}\u{1f}{}",
            self.account,
            self.kind.as_str(),
            self.target,
            listing,
            replaces,
            self.text
        )
    }
}

/// An answer as the marketplace shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedAnswer {
    /// Its own identity, where the marketplace has one (needed to edit or delete).
    pub external_id: Option<ExternalId>,
    /// The text as shown.
    pub text: String,
    /// Whether buyers see it.
    pub state: AnswerState,
    /// When it was written, if told.
    pub at: Option<DateTime<Utc>>,
    /// Whether the marketplace still lets it be edited; `None` when it does not say.
    pub editable: Option<bool>,
}

/// Whether buyers see an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerState {
    /// Shown.
    Published,
    /// Waits for the marketplace's moderators.
    Moderation,
    /// Refused by the marketplace, with its reason when told.
    Rejected(Option<String>),
    /// A word that this version does not know.
    Other(String),
}
