//! The engine: from synced rows to proven acts.
//!
//! `sync` brings rows, `rules` decide what is wanted, the queue carries it,
//! `answering` writes, judges, asks, sends once and reads back, and the journal
//! tells. Nothing here names a marketplace.

pub mod accounts;
pub mod answering;
pub mod changing;
pub mod day;
mod engine;
mod error;
pub mod files;
#[cfg(test)]
mod fixture;
pub mod guardrails;
mod health;
mod heard;
mod jobs;
pub mod language;
mod lease;
mod once;
mod orchestrator;
mod pen;
pub mod pictures;
pub mod probe;
pub mod problem;
mod room;
pub mod rules;
mod schedule;
mod shops;
mod skills;
mod spending;
mod sync;
pub mod writing;

pub use accounts::NewShop;
pub use engine::Engine;
pub use error::{EngineError, Result};
pub use health::stored_limits;
pub use jobs::{Counter, Job, JobKind, JobState, JobView, Jobs};
pub use marketplaces::packs::{self, Packs};
pub use marketplaces::{BucketState, FileWish, Profile, Registry};
pub use once::FeedRound;
pub use pen::{AI_SECRET, Pen, usable_ai_address};
pub use room::Room;
pub use shops::{Fields, Shops};
