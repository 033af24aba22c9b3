//! The marketplace's moderators refused an answer of ours: it was there, buyers do not see it, and
//! its key is free for a better one.

use chrono::{DateTime, Utc};
use domain::{AnswerState, Outcome, PublishedAnswer, SubjectKind};
use serde_json::json;
use store::Tx;
use store::answer::{Answerable, State};
use store::effect::{Effect, EffectState};

use super::send::Sending;
use super::{alerts, answer_key, ledger};
use crate::error::Result;
use crate::skills;

/// The journal's word for it.
const WHY: &str = "marketplace:moderation";

impl Sending<'_> {
    /// Reading shows our answer, and that it was refused.
    pub(super) async fn refused_by_moderators(
        self,
        effect: Effect,
        there: PublishedAnswer,
    ) -> Result<()> {
        let now = self.room.now();
        let mut entry = self.entry(skills::of(self.task.kind).act(), Outcome::Refused);
        entry.why.push(why(&there));
        entry.effect_key = Some(effect.wanted.key.clone());
        entry.steps = self.steps(&effect, &there, now);
        let receipt = json!({ "text": there.text, "answer": there.external_id });
        let (lease, subject) = (self.lease, self.subject);
        self.room
            .store
            .write(move |tx| {
                Box::pin(async move {
                    store::effect::set_done(tx, effect.id, &receipt, now).await?;
                    store::effect::retire(tx, &effect.wanted.key).await?;
                    let (kind, id): (SubjectKind, i64) = (subject.kind, subject.id);
                    store::answer::set_refused(tx, kind, id, &there, now).await?;
                    store::activity::append(tx, &entry, now).await?;
                    store::alert::raise(tx, &alerts::refused(&subject), now).await?;
                    lease.complete(tx, 0, now).await
                })
            })
            .await
    }
}

fn why(there: &PublishedAnswer) -> String {
    match &there.state {
        AnswerState::Rejected(Some(reason)) if !reason.is_empty() => format!("{WHY}: {reason}"),
        _ => WHY.to_owned(),
    }
}

/// A feed tells that an answer of ours was refused after it had been read back.
///
/// # Errors
/// The store's.
pub(crate) async fn refused_later(
    tx: &mut Tx,
    subject: &Answerable,
    now: DateTime<Utc>,
) -> Result<()> {
    if subject.state != State::Refused || !subject.is_refused() {
        return Ok(());
    }
    let key = answer_key(subject.account, subject.kind, &subject.external_id);
    let effect = store::effect::by_key(tx.conn(), &key).await?;
    if effect.is_none_or(|effect| effect.state != EffectState::Done) {
        return Ok(());
    }
    store::effect::retire(tx, &key).await?;
    let act = skills::of(subject.kind).act();
    let mut entry = ledger::entry(subject, &ledger::line(subject), act, Outcome::Refused);
    entry.why = vec![WHY.to_owned()];
    entry.after.clone_from(&subject.answer_text);
    entry.effect_key = Some(key);
    store::activity::append(tx, &entry, now).await?;
    store::alert::raise(tx, &alerts::refused(subject), now).await?;
    Ok(())
}
