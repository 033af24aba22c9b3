//! How an undoing ends: taken back, with the journal telling it; or given up, with the reason.

use chrono::{DateTime, Utc};
use domain::{Act, Actor, Outcome, PublishedAnswer, SubjectKind};
use serde_json::json;
use store::Tx;
use store::activity::NewActivity;
use store::answer::State;
use store::effect::{Effect, EffectState};

use super::super::{alerts, ledger};
use super::UndoTask;
use super::run::{Undoing, effect_key};
use crate::error::{EngineError, Result};
use crate::problem::Problem;

impl Undoing<'_> {
    /// Reading shows what the person wanted; without an effect somebody did it at the marketplace,
    /// and nothing left from here.
    pub(super) async fn done(
        self,
        effect: Option<Effect>,
        there: Option<PublishedAnswer>,
    ) -> Result<()> {
        let now = self.room.now();
        let entry = self.entry(effect.as_ref(), there.as_ref(), now);
        // What was deleted makes room for another answer; what was replaced does not.
        let withdrawn = self.act.entry.effect_key.filter(|_| there.is_none());
        let (lease, subject) = (self.lease, self.subject);
        self.room
            .store
            .write(move |tx| {
                Box::pin(async move {
                    if let Some(effect) = effect {
                        let receipt = json!({ "done": true });
                        store::effect::set_done(tx, effect.id, &receipt, now).await?;
                    }
                    if let Some(key) = withdrawn {
                        store::effect::retire(tx, &key).await?;
                    }
                    shown(tx, (subject.kind, subject.id), there, now).await?;
                    store::activity::append(tx, &entry, now).await?;
                    let cause = alerts::not_shown_cause(&subject);
                    store::alert::clear(tx, &cause, now).await?;
                    lease.complete(tx, 0, now).await
                })
            })
            .await
    }

    fn entry(
        &self,
        effect: Option<&Effect>,
        there: Option<&PublishedAnswer>,
        now: DateTime<Utc>,
    ) -> NewActivity {
        let line = &self.act.entry.subject;
        let entry = ledger::entry(&self.subject, line, Act::UNDID, Outcome::Verified);
        let mut entry = ledger::judged(entry, &self.verdict.verdict);
        entry.actor = Actor::Person;
        entry.before.clone_from(&self.act.entry.after);
        entry.after = Some(self.text().to_owned()).filter(|text| !text.is_empty());
        entry.undoes = Some(self.task.act);
        let by = Some(self.task.by.clone());
        entry.steps = vec![ledger::step(self.draft.created_at, "approved", by)];
        match effect {
            Some(effect) => {
                entry.effect_key = Some(effect.wanted.key.clone());
                let left = effect.sent_at.unwrap_or(now);
                entry.steps.push(ledger::step(left, "undone", None));
            }
            None => entry.why = vec!["undone_elsewhere".to_owned()],
        }
        let read = there.map(|there| there.text.clone());
        entry.steps.push(ledger::step(now, "read_back_equal", read));
        entry
    }
}

async fn shown(
    tx: &mut Tx,
    (kind, id): (SubjectKind, i64),
    there: Option<PublishedAnswer>,
    now: DateTime<Utc>,
) -> Result<()> {
    match there {
        Some(there) => store::answer::set_shown(tx, kind, id, &there, Some(now)).await?,
        None => store::answer::set_withdrawn(tx, kind, id, State::Rejected, now).await?,
    }
    Ok(())
}

/// Given up: the effect ends as failed, and the journal says that the answer stands and why.
pub(in super::super) async fn given_up(
    tx: &mut Tx,
    task: &UndoTask,
    problem: &Problem,
    now: DateTime<Utc>,
) -> Result<()> {
    let draft = store::draft::get(tx.conn(), task.draft).await?;
    let key = effect_key(task.act, &draft.draft.text);
    let effect = store::effect::by_key(tx.conn(), &key).await?;
    let goes_on = |effect: &Effect| effect.state == EffectState::Intent || effect.state.is_open();
    if let Some(effect) = effect.filter(goes_on) {
        store::effect::set_failed(tx, effect.id, &problem.value(), now).await?;
    }
    let act = store::activity::get(tx.conn(), task.act).await?;
    let subject = store::answer::get(tx.conn(), task.kind, task.subject).await?;
    let mut entry = ledger::entry(&subject, &act.entry.subject, Act::UNDID, Outcome::Failed);
    entry.actor = Actor::Person;
    entry.why = vec![format!("error:{}", problem.code), problem.message.clone()];
    entry.before = act.entry.after;
    entry.undoes = Some(task.act);
    entry.effect_key = Some(key);
    let by = Some(task.by.clone());
    entry.steps = vec![ledger::step(draft.created_at, "approved", by)];
    store::activity::append(tx, &entry, now).await?;
    Ok::<(), EngineError>(())
}
