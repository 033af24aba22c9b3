//! Our answers to questions: written, read back, deleted. No method edits one.

use async_trait::async_trait;
use domain::{Answer, Approved, ExternalId, PublishedAnswer};
use serde_json::json;

use super::questions::Inquiries;
use super::replaced;
use crate::Result;
use crate::contract::{Answers, Receipt};
use crate::error::MarketplaceError;

#[async_trait]
impl Answers for Inquiries {
    async fn read(
        &self,
        target: &ExternalId,
        listing: Option<&ExternalId>,
    ) -> Result<Option<PublishedAnswer>> {
        const OPERATION: &str = "questions.read";
        let answer = self.own(OPERATION, target, listing).await?;
        if answer.is_none() && listing.is_some() {
            // "Unknown ids give 200 with nothing": is the question itself there?
            self.info(OPERATION, target).await?;
        }
        Ok(answer)
    }

    async fn publish(&self, answer: &Approved<Answer>) -> Result<Receipt> {
        const OPERATION: &str = "questions.publish";
        let ends = answer.ends();
        let answer = answer.content();
        let sku = self
            .sku(OPERATION, &answer.target, answer.listing.as_ref())
            .await?;
        let body = json!({
            "question_id": answer.target.as_str(),
            "sku": sku,
            "text": answer.text,
        });
        let said = self
            .0
            .write(OPERATION, "/v1/question/answer/create", body, ends)
            .await?;
        Ok(Receipt::of(&said, "/answer_id"))
    }

    async fn edit(&self, _answer: &Approved<Answer>) -> Result<()> {
        Err(MarketplaceError::unsupported("questions.edit"))
    }

    async fn withdraw(&self, answer: &Approved<Answer>) -> Result<()> {
        const OPERATION: &str = "questions.withdraw";
        let ends = answer.ends();
        let answer = answer.content();
        let own = replaced(OPERATION, answer)?;
        let sku = self
            .sku(OPERATION, &answer.target, answer.listing.as_ref())
            .await?;
        let body = json!({ "answer_id": own.as_str(), "sku": sku });
        self.0
            .write(OPERATION, "/v1/question/answer/delete", body, ends)
            .await
            .map(|_| ())
    }
}
