use std::collections::BTreeMap;

use domain::{AlertKind, AlertLevel, OrderStatus, Scheme};

use super::*;
use crate::alert::{self, NewAlert};
use crate::fixture::{self, ZONE, listing, order, start};
use crate::{Store, upsert_listings, upsert_orders};

fn level(listing: &str, available: i64) -> StockLevel {
    StockLevel {
        listing: listing.into(),
        warehouse: "Toshkent".to_owned(),
        scheme: Scheme::Seller,
        available,
        reserved: 0,
        to_buyers: None,
        from_buyers: None,
    }
}

/// Stores a page of that round.
async fn put(store: &Store, account: AccountId, round: i64, rows: Vec<StockLevel>) {
    let stored = store.write(move |tx| {
        Box::pin(async move {
            upsert_stock(tx, account, &rows, start()).await?;
            seen(tx, account, &rows, round).await
        })
    });
    stored.await.unwrap();
}

async fn available(store: &Store) -> Vec<(String, i64)> {
    let mut conn = store.read().await.unwrap();
    sqlx::query_as("SELECT listing_key, available FROM stock ORDER BY 1")
        .fetch_all(&mut *conn)
        .await
        .unwrap()
}

#[tokio::test]
async fn what_a_whole_round_did_not_name_is_gone_over_all_its_pages() {
    let (_dir, store, _, account) = fixture::shop().await;
    put(
        &store,
        account,
        1,
        vec![level("l1", 4), level("l2", 5), level("l3", 6)],
    )
    .await;
    // The first page repeats what is known, and so changes no level.
    put(&store, account, 2, vec![level("l1", 4)]).await;
    put(&store, account, 2, vec![level("l3", 7)]).await;
    let emptied =
        store.write(move |tx| Box::pin(async move { empty_unseen(tx, account, 2, start()).await }));
    assert_eq!(emptied.await.unwrap(), 1, "one level was not named");
    let expected = [("l1", 4), ("l2", 0), ("l3", 7)].map(|(key, left)| (key.to_owned(), left));
    assert_eq!(
        available(&store).await,
        expected,
        "named on either page is there"
    );
}

#[tokio::test]
async fn pieces_on_their_way_are_kept_and_end_with_their_level() {
    let (_dir, store, _, account) = fixture::shop().await;
    let way = |to: Option<i64>| StockLevel {
        to_buyers: to,
        from_buyers: to.map(|_| 1),
        ..level("l1", 0)
    };
    let kept = async || -> Vec<(Option<i64>, Option<i64>)> {
        let mut conn = store.read().await.unwrap();
        sqlx::query_as("SELECT to_buyers, from_buyers FROM stock ORDER BY listing_key")
            .fetch_all(&mut *conn)
            .await
            .unwrap()
    };
    put(&store, account, 1, vec![way(Some(3)), level("l2", 5)]).await;
    put(&store, account, 2, vec![way(Some(4))]).await;
    assert_eq!(
        kept().await,
        [(Some(4), Some(1)), (None, None)],
        "a level of which only that changed is written; what nobody tells is not zero"
    );
    let emptied =
        store.write(move |tx| Box::pin(async move { empty_unseen(tx, account, 3, start()).await }));
    assert_eq!(
        emptied.await.unwrap(),
        2,
        "pieces on their way are something, too"
    );
    assert_eq!(
        kept().await,
        [(Some(0), Some(0)), (None, None)],
        "what was told is zero, what never was stays unknown"
    );
}

async fn warn(store: &Store, partner: PartnerId, account: AccountId, listing: i64) {
    let new = NewAlert {
        partner,
        account: Some(account),
        cause: format!("stock:{listing}"),
        kind: AlertKind::Stock,
        level: AlertLevel::Bad,
        title_key: "alert.stock_out".to_owned(),
        detail: BTreeMap::new(),
        page: "/overview".to_owned(),
    };
    let raised =
        store.write(move |tx| Box::pin(async move { alert::raise(tx, &new, start()).await }));
    raised.await.unwrap();
}

#[tokio::test]
async fn a_warning_is_looked_at_however_long_its_listing_lasts() {
    let (_dir, store, partner, account) = fixture::shop().await;
    let filled = store.write(move |tx| {
        Box::pin(async move {
            let cards = ["l1", "l2", "l3", "l4"].map(|id| listing(id, &[]));
            upsert_listings(tx, account, &cards, start()).await?;
            let lines = [("l1", 9, 1), ("l2", 1, 1), ("l3", 5, 1), ("l4", 7, 1)];
            upsert_orders(
                tx,
                account,
                ZONE,
                &[order("o1", OrderStatus::New, &lines)],
                start(),
            )
            .await?;
            let levels = [
                level("l1", 1),
                level("l2", 900),
                level("l3", 2),
                level("l4", 0),
            ];
            upsert_stock(tx, account, &levels, start()).await
        })
    });
    filled.await.unwrap();
    let mut conn = store.read().await.unwrap();
    let id = crate::listing::find(&mut conn, account, &"l2".into())
        .await
        .unwrap()
        .unwrap();
    let gone = crate::listing::find(&mut conn, account, &"l4".into())
        .await
        .unwrap()
        .unwrap();
    drop(conn);
    warn(&store, partner, account, id.0).await;
    let archived = store.write(move |tx| {
        Box::pin(async move {
            let others = ["l1", "l2", "l3"].map(|id| listing(id, &[]));
            crate::listing::seen(tx, account, &others, 2).await?;
            crate::listing::archive_unseen(tx, account, 2, start()).await
        })
    });
    assert_eq!(archived.await.unwrap(), 1, "l4 is no longer offered");
    let look = async || {
        let mut conn = store.read().await.unwrap();
        let rows = watched(
            &mut conn,
            (partner, account),
            ("2026-11-14", "2026-11-20"),
            1,
        )
        .await;
        let named = |(row, offered): (ListingStock, bool)| (row.article, offered);
        rows.unwrap().into_iter().map(named).collect::<Vec<_>>()
    };
    let expected = [("art-l2", true), ("art-l1", true)].map(|(a, o)| (a.to_owned(), o));
    assert_eq!(
        look().await,
        expected,
        "the warned one comes along with the one that lasts shortest; an archived one does not"
    );
    warn(&store, partner, account, gone.0).await;
    assert!(
        look().await.contains(&("art-l4".to_owned(), false)),
        "unless it is still warned about"
    );
}
