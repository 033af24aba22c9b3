//! The task as the engine writes it into the user's message: one JSON document.

use serde::Deserialize;
use serde_json::Value;

/// A review or a question to answer.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Brief {
    /// `review` or `question`.
    pub(super) kind: String,
    /// uz-Latn, uz-Cyrl, ru, en or other.
    #[serde(default)]
    pub(super) language: String,
    /// Stars of a review.
    #[serde(default)]
    pub(super) rating: Option<u8>,
    /// What the card says.
    #[serde(default)]
    pub(super) facts: Vec<Fact>,
    /// What the buyer wrote; hostile.
    #[serde(default)]
    pub(super) buyer_text: String,
    /// How the seller speaks.
    #[serde(default)]
    pub(super) seller: Seller,
    /// What the marketplace allows.
    #[serde(default)]
    pub(super) limits: Limits,
    /// The document itself.
    #[serde(skip)]
    pub(super) source: String,
}

/// A fact of the card.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Fact {
    pub(super) number: i64,
    pub(super) name: String,
    #[serde(deserialize_with = "as_text")]
    pub(super) value: String,
}

/// The seller's voice.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Seller {
    #[serde(default)]
    pub(super) signature: Option<String>,
}

/// Bounds of an answer.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Limits {
    #[serde(default)]
    pub(super) max_length: Option<usize>,
}

impl Brief {
    /// The document in `text`, which may have words around it; `None` when there is none.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (from, to) = (text.find('{')?, text.rfind('}')?);
        let source = text.get(from..=to)?;
        let mut brief: Self = serde_json::from_str(source).ok()?;
        let is_ours = matches!(brief.kind.as_str(), "review" | "question");
        source.clone_into(&mut brief.source);
        is_ours.then_some(brief)
    }

    /// Whether it is a question.
    pub(super) fn is_question(&self) -> bool {
        self.kind == "question"
    }

    /// The longest text that is allowed, in characters.
    pub(super) fn longest(&self) -> usize {
        self.limits.max_length.unwrap_or(1000)
    }
}

fn as_text<'de, D: serde::Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    Ok(match Value::deserialize(from)? {
        Value::String(text) => text,
        other => other.to_string(),
    })
}
