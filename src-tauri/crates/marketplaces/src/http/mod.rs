//! One way to the network for all connectors: hosts that a key may go to,
//! limits that are obeyed before a request leaves, typed errors, no retry of
//! writes, and nothing secret in any log line.

mod body;
mod call;
mod classify;
mod client;
mod download;
mod form;
mod hosts;
mod limits;
mod read;
mod retry_after;
mod tap;

pub use call::Call;
pub use classify::failure;
pub use client::{Http, HttpSettings, Reply};
pub use form::Part;
pub use hosts::Hosts;
pub use limits::{BucketState, LimitChange, Limits, Observation, Observe};
pub use read::{lenient, row};
pub use retry_after::{http_date, seconds};
pub use tap::{Exchange, Tap};
