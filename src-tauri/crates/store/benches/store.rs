//! Ingest of orders with their roll-ups, and the overview on a large store.

#![expect(
    clippy::unwrap_used,
    reason = "a bench that cannot set its scene has nothing to measure"
)]

use std::hint::black_box;
use std::time::Duration;

use chrono::{DateTime, TimeZone, Utc};
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use domain::{
    AccountId, Currency, ManualClock, Money, Order, OrderLine, OrderStatus, PartnerId, Scheme,
    SubjectKind,
};
use store::account::NewAccount;
use store::sales::Span;
use store::{OpenOptions, Store, StoreError};
use tokio::runtime::Runtime;

use scene::{LISTINGS, listings};

mod scene;

const ZONE: chrono_tz::Tz = chrono_tz::Asia::Tashkent;
const PAGE: usize = 1000;

fn start() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 20, 6, 0, 0).unwrap()
}

async fn open(dir: &tempfile::TempDir) -> (Store, PartnerId, AccountId) {
    let options = OpenOptions::engine(ManualClock::at(start()), "bench");
    let store = Store::open(&dir.path().join("sam.db"), options)
        .await
        .unwrap()
        .store;
    let (partner, account) = store
        .write(|tx| {
            Box::pin(async move {
                let partner = store::partner::add(tx, "Dilnoza", start()).await?;
                let new = NewAccount {
                    partner,
                    marketplace: "wildberries".into(),
                    name: "WB".to_owned(),
                    external_id: None,
                    base_url: None,
                    zone: ZONE,
                    demo: false,
                };
                let account = store::account::add(tx, &new, start()).await?;
                store::upsert_listings(tx, account, &listings(), start()).await?;
                Ok::<_, StoreError>((partner, account))
            })
        })
        .await
        .unwrap();
    (store, partner, account)
}

/// Orders of one line each, over a year.
fn orders(from: usize, count: usize) -> Vec<Order> {
    (from..from + count)
        .map(|number| Order {
            external_id: format!("order-{number}").into(),
            status: if number % 11 == 0 {
                OrderStatus::Cancelled
            } else {
                OrderStatus::Delivered
            },
            scheme: Scheme::Seller,
            placed_at: start() - chrono::Duration::minutes((number % 525_600) as i64),
            updated_at: None,
            lines: vec![OrderLine {
                listing: format!("b{}", number % LISTINGS).into(),
                title: "Choynak".to_owned(),
                quantity: 1 + (number % 3) as i64,
                price: Money::new(120_000 + number as i64, Currency::RUB),
            }],
        })
        .collect()
}

async fn ingest(store: &Store, account: AccountId, rows: Vec<Order>) {
    store
        .write(move |tx| {
            Box::pin(async move { store::upsert_orders(tx, account, ZONE, &rows, start()).await })
        })
        .await
        .map_err(|error: StoreError| error)
        .unwrap();
}

fn bench_ingest(c: &mut Criterion) {
    let runtime = Runtime::new().unwrap();
    let count = 100_000;
    let mut group = c.benchmark_group("ingest");
    group
        .sample_size(10)
        .measurement_time(Duration::from_secs(30));
    group.throughput(Throughput::Elements(count as u64));
    group.bench_function("100k orders with roll-ups, pages of 1000", |bench| {
        bench.iter_batched(
            || {
                let dir = tempfile::tempdir().unwrap();
                let (store, _, account) = runtime.block_on(open(&dir));
                let pages: Vec<Vec<Order>> = (0..count / PAGE)
                    .map(|page| orders(page * PAGE, PAGE))
                    .collect();
                (dir, store, account, pages)
            },
            |(dir, store, account, pages)| {
                runtime.block_on(async {
                    for page in pages {
                        ingest(&store, account, page).await;
                    }
                });
                (dir, store)
            },
            BatchSize::PerIteration,
        );
    });
    group.bench_function("100k orders seen before", |bench| {
        let dir = tempfile::tempdir().unwrap();
        let (store, _, account) = runtime.block_on(open(&dir));
        let pages: Vec<Vec<Order>> = (0..count / PAGE)
            .map(|page| orders(page * PAGE, PAGE))
            .collect();
        let all = async |pages: Vec<Vec<Order>>| {
            for page in pages {
                ingest(&store, account, page).await;
            }
        };
        runtime.block_on(all(pages.clone()));
        bench.iter_batched(
            || pages.clone(),
            |pages| runtime.block_on(all(pages)),
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

fn bench_overview(c: &mut Criterion) {
    let runtime = Runtime::new().unwrap();
    let dir = tempfile::tempdir().unwrap();
    let (store, partner, account) = runtime.block_on(open(&dir));
    runtime.block_on(async {
        for page in 0..1000 {
            ingest(&store, account, orders(page * PAGE, PAGE)).await;
        }
    });
    let mut group = c.benchmark_group("overview on 1M order lines");
    group.measurement_time(Duration::from_secs(10));
    group.bench_function(
        "tiles, previous period, shops, days, stock, counts",
        |bench| {
            bench.iter(|| {
                runtime.block_on(async {
                    let mut conn = store.read().await.unwrap();
                    let now = Span {
                        partner,
                        account: None,
                        from: "2026-10-22",
                        to: "2026-11-20",
                    };
                    let before = Span {
                        partner,
                        account: None,
                        from: "2026-09-22",
                        to: "2026-10-21",
                    };
                    for span in [&now, &before] {
                        black_box(store::sales::totals(&mut conn, span).await.unwrap());
                        black_box(store::answer::answered(&mut conn, span).await.unwrap());
                        black_box(store::usage::totals(&mut conn, span).await.unwrap());
                    }
                    black_box(store::sales::by_day(&mut conn, &now).await.unwrap());
                    black_box(store::sales::by_account(&mut conn, &now).await.unwrap());
                    black_box(
                        store::counts::of(&mut conn, partner, start(), start())
                            .await
                            .unwrap(),
                    );
                    let kind = SubjectKind::Review;
                    black_box(
                        store::answer::counts(&mut conn, kind, partner, None, None)
                            .await
                            .unwrap(),
                    );
                    let days = ("2026-11-07", "2026-11-20");
                    black_box(
                        store::stock::levels(&mut conn, partner, None, days, 10)
                            .await
                            .unwrap(),
                    );
                });
            });
        },
    );
    group.finish();
}

criterion_group!(benches, bench_ingest, bench_overview);
criterion_main!(benches);
