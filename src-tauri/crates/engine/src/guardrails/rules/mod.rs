//! The rules, one measured result each, in the order of the certificate.

mod claims;
mod contacts;
mod content;
mod form;
mod links;
mod money;

use domain::RuleResult;

use super::seen::Seen;
use super::words::Words;
use super::{DraftText, Measure, Source, Subject};

/// Whether a failed rule refuses or asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strength {
    /// Refuses, whoever wrote.
    Hard,
    /// Refuses a machine's text. A person's own one is theirs to answer for: lists of words
    /// know no context, and an honest seller must be able to overrule them.
    Machine,
    /// Asks a person.
    Soft,
}

impl Strength {
    /// Whether a failure refuses a text of that writer.
    fn refuses(self, source: Source) -> bool {
        match self {
            Self::Hard => true,
            Self::Machine => source != Source::Person,
            Self::Soft => false,
        }
    }
}

/// Everything that a rule looks at.
pub(super) struct Case<'a> {
    words: &'a Words,
    draft: DraftText<'a>,
    subject: Subject<'a>,
    measure: Measure<'a>,
    /// The draft as lists see it.
    seen: Seen,
}

impl Case<'_> {
    fn hits(&self, list: &str) -> usize {
        self.words.hits(list, &self.seen).len()
    }
}

/// Hits of a rule: none is a pass.
type Count = fn(&Case<'_>) -> usize;

/// Rules that pass when they count nothing.
const COUNTED: [(&str, Strength, Count); 16] = [
    ("links", Strength::Hard, links::links),
    ("phones", Strength::Hard, contacts::phones),
    ("handles", Strength::Hard, contacts::handles),
    ("other_shops", Strength::Machine, contacts::other_shops),
    ("promises", Strength::Machine, content::promises),
    ("prices", Strength::Machine, money::prices),
    ("hidden_unicode", Strength::Hard, form::hidden_unicode),
    ("letters", Strength::Machine, form::letters),
    ("injection", Strength::Hard, content::leaks),
    ("facts", Strength::Machine, claims::unproven_numbers),
    ("claims", Strength::Machine, claims::claims),
    ("recommends", Strength::Machine, claims::recommends),
    ("stop_words", Strength::Hard, content::stop_words),
    ("personal_data", Strength::Hard, contacts::personal_data),
    ("ai_mention", Strength::Machine, content::ai_mentions),
    ("duplicates", Strength::Soft, content::repeats),
];

/// Every result, and whether its failure refuses.
pub(super) fn apply(
    words: &Words,
    draft: DraftText<'_>,
    subject: Subject<'_>,
    measure: Measure<'_>,
) -> Vec<(bool, RuleResult)> {
    let case = Case {
        words,
        draft,
        subject,
        measure,
        seen: Seen::of(draft.text),
    };
    let refuses = |strength: Strength| strength.refuses(draft.source);
    let mut results = vec![
        (refuses(Strength::Hard), form::length(&case)),
        (refuses(Strength::Machine), form::language(&case)),
    ];
    let counted = COUNTED.iter().filter(|(rule, _, _)| applies(&case, rule));
    results.extend(counted.map(|(rule, strength, count)| {
        let hits = count(&case);
        (
            refuses(*strength),
            result(rule, hits == 0, hits.to_string()),
        )
    }));
    results
}

/// A rule that has nothing to measure is not told as passed.
fn applies(case: &Case<'_>, rule: &str) -> bool {
    match rule {
        "stop_words" => !case.measure.pack.stop_words.is_empty(),
        "recommends" => !case.measure.limits.may_recommend,
        _ => true,
    }
}

fn result(rule: &str, passed: bool, measured: String) -> RuleResult {
    RuleResult {
        rule: rule.to_owned(),
        passed,
        measured,
    }
}
