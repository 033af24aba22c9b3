//! Uzbek of one alphabet in the other, so that a list is kept once.

/// Latin spellings and their Cyrillic ones, the longest first.
const PAIRS: [(&str, &str); 37] = [
    ("yo'", "йў"),
    ("o'", "ў"),
    ("g'", "ғ"),
    ("sh", "ш"),
    ("ch", "ч"),
    ("ya", "я"),
    ("yo", "е"),
    ("yu", "ю"),
    ("ye", "е"),
    ("ts", "ц"),
    ("a", "а"),
    ("b", "б"),
    ("c", "с"),
    ("d", "д"),
    ("e", "е"),
    ("f", "ф"),
    ("g", "г"),
    ("h", "ҳ"),
    ("i", "и"),
    ("j", "ж"),
    ("k", "к"),
    ("l", "л"),
    ("m", "м"),
    ("n", "н"),
    ("o", "о"),
    ("p", "п"),
    ("q", "қ"),
    ("r", "р"),
    ("s", "с"),
    ("t", "т"),
    ("u", "у"),
    ("v", "в"),
    ("w", "в"),
    ("x", "х"),
    ("y", "й"),
    ("z", "з"),
    ("'", "ъ"),
];

/// An Uzbek word in plain Latin letters as it is written in Cyrillic ones.
pub(super) fn cyrillic(latin: &str) -> String {
    let mut out = String::with_capacity(latin.len() * 2);
    let mut rest = latin;
    while let Some(first) = rest.chars().next() {
        // At the beginning of a word the letter is another one.
        if first == 'e' && !out.ends_with(char::is_alphabetic) {
            out.push('э');
            rest = rest.get(1..).unwrap_or_default();
            continue;
        }
        let pair = PAIRS.iter().find(|(latin, _)| rest.starts_with(latin));
        let (len, letters) =
            pair.map_or((first.len_utf8(), ""), |(latin, own)| (latin.len(), *own));
        if pair.is_none() {
            out.push(first);
        }
        out.push_str(letters);
        rest = rest.get(len..).unwrap_or_default();
    }
    out
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("va'da beramiz", "ваъда берамиз")]
    #[case("sovg'a", "совға")]
    #[case("qo'ng'iroq", "қўнғироқ")]
    #[case("e'tiborsiz", "эътиборсиз")]
    #[case("yo'q", "йўқ")]
    #[case("chegirma$", "чегирма$")]
    fn uzbek_words_change_their_letters(#[case] latin: &str, #[case] expected: &str) {
        assert_eq!(cyrillic(latin), expected, "{latin}");
    }
}
