use domain::Feed::{Catalogue, Orders};
use serde_json::json;

use super::*;
use crate::fixture::{self, start};
use crate::{Store, StoreError};

async fn put(store: &Store, of: (AccountId, Feed), rows: Vec<String>, now: DateTime<Utc>) {
    let kept = store.write(move |tx| {
        Box::pin(async move {
            for raw in rows {
                keep(tx, of, &raw, "id: missing", now).await?;
            }
            Ok::<_, StoreError>(())
        })
    });
    kept.await.unwrap();
}

async fn kept(store: &Store, account: AccountId) -> Vec<BadRow> {
    list(&mut store.read().await.unwrap(), account, 1000)
        .await
        .unwrap()
}

#[tokio::test]
async fn nothing_that_tells_of_a_person_is_kept() {
    let (_dir, store, _, account) = fixture::shop().await;
    let raw = json!({
        "posting_number": "8812-0001-1",
        "warehouse": {"title": "Toshkent 2"},
        "customer": {"fio": "Aziza Karimova"},
        "delivery": {"address_tail": "Amir Temur 1", "cityTown": null},
        "lines": [{"sku": 12, "note": "+998 90 123-45-67"}, {"note": "aziza@example.uz"}],
    });
    put(&store, (account, Orders), vec![raw.to_string()], start()).await;
    let rows = kept(&store, account).await;
    let text = &rows[0].raw;
    for told in ["Aziza", "Karimova", "Temur", "998", "example.uz"] {
        assert!(!text.contains(told), "{told} tells of the buyer: {text}");
    }
    for needed in ["8812-0001-1", "Toshkent 2", "\"sku\":12", "cityTown"] {
        assert!(
            text.contains(needed),
            "{needed} is needed to mend the reading: {text}"
        );
    }
    put(
        &store,
        (account, Orders),
        vec!["Aziza, Amir Temur 1".to_owned()],
        start(),
    )
    .await;
    let rows = kept(&store, account).await;
    assert!(
        rows.iter().all(|row| !row.raw.contains("Aziza")),
        "what is no JSON is not kept at all"
    );
}

#[tokio::test]
async fn a_row_is_one_row_however_often_it_comes_and_goes_when_it_is_read() {
    let (_dir, store, _, account) = fixture::shop().await;
    let orders = (account, Orders);
    let moving = |at: i64| json!({"id": 7, "left_seconds": at, "status": [["?"]]}).to_string();
    let other = json!({"id": 8, "status": [["?"]]}).to_string();
    put(
        &store,
        orders,
        vec![moving(1), moving(2), moving(3), other],
        start(),
    )
    .await;
    let rows = kept(&store, account).await;
    assert_eq!(rows.len(), 2, "a field that moves makes no new row");
    let seven = rows.iter().find(|row| row.identity == "7").unwrap();
    assert_eq!(seven.times, 3, "it is counted");
    assert!(seven.raw.contains("\"left_seconds\":3"), "as it came last");
    let read = store
        .write(move |tx| Box::pin(async move { forget(tx, orders, &["7", "9"], start()).await }));
    read.await.unwrap();
    let left = kept(&store, account).await;
    assert_eq!(left.len(), 1, "the one that was read by now is gone");
    assert_eq!(left[0].identity, "8", "the other stays");
}

#[tokio::test]
async fn rows_are_few_short_and_not_for_ever() {
    let (_dir, store, _, account) = fixture::shop().await;
    let cards = (account, Catalogue);
    let long = json!({"id": "long", "text": "щ".repeat(20_000)}).to_string();
    put(&store, cards, vec![long], start()).await;
    assert!(
        kept(&store, account).await[0].raw.len() <= 16 * 1024,
        "cut off"
    );
    let many = (0..230).map(|id| json!({"id": id}).to_string()).collect();
    put(&store, cards, many, start() + TimeDelta::hours(1)).await;
    let rows = kept(&store, account).await;
    assert_eq!(rows.len(), 200, "no more of one feed");
    assert!(
        rows.iter().all(|row| row.identity != "long"),
        "the oldest went"
    );
    let later = start() + TimeDelta::days(31);
    let aged = store.write(move |tx| Box::pin(async move { forget(tx, cards, &[], later).await }));
    aged.await.unwrap();
    assert!(
        kept(&store, account).await.is_empty(),
        "a month later nothing is left"
    );
}
