//! What buyers ask about a product.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::answer::PublishedAnswer;
use crate::ids::ExternalId;

/// A buyer's question as a connector read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The marketplace's identity.
    pub external_id: ExternalId,
    /// The listing it is about (`external_id` or alias), when told.
    pub listing: Option<ExternalId>,
    /// The buyer's name as shown.
    pub author: Option<String>,
    /// What the buyer wrote.
    pub text: String,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// The seller's answer, if the marketplace shows one.
    pub answer: Option<PublishedAnswer>,
}
