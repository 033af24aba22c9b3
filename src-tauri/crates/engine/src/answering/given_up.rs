//! A task of an answer that is given up: the text says so, and the journal why. Only what the task
//! itself moved is moved: a person may have decided otherwise meanwhile.

use chrono::{DateTime, Utc};
use domain::{Outcome, SubjectKind};
use queue::Task;
use serde::Deserialize;
use store::activity::NewActivity;
use store::answer::{Answerable, State};
use store::effect::EffectState;
use store::{StoreError, Tx};

use super::{DRAFT, SEND, SendTask, UNDO, UndoTask, answer_key, ledger, send, undo};
use crate::error::Result;
use crate::problem::Problem;

#[derive(Deserialize)]
struct About {
    kind: SubjectKind,
    subject: i64,
}

/// Keeps that a task is given up.
///
/// # Errors
/// The store's.
pub(crate) async fn given_up(
    tx: &mut Tx,
    task: &Task,
    problem: &Problem,
    now: DateTime<Utc>,
) -> Result<()> {
    if task.kind == UNDO {
        return match serde_json::from_value(task.payload.clone()) {
            Ok(wish) => undo::given_up(tx, &wish, problem, now).await,
            Err(_) => Ok(()),
        };
    }
    let Ok(about) = serde_json::from_value::<About>(task.payload.clone()) else {
        return Ok(());
    };
    let subject = store::answer::get(tx.conn(), about.kind, about.subject).await?;
    move_to_failed(tx, task, &subject).await?;
    if task.kind == SEND {
        end_intent(tx, &subject, problem, now).await?;
    }
    let act = crate::skills::of(about.kind).act();
    let entry = NewActivity {
        why: vec![format!("error:{}", problem.code), problem.message.clone()],
        ..ledger::entry(&subject, &ledger::line(&subject), act, Outcome::Failed)
    };
    store::activity::append(tx, &entry, now).await?;
    Ok(())
}

async fn move_to_failed(tx: &mut Tx, task: &Task, subject: &Answerable) -> Result<()> {
    let from: &[State] = match task.kind.as_str() {
        DRAFT => &[State::Unanswered, State::Drafting],
        SEND if is_its_own(task, subject) => &[State::Scheduled, State::Sending, State::Unknown],
        _ => return Ok(()),
    };
    let key = (subject.kind, subject.id);
    match store::answer::set_state(tx, key, from, State::Failed, None, None).await {
        // Decided otherwise meanwhile: that stands.
        Err(StoreError::WrongState { .. }) => Ok(()),
        moved => Ok(moved?),
    }
}

/// Whether the draft that counts is the one that was to be sent.
fn is_its_own(task: &Task, subject: &Answerable) -> bool {
    let sending = serde_json::from_value::<SendTask>(task.payload.clone());
    sending.is_ok_and(|sending| send::still_wanted(subject, sending.draft))
}

/// What never left, or is known not to be there, is wanted no more.
async fn end_intent(
    tx: &mut Tx,
    subject: &Answerable,
    problem: &Problem,
    now: DateTime<Utc>,
) -> Result<()> {
    let key = answer_key(subject.account, subject.kind, &subject.external_id);
    let effect = store::effect::by_key(tx.conn(), &key).await?;
    if let Some(effect) = effect.filter(|effect| effect.state == EffectState::Intent) {
        store::effect::set_failed(tx, effect.id, &problem.value(), now).await?;
    }
    Ok(())
}

/// Whether a write of that task may have left whose outcome is not known: then nothing that goes
/// wrong may end it, and only reading does.
///
/// # Errors
/// The store's.
pub(crate) async fn is_open(tx: &mut Tx, task: &Task) -> Result<bool> {
    let key = match task.kind.as_str() {
        SEND => match serde_json::from_value::<SendTask>(task.payload.clone()) {
            Ok(task) => {
                let subject = store::answer::get(tx.conn(), task.kind, task.subject).await?;
                answer_key(subject.account, subject.kind, &subject.external_id)
            }
            Err(_) => return Ok(false),
        },
        UNDO => match serde_json::from_value::<UndoTask>(task.payload.clone()) {
            Ok(wish) => {
                let draft = store::draft::get(tx.conn(), wish.draft).await?;
                undo::effect_key(wish.act, &draft.draft.text)
            }
            Err(_) => return Ok(false),
        },
        _ => return Ok(false),
    };
    let effect = store::effect::by_key(tx.conn(), &key).await?;
    Ok(effect.is_some_and(|effect| effect.state.is_open()))
}
