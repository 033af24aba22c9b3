use super::*;
use crate::fixture::{self, start};
use crate::{Store, StoreError};

/// Stores a page of that round.
async fn put(
    store: &Store,
    account: AccountId,
    round: i64,
    names: &'static [&'static str],
) -> Ingested {
    let stored = store.write(move |tx| {
        Box::pin(async move {
            let rows: Vec<Listing> = names.iter().map(|id| fixture::listing(id, &[])).collect();
            let done = upsert_listings(tx, account, &rows, start()).await?;
            seen(tx, account, &rows, round).await?;
            Ok::<_, StoreError>(done)
        })
    });
    stored.await.unwrap()
}

async fn end(store: &Store, account: AccountId, round: i64) -> u64 {
    let ended = store.write(move |tx| {
        Box::pin(async move { archive_unseen(tx, account, round, start()).await })
    });
    ended.await.unwrap()
}

async fn status(store: &Store, account: AccountId, name: &str) -> String {
    let mut conn = store.read().await.unwrap();
    let id = find(&mut conn, account, &name.into())
        .await
        .unwrap()
        .unwrap();
    get(&mut conn, id).await.unwrap().status
}

#[tokio::test]
async fn a_card_that_a_whole_round_did_not_name_is_archived_until_it_comes_back() {
    let (_dir, store, _, account) = fixture::shop().await;
    put(&store, account, 1, &["l1", "l2"]).await;
    assert_eq!(end(&store, account, 1).await, 0, "all were named");
    put(&store, account, 2, &["l1"]).await;
    assert_eq!(end(&store, account, 2).await, 1, "one was not");
    assert_eq!(
        status(&store, account, "l2").await,
        "archived",
        "no longer offered"
    );
    assert_eq!(
        status(&store, account, "l1").await,
        "active",
        "named, although unchanged"
    );
    assert_eq!(end(&store, account, 2).await, 0, "archived once");
    let back = put(&store, account, 3, &["l1", "l2"]).await;
    assert_eq!(
        (back.changed, back.unchanged),
        (1, 1),
        "the same card again is a change"
    );
    assert_eq!(
        status(&store, account, "l2").await,
        "active",
        "offered again"
    );
}
