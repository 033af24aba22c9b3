//! A seller that this installation works for.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::PartnerId;

/// A seller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Partner {
    /// Row in the store.
    pub id: PartnerId,
    /// As the seller wants to be called.
    pub name: String,
    /// When the partner was added.
    pub created_at: DateTime<Utc>,
    /// Work for this partner stands still.
    pub paused: bool,
}
