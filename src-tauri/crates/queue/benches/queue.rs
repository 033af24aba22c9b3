//! Push, claim and complete on a real store with `synchronous=FULL`.

#![expect(
    clippy::unwrap_used,
    reason = "a bench that cannot set its scene has nothing to measure"
)]

use std::time::Duration;

use chrono::{DateTime, TimeZone, Utc};
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use domain::{ManualClock, PartnerId};
use queue::{Budget, Claim, Lane, Leased, NewTask, QueueError, claim, complete, push};
use rand::SeedableRng;
use rand::rngs::StdRng;
use store::{OpenOptions, Store, StoreError};
use tokio::runtime::Runtime;

#[derive(Debug, thiserror::Error)]
enum Error {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Queue(#[from] QueueError),
}

fn start() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 20, 6, 0, 0).unwrap()
}

async fn open(dir: &tempfile::TempDir) -> Store {
    let options = OpenOptions::engine(ManualClock::at(start()), "bench");
    Store::open(&dir.path().join("sam.db"), options)
        .await
        .unwrap()
        .store
}

async fn fill(store: &Store, from: usize, count: usize, partners: usize) {
    for page in (from..from + count).collect::<Vec<_>>().chunks(500) {
        let page = page.to_vec();
        store
            .write(move |tx| {
                Box::pin(async move {
                    for number in page {
                        let partner = PartnerId((number % partners) as i64);
                        let task = NewTask::new(partner, "work/1", number.to_string(), start());
                        push(tx.conn(), &task, start()).await?;
                    }
                    Ok::<_, Error>(())
                })
            })
            .await
            .unwrap();
    }
}

async fn take(store: &Store, limit: usize) -> Vec<Leased> {
    store
        .write(move |tx| {
            Box::pin(async move {
                let lanes = [Lane {
                    name: "main".to_owned(),
                    room: limit,
                    even_paused: false,
                    per_account: usize::MAX,
                }];
                let budget = Budget {
                    day: "2026-11-20".to_owned(),
                    next_day: start(),
                };
                let wanted = Claim {
                    now: start(),
                    boot: "bench",
                    worker: "w",
                    lanes: &lanes,
                    blocked: &[],
                    running: &[],
                    limit,
                    lease: chrono::Duration::seconds(30),
                    budget: &budget,
                };
                let mut rng = StdRng::seed_from_u64(7);
                Ok::<_, Error>(claim(tx.conn(), &mut rng, &wanted).await?.tasks)
            })
        })
        .await
        .unwrap()
}

async fn end(store: &Store, tasks: Vec<Leased>) {
    store
        .write(move |tx| {
            Box::pin(async move {
                for leased in tasks {
                    complete(tx.conn(), leased.task.id, &leased.token, 0, start()).await?;
                }
                Ok::<_, Error>(())
            })
        })
        .await
        .unwrap();
}

fn bench(c: &mut Criterion) {
    let runtime = Runtime::new().unwrap();
    let mut group = c.benchmark_group("queue");
    group
        .sample_size(10)
        .measurement_time(Duration::from_secs(15));
    let count = 5000;
    group.throughput(Throughput::Elements(count as u64));
    group.bench_function("push, pages of 500", |bench| {
        bench.iter_batched(
            || {
                let dir = tempfile::tempdir().unwrap();
                let store = runtime.block_on(open(&dir));
                (dir, store)
            },
            |(dir, store)| {
                runtime.block_on(fill(&store, 0, count, 100));
                (dir, store)
            },
            BatchSize::PerIteration,
        );
    });
    for (name, backlog, partners) in [
        (
            "claim and complete in fifties, 1 partner, 10k backlog",
            10_000,
            1,
        ),
        (
            "claim and complete in fifties, 1000 partners, 10k backlog",
            10_000,
            1000,
        ),
        (
            "claim and complete in fifties, 1000 partners, 200k backlog",
            200_000,
            1000,
        ),
    ] {
        let dir = tempfile::tempdir().unwrap();
        let store = runtime.block_on(open(&dir));
        runtime.block_on(fill(&store, 0, backlog, partners));
        let mut next = backlog;
        group.throughput(Throughput::Elements(1000));
        group.bench_function(name, |bench| {
            bench.iter_batched(
                || {
                    runtime.block_on(fill(&store, next, 1000, partners));
                    next += 1000;
                },
                |()| {
                    runtime.block_on(async {
                        for _ in 0..20 {
                            let tasks = take(&store, 50).await;
                            end(&store, tasks).await;
                        }
                    });
                },
                BatchSize::PerIteration,
            );
        });
    }
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
