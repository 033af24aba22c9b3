//! Ways to lead a buyer elsewhere.

use std::sync::LazyLock;

use regex::Regex;

use super::Case;

/// Fewest digits of something that can be dialled.
const DIALLED: usize = 7;

fn pattern(text: &str) -> Option<Regex> {
    Regex::new(text).ok()
}

static SCHEME: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"(?:https?|ftp)\s*:\s*/\s*/|www\s*\.|\bt\s*\.\s*me\b|hxxp"));
/// A full stop ends a sentence when a blank follows and none stands before it; every other
/// dot between a name and a known ending is an address, also one spelled out.
static DOMAIN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"[\p{L}\d-]{2,}(?:\.|\s\.\s?|\s?(?:\(dot\)|\[dot\]|\(точка\)|\[точка\]|\(nuqta\)| точка | dot | nuqta )\s?)([\p{L}]{2,6})\b",
    )
});
static DIGITS: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"\+?\d(?:[\s().\-–—_/*]{0,3}\d){6,}"));
static HANDLE: LazyLock<Option<Regex>> = LazyLock::new(|| pattern(r"@\s?[\p{L}\d_.]{2,}"));
static MAIL: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"[\p{L}\d._-]+\s?(?:@|\(at\)|\[at\]|собака)\s?[\p{L}\d-]+"));

fn count(pattern: &LazyLock<Option<Regex>>, text: &str) -> usize {
    pattern
        .as_ref()
        .map_or(0, |pattern| pattern.find_iter(text).count())
}

/// Addresses, also spelled apart.
pub(super) fn links(case: &Case<'_>) -> usize {
    let domains = DOMAIN.as_ref().map_or(0, |pattern| {
        let known = case.words.list("top_level_domains");
        pattern
            .captures_iter(&case.plain)
            .filter_map(|found| found.get(1))
            .filter(|ending| known.iter().any(|known| known == ending.as_str()))
            .count()
    });
    count(&SCHEME, &case.plain) + domains
}

/// Digits that can be dialled, in any grouping.
pub(super) fn phones(case: &Case<'_>) -> usize {
    DIGITS.as_ref().map_or(0, |pattern| {
        pattern
            .find_iter(&case.plain)
            .filter(|found| digits(found.as_str()) >= DIALLED)
            .count()
    })
}

fn digits(text: &str) -> usize {
    text.chars().filter(char::is_ascii_digit).count()
}

/// Messengers, nicknames, "write to us".
pub(super) fn handles(case: &Case<'_>) -> usize {
    count(&HANDLE, &case.plain) + case.words.hits("handles", &case.plain).len()
}

/// Other places to buy; the marketplace's own name is allowed.
pub(super) fn other_shops(case: &Case<'_>) -> usize {
    let own = &case.measure.pack.own_names;
    case.words
        .hits("other_shops", &case.plain)
        .into_iter()
        .filter(|hit| !own.iter().any(|name| hit.trim_end_matches('$') == name))
        .count()
}

/// Mail addresses.
pub(super) fn personal_data(case: &Case<'_>) -> usize {
    count(&MAIL, &case.plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_compiles() {
        for pattern in [&SCHEME, &DOMAIN, &DIGITS, &HANDLE, &MAIL] {
            assert!(
                pattern.is_some(),
                "a pattern that does not compile would let everything pass"
            );
        }
    }
}
