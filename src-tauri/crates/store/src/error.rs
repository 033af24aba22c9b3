//! What can go wrong with the store, in kinds that a screen can explain.

use std::path::PathBuf;

use crate::lock::Owner;

/// An error of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A newer version of the program wrote this store; nothing was touched.
    #[error("the store {} is from a newer version (schema {found}, known {known})", path.display())]
    StoreNewer {
        /// The file.
        path: PathBuf,
        /// Its schema.
        found: i64,
        /// The newest schema that this program knows.
        known: i64,
    },
    /// The file is a database, yet of another program; nothing was touched.
    #[error("{} belongs to another program", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// The file is damaged and was not replaced.
    #[error("the store {} is damaged: {problem}", path.display())]
    Corrupt {
        /// The file, where it was found.
        path: PathBuf,
        /// What the check said.
        problem: String,
        /// A good backup was looked for, and there is none; who only reads looks for none.
        searched: bool,
    },
    /// The disk is full or cannot be written; nothing of this write was kept.
    #[error("the disk is full or cannot be written")]
    DiskFull(#[source] Option<sqlx::Error>),
    /// Another process is the engine of this store.
    #[error("this store is open read-only: another process is its engine")]
    ViewerOnly,
    /// The store is being operated by another process and must not be replaced.
    #[error("the store is in use by {0:?}")]
    InUse(Option<Owner>),
    /// No row with that identity.
    #[error("no such {0}")]
    NotFound(&'static str),
    /// The row is in a state that does not allow this.
    #[error("{noun} {id} cannot {wanted} in its state")]
    WrongState {
        /// What kind of row.
        noun: &'static str,
        /// Its id.
        id: i64,
        /// What was wanted.
        wanted: &'static str,
    },
    /// An effect of this key exists for another request.
    #[error("the effect {key} exists for another request")]
    EffectConflict {
        /// The key.
        key: String,
    },
    /// A value of ours could not be turned into its stored form, or back.
    #[error("unreadable value in {column}")]
    Unreadable {
        /// Where it is stored.
        column: &'static str,
        /// What the parser said.
        #[source]
        source: serde_json::Error,
    },
    /// The closure of a write panicked; its changes were rolled back.
    #[error("a write panicked and was rolled back")]
    Panicked,
    /// Its caller stopped it; nothing half-done was left.
    #[error("stopped")]
    Stopped,
    /// Another write of the same group broke the group: nothing of this one was kept.
    #[error("another write of the same group failed; this one was rolled back")]
    RolledBack,
    /// The writer has ended; the store is closing.
    #[error("the store is closed")]
    Closed,
    /// Files beside the store could not be read or written.
    #[error("{operation} failed for {}", path.display())]
    File {
        /// What was tried.
        operation: &'static str,
        /// Which file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// A migration failed; the store is as it was, its backup lies beside it.
    #[error("the migration of the store failed")]
    Migrate(#[source] sqlx::migrate::MigrateError),
    /// Everything else that SQLite says.
    #[error("the store answered with an error")]
    Sql(#[source] sqlx::Error),
}

impl StoreError {
    /// Whether the same call may succeed later without anything being mended.
    pub fn temporary(&self) -> bool {
        match self {
            Self::DiskFull(_) | Self::Panicked | Self::RolledBack => true,
            Self::Sql(error) => matches!(sqlite_code(error).map(|code| code & 0xff), Some(5 | 6)),
            _ => false,
        }
    }

    /// Whether the file itself is damaged.
    pub fn corrupt(&self) -> bool {
        match self {
            Self::Corrupt { .. } => true,
            Self::Sql(error) => is_corrupt(error),
            _ => false,
        }
    }

    /// What came of work with a file beside the store, by what the system says.
    pub fn file(
        operation: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| {
            if source.kind() == std::io::ErrorKind::StorageFull {
                Self::DiskFull(Some(sqlx::Error::Io(source)))
            } else {
                Self::File {
                    operation,
                    path,
                    source,
                }
            }
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        if no_room(&error) {
            Self::DiskFull(Some(error))
        } else {
            Self::Sql(error)
        }
    }
}

impl From<sqlx::migrate::MigrateError> for StoreError {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        match error {
            sqlx::migrate::MigrateError::Execute(inner) => match Self::from(inner) {
                full @ Self::DiskFull(_) => full,
                Self::Sql(inner) => Self::Migrate(sqlx::migrate::MigrateError::Execute(inner)),
                other => other,
            },
            other => Self::Migrate(other),
        }
    }
}

/// SQLITE_FULL, and of SQLITE_IOERR what writing meets: write, fsync, dir_fsync, truncate, shmsize.
/// A failed read is no full disk.
fn no_room(error: &sqlx::Error) -> bool {
    match sqlite_code(error) {
        Some(code) if code & 0xff == 13 => true,
        Some(code) => matches!(code, 778 | 1034 | 1290 | 1546 | 4874),
        None => {
            matches!(error, sqlx::Error::Io(io) if io.kind() == std::io::ErrorKind::StorageFull)
        }
    }
}

/// Whether this error, or what caused it, is a disk that took no more.
pub(crate) fn is_full(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        let of_store = error.downcast_ref::<StoreError>();
        if of_store.is_some_and(|error| matches!(error, StoreError::DiskFull(_)))
            || error.downcast_ref::<sqlx::Error>().is_some_and(no_room)
        {
            return true;
        }
        next = error.source();
    }
    false
}

/// The extended result code of SQLite, if the error is one of its own.
pub(crate) fn sqlite_code(error: &sqlx::Error) -> Option<i32> {
    error.as_database_error()?.code()?.parse().ok()
}

/// SQLITE_CORRUPT 11, SQLITE_NOTADB 26.
pub(crate) fn is_corrupt(error: &sqlx::Error) -> bool {
    matches!(sqlite_code(error).map(|code| code & 0xff), Some(11 | 26))
}
