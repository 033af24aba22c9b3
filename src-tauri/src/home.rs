//! The folder of an installation.

use std::path::PathBuf;

use directories::ProjectDirs;

/// The usual folder: `~/.local/share/super-ai-manager`, `%APPDATA%\...`, `~/Library/...`.
pub(crate) fn usual() -> Option<PathBuf> {
    ProjectDirs::from("uz", "superai", "super-ai-manager").map(|dirs| dirs.data_dir().to_owned())
}
