//! The page's catalogues and the command line's own, for texts outside of the page.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::Value;

/// Languages that there are words in.
pub const LOCALES: [&str; 4] = ["uz-Latn", "uz-Cyrl", "ru", "en"];

type Catalogue = BTreeMap<String, String>;

static CATALOGUES: LazyLock<BTreeMap<&str, Catalogue>> = LazyLock::new(|| {
    let texts = [
        (
            include_str!("../../../../ui/src/locales/uz-Latn.json"),
            include_str!("../locales/uz-Latn.json"),
        ),
        (
            include_str!("../../../../ui/src/locales/uz-Cyrl.json"),
            include_str!("../locales/uz-Cyrl.json"),
        ),
        (
            include_str!("../../../../ui/src/locales/ru.json"),
            include_str!("../locales/ru.json"),
        ),
        (
            include_str!("../../../../ui/src/locales/en.json"),
            include_str!("../locales/en.json"),
        ),
    ];
    LOCALES
        .into_iter()
        .zip(texts.map(|(page, own)| read(&[page, own])))
        .collect()
});

fn read(texts: &[&str]) -> Catalogue {
    let mut flat = Catalogue::new();
    for text in texts {
        if let Ok(tree) = serde_json::from_str(text) {
            flatten("", &tree, &mut flat);
        }
    }
    flat
}

fn flatten(at: &str, tree: &Value, flat: &mut Catalogue) {
    match tree {
        Value::String(text) => _ = flat.insert(at.to_owned(), text.clone()),
        Value::Object(branches) => {
            for (name, branch) in branches {
                let dot = if at.is_empty() { "" } else { "." };
                flatten(&format!("{at}{dot}{name}"), branch, flat);
            }
        }
        _ => {}
    }
}

/// A text in a language, in English if it has none, else the bare key.
#[must_use]
pub fn say(locale: &str, key: &str) -> String {
    find(locale, key).unwrap_or(key).to_owned()
}

/// The language has this text.
#[must_use]
pub fn known(locale: &str, key: &str) -> bool {
    find(locale, key).is_some()
}

/// A text with its values; `count` picks the form of the number.
#[must_use]
pub fn fill(locale: &str, key: &str, detail: &BTreeMap<String, String>) -> String {
    let count = detail.get("count").and_then(|count| count.parse().ok());
    let form = count.map(|count| format!("{key}_{}", form(locale, count)));
    let counted = form.and_then(|key| find(locale, &key));
    let mut text = counted.map_or_else(|| say(locale, key), str::to_owned);
    for (name, value) in detail {
        text = text.replace(&format!("{{{{{name}}}}}"), value);
    }
    text
}

fn find(locale: &str, key: &str) -> Option<&'static str> {
    let of = |locale: &str| CATALOGUES.get(locale)?.get(key).map(String::as_str);
    of(locale).or_else(|| of("en"))
}

/// The plural category of a whole number (CLDR).
fn form(locale: &str, count: u64) -> &'static str {
    if locale == "ru" {
        return match (count % 10, count % 100) {
            (1, rest) if rest != 11 => "one",
            (2..=4, rest) if !(12..=14).contains(&rest) => "few",
            _ => "many",
        };
    }
    if count == 1 { "one" } else { "other" }
}

/// The language of the terminal, by its variables (`LC_ALL`, `LC_MESSAGES`, `LANG`).
#[must_use]
pub fn of_environment(variable: impl Fn(&str) -> Option<String>) -> &'static str {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"];
    let set = names
        .into_iter()
        .filter_map(variable)
        .find(|value| !value.is_empty());
    let value = set.unwrap_or_default().to_lowercase();
    if value.starts_with("ru") {
        "ru"
    } else if value.starts_with("uz") && value.contains("cyr") {
        "uz-Cyrl"
    } else if value.starts_with("uz") {
        "uz-Latn"
    } else {
        "en"
    }
}

#[cfg(test)]
mod tests;
