//! Opening a store: lock, version, damage, backup, migration, in this order.

mod copies;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use domain::{AccountId, Clock, SharedClock, SystemClock};
use sqlx::sqlite::Sqlite;
use sqlx::{AssertSqlSafe, SqliteConnection, SqlitePool, pool::PoolConnection};
use tokio::sync::broadcast;

use futures::future::BoxFuture;

use crate::backup::{self, Backup, Reason, Restored};
use crate::change::{Change, Topic};
use crate::connect;
use crate::error::StoreError;
use crate::health::{self, Found};
use crate::lock::{self, LockFile, Owner};
use crate::writer::{Tx, Writer};

/// As what a process opens the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Reads and writes; one process at a time.
    Engine,
    /// Reads only.
    Viewer,
}

/// How to open a store.
#[derive(Clone)]
pub struct OpenOptions {
    /// Tells the time.
    pub clock: SharedClock,
    /// As what.
    pub mode: Mode,
    /// Identity of this start of the program; also marks the queue's leases.
    pub boot: String,
    /// A damaged store without any good backup is set aside for an empty one.
    pub empty_if_lost: bool,
}

impl OpenOptions {
    /// As the engine.
    pub fn engine(clock: SharedClock, boot: impl Into<String>) -> Self {
        Self {
            clock,
            mode: Mode::Engine,
            boot: boot.into(),
            empty_if_lost: false,
        }
    }

    /// As a viewer.
    pub fn viewer(clock: SharedClock) -> Self {
        Self {
            mode: Mode::Viewer,
            ..Self::engine(clock, "")
        }
    }
}

/// An open store and what happened on the way.
pub struct Opened {
    /// The store.
    pub store: Store,
    /// Set when a damaged file was replaced.
    pub restored: Option<Restored>,
    /// The copy made before migrating.
    pub backup: Option<Backup>,
    /// The engine before this one did not close in order.
    pub unclean: bool,
}

/// The store. Clones share the same connections.
#[derive(Clone)]
pub struct Store {
    path: Arc<Path>,
    writer: Option<Writer>,
    readers: SqlitePool,
    feed: broadcast::Sender<Change>,
    clock: SharedClock,
    boot: Arc<str>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store")
            .field("path", &self.path)
            .field("mode", &self.mode())
            .finish()
    }
}

/// How long a lock is waited for: who only looks whether it is held holds it for a moment itself.
const LOCK_PATIENCE: Duration = Duration::from_millis(600);
const LOCK_AGAIN: Duration = Duration::from_millis(50);

/// Changes that a slow listener may fall behind before it must refetch all.
const FEED: usize = 4096;

impl Store {
    /// Opens the store at `path`, making it when there is none. When another process is the
    /// engine, the result is a viewer whatever was asked for.
    ///
    /// # Errors
    /// `StoreNewer`, `Foreign`, `Corrupt`, `DiskFull`, `NotFound` (a viewer without a store),
    /// and what SQLite and the system say.
    pub async fn open(path: &Path, options: OpenOptions) -> Result<Opened, StoreError> {
        let held = match options.mode {
            Mode::Viewer => None,
            Mode::Engine => {
                if let Some(parent) = path.parent() {
                    std::fs::create_dir_all(parent).map_err(StoreError::file("make", parent))?;
                }
                take_lock(path).await?
            }
        };
        match held {
            Some(held) => open_engine(path, options, held).await,
            None => open_viewer(path, options).await,
        }
    }

    /// Whether this process may write.
    pub fn mode(&self) -> Mode {
        if self.writer.is_some() {
            Mode::Engine
        } else {
            Mode::Viewer
        }
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Identity of this start of the program.
    pub fn boot(&self) -> &str {
        &self.boot
    }

    /// Runs a write in the next group commit. It is answered after COMMIT; when it returns an
    /// error or panics, its own changes are rolled back and nobody else's. A caller that gives
    /// up does not break it: it commits or rolls back whole.
    ///
    /// # Errors
    /// `ViewerOnly`, `Closed`, `DiskFull`, or the closure's own.
    pub async fn write<T, E, F>(&self, f: F) -> Result<T, E>
    where
        F: for<'c> FnOnce(&'c mut Tx) -> BoxFuture<'c, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + std::error::Error + Send + 'static,
    {
        match &self.writer {
            Some(writer) => writer.write(f, false).await,
            None => Err(StoreError::ViewerOnly.into()),
        }
    }

    /// The same in a transaction of its own: for a write of thousands of rows.
    ///
    /// # Errors
    /// As [`Store::write`].
    pub async fn write_alone<T, E, F>(&self, f: F) -> Result<T, E>
    where
        F: for<'c> FnOnce(&'c mut Tx) -> BoxFuture<'c, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + std::error::Error + Send + 'static,
    {
        match &self.writer {
            Some(writer) => writer.write(f, true).await,
            None => Err(StoreError::ViewerOnly.into()),
        }
    }

    /// A read-only connection; it sees what was committed when its first statement ran.
    ///
    /// # Errors
    /// When no connection can be had.
    pub async fn read(&self) -> Result<PoolConnection<Sqlite>, StoreError> {
        Ok(self.readers.acquire().await?)
    }

    /// The read-only connections.
    pub fn readers(&self) -> &SqlitePool {
        &self.readers
    }

    /// What later writes touch, after their commit.
    pub fn changes(&self) -> broadcast::Receiver<Change> {
        self.feed.subscribe()
    }

    /// Tells listeners of something that changes without being stored, such as the progress of
    /// long work.
    pub fn tell(&self, topic: Topic, account: Option<AccountId>) {
        // Nobody may be listening; that is no error.
        let _ = self.feed.send(Change { topic, account });
    }

    /// Says that the engine lives; call it every few seconds.
    ///
    /// # Errors
    /// As `write`.
    pub async fn heartbeat(&self) -> Result<(), StoreError> {
        let (boot, now) = (Arc::clone(&self.boot), self.clock.now());
        self.write(move |tx| Box::pin(async move { lock::beat(tx.conn(), &boot, now).await }))
            .await
    }

    /// Whether the newest writes found no room on the disk.
    pub fn disk_full(&self) -> bool {
        self.writer.as_ref().is_some_and(Writer::full)
    }

    /// Reads the whole file and says what is wrong with it; `None` when it is sound.
    ///
    /// # Errors
    /// What SQLite says, other than that the file is damaged.
    pub async fn check(&self) -> Result<Option<String>, StoreError> {
        health::problem_of(&self.path).await
    }

    /// Marks the end in order, so that the next start need not check the file. Writes that
    /// are waiting are done first; later ones find the store closed, on every clone. When
    /// this returns, file and lock are free.
    ///
    /// # Errors
    /// What SQLite says.
    pub async fn close(self) -> Result<(), StoreError> {
        let mut marked = Ok(());
        if let Some(writer) = &self.writer {
            let boot = Arc::clone(&self.boot);
            marked = self
                .write(move |tx| Box::pin(async move { lock::close(tx.conn(), &boot).await }))
                .await;
            self.readers.close().await;
            writer.close().await;
        } else {
            self.readers.close().await;
        }
        marked
    }
}

async fn take_lock(path: &Path) -> Result<Option<LockFile>, StoreError> {
    let end = tokio::time::Instant::now() + LOCK_PATIENCE;
    loop {
        let held = LockFile::take(path)?;
        if held.is_some() || tokio::time::Instant::now() >= end {
            return Ok(held);
        }
        tokio::time::sleep(LOCK_AGAIN).await;
    }
}

async fn open_engine(
    path: &Path,
    options: OpenOptions,
    held: LockFile,
) -> Result<Opened, StoreError> {
    let mut sound = sound(path, &options).await?;
    let conn = match connect_writer(path, &options).await {
        // Damage that only writing met.
        Err(error) if error.corrupt() && sound.restored.is_none() => {
            let problem = health::error_chain(&error);
            let now = options.clock.now();
            sound.restored =
                Some(backup::restore(path, problem, now, options.empty_if_lost).await?);
            connect_writer(path, &options).await?
        }
        other => other?,
    };
    let (feed, _) = broadcast::channel(FEED);
    let store = Store {
        path: PathBuf::from(path).into(),
        writer: Some(Writer::start(conn, held, feed.clone())),
        readers: connect::readers(path).await?,
        feed,
        clock: options.clock,
        boot: options.boot.into(),
    };
    Ok(Opened {
        store,
        restored: sound.restored,
        backup: sound.backup,
        unclean: sound.unclean,
    })
}

/// What was done so that the file can be opened.
struct Sound {
    restored: Option<Restored>,
    backup: Option<Backup>,
    unclean: bool,
}

/// Looks at the file, replaces a damaged one, and copies it when it will be migrated.
async fn sound(path: &Path, options: &OpenOptions) -> Result<Sound, StoreError> {
    let now = options.clock.now();
    let mut restored = backup::finish_restore(path).await?;
    let mut found = health::look(path).await?;
    let unclean = matches!(found, Found::Store { clean: false, .. });
    if unclean && let Some(problem) = health::problem_of(path).await? {
        found = Found::Damaged(problem);
    }
    if let Found::Damaged(problem) = found {
        restored = Some(backup::restore(path, problem, now, options.empty_if_lost).await?);
        found = health::look(path).await?;
    }
    let backup = match found {
        Found::Store { pending, .. } if pending > 0 => {
            // The owner's number of copies can only be asked of a store that is open.
            let keep = backup::list(path)?.len() + 1;
            Some(backup::make(path, Reason::Migration, SystemClock.now(), keep).await?)
        }
        _ => None,
    };
    Ok(Sound {
        restored,
        backup,
        unclean,
    })
}

async fn connect_writer(
    path: &Path,
    options: &OpenOptions,
) -> Result<SqliteConnection, StoreError> {
    let mut conn = connect::writer(path).await?;
    migrate(&mut conn).await?;
    lock::claim(&mut conn, &this_process(options)).await?;
    Ok(conn)
}

async fn open_viewer(path: &Path, options: OpenOptions) -> Result<Opened, StoreError> {
    match health::look(path).await? {
        Found::Store { .. } => {}
        Found::Nothing => return Err(StoreError::NotFound("store")),
        Found::Damaged(problem) => {
            return Err(StoreError::Corrupt {
                path: path.to_owned(),
                problem,
                searched: false,
            });
        }
    }
    let (feed, _) = broadcast::channel(FEED);
    let store = Store {
        path: PathBuf::from(path).into(),
        writer: None,
        readers: connect::readers(path).await?,
        feed,
        clock: options.clock,
        boot: options.boot.into(),
    };
    Ok(Opened {
        store,
        restored: None,
        backup: None,
        unclean: false,
    })
}

async fn migrate(conn: &mut SqliteConnection) -> Result<(), StoreError> {
    // Not `run`: a future over its `Acquire` is not seen to be `Send`, and stores are opened
    // from tasks.
    health::MIGRATOR.run_direct(None, conn, false).await?;
    let version = health::known();
    let mark = format!(
        "PRAGMA application_id = {}; PRAGMA user_version = {version};",
        connect::APPLICATION_ID
    );
    sqlx::raw_sql(AssertSqlSafe(mark))
        .execute(&mut *conn)
        .await?;
    Ok(())
}

fn this_process(options: &OpenOptions) -> Owner {
    let now = options.clock.now();
    Owner {
        host: lock::host(),
        pid: i64::from(std::process::id()),
        boot: options.boot.clone(),
        started_at: now,
        heartbeat_at: now,
        clean: false,
    }
}

#[cfg(test)]
mod tests;
