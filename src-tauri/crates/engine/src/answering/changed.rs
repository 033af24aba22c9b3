//! The ground of an answer changed before it left: the buyer wrote something else, or the owner
//! lowered the level. What the rules allowed is written again or held back; what a person allowed
//! is shown to them again.

use chrono::{DateTime, Utc};
use domain::{Act, Autonomy, Decision, Outcome, Reason};
use queue::Unique;
use store::Tx;
use store::answer::{Answerable, State};
use store::approval::ApprovalState;
use store::draft::Source;
use store::settings;

use super::{SendTask, decide, ledger, send};
use crate::error::Result;
use crate::lease::Task;
use crate::skills;

/// What keeps an answer from leaving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bar {
    /// The buyer's words, or what the marketplace calls them, are others.
    OtherWords,
    /// The owner no longer lets it leave without a person.
    Level(Autonomy),
}

/// The owner's level for a subject, where it no longer lets an answer leave by itself.
pub(super) async fn level(tx: &mut Tx, subject: &Answerable) -> Result<Option<Bar>> {
    let policy = settings::AUTONOMY
        .get(tx.conn(), Some(subject.partner))
        .await?;
    let level = skills::of(subject.kind).level(&policy, subject);
    Ok((level != Autonomy::Auto).then_some(Bar::Level(level)))
}

/// An answer that was about to leave does not.
pub(super) async fn hold_back(
    tx: &mut Tx,
    subject: &Answerable,
    task: &SendTask,
    bar: Bar,
    reserve: i64,
    now: DateTime<Utc>,
) -> Result<()> {
    match bar {
        Bar::Level(Autonomy::Off | Autonomy::Draft) => {
            let (key, from) = ((subject.kind, subject.id), [subject.state]);
            store::draft::set_send_at(tx, task.draft, None).await?;
            store::answer::set_state(tx, key, &from, State::Draft, None, None).await?;
            Ok(())
        }
        Bar::Level(_) => ask_again(tx, subject, task, "autonomy_ask", now).await,
        Bar::OtherWords if task.approval.is_some() => {
            ask_again(tx, subject, task, "buyer_changed", now).await
        }
        Bar::OtherWords => {
            store::draft::set_send_at(tx, task.draft, None).await?;
            write_again(tx, subject, false, reserve, now).await
        }
    }
}

async fn ask_again(
    tx: &mut Tx,
    subject: &Answerable,
    task: &SendTask,
    why: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let why = Reason {
        code: why.to_owned(),
        detail: None,
    };
    let mut entry = ledger::entry(
        subject,
        &ledger::line(subject),
        Act::ASKED_PERSON,
        Outcome::Waiting,
    );
    entry.why = vec![why.code.clone()];
    decide::to_waiting(tx, subject, task.draft, Some(why), now).await?;
    store::activity::append(tx, &entry, now).await?;
    Ok(())
}

/// The text that lies there answers other words: another one is written.
async fn write_again(
    tx: &mut Tx,
    subject: &Answerable,
    asked_by_person: bool,
    reserve: i64,
    now: DateTime<Utc>,
) -> Result<()> {
    let key = (subject.kind, subject.id);
    store::answer::set_state(tx, key, &[subject.state], State::Unanswered, None, None).await?;
    let policy = settings::AUTONOMY
        .get(tx.conn(), Some(subject.partner))
        .await?;
    if skills::of(subject.kind).level(&policy, subject) == Autonomy::Off {
        return Ok(());
    }
    another_draft(subject, asked_by_person, reserve, now)
        .push(tx, now)
        .await?;
    Ok(())
}

/// Another draft after the newest one; asked for twice it is one task, and after its end it can be
/// asked for again.
pub(super) fn another_draft(
    subject: &Answerable,
    asked_by_person: bool,
    reserve: i64,
    now: DateTime<Utc>,
) -> Task {
    let newest = subject.draft.map_or(0, |draft| draft.0);
    let first = super::draft_task(subject, asked_by_person, reserve, now);
    Task {
        key: format!("{}:{newest}", first.key),
        unique: Unique::WhileLive,
        priority: 20,
        ..first
    }
}

/// A feed brought a text again: what was prepared for other words is not used.
///
/// # Errors
/// The store's.
pub(crate) async fn heard_again(
    tx: &mut Tx,
    subject: &Answerable,
    reserve: i64,
    now: DateTime<Utc>,
) -> Result<()> {
    let Some(draft) = subject.draft else {
        return Ok(());
    };
    let lying = [
        State::Scheduled,
        State::Waiting,
        State::Draft,
        State::Rejected,
        State::Refused,
        State::Failed,
    ];
    if !lying.contains(&subject.state) || subject.is_refused() {
        return Ok(());
    }
    let draft = store::draft::get(tx.conn(), draft).await?;
    if draft.draft.heard == crate::heard::digest(subject) {
        return Ok(());
    }
    let asked = store::approval::of_draft(tx.conn(), draft.id).await?;
    let yes = asked
        .as_ref()
        .filter(|asked| asked.state == ApprovalState::Approved);
    let task = SendTask {
        kind: subject.kind,
        subject: subject.id,
        draft: draft.id,
        approval: yes.map(|yes| yes.id),
    };
    if let Some((sending, _)) = queue::find(tx.conn(), &send::key(draft.id)).await? {
        queue::cancel(tx.conn(), sending, now).await?;
    }
    if let Some(open) = asked.filter(|asked| asked.state == ApprovalState::Pending) {
        let (state, why) = (ApprovalState::Withdrawn, Some("buyer_changed"));
        store::approval::decide(tx, open.id, state, "engine", why, now).await?;
    }
    let by_hand = draft.draft.source == Source::Person;
    match subject.state {
        State::Scheduled => hold_back(tx, subject, &task, Bar::OtherWords, reserve, now).await,
        State::Waiting if by_hand => ask_again(tx, subject, &task, "buyer_changed", now).await,
        _ => write_again(tx, subject, true, reserve, now).await,
    }
}

/// A verdict that asks, for one more reason.
pub(super) fn asking(mut verdict: domain::Verdict, why: Option<Reason>) -> domain::Verdict {
    if let Some(why) = why {
        verdict.decision = Decision::Ask;
        verdict.reasons.retain(|reason| reason.code != why.code);
        verdict.reasons.push(why);
    }
    verdict
}
