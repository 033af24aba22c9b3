//! Hidden characters as a text really uses them: emoji are built with joiners
//! and selectors, and those are no attack.

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::plain::is_hidden;

const JOINER: char = '\u{200d}';
const EMOJI_FORM: char = '\u{fe0f}';

/// Hidden characters that are no part of an emoji, and accents on letters that carry none.
pub(super) fn hidden(text: &str) -> usize {
    // Composing is slow, and most texts are composed.
    let chars: Vec<char> = match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text.chars().collect(),
        _ => text.nfc().collect(),
    };
    let mut before: Option<char> = None;
    let mut count = 0;
    for (at, c) in chars.iter().enumerate() {
        let after = chars.get(at + 1).copied();
        if is_odd(*c, before, after) {
            count += 1;
        }
        if *c != EMOJI_FORM && !is_skin(*c) {
            before = Some(*c);
        }
    }
    count
}

fn is_odd(c: char, before: Option<char>, after: Option<char>) -> bool {
    match c {
        EMOJI_FORM => !before.is_some_and(takes_form),
        JOINER => !(before.is_some_and(is_picture) && after.is_some_and(is_picture)),
        // The stress of a Russian word is written so.
        '\u{301}' => !before.is_some_and(|c| "аеиоуыэюяАЕИОУЫЭЮЯ".contains(c)),
        '\u{20e3}' => !before.is_some_and(takes_form),
        c => is_hidden(c) || (is_combining_mark(c) && before.is_some_and(char::is_alphabetic)),
    }
}

fn takes_form(c: char) -> bool {
    is_picture(c) || c.is_ascii_digit() || matches!(c, '#' | '*')
}

fn is_picture(c: char) -> bool {
    matches!(c, '©' | '®' | '‼' | '⁉' | '™' | 'ℹ' | '〰' | '〽' | '㊗' | '㊙'
        | '\u{2190}'..='\u{27ff}' | '\u{2900}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
        && c != '\u{2800}'
}

fn is_skin(c: char) -> bool {
    ('\u{1f3fb}'..='\u{1f3ff}').contains(&c)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("❤️‍🔥 супер", 0)]
    #[case("🤷‍♀️ 👍🏽 👨‍👩‍👧 5️⃣", 0)]
    #[case("за́мок и йод", 0)]
    #[case("Спасибо\u{200b} за отзыв", 1)]
    #[case("те\u{fe00}леграм", 1)]
    #[case("те\u{fe0f}леграм", 1)]
    #[case("телегр\u{301}ам", 1)]
    #[case("a\u{200d}b", 1)]
    #[case("пусто\u{2800}", 1)]
    fn emoji_are_no_attack(#[case] text: &str, #[case] expected: usize) {
        assert_eq!(hidden(text), expected, "{text:?}");
    }
}
