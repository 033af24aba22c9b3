//! The buyer's words, put together for reading.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};
use store::answer::Answerable;

/// All that the buyer wrote.
pub(crate) fn whole_text(subject: &Answerable) -> String {
    [
        Some(subject.text.as_str()),
        subject.pros.as_deref(),
        subject.cons.as_deref(),
    ]
    .into_iter()
    .flatten()
    .filter(|part| !part.is_empty())
    .collect::<Vec<_>>()
    .join("\n")
}

/// The text with the buyer's name: a name can carry orders, too.
pub(crate) fn named(subject: &Answerable, text: &str) -> String {
    format!("{text}\n{}", subject.author.as_deref().unwrap_or_default())
}

/// Digest of what an answer rests on: the stars and the buyer's words. When it changes, a verdict
/// on an answer is a verdict on an answer to something else.
pub(crate) fn digest(subject: &Answerable) -> String {
    let stars = subject
        .rating
        .map_or(String::new(), |stars| stars.to_string());
    let parts = [
        stars.as_str(),
        &subject.text,
        subject.pros.as_deref().unwrap_or_default(),
        subject.cons.as_deref().unwrap_or_default(),
    ];
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(parts.join("\u{1f}").as_bytes()) {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}
