//! What is asked of the model.

use serde_json::Value;

use crate::cost::Cost;

/// Room for a short answer together with the model's own thinking, which
/// counts in `max_tokens` too.
pub const DEFAULT_MAX_TOKENS: u32 = 4096;

/// One question to the model. Its `Debug` form shows sizes, never text.
#[derive(Clone)]
pub struct Request {
    /// Instructions, written by code. Text of strangers never belongs here.
    pub system: String,
    /// The conversation; text of strangers belongs here, marked as data.
    pub messages: Vec<Message>,
    /// JSON schema (draft 2020-12) that the answer has to fit.
    pub schema: Value,
    /// Upper bound of tokens that the answer, thinking included, may use.
    pub max_tokens: u32,
    /// How hard the model should think; `None` leaves it to the provider.
    pub effort: Option<Effort>,
    /// The request is refused when it could cost more.
    pub cost_cap: Option<Cost>,
    /// What it is for, in the words of the journal: "answer_review".
    pub purpose: &'static str,
}

impl Request {
    /// A request with the default room for the answer and no cap.
    pub fn new(purpose: &'static str, system: impl Into<String>, schema: Value) -> Self {
        Self {
            system: system.into(),
            messages: Vec::new(),
            schema,
            max_tokens: DEFAULT_MAX_TOKENS,
            effort: None,
            cost_cap: None,
            purpose,
        }
    }

    /// Adds what the other side says.
    #[must_use]
    pub fn user(mut self, text: impl Into<String>) -> Self {
        self.messages.push(Message::user(text));
        self
    }

    /// Limits what the request may cost.
    #[must_use]
    pub fn capped(mut self, cap: Cost) -> Self {
        self.cost_cap = Some(cap);
        self
    }
}

impl std::fmt::Debug for Request {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Request")
            .field("purpose", &self.purpose)
            .field("system_bytes", &self.system.len())
            .field("messages", &self.messages)
            .field("max_tokens", &self.max_tokens)
            .field("effort", &self.effort)
            .field("cost_cap", &self.cost_cap)
            .finish_non_exhaustive()
    }
}

/// One turn of the conversation. Its `Debug` form shows the size, never text.
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    /// Who speaks.
    pub role: Role,
    /// What is said.
    pub text: String,
}

impl Message {
    /// A turn of the asking side.
    pub fn user(text: impl Into<String>) -> Self {
        Self {
            role: Role::User,
            text: text.into(),
        }
    }

    /// An earlier turn of the model.
    pub fn assistant(text: impl Into<String>) -> Self {
        Self {
            role: Role::Assistant,
            text: text.into(),
        }
    }
}

impl std::fmt::Debug for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}({} bytes)", self.role, self.text.len())
    }
}

/// Who speaks in a turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The asking side.
    User,
    /// The model.
    Assistant,
}

/// How hard the model should think (Messages API, `output_config.effort`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effort {
    /// Shortest and cheapest.
    Low,
    /// Between the two.
    Medium,
    /// The provider's usual.
    High,
    /// Longest.
    Max,
}
