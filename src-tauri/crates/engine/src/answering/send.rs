//! Sending an answer exactly once.
//!
//! The intent is written down before the request, `sent` just before it leaves.
//! Whatever is killed when: an effect that was `sent` is read back before
//! anything else happens to it, and sent again only when reading shows, twice,
//! that it is not there.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use domain::approved::Content;
use domain::{Answer, ApprovalId, Approved, DraftId, PublishedAnswer};
use marketplaces::{Answers, MarketplaceError};
use queue::Unique;
use serde_json::json;
use store::Tx;
use store::answer::{Answerable, State};
use store::draft::Draft;
use store::effect::{Effect, EffectState, NewEffect};
use store::verdict::VerdictRow;

use super::{SEND, SendTask, answer_key};
use crate::error::{EngineError, Result};
use crate::lease::{Lease, Task};
use crate::room::Room;
use crate::shops::OpenShop;
use crate::skills;

/// How long a marketplace may take to show what it accepted.
pub(super) const SETTLE: Duration = Duration::from_secs(3);
/// Between two readings of an unknown outcome.
pub(super) const READ_AGAIN: TimeDelta = TimeDelta::seconds(20);
/// A write that no reading shows for so long was not made.
pub(super) const SURE_AFTER: TimeDelta = TimeDelta::seconds(60);
/// Sending comes before drafting: a person or a delay has been waited for.
const PRIORITY: i64 = 10;

/// The one key of a draft's sending.
pub(super) fn key(draft: DraftId) -> String {
    format!("send:{draft}")
}

/// Pushes the sending of a draft.
pub(super) async fn schedule(
    tx: &mut Tx,
    subject: &Answerable,
    draft: DraftId,
    approval: Option<ApprovalId>,
    at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<()> {
    store::draft::set_send_at(tx, draft, Some(at)).await?;
    let payload = SendTask {
        kind: subject.kind,
        subject: subject.id,
        draft,
        approval,
    };
    let task = Task {
        partner: subject.partner,
        account: subject.account,
        kind: SEND,
        key: key(draft),
        unique: Unique::Once,
        payload: json!(payload),
        priority: PRIORITY,
        lane: "write",
        run_at: at,
        reserve: 0,
    };
    task.push(tx, now).await?;
    Ok(())
}

/// One sending under way.
pub(super) struct Sending<'a> {
    pub(super) room: &'a Room,
    pub(super) open: Arc<OpenShop>,
    pub(super) subject: Answerable,
    pub(super) draft: Draft,
    pub(super) verdict: VerdictRow,
    pub(super) task: SendTask,
    pub(super) lease: Lease,
}

pub(crate) async fn send(room: &Room, lease: Lease, task: SendTask) -> Result<()> {
    let open = room.open_shop(lease.account()?).await?;
    let mut conn = room.store.read().await?;
    let subject = store::answer::get(&mut conn, task.kind, task.subject).await?;
    let draft = store::draft::get(&mut conn, task.draft).await?;
    let verdict = store::verdict::of_draft(&mut conn, task.draft).await?;
    let effect = store::effect::by_key(
        &mut conn,
        &answer_key(subject.account, task.kind, &subject.external_id),
    )
    .await?;
    drop(conn);
    let Some(verdict) = verdict else {
        return lease.drop_task(room, "no verdict").await;
    };
    let sending = Sending {
        room,
        open,
        subject,
        draft,
        verdict,
        task,
        lease,
    };
    sending.go_on(effect).await
}

impl Sending<'_> {
    async fn go_on(self, effect: Option<Effect>) -> Result<()> {
        match effect {
            Some(effect) if effect.state == EffectState::Done => {
                self.lease.drop_task(self.room, "answered already").await
            }
            Some(effect) if matches!(effect.state, EffectState::Sent | EffectState::Unknown) => {
                self.resolve(effect).await
            }
            _ if !self.still_wanted() => {
                self.lease.drop_task(self.room, "not wanted any more").await
            }
            effect => self.first_try(effect).await,
        }
    }

    fn still_wanted(&self) -> bool {
        let states = [State::Scheduled, State::Sending, State::Unknown];
        super::draft::same_draft(self.subject.draft, self.task.draft)
            && states.contains(&self.subject.state)
    }

    /// Nothing has left yet. A person may have answered at the marketplace meanwhile:
    /// look first, because some marketplaces would take a second answer.
    async fn first_try(self, known: Option<Effect>) -> Result<()> {
        let approved = self.approved()?;
        if let Some(there) = self.read().await? {
            return self.answered_elsewhere(there).await;
        }
        let effect = self.mark_sent(&approved, known).await?;
        let outcome = self.answers()?.publish(&approved).await;
        match outcome {
            Ok(()) => self.read_back(effect).await,
            Err(error) if error.may_have_happened => self.unknown(effect, error).await,
            Err(error) => self.not_sent(effect, error).await,
        }
    }

    fn approved(&self) -> Result<Approved<Answer>> {
        let content = self.content();
        let stored = &self.verdict.stored;
        Ok(match self.task.approval {
            Some(approval) => Approved::by_person(content, stored, approval)?,
            None => Approved::by_rules(content, stored)?,
        })
    }

    fn content(&self) -> Answer {
        Answer {
            account: self.subject.account,
            kind: self.subject.kind,
            target: self.subject.external_id.clone(),
            listing: self.subject.listing_key.clone(),
            replaces: None,
            text: self.draft.draft.text.clone(),
        }
    }

    fn answers(&self) -> Result<&dyn Answers> {
        answers(&self.open, self.task.kind)
    }

    pub(super) async fn read(&self) -> Result<Option<PublishedAnswer>> {
        let listing = self.subject.listing_key.as_ref();
        Ok(self
            .answers()?
            .read(&self.subject.external_id, listing)
            .await?)
    }

    /// Writes the intent and `sent` in one transaction with the lease checked: a worker
    /// that lost its lease sends nothing.
    async fn mark_sent(
        &self,
        approved: &Approved<Answer>,
        known: Option<Effect>,
    ) -> Result<Effect> {
        let content = approved.content();
        let new = NewEffect {
            key: answer_key(content.account, content.kind, &content.target),
            account: content.account,
            kind: "answer".to_owned(),
            request_hash: content.digest(),
            request: json!({ "text": content.text, "draft": self.task.draft }),
            verdict: approved.verdict(),
            approval: approved.decision(),
        };
        let (lease, now) = (self.lease.clone(), self.room.now());
        let key = (self.subject.kind, self.subject.id);
        // One that was refused, or whose text changed, makes room; its row is the same.
        let replaced = known.is_some_and(|known| {
            known.state == EffectState::Failed || known.wanted.request_hash != new.request_hash
        });
        self.room
            .store
            .write(move |tx| {
                Box::pin(async move {
                    lease.hold(tx, now).await?;
                    if replaced {
                        store::effect::replace_intent(tx, &new, now).await?;
                    }
                    let effect = store::effect::intend(tx, &new, now).await?;
                    store::effect::set_sent(tx, effect.id, now).await?;
                    let effect = store::effect::get(tx.conn(), effect.id).await?;
                    let from = [State::Scheduled, State::Sending, State::Unknown];
                    store::answer::set_state(tx, key, &from, State::Sending, None, None).await?;
                    Ok::<_, EngineError>(effect)
                })
            })
            .await
    }
}

/// The answers of a shop to that kind of text.
pub(super) fn answers(open: &OpenShop, kind: domain::SubjectKind) -> Result<&dyn Answers> {
    let found = skills::of(kind).answers(open.shop.as_ref());
    Ok(found.ok_or_else(|| MarketplaceError::unsupported("answers"))?)
}

/// Marketplaces change white space; anything else is another text.
pub(super) fn same_text(shown: &str, sent: &str) -> bool {
    let words = |text: &str| {
        text.split_whitespace()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    words(shown) == words(sent)
}
