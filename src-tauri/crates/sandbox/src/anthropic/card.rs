//! Facts of the card in the buyer's tongue.

use super::book::{Book, Tongue};
use super::brief::Fact;
use super::topic::{key, plain};
use crate::world::{Words, World};

/// The fact that speaks of `wanted`.
pub(super) fn about<'a>(facts: &'a [Fact], wanted: &str) -> Option<&'a Fact> {
    facts.iter().find(|fact| key(&fact.name) == Some(wanted))
}

/// The words of a card in another tongue; words that no card of the world has stay as they are.
pub(super) fn said(world: &World, book: &Book, tongue: Tongue, text: &str) -> String {
    let Some(words) = known(world, text) else {
        return text.to_owned();
    };
    match tongue {
        Tongue::Russian => words.ru.clone(),
        Tongue::Uzbek => uzbek(&words.uz),
        Tongue::UzbekCyrillic => cyrillic(&uzbek(&words.uz)),
        Tongue::English => {
            let english = book.english_words.get(&words.ru);
            english.cloned().unwrap_or_else(|| words.ru.clone())
        }
    }
}

fn known<'a>(world: &'a World, text: &str) -> Option<&'a Words> {
    let text = plain(text.trim());
    let facts = world.products().iter().flat_map(|product| &product.facts);
    let mut words = facts.flat_map(|fact| [&fact.label, &fact.value]);
    words.find(|words| plain(&words.ru) == text || plain(&words.uz) == text)
}

/// Proper signs for oʻ, gʻ and the pause.
fn uzbek(text: &str) -> String {
    text.replace('‘', "ʻ").replace('’', "ʼ")
}

/// Pairs of letters that are one letter in Cyrillic, longest first.
const PAIRS: [(&str, char); 9] = [
    ("yoʻ", 'й'),
    ("sh", 'ш'),
    ("ch", 'ч'),
    ("oʻ", 'ў'),
    ("gʻ", 'ғ'),
    ("yo", 'ё'),
    ("yu", 'ю'),
    ("ya", 'я'),
    ("ye", 'е'),
];

const LATIN: &str = "abdefghijklmnopqrstuvxyzʼ";
const CYRILLIC: &str = "абдефгҳижклмнопқрстувхйзъ";

/// Loan words that are written otherwise than letter by letter.
const LOANS: [(&str, &str); 4] = [
    ("кондитсионер", "кондиционер"),
    ("индуксия", "индукция"),
    ("полиестер", "полиэстер"),
    ("латун,", "латунь,"),
];

/// Uzbek in Latin letters written in Cyrillic ones.
pub(super) fn cyrillic(text: &str) -> String {
    let written = by_letter(text);
    LOANS
        .iter()
        .fold(written, |text, (wrong, right)| text.replace(wrong, right))
}

fn by_letter(text: &str) -> String {
    let mut written = String::new();
    let mut rest = text;
    let mut after_letter = false;
    while let Some(sign) = rest.chars().next() {
        let pair = PAIRS.iter().find(|(latin, _)| begins_with(rest, latin));
        let (letter, length) = match pair {
            // "yoʻ" is two letters: only the first is taken.
            Some(("yoʻ", letter)) => (*letter, 1),
            Some((latin, letter)) => (*letter, latin.chars().count()),
            None => (single(sign, after_letter), 1),
        };
        let letter = if sign.is_uppercase() {
            letter.to_uppercase().next().unwrap_or(letter)
        } else {
            letter
        };
        written.push(letter);
        after_letter = sign.is_alphabetic();
        rest = rest
            .char_indices()
            .nth(length)
            .and_then(|(at, _)| rest.get(at..))
            .unwrap_or_default();
    }
    written
}

fn begins_with(text: &str, latin: &str) -> bool {
    let mut signs = text.chars().flat_map(char::to_lowercase);
    latin.chars().all(|sign| signs.next() == Some(sign))
}

fn single(sign: char, after_letter: bool) -> char {
    let lower = sign.to_lowercase().next().unwrap_or(sign);
    if lower == 'e' && !after_letter {
        return 'э';
    }
    let mut pairs = LATIN.chars().zip(CYRILLIC.chars());
    pairs
        .find(|(latin, _)| *latin == lower)
        .map_or(sign, |(_, cyrillic)| cyrillic)
}

#[cfg(test)]
mod tests {
    #[test]
    fn uzbek_is_written_in_both_scripts() {
        for (latin, cyrillic) in [
            (
                "paxta 100 %, ipak ipda kashta",
                "пахта 100 %, ипак ипда кашта",
            ),
            ("Oʻzbekiston", "Ўзбекистон"),
            ("yoʻq, eng yaxshi choʻyan", "йўқ, энг яхши чўян"),
            ("qoʻrgʻoshinsiz sir", "қўрғошинсиз сир"),
            ("konditsionersiz", "кондиционерсиз"),
        ] {
            assert_eq!(
                super::cyrillic(latin),
                cyrillic,
                "{latin} in Cyrillic letters"
            );
        }
    }
}
