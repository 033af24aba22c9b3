//! A limit of the provider, as it tells it in its answers.

use chrono::{DateTime, Utc};

/// How much of one limit is left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// What is limited: "requests", "tokens", "input-tokens", "output-tokens".
    pub name: &'static str,
    /// The whole of it.
    pub limit: Option<u64>,
    /// What is left.
    pub remaining: Option<u64>,
    /// When it is whole again.
    pub reset: Option<DateTime<Utc>>,
}
