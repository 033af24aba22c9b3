//! Reading the file, and writing it so that it is always whole.

use std::fs::{self, File};
use std::io::{ErrorKind, Read, Write};
use std::path::Path;

use crate::error::SecretError;

/// Thousands of keys fit into this; anything larger is no sealed file.
const LARGEST: u64 = 64 * 1024 * 1024;

pub(super) fn read(path: &Path) -> Result<Vec<u8>, SecretError> {
    let file = File::open(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => SecretError::Missing,
        _ => SecretError::disk("read", &error),
    })?;
    let mut bytes = Vec::new();
    file.take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| SecretError::disk("read", &error))?;
    if bytes.len() as u64 > LARGEST {
        return Err(SecretError::Damaged {
            cause: "it is far too large",
        });
    }
    Ok(bytes)
}

/// Writes beside the file, then puts the new one in its place: a crash leaves
/// the old one or the new one. Only the owner may read it.
pub(super) fn write(path: &Path, bytes: &[u8], replace: bool) -> Result<(), SecretError> {
    let told = |error: std::io::Error| match error.kind() {
        ErrorKind::AlreadyExists if !replace => SecretError::Exists,
        _ => SecretError::disk("written", &error),
    };
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(told)?;
    let mut beside = private(folder).map_err(told)?;
    beside.write_all(bytes).map_err(told)?;
    beside.as_file().sync_all().map_err(told)?;
    if replace {
        beside.persist(path).map_err(|error| told(error.error))?;
    } else {
        beside
            .persist_noclobber(path)
            .map_err(|error| told(error.error))?;
    }
    sync(folder).map_err(told)
}

fn private(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let mut named = tempfile::Builder::new();
    named.prefix(".sealed-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        named.permissions(fs::Permissions::from_mode(0o600));
    }
    named.tempfile_in(folder)
}

/// The new name has to survive a power cut too; Windows has no such call.
fn sync(folder: &Path) -> std::io::Result<()> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()
    } else {
        Ok(())
    }
}
