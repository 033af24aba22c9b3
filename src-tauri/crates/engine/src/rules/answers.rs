//! Which reviews and questions want an answer.

use chrono::{DateTime, Utc};
use domain::{Autonomy, AutonomyPolicy, RulePack};
use queue::Unique;
use serde_json::json;
use store::Tx;
use store::account::Account;
use store::answer::{Answerable, State};
use store::settings;

use crate::answering::{DRAFT, DraftTask};
use crate::error::Result;
use crate::lease::Task;
use crate::skills;

/// Whether a draft is wanted: nobody answered, it is not history, the owner wants it, and
/// the marketplace takes answers.
pub fn wanted(
    subject: &Answerable,
    policy: &AutonomyPolicy,
    rules: &RulePack,
    since: DateTime<Utc>,
) -> bool {
    let skill = skills::of(subject.kind);
    let level = skills::level(policy, subject);
    skill.limits(rules).is_some()
        && level != Autonomy::Off
        && subject.state == State::Unanswered
        && subject.answer_text.is_none()
        && subject.created_at >= since
}

/// Pushes a drafting task when one is wanted.
pub(crate) async fn apply(
    tx: &mut Tx,
    account: &Account,
    rules: &RulePack,
    subject: &Answerable,
    reserve: i64,
    now: DateTime<Utc>,
) -> Result<()> {
    let policy = settings::AUTONOMY
        .get(tx.conn(), Some(account.partner))
        .await?;
    if !wanted(subject, &policy, rules, crate::sync::answer_since(now)) {
        return Ok(());
    }
    let payload = DraftTask {
        kind: subject.kind,
        subject: subject.id,
        asked_by_person: false,
    };
    let task = Task {
        partner: account.partner,
        account: account.id,
        kind: DRAFT,
        key: format!(
            "draft:{}:{}:{}",
            account.id,
            subject.kind.as_str(),
            subject.external_id
        ),
        unique: Unique::Once,
        payload: json!(payload),
        priority: skills::of(subject.kind).urgency(subject),
        lane: "ai",
        run_at: now,
        reserve,
    };
    task.push(tx, now).await?;
    Ok(())
}
