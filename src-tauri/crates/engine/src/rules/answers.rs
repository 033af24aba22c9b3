//! Which reviews and questions want an answer.

use chrono::{DateTime, Utc};
use domain::{Autonomy, AutonomyPolicy, RulePack};
use store::Tx;
use store::account::Account;
use store::answer::{Answerable, State};
use store::settings;

use crate::answering::draft_task;
use crate::error::Result;
use crate::skills;

/// Whether a draft is wanted: nobody answered, it is not history, the owner wants it, and
/// the marketplace takes answers.
pub fn wanted(
    subject: &Answerable,
    policy: &AutonomyPolicy,
    rules: &RulePack,
    since: DateTime<Utc>,
) -> bool {
    skills::of(subject.kind).limits(rules).is_some()
        && subject.state == State::Unanswered
        && subject.answer_text.is_none()
        && subject.created_at >= since
        // Last: it reads the text, and of a shop's first reading nearly all is history.
        && skills::level(policy, subject) != Autonomy::Off
}

/// Pushes a drafting task for each of an account's texts that wants one.
pub(crate) async fn apply(
    tx: &mut Tx,
    account: &Account,
    rules: &RulePack,
    subjects: &[Answerable],
    reserve: i64,
    now: DateTime<Utc>,
) -> Result<()> {
    let policy = settings::AUTONOMY
        .get(tx.conn(), Some(account.partner))
        .await?;
    let since = crate::sync::answer_since(now);
    let wanting = |subject: &&Answerable| wanted(subject, &policy, rules, since);
    for subject in subjects.iter().filter(wanting) {
        let task = draft_task(subject, false, reserve, now);
        task.push(tx, now).await?;
    }
    Ok(())
}
