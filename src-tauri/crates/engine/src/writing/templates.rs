//! Built-in texts for a store without a key: by kind, mood and language, in
//! several wordings. They state no facts, so they can be wrong about none.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use domain::{Fact, SubjectKind};
use serde::Deserialize;

use super::{Brief, Written};
use crate::guardrails::{Source, plain};

#[derive(Deserialize)]
struct Templates(BTreeMap<String, BTreeMap<String, Vec<String>>>);

static SHIPPED: LazyLock<Templates> = LazyLock::new(|| {
    toml::from_str(include_str!("templates.toml")).unwrap_or_else(|_| Templates(BTreeMap::new()))
});

/// Writes from a template; `None` when the build has none for that language,
/// which a test excludes.
pub fn from_template(brief: &Brief) -> Option<Written> {
    let fact = matching_fact(brief);
    let mood = mood(brief, fact.is_some());
    let wordings = SHIPPED.0.get(mood)?.get(brief.language.tag())?;
    let wording = pick(wordings, brief.variant)?;
    let mut text = wording.clone();
    if let Some(fact) = fact {
        text = text
            .replace("{name}", &fact.name)
            .replace("{value}", &fact.value);
    }
    if !brief.signature.is_empty() {
        text = format!("{text} {}", brief.signature);
    }
    Some(Written {
        text,
        source: Source::Template,
        model: None,
        facts_used: fact.map(|fact| fact.number).into_iter().collect(),
        confidence: None,
        topic: None,
        needs_person: mood == "question",
        cost_micros: 0,
    })
}

fn mood(brief: &Brief, answered_by_fact: bool) -> &'static str {
    match (brief.kind, brief.rating) {
        (SubjectKind::Question, _) if answered_by_fact => "question_fact",
        (SubjectKind::Question, _) => "question",
        (SubjectKind::Review, Some(4..)) if grave(brief.topic) => "sorry",
        (SubjectKind::Review, Some(5..)) => "delighted",
        (SubjectKind::Review, Some(4)) => "pleased",
        (SubjectKind::Review, Some(3)) => "mixed",
        (SubjectKind::Review, _) => "sorry",
    }
}

fn grave(topic: Option<&str>) -> bool {
    matches!(topic, Some("defect" | "allergy" | "counterfeit" | "legal"))
}

fn pick(wordings: &[String], variant: u64) -> Option<&String> {
    let count = u64::try_from(wordings.len())
        .ok()
        .filter(|count| *count > 0)?;
    wordings.get(usize::try_from(variant % count).ok()?)
}

/// A fact whose name shares a word stem with the question.
fn matching_fact(brief: &Brief) -> Option<&Fact> {
    if brief.kind != SubjectKind::Question {
        return None;
    }
    let question = plain(&brief.buyer_text);
    let asked: Vec<String> = stems(&question);
    brief.facts.iter().find(|fact| {
        stems(&plain(&fact.name))
            .iter()
            .any(|stem| asked.contains(stem))
    })
}

/// The first five letters stand for a word: endings differ in all four languages.
fn stems(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|word| word.chars().count() >= 4)
        .map(|word| word.chars().take(5).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use domain::rule_pack::AnswerRules;
    use domain::{Autonomy, Decision, Language, RulePack, Tone};

    use super::*;
    use crate::guardrails::{DraftText, Measure, Subject, judge};
    use crate::language::detect;

    /// The languages that every mood has.
    const LANGUAGES: [Language; 4] = [
        Language::UzbekLatin,
        Language::UzbekCyrillic,
        Language::Russian,
        Language::English,
    ];

    #[test]
    fn every_mood_speaks_every_language_in_several_wordings() {
        for mood in [
            "delighted",
            "pleased",
            "mixed",
            "sorry",
            "question",
            "question_fact",
        ] {
            for language in LANGUAGES {
                let wordings = SHIPPED
                    .0
                    .get(mood)
                    .and_then(|moods| moods.get(language.tag()))
                    .unwrap();
                assert!(
                    wordings.len() >= 3,
                    "{mood} in {} repeats itself",
                    language.tag()
                );
                for wording in wordings {
                    let text = wording.replace("{name}", "").replace("{value}", "");
                    assert_eq!(detect(&text), language, "{mood}: {wording}");
                }
            }
        }
    }

    #[test]
    fn every_template_passes_the_guardrails() {
        let limits = AnswerRules {
            min_length: 2,
            max_length: 1000,
            can_edit: false,
            max_edits: None,
            edit_days: None,
            can_delete: false,
            may_recommend: false,
        };
        let pack = RulePack {
            name: "bazaar".into(),
            date: String::new(),
            sources: vec![],
            review_answer: None,
            question_answer: None,
            stop_words: vec![],
            own_names: vec![],
            time_zone: "Asia/Tashkent".into(),
        };
        for (mood, languages) in &SHIPPED.0 {
            for (tag, wordings) in languages {
                for text in wordings {
                    let text = text.replace("{name}", "").replace("{value}", "");
                    let verdict = judge(
                        DraftText::plain(&text, Source::Template),
                        Subject {
                            kind: SubjectKind::Question,
                            rating: None,
                            text: "",
                            language: Language::from_tag(tag),
                            wordless: true,
                        },
                        Measure {
                            limits: &limits,
                            pack: &pack,
                            facts: &[],
                            autonomy: Autonomy::Auto,
                            recent: &[],
                            canary: super::super::CANARY,
                            instructions: super::super::INSTRUCTIONS,
                        },
                    );
                    let broken: Vec<_> = verdict.rules.iter().filter(|r| !r.passed).collect();
                    assert_ne!(
                        verdict.decision,
                        Decision::Refuse,
                        "{mood} {tag}: {text}: {broken:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_question_is_answered_by_its_fact() {
        let brief = Brief {
            kind: SubjectKind::Question,
            language: Language::Russian,
            rating: None,
            product: None,
            topic: None,
            facts: vec![Fact {
                number: 2,
                name: "Материал".into(),
                value: "хлопок".into(),
                source: "card".into(),
            }],
            buyer_text: "Из какого материала сшито?".into(),
            tone: Tone::Neutral,
            signature: String::new(),
            max_length: 1000,
            variant: 0,
        };
        let written = from_template(&brief).unwrap();
        assert!(
            written.text.contains("хлопок"),
            "the fact's value: {}",
            written.text
        );
        assert_eq!(written.facts_used, [2], "and its number");
    }
}
