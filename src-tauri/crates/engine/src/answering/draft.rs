//! Writing a draft and acting on its verdict.

use chrono::{DateTime, TimeDelta, Utc};
use domain::approved::Content;
use domain::{Act, Autonomy, Decision, DraftId, Outcome, Reason, Verdict};
use store::Tx;
use store::answer::{Answerable, State};
use store::draft::NewDraft;

use super::gather::{Gathered, gather};
use super::{DRAFT, DraftTask, ledger, send};
use crate::error::{EngineError, Result};
use crate::lease::Lease;
use crate::pen::Penned;
use crate::room::Room;
use crate::spending;

/// States from which a draft may be written that a person asked for. Without a person: only the
/// first ones, so that nothing takes the place of what a person asked for or decided on.
const FROM: [State; 7] = [
    State::Unanswered,
    State::Drafting,
    State::Draft,
    State::Waiting,
    State::Rejected,
    State::Refused,
    State::Failed,
];

/// Whether a draft still has its place there.
fn wanted(subject: &Answerable, task: &DraftTask) -> bool {
    let untouched = [State::Unanswered, State::Drafting].contains(&subject.state);
    let asked = task.asked_by_person && FROM.contains(&subject.state);
    !subject.is_answered() && (untouched || asked)
}

/// Writes, judges, and asks, schedules or refuses: all in the transaction that
/// closes the task.
pub(crate) async fn draft(room: &Room, lease: Lease, task: DraftTask) -> Result<()> {
    let open = room.open_shop(lease.account()?).await?;
    let gathered = gather(
        &mut *room.store.read().await?,
        &open.rules,
        task.kind,
        task.subject,
    )
    .await?;
    if !wanted(&gathered.subject, &task) {
        return lease.drop_task(room, "answered meanwhile").await;
    }
    if lease.reserved() < room.reserve() {
        return reserve_more(room, lease).await;
    }
    let penned = room.pen.write(&gathered.brief, lease.reserved()).await?;
    let mut verdict = gathered.judge(&open.rules, penned.written.as_draft())?;
    if verdict.decision == Decision::Send {
        ask_where_a_person_is_wanted(&mut verdict, &task, &penned);
    }
    let wrote = Wrote {
        gathered,
        penned,
        verdict,
        lease,
        task,
    };
    let now = room.now();
    room.store
        .write(move |tx| Box::pin(async move { wrote.keep(tx, now).await }))
        .await?;
    room.wake();
    Ok(())
}

/// It was pushed when a text cost less: it comes back at once, with the present price reserved.
async fn reserve_more(room: &Room, lease: Lease) -> Result<()> {
    let (now, reserve) = (room.now(), room.reserve());
    room.store
        .write(move |tx| {
            Box::pin(async move {
                lease.snooze(tx, now, now).await?;
                queue::set_reserve(tx.conn(), DRAFT, reserve).await?;
                Ok::<(), EngineError>(())
            })
        })
        .await?;
    room.wake();
    Ok(())
}

fn ask_where_a_person_is_wanted(verdict: &mut Verdict, task: &DraftTask, penned: &Penned) {
    let code = match (task.asked_by_person, penned.written.needs_person) {
        (true, _) => "autonomy_ask",
        (false, true) if penned.written.model.is_none() => "template_only",
        (false, true) => "low_confidence",
        (false, false) => return,
    };
    verdict.decision = Decision::Ask;
    verdict.reasons.push(Reason {
        code: code.to_owned(),
        detail: None,
    });
}

/// Everything that one drafting stores.
struct Wrote {
    gathered: Gathered,
    penned: Penned,
    verdict: Verdict,
    lease: Lease,
    task: DraftTask,
}

impl Wrote {
    /// While the text was being written the buyer may have written something else, or somebody may
    /// have answered: it was paid for, and is not used.
    async fn keep(self, tx: &mut Tx, now: DateTime<Utc>) -> Result<()> {
        let subject = &self.gathered.subject;
        let present = store::answer::get(tx.conn(), subject.kind, subject.id).await?;
        if !wanted(&present, &self.task) {
            self.keep_usage(tx, now).await?;
            return self.lease.complete(tx, self.cost(), now).await;
        }
        if crate::heard::digest(&present) != self.gathered.heard() {
            self.keep_usage(tx, now).await?;
            return self.lease.again(tx, self.cost(), now).await;
        }
        self.keep_draft(tx, now).await
    }

    async fn keep_draft(self, tx: &mut Tx, now: DateTime<Utc>) -> Result<()> {
        let subject = &self.gathered.subject;
        let new = self.new_draft();
        let draft = store::draft::add(tx, &new, now).await?;
        let digest = self.gathered.answer(&new.text).digest();
        let stored = store::verdict::add(tx, Some(draft), &digest, &self.verdict, now).await?;
        self.keep_usage(tx, now).await?;
        let key = (subject.kind, subject.id);
        match self.verdict.decision {
            Decision::Send => {
                let at = now + TimeDelta::seconds(i64::from(self.gathered.delay_seconds));
                store::answer::set_state(tx, key, &FROM, State::Scheduled, Some(draft), Some(at))
                    .await?;
                send::schedule(tx, subject, draft, None, at, now).await?;
            }
            Decision::Ask if self.only_a_draft() => {
                store::answer::set_state(tx, key, &FROM, State::Draft, Some(draft), None).await?;
                self.note(tx, &new, Act::DRAFTED, Outcome::Noted, now)
                    .await?;
            }
            Decision::Ask => {
                let ids = (subject.account, draft, stored.id());
                store::approval::ask(tx, ids, None, subject.due_at, now).await?;
                store::answer::set_state(
                    tx,
                    key,
                    &FROM,
                    State::Waiting,
                    Some(draft),
                    subject.due_at,
                )
                .await?;
                self.note(tx, &new, Act::ASKED_PERSON, Outcome::Waiting, now)
                    .await?;
            }
            Decision::Refuse => {
                store::answer::set_state(tx, key, &FROM, State::Refused, Some(draft), None).await?;
                self.note(tx, &new, Act::REFUSED_ANSWER, Outcome::Refused, now)
                    .await?;
            }
        }
        self.lease.complete(tx, self.cost(), now).await
    }

    /// The owner wants drafts and no questions.
    fn only_a_draft(&self) -> bool {
        self.gathered.autonomy <= Autonomy::Draft
    }

    async fn note(
        &self,
        tx: &mut Tx,
        draft: &NewDraft,
        act: &str,
        outcome: Outcome,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let line = self.gathered.line();
        let entry = ledger::entry(&self.gathered.subject, &line, act, outcome);
        let mut entry = ledger::judged(ledger::written(entry, draft), &self.verdict);
        entry.steps = vec![ledger::step(now, "judged", None)];
        store::activity::append(tx, &entry, now).await?;
        Ok(())
    }

    fn new_draft(&self) -> NewDraft {
        let written = &self.penned.written;
        NewDraft {
            account: self.gathered.subject.account,
            kind: self.gathered.subject.kind,
            subject: self.gathered.subject.id,
            text: written.text.clone(),
            source: written.source.into(),
            model: written.model.clone(),
            language: crate::language::detect(&written.text),
            confidence: written.confidence,
            cost_micros: self.penned.used.as_ref().map(|used| used.cost_micros),
            spans: super::cite::cite(&written.text, &self.gathered.facts),
            facts: self.gathered.facts.clone(),
            heard: self.gathered.heard(),
        }
    }

    fn cost(&self) -> i64 {
        self.penned.used.as_ref().map_or(0, |used| used.cost_micros)
    }

    async fn keep_usage(&self, tx: &mut Tx, now: DateTime<Utc>) -> Result<()> {
        let Some(used) = &self.penned.used else {
            return Ok(());
        };
        let purpose = crate::skills::of(self.gathered.subject.kind).name();
        spending::keep(tx, &self.lease, purpose, used, now).await
    }
}

/// The newest draft of a subject may be stale: what a person decided on must be this one.
pub(super) fn same_draft(current: Option<DraftId>, decided: DraftId) -> bool {
    current == Some(decided)
}
