//! Questions by the time of their publication, with our answer where there are
//! answers. Every call about answers wants the SKU, too.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use domain::{ExternalId, PublishedAnswer, Question};
use serde_json::{Value, json};

use super::convert::reply;
use super::convert::text::question;
use super::line::Line;
use super::reviews::is_final;
use super::wire::question::{
    Answer as AnswerRow, AnswerList, Question as QuestionInfo, QuestionList,
};
use super::{instant, number};
use crate::Result;
use crate::contract::Source;
use crate::error::{ErrorKind, MarketplaceError};
use crate::feed::{readable, rows};
use crate::page::{Cursor, Page, Window};
use crate::seen::{Seen, mark};
use crate::texts::Texts;

/// No longest period is documented.
const LONGEST: TimeDelta = TimeDelta::days(365);

/// Pages of answers; nobody reads further down.
const MOST_PAGES: usize = 20;

/// Reads questions and answers them.
pub(super) struct Inquiries(pub(super) Arc<Line>);

#[async_trait]
impl Source<Question> for Inquiries {
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<Question>> {
        const OPERATION: &str = "questions.page";
        let (texts, mut round) = Texts::resume(after, window, LONGEST);
        let (from, to) = (instant(round.from), instant(round.to));
        let body = |last_id: &str| {
            json!({
                "filter": { "status": "ALL", "date_from": from, "date_to": to },
                "last_id": last_id,
                "limit": 100,
                "sort_dir": "ASC",
            })
        };
        let token = round.token.as_deref();
        let page: QuestionList = self
            .0
            .page(OPERATION, "/v1/question/list", body, token)
            .await?;
        let (found, bad) = rows(&page.questions, question);
        // Ten come at once, however many were asked for; an older answer has no `has_next`.
        let ends = page.has_next == Some(false) || page.questions.is_empty();
        let last = page
            .last_id
            .filter(|last| !ends && round.token.as_ref() != Some(last));
        let rows = self.answered(found, &mut round.seen, window.now).await?;
        let (cursor, more) = texts.next(round, last, window.now);
        Ok(Page::new(rows, bad, cursor, more))
    }
}

impl Inquiries {
    /// New and changed questions with our answers to them.
    async fn answered(
        &self,
        found: Vec<(Question, i64)>,
        seen: &mut Seen,
        now: DateTime<Utc>,
    ) -> Result<Vec<Question>> {
        let mut rows = Vec::with_capacity(found.len());
        for (mut question, answers) in found {
            let mark = mark(&[&answers.to_string(), &question.text]);
            if !seen.wants(question.external_id.as_str(), mark, now) {
                continue;
            }
            if answers > 0 {
                let sku = question.listing.as_ref();
                question.answer = self
                    .own("questions.page", &question.external_id, sku)
                    .await?;
            }
            // Without an answer, the next one changes the mark.
            let settled = answers == 0 || is_final(question.answer.as_ref());
            seen.note(
                question.external_id.as_str(),
                mark,
                settled,
                question.created_at,
                now,
            );
            rows.push(question);
        }
        Ok(rows)
    }

    /// Our answer among all answers. One that cannot be read is not ours.
    pub(super) async fn own(
        &self,
        operation: &'static str,
        target: &ExternalId,
        listing: Option<&ExternalId>,
    ) -> Result<Option<PublishedAnswer>> {
        let sku = self.sku(operation, target, listing).await?;
        let (mut answers, mut last) = (Vec::<AnswerRow>::new(), None::<String>);
        for _ in 0..MOST_PAGES {
            let list: AnswerList = self
                .0
                .ask(
                    operation,
                    "/v1/question/answer/list",
                    page(target, sku, last.as_deref()),
                )
                .await?;
            answers.extend(readable(&list.answers));
            let next = list.last_id.filter(|_| !list.answers.is_empty());
            if next.is_none() || next == last {
                break;
            }
            last = next;
        }
        // One answer needs no name to be told apart.
        let company = match answers.len() {
            0 | 1 => "",
            _ => self.0.company(operation).await,
        };
        Ok(reply::answer(answers, company))
    }

    /// The SKU that calls about answers want.
    pub(super) async fn sku(
        &self,
        operation: &'static str,
        target: &ExternalId,
        listing: Option<&ExternalId>,
    ) -> Result<i64> {
        match listing {
            Some(listing) => number(operation, listing),
            None => Ok(self.info(operation, target).await?.sku.unwrap_or_default()),
        }
    }

    /// The question itself.
    pub(super) async fn info(
        &self,
        operation: &'static str,
        target: &ExternalId,
    ) -> Result<QuestionInfo> {
        let body = json!({ "question_id": target.as_str() });
        let info: QuestionInfo = self.0.ask(operation, "/v1/question/info", body).await?;
        if info.id.is_empty() {
            let message = "the marketplace no longer shows it";
            return Err(MarketplaceError::new(
                ErrorKind::NotFound,
                operation,
                message,
            ));
        }
        Ok(info)
    }
}

fn page(target: &ExternalId, sku: i64, last: Option<&str>) -> Value {
    let mut body = json!({ "question_id": target.as_str(), "sku": sku });
    if let Some((fields, last)) = body.as_object_mut().zip(last) {
        fields.insert("last_id".to_owned(), last.into());
    }
    body
}
