//! A process that writes is killed at any moment: what it was told is committed is
//! there, each write whole, and the journal's chain holds.

#![expect(clippy::unwrap_used, reason = "a broken scene is a failed test")]

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use chrono::{DateTime, Utc};
use domain::PartnerId;
use futures::future::join_all;
use store::activity::{self, NewActivity};
use store::{Mode, OpenOptions, Store, StoreError, partner};

/// Set in the process that writes: the path of its store.
const CHILD: &str = "STORE_CRASH_TEST_PATH";
const ROUNDS: usize = 12;
const WRITERS: usize = 8;

fn options(boot: &str) -> OpenOptions {
    let clock = domain::ManualClock::at(DateTime::<Utc>::UNIX_EPOCH);
    OpenOptions::engine(clock, boot)
}

/// One write: a partner and the journal row that tells of it.
async fn write(store: &Store, name: String) -> Result<PartnerId, StoreError> {
    store
        .write(move |tx| {
            Box::pin(async move {
                let at = DateTime::<Utc>::UNIX_EPOCH;
                let id = partner::add(tx, &name, at).await?;
                activity::append(tx, &NewActivity::note(id, "noted", name), at).await?;
                Ok(id)
            })
        })
        .await
}

/// Runs in the process that is killed; in the suite itself it has nothing to do.
#[test]
fn child_that_writes_until_it_is_killed() {
    let Ok(path) = std::env::var(CHILD) else {
        return;
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let store = Store::open(Path::new(&path), options("child"))
            .await
            .unwrap()
            .store;
        assert_eq!(store.mode(), Mode::Engine, "the killed one's lock is free");
        for round in 0_u64.. {
            let writes = (0..WRITERS).map(|writer| write(&store, format!("{round}-{writer}")));
            for id in join_all(writes).await {
                writeln!(std::io::stdout(), "kept {}", id.unwrap()).unwrap();
            }
        }
    });
}

fn start(path: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "child_that_writes_until_it_is_killed",
            "--nocapture",
        ])
        .env(CHILD, path)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Kills the child after it has told of `after` writes; the last id that it told.
fn kill_after(mut child: Child, after: usize) -> i64 {
    let mut last = 0;
    let mut told = 0;
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let line = line.unwrap();
        if let Some(id) = line.split("kept ").nth(1).and_then(|id| id.parse().ok()) {
            (last, told) = (id, told + 1);
        }
        if told == after {
            // SIGKILL on Unix; what is still in the pipe is read to its end.
            child.kill().unwrap();
        }
    }
    child.wait().unwrap();
    last
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_outlives_a_kill() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("sam.db");
    for round in 0..ROUNDS {
        // Another place in the group each time.
        let last = kill_after(start(&path), 1 + round * 7);
        assert!(last > 0, "the child wrote");
        let opened = Store::open(&path, options("parent")).await.unwrap();
        assert!(opened.unclean, "the child did not close in order");
        assert!(opened.restored.is_none(), "a kill damages nothing");
        let mut conn = opened.store.read().await.unwrap();
        let partners = partner::list(&mut conn).await.unwrap();
        let kept = partners.last().map_or(0, |partner| partner.id.0);
        assert!(kept >= last, "{last} was acknowledged, {kept} is there");
        let rows = activity::head(&mut conn).await.unwrap().rows;
        assert_eq!(
            usize::try_from(rows).unwrap(),
            partners.len(),
            "each write is whole"
        );
        let chain = activity::verify(&mut conn).await.unwrap();
        assert!(chain.intact(), "the chain holds: {chain:?}");
        drop(conn);
        opened.store.close().await.unwrap();
    }
}
