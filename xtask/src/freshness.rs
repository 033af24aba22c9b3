//! Is something older than what it is made from? By modification times, as make does.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

/// True when `made` is missing or older than the newest file under `sources`.
/// A folder among `sources` is walked; `node_modules`, `dist` and hidden folders are left out.
pub(crate) fn is_stale(made: &Path, sources: &[impl AsRef<Path>]) -> bool {
    let Some(made) = modified(made) else {
        return true;
    };
    sources
        .iter()
        .filter_map(|source| newest(source.as_ref()))
        .any(|source| source > made)
}

fn newest(path: &Path) -> Option<SystemTime> {
    if path.is_file() {
        return modified(path);
    }
    let entries = fs::read_dir(path).ok()?;
    entries
        .flatten()
        .filter(|entry| counts(&entry.path()))
        .filter_map(|e| newest(&e.path()))
        .max()
}

fn counts(path: &Path) -> bool {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    !(name.starts_with('.') || name == "node_modules" || name == "dist")
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|data| data.modified()).ok()
}

#[cfg(test)]
mod tests {
    use std::fs::{self, File};
    use std::path::PathBuf;
    use std::time::{Duration, SystemTime};

    use super::is_stale;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("src/dist")).expect("a temporary folder");
        folder
    }

    fn touch(path: PathBuf, seconds: u64) -> PathBuf {
        let file = File::create(&path).expect("a file");
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000 + seconds);
        file.set_modified(time).expect("a time");
        path
    }

    #[test]
    fn what_is_missing_is_stale() {
        let folder = folder("missing");
        let source = touch(folder.join("src/a.ts"), 1);
        assert!(
            is_stale(&folder.join("none"), &[source]),
            "it was never made"
        );
        fs::remove_dir_all(folder).expect("clean");
    }

    #[test]
    fn a_newer_source_deep_in_a_folder_makes_it_stale() {
        let folder = folder("newer");
        let made = touch(folder.join("made"), 5);
        touch(folder.join("src/a.ts"), 1);
        assert!(
            !is_stale(&made, &[folder.join("src")]),
            "all sources are older"
        );
        fs::create_dir_all(folder.join("src/deep")).expect("a folder");
        touch(folder.join("src/deep/b.ts"), 9);
        assert!(is_stale(&made, &[folder.join("src")]), "b.ts is newer");
        fs::remove_dir_all(folder).expect("clean");
    }

    #[test]
    fn what_the_build_itself_writes_does_not_count() {
        let folder = folder("own");
        let made = touch(folder.join("made"), 5);
        touch(folder.join("src/dist/index.html"), 9);
        assert!(
            !is_stale(&made, &[folder.join("src")]),
            "else it would build for ever"
        );
        fs::remove_dir_all(folder).expect("clean");
    }
}
