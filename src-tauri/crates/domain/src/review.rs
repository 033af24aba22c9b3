//! What buyers say about a product. Every text here is hostile until checked.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::answer::PublishedAnswer;
use crate::ids::ExternalId;

/// A buyer's review as a connector read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// The marketplace's identity.
    pub external_id: ExternalId,
    /// The listing it is about (`external_id` or alias), when told.
    pub listing: Option<ExternalId>,
    /// Stars, 1 to 5.
    pub rating: u8,
    /// The buyer's name as shown.
    pub author: Option<String>,
    /// What the buyer wrote; empty when only stars were given.
    pub text: String,
    /// What the buyer liked, where the marketplace asks for it.
    pub pros: Option<String>,
    /// What the buyer did not like.
    pub cons: Option<String>,
    /// Pictures attached.
    pub photos: u32,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// The seller's answer, if the marketplace shows one.
    pub answer: Option<PublishedAnswer>,
}

impl Review {
    /// All that the buyer wrote, for language and topic.
    pub fn whole_text(&self) -> String {
        whole_text(&self.text, self.pros.as_deref(), self.cons.as_deref())
    }
}

/// All that a buyer wrote, a part to a line; parts that are empty are none.
pub fn whole_text(text: &str, pros: Option<&str>, cons: Option<&str>) -> String {
    let parts = [Some(text), pros, cons].into_iter().flatten();
    let parts = parts.filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("\n")
}
