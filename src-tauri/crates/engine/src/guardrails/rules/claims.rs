//! What a text claims: numbers and properties that no fact holds.

use super::Case;
use crate::guardrails::numbers::numbers;
use crate::guardrails::plain::plain;
use crate::guardrails::seen::Seen;

/// Numbers that no fact holds. The stars that the buyer gave may be named.
pub(super) fn unproven_numbers(case: &Case<'_>) -> usize {
    let facts = case.measure.facts.iter();
    let mut known: Vec<String> = facts
        .flat_map(|fact| numbers(&plain(&format!("{} {}", fact.name, fact.value))))
        .collect();
    known.extend(case.subject.rating.map(|rating| rating.to_string()));
    numbers(&case.seen.plain)
        .iter()
        .filter(|number| !known.contains(number))
        .count()
}

/// Health and warranty: claimed only where the card claims the same.
pub(super) fn claims(case: &Case<'_>) -> usize {
    let facts: Vec<String> = case
        .measure
        .facts
        .iter()
        .map(|fact| format!("{} {}", fact.name, fact.value))
        .collect();
    let card = case.words.hits("claims", &Seen::of(&facts.join(". ")));
    let said = case.words.hits("claims", &case.seen);
    said.iter().filter(|hit| !card.contains(hit)).count()
}

/// Other goods, where the marketplace does not want them in answers.
pub(super) fn recommends(case: &Case<'_>) -> usize {
    case.hits("recommends")
}
