//! Questions in windows of less than a month, counted in days; the list does
//! not say how many answers a question has, so each one is asked for.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use domain::{Answer, Approved, ExternalId, PublishedAnswer, Question};
use http::Method;
use serde_json::{Value, json};

use super::convert::reply::own;
use super::convert::text::question;
use super::line::Line;
use super::replies;
use super::reviews::is_final;
use super::wire::Envelope;
use super::wire::question::{Answers as AnswerList, Questions as QuestionList};
use crate::Result;
use crate::contract::{Answers, Receipt, Source};
use crate::feed::rows;
use crate::http::Call;
use crate::page::{Cursor, Page, Window};
use crate::round::Round;
use crate::seen::mark;
use crate::texts::Texts;

/// "One month"; February is the shortest, and both days may count.
const LONGEST: TimeDelta = TimeDelta::days(27);

/// Questions whose answers are asked for before the place is written down. Each costs one request
/// of a thousand an hour: a stop in between loses little, and other feeds have their turn.
const MOST_AT_ONCE: usize = 15;

/// Market's days are those of Moscow.
const MOSCOW: TimeDelta = TimeDelta::hours(3);

/// Reads questions and answers them.
pub(super) struct Inquiries(pub(super) Arc<Line>);

#[async_trait]
impl Source<Question> for Inquiries {
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<Question>> {
        let (texts, mut round) = Texts::resume(after, window, LONGEST);
        let filter = filter(&round, window.now);
        let page = self
            .list("questions.page", &filter, round.token.as_deref())
            .await?;
        let (found, mut bad) = rows(&page.questions, question);
        if round.done > 0 {
            // They were told with the page's beginning.
            bad.clear();
        }
        let (rows, whole) = self.answered(found, &mut round, window.now).await?;
        let (cursor, more) = if whole {
            texts.next(round, page.paging.next(), window.now)
        } else {
            texts.stay(round, window.now)
        };
        Ok(Page::new(rows, bad, cursor, more))
    }
}

/// Whole days. It is not said whether `dateTo` belongs to the period, so the
/// last window has none ("by default the present day") and the others overlap.
fn filter(round: &Round, now: DateTime<Utc>) -> Value {
    let day = |at: DateTime<Utc>| (at + MOSCOW).date_naive().to_string();
    let mut filter = json!({
        "dateFrom": day(round.from),
        "needAnswer": false,
        "sort": "CREATED_AT_ASC",
    });
    let past = round.to < now - TimeDelta::days(1);
    if let Some(fields) = filter.as_object_mut().filter(|_| past) {
        fields.insert("dateTo".to_owned(), day(round.to).into());
    }
    filter
}

impl Inquiries {
    async fn list(
        &self,
        operation: &'static str,
        filter: &Value,
        token: Option<&str>,
    ) -> Result<QuestionList> {
        let cabinet = self.0.cabinet().await?;
        let path = cabinet.path("v1", "/goods-questions");
        let call = || {
            Call::read(operation, cabinet.host, Method::POST, &path)
                .query("limit", "50")
                .json(filter.clone())
                .bucket("questions")
        };
        let page: Envelope<QuestionList> = self.0.page(call, token).await?;
        Ok(page.result)
    }

    /// New and unsettled questions with our answers to them, and whether these were all.
    async fn answered(
        &self,
        found: Vec<Question>,
        round: &mut Round,
        now: DateTime<Utc>,
    ) -> Result<(Vec<Question>, bool)> {
        let mut rows = Vec::with_capacity(MOST_AT_ONCE);
        for (place, mut question) in found.into_iter().enumerate().skip(round.done) {
            let mark = mark(&[&question.text]);
            let id = question.external_id.as_str();
            if !round.seen.wants(id, mark, now) {
                continue;
            }
            if rows.len() == MOST_AT_ONCE {
                round.done = place;
                return Ok((rows, false));
            }
            question.answer = self.own("questions.page", &question.external_id).await?;
            let settled = is_final(question.answer.as_ref());
            round.seen.note(
                question.external_id.as_str(),
                mark,
                settled,
                question.created_at,
                now,
            );
            rows.push(question);
        }
        Ok((rows, true))
    }

    /// Our answer among all answers.
    async fn own(
        &self,
        operation: &'static str,
        target: &ExternalId,
    ) -> Result<Option<PublishedAnswer>> {
        let cabinet = self.0.cabinet().await?;
        let path = cabinet.path("v1", "/goods-questions/answers");
        let filter = json!({ "questionId": replies::number(operation, target)? });
        let call = || {
            Call::read(operation, cabinet.host, Method::POST, &path)
                .query("limit", "50")
                .json(filter.clone())
                .bucket("answers")
        };
        let split = |page: AnswerList| (page.answers, page.paging);
        let all = replies::all(&self.0, call, split).await?;
        Ok(own(all, &cabinet.name))
    }

    /// The one method that creates, changes and deletes answers, not after `ends`. Gives what was
    /// said, null when that is not readable: the write has happened all the same.
    async fn update(
        &self,
        operation: &'static str,
        body: Value,
        ends: Option<DateTime<Utc>>,
    ) -> Result<Value> {
        let cabinet = self.0.cabinet().await?;
        let path = cabinet.path("v1", "/goods-questions/update");
        let call = Call::write(operation, cabinet.host, Method::POST, &path);
        let call = call.json(body).bucket("questions-update").until(ends);
        let reply = self.0.send(&call).await?;
        Ok(serde_json::from_slice(&reply.body).unwrap_or_default())
    }
}

fn entity(id: i64, kind: &str) -> Value {
    json!({ "id": id, "type": kind })
}

#[async_trait]
impl Answers for Inquiries {
    async fn read(
        &self,
        target: &ExternalId,
        _listing: Option<&ExternalId>,
    ) -> Result<Option<PublishedAnswer>> {
        // A question that is gone is a 404; the list by ids is no proof, since it
        // ends a month back.
        self.own("questions.read", target).await
    }

    async fn publish(&self, answer: &Approved<Answer>) -> Result<Receipt> {
        const OPERATION: &str = "questions.publish";
        let ends = answer.ends();
        let answer = answer.content();
        let question = replies::number(OPERATION, &answer.target)?;
        let body = json!({
            "operationType": "CREATE",
            "parentEntityId": entity(question, "QUESTION"),
            "text": answer.text,
        });
        let said = self.update(OPERATION, body, ends).await?;
        Ok(Receipt::of(&said, "/result/entity/id"))
    }

    async fn edit(&self, answer: &Approved<Answer>) -> Result<()> {
        const OPERATION: &str = "questions.edit";
        let ends = answer.ends();
        let answer = answer.content();
        let body = json!({
            "operationType": "UPDATE",
            "entityId": entity(replies::replaced(OPERATION, answer)?, "ANSWER"),
            "text": answer.text,
        });
        self.update(OPERATION, body, ends).await.map(|_| ())
    }

    async fn withdraw(&self, answer: &Approved<Answer>) -> Result<()> {
        const OPERATION: &str = "questions.withdraw";
        let ends = answer.ends();
        let answer = replies::replaced(OPERATION, answer.content())?;
        let body = json!({ "operationType": "DELETE", "entityId": entity(answer, "ANSWER") });
        self.update(OPERATION, body, ends).await.map(|_| ())
    }
}
