//! Proposing a change, deciding about it, taking one back.

use chrono::{DateTime, Utc};
use domain::{Actor, Change as _, ChangeKind, Decision, ExternalId, ListingId, Verdict};
use serde_json::Value;
use store::Tx;
use store::account::Account;
use store::proposal::{NewProposal, Proposal, ProposalState};

use super::judge::judge;
use super::leave::content;
use super::schedule;
use super::verb::{Verb, with_verb};
use crate::error::{EngineError, Result};
use crate::room::Room;

/// A proposal as the rules see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposed {
    /// The stored change.
    pub proposal: Proposal,
    /// What the rules said.
    pub verdict: Verdict,
    /// The nearest content that the marketplace would take, where it would not take this one.
    pub nearest: Option<Value>,
}

/// Keeps a change that somebody wants, with what the rules say about it. A person decides next.
///
/// # Errors
/// `BadInput` for content of another form or a shop that takes no such changes; a conflict when
/// another change of the same target is under way; what the store and the keychain say.
pub async fn propose(
    room: &Room,
    kind: ChangeKind,
    wanted: Value,
    actor: Actor,
) -> Result<Proposed> {
    with_verb!(kind, V => Box::pin(proposed::<V>(room, read::<V>(wanted)?, actor, None)).await)
}

/// A person's word on a change that waits.
///
/// # Errors
/// When it was decided before.
pub async fn decide(room: &Room, id: i64, yes: bool, by: &str) -> Result<Proposal> {
    let (now, by) = (room.now(), by.to_owned());
    let kept = room
        .store
        .write(move |tx| Box::pin(async move { decided(tx, id, yes, &by, now).await }));
    let kept = kept.await?;
    room.wake();
    Ok(kept)
}

/// Takes a change back that has not left.
///
/// # Errors
/// When it has left or ended.
pub async fn cancel(room: &Room, id: i64, by: &str) -> Result<Proposal> {
    decide(room, id, false, by).await
}

/// Brings back what stood there before a change.
///
/// # Errors
/// `BadInput` when it cannot be taken back; a conflict when it is being taken back or another
/// change of the same target is under way.
pub async fn undo(room: &Room, id: i64, by: &str) -> Result<Proposal> {
    let mut conn = room.store.read().await?;
    let known = store::proposal::get(&mut conn, id).await?;
    let undone = store::proposal::undone_by(&mut conn, id).await?;
    drop(conn);
    let ended_well = |state| matches!(state, ProposalState::Done);
    if !ended_well(known.state)
        || undone.is_some_and(|undo| undo.ended_at.is_none() || ended_well(undo.state))
    {
        return Err(EngineError::Conflict("change"));
    }
    let proposed = with_verb!(known.wanted.kind, V => {
        let back = content::<V>(&known)?.before().ok_or(EngineError::BadInput {
            field: "id",
            why: "this change cannot be taken back",
        })?;
        Box::pin(proposed::<V>(room, back, Actor::Person, Some(id))).await
    })?;
    if proposed.verdict.decision == Decision::Refuse {
        let broken = proposed
            .verdict
            .reasons
            .into_iter()
            .map(|reason| reason.code);
        return Err(EngineError::BreaksRules(broken.collect()));
    }
    decide(room, proposed.proposal.id, true, by).await
}

pub(super) fn read<V: Verb>(wanted: Value) -> Result<V> {
    serde_json::from_value(wanted).map_err(|_| EngineError::BadInput {
        field: "content",
        why: "not a change of this kind",
    })
}

async fn proposed<V: Verb>(
    room: &Room,
    change: V,
    actor: Actor,
    undoes: Option<i64>,
) -> Result<Proposed> {
    let open = room.open_shop(change.account()).await?;
    let by = V::changes(open.shop.as_ref()).ok_or(EngineError::BadInput {
        field: "account",
        why: "this marketplace takes no such changes",
    })?;
    let (verdict, nearest) = judge(&change, by, &open.rules);
    let nearest = nearest.and_then(|nearest| serde_json::to_value(nearest).ok());
    let (account, now, said) = (open.account.clone(), room.now(), verdict.clone());
    let kept = room.store.write(move |tx| {
        Box::pin(async move { kept(tx, &account, &change, (actor, undoes), &said, now).await })
    });
    Ok(Proposed {
        proposal: kept.await?,
        verdict,
        nearest,
    })
}

async fn kept<V: Verb>(
    tx: &mut Tx,
    account: &Account,
    change: &V,
    (actor, undoes): (Actor, Option<i64>),
    verdict: &Verdict,
    now: DateTime<Utc>,
) -> Result<Proposal> {
    let digest = change.digest();
    let stored = store::verdict::add(tx, None, &digest, verdict, now).await?;
    let (before, after) = change.told();
    let new = NewProposal {
        partner: account.partner,
        account: account.id,
        kind: V::KIND,
        target: change.target(),
        content: serde_json::to_value(change).unwrap_or_default(),
        digest,
        verdict: stored.id(),
        actor,
        subject: subject(tx, account, change).await?,
        before,
        after,
        undoes,
    };
    let kept = store::proposal::propose(tx, &new, verdict.decision, now).await?;
    if kept.state == ProposalState::Ready {
        let undoing = undoes.is_some();
        schedule(tx, account.partner, account.id, V::KIND, undoing, now).await?;
    }
    Ok(kept)
}

/// What a change is about, for people: the listing's title, else the marketplace's identity.
async fn subject<V: Verb>(tx: &mut Tx, account: &Account, change: &V) -> Result<String> {
    let target = change.target();
    let named = ExternalId::from(target.split('\u{1f}').next().unwrap_or(&target));
    let listing: Option<ListingId> = store::listing::find(tx.conn(), account.id, &named).await?;
    Ok(match listing {
        Some(listing) => store::listing::get(tx.conn(), listing).await?.title,
        None => named.to_string(),
    })
}

async fn decided(
    tx: &mut Tx,
    id: i64,
    yes: bool,
    by: &str,
    now: DateTime<Utc>,
) -> Result<Proposal> {
    let kept = store::proposal::decide(tx, id, yes, by, now).await?;
    if yes {
        let (wanted, undoing) = (&kept.wanted, kept.wanted.undoes.is_some());
        schedule(
            tx,
            wanted.partner,
            wanted.account,
            wanted.kind,
            undoing,
            now,
        )
        .await?;
    }
    Ok(kept)
}
