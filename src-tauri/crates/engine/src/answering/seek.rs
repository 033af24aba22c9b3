//! Looking for a write that left: shown, not shown yet, not there. Nothing is written here but when
//! readings, far enough apart, show that it never arrived.

use chrono::{DateTime, TimeDelta, Utc};
use domain::PublishedAnswer;
use marketplaces::{ErrorKind, MarketplaceError};
use serde_json::Value;
use store::Tx;
use store::answer::{Answerable, State};
use store::effect::{Effect, EffectState};

use super::alerts;
use super::send::{SETTLE, Sending, is_refused, same_text};
use crate::error::{EngineError, Result};
use crate::problem::Problem;
use crate::room::Room;

/// A write whose answer was lost, and that no reading shows for so long after its request ended,
/// was not made. Longer than any request may last, and than replicas usually lag.
const SURE_AFTER: TimeDelta = TimeDelta::minutes(5);
/// As many readings at least.
const SURE_READINGS: u32 = 3;
/// A write that is looked for so long is a person's matter.
pub(super) const LOST_AFTER: TimeDelta = TimeDelta::hours(6);

/// Whether the reading that is being made shows for good that the write was not made. One that
/// was accepted is never sure to be missing: marketplaces show late what they took.
pub(super) fn is_missing(effect: &Effect, now: DateTime<Utc>) -> bool {
    effect.state == EffectState::Unknown && is_settled(effect, now)
}

/// Whether it has been looked for long enough for what is shown to count.
pub(super) fn is_settled(effect: &Effect, now: DateTime<Utc>) -> bool {
    let since = effect.sought_since.unwrap_or(now);
    effect.readings + 1 >= SURE_READINGS && now >= since + SURE_AFTER
}

/// Whether what is shown is what that effect wrote: by its receipt, else by its text.
pub(super) fn is_ours(effect: &Effect, there: &PublishedAnswer) -> bool {
    let named = receipt(effect).zip(there.external_id.as_ref());
    let text = effect.wanted.request.get("text").and_then(Value::as_str);
    named.is_some_and(|(receipt, id)| receipt == id.as_str())
        || text.is_some_and(|text| same_text(&there.text, text))
}

/// The identity that the marketplace gave what it accepted.
fn receipt(effect: &Effect) -> Option<&str> {
    let accepted = effect.receipt.as_ref()?;
    accepted.get("answer").and_then(Value::as_str)
}

/// The marketplace took it. Kept at once and whoever holds the lease by now: it is a fact, and
/// whoever looks for the write must know that it was taken.
pub(super) async fn accepted(room: &Room, effect: Effect, receipt: Value) -> Result<Effect> {
    let now = room.now();
    room.store
        .write(move |tx| {
            Box::pin(async move {
                store::effect::set_accepted(tx, effect.id, &receipt, now).await?;
                Ok::<_, EngineError>(store::effect::get(tx.conn(), effect.id).await?)
            })
        })
        .await
}

/// Not shown by a reading: what was sent is unknown from now on, what was accepted stays so.
pub(super) async fn unseen(tx: &mut Tx, effect: &Effect, now: DateTime<Utc>) -> Result<()> {
    store::effect::set_unknown(tx, effect.id, None, now).await?;
    Ok(store::effect::not_seen(tx, effect.id, now).await?)
}

/// What a person sees of an answer that nobody can see: its state, and after hours an alert.
async fn doubted(
    tx: &mut Tx,
    effect: &Effect,
    subject: &Answerable,
    now: DateTime<Utc>,
) -> Result<()> {
    if effect.state != EffectState::Accepted {
        let (from, key) = ([State::Sending, State::Unknown], (subject.kind, subject.id));
        store::answer::set_state(tx, key, &from, State::Unknown, None, None).await?;
    }
    if is_lost(effect, now) {
        store::alert::raise(tx, &alerts::not_shown(subject), now).await?;
    }
    Ok(())
}

/// It has been looked for for too long for nobody to know.
pub(super) fn is_lost(effect: &Effect, now: DateTime<Utc>) -> bool {
    effect.sent_at.is_some_and(|at| now >= at + LOST_AFTER)
}

impl Sending<'_> {
    /// Accepted: the marketplace must show it. It is looked for until it does.
    pub(super) async fn read_back(self, effect: Effect) -> Result<()> {
        let seen = self.read().await;
        let there = |seen: &Result<Option<PublishedAnswer>>| matches!(seen, Ok(Some(there)) if is_ours(&effect, there));
        let seen = if !there(&seen) && self.room.pause(SETTLE).await {
            self.read().await
        } else {
            seen
        };
        match seen {
            Ok(seen) => self.judge(effect, seen).await,
            Err(error) => self.unread(effect, error).await,
        }
    }

    /// A write whose outcome nobody knows: read, and only read.
    pub(super) async fn resolve(self, effect: Effect) -> Result<()> {
        match self.read().await {
            Ok(seen) => self.judge(effect, seen).await,
            Err(error) => self.unread(effect, error).await,
        }
    }

    async fn judge(self, effect: Effect, seen: Option<PublishedAnswer>) -> Result<()> {
        match seen {
            Some(there) if is_ours(&effect, &there) && is_refused(&there) => {
                self.refused_by_moderators(effect, there).await
            }
            Some(there) if is_ours(&effect, &there) => self.done(effect, there).await,
            // Where answers have names ours may stand beside another's, or come later.
            Some(there) if self.is_anothers(&effect, &there) => {
                self.answered_elsewhere(there, Some(effect)).await
            }
            _ if is_missing(&effect, self.room.now()) => self.rearm(effect).await,
            _ => self.not_shown(effect).await,
        }
    }

    /// Somebody else's answer stands where ours would. A refused one, and the one that ours takes
    /// the place of, are no answers.
    fn is_anothers(&self, effect: &Effect, there: &PublishedAnswer) -> bool {
        let before = self.subject.answer_text.as_deref();
        let replaced = before.is_some_and(|before| same_text(&there.text, before));
        let mends = effect
            .wanted
            .request
            .get("replaces")
            .is_some_and(|id| !id.is_null());
        let before = is_refused(there) || mends && replaced;
        !before && receipt(effect).is_none()
    }

    /// Not shown yet: it is read again later, and after hours a person is told.
    async fn not_shown(self, effect: Effect) -> Result<()> {
        let (lease, subject, now) = (self.lease, self.subject, self.room.now());
        self.room
            .store
            .write(move |tx| {
                Box::pin(async move {
                    lease.hold(tx, now).await?;
                    unseen(tx, &effect, now).await?;
                    doubted(tx, &effect, &subject, now).await?;
                    lease.unknown(tx, now).await
                })
            })
            .await
    }

    /// It cannot be read. A target that is gone for long will not come back; anything else passes,
    /// and the worker decides when to look again.
    async fn unread(self, effect: Effect, error: EngineError) -> Result<()> {
        let now = self.room.now();
        let gone =
            matches!(&error, EngineError::Marketplace(error) if error.kind == ErrorKind::NotFound);
        let since = effect.sought_since.unwrap_or(now);
        if gone && now >= since + SURE_AFTER {
            return self.target_gone(effect, error).await;
        }
        self.keep_unknown(&effect, &error).await?;
        Err(error)
    }

    /// The answer to the request never came.
    pub(super) async fn unknown(self, effect: Effect, error: MarketplaceError) -> Result<()> {
        self.keep_unknown(&effect, &EngineError::from(error))
            .await?;
        let (lease, now) = (self.lease, self.room.now());
        self.room
            .store
            .write(move |tx| Box::pin(async move { lease.unknown(tx, now).await }))
            .await
    }

    async fn keep_unknown(&self, effect: &Effect, error: &EngineError) -> Result<()> {
        let now = self.room.now();
        let problem = Problem::of(error, now).value();
        let (lease, subject, effect) = (self.lease.clone(), self.subject.clone(), effect.clone());
        self.room
            .store
            .write(move |tx| {
                Box::pin(async move {
                    lease.hold(tx, now).await?;
                    store::effect::set_unknown(tx, effect.id, Some(&problem), now).await?;
                    doubted(tx, &effect, &subject, now).await?;
                    Ok::<(), EngineError>(())
                })
            })
            .await
    }

    /// Read often enough: it is not there, so it may be sent.
    async fn rearm(self, effect: Effect) -> Result<()> {
        let (lease, now) = (self.lease, self.room.now());
        let key = (self.subject.kind, self.subject.id);
        self.room
            .store
            .write(move |tx| {
                Box::pin(async move {
                    lease.hold(tx, now).await?;
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
}
