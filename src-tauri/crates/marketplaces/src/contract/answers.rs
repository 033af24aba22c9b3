//! The seller's answers.

use async_trait::async_trait;
use domain::{Answer, Approved, ExternalId, PublishedAnswer};

use super::Receipt;
use crate::Result;

/// The seller's answers to one kind of text. What cannot be undone is told by
/// the rule pack; calling it all the same is `Unsupported`.
#[async_trait]
pub trait Answers: Send + Sync {
    /// Reads the answer that the marketplace holds now: the read-back.
    /// `Ok(None)` = the target is there and has no answer of ours.
    ///
    /// # Errors
    /// `NotFound` when the target itself is gone.
    async fn read(
        &self,
        target: &ExternalId,
        listing: Option<&ExternalId>,
    ) -> Result<Option<PublishedAnswer>>;

    /// Publishes an answer, once, without any retry, and not after the permission has ended.
    /// `Ok` means that the marketplace took it, also where the receipt cannot be read.
    ///
    /// # Errors
    /// With `may_have_happened` when the answer to the request never came.
    async fn publish(&self, answer: &Approved<Answer>) -> Result<Receipt>;

    /// Replaces the answer named by `replaces`.
    ///
    /// # Errors
    /// `Unsupported` where answers cannot be edited.
    async fn edit(&self, answer: &Approved<Answer>) -> Result<()>;

    /// Deletes the answer named by `replaces`.
    ///
    /// # Errors
    /// `Unsupported` where answers cannot be deleted.
    async fn withdraw(&self, answer: &Approved<Answer>) -> Result<()>;
}
