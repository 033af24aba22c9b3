//! The page's own words in a language, so that tests find buttons as a person does.

use serde_json::Value;

/// A catalogue.
pub(crate) struct Words(Value);

impl Words {
    /// `uz-Latn`, `uz-Cyrl`, `ru` or `en`.
    pub(crate) fn of(locale: &str) -> Self {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../ui/src/locales");
        let file = format!("{folder}/{locale}.json");
        let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
        Self(serde_json::from_str(&text).expect("a catalogue"))
    }

    /// The text behind a key such as `answers.approve`.
    pub(crate) fn say(&self, key: &str) -> &str {
        let found = self.0.pointer(&format!("/{}", key.replace('.', "/")));
        found
            .and_then(Value::as_str)
            .unwrap_or_else(|| panic!("no text {key}"))
    }
}
