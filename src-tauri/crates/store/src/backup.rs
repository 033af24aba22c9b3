//! Copies of the store: made by `VACUUM INTO`, kept in a folder beside it, and
//! taken back when the file is damaged.

use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDateTime, Utc};
use sqlx::{AssertSqlSafe, Connection, SqliteConnection};

use crate::Progress;
use crate::connect;
use crate::error::{StoreError, sqlite_code};
use crate::health::{self, Found};
use crate::lock::LockFile;

/// Ending of the copy that is about to become the store.
const RESTORING: &str = ".restoring";
const STAMP: &str = "%Y%m%dT%H%M%S%3fZ";

/// Why a copy was made; part of its file name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Before the schema changes.
    Migration,
    /// Once a day.
    Daily,
    /// A person asked for it.
    Asked,
}

impl Reason {
    fn as_str(self) -> &'static str {
        match self {
            Self::Migration => "migration",
            Self::Daily => "daily",
            Self::Asked => "asked",
        }
    }
}

/// A copy of the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// The file.
    pub path: PathBuf,
    /// When it was made.
    pub at: DateTime<Utc>,
    /// Its size.
    pub bytes: u64,
}

/// The folder of a store's copies.
pub fn folder(store: &Path) -> PathBuf {
    store.with_file_name("backups")
}

fn stem(store: &Path) -> String {
    store
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// The copies of a store, newest first.
///
/// # Errors
/// When the folder cannot be read; that it is missing is no error.
pub fn list(store: &Path) -> Result<Vec<Backup>, StoreError> {
    let folder = folder(store);
    let entries = match std::fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(StoreError::file("list the backups", &folder)(error)),
    };
    let prefix = format!("{}-", stem(store));
    let mut found: Vec<Backup> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let at = name
                .strip_suffix(".db")?
                .strip_prefix(&prefix)?
                .split('-')
                .next()?;
            let at = NaiveDateTime::parse_from_str(at, STAMP).ok()?.and_utc();
            let bytes = entry.metadata().ok()?.len();
            Some(Backup {
                path: entry.path(),
                at,
                bytes,
            })
        })
        .collect();
    found.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| b.path.cmp(&a.path)));
    Ok(found)
}

/// Copies the store as it is after its last commit; writes go on meanwhile.
///
/// # Errors
/// `DiskFull`, or what SQLite and the system say. A half-made copy is taken away.
pub async fn make(
    store: &Path,
    reason: Reason,
    now: DateTime<Utc>,
    keep: usize,
) -> Result<Backup, StoreError> {
    make_watched(store, (reason, now, keep), Box::new(|_, _| true)).await
}

/// The same for one who watches the bytes and may stop it.
///
/// # Errors
/// As [`make`]; `Stopped`.
pub async fn make_watched(
    store: &Path,
    (reason, now, keep): (Reason, DateTime<Utc>, usize),
    progress: Progress,
) -> Result<Backup, StoreError> {
    let folder = folder(store);
    std::fs::create_dir_all(&folder).map_err(StoreError::file("make", &folder))?;
    let name = format!(
        "{}-{}-{}.db",
        stem(store),
        now.format(STAMP),
        reason.as_str()
    );
    let path = folder.join(name);
    let half = path.with_extension("half");
    let _ = std::fs::remove_file(&half);
    let copied = copy_into(store, &half, progress).await;
    if let Err(error) = copied {
        let _ = std::fs::remove_file(&half);
        return Err(error);
    }
    std::fs::rename(&half, &path).map_err(StoreError::file("name the backup", &path))?;
    let bytes = std::fs::metadata(&path)
        .map_err(StoreError::file("measure", &path))?
        .len();
    prune(store, keep)?;
    Ok(Backup {
        path,
        at: now,
        bytes,
    })
}

/// Steps of SQLite's machine between two looks at how far it is: a few milliseconds.
const STEPS: i32 = 20_000;

async fn copy_into(store: &Path, half: &Path, progress: Progress) -> Result<(), StoreError> {
    let mut conn = connect::reader(store).await?;
    watch(&mut conn, store, half, progress).await?;
    let quoted = half.to_string_lossy().replace('\'', "''");
    // VACUUM INTO takes an expression; a bound value is refused by older parsers.
    let made = sqlx::query(AssertSqlSafe(format!("VACUUM INTO '{quoted}'")))
        .execute(&mut conn)
        .await;
    let _ = conn.close().await;
    made.map_err(|error| match sqlite_code(&error) {
        // SQLITE_INTERRUPT: the one who watches said so.
        Some(9) => StoreError::Stopped,
        _ => StoreError::from(error),
    })?;
    std::fs::File::options()
        .write(true)
        .open(half)
        .and_then(|file| file.sync_all())
        .map_err(StoreError::file("flush", half))
}

/// A copy is about as long as the store, so that its length tells how far it is.
async fn watch(
    conn: &mut SqliteConnection,
    store: &Path,
    half: &Path,
    mut progress: Progress,
) -> Result<(), StoreError> {
    let length = |path: &Path| std::fs::metadata(path).map_or(0, |file| file.len());
    let (total, half) = (length(store), half.to_owned());
    let mut handle = conn.lock_handle().await?;
    handle.set_progress_handler(STEPS, move || progress(length(&half).min(total), total));
    Ok(())
}

/// Deletes all but the newest `keep` copies (at least one stays).
fn prune(store: &Path, keep: usize) -> Result<(), StoreError> {
    for old in list(store)?.into_iter().skip(keep.max(1)) {
        std::fs::remove_file(&old.path).map_err(StoreError::file("delete", &old.path))?;
    }
    Ok(())
}

/// A damaged store that was replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// The copy that took its place; `None` when an empty store did.
    pub from: Option<PathBuf>,
    /// What was committed after this moment is only in the file set aside.
    pub lost_since: Option<DateTime<Utc>>,
    /// Where the damaged file lies now (its folder, when a restore was cut off).
    pub aside: PathBuf,
    /// What the check said about it.
    pub problem: String,
}

/// Puts the newest good copy in the place of a damaged store, which is moved aside
/// and never deleted.
///
/// # Errors
/// `Corrupt` when there is no good copy and `or_empty` is not set: then nothing was touched.
pub(crate) async fn restore(
    store: &Path,
    problem: String,
    now: DateTime<Utc>,
    or_empty: bool,
) -> Result<Restored, StoreError> {
    let good = newest_good(store).await?;
    if good.is_none() && !or_empty {
        return Err(StoreError::Corrupt {
            path: store.to_owned(),
            problem,
            searched: true,
        });
    }
    // The copy is whole on disk before the damaged file moves.
    let fresh = sibling(store, RESTORING);
    if let Some(backup) = &good {
        copy_whole(&backup.path, &fresh)?;
    }
    let aside = set_aside(store, now)?;
    if good.is_some() {
        std::fs::rename(&fresh, store).map_err(StoreError::file("put back", store))?;
    }
    let lost_since = good.as_ref().map(|backup| backup.at);
    Ok(Restored {
        from: good.map(|backup| backup.path),
        lost_since,
        aside,
        problem,
    })
}

/// Puts `copy` in the place of the store because a person wants it. The present store is moved
/// aside and never deleted.
///
/// # Errors
/// `InUse` while a process is the engine of the store, `NotFound` without such a copy,
/// `StoreNewer`, `Foreign` or `Corrupt` for a copy that cannot be used: then nothing was touched.
pub async fn put_back(
    store: &Path,
    copy: &Path,
    now: DateTime<Utc>,
) -> Result<Restored, StoreError> {
    let corrupt = |problem: String| StoreError::Corrupt {
        path: copy.to_owned(),
        problem,
        searched: false,
    };
    match health::look(copy).await? {
        Found::Store { .. } => {}
        Found::Nothing => return Err(StoreError::NotFound("backup")),
        Found::Damaged(problem) => return Err(corrupt(problem)),
    }
    if let Some(problem) = health::problem_of(copy).await? {
        return Err(corrupt(problem));
    }
    if let Some(parent) = store.parent() {
        std::fs::create_dir_all(parent).map_err(StoreError::file("make", parent))?;
    }
    let Some(_held) = LockFile::take(store)? else {
        return Err(StoreError::InUse(None));
    };
    // A copy may have its last commits in a WAL file beside it; this takes them in.
    let fresh = sibling(store, RESTORING);
    let _ = std::fs::remove_file(&fresh);
    copy_into(copy, &fresh, Box::new(|_, _| true)).await?;
    let aside = move_aside(store, "replaced", now)?;
    std::fs::rename(&fresh, store).map_err(StoreError::file("put back", store))?;
    Ok(Restored {
        from: Some(copy.to_owned()),
        lost_since: None,
        aside,
        problem: "a person asked for it".to_owned(),
    })
}

/// Ends a restore that was cut off after the damaged file was moved aside: then, and only
/// then, the store is missing and the whole copy lies beside its place.
pub(crate) async fn finish_restore(store: &Path) -> Result<Option<Restored>, StoreError> {
    let fresh = sibling(store, RESTORING);
    if store.exists() || !fresh.exists() {
        return Ok(None);
    }
    let good = newest_good(store).await?;
    std::fs::rename(&fresh, store).map_err(StoreError::file("put back", store))?;
    Ok(Some(Restored {
        lost_since: good.as_ref().map(|backup| backup.at),
        from: good.map(|backup| backup.path),
        aside: store.with_file_name(""),
        problem: "a restore was cut off and is done now".to_owned(),
    }))
}

async fn newest_good(store: &Path) -> Result<Option<Backup>, StoreError> {
    for backup in list(store)? {
        let sound = matches!(health::look(&backup.path).await, Ok(Found::Store { .. }))
            && health::problem_of(&backup.path).await?.is_none();
        if sound {
            return Ok(Some(backup));
        }
        tracing::warn!(path = %backup.path.display(), "a backup is damaged and was passed over");
    }
    Ok(None)
}

pub(crate) fn copy_whole(from: &Path, to: &Path) -> Result<(), StoreError> {
    std::fs::copy(from, to).map_err(StoreError::file("copy", to))?;
    std::fs::File::options()
        .write(true)
        .open(to)
        .and_then(|file| file.sync_all())
        .map_err(StoreError::file("flush", to))
}

pub(crate) fn sibling(store: &Path, ending: &str) -> PathBuf {
    let mut name = store.file_name().unwrap_or_default().to_os_string();
    name.push(ending);
    store.with_file_name(name)
}

/// Moves a damaged store with its WAL files aside.
pub(crate) fn set_aside(store: &Path, now: DateTime<Utc>) -> Result<PathBuf, StoreError> {
    move_aside(store, "damaged", now)
}

fn move_aside(store: &Path, why: &str, now: DateTime<Utc>) -> Result<PathBuf, StoreError> {
    let aside = sibling(store, &format!(".{why}-{}", now.format(STAMP)));
    for ending in ["-wal", "-shm", ""] {
        let from = sibling(store, ending);
        if from.exists() {
            let to = sibling(&aside, ending);
            std::fs::rename(&from, &to).map_err(StoreError::file("move aside", &from))?;
        }
    }
    Ok(aside)
}
