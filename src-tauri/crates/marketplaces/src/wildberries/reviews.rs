//! Reviews, and the seller's answers to them.
//!
//! WB answers 204 to an answer even if there is no such review, so before every write the review
//! is read: an answer that is already there is never overwritten by publishing, and after the
//! write the caller reads again.

use async_trait::async_trait;
use domain::{Answer, Approved, ExternalId, PublishedAnswer, Review};
use http::Method;
use serde_json::json;

use super::api::Api;
use super::convert;
use super::profile::FEEDBACKS;
use super::walk::Walk;
use super::wire::{Data, Feedback, FeedbackPage};
use crate::Result;
use crate::contract::Receipt;
use crate::error::{ErrorKind, MarketplaceError};
use crate::http::Call;
use crate::page::{Cursor, Page, Window};

const ANSWER: &str = "/api/v1/feedbacks/answer";

/// Reads reviews and answers them.
pub(super) struct Reviews {
    pub(super) api: Api,
}

#[async_trait]
impl crate::Source<Review> for Reviews {
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<Review>> {
        let walk = Walk::resumed(after);
        let step = walk.step(window);
        let call = call("reviews.page", "/api/v1/feedbacks");
        let found: Data<FeedbackPage> = self.api.read(&step.query(call)).await?;
        let raw = found.data.feedbacks;
        let (walk, more) = walk.after(step, &raw);
        let rows = raw.iter().map(convert::review);
        let rows = rows.filter_map(std::result::Result::transpose);
        Ok(Page::of(rows, Cursor::at(&walk), more))
    }
}

#[async_trait]
impl crate::Answers for Reviews {
    async fn read(
        &self,
        target: &ExternalId,
        _: Option<&ExternalId>,
    ) -> Result<Option<PublishedAnswer>> {
        let feedback = self.feedback("reviews.read", target).await?;
        Ok(held(target, feedback))
    }

    async fn publish(&self, answer: &Approved<Answer>) -> Result<Receipt> {
        const OPERATION: &str = "reviews.publish";
        let content = answer.content();
        let feedback = self.feedback(OPERATION, &content.target).await?;
        if feedback.child_feedback_id.is_some() {
            let words = "the buyer has supplemented this review; answer the newer one";
            return Err(refused(OPERATION, words));
        }
        match held(&content.target, feedback) {
            Some(there) if there.text == content.text => Ok(Receipt::default()),
            Some(_) => Err(refused(OPERATION, "this review already has an answer")),
            None => self.write(OPERATION, Method::POST, answer).await,
        }
    }

    async fn edit(&self, answer: &Approved<Answer>) -> Result<()> {
        const OPERATION: &str = "reviews.edit";
        let content = answer.content();
        let feedback = self.feedback(OPERATION, &content.target).await?;
        match held(&content.target, feedback) {
            None => Err(refused(OPERATION, "there is no answer to edit")),
            Some(there) if there.text == content.text => Ok(()),
            Some(there) if there.editable == Some(false) => {
                Err(refused(OPERATION, "this answer can no longer be edited"))
            }
            Some(_) => self
                .write(OPERATION, Method::PATCH, answer)
                .await
                .map(|_| ()),
        }
    }

    async fn withdraw(&self, _: &Approved<Answer>) -> Result<()> {
        Err(MarketplaceError::unsupported("reviews.withdraw"))
    }
}

impl Reviews {
    async fn feedback(&self, operation: &'static str, id: &ExternalId) -> Result<Feedback> {
        let call = call(operation, "/api/v1/feedback").query("id", id);
        let found: Data<Option<Feedback>> =
            self.api.read(&call).await.map_err(unknown_is_not_found)?;
        let gone = || MarketplaceError::new(ErrorKind::NotFound, operation, "no such review");
        found.data.ok_or_else(gone)
    }

    /// WB names no answer: it is addressed by its review.
    async fn write(
        &self,
        operation: &'static str,
        method: Method,
        answer: &Approved<Answer>,
    ) -> Result<Receipt> {
        let content = answer.content();
        let call = Call::write(operation, FEEDBACKS, method, ANSWER)
            .bucket("feedbacks")
            .until(answer.ends())
            .json(json!({"id": content.target, "text": content.text}));
        self.api.ask(&call).await.map(|_| Receipt::default())
    }
}

fn call(operation: &'static str, path: &str) -> Call {
    Call::read(operation, FEEDBACKS, Method::GET, path).bucket("feedbacks")
}

fn held(id: &ExternalId, feedback: Feedback) -> Option<PublishedAnswer> {
    convert::published(id.as_str(), feedback.answer?)
}

/// WB says 422 or `error: true` to an id that it does not know.
pub(super) fn unknown_is_not_found(mut error: MarketplaceError) -> MarketplaceError {
    if error.kind == ErrorKind::Rejected {
        error.kind = ErrorKind::NotFound;
    }
    error
}

pub(super) fn refused(operation: &'static str, words: &str) -> MarketplaceError {
    MarketplaceError::new(ErrorKind::Rejected, operation, words)
}
