//! Shared parts of the journeys: a stage with a sandbox and an installation on it, an engine in
//! another process, connectors driven by hand, and the proofs that every story ends with.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a journey whose stage cannot be set up has failed"
)]

pub mod changes;
pub mod decided;
pub mod elsewhere;
pub mod hand;
pub mod proof;
pub mod settled;
pub mod stage;
pub mod time;

pub use stage::Stage;
