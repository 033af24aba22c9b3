//! Applying a shop's changes of one kind: those that left are looked for first, then the next ones
//! leave, as many at once as the marketplace takes.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::{AccountId, Approved, ChangeKind, Outcome};
use marketplaces::{Changes, ErrorKind, MarketplaceError, Taken};
use queue::Task;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::Tx;
use store::proposal::{Proposal, ProposalState};

use super::end::Ended;
use super::verb::{Verb, with_verb};
use crate::error::{EngineError, Result};
use crate::lease::{Lease, leave_by};
use crate::problem::Problem;
use crate::room::Room;
use crate::shops::OpenShop;

/// Changes that one run holds in hand.
pub(super) const AT_ONCE: usize = 500;
/// How long a marketplace may take to show what it accepted.
const SETTLE: Duration = Duration::from_secs(3);

/// What an applying task carries.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct ApplyTask {
    pub(crate) kind: ChangeKind,
    /// Only what takes something back: that goes on while all else stands still.
    #[serde(default)]
    pub(crate) undoing: bool,
}

/// A run.
pub(super) struct Applying<'a> {
    pub(super) room: &'a Room,
    pub(super) open: Arc<OpenShop>,
    pub(super) lease: Lease,
    pub(super) task: ApplyTask,
}

/// A change on its way out.
pub(super) struct Leaving<V> {
    pub(super) proposal: Proposal,
    pub(super) approved: Approved<V>,
}

pub(crate) async fn run(room: &Room, lease: Lease, task: ApplyTask) -> Result<()> {
    let open = room.open_shop(lease.account()?).await?;
    let applying = Applying {
        room,
        open,
        lease,
        task,
    };
    with_verb!(task.kind, V => Box::pin(applying.go_on::<V>()).await)
}

impl Applying<'_> {
    async fn go_on<V: Verb>(self) -> Result<()> {
        let open = Arc::clone(&self.open);
        let Some(by) = V::changes(open.shop.as_ref()) else {
            return self.not_offered::<V>().await;
        };
        self.look(by).await?;
        let mut taken = false;
        // What a marketplace refuses as a whole is sent again in halves: one of them is at fault.
        let mut heaps = vec![self.next::<V>(by.most()).await?];
        while let Some(heap) = heaps.pop() {
            let leaving = self.leave(by, &heap).await?;
            match self.send(by, leaving).await? {
                Sent::Taken => taken = true,
                Sent::Nothing => {}
                Sent::Refused => {
                    let (one, other) = heap.split_at(heap.len() / 2);
                    heaps.extend([other.to_vec(), one.to_vec()]);
                }
            }
        }
        if taken && self.room.pause(SETTLE).await {
            self.look(by).await?;
        }
        self.finish().await
    }

    /// The next changes that may leave together, by their rows.
    async fn next<V: Verb>(&self, most: usize) -> Result<Vec<i64>> {
        let limit = i64::try_from(most.clamp(1, AT_ONCE)).unwrap_or(1);
        let mut conn = self.room.store.read().await?;
        let (account, undoing) = (self.lease.account()?, self.task.undoing);
        let ready = store::proposal::ready(&mut conn, account, V::KIND, undoing, limit).await?;
        Ok(ready.into_iter().map(|proposal| proposal.id).collect())
    }

    async fn send<V: Verb>(&self, by: &dyn Changes<V>, leaving: Vec<Leaving<V>>) -> Result<Sent> {
        if leaving.is_empty() {
            return Ok(Sent::Nothing);
        }
        let until = leave_by(self.room);
        let wanted: Vec<_> = leaving
            .iter()
            .map(|leaving| leaving.approved.clone().until(until))
            .collect();
        let ids: Vec<i64> = leaving.iter().map(|leaving| leaving.proposal.id).collect();
        match by.write(&wanted).await {
            Ok(outcomes) => self
                .outcomes::<V>(&ids, outcomes)
                .await
                .map(|()| Sent::Taken),
            Err(error) if error.may_have_happened => {
                self.unknown(&ids, &error).await.map(|()| Sent::Taken)
            }
            Err(error) => self.not_sent::<V>(&ids, error).await,
        }
    }

    /// Each has its own outcome; one that the marketplace says nothing of is looked for.
    async fn outcomes<V: Verb>(&self, ids: &[i64], outcomes: Vec<Taken>) -> Result<()> {
        let now = self.room.now();
        let ended = Ended::of::<V>(&self.open.account);
        let mut outcomes = outcomes.into_iter();
        let each: Vec<(i64, Option<Taken>)> = ids.iter().map(|id| (*id, outcomes.next())).collect();
        self.write(move |tx| {
            Box::pin(async move {
                for (id, outcome) in each {
                    match outcome {
                        Some(Taken::Accepted(receipt)) => {
                            store::proposal::set_accepted(tx, id, &json!(receipt), now).await?;
                        }
                        Some(Taken::Refused(words)) => {
                            let to = (ProposalState::Refused, Outcome::Refused);
                            ended.keep(tx, id, to, Some(&words), now).await?;
                        }
                        None => {
                            store::proposal::set_unknown(tx, id, None, now).await?;
                        }
                    }
                }
                Ok(())
            })
        })
        .await
    }

    async fn unknown(&self, ids: &[i64], error: &MarketplaceError) -> Result<()> {
        let now = self.room.now();
        let problem = Problem::of(&EngineError::from(error.clone()), now).value();
        let ids = ids.to_vec();
        self.write(move |tx| {
            Box::pin(async move {
                for id in ids {
                    store::proposal::set_unknown(tx, id, Some(&problem), now).await?;
                }
                Ok(())
            })
        })
        .await
    }

    /// It is certain that nothing was changed.
    async fn not_sent<V: Verb>(&self, ids: &[i64], error: MarketplaceError) -> Result<Sent> {
        let now = self.room.now();
        let problem = Problem::of(&EngineError::from(error.clone()), now).value();
        let lasting = matches!(
            error.kind,
            ErrorKind::Rejected | ErrorKind::NotFound | ErrorKind::Unsupported
        );
        let alone = ids.len() == 1;
        let (ended, words) = (Ended::of::<V>(&self.open.account), error.message.clone());
        let ids = ids.to_vec();
        self.write(move |tx| {
            Box::pin(async move {
                for id in ids {
                    if lasting && alone {
                        let to = (ProposalState::Refused, Outcome::Refused);
                        ended.keep(tx, id, to, Some(&words), now).await?;
                    } else {
                        store::proposal::rearm(tx, id, Some(&problem), now).await?;
                    }
                }
                Ok(())
            })
        })
        .await?;
        match (lasting, alone) {
            (true, true) => Ok(Sent::Nothing),
            (true, false) => Ok(Sent::Refused),
            // The worker decides when to try again, by the kind of the error.
            (false, _) => Err(error.into()),
        }
    }

    /// The shop takes no such changes: each is told as refused.
    async fn not_offered<V: Verb>(self) -> Result<()> {
        let (ids, now) = (self.next::<V>(AT_ONCE).await?, self.room.now());
        let ended = Ended::of::<V>(&self.open.account);
        self.write(move |tx| {
            Box::pin(async move {
                for id in ids {
                    let to = (ProposalState::Refused, Outcome::Refused);
                    ended.keep(tx, id, to, Some("not_offered"), now).await?;
                }
                Ok(())
            })
        })
        .await?;
        self.finish().await
    }

    /// Ends the task, unless something is to be looked for or to be sent.
    async fn finish(self) -> Result<()> {
        let (now, account) = (self.room.now(), self.lease.account()?);
        let (lease, task) = (self.lease.clone(), self.task);
        let kept = self.room.store.write(move |tx| {
            Box::pin(async move {
                lease.hold(tx, now).await?;
                let conn = tx.conn();
                let open = store::proposal::open(conn, account, task.kind, 1).await?;
                let ready =
                    store::proposal::ready(conn, account, task.kind, task.undoing, 1).await?;
                match (open.is_empty(), ready.is_empty()) {
                    (_, false) => lease.snooze(tx, now, now).await,
                    (false, true) => lease.unknown(tx, now).await,
                    (true, true) => lease.complete(tx, 0, now).await,
                }
            })
        });
        kept.await?;
        self.room.wake();
        Ok(())
    }

    /// One transaction under the lease.
    pub(super) async fn write<F>(&self, work: F) -> Result<()>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> futures::future::BoxFuture<'t, Result<()>>
            + Send
            + 'static,
    {
        let (lease, now) = (self.lease.clone(), self.room.now());
        let kept = self.room.store.write(move |tx| {
            Box::pin(async move {
                lease.hold(tx, now).await?;
                work(tx).await
            })
        });
        kept.await
    }
}

/// What came of a request.
enum Sent {
    /// Taken, in part at least, or nobody knows.
    Taken,
    /// The marketplace refused all of it together.
    Refused,
    /// Nothing left, or each has ended.
    Nothing,
}

/// Whether something of that task has left whose end is not known.
///
/// # Errors
/// The store's.
pub(crate) async fn is_open(tx: &mut Tx, task: &Task) -> Result<bool> {
    let (Some(account), Ok(apply)) = of(task) else {
        return Ok(false);
    };
    let open = store::proposal::open(tx.conn(), account, apply.kind, 1).await?;
    Ok(!open.is_empty())
}

/// Keeps that a task is given up: what has not left never will.
///
/// # Errors
/// The store's.
pub(crate) async fn given_up(
    tx: &mut Tx,
    task: &Task,
    problem: &Problem,
    now: DateTime<Utc>,
) -> Result<()> {
    let (Some(account), Ok(apply)) = of(task) else {
        return Ok(());
    };
    let row = store::account::get(tx.conn(), account).await?;
    let limit = i64::try_from(AT_ONCE).unwrap_or(1);
    let ready =
        store::proposal::ready(tx.conn(), account, apply.kind, apply.undoing, limit).await?;
    let ended = with_verb!(apply.kind, V => Ended::of::<V>(&row));
    for proposal in ready {
        let to = (ProposalState::Failed, Outcome::Failed);
        ended
            .keep(tx, proposal.id, to, Some(&problem.message), now)
            .await?;
    }
    Ok(())
}

fn of(task: &Task) -> (Option<AccountId>, serde_json::Result<ApplyTask>) {
    (task.account, serde_json::from_value(task.payload.clone()))
}
