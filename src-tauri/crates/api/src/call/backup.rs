//! Backups.

use super::iso;
use crate::context::Own;
use crate::error::ApiError;
use crate::view::Nothing;
use crate::view::backup::{Backup, BackupMade};

/// Makes a backup now.
pub(crate) async fn create(own: &Own, _: Nothing) -> Result<BackupMade, ApiError> {
    let copy = own
        .room()
        .store
        .backup(store::backup::Reason::Asked)
        .await?;
    Ok(BackupMade {
        path: copy.path.display().to_string(),
        bytes: copy.bytes,
    })
}

/// Backups on disk, newest first.
pub(crate) async fn list(own: &Own, _: Nothing) -> Result<Vec<Backup>, ApiError> {
    let copies = store::backup::list(own.room().store.path())?;
    Ok(copies
        .into_iter()
        .map(|copy| Backup {
            path: copy.path.display().to_string(),
            at: iso(copy.at),
            bytes: copy.bytes,
        })
        .collect())
}
