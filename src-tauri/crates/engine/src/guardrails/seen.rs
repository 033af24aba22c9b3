//! A text as the word lists see it: two forms, so that spacing, dots and
//! missing apostrophes hide nothing.

use unicode_normalization::UnicodeNormalization;

use super::plain::plain;

/// Fewest single letters in a row that are a word spelled apart.
const SPELLED: usize = 3;
/// Marks that are set between the letters of one word to hide it.
const BETWEEN: [char; 11] = ['.', '-', '_', '*', '·', '•', '|', '/', '\\', '~', '+'];

/// A text in the forms that lists are matched on.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    /// See [`plain`].
    pub(super) plain: String,
    /// Without apostrophes, accents and the letters that Uzbek keyboards lack; and once more with
    /// words that were spelled apart in one piece, where that makes a difference.
    pub(super) forms: Vec<Form>,
}

/// One form of a text.
#[derive(Debug, Clone)]
pub(super) struct Form {
    pub(super) text: String,
}

impl Seen {
    pub(super) fn of(text: &str) -> Self {
        let plain = plain(text);
        let bare = bare(&plain);
        let tight = unmarked(&joined(&bare, true));
        let mut forms = vec![Form { text: bare }];
        if forms.first().is_some_and(|form| form.text != tight) {
            forms.push(Form { text: tight });
        }
        Self { plain, forms }
    }
}

impl Form {
    /// Words by sentences.
    pub(super) fn sentences(&self) -> impl Iterator<Item = Vec<&str>> {
        sentences(&self.text).into_iter().map(words)
    }
}

fn words(sentence: &str) -> Vec<&str> {
    let words = sentence.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).collect()
}

/// Sentences end with a mark and a blank; a dot within a word ends none.
fn sentences(text: &str) -> Vec<&str> {
    let ends = [". ", "! ", "? ", "; "];
    ends.into_iter().fold(vec![text], |parts, end| {
        parts.into_iter().flat_map(|part| part.split(end)).collect()
    })
}

/// Plain text as people type it who do without apostrophes and special letters.
pub(super) fn bare(plain: &str) -> String {
    plain
        .chars()
        .filter(|c| !matches!(c, '\'' | 'ъ'))
        .map(|c| match c {
            'ў' => 'у',
            'қ' => 'к',
            'ғ' => 'г',
            'ҳ' => 'х',
            // Russian has the letter, and е and ё are folded already.
            'й' => 'й',
            // The two letters of Uzbek that are taken for one another.
            'x' => 'h',
            // Taking a letter apart is slow, and nearly all have nothing to take off.
            c if c.is_ascii() || ('а'..='я').contains(&c) => c,
            c => c.nfd().next().unwrap_or(c),
        })
        .collect()
}

/// Text with runs of single letters joined, marks between them kept: "b a z a r . u z".
pub(super) fn spelled(text: &str) -> String {
    joined(text, false)
}

/// With `tails`, a joined run is followed by all its tails: a word of one letter may stand
/// before the one that is spelled.
fn joined(text: &str, tails: bool) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut run: Vec<&str> = Vec::new();
    for token in text.split(' ') {
        if is_single(token) {
            run.push(token);
        } else {
            end(&mut out, &mut run, tails);
            out.push(token.to_owned());
        }
    }
    end(&mut out, &mut run, tails);
    out.join(" ")
}

fn end(out: &mut Vec<String>, run: &mut Vec<&str>, tails: bool) {
    let letters = run
        .iter()
        .filter(|token| token.contains(char::is_alphanumeric));
    if letters.count() < SPELLED {
        out.extend(run.iter().map(|token| (*token).to_owned()));
    } else {
        let longest = if tails { run.len() } else { 1 };
        out.extend((0..longest).map(|from| run.iter().skip(from).copied().collect()));
    }
    run.clear();
}

/// One letter, or a mark, or a letter with a mark.
fn is_single(token: &str) -> bool {
    token.chars().filter(|c| c.is_alphanumeric()).count() <= 1
        && token.chars().count() <= 2
        && !token.is_empty()
        && !token.chars().any(|c| c.is_ascii_digit())
}

fn unmarked(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let letter = |at: Option<usize>| {
        at.and_then(|at| chars.get(at))
            .is_some_and(|c| c.is_alphabetic())
    };
    let mark = |at: usize, c: &char| {
        BETWEEN.contains(c) && letter(at.checked_sub(1)) && letter(at.checked_add(1))
    };
    chars
        .iter()
        .enumerate()
        .filter(|(at, c)| !mark(*at, c))
        .map(|(_, c)| *c)
        .collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("с к и д к а", "скидка")]
    #[case("т.е.л.е.г.р.а.м", "телеграм")]
    #[case("в т-е-л-е-г-р-а-м", "телеграм")]
    #[case("в т е л е г р а м", "телеграм")]
    #[case("теле-грам", "телеграм")]
    fn words_spelled_apart_are_put_together(#[case] text: &str, #[case] expected: &str) {
        let seen = Seen::of(text);
        let mut words = seen
            .forms
            .iter()
            .flat_map(|form| form.sentences().flatten());
        assert!(words.any(|word| word == expected), "{text}: {seen:?}");
    }

    #[rstest]
    #[case("sovg'a", "sovga")]
    #[case("қўнғироқ", "кунгирок")]
    #[case("йод ё", "йод е")]
    #[case("Tèlegram", "telegram")]
    #[case("А я и в этом уверен.", "а я и в этом уверен.")]
    fn letters_that_keyboards_lack_make_no_difference(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(bare(&plain(text)), expected, "{text}");
    }
}
