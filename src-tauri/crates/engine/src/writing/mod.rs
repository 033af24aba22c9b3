//! Writing a text: by a model when there is a key, else by built-in templates
//! that are labelled as templates everywhere.

mod brief;
mod matching;
mod model;
mod templates;

use domain::{Fact, Language, SubjectKind, Tone};

pub use brief::{CANARY, INSTRUCTIONS, request};
pub use model::{Usable, read_reply};
pub use templates::from_template;

use crate::guardrails::{DraftText, Source, Topic};

/// What a text is to be written about. The buyer's words are data, never part
/// of the instructions; the target of the answer is not even named here.
#[derive(Debug, Clone)]
pub struct Brief {
    /// Review or question.
    pub kind: SubjectKind,
    /// The language to write in.
    pub language: Language,
    /// Stars of a review.
    pub rating: Option<u8>,
    /// Title of the product.
    pub product: Option<String>,
    /// The gravest topic, for the choice of a template.
    pub topic: Option<&'static str>,
    /// Facts that may be used.
    pub facts: Vec<Fact>,
    /// What the buyer wrote.
    pub buyer_text: String,
    /// The seller's voice.
    pub tone: Tone,
    /// How the seller signs; empty for no signature.
    pub signature: String,
    /// Most characters.
    pub max_length: u32,
    /// Which of several wordings a template takes.
    pub variant: u64,
}

impl Brief {
    /// A brief as long as any may be, to know what it can cost.
    pub(crate) fn longest(bytes: usize) -> Self {
        Self {
            kind: SubjectKind::Review,
            language: Language::Russian,
            rating: Some(5),
            product: None,
            topic: None,
            facts: Vec::new(),
            buyer_text: "x".repeat(bytes),
            tone: Tone::Warm,
            signature: String::new(),
            max_length: u32::MAX,
            variant: 0,
        }
    }

    /// Cuts facts and the buyer's words so that they stay within `bytes`.
    pub(crate) fn fit(&mut self, bytes: usize) {
        let mut left = bytes / 2;
        self.facts.retain(|fact| {
            let size = fact.name.len() + fact.value.len() + 48;
            let fits = size <= left;
            left = left.saturating_sub(if fits { size } else { 0 });
            fits
        });
        let room = bytes / 2 - 1024;
        while self.buyer_text.len() > room {
            self.buyer_text.pop();
        }
    }
}

/// A text as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The text.
    pub text: String,
    /// Who wrote it.
    pub source: Source,
    /// The model, when one wrote it.
    pub model: Option<String>,
    /// Numbers of the facts that it rests on.
    pub facts_used: Vec<u32>,
    /// Its own confidence in percent.
    pub confidence: Option<u8>,
    /// What it says that the buyer writes about, where a guardrail knows the word.
    pub topic: Option<Topic>,
    /// The model wants a person to look.
    pub needs_person: bool,
    /// What it cost, in millionths of a US dollar.
    pub cost_micros: i64,
}

impl Written {
    /// The text with what its writer says of it, to be judged.
    pub(crate) fn as_draft(&self) -> DraftText<'_> {
        DraftText {
            text: &self.text,
            source: self.source,
            confidence: self.confidence,
            topic: self.topic,
            facts_used: Some(&self.facts_used),
        }
    }
}

/// The language to answer in: the buyer's, and Russian where that is unknown,
/// because every one of the marketplaces shows it.
pub fn answer_language(buyer: Language) -> Language {
    match buyer {
        Language::Other => Language::Russian,
        known => known,
    }
}
