//! Files on this machine, for who opens or sends them: the window's shell and the local server.
//! The page names a file by its row and never by its path.

use std::path::PathBuf;

use crate::api::Api;
use crate::caller::{Caller, Role};
use crate::context::{Context as _, View, allow};
use crate::error::ApiError;

/// A file that can be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalFile {
    /// Its name.
    pub name: String,
    /// Where it lies; written by the engine, below its own folder.
    pub path: PathBuf,
}

impl Api {
    /// A file by its row.
    ///
    /// # Errors
    /// `NotFound` for one of somebody else's shop, and where it was taken away.
    pub async fn file(&self, caller: &Caller, id: i64) -> Result<LocalFile, ApiError> {
        allow(caller, Role::Partner)?;
        let view = View::enter(self, caller)?;
        let partner = view.partner().await?;
        let file = store::file::get(&mut *view.read().await?, partner, id).await?;
        let path = engine::files::path(view.house().store(), &file);
        Ok(LocalFile {
            path: path.ok_or_else(|| ApiError::not_found("file"))?,
            name: file.name,
        })
    }
}
