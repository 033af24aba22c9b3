//! Opening a store: lock, version, damage, backup, migration, in this order.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::SharedClock;
use sqlx::sqlite::Sqlite;
use sqlx::{AssertSqlSafe, SqliteConnection, SqlitePool, pool::PoolConnection};
use tokio::sync::broadcast;

use futures::future::BoxFuture;

use crate::backup::{self, Backup, Reason, Restored};
use crate::change::Change;
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
    /// How many backups are kept.
    pub backups: usize,
    /// As what.
    pub mode: Mode,
    /// Identity of this start of the program; also marks the queue's leases.
    pub boot: String,
    /// A damaged store without any good backup is set aside for an empty one.
    pub empty_if_lost: bool,
}

impl OpenOptions {
    /// As the engine, keeping seven backups.
    pub fn engine(clock: SharedClock, boot: impl Into<String>) -> Self {
        Self {
            clock,
            backups: 7,
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
    backups: usize,
    _lock: Option<Arc<LockFile>>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store")
            .field("path", &self.path)
            .field("mode", &self.mode())
            .finish()
    }
}

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
                LockFile::take(path)?
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
        E: From<StoreError> + Send + 'static,
    {
        match &self.writer {
            Some(writer) => writer.write(f).await,
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

    /// Says that the engine lives; call it every few seconds.
    ///
    /// # Errors
    /// As `write`.
    pub async fn heartbeat(&self) -> Result<(), StoreError> {
        let (boot, now) = (Arc::clone(&self.boot), self.clock.now());
        self.write(move |tx| Box::pin(async move { lock::beat(tx.conn(), &boot, now).await }))
            .await
    }

    /// Copies the store into its backup folder and forgets the oldest copies.
    ///
    /// # Errors
    /// See [`backup::make`].
    pub async fn backup(&self, reason: Reason) -> Result<Backup, StoreError> {
        backup::make(&self.path, reason, self.clock.now(), self.backups).await
    }

    /// Makes the daily copy when the newest one is a day old.
    ///
    /// # Errors
    /// See [`backup::make`].
    pub async fn backup_if_due(&self) -> Result<Option<Backup>, StoreError> {
        let newest = backup::list(&self.path)?.into_iter().next();
        let due = newest.is_none_or(|copy| self.clock.now() - copy.at >= chrono::Duration::days(1));
        if due {
            self.backup(Reason::Daily).await.map(Some)
        } else {
            Ok(None)
        }
    }

    /// Marks the end in order, so that the next start need not check the file. Writes that
    /// are still waiting are done first.
    ///
    /// # Errors
    /// What SQLite says.
    pub async fn close(self) -> Result<(), StoreError> {
        if self.writer.is_some() {
            let boot = Arc::clone(&self.boot);
            self.write(move |tx| Box::pin(async move { lock::close(tx.conn(), &boot).await }))
                .await?;
        }
        self.readers.close().await;
        Ok(())
    }
}

async fn open_engine(
    path: &Path,
    options: OpenOptions,
    held: LockFile,
) -> Result<Opened, StoreError> {
    let now = options.clock.now();
    let mut found = health::look(path).await?;
    let unclean = matches!(found, Found::Store { clean: false, .. });
    if unclean {
        if let Some(problem) = health::problem_of(path).await? {
            found = Found::Damaged(problem);
        }
    }
    let mut restored = None;
    if let Found::Damaged(problem) = found {
        restored = Some(backup::restore(path, problem, now, options.empty_if_lost).await?);
        found = health::look(path).await?;
    }
    let backup = match found {
        Found::Store { pending, .. } if pending > 0 => {
            Some(backup::make(path, Reason::Migration, now, options.backups).await?)
        }
        _ => None,
    };
    let mut conn = connect::writer(path).await?;
    migrate(&mut conn).await?;
    lock::claim(&mut conn, &this_process(&options)).await?;
    let (feed, _) = broadcast::channel(FEED);
    let (writer, _) = Writer::start(conn, feed.clone());
    let readers = connect::readers(path).await?;
    let store = Store {
        path: PathBuf::from(path).into(),
        writer: Some(writer),
        readers,
        feed,
        clock: options.clock,
        boot: options.boot.into(),
        backups: options.backups,
        _lock: Some(Arc::new(held)),
    };
    Ok(Opened {
        store,
        restored,
        backup,
        unclean,
    })
}

async fn open_viewer(path: &Path, options: OpenOptions) -> Result<Opened, StoreError> {
    match health::look(path).await? {
        Found::Store { .. } => {}
        Found::Nothing => return Err(StoreError::NotFound("store")),
        Found::Damaged(problem) => {
            return Err(StoreError::Corrupt {
                path: path.to_owned(),
                problem,
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
        backups: options.backups,
        _lock: None,
    };
    Ok(Opened {
        store,
        restored: None,
        backup: None,
        unclean: false,
    })
}

async fn migrate(conn: &mut SqliteConnection) -> Result<(), StoreError> {
    health::MIGRATOR.run(&mut *conn).await?;
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
mod tests {
    use super::*;
    use crate::fixture::{self, start};
    use domain::ManualClock;

    #[tokio::test]
    async fn the_bundled_sqlite_has_the_wal_reset_fix() {
        let (_dir, store) = fixture::store().await;
        let mut conn = store.read().await.unwrap();
        let version: String = sqlx::query_scalar("SELECT sqlite_version()")
            .fetch_one(&mut *conn)
            .await
            .unwrap();
        let parts: Vec<u32> = version
            .split('.')
            .map(|part| part.parse().unwrap())
            .collect();
        assert!(
            parts >= vec![3, 51, 3],
            "{version} may corrupt a WAL (fixed in 3.51.3)"
        );
    }

    #[tokio::test]
    async fn a_second_process_becomes_a_viewer() {
        let (_dir, store) = fixture::store().await;
        let options = OpenOptions::engine(ManualClock::at(start()), "second");
        let second = Store::open(store.path(), options).await.unwrap().store;
        assert_eq!(second.mode(), Mode::Viewer, "the lock is held by the first");
        let refused: Result<(), StoreError> = second.write(|_| Box::pin(async { Ok(()) })).await;
        assert!(
            matches!(refused, Err(StoreError::ViewerOnly)),
            "a viewer does not write"
        );
        let owner = lock::owner(&mut *second.read().await.unwrap())
            .await
            .unwrap()
            .unwrap();
        assert_eq!(owner.boot, "boot", "the viewer can say who the engine is");
    }
}
