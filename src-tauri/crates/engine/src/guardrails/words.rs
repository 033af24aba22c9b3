//! Word lists as dated data (`words.toml`), matched on plain text.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::plain::plain;

/// Lists by name.
#[derive(Debug, Deserialize)]
pub struct Words {
    lists: BTreeMap<String, Vec<String>>,
}

static SHIPPED: LazyLock<Words> = LazyLock::new(|| {
    let mut words: Words = toml::from_str(include_str!("words.toml")).unwrap_or_else(|_| Words {
        lists: BTreeMap::new(),
    });
    for list in words.lists.values_mut() {
        for word in list.iter_mut() {
            *word = plain(word);
        }
    }
    words
});

impl Words {
    /// The lists that this build ships. A test proves that they parse and are
    /// complete, so the empty fallback is never met.
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// One list.
    pub(super) fn list(&self, name: &str) -> &[String] {
        self.lists.get(name).map_or(&[], Vec::as_slice)
    }

    /// Entries of a list that begin a word of the plain text (stems match their
    /// endings), or stand anywhere when the entry itself begins with a sign.
    pub(super) fn hits<'w>(&'w self, name: &str, plain: &str) -> Vec<&'w str> {
        let list = self.list(name).iter().map(String::as_str);
        list.filter(|stem| begins_a_word(plain, stem)).collect()
    }
}

/// Whether `stem` stands at the beginning of a word of `plain`. A trailing `$`
/// wants the word to end there, too.
pub(super) fn begins_a_word(plain: &str, stem: &str) -> bool {
    let (needle, whole) = match stem.strip_suffix('$') {
        Some(word) if !word.is_empty() => (word, true),
        _ => (stem, false),
    };
    plain.match_indices(needle).any(|(at, _)| {
        let before = plain.get(..at).and_then(|head| head.chars().next_back());
        let after = plain
            .get(at + needle.len()..)
            .and_then(|tail| tail.chars().next());
        let starts = !needle.starts_with(char::is_alphanumeric)
            || before.is_none_or(|c| !c.is_alphanumeric());
        starts && (!whole || after.is_none_or(|c| !c.is_alphanumeric() && c != '\''))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_lists_are_there() {
        for name in [
            "promises",
            "handles",
            "other_shops",
            "ai_mention",
            "topic_defect",
            "topic_allergy",
            "topic_counterfeit",
            "topic_legal",
            "topic_personal_data",
            "contrast",
            "injection",
            "leak",
            "currency",
            "top_level_domains",
            "blame",
        ] {
            assert!(
                !Words::shipped().list(name).is_empty(),
                "list {name} is in words.toml"
            );
        }
    }

    #[test]
    fn stems_match_at_the_beginning_of_words_only() {
        assert!(
            begins_a_word("мы компенсируем все", "компенс"),
            "an ending may follow"
        );
        assert!(
            !begins_a_word("декомпенсация", "компенс"),
            "not within a word"
        );
        assert!(
            !begins_a_word("ботинки", "бот$"),
            "a whole word was asked for"
        );
        assert!(begins_a_word("я бот.", "бот$"), "a full stop ends a word");
    }
}
