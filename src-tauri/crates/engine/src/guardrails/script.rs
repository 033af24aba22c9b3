//! Alphabets: a word has one. Lookalike letters of another alphabet are how
//! forbidden words are smuggled past a list.

use std::borrow::Cow;

use super::plain::apostrophe;

/// Latin letters and the Cyrillic ones that look the same, in lower or upper case.
const LOOKALIKES: [(char, char); 14] = [
    ('a', 'а'),
    ('b', 'в'),
    ('c', 'с'),
    ('e', 'е'),
    ('h', 'н'),
    ('k', 'к'),
    ('m', 'м'),
    ('o', 'о'),
    ('p', 'р'),
    ('t', 'т'),
    ('x', 'х'),
    ('y', 'у'),
    ('i', 'і'),
    ('s', 'ѕ'),
];

/// Greek that stands for a unit or a grade, alone or before a unit.
const UNITS: [char; 6] = ['μ', 'µ', 'ω', 'Ω', 'α', 'β'];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Foreign,
}

fn script(c: char) -> Script {
    match c {
        'a'..='z' | 'A'..='Z' | '\u{00aa}' | '\u{00ba}' | '\u{00c0}'..='\u{017f}' => Script::Latin,
        'а'..='я' | 'А'..='Я' | 'ё' | 'Ё' | 'ў' | 'Ў' | 'қ' | 'Қ' | 'ғ' | 'Ғ' | 'ҳ' | 'Ҳ' => {
            Script::Cyrillic
        }
        _ => Script::Foreign,
    }
}

/// Lower-case text with each word in one alphabet, where lookalikes allow it.
pub(super) fn one_script(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut word = String::new();
    for c in text.chars().chain(std::iter::once('\n')) {
        if c.is_alphabetic() {
            word.push(c);
            continue;
        }
        out.push_str(&fold(&word));
        word.clear();
        out.push(c);
    }
    out.pop();
    out
}

fn fold(word: &str) -> Cow<'_, str> {
    let latin = word.chars().any(|c| c.is_ascii_alphabetic());
    let cyrillic = word.chars().any(|c| ('\u{0400}'..='\u{04ff}').contains(&c));
    if !(latin && cyrillic) {
        return Cow::Borrowed(word);
    }
    let to_cyrillic = all(word, |c| c.is_ascii_alphabetic(), |(latin, _)| latin);
    to_cyrillic
        .or_else(|| all(word, |c| !c.is_ascii(), |(_, cyrillic)| cyrillic))
        .map_or(Cow::Borrowed(word), Cow::Owned)
}

/// The word with every letter that `other` names replaced by its lookalike; `None` when one has none.
fn all(
    word: &str,
    other: impl Fn(char) -> bool,
    from: impl Fn((char, char)) -> char,
) -> Option<String> {
    let twin = |c: char| {
        let pair = LOOKALIKES.into_iter().find(|pair| from(*pair) == c)?;
        Some(if pair.0 == c { pair.1 } else { pair.0 })
    };
    word.chars()
        .map(|c| if other(c) { twin(c) } else { Some(c) })
        .collect()
}

/// Words that mix alphabets or use one that neither Uzbek, Russian nor English has.
pub(super) fn odd_words(text: &str) -> usize {
    let text: String = text.chars().map(apostrophe).collect();
    text.split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty() && odd(word))
        .count()
}

fn odd(word: &str) -> bool {
    let unit = word.chars().count() <= 3 && word.starts_with(UNITS);
    let mut scripts: Vec<Script> = word.chars().map(script).skip(usize::from(unit)).collect();
    if scripts.contains(&Script::Foreign) {
        return true;
    }
    scripts.dedup();
    match scripts.as_slice() {
        [] | [_] => false,
        // A brand with an ending: "iPhoneга". A letter without a twin proves that it is one.
        [Script::Latin, Script::Cyrillic] => !brand(word),
        _ => true,
    }
}

fn brand(word: &str) -> bool {
    let latin: Vec<char> = word
        .chars()
        .take_while(|c| script(*c) == Script::Latin)
        .flat_map(char::to_lowercase)
        .collect();
    let twinless = |c: &char| !LOOKALIKES.iter().any(|(latin, _)| latin == c);
    latin.len() >= 2 && latin.iter().any(twinless)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Спасибо, USB-кабель и iPhoneга mos", 0)]
    #[case("Rahmat, 5 μm va café, soʻz maʼqul", 0)]
    #[case("cкидку", 1)]
    #[case("тeлеграм", 1)]
    #[case("теlegram", 1)]
    #[case("ᴛᴇʟᴇɢʀᴀᴍ", 1)]
    #[case("τελεγραμ", 1)]
    #[case("加微信 联系我们", 2)]
    #[case("тѕлеграм", 1)]
    fn a_word_has_one_alphabet(#[case] text: &str, #[case] odd: usize) {
        assert_eq!(odd_words(text), odd, "{text:?}");
    }
}
