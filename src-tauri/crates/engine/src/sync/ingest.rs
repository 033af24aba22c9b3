//! Reviews and questions as they come in: heard (language, topic, suspicion),
//! and wanted work pushed in the transaction that stores them.

use chrono::{DateTime, Utc};
use domain::{Question, Review, RulePack, SubjectKind};
use store::account::Account;
use store::answer::{self, Heard};
use store::{Ingested, Tx};

use crate::answering;
use crate::error::Result;
use crate::guardrails::{Words, about, injection_signs};
use crate::heard::named;
use crate::rules;
use crate::skills;
use crate::sync::answer_since;

/// What storing a page needs to know.
pub(super) struct Context {
    pub(super) account: Account,
    pub(super) rules: RulePack,
    /// What one text may cost, to be reserved; millionths of a US dollar.
    pub(super) reserve: i64,
    pub(super) now: DateTime<Utc>,
    /// What reading each row told, where rows are texts.
    pub(super) heard: Vec<Heard>,
}

pub(super) async fn reviews(tx: &mut Tx, context: &Context, rows: &[Review]) -> Result<()> {
    let (account, heard) = (context.account.id, &context.heard);
    let stored = store::review::upsert_reviews(tx, account, rows, heard, context.now).await?;
    follow(tx, context, SubjectKind::Review, &stored).await
}

pub(super) async fn questions(tx: &mut Tx, context: &Context, rows: &[Question]) -> Result<()> {
    let (account, heard) = (context.account.id, &context.heard);
    let stored = store::question::upsert_questions(tx, account, rows, heard, context.now).await?;
    follow(tx, context, SubjectKind::Question, &stored).await
}

/// Acts upon what is other than before, and upon what is new and wants an answer.
async fn follow(
    tx: &mut Tx,
    context: &Context,
    kind: SubjectKind,
    stored: &Ingested,
) -> Result<()> {
    let since = answer_since(context.now);
    let open = answer::unanswered(tx.conn(), kind, &stored.new_ids, since).await?;
    let ids = [open.as_slice(), &stored.changed_ids].concat();
    let subjects = answer::of_ids(tx.conn(), kind, &ids).await?;
    for subject in &subjects {
        answering::refused_later(tx, subject, context.now).await?;
        answering::heard_again(tx, subject, context.reserve, context.now).await?;
    }
    let (account, rules) = (&context.account, &context.rules);
    rules::answers::apply(tx, account, rules, &subjects, context.reserve, context.now).await
}

/// What a review tells. It is heard before it is stored: the one writer has no time to read.
pub(super) fn hear_review(review: &Review) -> Heard {
    let promised = skills::of(SubjectKind::Review).promised(Some(review.rating));
    heard(
        &review.whole_text(),
        review.author.as_deref(),
        review.created_at + promised,
    )
}

/// What a question tells.
pub(super) fn hear_question(question: &Question) -> Heard {
    let promised = skills::of(SubjectKind::Question).promised(None);
    heard(
        &question.text,
        question.author.as_deref(),
        question.created_at + promised,
    )
}

fn heard(text: &str, author: Option<&str>, due_at: DateTime<Utc>) -> Heard {
    let words = Words::shipped();
    let (language, topic) = about(words, text);
    Heard {
        language,
        topic: topic.map(|topic| topic.as_str().to_owned()),
        suspicious: !injection_signs(words, &named(text, author)).is_empty(),
        due_at: Some(due_at),
    }
}
