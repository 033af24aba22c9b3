//! The buyer's words, put together for reading.

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
