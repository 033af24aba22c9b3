//! Our comments on reviews: written, read back, deleted. No method edits one.

use async_trait::async_trait;
use domain::{Answer, Approved, ExternalId, PublishedAnswer};
use serde_json::json;

use super::reviews::Feedback;
use super::{number, replaced};
use crate::Result;
use crate::contract::{Answers, Receipt};
use crate::error::MarketplaceError;

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
            // "Unknown ids give 200 with nothing": is the review itself there?
            self.info(OPERATION, target).await?;
        }
        Ok(answer)
    }

    async fn publish(&self, answer: &Approved<Answer>) -> Result<Receipt> {
        let ends = answer.ends();
        let answer = answer.content();
        let body = json!({
            "review_id": answer.target.as_str(),
            "text": answer.text,
            "mark_review_as_processed": true,
        });
        let said = self
            .0
            .write("reviews.publish", "/v1/review/comment/create", body, ends)
            .await?;
        Ok(Receipt::of(&said, "/comment_id"))
    }

    async fn edit(&self, _answer: &Approved<Answer>) -> Result<()> {
        Err(MarketplaceError::unsupported("reviews.edit"))
    }

    async fn withdraw(&self, answer: &Approved<Answer>) -> Result<()> {
        const OPERATION: &str = "reviews.withdraw";
        let ends = answer.ends();
        let answer = answer.content();
        let comment = replaced(OPERATION, answer)?;
        let sku = match &answer.listing {
            Some(listing) => number(OPERATION, listing)?,
            None => self
                .info(OPERATION, &answer.target)
                .await?
                .sku
                .unwrap_or_default(),
        };
        let body = json!({ "comment_id": comment.as_str(), "sku": sku });
        self.0
            .write(OPERATION, "/v2/review/comment/delete", body, ends)
            .await
            .map(|_| ())
    }
}
