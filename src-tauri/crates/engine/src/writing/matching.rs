//! Which fact of the card a question asks about, and how sure that is.

use domain::{Fact, SubjectKind};

use super::Brief;
use crate::guardrails::plain;

/// Letters of a word that all its forms share.
const STEM: usize = 5;
/// Words this short tell nothing.
const TELLING: usize = 4;
/// Letters by which the forms of one word differ at most.
const ENDING: usize = 3;
/// Telling words that a plain question has besides the name of the fact: "what", "made of".
const BESIDES: usize = 3;

/// A fact that a question seems to ask about.
pub(super) struct Matched<'a> {
    pub(super) fact: &'a Fact,
    /// Its whole name is asked for and little else. Not so: a person looks.
    pub(super) sure: bool,
}

/// A fact whose name shares a word stem with the question.
pub(super) fn fact(brief: &Brief) -> Option<Matched<'_>> {
    if brief.kind != SubjectKind::Question {
        return None;
    }
    let question = plain(&brief.buyer_text);
    let asked = telling(&question);
    let mut near = brief
        .facts
        .iter()
        .filter(|fact| names(fact).iter().any(|name| like(name, &asked)))
        .map(|fact| Matched {
            sure: is_sure(&names(fact), &asked),
            fact,
        })
        .collect::<Vec<_>>();
    near.sort_by_key(|matched| !matched.sure);
    near.into_iter().next()
}

fn names(fact: &Fact) -> Vec<String> {
    let name = plain(&fact.name);
    telling(&name).into_iter().map(str::to_owned).collect()
}

fn telling(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|word| word.chars().count() >= TELLING)
        .collect()
}

fn like(name: &str, asked: &[&str]) -> bool {
    let stem: String = name.chars().take(STEM).collect();
    asked.iter().any(|word| word.starts_with(&stem))
}

fn is_sure(names: &[String], asked: &[&str]) -> bool {
    asked.len() <= names.len() + BESIDES
        && names
            .iter()
            .all(|name| asked.iter().any(|word| is_form(name, word)))
}

/// Whether two words differ in their endings alone.
fn is_form(one: &str, other: &str) -> bool {
    let shared = one
        .chars()
        .zip(other.chars())
        .take_while(|(a, b)| a == b)
        .count();
    let longest = one.chars().count().max(other.chars().count());
    shared >= TELLING && longest - shared <= ENDING
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn asked(question: &str) -> Option<(u32, bool)> {
        let facts = [
            ("Страна производства", "Китай"),
            ("Материал", "хлопок"),
            ("Material", "paxta"),
        ];
        let facts = (1..).zip(facts).map(|(number, (name, value))| Fact {
            number,
            name: name.into(),
            value: value.into(),
            source: "card".into(),
        });
        let brief = Brief {
            kind: SubjectKind::Question,
            facts: facts.collect(),
            buyer_text: question.into(),
            ..Brief::longest(0)
        };
        fact(&brief).map(|matched| (matched.fact.number, matched.sure))
    }

    #[rstest]
    #[case("Из какого материала сшито?", Some((2, true)))]
    #[case("Какая страна производства?", Some((1, true)))]
    #[case("Materiali qanday?", Some((3, true)))]
    #[case("Есть ли производственные отходы?", Some((1, false)))]
    #[case("Подойдёт ли этот материал для нежной детской кожи?", Some((2, false)))]
    #[case("Сколько весит?", None)]
    fn a_fact_is_sure_when_its_whole_name_is_asked_for(
        #[case] question: &str,
        #[case] expected: Option<(u32, bool)>,
    ) {
        assert_eq!(asked(question), expected, "{question}");
    }
}
