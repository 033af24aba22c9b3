//! The marketplace's own words for cards.

use async_trait::async_trait;
use domain::{Category, CategoryField, ExternalId, FieldValue};

use crate::Result;

/// Categories and what their cards need. Asked when a person makes a card.
#[async_trait]
pub trait Dictionary: Send + Sync {
    /// All categories that cards can be filed under.
    ///
    /// # Errors
    /// As the marketplace answers.
    async fn categories(&self) -> Result<Vec<Category>>;

    /// What cards of a category have.
    ///
    /// # Errors
    /// `NotFound` for an unknown category.
    async fn fields(&self, category: &ExternalId) -> Result<Vec<CategoryField>>;

    /// Values of a characteristic whose words begin with or hold `text`.
    ///
    /// # Errors
    /// `Unsupported` where the field has no dictionary.
    async fn values(
        &self,
        category: &ExternalId,
        field: &ExternalId,
        text: &str,
    ) -> Result<Vec<FieldValue>>;
}
