//! Changes at marketplaces.

use std::collections::HashMap;

use domain::{AccountId, Actor, PartnerId};
use engine::changing::Proposed;
use serde::Serialize;
use store::proposal::{Proposal, ProposalFilter, ProposalState};

use super::iso;
use crate::context::{Decide, Own, View};
use crate::error::ApiError;
use crate::view::change::{
    Change, ChangeKind, ChangeState, ChangesPage, ChangesQuery, DecideChange, ProposedChange,
};
use crate::view::draft::Verdict;

/// Changes under way that a page knows of.
const OPEN: i64 = 5000;

/// Changes by what they are about.
pub(crate) type Open = HashMap<(AccountId, String), Change>;

/// A partner's changes of a kind that have not ended.
pub(crate) async fn under_way(
    conn: &mut store::SqliteConnection,
    (partner, account): (PartnerId, Option<AccountId>),
    kind: domain::ChangeKind,
) -> Result<Open, ApiError> {
    let filter = ProposalFilter {
        account,
        kind: Some(kind),
        open: true,
        before: None,
    };
    let open = store::proposal::list(conn, partner, filter, OPEN).await?;
    let keyed = |row: Proposal| ((row.wanted.account, row.wanted.target.clone()), card(row));
    Ok(open.into_iter().map(keyed).collect())
}

/// A partner's changes.
pub(crate) async fn list(view: &View, query: ChangesQuery) -> Result<ChangesPage, ApiError> {
    let Some(partner) = view.maybe_partner().await? else {
        let (rows, next) = (Vec::new(), None);
        return Ok(ChangesPage { rows, next });
    };
    let filter = ProposalFilter {
        account: query.account.map(AccountId),
        kind: query.kind.map(Into::into),
        open: query.open,
        before: query.after,
    };
    let limit = i64::from(query.limit.clamp(1, 200));
    let mut conn = view.read().await?;
    let mut rows = store::proposal::list(&mut conn, partner, filter, limit + 1).await?;
    let more = store::page::cut(&mut rows, limit);
    Ok(ChangesPage {
        next: rows.last().filter(|_| more).map(|row| row.id),
        rows: rows.into_iter().map(card).collect(),
    })
}

/// A person's word on a change that waits.
pub(crate) async fn decide(decide: &Decide, args: DecideChange) -> Result<Change, ApiError> {
    own(&decide.view, args.id).await?;
    decide.decisions.decide(args.id, args.yes).await?;
    own(&decide.view, args.id).await.map(card)
}

/// Somebody else's change is not found.
async fn own(view: &View, id: i64) -> Result<Proposal, ApiError> {
    let partner = view.maybe_partner().await?;
    let found = store::proposal::get(&mut *view.read().await?, id).await?;
    match partner == Some(found.wanted.partner) {
        true => Ok(found),
        false => Err(ApiError::not_found("change")),
    }
}

/// Asks the rules about a change that a person wants.
pub(crate) async fn propose<C>(own: &Own, wanted: &C) -> Result<Proposed, ApiError>
where
    C: domain::Change + Serialize,
{
    let content = serde_json::to_value(wanted).unwrap_or_default();
    let proposed = engine::changing::propose(own.room(), C::KIND, content, Actor::Person);
    Ok(proposed.await?)
}

/// A proposal with what the rules said.
pub(crate) fn proposed(proposed: Proposed, nearest: Option<String>) -> ProposedChange {
    let (said, at) = (proposed.verdict, iso(proposed.proposal.created_at));
    ProposedChange {
        change: card(proposed.proposal),
        verdict: Verdict {
            decision: said.decision.into(),
            reasons: said.reasons.into_iter().map(Into::into).collect(),
            rules: said.rules.into_iter().map(Into::into).collect(),
            pack: said.pack,
            pack_date: said.pack_date,
            at,
        },
        nearest,
    }
}

/// A change for a screen.
pub(crate) fn card(row: Proposal) -> Change {
    Change {
        id: row.id,
        account: row.wanted.account.0,
        kind: row.wanted.kind.into(),
        subject: row.wanted.subject,
        before: row.wanted.before,
        after: row.wanted.after,
        state: state(row.state),
        words: row.words,
        at: iso(row.created_at),
        ended_at: row.ended_at.map(iso),
        told: row.told.map(|id| id.0),
    }
}

fn state(state: ProposalState) -> ChangeState {
    match state {
        ProposalState::Waiting => ChangeState::Waiting,
        ProposalState::Ready => ChangeState::Ready,
        ProposalState::Sent => ChangeState::Sent,
        ProposalState::Accepted => ChangeState::Accepted,
        ProposalState::Unknown => ChangeState::Unknown,
        ProposalState::Done => ChangeState::Done,
        ProposalState::Held => ChangeState::Held,
        ProposalState::Refused => ChangeState::Refused,
        ProposalState::Different => ChangeState::Different,
        ProposalState::Cancelled => ChangeState::Cancelled,
        ProposalState::Failed => ChangeState::Failed,
    }
}

macro_rules! same_kinds {
    ($($kind:ident),+) => {
        impl From<ChangeKind> for domain::ChangeKind {
            fn from(kind: ChangeKind) -> Self {
                match kind {
                    $(ChangeKind::$kind => Self::$kind,)+
                }
            }
        }

        impl From<domain::ChangeKind> for ChangeKind {
            fn from(kind: domain::ChangeKind) -> Self {
                match kind {
                    $(domain::ChangeKind::$kind => Self::$kind,)+
                }
            }
        }
    };
}

same_kinds!(
    Price, Stock, Parcel, Supply, Return, Chat, Campaign, Card, Promotion, Pin
);
