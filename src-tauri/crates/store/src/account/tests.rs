use domain::{Fact, Feed, SubjectKind};

use super::*;
use crate::fixture::{self, ZONE, listing, order, review, start};
use crate::usage::{self, NewUsage};
use crate::{activity, bad_row, cursor, feed, limit, sales, search};
use crate::{upsert_listings, upsert_orders, upsert_reviews};

#[tokio::test]
async fn removing_a_shop_takes_all_that_was_read_and_leaves_the_journal() {
    let (_dir, store, partner, account) = fixture::shop().await;
    store
        .write(move |tx| {
            Box::pin(async move {
                upsert_listings(tx, account, &[listing("l1", &["b1"])], start()).await?;
                let rows = [order("o1", domain::OrderStatus::New, &[("b1", 1, 5)])];
                upsert_orders(tx, account, ZONE, &rows, start()).await?;
                upsert_reviews(tx, account, &[review("r1", 5, "Zoʻr")], &[], start()).await?;
                let note = activity::NewActivity {
                    account: Some(account),
                    ..activity::NewActivity::note(partner, "connected_shop", "Dilnoza WB")
                };
                activity::append(tx, &note, start()).await?;
                remove(tx, account).await
            })
        })
        .await
        .map_err(|error: StoreError| error)
        .unwrap();
    let mut conn = store.read().await.unwrap();
    for table in [
        "listings",
        "listing_aliases",
        "orders",
        "order_lines",
        "sales_daily",
        "listing_daily",
        "reviews",
        "answer_counts",
    ] {
        let sql = sqlx::AssertSqlSafe(format!("SELECT count(*) FROM {table}"));
        let rows: i64 = sqlx::query_scalar(sql).fetch_one(&mut *conn).await.unwrap();
        assert_eq!(rows, 0, "{table} is empty");
    }
    assert!(
        search::everywhere(&mut conn, partner, "zoʻr", 5)
            .await
            .unwrap()
            .is_empty(),
        "not found any more"
    );
    assert!(
        activity::verify(&mut conn).await.unwrap().intact(),
        "the journal is whole"
    );
    assert_eq!(
        activity::head(&mut conn).await.unwrap().rows,
        1,
        "with its row"
    );
}

async fn write<T, F>(store: &crate::Store, f: F) -> Result<T, StoreError>
where
    F: for<'c> FnOnce(&'c mut Tx) -> futures::future::BoxFuture<'c, Result<T, StoreError>>
        + Send
        + 'static,
    T: Send + 'static,
{
    store.write(f).await
}

#[tokio::test]
async fn keys_without_a_shop_are_found_again() {
    let (_dir, store, _, account) = fixture::shop().await;
    let marketplace: MarketplaceId = "ozon".into();
    let drawn = marketplace.clone();
    let half = write(&store, move |tx| {
        Box::pin(async move { draw(tx, &drawn).await })
    });
    let half = half.await.unwrap();
    assert!(half > account, "a number is drawn once");
    write(&store, move |tx| {
        Box::pin(async move { remove(tx, account).await })
    })
    .await
    .unwrap();
    let left = leftover(&mut store.read().await.unwrap()).await.unwrap();
    assert_eq!(
        left,
        [(account, "wildberries".into()), (half, marketplace)],
        "a removed shop and one that never came to be"
    );
    write(&store, move |tx| {
        Box::pin(async move { keys_forgotten(tx, account).await })
    })
    .await
    .unwrap();
    let left = leftover(&mut store.read().await.unwrap()).await.unwrap();
    assert_eq!(left.len(), 1, "what was forgotten is not looked for again");
}

#[tokio::test]
async fn one_shop_of_a_marketplace_is_one_account() {
    let (_dir, store, partner, account) = fixture::shop().await;
    let passport: Passport = serde_json::from_value(serde_json::json!({
        "token_kind": null, "token_kinds": [], "expires_at": null, "lifetime_days": null, "scopes": [],
        "read_only": false, "account_label": null, "external_id": "sid-1", "cells": [],
    }))
    .unwrap();
    write(&store, move |tx| {
        Box::pin(async move { set_passport(tx, account, &passport, start()).await })
    })
    .await
    .unwrap();
    let mut conn = store.read().await.unwrap();
    let found = of_shop(&mut conn, &"wildberries".into(), "sid-1").await;
    let found = found.unwrap().map(|account| account.id);
    assert_eq!(found, Some(account), "known by the marketplace's own name");
    let twice = NewAccount {
        partner,
        marketplace: "wildberries".into(),
        name: "again".to_owned(),
        external_id: Some("sid-1".to_owned()),
        base_url: None,
        zone: ZONE,
        demo: false,
    };
    let again = write(&store, move |tx| {
        Box::pin(async move { add(tx, &twice, start()).await })
    });
    assert!(again.await.is_err(), "even if nobody asked before");
}

#[tokio::test]
async fn feeds_cursors_limits_and_bad_rows_are_kept() {
    let (_dir, store, _, account) = fixture::shop().await;
    let feed = Feed::Reviews;
    store
        .write(move |tx| {
            Box::pin(async move {
                feed::begin(tx, account, feed, start()).await?;
                feed::page(tx, account, feed, (100, 1), start()).await?;
                cursor::set(tx, account, feed, &("next", 7), start()).await?;
                limit::set(tx, account, "/reviews", &3_u32, start()).await?;
                let first = bad_row::keep(tx, (account, feed), "{", "at .id", start()).await?;
                let again = bad_row::keep(tx, (account, feed), "{", "at .id", start()).await?;
                assert!(first && !again, "the same bad row counts up");
                feed::end(tx, account, feed, feed::Ended::Whole, start()).await
            })
        })
        .await
        .map_err(|error: StoreError| error)
        .unwrap();
    let mut conn = store.read().await.unwrap();
    let known: Option<(String, i32)> = cursor::get(&mut conn, account, feed).await.unwrap();
    assert_eq!(
        known,
        Some(("next".to_owned(), 7)),
        "the feed goes on there"
    );
    let broken: Option<Vec<Fact>> = cursor::get(&mut conn, account, feed).await.unwrap();
    assert_eq!(broken, None, "a cursor of another shape begins anew");
    let state = feed::list(&mut conn, Some(account))
        .await
        .unwrap()
        .remove(0);
    assert_eq!(
        (state.rows, state.bad_rows, state.running),
        (100, 1, false),
        "one page"
    );
    assert_eq!(state.last_ok_at, Some(start()), "it went through");
    assert_eq!(
        limit::list::<u32>(&mut conn, None).await.unwrap()[0].state,
        3,
        "limits survive"
    );
    assert_eq!(
        bad_row::list(&mut conn, account, 5).await.unwrap()[0].times,
        2,
        "came twice"
    );
}

#[tokio::test]
async fn a_state_is_told_when_it_changes() {
    let (_dir, store, _, account) = fixture::shop().await;
    let mut changes = store.changes();
    for _ in 0..2 {
        let told = store.write(move |tx| {
            Box::pin(async move { set_state(tx, account, AccountState::Ok, None).await })
        });
        told.await.map_err(|error: StoreError| error).unwrap();
    }
    let mut topics = Vec::new();
    while let Ok(change) = changes.try_recv() {
        topics.push(change.topic);
    }
    assert_eq!(topics, [Topic::Session, Topic::Shops], "once, not twice");
}

#[tokio::test]
async fn what_the_ai_cost_is_summed_by_day() {
    let (_dir, store, partner, account) = fixture::shop().await;
    let call = NewUsage {
        partner,
        account: Some(account),
        task: None,
        purpose: SubjectKind::Review.as_str().to_owned(),
        provider: "claude".to_owned(),
        model: "claude".to_owned(),
        input_tokens: 900,
        output_tokens: 80,
        cached_tokens: 100,
        cost_micros: 3100,
        stop: Some("end_turn".to_owned()),
    };
    store
        .write(move |tx| {
            Box::pin(async move {
                usage::add(tx, &call, start(), "2026-11-20").await?;
                usage::add(tx, &call, start(), "2026-11-21").await
            })
        })
        .await
        .map_err(|error: StoreError| error)
        .unwrap();
    let mut conn = store.read().await.unwrap();
    let span = sales::Span {
        partner,
        account: None,
        from: "2026-11-20",
        to: "2026-11-21",
    };
    let total = usage::totals(&mut conn, &span).await.unwrap();
    assert_eq!(
        (total.calls, total.input_tokens, total.cost_micros),
        (2, 2000, 6200),
        "both days"
    );
    assert_eq!(
        usage::by_day(&mut conn, &span).await.unwrap().len(),
        2,
        "one row per day"
    );
}
