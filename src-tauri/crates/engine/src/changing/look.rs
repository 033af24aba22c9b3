//! Looking for changes that left: there, under way, held back, refused, or taken without effect.

use chrono::{DateTime, TimeDelta, Utc};
use domain::Outcome;
use marketplaces::{Changes, ErrorKind, Receipt, Seen};
use store::Tx;
use store::proposal::{Proposal, ProposalState};

use super::apply::{AT_ONCE, Applying};
use super::end::Ended;
use super::leave::content;
use super::verb::Verb;
use crate::error::Result;

/// A change whose request was lost, and that no reading shows for so long, was not made.
const SURE_AFTER: TimeDelta = TimeDelta::minutes(5);
/// As many readings at least.
const SURE_READINGS: u32 = 3;
/// A change that was accepted must show within this: marketplaces take much that they never do.
const SHOWN_WITHIN: TimeDelta = TimeDelta::minutes(30);
/// What a marketplace is at for so long is given up.
const PENDING_FOR: TimeDelta = TimeDelta::hours(24);

/// What a reading means.
enum Found {
    Ended(ProposalState, Outcome, Option<String>),
    /// It is certain that it never arrived.
    Missing,
    NotYet,
}

impl Applying<'_> {
    /// Looks at all that left.
    pub(super) async fn look<V: Verb>(&self, by: &dyn Changes<V>) -> Result<()> {
        let account = self.lease.account()?;
        let limit = i64::try_from(AT_ONCE).unwrap_or(1);
        let mut conn = self.room.store.read().await?;
        let open = store::proposal::open(&mut conn, account, V::KIND, limit).await?;
        drop(conn);
        for proposal in open {
            let seen = by
                .seen(&content::<V>(&proposal)?, &receipt(&proposal))
                .await;
            let seen = match seen {
                Err(error) if error.kind == ErrorKind::NotFound => Seen::Different(error.message),
                seen => seen?,
            };
            self.settle::<V>(proposal, seen).await?;
        }
        Ok(())
    }

    async fn settle<V: Verb>(&self, proposal: Proposal, seen: Seen) -> Result<()> {
        let now = self.room.now();
        let ended = Ended::of::<V>(&self.open.account);
        self.write(move |tx| Box::pin(async move { keep(tx, &ended, &proposal, seen, now).await }))
            .await
    }
}

async fn keep(
    tx: &mut Tx,
    ended: &Ended,
    proposal: &Proposal,
    seen: Seen,
    now: DateTime<Utc>,
) -> Result<()> {
    match found(proposal, seen, now) {
        Found::Ended(state, outcome, words) => {
            let to = (state, outcome);
            ended.keep(tx, proposal.id, to, words.as_deref(), now).await
        }
        Found::Missing => {
            store::proposal::rearm(tx, proposal.id, None, now).await?;
            Ok(())
        }
        Found::NotYet => {
            store::proposal::not_seen(tx, proposal.id, now).await?;
            Ok(())
        }
    }
}

fn found(proposal: &Proposal, seen: Seen, now: DateTime<Utc>) -> Found {
    let since = proposal.sought_since.unwrap_or(now);
    let often = proposal.readings + 1 >= SURE_READINGS;
    let accepted = proposal.state == ProposalState::Accepted;
    match seen {
        Seen::There => Found::Ended(ProposalState::Done, Outcome::Verified, None),
        Seen::Held(words) => Found::Ended(ProposalState::Held, Outcome::Refused, Some(words)),
        Seen::Refused(words) => Found::Ended(ProposalState::Refused, Outcome::Refused, Some(words)),
        Seen::Pending if now - since >= PENDING_FOR => Found::Ended(
            ProposalState::Failed,
            Outcome::Failed,
            Some("no_end".to_owned()),
        ),
        Seen::Different(words) if accepted && often && now - since >= SHOWN_WITHIN => {
            Found::Ended(ProposalState::Different, Outcome::Failed, Some(words))
        }
        Seen::Different(_) if !accepted && often && now - since >= SURE_AFTER => Found::Missing,
        Seen::Pending | Seen::Different(_) => Found::NotYet,
    }
}

/// What the marketplace said when it took it.
fn receipt(proposal: &Proposal) -> Receipt {
    let said = proposal.receipt.clone().unwrap_or_default();
    serde_json::from_value(said).unwrap_or_default()
}

#[cfg(test)]
mod tests;
