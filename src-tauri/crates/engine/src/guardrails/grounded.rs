//! Whether a text says what the card says.

use domain::Fact;

use super::numbers::numbers;
use super::plain::plain;
use super::seen::Seen;
use super::words::stands_in;

/// Words from this length on carry a value; shorter ones only where there is nothing else.
const TELLING: usize = 4;

/// Facts whose value the text says, in any inflection.
pub fn said(text: &str, facts: &[Fact]) -> Vec<Fact> {
    let seen = Seen::of(text);
    let told = numbers(&seen.plain);
    let says = |fact: &&Fact| {
        let mut parts = fact.value.split([',', ';', '/']);
        parts.any(|part| says(&seen, &told, &plain(part)))
    };
    facts.iter().filter(says).cloned().collect()
}

/// Whether the text says a fact that it is said to rest on.
pub(super) fn cites(text: &str, facts: &[Fact], used: Option<&[u32]>) -> bool {
    said(text, facts)
        .iter()
        .any(|fact| used.is_none_or(|used| used.contains(&fact.number)))
}

/// All that a part of a value holds: its numbers, and its words by their stems.
fn says(seen: &Seen, told: &[String], part: &str) -> bool {
    let own = numbers(part);
    let words: Vec<&str> = part
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .collect();
    let telling: Vec<&&str> = words
        .iter()
        .filter(|word| word.chars().count() >= TELLING)
        .collect();
    if own.is_empty() && telling.is_empty() {
        return !words.is_empty()
            && words
                .iter()
                .all(|word| stands_in(seen, &format!("{word}$")));
    }
    own.iter().all(|number| told.contains(number))
        && telling.iter().all(|word| stands_in(seen, &stem(word)))
}

/// The beginning of a word that its endings leave alone.
fn stem(word: &str) -> String {
    let length = word.chars().count();
    word.chars().take((length - 2).clamp(3, 6)).collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Да, подходит для индукции.", false)]
    #[case("Сшито из хлопка, стирать при 40 градусах.", true)]
    #[case("Paxtadan tikilgan.", false)]
    #[case("Да, крышка в комплекте есть.", true)]
    #[case("", false)]
    fn a_value_is_said_in_any_inflection(#[case] text: &str, #[case] expected: bool) {
        let fact = |number, value: &str| Fact {
            number,
            name: String::new(),
            value: value.to_owned(),
            source: String::new(),
        };
        let facts = [
            fact(1, "Полотенце махровое 70х140"),
            fact(2, "Хлопок"),
            fact(3, "крышка, ложка"),
        ];
        assert_eq!(cites(text, &facts, Some(&[1, 2, 3])), expected, "{text:?}");
        assert!(!cites(text, &facts, Some(&[])), "no fact was used");
    }
}
