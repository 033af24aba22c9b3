//! Word lists as dated data (`words/*.toml`), matched on a text as it is seen.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use serde::Deserialize;

use super::plain::plain;
use super::seen::{Form, Seen, bare};
use super::translit::cyrillic;

/// Words of a sentence between which two stems belong together.
const NEAR: usize = 5;

const FILES: [&str; 6] = [
    include_str!("words/promises.toml"),
    include_str!("words/contacts.toml"),
    include_str!("words/topics.toml"),
    include_str!("words/speech.toml"),
    include_str!("words/injection.toml"),
    include_str!("words/money.toml"),
];

/// A list as it is written in the data.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Raw {
    /// Uzbek in Latin letters; the Cyrillic form is derived.
    uz: Vec<String>,
    ru: Vec<String>,
    en: Vec<String>,
    near: Vec<RawNear>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RawNear {
    uz: bool,
    one: Vec<String>,
    other: Vec<String>,
}

/// A stem, or a whole word when its entry ends with `$`.
#[derive(Debug)]
struct Stem {
    entry: String,
    needle: String,
    whole: bool,
}

/// Two groups of which one word each within a few words of a sentence is a hit.
#[derive(Debug)]
struct Near {
    one: Vec<Stem>,
    other: Vec<Stem>,
}

#[derive(Debug)]
struct List {
    stems: Vec<Stem>,
    /// Finds all stems in one walk over a text: a shop is read with all its reviews, and looking
    /// for a thousand stems one after the other took longer than everything else. `None` for more
    /// stems than it can hold, which are looked for one by one.
    finder: Option<AhoCorasick>,
    near: Vec<Near>,
}

/// Lists by name.
#[derive(Debug)]
pub struct Words {
    lists: BTreeMap<String, List>,
}

static SHIPPED: LazyLock<Words> = LazyLock::new(|| Words {
    lists: FILES.iter().flat_map(|file| read(file)).collect(),
});

fn read(file: &str) -> BTreeMap<String, List> {
    let raw: BTreeMap<String, Raw> = toml::from_str(file).unwrap_or_default();
    raw.into_iter()
        .map(|(name, raw)| (name, list(&raw)))
        .collect()
}

fn list(raw: &Raw) -> List {
    let near = raw.near.iter().map(|near| Near {
        one: stems(&near.one, near.uz),
        other: stems(&near.other, near.uz),
    });
    let mut own = stems(&raw.uz, true);
    own.extend(stems(&raw.ru, false));
    own.extend(stems(&raw.en, false));
    List {
        near: near.collect(),
        ..List::of(own)
    }
}

fn stems(entries: &[String], uzbek: bool) -> Vec<Stem> {
    let written = entries.iter().map(|entry| plain(entry));
    written
        .flat_map(|entry| {
            let twin = uzbek.then(|| cyrillic(&entry));
            [Some(entry), twin]
        })
        .flatten()
        .map(Stem::new)
        // An entry of nothing but apostrophes would stand everywhere.
        .filter(|stem| !stem.needle.is_empty())
        .collect()
}

impl List {
    fn of(stems: Vec<Stem>) -> Self {
        let needles = stems.iter().map(|stem| stem.needle.as_str());
        Self {
            finder: AhoCorasick::new(needles).ok(),
            stems,
            near: Vec::new(),
        }
    }

    /// Places in the list of the stems that a text has.
    fn found(&self, text: &str) -> BTreeSet<usize> {
        let Some(finder) = &self.finder else {
            let all = self.stems.iter().enumerate();
            let found = all.filter(|(_, stem)| stem.is_in(text));
            return found.map(|(at, _)| at).collect();
        };
        let all = finder.find_overlapping_iter(text);
        let stands = all.filter(|found| {
            let stem = self.stems.get(found.pattern().as_usize());
            stem.is_some_and(|stem| stem.stands_at(text, found.start()))
        });
        stands.map(|found| found.pattern().as_usize()).collect()
    }
}

impl Stem {
    fn new(entry: String) -> Self {
        let (word, whole) = match entry.strip_suffix('$') {
            Some(word) if !word.is_empty() => (word, true),
            _ => (entry.as_str(), false),
        };
        Self {
            needle: bare(word),
            whole,
            entry,
        }
    }

    /// Begins a word of the text (stems match their endings), or stands anywhere when it
    /// begins with a sign.
    fn is_in(&self, text: &str) -> bool {
        // A phrase of nothing but apostrophes would stand everywhere.
        !self.needle.is_empty()
            && text
                .match_indices(&self.needle)
                .any(|(at, _)| self.stands_at(text, at))
    }

    /// Whether what was found there begins a word, and ends it where it has to.
    fn stands_at(&self, text: &str, at: usize) -> bool {
        let before = text.get(..at).and_then(|head| head.chars().next_back());
        let end = at + self.needle.len();
        let after = text.get(end..).and_then(|tail| tail.chars().next());
        let starts = !self.needle.starts_with(char::is_alphanumeric)
            || before.is_none_or(|c| !c.is_alphanumeric());
        starts && (!self.whole || after.is_none_or(|c| !c.is_alphanumeric()))
    }

    fn is_word(&self, word: &str) -> bool {
        if self.whole {
            word == self.needle
        } else {
            word.starts_with(&self.needle)
        }
    }
}

impl Near {
    fn is_in(&self, form: &Form) -> bool {
        // Sentences are taken apart only where both halves may stand.
        let may = |stems: &[Stem]| stems.iter().any(|stem| form.text.contains(&stem.needle));
        if !may(&self.one) || !may(&self.other) {
            return false;
        }
        form.sentences().any(|words| {
            let ones = places(&self.one, &words);
            if ones.is_empty() {
                return false;
            }
            let others = places(&self.other, &words);
            let close = |at: usize| others.iter().any(|o| (1..=NEAR).contains(&at.abs_diff(*o)));
            ones.into_iter().any(close)
        })
    }

    fn name(&self) -> &str {
        self.one.first().map_or("", |stem| stem.entry.as_str())
    }
}

/// Places of the words that one of the stems begins.
fn places(stems: &[Stem], words: &[&str]) -> Vec<usize> {
    let known = |word: &str| stems.iter().any(|stem| stem.is_word(word));
    (0..)
        .zip(words)
        .filter(|(_, word)| known(word))
        .map(|(at, _)| at)
        .collect()
}

impl Words {
    /// The lists that this build ships. A test proves that they parse and are
    /// complete, so the empty fallback is never met.
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// Entries of a list that the text has.
    pub(super) fn hits<'w>(&'w self, name: &str, seen: &Seen) -> Vec<&'w str> {
        let Some(list) = self.lists.get(name) else {
            return Vec::new();
        };
        let forms = seen.forms.iter();
        let found: BTreeSet<usize> = forms.flat_map(|form| list.found(&form.text)).collect();
        let stems = found.iter().filter_map(|at| list.stems.get(*at));
        let stems = stems.map(|stem| stem.entry.as_str());
        let near = list
            .near
            .iter()
            .filter(|near| seen.forms.iter().any(|form| near.is_in(form)))
            .map(Near::name);
        stems.chain(near).collect()
    }

    /// Whether one word of plain text is in a list.
    pub(super) fn has_word(&self, name: &str, word: &str) -> bool {
        let word = bare(word);
        self.lists
            .get(name)
            .is_some_and(|list| list.stems.iter().any(|stem| stem.is_word(&word)))
    }
}

/// Whether a phrase in plain form stands in a text. A trailing `$` wants the word to end there.
pub(super) fn stands_in(seen: &Seen, phrase: &str) -> bool {
    let stem = Stem::new(plain(phrase));
    seen.forms.iter().any(|form| stem.is_in(&form.text))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[test]
    fn the_shipped_lists_are_there() {
        for file in FILES {
            let raw: Result<BTreeMap<String, Raw>, _> = toml::from_str(file);
            assert!(raw.is_ok(), "a file of words does not parse: {raw:?}");
        }
        for name in [
            "promises",
            "blame",
            "claims",
            "recommends",
            "handles",
            "other_shops",
            "ai_mention",
            "leak",
            "topic_defect",
            "topic_allergy",
            "topic_counterfeit",
            "topic_legal",
            "topic_personal_data",
            "topic_delivery",
            "topic_packaging",
            "topic_size",
            "topic_colour",
            "topic_quality",
            "contrast",
            "injection",
            "currency",
            "currency_after",
            "multipliers",
            "number_words",
        ] {
            let list = Words::shipped().lists.get(name);
            assert!(
                list.is_some_and(|list| !list.stems.is_empty()),
                "list {name} is in the data"
            );
        }
    }

    #[rstest]
    #[case("мы компенсируем все", "компенс", true)]
    #[case("декомпенсация", "компенс", false)]
    #[case("ботинки", "бот$", false)]
    #[case("я бот.", "бот$", true)]
    #[case("sovga beramiz", "sovg'a", true)]
    fn stems_begin_words(#[case] text: &str, #[case] stem: &str, #[case] expected: bool) {
        assert_eq!(
            stands_in(&Seen::of(text), stem),
            expected,
            "{stem} in {text}"
        );
    }

    proptest! {
        #[test]
        fn one_walk_finds_what_single_looks_find(
            picks in prop::collection::vec((any::<prop::sample::Index>(), "[ .,aяx']{0,3}"), 0..12),
        ) {
            for (name, list) in &Words::shipped().lists {
                let text: String = picks
                    .iter()
                    .map(|(pick, rest)| format!("{}{rest}", pick.get(&list.stems).needle))
                    .collect();
                let all = list.stems.iter().enumerate();
                let singly: BTreeSet<usize> =
                    all.filter(|(_, stem)| stem.is_in(&text)).map(|(at, _)| at).collect();
                prop_assert!(
                    list.found(&text).is_superset(&singly),
                    "{name} overlooks something in {text}"
                );
            }
        }
    }

    #[test]
    fn every_shipped_pair_is_found() {
        let says = |stem: &&Stem| stem.needle.chars().all(char::is_alphanumeric);
        for near in Words::shipped().lists.values().flat_map(|list| &list.near) {
            for one in near.one.iter().filter(says) {
                for other in near.other.iter().filter(says) {
                    let text = format!("{} {}", one.needle, other.needle);
                    assert!(near.is_in(&Form { text }), "{one:?} beside {other:?}");
                }
            }
        }
    }

    #[rstest]
    #[case("Вам вернем все ваши деньги", true)]
    #[case("Деньги мы вернем", true)]
    #[case("Вернем. Деньги любят счет", false)]
    #[case("вернем и потом когда-нибудь найдем и ваши деньги", false)]
    fn two_stems_belong_together_within_a_few_words(#[case] text: &str, #[case] expected: bool) {
        let near = Near {
            one: stems(&["вернем$".to_owned()], false),
            other: stems(&["деньг".to_owned()], false),
        };
        let seen = Seen::of(text);
        let found = seen.forms.iter().any(|form| near.is_in(form));
        assert_eq!(found, expected, "{text}");
    }
}
