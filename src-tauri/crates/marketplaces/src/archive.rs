//! Archives, as marketplaces send their reports.

use std::io::{Cursor, Read};

use bytes::Bytes;
use zip::ZipArchive;

use crate::Result;
use crate::error::{ErrorKind, MarketplaceError};

/// The largest file that is read.
const MOST: u64 = 64 * 1024 * 1024;

/// A file of an archive.
pub(crate) struct Packed {
    /// Its name, as it stands in the archive; never one for a disk.
    pub(crate) name: String,
    /// What is in it.
    pub(crate) bytes: Bytes,
}

/// Files whose names end with `ending`, in the order of the archive.
///
/// # Errors
/// `Unreadable` for what is no archive, and for a broken one.
pub(crate) fn files(operation: &'static str, bytes: &[u8], ending: &str) -> Result<Vec<Packed>> {
    let broken = |why: String| MarketplaceError::new(ErrorKind::Unreadable, operation, why);
    let archive = ZipArchive::new(Cursor::new(bytes));
    let mut archive = archive.map_err(|error| broken(error.to_string()))?;
    let mut found = Vec::new();
    for at in 0..archive.len() {
        let file = archive.by_index(at);
        let file = file.map_err(|error| broken(error.to_string()))?;
        let Ok(name) = file.name().map(std::borrow::Cow::into_owned) else {
            continue;
        };
        if name.to_lowercase().ends_with(ending) {
            let mut bytes = Vec::new();
            let read = file.take(MOST).read_to_end(&mut bytes);
            read.map_err(|error| broken(error.to_string()))?;
            let bytes = bytes.into();
            found.push(Packed { name, bytes });
        }
    }
    Ok(found)
}
