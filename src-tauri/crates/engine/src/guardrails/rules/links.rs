//! Addresses, also spelled apart or with the dot in words.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;

use super::Case;
use crate::guardrails::plain::{plain, shown};
use crate::guardrails::seen::spelled;

fn pattern(text: &str) -> Option<Regex> {
    Regex::new(text).ok()
}

static SCHEME: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"(?:https?|ftp)\s*:\s*/\s*/|www\s*\.|\bt\s*\.\s*me\b|hxxp"));
/// A dot in brackets or in words between two names.
static DOT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"\s?[(\[{]\s?(?:\.|dot|точка|нуқта|нукта|nuqta|tochka)\s?[)\]}]\s?|\s?[·•]\s?|(?P<before>[\p{L}\d])\s(?:dot|точка|нуқта|нукта|nuqta|tochka)\s",
    )
});
const DOT_WORDS: [&str; 6] = ["dot", "точка", "нуқта", "нукта", "nuqta", "tochka"];
static HOST: LazyLock<Option<Regex>> = LazyLock::new(|| pattern(r"[\p{L}\d-]+(?:\.[\p{L}\d-]+)+"));
/// A dot with a blank beside it. What follows a blank is looked at in the original: a
/// sentence begins with a capital.
static APART: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"[\p{L}\d-]+(?:\s\.\s?|\.\s)([\p{L}]{2,8})"));

static DOMAINS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("../words/domains.txt").lines();
    lines
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .collect()
});
/// Endings that are known in any case, and Cyrillic spellings of them.
const WELL_KNOWN: [&str; 17] = [
    "uz", "ru", "com", "net", "org", "kz", "su", "shop", "online", "site", "info", "app", "рф",
    "уз", "ру", "ком", "орг",
];
/// What Uzbek hangs onto a name.
const ENDINGS: [&str; 13] = [
    "", "ga", "da", "dan", "ni", "ning", "dagi", "га", "да", "дан", "ни", "нинг", "даги",
];
/// Words that are top-level domains, too: where a blank was forgotten they are words, and
/// addresses before a path.
const WORDS: [&str; 26] = [
    "am", "as", "at", "be", "biz", "by", "do", "id", "in", "is", "it", "la", "link", "men", "me",
    "my", "no", "pro", "re", "sa", "so", "to", "top", "us", "va", "дети",
];

/// Addresses in a draft.
pub(super) fn links(case: &Case<'_>) -> usize {
    let text = dotted(&shown(case.draft.text));
    let schemes = SCHEME
        .as_ref()
        .map_or(0, |scheme| scheme.find_iter(&text.to_lowercase()).count());
    schemes + addresses(&text).max(addresses(&spelled(&text)))
}

/// The text with every written dot as a dot.
fn dotted(shown: &str) -> String {
    let low = lower_dots(shown);
    DOT.as_ref().map_or_else(
        || low.clone(),
        |dot| dot.replace_all(&low, "$before.").into_owned(),
    )
}

/// Capitals must live on for the look at sentences: only words for a dot lose them.
fn lower_dots(text: &str) -> String {
    let lower = |word: &str| {
        let low = word.to_lowercase();
        let bare = low.trim_matches(|c: char| !c.is_alphabetic());
        if DOT_WORDS.contains(&bare) {
            low
        } else {
            word.to_owned()
        }
    };
    text.split(' ').map(lower).collect::<Vec<_>>().join(" ")
}

fn addresses(text: &str) -> usize {
    let hosts = HOST.as_ref().map_or(0, |host| {
        let path = |end: usize| text.get(end..).is_some_and(|rest| rest.starts_with('/'));
        host.find_iter(text)
            .filter(|found| is_host(found.as_str(), path(found.end())))
            .count()
    });
    let apart = APART.as_ref().map_or(0, |apart| {
        apart
            .captures_iter(text)
            .filter_map(|found| found.get(1))
            .filter(|ending| is_apart(ending.as_str()))
            .count()
    });
    hosts + apart
}

/// Labels joined by dots of which one after the first is a top-level domain.
fn is_host(host: &str, path: bool) -> bool {
    host.split('.').skip(1).any(|label| {
        let sentence =
            label.starts_with(char::is_uppercase) && label.chars().any(char::is_lowercase);
        let label = plain(label);
        let known = DOMAINS.contains(label.as_str()) && (path || !WORDS.contains(&&*label));
        well_known(&label) || (known && !sentence)
    })
}

fn is_apart(ending: &str) -> bool {
    ending.chars().all(char::is_lowercase) && well_known(&plain(ending))
}

fn well_known(label: &str) -> bool {
    let mut names = ENDINGS.iter().filter_map(|end| label.strip_suffix(end));
    names.any(|name| WELL_KNOWN.contains(&name.trim_end_matches('-')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_compiles_and_the_list_is_there() {
        for pattern in [&SCHEME, &DOT, &HOST, &APART] {
            assert!(
                pattern.is_some(),
                "a pattern that does not compile would let everything pass"
            );
        }
        assert!(
            DOMAINS.len() > 1000,
            "the list of top-level domains is read"
        );
        for name in ["uz", "com", "рф", "ee", "me", "co"] {
            assert!(DOMAINS.contains(name), "{name} is a top-level domain");
        }
    }
}
