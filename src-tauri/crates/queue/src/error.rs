//! What can go wrong with the queue.

use domain::TaskId;

/// An error of the queue.
#[derive(Debug, thiserror::Error)]
pub enum QueueError {
    /// The lease ended and the task went to someone else, or was cancelled. Nothing was
    /// changed; what else was done in this transaction must not be kept.
    #[error("the lease of task {0} is not held any more")]
    Stale(TaskId),
    /// No task with that identity in that place.
    #[error("no such task: {0}")]
    NotFound(TaskId),
    /// A live task holds the unique key.
    #[error("task {0} has the same unique key")]
    KeyTaken(TaskId),
    /// A stored value cannot be read.
    #[error("unreadable value in {column}")]
    Unreadable {
        /// Where it is stored.
        column: &'static str,
        /// What the parser said.
        #[source]
        source: serde_json::Error,
    },
    /// What SQLite says.
    #[error("the store answered with an error")]
    Sql(#[from] sqlx::Error),
}

impl QueueError {
    /// Whether the worker lost its lease.
    pub fn is_stale(&self) -> bool {
        matches!(self, Self::Stale(_))
    }
}
