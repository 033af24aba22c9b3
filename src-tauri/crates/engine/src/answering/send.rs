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
use domain::{Answer, AnswerState, ApprovalId, Approved, DraftId, Outcome, PublishedAnswer, Undo};
use marketplaces::{Answers, ErrorKind, MarketplaceError};
use serde_json::json;
use store::Tx;
use store::answer::{Answerable, State};
use store::draft::Draft;
use store::effect::{Effect, EffectState, NewEffect};
use store::verdict::VerdictRow;

use super::{SEND, SendTask, answer_key, ledger};
use crate::error::{EngineError, Result};
use crate::lease::{Lease, Task};
use crate::problem::Problem;
use crate::room::Room;
use crate::shops::OpenShop;

/// How long a marketplace may take to show what it accepted.
const SETTLE: Duration = Duration::from_secs(3);
/// Between two readings of an unknown outcome.
const READ_AGAIN: TimeDelta = TimeDelta::seconds(20);
/// A write that no reading shows for so long was not made.
const SURE_AFTER: TimeDelta = TimeDelta::seconds(60);
/// Sending comes before drafting: a person or a delay has been waited for.
const PRIORITY: i64 = 10;

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
        key: format!("send:{draft}"),
        payload: json!(payload),
        priority: PRIORITY,
        lane: "write",
        run_at: at,
        reserve: 0,
    };
    task.push(tx, now).await
}

/// One sending under way.
struct Sending<'a> {
    room: &'a Room,
    open: Arc<OpenShop>,
    subject: Answerable,
    draft: Draft,
    verdict: VerdictRow,
    task: SendTask,
    lease: Lease,
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

    async fn read(&self) -> Result<Option<PublishedAnswer>> {
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
        let replaced = known.is_some_and(|known| known.wanted.request_hash != new.request_hash);
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
                    let from = [State::Scheduled, State::Sending, State::Unknown];
                    store::answer::set_state(tx, key, &from, State::Sending, None, None).await?;
                    Ok::<_, EngineError>(effect)
                })
            })
            .await
    }

    /// Accepted: the marketplace must show it. Until it does, the outcome is unknown.
    async fn read_back(self, effect: Effect) -> Result<()> {
        let mut seen = self.read().await;
        if !matches!(seen, Ok(Some(_))) && self.room.pause(SETTLE).await {
            seen = self.read().await;
        }
        match seen {
            Ok(Some(there)) => self.done(effect, there).await,
            Ok(None) => {
                let message = "accepted, but not shown yet";
                let error = MarketplaceError::new(ErrorKind::Unexpected, "read_back", message);
                self.unknown(effect, error).await
            }
            Err(EngineError::Marketplace(error)) => self.unknown(effect, *error).await,
            Err(other) => Err(other),
        }
    }

    /// A write whose outcome nobody knows: read, and only read.
    async fn resolve(self, effect: Effect) -> Result<()> {
        match self.read().await {
            Ok(Some(there)) => self.done(effect, there).await,
            Ok(None) if self.room.now() < effect.sent_at.unwrap_or_default() + SURE_AFTER => {
                let message = "not shown yet";
                let error = MarketplaceError::new(ErrorKind::Unexpected, "read_back", message);
                self.unknown(effect, error).await
            }
            Ok(None) => self.rearm(effect).await,
            Err(EngineError::Marketplace(error)) => self.unknown(effect, *error).await,
            Err(other) => Err(other),
        }
    }

    /// Read often enough: it is not there, so it may be sent.
    async fn rearm(self, effect: Effect) -> Result<()> {
        let (lease, now) = (self.lease, self.room.now());
        let key = (self.subject.kind, self.subject.id);
        self.room
            .store
            .write(move |tx| {
                Box::pin(async move {
                    store::effect::rearm(tx, effect.id, None, now).await?;
                    let from = [State::Sending, State::Unknown];
                    store::answer::set_state(tx, key, &from, State::Scheduled, None, None).await?;
                    lease.snooze(tx, now, now).await
                })
            })
            .await?;
        self.room.wake();
        Ok(())
    }

    async fn unknown(self, effect: Effect, error: MarketplaceError) -> Result<()> {
        let now = self.room.now();
        let problem = Problem::of(&EngineError::from(error), now).value();
        let lease = self.lease;
        let key = (self.subject.kind, self.subject.id);
        self.room
            .store
            .write(move |tx| {
                Box::pin(async move {
                    store::effect::set_unknown(tx, effect.id, Some(&problem), now).await?;
                    let from = [State::Sending, State::Unknown];
                    store::answer::set_state(tx, key, &from, State::Unknown, None, None).await?;
                    lease.unknown(tx, now + READ_AGAIN, now).await
                })
            })
            .await
    }

    /// It is certain that nothing was written.
    async fn not_sent(self, effect: Effect, error: MarketplaceError) -> Result<()> {
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
        self.room
            .store
            .write(move |tx| {
                Box::pin(async move {
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
        problem: serde_json::Value,
    ) -> Result<()> {
        let now = self.room.now();
        let act = ledger::answered(self.task.kind);
        let mut entry = self.entry(act, Outcome::Refused);
        entry.why.push(format!("marketplace:{}", error.message));
        entry.effect_key = Some(effect.wanted.key.clone());
        let (lease, key) = (self.lease, (self.subject.kind, self.subject.id));
        self.room
            .store
            .write(move |tx| {
                Box::pin(async move {
                    store::effect::set_failed(tx, effect.id, &problem, now).await?;
                    store::answer::set_state(tx, key, &[], State::Refused, None, None).await?;
                    store::activity::append(tx, &entry, now).await?;
                    lease.complete(tx, 0, now).await
                })
            })
            .await
    }

    /// There: the effect ends, the answer is stored as shown, the journal tells.
    async fn done(self, effect: Effect, there: PublishedAnswer) -> Result<()> {
        let now = self.room.now();
        let outcome = match &there.state {
            AnswerState::Published => Outcome::Verified,
            _ => Outcome::Sent,
        };
        let mut entry = self.entry(ledger::answered(self.task.kind), outcome);
        entry.effect_key = Some(effect.wanted.key.clone());
        entry.undo = self.undo(&there, now);
        let same = same_text(&there.text, &self.draft.draft.text);
        let read = if same {
            "read_back_equal"
        } else {
            "read_back_differs"
        };
        entry.steps = vec![
            ledger::step(self.draft.created_at, "judged", None),
            ledger::step(
                effect.sent_at.unwrap_or(now),
                "sent",
                Some(effect.wanted.key.clone()),
            ),
            ledger::step(now, read, Some(there.text.clone())),
        ];
        let day = store::sql::day(now, self.open.account.zone);
        let receipt = json!({ "text": there.text, "answer": there.external_id, "same": same });
        let (lease, kind, id) = (self.lease, self.subject.kind, self.subject.id);
        self.room
            .store
            .write(move |tx| {
                Box::pin(async move {
                    store::effect::set_done(tx, effect.id, &receipt, now).await?;
                    store::answer::set_sent(tx, kind, id, &there, now, &day).await?;
                    store::activity::append(tx, &entry, now).await?;
                    lease.complete(tx, 0, now).await
                })
            })
            .await
    }

    /// Somebody answered at the marketplace before we did: that answer stands.
    async fn answered_elsewhere(self, there: PublishedAnswer) -> Result<()> {
        let now = self.room.now();
        let mut entry = self.entry(ledger::answered(self.task.kind), Outcome::Noted);
        entry.why = vec!["answered_elsewhere".to_owned()];
        entry.after = Some(there.text.clone());
        let (lease, kind, id) = (self.lease, self.subject.kind, self.subject.id);
        self.room
            .store
            .write(move |tx| {
                Box::pin(async move {
                    store::answer::set_shown(tx, kind, id, &there).await?;
                    store::activity::append(tx, &entry, now).await?;
                    lease.complete(tx, 0, now).await
                })
            })
            .await
    }

    fn entry(&self, act: &str, outcome: Outcome) -> store::activity::NewActivity {
        let line = match (&self.subject.listing, self.subject.rating) {
            (Some(about), Some(rating)) => format!("{rating}★ {}", about.title),
            (Some(about), None) => about.title.clone(),
            (None, _) => self.subject.external_id.to_string(),
        };
        let entry = ledger::entry(&self.subject, &line, act, outcome);
        ledger::judged(
            ledger::written(entry, &self.draft.draft),
            &self.verdict.verdict,
        )
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

/// The answers of a shop to that kind of text.
pub(super) fn answers(open: &OpenShop, kind: domain::SubjectKind) -> Result<&dyn Answers> {
    let found: Option<&dyn Answers> = match kind {
        domain::SubjectKind::Review => open.shop.reviews().map(|reviews| reviews as &dyn Answers),
        domain::SubjectKind::Question => open
            .shop
            .questions()
            .map(|questions| questions as &dyn Answers),
    };
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
