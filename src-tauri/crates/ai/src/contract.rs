//! What every provider of a language model offers.

use async_trait::async_trait;

use crate::error::AiError;
use crate::estimate::Estimate;
use crate::limit::Limit;
use crate::reply::Reply;
use crate::request::Request;

/// A language model that answers in the shape of a JSON schema.
#[async_trait]
pub trait Provider: Send + Sync {
    /// Who answers, and what it can do.
    fn profile(&self) -> &Profile;

    /// The most that this request can cost, to be reserved before the call.
    ///
    /// # Errors
    /// `BadRequest` when the model has no price.
    fn estimate(&self, request: &Request) -> Result<Estimate, AiError>;

    /// Asks once. The value of the reply fits `request.schema`.
    /// Dropping the future stops the call.
    ///
    /// # Errors
    /// See [`crate::Kind`]. `AiError::spent` tells what a failed call cost.
    async fn complete(&self, request: Request) -> Result<Reply, AiError>;

    /// The provider's own limits, as its last answer told them.
    fn limits(&self) -> Vec<Limit> {
        Vec::new()
    }
}

/// Who answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// The provider's word, such as "claude".
    pub name: &'static str,
    /// The model that is asked.
    pub model: String,
    /// What it can do.
    pub capabilities: Capabilities,
}

/// What a provider can do. Absence is the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capabilities {
    /// Answers are constrained to the schema by the provider itself.
    pub structured: bool,
    /// A repeated system text is cheaper.
    pub caching: bool,
    /// Pictures may be part of a message.
    pub vision: bool,
    /// Many requests at once at a lower price.
    pub batch: bool,
}
