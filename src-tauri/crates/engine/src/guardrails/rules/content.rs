//! Rules about what a text says.

use super::Case;
use crate::guardrails::plain::plain;
use crate::guardrails::seen::bare;
use crate::guardrails::translit::cyrillic;
use crate::guardrails::words::stands_in;

/// How often the same answer may appear among the recent ones.
const REPEATS: usize = 3;
/// Letters of a part of the planted word that nobody writes by chance.
const RARE: usize = 8;
/// So many words in a row of the instructions are no accident.
const COPIED: usize = 6;

/// Promises that a seller may not make in public, and blame.
pub(super) fn promises(case: &Case<'_>) -> usize {
    case.hits("promises") + case.hits("blame")
}

/// The planted word, the instructions themselves, or words of the machinery.
pub(super) fn leaks(case: &Case<'_>) -> usize {
    usize::from(has_canary(case)) + usize::from(copies(case)) + case.hits("leak")
}

/// The planted word in any spelling: letters alone, each of its parts for itself that is no
/// everyday word (the other one is what sellers call silver).
fn has_canary(case: &Case<'_>) -> bool {
    let said = letters(&bare(&case.seen.plain));
    let halves = case.measure.canary.split('-');
    halves
        .map(|half| bare(&plain(half)))
        .filter(|half| letters(half).chars().count() >= RARE)
        .any(|half| {
            let twin = bare(&cyrillic(&half));
            said.contains(&letters(&half)) || said.contains(&letters(&twin))
        })
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).collect()
}

fn copies(case: &Case<'_>) -> bool {
    let said = words(&case.seen.plain);
    let own = words(&plain(case.measure.instructions));
    let own: std::collections::HashSet<&[String]> = own.windows(COPIED).collect();
    said.windows(COPIED).any(|window| own.contains(window))
}

fn words(plain: &str) -> Vec<String> {
    plain
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Phrases that the marketplace does not want.
pub(super) fn stop_words(case: &Case<'_>) -> usize {
    let words = &case.measure.pack.stop_words;
    words
        .iter()
        .filter(|word| stands_in(&case.seen, word))
        .count()
}

/// The seller speaks, not a machine.
pub(super) fn ai_mentions(case: &Case<'_>) -> usize {
    case.hits("ai_mention")
}

/// The same words again and again: Ozon limits sellers who repeat themselves.
pub(super) fn repeats(case: &Case<'_>) -> usize {
    let same = case
        .measure
        .recent
        .iter()
        .filter(|text| plain(text) == case.seen.plain)
        .count();
    same.saturating_sub(REPEATS - 1)
}
