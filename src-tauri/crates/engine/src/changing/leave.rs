//! The last look before changes leave: what was seen when they were wanted must still stand, and
//! each needs its verdict and its yes, in the transaction that marks it as sent.

use domain::{Approved, Outcome};
use marketplaces::{Changes, ErrorKind, Receipt, Seen};
use store::proposal::{Proposal, ProposalState};

use super::apply::{Applying, Leaving};
use super::end::Ended;
use super::verb::Verb;
use crate::error::{EngineError, Result};

/// What stands there before a change leaves.
enum Standing {
    /// What was seen when it was wanted, as far as that was said.
    AsExpected,
    /// What is wanted stands there already.
    Already,
    /// Somebody changed it meanwhile; named here.
    Changed(String),
}

impl Applying<'_> {
    /// Marks those as sent that may leave; ends those that need not or must not.
    pub(super) async fn leave<V: Verb>(
        &self,
        by: &dyn Changes<V>,
        ids: &[i64],
    ) -> Result<Vec<Leaving<V>>> {
        let mut known = Vec::new();
        for (id, change) in self.wanted::<V>(ids).await? {
            let standing = standing(by, &change).await?;
            known.push((id, change, standing));
        }
        let (lease, now) = (self.lease.clone(), self.room.now());
        let ended = Ended::of::<V>(&self.open.account);
        let left = self.room.store.write(move |tx| {
            Box::pin(async move {
                lease.hold(tx, now).await?;
                let mut leaving = Vec::new();
                for (id, change, standing) in known {
                    let proposal = store::proposal::get(tx.conn(), id).await?;
                    // A person may have taken it back since it was looked at.
                    if proposal.state != ProposalState::Ready {
                        continue;
                    }
                    match standing {
                        Standing::AsExpected => {
                            let approved = approved(tx.conn(), &proposal, change).await?;
                            let proposal = store::proposal::set_sent(tx, id, now).await?;
                            leaving.push(Leaving { proposal, approved });
                        }
                        Standing::Already => {
                            let to = (ProposalState::Done, Outcome::Noted);
                            ended.keep(tx, id, to, Some("already_there"), now).await?;
                        }
                        Standing::Changed(words) => {
                            let to = (ProposalState::Different, Outcome::Failed);
                            let words = format!("changed_meanwhile: {words}");
                            ended.keep(tx, id, to, Some(&words), now).await?;
                        }
                    }
                }
                Ok::<_, EngineError>(leaving)
            })
        });
        left.await
    }

    /// What each of them wants. The reader is given back before the marketplace is asked.
    async fn wanted<V: Verb>(&self, ids: &[i64]) -> Result<Vec<(i64, V)>> {
        let mut conn = self.room.store.read().await?;
        let mut wanted = Vec::new();
        for id in ids {
            let proposal = store::proposal::get(&mut conn, *id).await?;
            wanted.push((*id, content(&proposal)?));
        }
        Ok(wanted)
    }
}

/// The content of a proposal. One that cannot be read was kept by a newer version.
pub(super) fn content<V: Verb>(proposal: &Proposal) -> Result<V> {
    serde_json::from_value(proposal.wanted.content.clone()).map_err(|_| EngineError::BadInput {
        field: "content",
        why: "this version cannot read it",
    })
}

async fn standing<V: Verb>(by: &dyn Changes<V>, change: &V) -> Result<Standing> {
    let nothing = Receipt::default();
    if V::ABSOLUTE && by.seen(change, &nothing).await? == Seen::There {
        return Ok(Standing::Already);
    }
    let Some(before) = change.before() else {
        return Ok(Standing::AsExpected);
    };
    match by.seen(&before, &nothing).await {
        Ok(Seen::Different(words)) => Ok(Standing::Changed(words)),
        Ok(_) => Ok(Standing::AsExpected),
        Err(error) if error.kind == ErrorKind::NotFound => Ok(Standing::Changed(error.message)),
        Err(error) => Err(error.into()),
    }
}

async fn approved<V: Verb>(
    conn: &mut store::SqliteConnection,
    proposal: &Proposal,
    change: V,
) -> Result<Approved<V>> {
    let verdict = store::verdict::get(conn, proposal.wanted.verdict).await?;
    Ok(match proposal.decision {
        Some(decision) => {
            let decision = store::proposal::decision(conn, decision).await?;
            Approved::by_person(change, &verdict.stored, &decision)?
        }
        None => Approved::by_rules(change, &verdict.stored)?,
    })
}
