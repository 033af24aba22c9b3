//! Reviews in windows of at most six months, the answer of each one read from
//! its comments: `needReaction` also ends when somebody only looks at a review.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use domain::{Answer, AnswerState, Approved, ExternalId, PublishedAnswer, Review};
use http::Method;
use serde_json::{Value, json};

use super::convert::reply::own;
use super::convert::text::review;
use super::instant;
use super::line::Line;
use super::replies;
use super::wire::Envelope;
use super::wire::feedback::{Comments, Feedbacks};
use crate::Result;
use crate::contract::{Answers, Receipt, Source};
use crate::feed::rows;
use crate::http::Call;
use crate::page::{Cursor, Page, Window};
use crate::seen::{Seen, mark};
use crate::texts::Texts;

/// Six months at most; February makes them 181 days.
const LONGEST: TimeDelta = TimeDelta::days(180);

/// Reads reviews and answers them.
pub(super) struct Feedback(pub(super) Arc<Line>);

#[async_trait]
impl Source<Review> for Feedback {
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<Review>> {
        let (texts, mut round) = Texts::resume(after, window, LONGEST);
        // Both ends are exclusive.
        let filter = json!({
            "dateTimeFrom": instant(round.from - TimeDelta::seconds(1)),
            "dateTimeTo": instant(round.to + TimeDelta::seconds(1)),
        });
        let page = self
            .list("reviews.page", &filter, round.token.as_deref())
            .await?;
        let (found, bad) = rows(&page.feedbacks, review);
        let rows = self.answered(found, &mut round.seen, window.now).await?;
        let (cursor, more) = texts.next(round, page.paging.next(), window.now);
        Ok(Page::new(rows, bad, cursor, more))
    }
}

impl Feedback {
    async fn list(
        &self,
        operation: &'static str,
        filter: &Value,
        token: Option<&str>,
    ) -> Result<Feedbacks> {
        let cabinet = self.0.cabinet().await?;
        let path = cabinet.path("v2", "/goods-feedback");
        // Identities and other filters exclude each other; whether a page size is one, the
        // description does not say, and one identity needs none.
        let by_ids = filter.get("feedbackIds").is_some();
        let call = || {
            let call = Call::read(operation, cabinet.host, Method::POST, &path)
                .json(filter.clone())
                .bucket("feedbacks");
            if by_ids {
                call
            } else {
                call.query("limit", "50")
            }
        };
        let page: Envelope<Feedbacks> = self.0.page(call, token).await?;
        Ok(page.result)
    }

    /// New and changed reviews with our answers to them.
    async fn answered(
        &self,
        found: Vec<(Review, i64)>,
        seen: &mut Seen,
        now: DateTime<Utc>,
    ) -> Result<Vec<Review>> {
        let mut rows = Vec::with_capacity(found.len());
        for (mut review, comments) in found {
            let stars = review.rating.to_string();
            let mark = mark(&[&comments.to_string(), &stars, &review.whole_text()]);
            if !seen.wants(review.external_id.as_str(), mark, now) {
                continue;
            }
            if comments > 0 {
                review.answer = self.own("reviews.page", &review.external_id).await?;
            }
            // Without a comment, the next one changes the mark.
            let settled = comments == 0 || is_final(review.answer.as_ref());
            seen.note(
                review.external_id.as_str(),
                mark,
                settled,
                review.created_at,
                now,
            );
            rows.push(review);
        }
        Ok(rows)
    }

    /// Our answer among the comments.
    async fn own(
        &self,
        operation: &'static str,
        target: &ExternalId,
    ) -> Result<Option<PublishedAnswer>> {
        let cabinet = self.0.cabinet().await?;
        let path = cabinet.path("v2", "/goods-feedback/comments");
        let filter = json!({ "feedbackId": replies::number(operation, target)? });
        let call = || {
            Call::read(operation, cabinet.host, Method::POST, &path)
                .query("limit", "50")
                .json(filter.clone())
                .bucket("comments")
        };
        let split = |page: Comments| (page.comments, page.paging);
        let all = replies::all(&self.0, call, split).await?;
        Ok(own(all, &cabinet.name))
    }

    /// Sends one write below the cabinet, not after `ends`. Gives what was said, null when that is
    /// not readable: the write has happened all the same.
    async fn write(
        &self,
        operation: &'static str,
        (tail, bucket): (&str, &'static str),
        body: Value,
        ends: Option<DateTime<Utc>>,
    ) -> Result<Value> {
        let cabinet = self.0.cabinet().await?;
        let path = cabinet.path("v2", tail);
        let call = Call::write(operation, cabinet.host, Method::POST, &path);
        let call = call.json(body).bucket(bucket).until(ends);
        let reply = self.0.send(&call).await?;
        Ok(serde_json::from_slice(&reply.body).unwrap_or_default())
    }
}

/// Nothing will happen to a published answer by itself.
pub(super) fn is_final(answer: Option<&PublishedAnswer>) -> bool {
    answer.is_some_and(|answer| answer.state == AnswerState::Published)
}

#[async_trait]
impl Answers for Feedback {
    async fn read(
        &self,
        target: &ExternalId,
        _listing: Option<&ExternalId>,
    ) -> Result<Option<PublishedAnswer>> {
        const OPERATION: &str = "reviews.read";
        let answer = self.own(OPERATION, target).await?;
        if answer.is_none() {
            // A review that is gone has no comments either.
            let filter = json!({ "feedbackIds": [replies::number(OPERATION, target)?] });
            let page = self.list(OPERATION, &filter, None).await?;
            replies::there(OPERATION, &page.feedbacks)?;
        }
        Ok(answer)
    }

    async fn publish(&self, answer: &Approved<Answer>) -> Result<Receipt> {
        const OPERATION: &str = "reviews.publish";
        let ends = answer.ends();
        let answer = answer.content();
        let feedback = replies::number(OPERATION, &answer.target)?;
        let body = json!({ "feedbackId": feedback, "comment": { "text": answer.text } });
        let place = ("/goods-feedback/comments/update", "comments-update");
        let said = self.write(OPERATION, place, body, ends).await?;
        Ok(Receipt::of(&said, "/result/id"))
    }

    async fn edit(&self, answer: &Approved<Answer>) -> Result<()> {
        const OPERATION: &str = "reviews.edit";
        let ends = answer.ends();
        let answer = answer.content();
        let feedback = replies::number(OPERATION, &answer.target)?;
        let comment = replies::replaced(OPERATION, answer)?;
        let body = json!({
            "feedbackId": feedback,
            "comment": { "id": comment, "text": answer.text },
        });
        let place = ("/goods-feedback/comments/update", "comments-update");
        self.write(OPERATION, place, body, ends).await.map(|_| ())
    }

    async fn withdraw(&self, answer: &Approved<Answer>) -> Result<()> {
        const OPERATION: &str = "reviews.withdraw";
        let body = json!({ "id": replies::replaced(OPERATION, answer.content())? });
        let place = ("/goods-feedback/comments/delete", "comments-delete");
        let ends = answer.ends();
        self.write(OPERATION, place, body, ends).await.map(|_| ())
    }
}
