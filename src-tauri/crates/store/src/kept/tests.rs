use chrono::TimeDelta;
use domain::{AccountId, Currency, HeldPrice, LedgerKind, LedgerRow, Money, Price};

use super::*;
use crate::Store;
use crate::fixture::{self, start};

fn at(account: AccountId, round: i64) -> Reading {
    let now = start() + TimeDelta::minutes(round);
    Reading {
        account,
        round,
        now,
    }
}

fn priced(listing: &str, minor: i64) -> Price {
    Price {
        listing: listing.into(),
        variant: String::new(),
        price: Money::new(minor, Currency::RUB),
        before: None,
        least: None,
        shown: None,
        held: None,
        updated_at: None,
    }
}

async fn stored(store: &Store, reading: Reading, rows: Vec<Price>) -> usize {
    store
        .write(move |tx| {
            Box::pin(async move {
                let fresh = keep(tx, reading, &rows).await?;
                end::<Price>(tx, reading).await?;
                Ok::<_, StoreError>(fresh)
            })
        })
        .await
        .unwrap()
}

async fn number(store: &Store, sql: &'static str) -> i64 {
    let mut conn = store.read().await.unwrap();
    sqlx::query_scalar(sql).fetch_one(&mut *conn).await.unwrap()
}

#[tokio::test]
async fn a_row_that_is_the_same_is_no_news_and_one_that_is_missing_is_gone() {
    let (_dir, store, _, account) = fixture::shop().await;
    let both = vec![priced("1", 100), priced("2", 200)];
    assert_eq!(
        stored(&store, at(account, 1), both.clone()).await,
        2,
        "both are new"
    );
    assert_eq!(
        stored(&store, at(account, 2), both.clone()).await,
        0,
        "nothing has changed"
    );
    assert_eq!(
        stored(&store, at(account, 3), vec![priced("1", 90)]).await,
        1,
        "one has"
    );
    let gone = number(&store, "SELECT count(*) FROM prices WHERE gone = 1").await;
    assert_eq!(gone, 1, "the whole round did not name the other");
    assert_eq!(
        stored(&store, at(account, 4), both).await,
        2,
        "one is back, one has changed"
    );
    assert_eq!(
        number(&store, "SELECT count(*) FROM prices WHERE gone = 1").await,
        0,
        "both stand"
    );
}

#[tokio::test]
async fn every_price_is_remembered_once() {
    let (_dir, store, _, account) = fixture::shop().await;
    for (round, minor) in [(1, 100), (2, 100), (3, 90), (4, 100)] {
        stored(&store, at(account, round), vec![priced("1", minor)]).await;
    }
    let seen = number(&store, "SELECT count(*) FROM price_history").await;
    assert_eq!(
        seen, 3,
        "100, 90, 100: what did not change is not written again"
    );
    let held = Price {
        held: Some(HeldPrice {
            price: Some(Money::new(50, Currency::RUB)),
            reason: "quarantine".to_owned(),
        }),
        ..priced("1", 100)
    };
    stored(&store, at(account, 5), vec![held]).await;
    let seen = number(&store, "SELECT count(*) FROM price_history").await;
    assert_eq!(seen, 3, "a price that is held back was never a price");
}

fn amount(id: &str, kind: LedgerKind, day: u32, minor: i64) -> LedgerRow {
    LedgerRow {
        external_id: id.into(),
        report: None,
        day: chrono::NaiveDate::from_ymd_opt(2026, 11, day).unwrap(),
        kind,
        word: "Продажа".to_owned(),
        order: None,
        listing: None,
        quantity: 1,
        amount: Money::new(minor, Currency::RUB),
    }
}

#[tokio::test]
async fn sums_of_the_ledger_follow_every_row() {
    let (_dir, store, _, account) = fixture::shop().await;
    let pages = [
        vec![
            amount("1", LedgerKind::Sale, 1, 100),
            amount("2", LedgerKind::Sale, 1, 50),
            amount("3", LedgerKind::Commission, 1, -15),
        ],
        // Read again: one is another amount now, one another day, one the same.
        vec![
            amount("1", LedgerKind::Sale, 1, 120),
            amount("2", LedgerKind::Sale, 2, 50),
            amount("3", LedgerKind::Commission, 1, -15),
        ],
    ];
    for (round, rows) in (1..).zip(pages) {
        store
            .write(move |tx| Box::pin(async move { keep(tx, at(account, round), &rows).await }))
            .await
            .unwrap();
    }
    let mut conn = store.read().await.unwrap();
    let sums: Vec<(String, String, i64, i64)> = sqlx::query_as(
        "SELECT day, kind, lines, amount_minor FROM ledger_daily WHERE lines <> 0 ORDER BY day, kind",
    )
    .fetch_all(&mut *conn)
    .await
    .unwrap();
    let row = |day: &str, kind: &str, lines, minor| (day.to_owned(), kind.to_owned(), lines, minor);
    let expected = [
        row("2026-11-01", "commission", 1, -15),
        row("2026-11-01", "sale", 1, 120),
        row("2026-11-02", "sale", 1, 50),
    ];
    assert_eq!(sums, expected, "each amount counts once, on its day");
}
