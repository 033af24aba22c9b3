//! A person's decisions: approve, edit, reject, take back before it leaves,
//! write again. Each is kept with who decided, in one transaction.

use chrono::{DateTime, TimeDelta, Utc};
use domain::approved::Content;
use domain::{Act, Actor, ApprovalId, Decision, DraftId, Outcome, Reason, SubjectKind};
use store::Tx;
use store::answer::{Answerable, State};
use store::approval::ApprovalState;
use store::draft::{Draft, NewDraft, Source};

use super::gather::{Gathered, gather};
use super::{changed, ledger, send};
use crate::error::{EngineError, Result};
use crate::guardrails;
use crate::room::Room;

/// States in which a person may decide on a draft.
const DECIDABLE: [State; 5] = [
    State::Waiting,
    State::Draft,
    State::Refused,
    State::Rejected,
    State::Failed,
];

/// A draft with its subject.
struct OnDesk {
    draft: Draft,
    gathered: Gathered,
    rules: domain::RulePack,
}

async fn on_desk(room: &Room, id: DraftId) -> Result<OnDesk> {
    let mut conn = room.store.read().await?;
    let draft = store::draft::get(&mut conn, id).await?;
    let account = store::account::get(&mut conn, draft.draft.account).await?;
    let rules = room.shops.rules(&account.marketplace);
    let rules = rules.ok_or(EngineError::BadInput {
        field: "marketplace",
        why: "this version does not know the marketplace",
    })?;
    let gathered = gather(&mut conn, &rules, draft.draft.kind, draft.draft.subject).await?;
    if gathered.subject.draft != Some(id) {
        return Err(EngineError::Conflict("draft"));
    }
    Ok(OnDesk {
        draft,
        gathered,
        rules,
    })
}

/// Approves a draft, as it is or with the person's own text; it leaves after the delay.
///
/// # Errors
/// `BreaksRules` names the rules that a text breaks; `Conflict` when it was decided meanwhile.
pub async fn approve(room: &Room, id: DraftId, text: Option<String>, by: &str) -> Result<()> {
    let desk = on_desk(room, id).await?;
    let edited = text
        .map(|text| text.trim().to_owned())
        .filter(|text| *text != desk.draft.draft.text);
    let text = edited
        .clone()
        .unwrap_or_else(|| desk.draft.draft.text.clone());
    let source = match &edited {
        Some(_) => guardrails::Source::Person,
        None => desk.draft.draft.source.into(),
    };
    let draft = guardrails::DraftText::plain(&text, source);
    let mut verdict = desk.gathered.judge(&desk.rules, draft)?;
    if verdict.decision == Decision::Refuse {
        return Err(broken(&verdict));
    }
    // A person has looked: what was a question before is one that they answer here.
    verdict.decision = Decision::Ask;
    let (now, by) = (room.now(), by.to_owned());
    room.store
        .write(move |tx| {
            Box::pin(async move {
                Approving {
                    desk,
                    edited,
                    verdict,
                    by,
                }
                .keep(tx, now)
                .await
            })
        })
        .await?;
    room.wake();
    Ok(())
}

fn broken(verdict: &domain::Verdict) -> EngineError {
    let broken = verdict.rules.iter().filter(|rule| !rule.passed);
    EngineError::BreaksRules(broken.map(|rule| rule.rule.clone()).collect())
}

struct Approving {
    desk: OnDesk,
    edited: Option<String>,
    verdict: domain::Verdict,
    by: String,
}

impl Approving {
    async fn keep(self, tx: &mut Tx, now: DateTime<Utc>) -> Result<()> {
        let subject = &self.desk.gathered.subject;
        let draft = self.draft(tx, now).await?;
        let text = self.edited.as_ref().unwrap_or(&self.desk.draft.draft.text);
        let digest = self.desk.gathered.answer(text).digest();
        let stored = store::verdict::add(tx, Some(draft), &digest, &self.verdict, now).await?;
        self.withdraw_question(tx, now).await?;
        let ids = (subject.account, draft, stored.id());
        let asked = store::approval::ask(tx, ids, None, None, now).await?;
        let state = ApprovalState::Approved;
        let decided = store::approval::decide(tx, asked, state, &self.by, None, now).await?;
        self.schedule(tx, draft, decided.id, now).await?;
        self.note(tx, now).await
    }

    /// The draft that leaves: the person's, or the one they saw. One that left before and was
    /// taken back or given up leaves as a copy, as the sending of a draft counts once; so does one
    /// that was written for other words than the person answers.
    async fn draft(&self, tx: &mut Tx, now: DateTime<Utc>) -> Result<DraftId> {
        let seen = &self.desk.draft;
        if let Some(text) = &self.edited {
            return Ok(store::draft::add(tx, &self.edited_draft(text), now).await?);
        }
        let heard = self.desk.gathered.heard();
        let sent = queue::find(tx.conn(), &send::key(seen.id)).await?;
        if sent.is_none() && seen.draft.heard == heard {
            return Ok(seen.id);
        }
        let copy = NewDraft {
            heard,
            ..seen.draft.clone()
        };
        Ok(store::draft::add(tx, &copy, now).await?)
    }

    async fn withdraw_question(&self, tx: &mut Tx, now: DateTime<Utc>) -> Result<()> {
        let known = store::approval::of_draft(tx.conn(), self.desk.draft.id).await?;
        if let Some(known) = known.filter(|known| known.state == ApprovalState::Pending) {
            let state = ApprovalState::Withdrawn;
            let edited = self.edited.is_some();
            let why = Some(if edited { "edited" } else { "decided" });
            store::approval::decide(tx, known.id, state, &self.by, why, now).await?;
        }
        Ok(())
    }

    async fn schedule(
        &self,
        tx: &mut Tx,
        draft: DraftId,
        approval: ApprovalId,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let subject = &self.desk.gathered.subject;
        let delay = TimeDelta::seconds(i64::from(self.desk.gathered.delay_seconds));
        let at = now + delay;
        let key = (subject.kind, subject.id);
        store::answer::set_state(tx, key, &DECIDABLE, State::Scheduled, Some(draft), Some(at))
            .await?;
        send::schedule(tx, subject, draft, Some(approval), at, now).await
    }

    fn edited_draft(&self, text: &str) -> NewDraft {
        NewDraft {
            text: text.to_owned(),
            source: Source::Person,
            model: None,
            language: crate::language::detect(text),
            confidence: None,
            cost_micros: None,
            spans: super::cite::cite(text, &self.desk.gathered.facts),
            heard: self.desk.gathered.heard(),
            ..self.desk.draft.draft.clone()
        }
    }

    async fn note(&self, tx: &mut Tx, now: DateTime<Utc>) -> Result<()> {
        let gathered = &self.desk.gathered;
        let entry = ledger::entry(
            &gathered.subject,
            &gathered.line(),
            Act::APPROVED,
            Outcome::Noted,
        );
        let mut entry = ledger::judged(entry, &self.verdict);
        entry.actor = Actor::Person;
        entry.before = self
            .edited
            .as_ref()
            .map(|_| self.desk.draft.draft.text.clone());
        entry.after = Some(
            self.edited
                .as_ref()
                .unwrap_or(&self.desk.draft.draft.text)
                .clone(),
        );
        entry.steps = vec![ledger::step(now, "approved", Some(self.by.clone()))];
        store::activity::append(tx, &entry, now).await?;
        Ok(())
    }
}

/// Approves every waiting draft about which only the owner's level asks, and whose writer
/// is confident. Returns how many.
///
/// # Errors
/// The store's.
pub async fn approve_confident(room: &Room, drafts: Vec<DraftId>, by: &str) -> Result<u32> {
    let mut approved = 0;
    for id in drafts {
        let verdict = store::verdict::of_draft(&mut *room.store.read().await?, id).await?;
        let plain = verdict.is_some_and(|row| {
            row.verdict.decision == Decision::Ask
                && row
                    .verdict
                    .reasons
                    .iter()
                    .all(|reason| reason.code == "autonomy_ask")
        });
        if plain && approve(room, id, None, by).await.is_ok() {
            approved += 1;
        }
    }
    Ok(approved)
}

/// Rejects a draft, with the person's reason.
///
/// # Errors
/// `Conflict` when it was decided meanwhile.
pub async fn reject(room: &Room, id: DraftId, reason: &str, by: &str) -> Result<()> {
    let desk = on_desk(room, id).await?;
    let (now, reason, by) = (room.now(), reason.trim().to_owned(), by.to_owned());
    room.store
        .write(move |tx| {
            Box::pin(async move {
                let known = store::approval::of_draft(tx.conn(), id).await?;
                if let Some(known) = known.filter(|known| known.state == ApprovalState::Pending) {
                    let (state, why) = (ApprovalState::Rejected, Some(reason.as_str()));
                    store::approval::decide(tx, known.id, state, &by, why, now).await?;
                }
                let subject = &desk.gathered.subject;
                let key = (subject.kind, subject.id);
                let from = [State::Waiting, State::Draft];
                store::answer::set_state(tx, key, &from, State::Rejected, None, None).await?;
                person(tx, &desk, Act::REJECTED, Some(reason), now).await
            })
        })
        .await
}

/// Takes an approved answer back before it leaves; it waits for a decision again.
///
/// # Errors
/// `TooLate` when it is leaving or has left.
pub async fn cancel(room: &Room, id: DraftId, by: &str) -> Result<()> {
    let desk = on_desk(room, id).await?;
    let (now, by) = (room.now(), by.to_owned());
    room.store
        .write(move |tx| {
            Box::pin(async move {
                let subject = &desk.gathered.subject;
                let task = queue::find(tx.conn(), &send::key(id)).await?;
                if let Some((task, _)) = task {
                    queue::cancel(tx.conn(), task, now).await?;
                }
                let stands = subject_now(tx, subject).await?;
                if stands.state != State::Scheduled {
                    return Err(EngineError::TooLate);
                }
                let to_waiting = to_waiting(tx, &stands, id, None, now).await;
                to_waiting.map_err(|_| EngineError::TooLate)?;
                person(tx, &desk, Act::CANCELLED_SEND, Some(by), now).await
            })
        })
        .await
}

async fn subject_now(tx: &mut Tx, subject: &Answerable) -> Result<Answerable> {
    Ok(store::answer::get(tx.conn(), subject.kind, subject.id).await?)
}

/// A copy of the draft waits for a person, for one more reason if given: its old sending is spent,
/// and a key counts once.
pub(super) async fn to_waiting(
    tx: &mut Tx,
    subject: &Answerable,
    id: DraftId,
    why: Option<Reason>,
    now: DateTime<Utc>,
) -> Result<()> {
    let old = store::draft::get(tx.conn(), id).await?;
    let verdict = store::verdict::of_draft(tx.conn(), id).await?;
    let copy = NewDraft {
        heard: crate::heard::digest(subject),
        ..old.draft
    };
    let draft = store::draft::add(tx, &copy, now).await?;
    let (key, due) = ((subject.kind, subject.id), subject.due_at);
    let from = [subject.state];
    store::answer::set_state(tx, key, &from, State::Waiting, Some(draft), due).await?;
    store::draft::set_send_at(tx, id, None).await?;
    if let Some(row) = verdict {
        let digest = row.stored.digest().to_owned();
        let verdict = changed::asking(row.verdict, why);
        let stored = store::verdict::add(tx, Some(draft), &digest, &verdict, now).await?;
        let ids = (subject.account, draft, stored.id());
        store::approval::ask(tx, ids, None, due, now).await?;
    }
    Ok(())
}

/// Writes another draft; a person looks at it in any case.
///
/// # Errors
/// `Conflict` when the answer is on its way.
pub async fn regenerate(room: &Room, kind: SubjectKind, id: i64) -> Result<()> {
    let subject = store::answer::get(&mut *room.store.read().await?, kind, id).await?;
    if !DECIDABLE.contains(&subject.state) && subject.state != State::Unanswered {
        return Err(EngineError::Conflict("answer"));
    }
    let (now, reserve) = (room.now(), room.reserve());
    let task = changed::another_draft(&subject, true, reserve, now);
    room.store
        .write(move |tx| Box::pin(async move { task.push(tx, now).await }))
        .await?;
    room.wake();
    Ok(())
}

async fn person(
    tx: &mut Tx,
    desk: &OnDesk,
    act: &str,
    why: Option<String>,
    now: DateTime<Utc>,
) -> Result<()> {
    let gathered = &desk.gathered;
    let mut entry = ledger::entry(&gathered.subject, &gathered.line(), act, Outcome::Noted);
    entry.actor = Actor::Person;
    entry.why = why.into_iter().collect();
    entry.before = Some(desk.draft.draft.text.clone());
    store::activity::append(tx, &entry, now).await?;
    Ok(())
}
