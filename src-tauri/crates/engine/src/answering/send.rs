//! Sending an answer exactly once.
//!
//! The intent is written down before the request, `sent` just before it leaves, `accepted` when the
//! marketplace took it. Whatever is killed when: an effect that left is read back before anything
//! else happens to it. What was accepted is never sent again; what nobody knows of is sent again
//! only when readings, far enough apart, show that it is not there.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::{Answer, AnswerState, ApprovalId, Approved, DraftId, PublishedAnswer};
use marketplaces::{Answers, MarketplaceError, Receipt};
use queue::Unique;
use serde_json::json;
use store::Tx;
use store::answer::{Answerable, State};
use store::draft::Draft;
use store::effect::{Effect, EffectState};
use store::verdict::VerdictRow;

use super::leave::Leaving;
use super::{SEND, SendTask, answer_key, seek};
use crate::error::Result;
use crate::lease::{Lease, Task, leave_by};
use crate::room::Room;
use crate::shops::OpenShop;
use crate::skills;

/// How long a marketplace may take to show what it accepted.
pub(super) const SETTLE: Duration = Duration::from_secs(3);
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
    Box::pin(sending.go_on(effect)).await
}

/// Whether a sending of that draft still has its place.
pub(super) fn still_wanted(subject: &Answerable, draft: DraftId) -> bool {
    let states = [State::Scheduled, State::Sending, State::Unknown];
    super::draft::same_draft(subject.draft, draft) && states.contains(&subject.state)
}

impl Sending<'_> {
    async fn go_on(self, effect: Option<Effect>) -> Result<()> {
        match effect {
            Some(effect) if effect.state.is_open() => self.resolve(effect).await,
            effect if !still_wanted(&self.subject, self.task.draft) => {
                self.not_wanted(effect).await
            }
            // What moderators refused makes room for another answer.
            Some(effect) if effect.state == EffectState::Done && !self.subject.is_refused() => {
                self.answered_already().await
            }
            effect => Box::pin(self.first_try(effect)).await,
        }
    }

    /// Nothing has left yet, or what left is not there. A person may have answered at the
    /// marketplace meanwhile: look first, because some marketplaces would take a second answer.
    async fn first_try(self, known: Option<Effect>) -> Result<()> {
        let again = known.filter(|known| known.state == EffectState::Intent);
        if let Some(there) = self.read().await?.filter(|there| !is_refused(there)) {
            return match again {
                Some(effect) if effect.attempts > 0 && seek::is_ours(&effect, &there) => {
                    self.done(effect, there).await
                }
                effect => self.answered_elsewhere(there, effect).await,
            };
        }
        let Some((effect, approved)) = self.leave().await? else {
            return Ok(());
        };
        match self.write(&approved).await {
            Ok(receipt) => {
                let receipt = json!({ "answer": receipt.id });
                let effect = seek::accepted(self.room, effect, receipt).await?;
                self.read_back(effect).await
            }
            Err(error) if error.may_have_happened => self.unknown(effect, error).await,
            Err(error) => self.not_sent(effect, error).await,
        }
    }

    /// `None` when it may not leave after all; then the task has ended.
    async fn leave(&self) -> Result<Option<(Effect, Approved<Answer>)>> {
        let leaving = Leaving {
            lease: self.lease.clone(),
            draft: self.draft.clone(),
            verdict: self.verdict.clone(),
            task: self.task.clone(),
            rules: self.open.rules.clone(),
            reserve: self.room.reserve(),
        };
        let now = self.room.now();
        let left = self
            .room
            .store
            .write(move |tx| Box::pin(async move { leaving.keep(tx, now).await }))
            .await;
        if matches!(left, Ok(None)) {
            self.room.wake();
        }
        left
    }

    async fn write(&self, approved: &Approved<Answer>) -> marketplaces::Result<Receipt> {
        let answers = self.answers()?;
        let permission = approved.clone().until(leave_by(self.room));
        match approved.content().replaces {
            Some(_) => answers.edit(&permission).await.map(|()| Receipt::default()),
            None => answers.publish(&permission).await,
        }
    }

    fn answers(&self) -> marketplaces::Result<&dyn Answers> {
        answers(&self.open, self.task.kind)
    }

    pub(super) async fn read(&self) -> Result<Option<PublishedAnswer>> {
        let listing = self.subject.listing_key.as_ref();
        let answers = self.answers()?;
        Ok(answers.read(&self.subject.external_id, listing).await?)
    }
}

/// The answers of a shop to that kind of text.
pub(super) fn answers(
    open: &OpenShop,
    kind: domain::SubjectKind,
) -> marketplaces::Result<&dyn Answers> {
    let found = skills::of(kind).answers(open.shop.as_ref());
    found.ok_or_else(|| MarketplaceError::unsupported("answers"))
}

/// Moderators refused it: buyers do not see it, and it is no answer.
pub(super) fn is_refused(there: &PublishedAnswer) -> bool {
    matches!(there.state, AnswerState::Rejected(_))
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
