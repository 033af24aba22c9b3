//! How a change ends: its row, its line in the journal, and a warning where the old value stands
//! although somebody agreed to another.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::{Act, AlertKind, AlertLevel, Outcome, Undo};
use store::Tx;
use store::account::Account;
use store::activity::NewActivity;
use store::alert::NewAlert;
use store::proposal::{Proposal, ProposalState};

use super::verb::Verb;
use crate::error::Result;

/// What is said of every end of one kind of changes in one shop.
#[derive(Debug, Clone)]
pub(super) struct Ended {
    account: Account,
    act: &'static str,
    reversible: fn(&Proposal) -> bool,
}

impl Ended {
    pub(super) fn of<V: Verb>(account: &Account) -> Self {
        Self {
            account: account.clone(),
            act: V::ACT,
            reversible: |proposal| {
                let content = serde_json::from_value::<V>(proposal.wanted.content.clone());
                content.is_ok_and(|change| change.before().is_some())
            },
        }
    }

    /// Keeps an end, tells it, and warns where that is needed.
    pub(super) async fn keep(
        &self,
        tx: &mut Tx,
        id: i64,
        (state, outcome): (ProposalState, Outcome),
        words: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let proposal = store::proposal::end(tx, id, state, words, now).await?;
        let entry = self.entry(tx, &proposal, outcome).await?;
        let row = store::activity::append(tx, &entry, now).await?;
        store::proposal::set_told(tx, id, row).await?;
        let warns = matches!(state, ProposalState::Held | ProposalState::Different);
        if warns {
            store::alert::raise(tx, &self.alert(&proposal), now).await?;
        } else if state == ProposalState::Done {
            store::alert::clear(tx, &cause(&proposal), now).await?;
        }
        Ok(())
    }

    async fn entry(
        &self,
        tx: &mut Tx,
        proposal: &Proposal,
        outcome: Outcome,
    ) -> Result<NewActivity> {
        let verdict = store::verdict::get(tx.conn(), proposal.wanted.verdict).await?;
        let undoes = match proposal.wanted.undoes {
            Some(id) => store::proposal::get(tx.conn(), id).await?.told,
            None => None,
        };
        let told = |reason: &domain::Reason| match &reason.detail {
            Some(detail) => format!("{}:{detail}", reason.code),
            None => reason.code.clone(),
        };
        let mut why: Vec<String> = verdict.verdict.reasons.iter().map(told).collect();
        why.extend(
            proposal
                .words
                .as_ref()
                .map(|words| format!("marketplace:{words}")),
        );
        Ok(NewActivity {
            account: Some(self.account.id),
            marketplace: Some(self.account.marketplace.clone()),
            actor: proposal.wanted.actor,
            act: Act(self.act.to_owned()),
            outcome,
            why,
            rules: verdict.verdict.rules,
            pack: Some(format!(
                "{} {}",
                verdict.verdict.pack, verdict.verdict.pack_date
            )),
            before: proposal.wanted.before.clone(),
            after: proposal.wanted.after.clone(),
            effect_key: Some(format!("change:{}", proposal.id)),
            undo: self.undo(proposal),
            undoes,
            ..NewActivity::note(
                proposal.wanted.partner,
                self.act,
                proposal.wanted.subject.clone(),
            )
        })
    }

    fn undo(&self, proposal: &Proposal) -> Undo {
        match proposal.state {
            ProposalState::Done if proposal.attempts == 0 => Undo::None,
            ProposalState::Done if (self.reversible)(proposal) => Undo::Change {
                proposal: proposal.id,
            },
            ProposalState::Done => Undo::Impossible {
                reason: "not_in_api".to_owned(),
            },
            _ => Undo::None,
        }
    }

    fn alert(&self, proposal: &Proposal) -> NewAlert {
        let title = match proposal.state {
            ProposalState::Held => "alert.change_held",
            _ => "alert.change_different",
        };
        let words = proposal.words.clone().unwrap_or_default();
        NewAlert {
            partner: proposal.wanted.partner,
            account: Some(self.account.id),
            cause: cause(proposal),
            kind: AlertKind::Change,
            level: AlertLevel::Warn,
            title_key: title.to_owned(),
            detail: BTreeMap::from([
                ("subject".to_owned(), proposal.wanted.subject.clone()),
                ("words".to_owned(), words),
            ]),
            page: "/activity".to_owned(),
        }
    }
}

fn cause(proposal: &Proposal) -> String {
    let wanted = &proposal.wanted;
    format!(
        "change:{}:{}:{}",
        wanted.account,
        wanted.kind.as_str(),
        wanted.target
    )
}
