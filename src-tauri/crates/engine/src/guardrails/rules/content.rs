//! Rules about what a text says.

use super::Case;
use crate::guardrails::numbers::numbers;
use crate::guardrails::plain::plain;
use crate::guardrails::words::begins_a_word;

/// How often the same answer may appear among the recent ones.
const REPEATS: usize = 3;

/// Promises that a seller may not make in public, and blame.
pub(super) fn promises(case: &Case<'_>) -> usize {
    case.words.hits("promises", &case.plain).len() + case.words.hits("blame", &case.plain).len()
}

/// Amounts of money: a number beside a currency.
pub(super) fn prices(case: &Case<'_>) -> usize {
    let tokens: Vec<&str> = case.plain.split(' ').collect();
    let currency = |token: &str| {
        let bare = token.trim_start_matches(|c: char| c.is_ascii_digit() || ".,".contains(c));
        case.words
            .list("currency")
            .iter()
            .any(|word| begins_a_word(bare, word))
    };
    let numeric = |token: &str| token.starts_with(|c: char| c.is_ascii_digit());
    let pairs = tokens.windows(2).filter(|pair| match pair {
        [a, b] => (numeric(a) && currency(b)) || (currency(a) && numeric(b)),
        _ => false,
    });
    pairs.count()
        + tokens
            .iter()
            .filter(|token| joined_price(token, &currency))
            .count()
}

/// `500₽` and `$20` without a blank.
fn joined_price(token: &str, currency: &dyn Fn(&str) -> bool) -> bool {
    let has_digit = token.chars().any(|c| c.is_ascii_digit());
    let has_sign = token.contains(['₽', '$', '€']);
    has_digit && (has_sign || (token.starts_with(|c: char| c.is_ascii_digit()) && currency(token)))
}

/// The planted word, or words of the machinery.
pub(super) fn leaks(case: &Case<'_>) -> usize {
    let canary = plain(case.measure.canary);
    let leaked = !canary.is_empty() && case.plain.contains(&canary);
    usize::from(leaked) + case.words.hits("leak", &case.plain).len()
}

/// Numbers that no fact holds. The stars that the buyer gave may be named.
pub(super) fn unproven_numbers(case: &Case<'_>) -> usize {
    let mut known: Vec<String> = case
        .measure
        .facts
        .iter()
        .flat_map(|fact| numbers(&plain(&format!("{} {}", fact.name, fact.value))))
        .collect();
    known.extend(case.subject.rating.map(|rating| rating.to_string()));
    numbers(&case.plain)
        .iter()
        .filter(|number| !known.contains(number))
        .count()
}

/// Phrases that the marketplace does not want.
pub(super) fn stop_words(case: &Case<'_>) -> usize {
    let words = &case.measure.pack.stop_words;
    words
        .iter()
        .filter(|word| begins_a_word(&case.plain, &plain(word)))
        .count()
}

/// The seller speaks, not a machine.
pub(super) fn ai_mentions(case: &Case<'_>) -> usize {
    case.words.hits("ai_mention", &case.plain).len()
}

/// The same words again and again: Ozon limits sellers who repeat themselves.
pub(super) fn repeats(case: &Case<'_>) -> usize {
    let same = case
        .measure
        .recent
        .iter()
        .filter(|text| plain(text) == case.plain)
        .count();
    same.saturating_sub(REPEATS - 1)
}
