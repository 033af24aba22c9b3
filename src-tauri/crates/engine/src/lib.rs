//! The engine: from synced rows to proven acts.

pub mod guardrails;
pub mod language;
pub mod writing;
