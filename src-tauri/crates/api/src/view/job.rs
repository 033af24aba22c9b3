//! Long work with progress.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::ApiError;

/// Long work.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Job {
    /// Id.
    pub id: String,
    /// What it is.
    pub kind: JobKind,
    /// On which account.
    pub account: Option<i64>,
    /// Key of its title.
    pub title_key: String,
    /// Done so far.
    pub done: i64,
    /// In all, when known.
    pub total: Option<i64>,
    /// What is counted.
    pub unit: JobUnit,
    /// How it stands.
    pub state: JobState,
    /// What went wrong.
    pub problem: Option<ApiError>,
    /// When it began.
    pub started_at: String,
    /// What stays done after a stop; a key.
    pub keeps: Option<String>,
}

/// What long work counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum JobUnit {
    /// Rows of a shop.
    Rows,
    /// Entries of the journal.
    Entries,
    /// Bytes of a file.
    Bytes,
}

/// Kinds of long work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum JobKind {
    /// First reading of a shop.
    FirstSync,
    /// Reading a shop now.
    Sync,
    /// Backup.
    Backup,
    /// Checking the journal.
    Verify,
}

/// How long work stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// Runs.
    Running,
    /// Ends after the present page.
    Stopping,
    /// Done.
    Done,
    /// Stopped by a person.
    Stopped,
    /// Failed.
    Failed,
}

/// Arguments of `job_stop` and `job_dismiss`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ByJob {
    /// Id.
    pub id: String,
}
