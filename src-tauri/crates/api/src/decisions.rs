//! What a person decides. This is the whole hand of those who only watch and decide: the engine's
//! room is in here and is given to nobody, so that a handler of that role can write nothing else.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::{ActivityId, AlertId, DraftId, SubjectKind, Undo};
use engine::answering::{self, Undone};
use engine::{EngineError, Room, changing};

use crate::caller::Role;
use crate::error::ApiError;

/// Decisions, kept under the name of the one who makes them.
pub(crate) struct Decisions {
    room: Arc<Room>,
    by: &'static str,
}

impl Decisions {
    /// Of somebody in that role.
    pub(crate) fn of(room: Arc<Room>, role: Role) -> Self {
        let by = match role {
            Role::Partner => "partner",
            Role::Owner => "owner",
            Role::Admin => "admin",
        };
        Self { room, by }
    }

    /// Approves a draft, as it is or with a text of one's own.
    pub(crate) async fn approve(&self, id: DraftId, text: Option<String>) -> Result<(), ApiError> {
        Ok(answering::approve(&self.room, id, text, self.by).await?)
    }

    /// Rejects a draft.
    pub(crate) async fn reject(&self, id: DraftId, reason: &str) -> Result<(), ApiError> {
        Ok(answering::reject(&self.room, id, reason, self.by).await?)
    }

    /// Wants another draft.
    pub(crate) async fn regenerate(&self, kind: SubjectKind, id: i64) -> Result<(), ApiError> {
        Ok(answering::regenerate(&self.room, kind, id).await?)
    }

    /// Takes an approved answer back before it leaves.
    pub(crate) async fn cancel(&self, id: DraftId) -> Result<(), ApiError> {
        Ok(answering::cancel(&self.room, id, self.by).await?)
    }

    /// Approves those drafts about which only the owner's level asks; how many.
    pub(crate) async fn approve_confident(&self, drafts: Vec<DraftId>) -> Result<u32, ApiError> {
        Ok(answering::approve_confident(&self.room, drafts, self.by).await?)
    }

    /// Takes an act back.
    pub(crate) async fn undo(
        &self,
        id: ActivityId,
        text: Option<String>,
    ) -> Result<Undone, ApiError> {
        let act = store::activity::get(&mut *self.room.store.read().await?, id).await?;
        if let Undo::Change { proposal } = act.entry.undo {
            changing::undo(&self.room, proposal, self.by).await?;
            return Ok(Undone::UnderWay);
        }
        Ok(answering::undo(&self.room, id, text, self.by).await?)
    }

    /// Agrees to a change that waits, or wants it no more.
    pub(crate) async fn decide(&self, id: i64, yes: bool) -> Result<(), ApiError> {
        changing::decide(&self.room, id, yes, self.by).await?;
        Ok(())
    }

    /// Wants to hear nothing of an alert until then.
    pub(crate) async fn snooze(&self, id: AlertId, until: DateTime<Utc>) -> Result<(), ApiError> {
        let kept = self.room.store.write(move |tx| {
            Box::pin(async move {
                store::alert::snooze(tx, id, until).await?;
                Ok::<(), EngineError>(())
            })
        });
        Ok(kept.await?)
    }

    /// Puts an alert aside until its cause has gone away once.
    pub(crate) async fn close(&self, id: AlertId, now: DateTime<Utc>) -> Result<(), ApiError> {
        let kept = self.room.store.write(move |tx| {
            Box::pin(async move {
                store::alert::close(tx, id, now).await?;
                Ok::<(), EngineError>(())
            })
        });
        Ok(kept.await?)
    }
}
