//! Questions, and the seller's answers to them. Publishing and editing are one request, so what is
//! there is read first: publishing never edits.

use async_trait::async_trait;
use domain::{Answer, Approved, ExternalId, PublishedAnswer, Question};
use http::Method;
use serde_json::json;

use super::api::Api;
use super::convert;
use super::profile::FEEDBACKS;
use super::reviews::{refused, unknown_is_not_found};
use super::walk::Walk;
use super::wire::{self, Data, QuestionPage};
use crate::Result;
use crate::contract::Receipt;
use crate::error::{ErrorKind, MarketplaceError};
use crate::http::Call;
use crate::page::{Cursor, Page, Window};

const PATH: &str = "/api/v1/questions";

/// Reads questions and answers them.
pub(super) struct Questions {
    pub(super) api: Api,
}

#[async_trait]
impl crate::Source<Question> for Questions {
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<Question>> {
        let walk = Walk::resumed(after);
        let step = walk.step(window);
        let found: Data<QuestionPage> = self
            .api
            .read(&step.query(call("questions.page", PATH)))
            .await?;
        let raw = found.data.questions;
        let (walk, more) = walk.after(step, &raw);
        let rows = raw.iter().map(convert::question);
        let rows = rows.filter_map(std::result::Result::transpose);
        Ok(Page::of(rows, Cursor::at(&walk), more))
    }
}

#[async_trait]
impl crate::Answers for Questions {
    async fn read(
        &self,
        target: &ExternalId,
        _: Option<&ExternalId>,
    ) -> Result<Option<PublishedAnswer>> {
        self.held("questions.read", target).await
    }

    async fn publish(&self, answer: &Approved<Answer>) -> Result<Receipt> {
        const OPERATION: &str = "questions.publish";
        let content = answer.content();
        match self.held(OPERATION, &content.target).await? {
            Some(there) if there.text == content.text => Ok(Receipt::default()),
            Some(_) => Err(refused(OPERATION, "this question already has an answer")),
            None => self.write(OPERATION, answer).await,
        }
    }

    async fn edit(&self, answer: &Approved<Answer>) -> Result<()> {
        const OPERATION: &str = "questions.edit";
        let content = answer.content();
        match self.held(OPERATION, &content.target).await? {
            None => Err(refused(OPERATION, "there is no answer to edit")),
            Some(there) if there.text == content.text => Ok(()),
            Some(there) if there.editable == Some(false) => {
                Err(refused(OPERATION, "this answer can no longer be edited"))
            }
            Some(_) => self.write(OPERATION, answer).await.map(|_| ()),
        }
    }

    async fn withdraw(&self, _: &Approved<Answer>) -> Result<()> {
        Err(MarketplaceError::unsupported("questions.withdraw"))
    }
}

impl Questions {
    async fn held(
        &self,
        operation: &'static str,
        id: &ExternalId,
    ) -> Result<Option<PublishedAnswer>> {
        let call = call(operation, "/api/v1/question").query("id", id);
        let found: Data<Option<wire::Question>> =
            self.api.read(&call).await.map_err(unknown_is_not_found)?;
        let gone = || MarketplaceError::new(ErrorKind::NotFound, operation, "no such question");
        let question = found.data.ok_or_else(gone)?;
        Ok(convert::answer(id.as_str(), question))
    }

    /// WB names no answer: it is addressed by its question.
    async fn write(&self, operation: &'static str, answer: &Approved<Answer>) -> Result<Receipt> {
        let content = answer.content();
        let call = Call::write(operation, FEEDBACKS, Method::PATCH, PATH)
            .bucket("feedbacks")
            .until(answer.ends())
            .json(json!({
                "id": content.target,
                "answer": {"text": content.text},
                "state": "wbRu",
            }));
        self.api.ask(&call).await.map(|_| Receipt::default())
    }
}

fn call(operation: &'static str, path: &str) -> Call {
    Call::read(operation, FEEDBACKS, Method::GET, path).bucket("feedbacks")
}
