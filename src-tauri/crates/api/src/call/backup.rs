//! Backups.

use super::{iso, job};
use crate::context::Own;
use crate::error::ApiError;
use crate::view::Nothing;
use crate::view::backup::{Backup, BackupMade};

/// Makes a backup now.
pub(crate) async fn create(own: &Own, _: Nothing) -> Result<BackupMade, ApiError> {
    let job = job::Watched::begin(own.view(), engine::JobKind::Backup);
    let (store, reason) = (&own.room().store, store::backup::Reason::Asked);
    let copy = store.backup_watched(reason, job.progress()).await;
    let copy = job.end(copy)?;
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
