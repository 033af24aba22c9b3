//! Backups.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A backup on disk.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Backup {
    /// File.
    pub path: String,
    /// When.
    pub at: String,
    /// Size.
    pub bytes: u64,
}

/// A backup just made.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct BackupMade {
    /// File.
    pub path: String,
    /// Size.
    pub bytes: u64,
}
