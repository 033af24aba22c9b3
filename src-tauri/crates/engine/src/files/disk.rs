//! Files on the disk: written whole or not at all, never over another, readable by their owner.

use std::io::Write as _;
use std::path::{Component, Path, PathBuf};

use store::StoreError;
use tempfile::NamedTempFile;

use crate::error::{EngineError, Result};

/// Files of one name and day, at most.
const MOST: u32 = 10_000;

/// Writes a file below the folder. Its name, numbered where another has it, and its place.
pub(super) async fn write<B>(
    folder: PathBuf,
    below: String,
    name: String,
    bytes: B,
) -> Result<(String, String)>
where
    B: AsRef<[u8]> + Send + 'static,
{
    let written = tokio::task::spawn_blocking(move || {
        let home = folder.join(&below);
        let kept = write_now(&home, &name, bytes.as_ref());
        kept.map_err(StoreError::file("write a file", home))
            .map(|name| {
                let place = format!("{below}/{name}");
                (name, place)
            })
    });
    let written = written.await.map_err(|_| EngineError::Panicked)?;
    Ok(written?)
}

/// Writes a file whose content decides its name, over whatever has that name.
pub(crate) async fn put(folder: PathBuf, name: String, bytes: Vec<u8>) -> Result<()> {
    let written = tokio::task::spawn_blocking(move || {
        let path = folder.join(name);
        let kept = half(&folder, &bytes).and_then(|half| Ok(half.persist(&path)?));
        kept.map_err(StoreError::file("write a file", path))
    });
    written.await.map_err(|_| EngineError::Panicked)??;
    Ok(())
}

fn write_now(home: &Path, name: &str, bytes: &[u8]) -> std::io::Result<String> {
    settle(half(home, bytes)?, home, name)
}

/// The whole of a file, under no name yet.
fn half(home: &Path, bytes: &[u8]) -> std::io::Result<NamedTempFile> {
    make(home)?;
    let mut half = tempfile::Builder::new()
        .prefix(".half-")
        .tempfile_in(home)?;
    half.write_all(bytes)?;
    half.as_file().sync_all()?;
    Ok(half)
}

/// Gives it the first free name.
fn settle(mut half: NamedTempFile, home: &Path, name: &str) -> std::io::Result<String> {
    for number in 1..=MOST {
        let name = numbered(name, number);
        match half.persist_noclobber(home.join(&name)) {
            Ok(_) => return Ok(name),
            Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => {
                half = error.file;
            }
            Err(error) => return Err(error.error),
        }
    }
    Err(std::io::ErrorKind::AlreadyExists.into())
}

fn numbered(name: &str, number: u32) -> String {
    match (number, name.rsplit_once('.')) {
        (1, _) => name.to_owned(),
        (_, Some((stem, extension))) => format!("{stem} ({number}).{extension}"),
        (_, None) => format!("{name} ({number})"),
    }
}

/// Labels name buyers' orders: the folder is for its owner alone.
fn make(home: &Path) -> std::io::Result<()> {
    let mut folder = std::fs::DirBuilder::new();
    folder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
    folder.create(home)
}

/// The path of a place, unless it leads out of the folder.
pub(crate) fn path(folder: &Path, place: &str) -> Option<PathBuf> {
    let mut parts = Path::new(place).components();
    let inside = parts.all(|part| matches!(part, Component::Normal(_)));
    inside.then(|| folder.join(place))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_second_file_of_a_name_is_another_file() {
        let dir = tempfile::tempdir().unwrap();
        let write = async |bytes: &'static [u8]| {
            let (below, name) = ("shop-1/2026-11-20".to_owned(), "label.pdf".to_owned());
            write(dir.path().join("files"), below, name, bytes)
                .await
                .unwrap()
        };
        let first = write(b"one").await;
        let second = write(b"two").await;
        assert_eq!(first.1, "shop-1/2026-11-20/label.pdf", "its place");
        assert_eq!(second.0, "label (2).pdf", "numbered");
        let read = |place: &str| std::fs::read(path(&dir.path().join("files"), place).unwrap());
        assert_eq!(read(&first.1).unwrap(), b"one", "the first one stays");
        assert_eq!(read(&second.1).unwrap(), b"two", "both are there");
        let home = std::fs::read_dir(dir.path().join("files/shop-1/2026-11-20")).unwrap();
        assert_eq!(home.count(), 2, "nothing half-written is left");
    }

    #[test]
    fn a_place_never_leads_out() {
        let folder = Path::new("/files");
        for place in ["../store.sqlite3", "/etc/passwd", "a/../../b"] {
            assert_eq!(path(folder, place), None, "{place}");
        }
        assert!(path(folder, "a/b.pdf").is_some(), "inside");
    }
}
