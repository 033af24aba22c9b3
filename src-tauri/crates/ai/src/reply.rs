//! What the model answered.

use serde_json::Value;

use crate::cost::Cost;
use crate::usage::Usage;

/// An answer that fits the schema of its request.
/// Its `Debug` form leaves the value out.
#[derive(Clone, PartialEq)]
pub struct Reply {
    /// The answer, already checked against the schema.
    pub value: Value,
    /// Tokens of every attempt that was billed, the repair included.
    pub usage: Usage,
    /// Why the model stopped.
    pub stop: Stop,
    /// The model that answered, in the provider's words.
    pub model: String,
    /// The provider's number of the exchange, for questions to its support.
    pub request_id: Option<String>,
    /// What `usage` costs by the price table.
    pub cost: Cost,
    /// The first answer did not fit and was asked for again.
    pub repaired: bool,
}

impl std::fmt::Debug for Reply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reply")
            .field("usage", &self.usage)
            .field("stop", &self.stop)
            .field("model", &self.model)
            .field("request_id", &self.request_id)
            .field("cost", &self.cost)
            .field("repaired", &self.repaired)
            .finish_non_exhaustive()
    }
}

/// Why the model stopped. Unknown reasons are kept in their own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// It was done.
    EndTurn,
    /// It met a stop sequence.
    StopSequence,
    /// `max_tokens` were used up.
    MaxTokens,
    /// The conversation no longer fits into the model.
    ContextExceeded,
    /// It refused.
    Refusal,
    /// It wants a tool; none is ever offered.
    ToolUse,
    /// It wants to go on later.
    PauseTurn,
    /// A reason that is younger than this code.
    Other(String),
}
