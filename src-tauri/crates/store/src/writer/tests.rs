use std::sync::Arc;

use futures::future::join_all;

use super::*;
use crate::fixture::{self, start};
use crate::partner;

async fn count(store: &crate::Store) -> usize {
    partner::list(&mut store.read().await.unwrap())
        .await
        .unwrap()
        .len()
}

#[tokio::test]
async fn a_failing_write_rolls_back_alone() {
    let (_dir, store) = fixture::store().await;
    let writes = (0..40).map(|number| {
        store.write(move |tx| {
            Box::pin(async move {
                partner::add(tx, "Dilnoza", start()).await?;
                if number % 3 == 0 {
                    Err(StoreError::NotFound("test"))
                } else {
                    Ok(number)
                }
            })
        })
    });
    let done = join_all(writes).await;
    let kept = done.iter().filter(|outcome| outcome.is_ok()).count();
    assert_eq!(kept, 26, "each write has its own outcome");
    assert_eq!(
        count(&store).await,
        kept,
        "and only the failed ones are undone"
    );
}

#[tokio::test]
async fn a_panic_rolls_back_alone_and_the_writer_lives() {
    let (_dir, store) = fixture::store().await;
    let lost: Result<(), StoreError> = store
        .write(|tx| {
            Box::pin(async move {
                partner::add(tx, "lost", start()).await?;
                panic!("a bug in a skill");
            })
        })
        .await;
    assert!(
        matches!(lost, Err(StoreError::Panicked)),
        "the caller learns of it"
    );
    store
        .write(|tx| Box::pin(async move { partner::add(tx, "kept", start()).await }))
        .await
        .unwrap();
    assert_eq!(
        count(&store).await,
        1,
        "only the write that panicked is undone"
    );
}

async fn fickle(tx: &mut Tx, number: i64) -> Result<i64, StoreError> {
    partner::add(tx, "Dilnoza", start()).await?;
    match number % 5 {
        0 => Err(StoreError::NotFound("test")),
        1 => panic!("a bug in a skill"),
        _ => Ok(number),
    }
}

#[tokio::test]
async fn writes_that_are_alone_keep_their_turn_and_roll_back_alone() {
    let (_dir, store) = fixture::store().await;
    let writes = (0..40).map(|number| {
        let store = store.clone();
        async move {
            match number % 2 {
                0 => {
                    store
                        .write_alone(move |tx| Box::pin(fickle(tx, number)))
                        .await
                }
                _ => store.write(move |tx| Box::pin(fickle(tx, number))).await,
            }
        }
    });
    let done = join_all(writes).await;
    let kept: Vec<i64> = done.iter().flatten().copied().collect();
    let expected: Vec<i64> = (0..40).filter(|number| number % 5 > 1).collect();
    assert_eq!(kept, expected, "each write has its own outcome");
    assert_eq!(count(&store).await, kept.len(), "and no other is undone");
}

#[tokio::test]
async fn what_is_undone_alone_is_not_told() {
    let (_dir, store) = fixture::store().await;
    let mut feed = store.changes();
    let lost: Result<(), StoreError> = store
        .write_alone(|tx| {
            Box::pin(async move {
                tx.touch(Topic::Orders, None);
                Err(StoreError::NotFound("test"))
            })
        })
        .await;
    assert!(lost.is_err(), "it fails");
    let kept: Result<(), StoreError> = store
        .write_alone(|tx| {
            Box::pin(async move {
                tx.touch(Topic::Session, None);
                Ok(())
            })
        })
        .await;
    assert!(kept.is_ok(), "the next one does not");
    let told = feed.recv().await.unwrap().topic;
    assert_eq!(told, Topic::Session, "only what was kept is told");
}

#[tokio::test]
async fn changes_are_told_after_commit_and_only_of_what_was_kept() {
    let (_dir, store) = fixture::store().await;
    let mut feed = store.changes();
    let failed: Result<(), StoreError> = store
        .write(|tx| {
            Box::pin(async move {
                tx.touch(Topic::Alerts, None);
                Err(StoreError::NotFound("test"))
            })
        })
        .await;
    assert!(failed.is_err(), "the write fails");
    store
        .write(|tx| {
            Box::pin(async move {
                tx.touch(Topic::Reviews, Some(AccountId(3)));
                tx.touch(Topic::Reviews, Some(AccountId(3)));
                Ok::<_, StoreError>(())
            })
        })
        .await
        .unwrap();
    let told = feed.recv().await.unwrap();
    assert_eq!(
        told,
        Change {
            topic: Topic::Reviews,
            account: Some(AccountId(3))
        },
        "what was kept"
    );
    assert!(
        feed.try_recv().is_err(),
        "once, and nothing of the failed write"
    );
}

#[tokio::test]
async fn a_caller_that_gives_up_does_not_tear_its_write() {
    let (_dir, store) = fixture::store().await;
    let begun = Arc::new(tokio::sync::Notify::new());
    let go_on = Arc::new(tokio::sync::Notify::new());
    let (begun_in, go_on_in) = (Arc::clone(&begun), Arc::clone(&go_on));
    let caller = {
        let store = store.clone();
        tokio::spawn(async move {
            store
                .write(move |tx| {
                    Box::pin(async move {
                        partner::add(tx, "first half", start()).await?;
                        begun_in.notify_one();
                        go_on_in.notified().await;
                        partner::add(tx, "second half", start()).await
                    })
                })
                .await
        })
    };
    begun.notified().await;
    caller.abort();
    assert!(
        caller.await.unwrap_err().is_cancelled(),
        "the caller is gone"
    );
    go_on.notify_one();
    // The next write comes behind it.
    store
        .write(|tx| Box::pin(async move { partner::add(tx, "next", start()).await }))
        .await
        .unwrap();
    assert_eq!(
        count(&store).await,
        3,
        "both halves of the abandoned write are there"
    );
}

#[tokio::test]
async fn waiting_writes_share_a_commit() {
    let (_dir, store) = fixture::store().await;
    let wal = crate::backup::sibling(store.path(), "-wal");
    let size = || std::fs::metadata(&wal).map(|file| file.len()).unwrap_or(0);
    let add =
        || store.write(|tx| Box::pin(async move { partner::add(tx, "Dilnoza", start()).await }));
    let before = size();
    for _ in 0..40 {
        add().await.unwrap();
    }
    let alone = size() - before;
    let before = size();
    let done = join_all((0..40).map(|_| add())).await;
    let together = size() - before;
    assert!(done.iter().all(Result::is_ok), "all are kept");
    assert_eq!(count(&store).await, 80, "each of them once");
    assert!(
        together * 4 < alone,
        "{together} bytes in the log for a group, {alone} one by one"
    );
}

#[tokio::test]
async fn a_full_disk_is_told_as_such_and_nothing_is_half_written() {
    let (_dir, store) = fixture::store().await;
    store
        .write(|tx| {
            Box::pin(async move {
                let pages: i64 = sqlx::query_scalar("PRAGMA page_count")
                    .fetch_one(tx.conn())
                    .await?;
                let most = format!("PRAGMA max_page_count = {}", pages + 4);
                sqlx::query(sqlx::AssertSqlSafe(most))
                    .execute(tx.conn())
                    .await?;
                Ok::<_, StoreError>(())
            })
        })
        .await
        .unwrap();
    let long = "x".repeat(100_000);
    let full = store
        .write(move |tx| Box::pin(async move { partner::add(tx, &long, start()).await }))
        .await;
    assert!(
        matches!(full, Err(StoreError::DiskFull(_))),
        "{full:?} names the cause"
    );
    assert!(
        full.is_err_and(|error| error.temporary()),
        "it may work later"
    );
    assert_eq!(count(&store).await, 0, "nothing of it is there");
    store
        .write(|tx| Box::pin(async move { partner::add(tx, "short", start()).await }))
        .await
        .unwrap();
    assert_eq!(count(&store).await, 1, "the writer goes on with what fits");
}

#[tokio::test]
async fn a_full_disk_is_known_until_there_is_room_again() {
    let (_dir, store) = fixture::store().await;
    let mut feed = store.changes();
    let limit = |pages: i64| {
        let sql = sqlx::AssertSqlSafe(format!("PRAGMA max_page_count = {pages}"));
        store.write(move |tx| {
            Box::pin(async move {
                sqlx::query(sql).execute(tx.conn()).await?;
                Ok::<(), StoreError>(())
            })
        })
    };
    limit(1).await.unwrap();
    let name = "a name ".repeat(100_000);
    let refused: Result<_, StoreError> = store
        .write(move |tx| Box::pin(async move { partner::add(tx, &name, start()).await }))
        .await;
    assert!(
        matches!(refused, Err(StoreError::DiskFull(_))),
        "the caller learns of it: {refused:?}"
    );
    assert!(store.disk_full(), "so does everybody else");
    let told = feed.recv().await.unwrap();
    assert_eq!(told.topic, Topic::Session, "the frame is told");
    limit(1_000_000).await.unwrap();
    assert!(!store.disk_full(), "it passes with the next write");
}
