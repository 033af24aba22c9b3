//! Rules about the form of a text.

use domain::{Language, RuleResult};

use super::{Case, Strength, result};
use crate::guardrails::plain::is_hidden;
use crate::language::detect;

/// Between the marketplace's fewest and most characters.
pub(super) fn length(case: &Case<'_>) -> (Strength, RuleResult) {
    let limits = case.measure.limits;
    let count = u32::try_from(case.draft.text.chars().count()).unwrap_or(u32::MAX);
    let filled = !case.draft.text.trim().is_empty();
    let passed = filled && (limits.min_length..=limits.max_length).contains(&count);
    (
        Strength::Hard,
        result("length", passed, format!("{count} / {}", limits.max_length)),
    )
}

/// The answer is written in the buyer's language, where that is known.
pub(super) fn language(case: &Case<'_>) -> (Strength, RuleResult) {
    let written = detect(case.draft.text);
    let passed = case.subject.language == Language::Other || written == case.subject.language;
    (
        Strength::Hard,
        result("language", passed, written.tag().to_owned()),
    )
}

/// Characters that cannot be seen.
pub(super) fn hidden_unicode(case: &Case<'_>) -> usize {
    case.draft.text.chars().filter(|c| is_hidden(*c)).count()
}
