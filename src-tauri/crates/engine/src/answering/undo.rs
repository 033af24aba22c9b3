//! Taking an answer back at the marketplace, where it lets us.

use chrono::{DateTime, TimeDelta, Utc};
use domain::approved::Content;
use domain::rule_pack::AnswerRules;
use domain::{
    Act, ActivityId, Actor, Answer, Approved, Decision, Outcome, PublishedAnswer, SubjectKind,
    Undo, Verdict,
};
use serde_json::json;
use store::answer::{Answerable, State};
use store::effect::{Effect, EffectState, NewEffect};

use super::{gather, ledger, send};
use crate::error::{EngineError, Result};
use crate::guardrails::Source;
use crate::room::Room;

/// How an answer that was just shown can be taken back.
pub(super) fn recipe(rules: &AnswerRules, there: &PublishedAnswer, now: DateTime<Utc>) -> Undo {
    let named = there.external_id.is_some();
    if rules.can_delete && named {
        return Undo::Delete { until: None };
    }
    if rules.can_edit && there.editable != Some(false) {
        let until = rules
            .edit_days
            .map(|days| now + TimeDelta::days(i64::from(days)));
        return Undo::Edit { until };
    }
    let reason = if named || !rules.can_delete {
        "not_in_api"
    } else {
        "not_named"
    };
    Undo::Impossible {
        reason: reason.to_owned(),
    }
}

/// Takes an act back: deletes the answer, or replaces it by `text` where the marketplace
/// only lets it be edited.
///
/// # Errors
/// `Conflict` when it was undone already, `TooLate` when its time is over, `BadInput`
/// where it cannot be undone or a text is needed, `BreaksRules` for such a text.
pub async fn undo(room: &Room, id: ActivityId, text: Option<String>, by: &str) -> Result<()> {
    let mut conn = room.store.read().await?;
    let act = store::activity::get(&mut conn, id).await?;
    let undone = store::activity::undone_by(&mut conn, &[id]).await?;
    let Some((kind, subject)) = act.entry.about else {
        return Err(impossible());
    };
    let subject = store::answer::get(&mut conn, kind, subject).await?;
    drop(conn);
    if undone
        .iter()
        .any(|u| matches!(u.outcome, Outcome::Verified | Outcome::Sent))
    {
        return Err(EngineError::Conflict("act"));
    }
    let (replacement, until) = match &act.entry.undo {
        Undo::Delete { until } => (None, *until),
        Undo::Edit { until } => (Some(needed(text)?), *until),
        Undo::None | Undo::Impossible { .. } => return Err(impossible()),
    };
    if until.is_some_and(|until| until < room.now()) {
        return Err(EngineError::TooLate);
    }
    let undone = act.entry.effect_key;
    Undoing {
        room,
        act: id,
        undone,
        line: act.entry.subject,
        subject,
        replacement,
        by,
    }
    .run()
    .await
}

fn needed(text: Option<String>) -> Result<String> {
    let text = text
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty());
    text.ok_or(EngineError::BadInput {
        field: "text",
        why: "this marketplace only lets an answer be replaced",
    })
}

fn impossible() -> EngineError {
    EngineError::BadInput {
        field: "id",
        why: "this act cannot be undone",
    }
}

struct Undoing<'a> {
    room: &'a Room,
    act: ActivityId,
    /// Key of the effect that is taken back.
    undone: Option<String>,
    line: String,
    subject: Answerable,
    replacement: Option<String>,
    by: &'a str,
}

impl Undoing<'_> {
    async fn run(self) -> Result<()> {
        let open = self.room.open_shop(self.subject.account).await?;
        let answers = send::answers(&open, self.subject.kind)?;
        let there = answers
            .read(&self.subject.external_id, self.subject.listing_key.as_ref())
            .await?
            .ok_or(EngineError::Conflict("answer"))?;
        let verdict = self.verdict(&open.rules).await?;
        let content = self.content(&there);
        let (effect, approved) = self.intend(content, &verdict).await?;
        let outcome = match &self.replacement {
            Some(_) => answers.edit(&approved).await,
            None => answers.withdraw(&approved).await,
        };
        if let Some(error) = outcome.err().filter(|error| !error.may_have_happened) {
            return self.failed(effect, error).await;
        }
        let now_there = answers
            .read(&self.subject.external_id, self.subject.listing_key.as_ref())
            .await?;
        self.ended(effect, there, now_there, verdict).await
    }

    /// A deletion has no text to judge; a replacement is judged as a person's own text.
    async fn verdict(&self, pack: &domain::RulePack) -> Result<Verdict> {
        let Some(text) = &self.replacement else {
            return Ok(Verdict {
                decision: Decision::Ask,
                reasons: Vec::new(),
                rules: Vec::new(),
                pack: pack.name.clone(),
                pack_date: pack.date.clone(),
            });
        };
        let mut conn = self.room.store.read().await?;
        let gathered = gather::gather(&mut conn, pack, self.subject.kind, self.subject.id).await?;
        let mut verdict = gathered.judge(pack, text, Source::Person, None)?;
        if verdict.decision == Decision::Refuse {
            let broken = verdict.rules.iter().filter(|rule| !rule.passed);
            return Err(EngineError::BreaksRules(
                broken.map(|r| r.rule.clone()).collect(),
            ));
        }
        verdict.decision = Decision::Ask;
        Ok(verdict)
    }

    fn content(&self, there: &PublishedAnswer) -> Answer {
        Answer {
            account: self.subject.account,
            kind: self.subject.kind,
            target: self.subject.external_id.clone(),
            listing: self.subject.listing_key.clone(),
            replaces: there
                .external_id
                .clone()
                .or_else(|| Some(self.subject.external_id.clone())),
            text: self.replacement.clone().unwrap_or_default(),
        }
    }

    /// Verdict, intent and `sent`, then permission: the act of a person, told by the journal.
    async fn intend(
        &self,
        content: Answer,
        verdict: &Verdict,
    ) -> Result<(Effect, Approved<Answer>)> {
        let verb = if self.replacement.is_some() {
            "replace"
        } else {
            "withdraw"
        };
        let key = format!("{verb}:{}", self.act);
        let (verdict, wanted, now) = (verdict.clone(), content.clone(), self.room.now());
        let (effect, stored) = self
            .room
            .store
            .write(move |tx| {
                Box::pin(async move {
                    let stored =
                        store::verdict::add(tx, None, &wanted.digest(), &verdict, now).await?;
                    let new = NewEffect {
                        key,
                        account: wanted.account,
                        kind: verb.to_owned(),
                        request_hash: wanted.digest(),
                        request: json!({ "replaces": wanted.replaces, "text": wanted.text }),
                        verdict: stored.id(),
                        approval: None,
                    };
                    let known = store::effect::by_key(tx.conn(), &new.key).await?;
                    if known.is_some_and(|known| known.state == EffectState::Failed) {
                        store::effect::replace_intent(tx, &new, now).await?;
                    }
                    let effect = store::effect::intend(tx, &new, now).await?;
                    if effect.state == EffectState::Done {
                        return Err(EngineError::Conflict("act"));
                    }
                    if effect.state == EffectState::Intent {
                        store::effect::set_sent(tx, effect.id, now).await?;
                    }
                    Ok((effect, stored))
                })
            })
            .await?;
        let person = domain::ApprovalId(self.act.0);
        Ok((effect, Approved::by_person(content, &stored, person)?))
    }

    async fn failed(&self, effect: Effect, error: marketplaces::MarketplaceError) -> Result<()> {
        let now = self.room.now();
        let problem = crate::problem::Problem::of(&EngineError::from(error.clone()), now).value();
        self.room
            .store
            .write(move |tx| {
                Box::pin(async move {
                    store::effect::set_failed(tx, effect.id, &problem, now).await?;
                    Ok::<(), EngineError>(())
                })
            })
            .await?;
        Err(error.into())
    }

    /// Reading decides how it ended.
    async fn ended(
        self,
        effect: Effect,
        before: PublishedAnswer,
        there: Option<PublishedAnswer>,
        verdict: Verdict,
    ) -> Result<()> {
        let now = self.room.now();
        let done = match (&self.replacement, &there) {
            (None, None) => true,
            (Some(text), Some(there)) => send::same_text(&there.text, text),
            _ => false,
        };
        let outcome = if done {
            Outcome::Verified
        } else {
            Outcome::Unknown
        };
        let entry = ledger::entry(&self.subject, &self.line, Act::UNDID, outcome);
        let mut entry = ledger::judged(entry, &verdict);
        entry.actor = Actor::Person;
        entry.before = Some(before.text);
        entry.after.clone_from(&self.replacement);
        entry.undoes = Some(self.act);
        entry.effect_key = Some(effect.wanted.key.clone());
        let read = there.as_ref().map(|there| there.text.clone());
        entry.steps = vec![
            ledger::step(now, "undone", Some(self.by.to_owned())),
            ledger::step(
                now,
                if done {
                    "read_back_equal"
                } else {
                    "read_back_differs"
                },
                read,
            ),
        ];
        let (kind, id) = (self.subject.kind, self.subject.id);
        let withdrawn = self.undone.filter(|_| self.replacement.is_none());
        self.room
            .store
            .write(move |tx| {
                Box::pin(async move {
                    if done {
                        let receipt = json!({ "done": true });
                        store::effect::set_done(tx, effect.id, &receipt, now).await?;
                        if let Some(key) = withdrawn {
                            store::effect::retire(tx, &key).await?;
                        }
                        shown(tx, kind, id, there).await?;
                    } else {
                        let problem = json!({ "code": "conflict" });
                        store::effect::set_unknown(tx, effect.id, Some(&problem), now).await?;
                    }
                    store::activity::append(tx, &entry, now).await?;
                    Ok::<(), EngineError>(())
                })
            })
            .await
    }
}

async fn shown(
    tx: &mut store::Tx,
    kind: SubjectKind,
    id: i64,
    there: Option<PublishedAnswer>,
) -> Result<()> {
    match there {
        Some(there) => store::answer::set_shown(tx, kind, id, &there).await?,
        None => store::answer::set_withdrawn(tx, kind, id, State::Rejected).await?,
    }
    Ok(())
}
