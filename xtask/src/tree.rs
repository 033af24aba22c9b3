//! Where things lie.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The repository's root: the folder above this package.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// The folder of the page.
pub(crate) fn ui() -> PathBuf {
    root().join("ui")
}

/// The folder that cargo builds into: this program lies in `TARGET/debug`, whatever the
/// environment or a configuration file called TARGET.
pub(crate) fn target() -> Result<PathBuf> {
    let me = std::env::current_exe().context("where does this program lie?")?;
    let target = me
        .ancestors()
        .nth(2)
        .context("xtask lies outside a target folder")?;
    Ok(target.to_path_buf())
}

/// A debug binary of this workspace.
pub(crate) fn binary(name: &str) -> Result<PathBuf> {
    Ok(target()?
        .join("debug")
        .join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
}

/// The first of `names` found on PATH.
pub(crate) fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    names.iter().find_map(|name| {
        let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        folders
            .iter()
            .map(|folder| folder.join(&file))
            .find(|found| found.is_file())
    })
}
