use std::collections::BTreeMap;

use domain::{Currency, Money, OrderStatus};
use proptest::prelude::*;
use sqlx::Row;

use super::*;
use crate::fixture::{self, ZONE, listing, order, start};
use crate::{Store, listing as listings, upsert_listings};

async fn put(store: &Store, account: AccountId, rows: Vec<Order>) -> Ingested {
    store
        .write(move |tx| {
            Box::pin(async move { upsert_orders(tx, account, ZONE, &rows, start()).await })
        })
        .await
        .unwrap()
}

async fn know(store: &Store, account: AccountId, rows: Vec<domain::Listing>) -> Ingested {
    store
        .write(move |tx| {
            Box::pin(async move { upsert_listings(tx, account, &rows, start()).await })
        })
        .await
        .unwrap()
}

type Table = BTreeMap<String, Vec<i64>>;

/// Rows by key; rows of zeros are no rows.
async fn table(store: &Store, sql: &'static str, keys: usize) -> Table {
    let mut conn = store.read().await.unwrap();
    let rows = sqlx::query(sql).fetch_all(&mut *conn).await.unwrap();
    rows.iter()
        .map(|row| {
            let key: Vec<String> = (0..keys).map(|at| row.get::<String, _>(at)).collect();
            (
                key.join("|"),
                (keys..row.len())
                    .map(|at| row.get::<i64, _>(at))
                    .collect::<Vec<_>>(),
            )
        })
        .filter(|(_, figures)| figures.iter().any(|figure| *figure != 0))
        .collect()
}

async fn rolled_up(store: &Store) -> (Table, Table) {
    let days = "SELECT CAST(account_id AS TEXT), day, currency, orders, units, revenue_minor, delivered_orders,
        delivered_units, cancelled_orders, cancelled_units, cancelled_minor, returned_orders,
        returned_units, returned_minor FROM sales_daily";
    let listings =
        "SELECT CAST(listing_id AS TEXT), day, currency, units, revenue_minor FROM listing_daily";
    (table(store, days, 3).await, table(store, listings, 3).await)
}

/// The same figures, counted from the rows without the roll-ups' own SQL.
async fn counted(store: &Store) -> (Table, Table) {
    let days = "SELECT CAST(o.account_id AS TEXT), o.day, l.currency,
        count(CASE WHEN o.status NOT IN ('cancelled','returned') AND l.position = 0 THEN 1 END),
        total(CASE WHEN o.status NOT IN ('cancelled','returned') THEN l.quantity END) + 0,
        total(CASE WHEN o.status NOT IN ('cancelled','returned') THEN l.quantity * l.price_minor END) + 0,
        count(CASE WHEN o.status = 'delivered' AND l.position = 0 THEN 1 END),
        total(CASE WHEN o.status = 'delivered' THEN l.quantity END),
        count(CASE WHEN o.status = 'cancelled' AND l.position = 0 THEN 1 END),
        total(CASE WHEN o.status = 'cancelled' THEN l.quantity END),
        total(CASE WHEN o.status = 'cancelled' THEN l.quantity * l.price_minor END),
        count(CASE WHEN o.status = 'returned' AND l.position = 0 THEN 1 END),
        total(CASE WHEN o.status = 'returned' THEN l.quantity END),
        total(CASE WHEN o.status = 'returned' THEN l.quantity * l.price_minor END)
        FROM order_lines AS l JOIN orders AS o ON o.id = l.order_id GROUP BY 1, 2, 3";
    let listings = "SELECT CAST(n.listing_id AS TEXT), o.day, l.currency, total(l.quantity), total(l.quantity * l.price_minor)
        FROM order_lines AS l JOIN orders AS o ON o.id = l.order_id
        JOIN listing_aliases AS n ON n.account_id = o.account_id AND n.alias = l.listing_key
        WHERE o.status NOT IN ('cancelled','returned') GROUP BY 1, 2, 3";
    (reals(store, days).await, reals(store, listings).await)
}

async fn reals(store: &Store, sql: &'static str) -> Table {
    let sql = sql.replace("total(", "sum(");
    let mut conn = store.read().await.unwrap();
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
        .fetch_all(&mut *conn)
        .await
        .unwrap();
    rows.iter()
        .map(|row| {
            let key: Vec<String> = (0..3).map(|at| row.get::<String, _>(at)).collect();
            let figures = (3..row.len()).map(|at| row.get::<Option<i64>, _>(at).unwrap_or(0));
            (key.join("|"), figures.collect::<Vec<_>>())
        })
        .filter(|(_, figures)| figures.iter().any(|figure| *figure != 0))
        .collect()
}

#[tokio::test]
async fn a_listing_that_is_gone_keeps_its_words() {
    let (_folder, store, _, account) = fixture::shop().await;
    let mut known = listing("l1", &[]);
    known.description = Some("1,7 litr".to_owned());
    let gone = domain::Listing {
        title: String::new(),
        description: None,
        status: domain::ListingStatus::Archived,
        ..known.clone()
    };
    know(&store, account, vec![known.clone()]).await;
    know(&store, account, vec![gone]).await;
    let stored = async || {
        let mut conn = store.read().await.unwrap();
        let id = listings::find(&mut conn, account, &"l1".into())
            .await
            .unwrap();
        listings::get(&mut conn, id.expect("known")).await.unwrap()
    };
    let kept = stored().await;
    assert_eq!(kept.status, "archived", "it is sold no more");
    let words = (kept.title.as_str(), kept.description.as_deref());
    assert_eq!(
        words,
        ("Choynak l1", Some("1,7 litr")),
        "its reviews name it"
    );
    known.description = None;
    know(&store, account, vec![known]).await;
    assert_eq!(
        stored().await.description,
        None,
        "a text that was taken off is gone"
    );
}

#[tokio::test]
async fn a_name_that_two_listings_claim_means_neither() {
    let (_folder, store, _, account) = fixture::shop().await;
    let sold = order(
        "o1",
        OrderStatus::New,
        &[("shared", 1, 100), ("mine", 1, 100), ("l1", 1, 100)],
    );
    put(&store, account, vec![sold.clone()]).await;
    let rows = vec![
        listing("l1", &["shared", "mine", "l2"]),
        listing("l2", &["shared"]),
    ];
    know(&store, account, rows).await;
    let again = order("o2", OrderStatus::New, &[("shared", 1, 100)]);
    put(&store, account, vec![again]).await;
    let mut conn = store.read().await.unwrap();
    let found: Vec<(String, Option<String>)> = sqlx::query_as(
        "SELECT l.listing_key, n.external_id FROM order_lines AS l
         LEFT JOIN listings AS n ON n.id = l.listing_id ORDER BY l.order_id, l.position",
    )
    .fetch_all(&mut *conn)
    .await
    .unwrap();
    let known = |name: &str, id: Option<&str>| (name.to_owned(), id.map(str::to_owned));
    let expected = [
        known("shared", None),
        known("mine", Some("l1")),
        known("l1", Some("l1")),
        known("shared", None),
    ];
    assert_eq!(found, expected, "a sale is never counted for a neighbour");
    let shared = listings::find(&mut conn, account, &"shared".into()).await;
    assert_eq!(shared.unwrap(), None, "nor is a review shown at one");
    let own = listings::find(&mut conn, account, &"l2".into())
        .await
        .unwrap();
    let own = listings::get(&mut conn, own.expect("known")).await.unwrap();
    assert_eq!(own.external_id.as_str(), "l2", "an own name stays its own");
}

#[derive(Debug, Clone)]
enum Step {
    Orders(Vec<Order>),
    Listings(Vec<u8>),
}

fn any_order() -> impl Strategy<Value = Order> {
    let status = prop_oneof![
        Just(OrderStatus::New),
        Just(OrderStatus::Delivered),
        Just(OrderStatus::Cancelled),
        Just(OrderStatus::Returned),
        Just(OrderStatus::Other("weird".to_owned())),
    ];
    let line = (0_u8..5, 0_i64..4, 0_i64..1000, any::<bool>());
    (0_u8..6, status, 0_i64..3, prop::collection::vec(line, 0..4)).prop_map(
        |(id, status, days, lines)| Order {
            external_id: format!("o{id}").into(),
            status,
            scheme: domain::Scheme::Seller,
            placed_at: start() + chrono::Duration::days(days),
            updated_at: None,
            lines: lines
                .into_iter()
                .map(|(listing, quantity, minor, roubles)| domain::OrderLine {
                    // An odd number is an alias of the listing below it.
                    listing: format!("l{listing}").into(),
                    title: "Choynak".to_owned(),
                    quantity,
                    price: Money::new(
                        minor,
                        if roubles {
                            Currency::RUB
                        } else {
                            Currency::UZS
                        },
                    ),
                })
                .collect(),
        },
    )
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => prop::collection::vec(any_order(), 1..6).prop_map(Step::Orders),
        1 => prop::collection::vec(0_u8..3, 1..3).prop_map(Step::Listings),
    ]
}

fn offered(number: u8) -> domain::Listing {
    listing(
        &format!("l{}", number * 2),
        &[&format!("l{}", number * 2 + 1)],
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn roll_ups_equal_a_recount_after_any_sequence(steps in prop::collection::vec(any_step(), 1..8)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (_dir, store, _, account) = fixture::shop().await;
            for step in steps {
                match step {
                    Step::Orders(rows) => {
                        put(&store, account, rows.clone()).await;
                        let again = put(&store, account, rows).await;
                        assert!(!again.any(), "the same page twice changes nothing");
                    }
                    Step::Listings(numbers) => {
                        know(&store, account, numbers.into_iter().map(offered).collect()).await;
                    }
                }
                assert_eq!(rolled_up(&store).await, counted(&store).await, "roll-up and rows agree");
            }
        });
    }
}

#[tokio::test]
async fn the_same_page_twice_is_silent() {
    let (_dir, store, _, account) = fixture::shop().await;
    let page = vec![order("o1", OrderStatus::New, &[("l1", 2, 500)])];
    let first = put(&store, account, page.clone()).await;
    assert_eq!(
        (first.new, first.new_ids.len()),
        (1, 1),
        "a new order has an id"
    );
    let mut feed = store.changes();
    let again = put(&store, account, page).await;
    assert_eq!(
        (again.unchanged, again.any()),
        (1, false),
        "nothing changed"
    );
    assert!(feed.try_recv().is_err(), "and nobody is told");
}

#[tokio::test]
async fn sales_of_a_listing_that_becomes_known_later_are_not_lost() {
    let (_dir, store, _, account) = fixture::shop().await;
    put(
        &store,
        account,
        vec![order("o1", OrderStatus::New, &[("barcode", 2, 500)])],
    )
    .await;
    know(&store, account, vec![listing("l1", &["barcode"])]).await;
    let (_, sold) = rolled_up(&store).await;
    assert_eq!(
        sold.values().next(),
        Some(&vec![2, 1000]),
        "joined through the alias"
    );
    let mut conn = store.read().await.unwrap();
    let found = listings::find(&mut conn, account, &"barcode".into())
        .await
        .unwrap();
    assert!(found.is_some(), "an alias finds its listing");
}

#[tokio::test]
async fn an_order_counts_on_the_day_of_its_shop() {
    let (_dir, store, _, account) = fixture::shop().await;
    let mut late = order("o1", OrderStatus::New, &[("l1", 1, 500)]);
    late.placed_at = start() + chrono::Duration::hours(14);
    put(&store, account, vec![late]).await;
    let mut conn = store.read().await.unwrap();
    let rows = of_day(&mut conn, account, "2026-11-21").await.unwrap();
    assert_eq!(rows.len(), 1, "20:00 UTC is the next day in Tashkent");
}

#[tokio::test]
async fn of_two_rows_for_one_order_the_last_counts() {
    let (_dir, store, _, account) = fixture::shop().await;
    let page = vec![
        order("o1", OrderStatus::New, &[("l1", 1, 500)]),
        order("o1", OrderStatus::Cancelled, &[("l1", 1, 500)]),
    ];
    let done = put(&store, account, page).await;
    assert_eq!(done.new, 1, "one order");
    let mut conn = store.read().await.unwrap();
    assert_eq!(
        of_day(&mut conn, account, "2026-11-20").await.unwrap()[0].status,
        "cancelled",
        "the last"
    );
}

#[tokio::test]
async fn a_changed_order_keeps_its_id_and_moves_its_figures() {
    let (_dir, store, _, account) = fixture::shop().await;
    let first = put(
        &store,
        account,
        vec![order("o1", OrderStatus::New, &[("l1", 1, 500)])],
    )
    .await;
    let page = vec![
        order("o1", OrderStatus::Returned, &[("l1", 1, 500)]),
        order("o2", OrderStatus::New, &[("l1", 3, 500)]),
    ];
    let second = put(&store, account, page).await;
    assert_eq!(second.changed_ids, first.new_ids, "the same row");
    let mut conn = store.read().await.unwrap();
    let rows = of_day(&mut conn, account, "2026-11-20").await.unwrap();
    let states: Vec<&str> = rows.iter().map(|row| row.status.as_str()).collect();
    assert_eq!(states, ["returned", "new"], "the later state counts");
    let (days, _) = rolled_up(&store).await;
    let figures = days.values().next().unwrap();
    assert_eq!(
        figures[..3],
        [1, 3, 1500],
        "the returned order is no sale any more"
    );
}
