//! The durable task runner on SQLite: fair claims, leases with tokens, retries,
//! budgets, pauses. It knows no kind of task.
//!
//! Every function works on `&mut SqliteConnection` and begins no transaction of its
//! own: call it inside a store write, together with what the task did. A claim or a
//! completion is therefore one transaction with its effects, and an error (such as a
//! stale token) rolls both back.

mod backoff;
mod cancel;
mod claim;
mod error;
#[cfg(test)]
mod fixture;
mod history;
#[cfg(test)]
mod model;
mod pause;
mod push;
mod rescue;
mod settle;
mod share;
mod spend;
mod task;
mod wake;

pub use backoff::Backoff;
pub use cancel::{cancel, cancel_account};
pub use claim::{Budget, Claim, Claimed, Lane, claim};
pub use error::QueueError;
pub use history::{Ended, dead, ended, prune, replay};
pub use pause::{Pause, pause, paused, resume};
pub use push::{Pushed, push};
pub use rescue::{Rescued, rescue_expired, rescue_other_boots};
pub use settle::{Failure, Fate, await_approval, complete, extend, fail, snooze, unknown_effect};
pub use share::{counts, set_cap, set_reserve, set_weight};
pub use spend::{Spend, spend};
pub use task::{Leased, NewTask, Task, Token, Unique, find, get, live};
pub use wake::{wake, wake_waiting};
