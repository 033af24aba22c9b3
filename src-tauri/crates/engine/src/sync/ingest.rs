//! Reviews and questions as they come in: heard (language, topic, suspicion),
//! and wanted work pushed in the transaction that stores them.

use chrono::{DateTime, Utc};
use domain::{Question, Review, RulePack, SubjectKind};
use store::account::Account;
use store::answer::{self, Answerable, Heard};
use store::{Ingested, Tx};

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
    hear(tx, context, SubjectKind::Review, &stored).await
}

pub(super) async fn questions(tx: &mut Tx, context: &Context, rows: &[Question]) -> Result<()> {
    let stored =
        store::question::upsert_questions(tx, context.account.id, rows, context.now).await?;
    hear(tx, context, SubjectKind::Question, &stored).await
}

/// What is new or other than before is heard, and acted upon.
async fn hear(tx: &mut Tx, context: &Context, kind: SubjectKind, stored: &Ingested) -> Result<()> {
    let ids = [stored.new_ids.as_slice(), &stored.changed_ids].concat();
    let subjects = answer::of_ids(tx.conn(), kind, &ids).await?;
    let heard: Vec<(i64, Heard)> = subjects.iter().map(|one| (one.id, heard(one))).collect();
    answer::set_heard(tx, kind, &heard).await?;
    for subject in &subjects {
        answering::refused_later(tx, subject, context.now).await?;
        answering::heard_again(tx, subject, context.reserve, context.now).await?;
    }
    let (account, rules) = (&context.account, &context.rules);
    rules::answers::apply(tx, account, rules, &subjects, context.reserve, context.now).await
}

fn heard(subject: &Answerable) -> Heard {
    let text = whole_text(subject);
    let words = Words::shipped();
    Heard {
        language: detect(&text),
        topic: topics(words, &text)
            .first()
            .map(|topic| topic.as_str().to_owned()),
        suspicious: !injection_signs(words, &named(subject, &text)).is_empty(),
        due_at: Some(subject.created_at + skills::of(subject.kind).promised(subject)),
    }
}
