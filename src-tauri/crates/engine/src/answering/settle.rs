//! How a sending ends: shown, refused, answered by somebody else, or unknown
//! until reading tells.

use chrono::{DateTime, Utc};
use domain::{AnswerState, Outcome, PublishedAnswer, Undo};
use marketplaces::{ErrorKind, MarketplaceError};
use serde_json::json;
use store::answer::State;
use store::effect::Effect;

use super::ledger;
use super::send::{READ_AGAIN, SETTLE, SURE_AFTER, Sending, same_text};
use crate::error::{EngineError, Result};
use crate::problem::Problem;
use crate::skills;

impl Sending<'_> {
    /// Accepted: the marketplace must show it. Until it does, the outcome is unknown.
    pub(super) async fn read_back(self, effect: Effect) -> Result<()> {
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
    pub(super) async fn resolve(self, effect: Effect) -> Result<()> {
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

    pub(super) async fn unknown(self, effect: Effect, error: MarketplaceError) -> Result<()> {
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
        let mut entry = self.entry(skills::of(self.task.kind).act(), outcome);
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
    pub(super) async fn answered_elsewhere(self, there: PublishedAnswer) -> Result<()> {
        let now = self.room.now();
        let mut entry = self.entry(skills::of(self.task.kind).act(), Outcome::Noted);
        entry.why = vec!["answered_elsewhere".to_owned()];
        entry.after = Some(there.text.clone());
        let (lease, kind, id) = (self.lease, self.subject.kind, self.subject.id);
        self.room
            .store
            .write(move |tx| {
                Box::pin(async move {
                    store::answer::set_shown(tx, kind, id, &there, None).await?;
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
