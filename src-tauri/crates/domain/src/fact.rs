//! A numbered fact that an answer may rest on.

use serde::{Deserialize, Serialize};

/// A fact from the card or from a rule pack. The answer cites it by number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// From 1, as shown beside the text.
    pub number: u32,
    /// What it is about.
    pub name: String,
    /// Its value.
    pub value: String,
    /// Where it comes from ("card", "rule pack 2026-11-03", "seller").
    pub source: String,
}
