//! Rules about the form of a text.

use domain::{Language, RuleResult};

use super::{Case, result};
use crate::guardrails::emoji::hidden;
use crate::guardrails::script::odd_words;
use crate::language::detect;

/// Between the marketplace's fewest and most characters.
pub(super) fn length(case: &Case<'_>) -> RuleResult {
    let limits = case.measure.limits;
    let count = u32::try_from(case.draft.text.chars().count()).unwrap_or(u32::MAX);
    let filled = !case.draft.text.trim().is_empty();
    let passed = filled && (limits.min_length..=limits.max_length).contains(&count);
    result("length", passed, format!("{count} / {}", limits.max_length))
}

/// The answer is written in the buyer's language, where that is known.
pub(super) fn language(case: &Case<'_>) -> RuleResult {
    let written = detect(case.draft.text);
    let passed = case.subject.language == Language::Other || written == case.subject.language;
    result("language", passed, written.tag().to_owned())
}

/// Characters that cannot be seen.
pub(super) fn hidden_unicode(case: &Case<'_>) -> usize {
    hidden(case.draft.text)
}

/// Words that mix alphabets, or letters of a foreign one.
pub(super) fn letters(case: &Case<'_>) -> usize {
    odd_words(case.draft.text)
}
