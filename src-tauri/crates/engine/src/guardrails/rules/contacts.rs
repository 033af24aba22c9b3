//! Ways to lead a buyer elsewhere.

use std::sync::LazyLock;

use regex::Regex;

use super::Case;
use crate::guardrails::plain::plain;
use crate::guardrails::seen::spelled;

/// Fewest digits of something that can be dialled.
const DIALLED: usize = 7;
/// Fewest number words in a row that dictate a number.
const DICTATED: usize = 3;

fn pattern(text: &str) -> Option<Regex> {
    Regex::new(text).ok()
}

static DIGITS: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"\+?\d(?:[\s().\-–—_/*·•|~]{0,3}\d){6,}"));
static HANDLE: LazyLock<Option<Regex>> = LazyLock::new(|| pattern(r"@\s?[\p{L}\d_.]{2,}"));
/// The sign in words is one between two names in Latin letters only: "собака" is a dog, too.
static MAIL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"[\p{L}\d._-]+\s?(?:@|\(at\)|\[at\])\s?[\p{L}\d-]+|[a-z\d._-]{2,}\s(?:собака|собачка|kuchukcha|sobaka)\s[a-z\d.-]{2,}",
    )
});

fn count(pattern: &LazyLock<Option<Regex>>, text: &str) -> usize {
    pattern
        .as_ref()
        .map_or(0, |pattern| pattern.find_iter(text).count())
}

/// Digits that can be dialled, in any grouping, and numbers dictated in words.
pub(super) fn phones(case: &Case<'_>) -> usize {
    let dialled = DIGITS.as_ref().map_or(0, |pattern| {
        pattern
            .find_iter(&case.seen.plain)
            .filter(|found| digits(found.as_str()) >= DIALLED)
            .count()
    });
    dialled + dictated(case)
}

fn digits(text: &str) -> usize {
    text.chars().filter(char::is_ascii_digit).count()
}

/// Runs of numbers of which enough are written as words.
fn dictated(case: &Case<'_>) -> usize {
    let words = case
        .seen
        .plain
        .split(|c: char| !(c.is_alphanumeric() || c == '\''));
    let mut runs = 0;
    let (mut length, mut spoken) = (0, 0);
    for word in words
        .filter(|word| !word.is_empty())
        .chain(std::iter::once(""))
    {
        let in_words = case.words.has_word("number_words", word);
        if in_words || word.starts_with(|c: char| c.is_ascii_digit()) {
            length += 1;
            spoken += usize::from(in_words);
            continue;
        }
        runs += usize::from(length >= DICTATED && spoken + 1 >= DICTATED);
        (length, spoken) = (0, 0);
    }
    runs
}

/// Messengers, nicknames, "write to us".
pub(super) fn handles(case: &Case<'_>) -> usize {
    count(&HANDLE, &case.seen.plain) + case.hits("handles")
}

/// Other places to buy; the marketplace's own name is allowed.
pub(super) fn other_shops(case: &Case<'_>) -> usize {
    let own = &case.measure.pack.own_names;
    let is_own = |hit: &str| {
        own.iter()
            .any(|name| hit.trim_end_matches('$').starts_with(&plain(name)))
    };
    let hits = case.words.hits("other_shops", &case.seen);
    hits.into_iter().filter(|hit| !is_own(hit)).count()
}

/// Mail addresses.
pub(super) fn personal_data(case: &Case<'_>) -> usize {
    count(&MAIL, &case.seen.plain).max(count(&MAIL, &spelled(&case.seen.plain)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_compiles() {
        for pattern in [&DIGITS, &HANDLE, &MAIL] {
            assert!(
                pattern.is_some(),
                "a pattern that does not compile would let everything pass"
            );
        }
    }
}
