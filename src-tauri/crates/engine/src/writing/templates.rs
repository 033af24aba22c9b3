//! Built-in texts for a store without a key: by kind, mood and language, in
//! several wordings. They state no facts, so they can be wrong about none.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use domain::SubjectKind;
use serde::Deserialize;

use super::{Brief, Written};
use crate::guardrails::Source;

#[derive(Deserialize)]
struct Templates(BTreeMap<String, BTreeMap<String, Vec<String>>>);

static SHIPPED: LazyLock<Templates> = LazyLock::new(|| {
    toml::from_str(include_str!("templates.toml")).unwrap_or_else(|_| Templates(BTreeMap::new()))
});

/// Writes from a template; `None` when the build has none for that language,
/// which a test excludes.
pub fn from_template(brief: &Brief) -> Option<Written> {
    let fact = super::matching::fact(brief);
    let mood = mood(brief, fact.is_some());
    let mut text = pick(wordings(mood, brief)?, brief.variant)?.clone();
    if let Some(matched) = &fact {
        text = text
            .replace("{name}", &matched.fact.name)
            .replace("{value}", &matched.fact.value);
    }
    if let Some(topic) = topic(brief) {
        text = sentence(&text.replace("{topic}", topic));
    }
    if !brief.signature.is_empty() {
        text = format!("{text} {}", brief.signature);
    }
    let sure = fact.as_ref().is_none_or(|matched| matched.sure);
    Some(Written {
        text,
        source: Source::Template,
        model: None,
        facts_used: fact
            .map(|matched| matched.fact.number)
            .into_iter()
            .collect(),
        confidence: None,
        topic: None,
        needs_person: mood == "question" || !sure,
        cost_micros: 0,
    })
}

fn wordings(mood: &str, brief: &Brief) -> Option<&'static Vec<String>> {
    SHIPPED.0.get(mood)?.get(brief.language.tag())
}

fn mood(brief: &Brief, answered_by_fact: bool) -> &'static str {
    match (brief.kind, brief.rating) {
        (SubjectKind::Question, _) if answered_by_fact => "question_fact",
        (SubjectKind::Question, _) => "question",
        (SubjectKind::Review, _) if grave(brief.topic) => "sorry",
        (SubjectKind::Review, Some(4..)) if topic(brief).is_some() => "topical",
        (SubjectKind::Review, _) if topic(brief).is_some() => "topical_sorry",
        (SubjectKind::Review, Some(5..)) => "delighted",
        (SubjectKind::Review, Some(4)) => "pleased",
        (SubjectKind::Review, Some(3)) => "mixed",
        (SubjectKind::Review, _) => "sorry",
    }
}

fn grave(topic: Option<&str>) -> bool {
    matches!(topic, Some("defect" | "allergy" | "counterfeit" | "legal"))
}

/// The words for what a review is about, where there are some.
fn topic(brief: &Brief) -> Option<&'static str> {
    let words = wordings(&format!("topic_{}", brief.topic?), brief)?;
    words.first().map(String::as_str)
}

/// Each sentence begins with a capital, whatever was put in at its beginning.
fn sentence(text: &str) -> String {
    let mut begins = true;
    let mut raise = |c: char| {
        let raised = if begins {
            c.to_uppercase().next().unwrap_or(c)
        } else {
            c
        };
        begins = matches!(c, '.' | '!' | '?') || (begins && c == ' ');
        raised
    };
    text.chars().map(&mut raise).collect()
}

fn pick(wordings: &[String], variant: u64) -> Option<&String> {
    let count = u64::try_from(wordings.len())
        .ok()
        .filter(|count| *count > 0)?;
    wordings.get(usize::try_from(variant % count).ok()?)
}

#[cfg(test)]
mod tests {
    use domain::{Autonomy, AutonomyPolicy, Decision, Language};

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
            "topical",
            "topical_sorry",
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
                    let about = SHIPPED.0["topic_size"][language.tag()][0].as_str();
                    let text = wording
                        .replace("{name}", "")
                        .replace("{value}", "")
                        .replace("{topic}", about);
                    assert_eq!(detect(&text), language, "{mood}: {wording}");
                }
            }
        }
    }

    #[test]
    fn every_template_passes_the_guardrails() {
        let pack = crate::heard::fixture::pack();
        let limits = pack.review_answer.as_ref().unwrap();
        for (mood, languages) in &SHIPPED.0 {
            for (tag, wordings) in languages {
                if mood.starts_with("topic_") {
                    continue;
                }
                for text in wordings {
                    let about = SHIPPED.0["topic_size"][tag][0].as_str();
                    let text = text
                        .replace("{name}", "")
                        .replace("{value}", "")
                        .replace("{topic}", about);
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
                            limits,
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

    fn review(topic: &'static str, rating: u8, language: Language) -> Brief {
        Brief {
            rating: Some(rating),
            topic: Some(topic),
            language,
            ..Brief::longest(0)
        }
    }

    #[test]
    fn a_topic_is_named_in_every_language_and_grave_ones_are_not() {
        for language in LANGUAGES {
            for rating in [2, 5] {
                for topic in AutonomyPolicy::TOPICS {
                    let brief = review(topic, rating, language);
                    let words = super::topic(&brief).unwrap();
                    let text = from_template(&brief).unwrap().text;
                    assert!(
                        text.to_lowercase().contains(words),
                        "{text} is about {topic}"
                    );
                    assert!(text.starts_with(char::is_uppercase), "a sentence: {text}");
                }
            }
            let text = from_template(&review("legal", 5, language)).unwrap().text;
            let sorry = &SHIPPED.0["sorry"][language.tag()];
            assert!(sorry.contains(&text), "a threat is no praise: {text}");
        }
    }
}
