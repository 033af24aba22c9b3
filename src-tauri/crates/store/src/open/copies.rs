//! Copies of an open store, as many as its owner wants kept.

use domain::{Clock as _, SystemClock};

use super::Store;
use crate::Progress;
use crate::backup::{self, Backup, Reason};
use crate::error::StoreError;
use crate::settings;

impl Store {
    /// Copies the store into its backup folder and forgets the oldest copies, as many as the
    /// owner wants to keep. On this machine's time: a demo's fast clock makes no more copies.
    ///
    /// # Errors
    /// See [`backup::make`].
    pub async fn backup(&self, reason: Reason) -> Result<Backup, StoreError> {
        let keep = self.copies_kept().await?;
        backup::make(&self.path, reason, SystemClock.now(), keep).await
    }

    /// How many copies the owner wants kept.
    async fn copies_kept(&self) -> Result<usize, StoreError> {
        let keep = settings::BACKUP_KEEP
            .get(&mut *self.read().await?, None)
            .await?;
        Ok(usize::try_from(keep).unwrap_or(usize::MAX))
    }

    /// The same for one who watches the bytes and may stop it.
    ///
    /// # Errors
    /// See [`backup::make_watched`].
    pub async fn backup_watched(
        &self,
        reason: Reason,
        progress: Progress,
    ) -> Result<Backup, StoreError> {
        let what = (reason, SystemClock.now(), self.copies_kept().await?);
        backup::make_watched(&self.path, what, progress).await
    }

    /// Makes the daily copy when the newest one is a day old.
    ///
    /// # Errors
    /// See [`backup::make`].
    pub async fn backup_if_due(&self) -> Result<Option<Backup>, StoreError> {
        let newest = backup::list(&self.path)?.into_iter().next();
        let due =
            newest.is_none_or(|copy| SystemClock.now() - copy.at >= chrono::TimeDelta::days(1));
        if due {
            self.backup(Reason::Daily).await.map(Some)
        } else {
            Ok(None)
        }
    }
}
