use std::io::{Seek, SeekFrom, Write};

use chrono::Duration;
use domain::ManualClock;

use super::*;
use crate::fixture::{self, start};
use crate::{counts, identity, partner};

fn options(boot: &str) -> OpenOptions {
    OpenOptions::engine(ManualClock::at(start()), boot)
}

async fn names(store: &Store) -> Vec<String> {
    let mut conn = store.read().await.unwrap();
    partner::list(&mut conn)
        .await
        .unwrap()
        .into_iter()
        .map(|row| row.name)
        .collect()
}

async fn add(store: &Store, name: &'static str) {
    let now = start();
    let added = store.write(move |tx| Box::pin(async move { partner::add(tx, name, now).await }));
    added
        .await
        .map(|_| ())
        .map_err(|error: StoreError| error)
        .unwrap();
}

/// Overwrites the middle of the file, where the tables lie.
fn damage(path: &Path) {
    let mut file = std::fs::File::options().write(true).open(path).unwrap();
    let length = file.metadata().unwrap().len();
    file.seek(SeekFrom::Start(4096)).unwrap();
    file.write_all(&vec![0x5a; usize::try_from(length).unwrap() - 4096])
        .unwrap();
}

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
async fn every_connection_has_its_pragmas() {
    let (_dir, store) = fixture::store().await;
    let mut conn = store.read().await.unwrap();
    let of_reader: (String, i64, i64) = sqlx::query_as(
        "SELECT (SELECT journal_mode FROM pragma_journal_mode), (SELECT foreign_keys FROM pragma_foreign_keys),
             (SELECT timeout FROM pragma_busy_timeout)",
    )
    .fetch_one(&mut *conn)
    .await
    .unwrap();
    assert_eq!(
        of_reader,
        ("wal".to_owned(), 1, 10_000),
        "WAL, foreign keys, patience"
    );
    let refused = sqlx::query("DELETE FROM partners")
        .execute(&mut *conn)
        .await;
    assert!(refused.is_err(), "a reader cannot write");
    let synchronous: i64 = store
        .write(|tx| {
            Box::pin(async move {
                let level = sqlx::query_scalar("PRAGMA synchronous")
                    .fetch_one(tx.conn())
                    .await?;
                Ok::<_, StoreError>(level)
            })
        })
        .await
        .unwrap();
    assert_eq!(
        synchronous, 2,
        "FULL: a committed intent outlives a power failure"
    );
}

#[tokio::test]
async fn a_second_process_becomes_a_viewer_and_takes_over_when_the_first_is_gone() {
    let (_dir, store) = fixture::store().await;
    let second = Store::open(store.path(), options("second"))
        .await
        .unwrap()
        .store;
    assert_eq!(second.mode(), Mode::Viewer, "the lock is held by the first");
    let refused: Result<(), StoreError> = second.write(|_| Box::pin(async { Ok(()) })).await;
    assert!(
        matches!(refused, Err(StoreError::ViewerOnly)),
        "a viewer does not write"
    );
    let owner = lock::owner(&mut second.read().await.unwrap())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(owner.boot, "boot", "the viewer can say who the engine is");
    let path = store.path().to_owned();
    store.close().await.unwrap();
    let third = Store::open(&path, options("third")).await.unwrap();
    assert_eq!(third.store.mode(), Mode::Engine, "the lock is free again");
    assert!(!third.unclean, "the first closed in order");
    let owner = lock::owner(&mut third.store.read().await.unwrap())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(owner.boot, "third", "the row names the new engine");
}

#[tokio::test]
async fn an_engine_that_died_is_noticed() {
    let (_dir, store) = fixture::store().await;
    let path = store.path().to_owned();
    add(&store, "Dilnoza").await;
    drop(store);
    let reopened = open_when_free(&path).await;
    assert!(reopened.unclean, "it was not closed in order");
    assert_eq!(
        names(&reopened.store).await,
        ["Dilnoza"],
        "and nothing is lost"
    );
}

/// The writer task frees its connection a moment after the last handle is gone.
async fn open_when_free(path: &Path) -> Opened {
    loop {
        let opened = Store::open(path, options("again")).await.unwrap();
        if opened.store.mode() == Mode::Engine {
            return opened;
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_newer_store_is_not_touched() {
    let (_dir, store) = fixture::store().await;
    let path = store.path().to_owned();
    store
        .write(|tx| {
            Box::pin(async move {
                sqlx::query("PRAGMA user_version = 999")
                    .execute(tx.conn())
                    .await?;
                Ok::<_, StoreError>(())
            })
        })
        .await
        .unwrap();
    store.close().await.unwrap();
    let before = std::fs::read(&path).unwrap();
    for mode in [Mode::Engine, Mode::Viewer] {
        let opened = Store::open(
            &path,
            OpenOptions {
                mode,
                ..options("old")
            },
        )
        .await;
        let refused = matches!(opened, Err(StoreError::StoreNewer { found: 999, .. }));
        assert!(refused, "{mode:?} says what is wrong");
    }
    assert_eq!(
        std::fs::read(&path).unwrap(),
        before,
        "not one byte was changed"
    );
}

#[tokio::test]
async fn an_unknown_migration_means_newer_too() {
    let (_dir, store) = fixture::store().await;
    let path = store.path().to_owned();
    store
        .write(|tx| {
            Box::pin(async move {
                sqlx::query(
                    "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
                     VALUES (209901010000, 'from the future', 1, x'00', 0)",
                )
                .execute(tx.conn())
                .await?;
                Ok::<_, StoreError>(())
            })
        })
        .await
        .unwrap();
    store.close().await.unwrap();
    let opened = Store::open(&path, options("old")).await;
    assert!(
        matches!(opened, Err(StoreError::StoreNewer { .. })),
        "a step that we do not know"
    );
}

#[tokio::test]
async fn a_foreign_database_is_not_touched() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("other.db");
    let mut conn = connect::writer(&path).await.unwrap();
    sqlx::query("CREATE TABLE theirs (x)")
        .execute(&mut conn)
        .await
        .unwrap();
    drop(conn);
    let opened = Store::open(&path, options("boot")).await;
    assert!(
        matches!(opened, Err(StoreError::Foreign { .. })),
        "not ours"
    );
}

#[tokio::test]
async fn a_damaged_store_comes_back_from_its_newest_good_backup() {
    let (_dir, store) = fixture::store().await;
    let path = store.path().to_owned();
    add(&store, "Dilnoza").await;
    let good = backup::make(&path, Reason::Daily, start(), 7)
        .await
        .unwrap();
    let later = start() + Duration::minutes(5);
    let bad = backup::make(&path, Reason::Asked, later, 7).await.unwrap();
    add(&store, "Later").await;
    store.close().await.unwrap();
    damage(&path);
    damage(&bad.path);
    std::fs::write(backup::sibling(&path, "-wal"), b"").unwrap();
    let opened = Store::open(&path, options("next")).await.unwrap();
    let restored = opened.restored.unwrap();
    assert_eq!(
        restored.from.as_deref(),
        Some(good.path.as_path()),
        "the damaged copy is passed over"
    );
    assert_eq!(
        restored.lost_since,
        Some(start()),
        "it says since when rows are lost"
    );
    assert!(restored.aside.exists(), "the damaged file is kept");
    assert_eq!(
        names(&opened.store).await,
        ["Dilnoza"],
        "what the backup had is there"
    );
    add(&opened.store, "After").await;
    assert_eq!(
        names(&opened.store).await,
        ["Dilnoza", "After"],
        "and work goes on"
    );
}

#[tokio::test]
async fn a_restore_that_was_cut_off_is_ended() {
    let (_dir, store) = fixture::store().await;
    let path = store.path().to_owned();
    add(&store, "Dilnoza").await;
    let good = store.backup(Reason::Daily).await.unwrap();
    store.close().await.unwrap();
    // As if the process died between the two renames.
    backup::copy_whole(&good.path, &backup::sibling(&path, ".restoring")).unwrap();
    backup::set_aside(&path, start()).unwrap();
    let opened = Store::open(&path, options("next")).await.unwrap();
    assert_eq!(
        names(&opened.store).await,
        ["Dilnoza"],
        "no empty store takes its place"
    );
    assert_eq!(
        opened.restored.unwrap().from,
        Some(good.path),
        "and it is told"
    );
}

#[tokio::test]
async fn a_file_that_is_no_database_is_damaged_too() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("sam.db");
    std::fs::write(&path, b"these are not the bytes of a database").unwrap();
    let opened = Store::open(&path, options("boot")).await;
    assert!(
        matches!(opened, Err(StoreError::Corrupt { .. })),
        "there is no backup to take"
    );
    assert!(path.exists(), "and the file stays where it is");
    let chosen = OpenOptions {
        empty_if_lost: true,
        ..options("boot")
    };
    let opened = Store::open(&path, chosen).await.unwrap();
    let restored = opened.restored.unwrap();
    assert_eq!(
        (restored.from, restored.lost_since),
        (None, None),
        "a person chose to begin anew"
    );
    assert!(restored.aside.exists(), "the damaged file is kept even so");
}

#[tokio::test]
async fn a_migration_is_preceded_by_a_backup() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("sam.db");
    let mut conn = connect::writer(&path).await.unwrap();
    let first = health::MIGRATOR.iter().next().unwrap().version;
    health::MIGRATOR.run_to(first, &mut conn).await.unwrap();
    drop(conn);
    let opened = Store::open(&path, options("boot")).await.unwrap();
    let copy = opened.backup.unwrap();
    assert!(
        matches!(health::look(&copy.path).await.unwrap(), Found::Store { pending, .. } if pending > 0),
        "the copy is from before the migration"
    );
    let (from, now) = (start(), start());
    let mut conn = opened.store.read().await.unwrap();
    let empty = counts::of(&mut conn, domain::PartnerId(1), from, now)
        .await
        .unwrap();
    assert_eq!(
        empty,
        counts::Counts::default(),
        "and the store has every table"
    );
}

#[tokio::test]
async fn only_the_newest_backups_are_kept() {
    let (_dir, store) = fixture::store().await;
    let now = SystemClock.now() - Duration::hours(1);
    for minute in 0..5 {
        let at = now + Duration::minutes(minute);
        backup::make(store.path(), Reason::Daily, at, 3)
            .await
            .unwrap();
    }
    let kept = backup::list(store.path()).unwrap();
    assert_eq!(kept.len(), 3, "three were asked for");
    assert!(
        kept[0].at > kept[1].at && kept[1].at > kept[2].at,
        "the newest comes first"
    );
    assert!(
        store.backup_if_due().await.unwrap().is_none(),
        "the newest is not a day old, whatever a demo's clock says"
    );
}

#[tokio::test]
async fn as_many_backups_are_kept_as_the_owner_wants() {
    let (_dir, store) = fixture::store().await;
    let set = store.write(|tx| {
        Box::pin(async move {
            crate::settings::BACKUP_KEEP
                .set(tx, None, &2, start())
                .await
        })
    });
    set.await.map_err(|error: StoreError| error).unwrap();
    for _ in 0..4 {
        store.backup(Reason::Asked).await.unwrap();
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    }
    let kept = backup::list(store.path()).unwrap();
    assert_eq!(kept.len(), 2, "the setting counts, not a number of ours");
}

#[tokio::test]
async fn a_store_keeps_its_name_wherever_it_lies() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.db");
    let named = async |path: &Path| {
        let store = Store::open(path, options("boot")).await.unwrap().store;
        let name = identity::name(&mut store.read().await.unwrap())
            .await
            .unwrap();
        store.close().await.unwrap();
        name
    };
    let first = named(&path).await;
    let moved = dir.path().join("elsewhere.db");
    std::fs::rename(&path, &moved).unwrap();
    assert_eq!(named(&moved).await, first, "its keys are found again");
    assert_ne!(
        named(&dir.path().join("b.db")).await,
        first,
        "a store beside it has keys of its own"
    );
}

#[tokio::test]
async fn a_glance_at_the_lock_makes_no_viewer() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("sam.db");
    let glance = LockFile::take(&path).unwrap().expect("nobody holds it");
    let opening = tokio::spawn({
        let path = path.clone();
        async move { Store::open(&path, options("boot")).await.unwrap().store }
    });
    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    drop(glance);
    assert_eq!(
        opening.await.unwrap().mode(),
        Mode::Engine,
        "who looks for a moment keeps nobody out"
    );
}

#[tokio::test]
async fn a_chosen_copy_takes_the_place_of_a_store_that_nobody_holds() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("sam.db");
    let store = Store::open(&path, options("one")).await.unwrap().store;
    let copy = store.backup(Reason::Asked).await.unwrap().path;
    let later = start() + chrono::Duration::hours(1);
    let held = backup::put_back(&path, &copy, later).await;
    assert!(
        matches!(held, Err(StoreError::InUse(_))),
        "an engine holds it: {held:?}"
    );
    add(&store, "after the copy").await;
    store.close().await.unwrap();
    let done = backup::put_back(&path, &copy, later).await.unwrap();
    assert!(done.aside.exists(), "the store that was there is kept");
    let store = Store::open(&path, options("two")).await.unwrap().store;
    assert!(
        names(&store).await.is_empty(),
        "the copy is the store now, without what came after it"
    );
}

#[tokio::test]
async fn a_broken_copy_replaces_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("sam.db");
    let store = Store::open(&path, options("one")).await.unwrap().store;
    store.close().await.unwrap();
    let before = std::fs::read(&path).unwrap();
    let copy = dir.path().join("broken.db");
    std::fs::write(&copy, b"no database at all, but long enough to be read").unwrap();
    let done = backup::put_back(&path, &copy, start()).await;
    assert!(
        matches!(done, Err(StoreError::Corrupt { .. })),
        "it says so: {done:?}"
    );
    assert_eq!(
        std::fs::read(&path).unwrap(),
        before,
        "the store is untouched"
    );
}

#[tokio::test]
async fn a_copy_tells_how_far_it_is_and_leaves_nothing_when_it_is_stopped() {
    let (_dir, store) = crate::fixture::store().await;
    let told = Arc::new(std::sync::Mutex::new(Vec::new()));
    let heard = Arc::clone(&told);
    let filled = store.write(|tx| {
        Box::pin(async move {
            let sql =
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000)
                 INSERT INTO settings (partner_id, key, value, updated_at)
                 SELECT 1, 'k' || i, hex(zeroblob(40)), 0 FROM n";
            sqlx::query(sql).execute(tx.conn()).await?;
            Ok::<_, StoreError>(())
        })
    });
    filled.await.unwrap();
    let progress = move |done, total| {
        heard.lock().unwrap().push((done, total));
        true
    };
    store
        .backup_watched(Reason::Asked, Box::new(progress))
        .await
        .unwrap();
    let told = told.lock().unwrap().clone();
    assert!(told.len() > 1, "asked on the way: {told:?}");
    assert!(
        told.iter().all(|(done, total)| done <= total && *total > 0) && told.is_sorted(),
        "bytes of bytes, upwards: {told:?}"
    );
    let stopped = store
        .backup_watched(Reason::Asked, Box::new(|_, _| false))
        .await;
    assert!(matches!(stopped, Err(StoreError::Stopped)), "{stopped:?}");
    let folder = std::fs::read_dir(backup::folder(store.path())).unwrap();
    assert_eq!(
        folder.count(),
        1,
        "the whole copy alone, no half of another"
    );
}
