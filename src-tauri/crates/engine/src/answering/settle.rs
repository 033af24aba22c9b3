//! How a sending ends: shown, refused, answered by somebody else, not wanted any more.

use chrono::{DateTime, Utc};
use domain::{AnswerState, Outcome, PublishedAnswer, Step, Undo};
use marketplaces::{ErrorKind, MarketplaceError};
use serde_json::{Value, json};
use store::Tx;
use store::answer::{Answerable, State};
use store::effect::{Effect, EffectState};

use super::send::{Sending, same_text};
use super::{alerts, ledger};
use crate::error::{EngineError, Result};
use crate::problem::Problem;
use crate::skills;

impl Sending<'_> {
    /// It has lost its place: a person decided otherwise.
    pub(super) async fn not_wanted(self, effect: Option<Effect>) -> Result<()> {
        let effect = effect.filter(|effect| effect.state == EffectState::Intent);
        let (lease, now, draft) = (self.lease, self.room.now(), self.task.draft);
        self.room
            .store
            .write(move |tx| {
                Box::pin(async move {
                    lease.hold(tx, now).await?;
                    if let Some(effect) = effect.filter(|effect| is_of(effect, draft)) {
                        let problem = json!({ "code": "not_wanted" });
                        store::effect::set_failed(tx, effect.id, &problem, now).await?;
                    }
                    lease.complete(tx, 0, now).await
                })
            })
            .await
    }

    /// Our answer stands there already.
    pub(super) async fn answered_already(self) -> Result<()> {
        let (lease, now, key) = (
            self.lease,
            self.room.now(),
            (self.subject.kind, self.subject.id),
        );
        self.room
            .store
            .write(move |tx| {
                Box::pin(async move {
                    let from = [State::Scheduled, State::Sending, State::Unknown];
                    store::answer::set_state(tx, key, &from, State::Sent, None, None).await?;
                    lease.complete(tx, 0, now).await
                })
            })
            .await
    }

    /// The review or question itself is gone, and with it whatever was written to it.
    pub(super) async fn target_gone(self, effect: Effect, error: EngineError) -> Result<()> {
        let now = self.room.now();
        let problem = Problem::of(&error, now);
        let mut entry = self.entry(skills::of(self.task.kind).act(), Outcome::Failed);
        entry.why = vec![format!("error:{}", problem.code), problem.message.clone()];
        entry.effect_key = Some(effect.wanted.key.clone());
        let (lease, subject) = (self.lease, self.subject);
        self.room
            .store
            .write(move |tx| {
                Box::pin(async move {
                    store::effect::set_failed(tx, effect.id, &problem.value(), now).await?;
                    let from = [State::Sending, State::Unknown];
                    let key = (subject.kind, subject.id);
                    store::answer::set_state(tx, key, &from, State::Failed, None, None).await?;
                    store::activity::append(tx, &entry, now).await?;
                    cleared(tx, &subject, now).await?;
                    lease.complete(tx, 0, now).await
                })
            })
            .await
    }

    /// It is certain that nothing was written.
    pub(super) async fn not_sent(self, effect: Effect, error: MarketplaceError) -> Result<()> {
        let now = self.room.now();
        let problem = Problem::of(&EngineError::from(error.clone()), now).value();
        let lasting = matches!(
            error.kind,
            ErrorKind::Rejected | ErrorKind::NotFound | ErrorKind::Unsupported
        );
        if lasting {
            return self.refused_by_marketplace(effect, &error, problem).await;
        }
        let key = (self.subject.kind, self.subject.id);
        let lease = self.lease.clone();
        self.room
            .store
            .write(move |tx| {
                Box::pin(async move {
                    lease.hold(tx, now).await?;
                    store::effect::rearm(tx, effect.id, Some(&problem), now).await?;
                    let from = [State::Sending];
                    store::answer::set_state(tx, key, &from, State::Scheduled, None, None).await?;
                    Ok::<(), EngineError>(())
                })
            })
            .await?;
        // The worker decides when to try again, by the kind of the error.
        Err(error.into())
    }

    async fn refused_by_marketplace(
        self,
        effect: Effect,
        error: &MarketplaceError,
        problem: Value,
    ) -> Result<()> {
        let now = self.room.now();
        let act = skills::of(self.task.kind).act();
        let mut entry = self.entry(act, Outcome::Refused);
        entry.why.push(format!("marketplace:{}", error.message));
        entry.effect_key = Some(effect.wanted.key.clone());
        let (lease, key) = (self.lease, (self.subject.kind, self.subject.id));
        self.room
            .store
            .write(move |tx| {
                Box::pin(async move {
                    store::effect::set_failed(tx, effect.id, &problem, now).await?;
                    let from = [State::Sending];
                    store::answer::set_state(tx, key, &from, State::Refused, None, None).await?;
                    store::activity::append(tx, &entry, now).await?;
                    lease.complete(tx, 0, now).await
                })
            })
            .await
    }

    /// There: the effect ends, the answer is stored as shown, the journal tells.
    pub(super) async fn done(self, effect: Effect, there: PublishedAnswer) -> Result<()> {
        let now = self.room.now();
        let outcome = match &there.state {
            AnswerState::Published => Outcome::Verified,
            _ => Outcome::Sent,
        };
        let mut entry = self.entry(skills::of(self.task.kind).act(), outcome);
        entry.effect_key = Some(effect.wanted.key.clone());
        entry.undo = self.undo(&there, now);
        entry.steps = self.steps(&effect, &there, now);
        let same = same_text(&there.text, &self.draft.draft.text);
        let day = store::sql::day(now, self.open.account.zone);
        let receipt = json!({ "text": there.text, "answer": there.external_id, "same": same });
        let (lease, subject) = (self.lease, self.subject);
        self.room
            .store
            .write(move |tx| {
                Box::pin(async move {
                    let (kind, id) = (subject.kind, subject.id);
                    store::effect::set_done(tx, effect.id, &receipt, now).await?;
                    store::answer::set_sent(tx, kind, id, &there, now, &day).await?;
                    store::activity::append(tx, &entry, now).await?;
                    cleared(tx, &subject, now).await?;
                    lease.complete(tx, 0, now).await
                })
            })
            .await
    }

    /// What was judged, sent and read.
    pub(super) fn steps(
        &self,
        effect: &Effect,
        there: &PublishedAnswer,
        now: DateTime<Utc>,
    ) -> Vec<Step> {
        let read = if same_text(&there.text, &self.draft.draft.text) {
            "read_back_equal"
        } else {
            "read_back_differs"
        };
        let (sent, key) = (effect.sent_at.unwrap_or(now), effect.wanted.key.clone());
        vec![
            ledger::step(self.draft.created_at, "judged", None),
            ledger::step(sent, "sent", Some(key)),
            ledger::step(now, read, Some(there.text.clone())),
        ]
    }

    /// Somebody answered at the marketplace: that answer stands, and it is not ours. What we sent,
    /// if we did, is not looked for any more.
    pub(super) async fn answered_elsewhere(
        self,
        there: PublishedAnswer,
        effect: Option<Effect>,
    ) -> Result<()> {
        let now = self.room.now();
        let mut entry = self.entry(skills::of(self.task.kind).act(), Outcome::Noted);
        entry.why = vec!["answered_elsewhere".to_owned()];
        entry.after = Some(there.text.clone());
        if let Some(effect) = effect.as_ref().filter(|effect| effect.attempts > 0) {
            entry.effect_key = Some(effect.wanted.key.clone());
            entry.steps = self.steps(effect, &there, now);
        }
        let (lease, subject) = (self.lease, self.subject);
        self.room
            .store
            .write(move |tx| {
                Box::pin(async move {
                    if let Some(effect) = effect {
                        let problem = json!({ "code": "answered_elsewhere" });
                        store::effect::set_failed(tx, effect.id, &problem, now).await?;
                    }
                    let (kind, id) = (subject.kind, subject.id);
                    store::answer::set_shown(tx, kind, id, &there, None).await?;
                    store::activity::append(tx, &entry, now).await?;
                    cleared(tx, &subject, now).await?;
                    lease.complete(tx, 0, now).await
                })
            })
            .await
    }

    pub(super) fn entry(&self, act: &str, outcome: Outcome) -> store::activity::NewActivity {
        let line = ledger::line(&self.subject);
        let entry = ledger::entry(&self.subject, &line, act, outcome);
        let mut entry = ledger::judged(
            ledger::written(entry, &self.draft.draft),
            &self.verdict.verdict,
        );
        if self.task.approval.is_some() {
            // The row of the question has it, and each cost stands in one row.
            entry.cost_micros = None;
        }
        entry
    }

    fn undo(&self, there: &PublishedAnswer, now: DateTime<Utc>) -> Undo {
        match super::gather::limits(&self.open.rules, self.task.kind) {
            Ok(rules) => super::undo::recipe(rules, there, now),
            Err(_) => Undo::Impossible {
                reason: "not_offered".to_owned(),
            },
        }
    }
}

/// Whether an effect was meant for that draft.
fn is_of(effect: &Effect, draft: domain::DraftId) -> bool {
    effect.wanted.request.get("draft").and_then(Value::as_i64) == Some(draft.0)
}

/// Nobody needs to be told any more that it is not shown, or was refused.
async fn cleared(tx: &mut Tx, subject: &Answerable, now: DateTime<Utc>) -> Result<()> {
    store::alert::clear(tx, &alerts::not_shown_cause(subject), now).await?;
    store::alert::clear(tx, &alerts::refused_cause(subject), now).await?;
    Ok(())
}
