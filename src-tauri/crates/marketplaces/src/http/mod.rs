//! One way to the network for all connectors: hosts that a key may go to,
//! limits that are obeyed before a request leaves, typed errors, no retry of
//! writes, and nothing secret in any log line.

mod body;
mod call;
mod classify;
mod download;
mod form;
mod hosts;
mod limits;
mod read;
mod request;
mod retry_after;
mod send;
mod tap;
mod way;

pub use call::Call;
pub use classify::failure;
pub use form::Part;
pub use hosts::Hosts;
pub use limits::{BucketState, LimitChange, Limits, Observation, Observe};
pub use read::{lenient, row};
pub use retry_after::{http_date, seconds};
pub use send::Reply;
pub use tap::{Exchange, Tap};
pub use way::{Http, HttpSettings};
