//! The contract with a language model, and its providers.
//!
//! Knows nothing of sellers: prompts and the meaning of answers live with the
//! skill that asks. A provider takes text and a JSON schema and gives back a
//! value that fits the schema, with what it used and what that cost.

pub mod claude;
pub mod contract;
pub mod cost;
pub mod error;
pub mod estimate;
pub mod http;
pub mod limit;
pub mod price;
pub mod published;
pub mod reply;
pub mod request;
pub mod schema;
pub mod usage;

pub use claude::{Claude, ClaudeSettings, ModelCard};
pub use contract::{Capabilities, Profile, Provider};
pub use cost::Cost;
pub use error::{AiError, Kind, Spent};
pub use estimate::Estimate;
pub use http::{BaseUrl, HttpSettings};
pub use limit::Limit;
pub use price::{LongPrompt, ModelPrice, PriceTable};
pub use published::published;
pub use reply::{Reply, Stop};
pub use request::{DEFAULT_MAX_TOKENS, Effort, Message, Request, Role};
pub use usage::Usage;
