//! One plain form of a text, so that a rule sees through disguises.

use unicode_normalization::UnicodeNormalization;

/// Lower case, compatibility forms folded (full-width digits, ligatures),
/// hidden characters removed, `ё` as `е`, every apostrophe as `'`, every run of
/// white space as one blank.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text
        .nfkc()
        .filter(|c| !is_hidden(*c))
        .flat_map(char::to_lowercase)
    {
        let c = fold(c);
        if c == ' ' && out.ends_with(' ') {
            continue;
        }
        out.push(c);
    }
    out.trim().to_owned()
}

fn fold(c: char) -> char {
    match c {
        'ё' => 'е',
        '\u{02bb}' | '\u{02bc}' | '\u{2018}' | '\u{2019}' | '`' | '´' | '\u{02b9}' => '\'',
        c if c.is_whitespace() => ' ',
        // Digits of other scripts read as digits to a person who dials them.
        '\u{0660}'..='\u{0669}' => digit(c, 0x0660),
        '\u{06f0}'..='\u{06f9}' => digit(c, 0x06f0),
        '\u{0966}'..='\u{096f}' => digit(c, 0x0966),
        c => c,
    }
}

fn digit(c: char, zero: u32) -> char {
    char::from_digit(u32::from(c) - zero, 10).unwrap_or(c)
}

/// Characters that are not seen and have no business in an answer: zero-width,
/// bidirectional controls, tags, soft hyphen, other controls.
pub(super) fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{00ad}' | '\u{034f}' | '\u{061c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
        || (c.is_control() && c != '\n' && c != '\t' && c != '\r')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn disguises_fall_off() {
        assert_eq!(
            plain("Ｈello\u{200b}  Oʻzbek ёж"),
            "hello o'zbek еж",
            "one plain form"
        );
        assert_eq!(plain("٩٩٨"), "998", "digits of another script are digits");
    }

    proptest! {
        #[test]
        fn plain_is_stable(text in ".*") {
            let once = plain(&text);
            prop_assert_eq!(plain(&once), once, "a second pass changes nothing");
        }
    }
}
