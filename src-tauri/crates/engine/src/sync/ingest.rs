//! Reviews and questions as they come in: heard (language, topic, suspicion),
//! and wanted work pushed in the transaction that stores them.

use chrono::{DateTime, Utc};
use domain::{Question, Review, RulePack, SubjectKind};
use store::Tx;
use store::account::Account;
use store::answer::{self, Heard};

use crate::answering;
use crate::error::Result;
use crate::guardrails::{Words, injection_signs, topics};
use crate::heard::{named, whole_text};
use crate::language::detect;
use crate::rules;
use crate::skills;

/// What storing a page needs to know.
pub(super) struct Context {
    pub(super) account: Account,
    pub(super) rules: RulePack,
    /// What one text may cost, to be reserved; millionths of a US dollar.
    pub(super) reserve: i64,
    pub(super) now: DateTime<Utc>,
}

pub(super) async fn reviews(tx: &mut Tx, context: &Context, rows: &[Review]) -> Result<()> {
    let stored = store::review::upsert_reviews(tx, context.account.id, rows, context.now).await?;
    for id in stored.new_ids.iter().chain(&stored.changed_ids) {
        hear(tx, context, SubjectKind::Review, *id).await?;
    }
    Ok(())
}

pub(super) async fn questions(tx: &mut Tx, context: &Context, rows: &[Question]) -> Result<()> {
    let stored =
        store::question::upsert_questions(tx, context.account.id, rows, context.now).await?;
    for id in stored.new_ids.iter().chain(&stored.changed_ids) {
        hear(tx, context, SubjectKind::Question, *id).await?;
    }
    Ok(())
}

async fn hear(tx: &mut Tx, context: &Context, kind: SubjectKind, id: i64) -> Result<()> {
    let subject = answer::get(tx.conn(), kind, id).await?;
    let text = whole_text(&subject);
    let words = Words::shipped();
    let heard = Heard {
        language: detect(&text),
        topic: topics(words, &text)
            .first()
            .map(|topic| topic.as_str().to_owned()),
        suspicious: !injection_signs(words, &named(&subject, &text)).is_empty(),
        due_at: Some(subject.created_at + skills::of(kind).promised(&subject)),
    };
    answer::set_heard(tx, kind, id, &heard).await?;
    answering::refused_later(tx, &subject, context.now).await?;
    answering::heard_again(tx, &subject, context.reserve, context.now).await?;
    rules::answers::apply(
        tx,
        &context.account,
        &context.rules,
        &subject,
        context.reserve,
        context.now,
    )
    .await
}
