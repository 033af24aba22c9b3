use domain::OrderStatus;
use rstest::rstest;

use super::*;
use crate::fixture::{self, ZONE, order, start};
use crate::{StoreError, stock, upsert_listings, upsert_orders, upsert_stock};

#[rstest]
#[case(TOTALS)]
#[case(BY_DAY)]
#[case(BY_ACCOUNT)]
#[tokio::test]
async fn an_overview_seeks_the_roll_up_and_reads_no_order(#[case] sql: &'static str) {
    let (_dir, store) = fixture::store().await;
    let mut conn = store.read().await.unwrap();
    let plan = fixture::plan(&mut conn, sql).await;
    assert!(
        plan.iter()
            .any(|step| step
                .contains("SEARCH s USING PRIMARY KEY (account_id=? AND day>? AND day<?)")),
        "{plan:?} seeks by shop and day"
    );
    assert!(
        !plan.iter().any(|step| step.contains("SCAN s")),
        "{plan:?} scans no figures"
    );
}

#[tokio::test]
async fn figures_by_period_shop_and_day() {
    let (_dir, store, partner, account) = fixture::shop().await;
    let mut late = order("o3", OrderStatus::New, &[("l1", 5, 100)]);
    late.placed_at = start() + chrono::Duration::days(1);
    let rows = vec![
        order(
            "o1",
            OrderStatus::Delivered,
            &[("l1", 2, 500), ("l2", 1, 300)],
        ),
        order("o2", OrderStatus::Cancelled, &[("l1", 1, 500)]),
        late,
    ];
    store
        .write(move |tx| {
            Box::pin(async move { upsert_orders(tx, account, ZONE, &rows, start()).await })
        })
        .await
        .map_err(|error: StoreError| error)
        .unwrap();
    let mut conn = store.read().await.unwrap();
    let day = Span {
        partner,
        account: None,
        from: "2026-11-20",
        to: "2026-11-20",
    };
    let figures = totals(&mut conn, &day).await.unwrap()[0];
    assert_eq!(
        (figures.orders, figures.units),
        (1, 3),
        "the cancelled order is no sale"
    );
    assert_eq!(
        figures.revenue,
        Money::new(1300, Currency::RUB),
        "two lines, minor units"
    );
    assert_eq!(
        (figures.delivered_orders, figures.cancelled_orders),
        (1, 1),
        "buyout is 1 of 2"
    );
    let both = Span {
        to: "2026-11-21",
        ..day.clone()
    };
    let days: Vec<(String, i64)> = by_day(&mut conn, &both)
        .await
        .unwrap()
        .into_iter()
        .map(|row| (row.day, row.figures.units))
        .collect();
    assert_eq!(
        days,
        [("2026-11-20".to_owned(), 3), ("2026-11-21".to_owned(), 5)],
        "by day"
    );
    assert_eq!(
        by_account(&mut conn, &both).await.unwrap()[0].figures.units,
        8,
        "by shop"
    );
    let stranger = Span {
        partner: PartnerId(99),
        account: Some(account),
        ..both
    };
    assert!(
        totals(&mut conn, &stranger).await.unwrap().is_empty(),
        "not another partner's"
    );
}

#[tokio::test]
async fn stock_that_lasts_shortest_comes_first() {
    let (_dir, store, partner, account) = fixture::shop().await;
    let level = |listing: &str, available| domain::StockLevel {
        listing: listing.into(),
        warehouse: "Toshkent".to_owned(),
        scheme: domain::Scheme::Seller,
        available,
        reserved: 0,
        to_buyers: None,
        from_buyers: None,
    };
    let levels = vec![level("l1", 40), level("l2", 6), level("l3", 5)];
    let again = levels.clone();
    let told = store.write(move |tx| {
        Box::pin(async move {
            let cards = [("l1", "b1"), ("l2", "b2"), ("l3", "b3")];
            let cards = cards.map(|(id, alias)| fixture::listing(id, &[alias]));
            // The stock comes before its cards.
            upsert_stock(tx, account, &levels, start()).await?;
            upsert_listings(tx, account, &cards, start()).await?;
            let rows = [order(
                "o1",
                OrderStatus::New,
                &[("l1", 20, 1), ("b2", 2, 1)],
            )];
            upsert_orders(tx, account, ZONE, &rows, start()).await?;
            upsert_stock(tx, account, &again, start()).await
        })
    });
    let told = told.await.map_err(|error: StoreError| error).unwrap();
    assert_eq!(
        (told.unchanged, told.any()),
        (3, false),
        "the same levels twice change nothing"
    );
    let mut conn = store.read().await.unwrap();
    let span = ("2026-11-14", "2026-11-20");
    let rows = stock::levels(&mut conn, partner, None, span, 10)
        .await
        .unwrap();
    let lasts: Vec<(&str, i64, i64)> = rows
        .iter()
        .map(|row| (row.article.as_str(), row.available, row.sold))
        .collect();
    assert_eq!(
        lasts,
        [("art-l1", 40, 20), ("art-l2", 6, 2), ("art-l3", 5, 0)],
        "2, 3 and endless weeks"
    );
}

#[tokio::test]
async fn a_day_is_read_up_to_an_hour() {
    let (_dir, store, partner, account) = fixture::shop().await;
    let mut evening = order("o2", OrderStatus::New, &[("l1", 5, 100)]);
    evening.placed_at = start() + chrono::Duration::hours(6);
    let rows = vec![
        order("o1", OrderStatus::New, &[("l1", 2, 500), ("l2", 1, 300)]),
        evening,
        order("o3", OrderStatus::Cancelled, &[("l1", 1, 500)]),
    ];
    store
        .write(move |tx| {
            Box::pin(async move { upsert_orders(tx, account, ZONE, &rows, start()).await })
        })
        .await
        .map_err(|error: StoreError| error)
        .unwrap();
    let mut conn = store.read().await.unwrap();
    let span = Span {
        partner,
        account: None,
        from: "2026-11-20",
        to: "2026-11-20",
    };
    let noon = start() + chrono::Duration::hours(1);
    let found = last_day_until(&mut conn, &span, noon).await.unwrap();
    let figures = found[0].figures;
    assert_eq!(
        (figures.orders, figures.units, figures.revenue.minor),
        (1, 3, 1300),
        "the evening's order had not come yet"
    );
    assert_eq!(
        figures.cancelled_orders, 1,
        "and a cancelled one is no sale"
    );
    let night = start() + chrono::Duration::hours(12);
    let whole = last_day_until(&mut conn, &span, night).await.unwrap();
    assert_eq!(
        vec![whole[0].figures],
        totals(&mut conn, &span).await.unwrap(),
        "at its end the day is what the roll-ups say"
    );
}
