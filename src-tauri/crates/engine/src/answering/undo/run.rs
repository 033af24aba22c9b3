//! One undoing under way. The intent is written down before the request, `sent` just before it
//! leaves, `accepted` when the marketplace took it; an outcome that nobody knows is read, and the
//! write repeated only when readings, far enough apart, show that it was not made.

use std::sync::Arc;

use domain::approved::Content;
use domain::{Answer, Approved, PublishedAnswer};
use marketplaces::{Answers, ErrorKind, MarketplaceError};
use serde_json::json;
use store::activity::Activity;
use store::answer::Answerable;
use store::draft::Draft;
use store::effect::{Effect, EffectState, NewEffect};
use store::verdict::VerdictRow;

use super::super::alerts;
use super::super::seek::{self, is_missing};
use super::super::send::{SETTLE, answers, same_text};
use super::UndoTask;
use crate::error::{EngineError, Result};
use crate::lease::{Lease, leave_by};
use crate::problem::Problem;
use crate::room::Room;
use crate::shops::OpenShop;

pub(super) struct Undoing<'a> {
    pub(super) room: &'a Room,
    pub(super) open: Arc<OpenShop>,
    pub(super) act: Activity,
    pub(super) subject: Answerable,
    pub(super) draft: Draft,
    pub(super) verdict: VerdictRow,
    pub(super) task: UndoTask,
    pub(super) lease: Lease,
}

/// The key of the write: `withdraw:{act}` or `replace:{act}`.
pub(in super::super) fn effect_key(act: domain::ActivityId, text: &str) -> String {
    format!("{}:{act}", verb(text))
}

fn verb(text: &str) -> &'static str {
    if text.is_empty() {
        "withdraw"
    } else {
        "replace"
    }
}

/// What reading shows.
enum Seen {
    /// What the person wanted.
    Wanted(Option<PublishedAnswer>),
    /// Still the answer that is to be taken back.
    AsBefore,
    /// Something else: somebody else was here.
    Changed,
}

pub(crate) async fn run(room: &Room, lease: Lease, task: UndoTask) -> Result<()> {
    let open = room.open_shop(lease.account()?).await?;
    let mut conn = room.store.read().await?;
    let act = store::activity::get(&mut conn, task.act).await?;
    let subject = store::answer::get(&mut conn, task.kind, task.subject).await?;
    let draft = store::draft::get(&mut conn, task.draft).await?;
    let verdict = store::verdict::of_draft(&mut conn, task.draft).await?;
    let key = effect_key(task.act, &draft.draft.text);
    let effect = store::effect::by_key(&mut conn, &key).await?;
    drop(conn);
    let verdict = verdict.ok_or(store::StoreError::NotFound("verdict"))?;
    let undoing = Undoing {
        room,
        open,
        act,
        subject,
        draft,
        verdict,
        task,
        lease,
    };
    Box::pin(undoing.go_on(effect)).await
}

impl Undoing<'_> {
    async fn go_on(self, effect: Option<Effect>) -> Result<()> {
        match effect {
            Some(effect) if effect.state == EffectState::Done => {
                self.lease.drop_task(self.room, "undone already").await
            }
            Some(effect) if effect.state.is_open() => self.resolve(effect).await,
            _ => Box::pin(self.first_try()).await,
        }
    }

    /// Nothing has left yet. What stands there must still be what is to be taken back; where it is
    /// as the person wanted already, nothing needs to leave.
    async fn first_try(self) -> Result<()> {
        match self.look().await? {
            Seen::AsBefore => {}
            Seen::Wanted(there) => return self.done(None, there).await,
            Seen::Changed => return Err(EngineError::Changed("answer")),
        }
        let (effect, approved) = self.mark_sent().await?;
        let permission = approved.until(leave_by(self.room));
        let outcome = match self.text() {
            "" => self.answers()?.withdraw(&permission).await,
            _ => self.answers()?.edit(&permission).await,
        };
        match outcome {
            Ok(()) => {
                let effect = seek::accepted(self.room, effect, json!({})).await?;
                self.read_back(effect).await
            }
            Err(error) if error.may_have_happened => self.unknown(effect, error).await,
            Err(error) => self.not_sent(effect, error).await,
        }
    }

    pub(super) fn text(&self) -> &str {
        &self.draft.draft.text
    }

    fn answers(&self) -> Result<&dyn Answers> {
        Ok(answers(&self.open, self.task.kind)?)
    }

    fn content(&self) -> Answer {
        let named = self.subject.answer_external_id.as_ref();
        Answer {
            account: self.subject.account,
            kind: self.subject.kind,
            target: self.subject.external_id.clone(),
            listing: self.subject.listing_key.clone(),
            replaces: Some(named.unwrap_or(&self.subject.external_id).clone()),
            text: self.text().to_owned(),
        }
    }

    async fn look(&self) -> Result<Seen> {
        let listing = self.subject.listing_key.as_ref();
        let there = match self
            .answers()?
            .read(&self.subject.external_id, listing)
            .await
        {
            // A review that is gone has no answer either.
            Err(error) if error.kind == ErrorKind::NotFound => None,
            there => there?,
        };
        let ours = self.act.entry.after.as_deref().unwrap_or_default();
        let shows = |text: &str| there.as_ref().is_some_and(|t| same_text(&t.text, text));
        let wanted = match self.text() {
            "" => there.is_none(),
            text => shows(text),
        };
        Ok(if wanted {
            Seen::Wanted(there)
        } else if shows(ours) {
            Seen::AsBefore
        } else {
            Seen::Changed
        })
    }

    /// Intent and `sent` in one transaction with the lease and the person's yes checked.
    async fn mark_sent(&self) -> Result<(Effect, Approved<Answer>)> {
        let (lease, now) = (self.lease.clone(), self.room.now());
        let (content, stored) = (self.content(), self.verdict.stored.clone());
        let task = self.task.clone();
        self.room
            .store
            .write(move |tx| {
                Box::pin(async move {
                    lease.hold(tx, now).await?;
                    let decision = store::approval::decision(tx.conn(), task.approval).await?;
                    let approved = Approved::by_person(content, &stored, &decision)?;
                    let new = wanted(&task, &approved);
                    // A try that failed, or one with another text, makes room.
                    if store::effect::by_key(tx.conn(), &new.key).await?.is_some() {
                        store::effect::replace_intent(tx, &new, now).await?;
                    }
                    let effect = store::effect::intend(tx, &new, now).await?;
                    store::effect::set_sent(tx, effect.id, now).await?;
                    let effect = store::effect::get(tx.conn(), effect.id).await?;
                    Ok::<_, EngineError>((effect, approved))
                })
            })
            .await
    }

    /// Accepted: reading must show it.
    async fn read_back(self, effect: Effect) -> Result<()> {
        let mut seen = self.look().await;
        if !matches!(seen, Ok(Seen::Wanted(_))) && self.room.pause(SETTLE).await {
            seen = self.look().await;
        }
        self.judge(effect, seen).await
    }

    /// A write whose outcome nobody knows: read, and only read.
    async fn resolve(self, effect: Effect) -> Result<()> {
        let seen = self.look().await;
        self.judge(effect, seen).await
    }

    async fn judge(self, effect: Effect, seen: Result<Seen>) -> Result<()> {
        let now = self.room.now();
        match seen {
            Ok(Seen::Wanted(there)) => self.done(Some(effect), there).await,
            Ok(Seen::AsBefore) if is_missing(&effect, now) => self.rearm(effect).await,
            // For so long, and something else: it was somebody else's.
            Ok(Seen::Changed) if seek::is_settled(&effect, now) => {
                Err(EngineError::Changed("answer"))
            }
            Ok(_) => self.not_shown(effect).await,
            Err(error) => {
                self.keep_unknown(effect, &error).await?;
                Err(error)
            }
        }
    }

    /// Read often enough: it was not made, so it may be made.
    async fn rearm(self, effect: Effect) -> Result<()> {
        let (lease, now) = (self.lease, self.room.now());
        self.room
            .store
            .write(move |tx| {
                Box::pin(async move {
                    lease.hold(tx, now).await?;
                    store::effect::rearm(tx, effect.id, None, now).await?;
                    lease.snooze(tx, now, now).await
                })
            })
            .await?;
        self.room.wake();
        Ok(())
    }

    /// Not shown yet: it is read again later, and after hours a person is told.
    async fn not_shown(self, effect: Effect) -> Result<()> {
        let (lease, subject, now) = (self.lease, self.subject, self.room.now());
        self.room
            .store
            .write(move |tx| {
                Box::pin(async move {
                    lease.hold(tx, now).await?;
                    seek::unseen(tx, &effect, now).await?;
                    if seek::is_lost(&effect, now) {
                        store::alert::raise(tx, &alerts::not_shown(&subject), now).await?;
                    }
                    lease.unknown(tx, now).await
                })
            })
            .await
    }

    /// The answer to the request never came.
    async fn unknown(self, effect: Effect, error: MarketplaceError) -> Result<()> {
        self.keep_unknown(effect, &EngineError::from(error)).await?;
        let (lease, now) = (self.lease, self.room.now());
        self.room
            .store
            .write(move |tx| Box::pin(async move { lease.unknown(tx, now).await }))
            .await
    }

    async fn keep_unknown(&self, effect: Effect, error: &EngineError) -> Result<()> {
        let now = self.room.now();
        let problem = Problem::of(error, now).value();
        let lease = self.lease.clone();
        self.room
            .store
            .write(move |tx| {
                Box::pin(async move {
                    lease.hold(tx, now).await?;
                    Ok(store::effect::set_unknown(tx, effect.id, Some(&problem), now).await?)
                })
            })
            .await
    }

    /// It is certain that nothing was written; the worker decides what that means.
    async fn not_sent(self, effect: Effect, error: MarketplaceError) -> Result<()> {
        let now = self.room.now();
        let problem = Problem::of(&EngineError::from(error.clone()), now).value();
        let lease = self.lease.clone();
        self.room
            .store
            .write(move |tx| {
                Box::pin(async move {
                    lease.hold(tx, now).await?;
                    store::effect::rearm(tx, effect.id, Some(&problem), now).await?;
                    Ok::<(), EngineError>(())
                })
            })
            .await?;
        Err(error.into())
    }
}

/// The write that the person's yes allows.
fn wanted(task: &UndoTask, approved: &Approved<Answer>) -> NewEffect {
    let content = approved.content();
    NewEffect {
        key: effect_key(task.act, &content.text),
        account: content.account,
        kind: verb(&content.text).to_owned(),
        request_hash: content.digest(),
        request: json!({ "replaces": content.replaces, "text": content.text }),
        verdict: approved.verdict(),
        approval: approved.decision(),
    }
}
