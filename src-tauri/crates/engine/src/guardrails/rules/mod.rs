//! The rules, one measured result each, in the order of the certificate.

mod contacts;
mod content;
mod form;

use domain::RuleResult;

use super::plain::plain;
use super::words::Words;
use super::{DraftText, Measure, Subject};

/// Whether a failed rule refuses or asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strength {
    /// Refuses; a person must write another text.
    Hard,
    /// Asks a person.
    Soft,
}

/// Everything that a rule looks at.
pub(super) struct Case<'a> {
    words: &'a Words,
    draft: DraftText<'a>,
    subject: Subject<'a>,
    measure: Measure<'a>,
    /// The draft in plain form.
    plain: String,
}

/// Hits of a rule: none is a pass.
type Count = fn(&Case<'_>) -> usize;

/// Rules that pass when they count nothing.
const COUNTED: [(&str, Strength, Count); 13] = [
    ("links", Strength::Hard, contacts::links),
    ("phones", Strength::Hard, contacts::phones),
    ("handles", Strength::Hard, contacts::handles),
    ("other_shops", Strength::Hard, contacts::other_shops),
    ("promises", Strength::Hard, content::promises),
    ("prices", Strength::Hard, content::prices),
    ("hidden_unicode", Strength::Hard, form::hidden_unicode),
    ("injection", Strength::Hard, content::leaks),
    ("facts", Strength::Hard, content::unproven_numbers),
    ("stop_words", Strength::Hard, content::stop_words),
    ("personal_data", Strength::Hard, contacts::personal_data),
    ("ai_mention", Strength::Hard, content::ai_mentions),
    ("duplicates", Strength::Soft, content::repeats),
];

pub(super) fn apply(
    words: &Words,
    draft: DraftText<'_>,
    subject: Subject<'_>,
    measure: Measure<'_>,
) -> Vec<(Strength, RuleResult)> {
    let case = Case {
        words,
        draft,
        subject,
        measure,
        plain: plain(draft.text),
    };
    let mut results = vec![form::length(&case), form::language(&case)];
    results.extend(COUNTED.iter().map(|(rule, strength, count)| {
        let hits = count(&case);
        (*strength, result(rule, hits == 0, hits.to_string()))
    }));
    results
}

fn result(rule: &str, passed: bool, measured: String) -> RuleResult {
    RuleResult {
        rule: rule.to_owned(),
        passed,
        measured,
    }
}
