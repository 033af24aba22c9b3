//! Journal rows of answers. The buyer's words are never in them: they stay in
//! the review's own row.

use chrono::{DateTime, Utc};
use domain::{Act, Actor, Outcome, Step, Verdict};
use store::activity::NewActivity;
use store::answer::Answerable;
use store::draft::{NewDraft, Source};

use crate::guardrails::said;

/// The row of an act on a subject, to be filled in.
pub(super) fn entry(subject: &Answerable, line: &str, act: &str, outcome: Outcome) -> NewActivity {
    NewActivity {
        account: Some(subject.account),
        marketplace: Some(subject.marketplace.clone()),
        about: Some((subject.kind, subject.id)),
        act: Act(act.to_owned()),
        outcome,
        ..NewActivity::note(subject.partner, act, line)
    }
}

/// A subject in one line: product and stars, never the buyer's words.
pub(super) fn line(subject: &Answerable) -> String {
    match (&subject.listing, subject.rating) {
        (Some(about), Some(rating)) => format!("{rating}★ {}", about.title),
        (Some(about), None) => about.title.clone(),
        (None, _) => subject.external_id.to_string(),
    }
}

/// Adds the certificate.
pub(super) fn judged(mut entry: NewActivity, verdict: &Verdict) -> NewActivity {
    entry.why = verdict.reasons.iter().map(reason).collect();
    entry.rules.clone_from(&verdict.rules);
    entry.pack = Some(format!("{} {}", verdict.pack, verdict.pack_date));
    entry
}

/// Adds the text, the facts that it says, its writer and its cost.
pub(super) fn written(mut entry: NewActivity, draft: &NewDraft) -> NewActivity {
    entry.actor = actor(draft.source);
    entry.after = Some(draft.text.clone());
    entry.facts = said(&draft.text, &draft.facts);
    entry.model.clone_from(&draft.model);
    entry.cost_micros = draft.cost_micros;
    entry
}

/// Who acted, by who wrote.
pub(super) fn actor(source: Source) -> Actor {
    match source {
        Source::Claude => Actor::Ai,
        Source::Template => Actor::Template,
        Source::Person => Actor::Person,
    }
}

/// A step on the way.
pub(super) fn step(at: DateTime<Utc>, step: &str, detail: Option<String>) -> Step {
    Step {
        at,
        step: step.to_owned(),
        detail,
    }
}

fn reason(reason: &domain::Reason) -> String {
    match &reason.detail {
        Some(detail) => format!("{}:{detail}", reason.code),
        None => reason.code.clone(),
    }
}
