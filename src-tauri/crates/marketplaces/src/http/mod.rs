//! One way to the network for all connectors: hosts that a key may go to,
//! limits that are obeyed before a request leaves, typed errors, no retry of
//! writes, and nothing secret in any log line.

mod body;
mod classify;
mod client;
mod hosts;
mod limits;
mod read;
mod retry_after;

pub use classify::failure;
pub use client::{Call, Http, HttpSettings, Reply};
pub use hosts::Hosts;
pub use limits::{BucketState, LimitChange, Limits, Observation, Observe};
pub use read::{lenient, row};
pub use retry_after::{http_date, seconds};
