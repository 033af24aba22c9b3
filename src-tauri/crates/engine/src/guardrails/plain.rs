//! One plain form of a text, so that a rule sees through disguises.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::digits;
use super::script::one_script;

/// Lower case, compatibility forms folded (full-width digits, ligatures),
/// hidden characters and loose accents removed, digits of every script as
/// ASCII, `ё` as `е`, every apostrophe as `'`, lookalike letters of another
/// alphabet as those of the word, every run of white space as one blank.
pub fn plain(text: &str) -> String {
    let lower: String = shown(text)
        .chars()
        .flat_map(char::to_lowercase)
        // Lower case of some letters carries a loose mark of its own.
        .filter(|c| !is_combining_mark(*c))
        .collect();
    one_script(&lower)
}

/// The plain form with its capitals, and with words in the letters they were typed in.
pub(super) fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut keep = |c| {
        if !(c == ' ' && out.ends_with(' ')) {
            out.push(c);
        }
    };
    // Most texts have nothing to fold, and looking is faster than folding.
    if text.chars().all(is_folded) {
        text.chars().map(fold).for_each(&mut keep);
    } else {
        // An acute accent that stands alone would become a blank with a mark.
        let folded = text.chars().map(apostrophe).nfkc();
        let seen = folded.filter(|c| !is_hidden(*c) && !is_combining_mark(*c));
        seen.map(fold).for_each(&mut keep);
    }
    out.trim().to_owned()
}

/// Letters of the three languages, digits, blanks and common signs, which have one form only.
fn is_folded(c: char) -> bool {
    matches!(c, ' '..='_' | 'a'..='~' | '\n' | 'А'..='я' | 'Ё' | 'ё' | '«' | '»' | '—' | '–')
}

/// Every apostrophe as one; some of them count as letters.
pub(super) fn apostrophe(c: char) -> char {
    match c {
        '\u{02b9}' | '\u{02bb}' | '\u{02bc}' | '\u{02bd}' | '\u{2018}' | '\u{2019}'
        | '\u{201b}' | '\u{2032}' | '\u{ff07}' | '`' | '´' => '\'',
        c => c,
    }
}

fn fold(c: char) -> char {
    match c {
        'ё' => 'е',
        'Ё' => 'Е',
        '。' => '.',
        c if c.is_whitespace() => ' ',
        c => letter(digits::ascii(c)),
    }
}

/// Letters in circles and squares and the halves of flags spell words, too.
fn letter(c: char) -> char {
    let code = u32::from(c);
    let first = [0x1_f150, 0x1_f170, 0x1_f1e6]
        .into_iter()
        .find(|first| (*first..*first + 26).contains(&code));
    first
        .and_then(|first| char::from_u32(code - first + u32::from('a')))
        .unwrap_or(c)
}

/// Characters that are not seen and have no business in an answer: zero-width,
/// bidirectional controls, tags, soft hyphen, variation selectors, other controls.
pub(super) fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{00ad}' | '\u{034f}' | '\u{061c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
        || (c.is_control() && c != '\n' && c != '\t' && c != '\r')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Ｈello\u{200b}  Oʻzbek ёж", "hello o'zbek еж")]
    #[case("٩٩৮", "998")]
    #[case("5️⃣5️⃣", "55")]
    #[case("sovg´a", "sovg'a")]
    #[case("те\u{fe00}легр\u{301}ам", "телеграм")]
    #[case("cкидка", "скидка")]
    #[case("тeлеграм", "телеграм")]
    #[case("🅣🆄", "tu")]
    fn disguises_fall_off(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(plain(text), expected, "one plain form of {text:?}");
    }

    #[test]
    fn what_is_taken_for_folded_is() {
        for c in (' '..='\u{24ff}').chain(['\n']).filter(|c| is_folded(*c)) {
            let slow: Vec<char> = [apostrophe(c)].into_iter().nfkc().collect();
            assert_eq!(slow, [c], "{c:?} has another form");
            assert!(
                !is_hidden(c) && !is_combining_mark(c),
                "{c:?} would be dropped"
            );
        }
    }

    proptest! {
        #[test]
        fn plain_is_stable(text in ".*") {
            let once = plain(&text);
            prop_assert_eq!(plain(&once), once, "a second pass changes nothing");
        }
    }
}
