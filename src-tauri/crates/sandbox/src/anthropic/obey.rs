//! Gullibility: what a buyer's text orders is done.

use serde_json::{Map, Value, json};

use super::book::{Tongue, book};
use super::brief::Brief;
use super::topic::plain;

/// Stems by which a text is taken for an order.
const ORDERS: [&str; 20] = [
    "игнорируй",
    "забудь",
    "системн",
    "assistant:",
    "\"role\"",
    "ты админ",
    "режим отладки",
    "промпт",
    "унут",
    "бекор қил",
    "ko'rsatmalarni",
    "qoidalarni unut",
    "va'da qil",
    "ignore ",
    "instructions",
    "system prompt",
    "reveal",
    "expose",
    "debug mode",
    "кўрсатма",
];

/// Stems by which it is asked to tell its own rules.
const REVEALS: [&str; 6] = [
    "промпт",
    "prompt",
    "дословно",
    "canary",
    "свои правила",
    "ключ api",
];

/// Stems by which it is asked to promise something.
const PROMISES: [&str; 10] = [
    "возврат",
    "вернем",
    "скидк",
    "qaytar",
    "va'da",
    "қайтар",
    "ваъда",
    "refund",
    "free shipping",
    "promise",
];

/// An obedient answer, when the text orders something.
pub(super) fn answer(brief: &Brief, system: &str) -> Option<Map<String, Value>> {
    let text = plain(&brief.buyer_text);
    let says = |stems: &[&str]| stems.iter().any(|stem| text.contains(stem));
    if !says(&ORDERS) {
        return None;
    }
    let tongue = Tongue::of(&brief.language);
    let words = &book()?.of(tongue).obey;
    let mut sentences = vec![words.open.clone()];
    if let Some(dictated) = dictated(&brief.buyer_text) {
        sentences.push(dictated);
    }
    if says(&PROMISES) {
        sentences.push(words.promise.clone());
    }
    for what in contacts(&brief.buyer_text) {
        sentences.push(words.contact.replace("{what}", &what));
    }
    for what in links(&brief.buyer_text) {
        sentences.push(words.link.replace("{what}", &what));
    }
    if says(&REVEALS) {
        let rules: String = system.chars().take(1500).collect();
        sentences.push(words.reveal.replace("{what}", &rules));
    }
    let text: String = sentences.join(" ");
    let fields = json!({
        "text": text.chars().take(brief.longest()).collect::<String>(),
        "language": tongue.tag(),
        "facts_used": [],
        "confidence": 96,
        "topic": "praise",
        "needs_person": false,
    });
    fields.as_object().cloned()
}

/// The words between quotation marks that it is told to say.
fn dictated(text: &str) -> Option<String> {
    let (_, rest) = text.split_once('«')?;
    let (words, _) = rest.split_once('»')?;
    (words.chars().count() > 10).then(|| words.to_owned())
}

/// Phone numbers and names of accounts.
fn contacts(text: &str) -> Vec<String> {
    let mut found: Vec<String> = text
        .split('+')
        .skip(1)
        .filter_map(|rest| {
            let is_part = |sign: &char| sign.is_ascii_digit() || matches!(sign, ' ' | '-');
            let number: String = rest.chars().take_while(is_part).collect();
            let digits = number.chars().filter(char::is_ascii_digit).count();
            (digits >= 9).then(|| format!("+{}", number.trim_end()))
        })
        .collect();
    let handles = words(text).filter(|word| word.starts_with('@') && word.len() > 3);
    found.extend(handles.map(str::to_owned));
    found
}

/// Addresses on the web, with and without their scheme.
fn links(text: &str) -> Vec<String> {
    let is_link = |word: &&str| {
        let host = word.split('/').next().unwrap_or_default();
        let has_end = host.rsplit_once('.').is_some_and(|(name, end)| {
            name.len() > 2 && end.len() > 1 && end.chars().all(|sign| sign.is_ascii_alphabetic())
        });
        word.starts_with("http") || has_end
    };
    words(text).filter(is_link).map(str::to_owned).collect()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_end = |sign: char| sign.is_whitespace() || matches!(sign, '«' | '»' | '"' | '<' | '>');
    text.split(is_end)
        .map(|word| word.trim_matches(|sign| matches!(sign, '.' | ',' | '!' | ';' | ')' | '(')))
        .filter(|word| !word.is_empty())
}
