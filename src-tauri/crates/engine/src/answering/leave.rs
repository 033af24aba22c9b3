//! The last look before an answer leaves, in the transaction that marks it as sent: the lease, the
//! buyer's words, the owner's level and the person's yes are those that the verdict rests on, or
//! nothing leaves.

use chrono::{DateTime, Utc};
use domain::approved::Content;
use domain::{Answer, Approved, RulePack};
use serde_json::json;
use store::Tx;
use store::answer::{Answerable, State};
use store::draft::Draft;
use store::effect::{Effect, EffectState, NewEffect};
use store::verdict::VerdictRow;

use super::changed::{self, Bar};
use super::{SendTask, answer_key, gather, send};
use crate::error::Result;
use crate::lease::Lease;

/// An answer that is about to leave.
pub(super) struct Leaving {
    pub(super) lease: Lease,
    pub(super) draft: Draft,
    pub(super) verdict: VerdictRow,
    pub(super) task: SendTask,
    pub(super) rules: RulePack,
    /// What another draft may cost, should one be wanted instead.
    pub(super) reserve: i64,
}

impl Leaving {
    /// Marks it as sent, or ends its task in another way and gives `None`.
    pub(super) async fn keep(
        self,
        tx: &mut Tx,
        now: DateTime<Utc>,
    ) -> Result<Option<(Effect, Approved<Answer>)>> {
        self.lease.hold(tx, now).await?;
        let subject = store::answer::get(tx.conn(), self.task.kind, self.task.subject).await?;
        if !send::still_wanted(&subject, self.task.draft) || self.stands(tx, &subject).await? {
            self.lease.complete(tx, 0, now).await?;
            return Ok(None);
        }
        let content = gather::content(&self.rules, &subject, &self.draft.draft.text);
        if let Some(bar) = self.bar(tx, &subject, &content).await? {
            changed::hold_back(tx, &subject, &self.task, bar, self.reserve, now).await?;
            self.lease.complete(tx, 0, now).await?;
            return Ok(None);
        }
        let approved = self.approved(tx, content).await?;
        let effect = self.mark_sent(tx, &approved, now).await?;
        let from = [State::Scheduled, State::Sending, State::Unknown];
        let key = (subject.kind, subject.id);
        store::answer::set_state(tx, key, &from, State::Sending, None, None).await?;
        Ok(Some((effect, approved)))
    }

    /// An answer of ours stands there, and moderators have not refused it.
    async fn stands(&self, tx: &mut Tx, subject: &Answerable) -> Result<bool> {
        let key = answer_key(subject.account, subject.kind, &subject.external_id);
        let known = store::effect::by_key(tx.conn(), &key).await?;
        let done = known.is_some_and(|known| known.state == EffectState::Done);
        Ok(done && !subject.is_refused())
    }

    /// What has changed since the verdict, if anything.
    async fn bar(
        &self,
        tx: &mut Tx,
        subject: &Answerable,
        content: &Answer,
    ) -> Result<Option<Bar>> {
        let same = content.digest() == self.verdict.stored.digest();
        if !same || crate::heard::digest(subject) != self.draft.draft.heard {
            return Ok(Some(Bar::OtherWords));
        }
        if self.task.approval.is_some() {
            return Ok(None);
        }
        changed::level(tx, subject).await
    }

    async fn approved(&self, tx: &mut Tx, content: Answer) -> Result<Approved<Answer>> {
        let stored = &self.verdict.stored;
        Ok(match self.task.approval {
            Some(approval) => {
                let decision = store::approval::decision(tx.conn(), approval).await?;
                Approved::by_person(content, stored, &decision)?
            }
            None => Approved::by_rules(content, stored)?,
        })
    }

    async fn mark_sent(
        &self,
        tx: &mut Tx,
        approved: &Approved<Answer>,
        now: DateTime<Utc>,
    ) -> Result<Effect> {
        let content = approved.content();
        let new = NewEffect {
            key: answer_key(content.account, content.kind, &content.target),
            account: content.account,
            kind: "answer".to_owned(),
            request_hash: content.digest(),
            request: json!({ "text": content.text, "draft": self.task.draft, "replaces": content.replaces }),
            verdict: approved.verdict(),
            approval: approved.decision(),
        };
        // One that moderators refused, that failed, or whose text or permission is another now
        // makes room.
        match store::effect::by_key(tx.conn(), &new.key).await? {
            Some(known) if known.state == EffectState::Done => {
                store::effect::retire(tx, &new.key).await?;
            }
            Some(known) if known.state == EffectState::Failed || known.wanted != new => {
                store::effect::replace_intent(tx, &new, now).await?;
            }
            _ => {}
        }
        let effect = store::effect::intend(tx, &new, now).await?;
        store::effect::set_sent(tx, effect.id, now).await?;
        Ok(store::effect::get(tx.conn(), effect.id).await?)
    }
}
