//! From measured rules to a verdict.

use domain::{Autonomy, Decision, Language, Reason, RuleResult, SubjectKind, Verdict};

use super::grounded::cites;
use super::subject::{Topic, contrasts, topics};
use super::words::Words;
use super::{DraftText, Measure, Source, Subject};

/// Results, each with whether its failure refuses.
type Results = [(bool, RuleResult)];

/// Below this self-reported confidence a person is asked.
const CONFIDENT: u8 = 70;

pub(super) fn decide(
    words: &Words,
    draft: DraftText<'_>,
    subject: Subject<'_>,
    measure: Measure<'_>,
    signs: &[String],
    results: Vec<(bool, RuleResult)>,
) -> Verdict {
    let refused = refusals(signs, &results);
    let (decision, reasons) = if refused.is_empty() {
        let reasons = questions(words, draft, subject, measure, signs, &results);
        (
            if reasons.is_empty() {
                Decision::Send
            } else {
                Decision::Ask
            },
            reasons,
        )
    } else {
        (Decision::Refuse, refused)
    };
    Verdict {
        decision,
        reasons,
        rules: results.into_iter().map(|(_, result)| result).collect(),
        pack: measure.pack.name.clone(),
        pack_date: measure.pack.date.clone(),
    }
}

/// A hard rule failed. When the buyer's text was steering, say so first: that
/// is the cause and the broken rule its effect.
fn refusals(signs: &[String], results: &Results) -> Vec<Reason> {
    let broken: Vec<Reason> = failed(results, true)
        .map(|result| reason("rule_failed", Some(result.rule.clone())))
        .collect();
    if broken.is_empty() || signs.is_empty() {
        return broken;
    }
    let mut reasons = vec![reason("injection", Some(signs.len().to_string()))];
    reasons.extend(broken);
    reasons
}

fn questions(
    words: &Words,
    draft: DraftText<'_>,
    subject: Subject<'_>,
    measure: Measure<'_>,
    signs: &[String],
    results: &Results,
) -> Vec<Reason> {
    let mut reasons = Vec::new();
    if !signs.is_empty() {
        reasons.push(reason("injection", Some(signs.len().to_string())));
    }
    if let Some(rating) = subject.rating.filter(|rating| *rating <= 3) {
        reasons.push(reason("low_rating", Some(rating.to_string())));
    }
    reasons.extend(grave(words, draft, subject).map(|code| reason(code, None)));
    if subject.rating.is_some_and(|rating| rating >= 4) && contrasts(words, subject.text) {
        reasons.push(reason("hidden_complaint", None));
    }
    if subject.language == Language::Other && !subject.wordless {
        reasons.push(reason("language_unknown", None));
    }
    if draft
        .confidence
        .is_some_and(|confidence| confidence < CONFIDENT)
    {
        reasons.push(reason(
            "low_confidence",
            draft.confidence.map(|c| c.to_string()),
        ));
    }
    if invents(draft, subject, measure) {
        reasons.push(reason("no_fact", None));
    }
    reasons.extend(failed(results, false).map(|r| reason("rule_failed", Some(r.rule.clone()))));
    reasons.extend(autonomy(draft, measure));
    reasons
}

/// What a person wrote needs no second question about autonomy: the person is it.
fn autonomy(draft: DraftText<'_>, measure: Measure<'_>) -> Option<Reason> {
    match (draft.source, measure.autonomy) {
        (Source::Person, _) | (_, Autonomy::Auto) => None,
        (_, Autonomy::Ask) => Some(reason("autonomy_ask", None)),
        (_, Autonomy::Draft | Autonomy::Off) => Some(reason("autonomy_draft", None)),
    }
}

/// Topics on which a person is always asked: those that the words tell, and the one that the
/// writer says it read.
fn grave(
    words: &Words,
    draft: DraftText<'_>,
    subject: Subject<'_>,
) -> impl Iterator<Item = &'static str> {
    let mut told = topics(words, subject.text);
    told.extend(draft.topic.filter(|topic| !told.contains(topic)));
    told.into_iter().filter_map(Topic::always_asks)
}

/// An answer to a question that rests on nothing that the card says.
fn invents(draft: DraftText<'_>, subject: Subject<'_>, measure: Measure<'_>) -> bool {
    draft.source == Source::Ai
        && subject.kind == SubjectKind::Question
        && !cites(draft.text, measure.facts, draft.facts_used)
}

fn failed(results: &Results, refuses: bool) -> impl Iterator<Item = &RuleResult> {
    results
        .iter()
        .filter(move |(own, result)| *own == refuses && !result.passed)
        .map(|(_, result)| result)
}

fn reason(code: &str, detail: Option<String>) -> Reason {
    Reason {
        code: code.to_owned(),
        detail,
    }
}
